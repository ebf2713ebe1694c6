"""Integer keys in open addressing: numpy finds many at once in a few steps, and the table is mapped.

Linear probing over 32-bit slots. Keys below 2³² are kept as they are, longer ones as 32 bits of their hash:
two in four thousand million are taken for each other. Values stand in arrays of their own, slot by slot.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Keys = NDArray[np.int64]
    Slots = NDArray[np.uint32]

LOAD = 0.5
"""Share of the slots that is filled."""
FEW = 400
"""Missed keys up to which all slots within reach are looked at together."""
EMPTY = np.uint32(0xFFFFFFFF)
_HALF = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)
# Multipliers of Fibonacci hashing and of splitmix64 (Steele, Lea and Flood 2014).
_FIRST, _SECOND = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9)


@dataclass(frozen=True, slots=True, eq=False)
class HashTable:
    """Where keys stand.

    Attributes:
        slots: what is kept of the key in each slot, EMPTY where there is none.
        size: slots that a key may be sent to; the last keys run past it.
        reach: slots from where a key is sent to where it stands, at most.
        exact: whether all keys are below 2³².
    """

    slots: Slots
    size: int
    reach: int
    exact: bool

    @staticmethod
    def of(keys: Keys, *, exact: bool) -> tuple[HashTable, Keys]:
        """A table of distinct keys, and the slot of each.

        Example:
            >>> table, at = HashTable.of(np.array([7, 1 << 20]), exact=True)
            >>> table.find(np.array([1 << 20, 8]))[1].tolist()
            [True, False]
        """
        size = max(1, round(len(keys) / LOAD))
        first, kept = _sent(keys, size, exact=exact)
        order = np.lexsort((keys, first))
        rank = np.arange(len(keys))
        slot = np.empty(len(keys), dtype=np.int64)
        slot[order] = np.maximum.accumulate(first[order] - rank) + rank
        reach = int((slot - first).max(initial=0))
        slots = np.full(size + 2 * reach + 1, EMPTY, dtype=np.uint32)
        slots[slot] = kept
        return HashTable(slots, size, reach, exact), slot

    def find(self, keys: Keys) -> tuple[Keys, NDArray[np.bool_]]:
        """The slot of each key, and whether it is in the table at all."""
        at, wanted = _sent(keys.ravel(), self.size, exact=self.exact)
        there = self.slots.take(at)
        found = there == wanted
        missed = np.flatnonzero(~found & (there != EMPTY))
        where, sought = at.take(missed), wanted.take(missed)
        while len(missed) > FEW:
            where += 1
            there = self.slots.take(where)
            hit = there == sought
            hits, left = np.flatnonzero(hit), np.flatnonzero(~hit & (there != EMPTY))
            at[missed.take(hits)] = where.take(hits)
            found[missed.take(hits)] = True
            missed, where, sought = missed.take(left), where.take(left), sought.take(left)
        beyond = where[:, None] + np.arange(1, self.reach + 1)
        row, step = np.nonzero(self.slots.take(beyond) == sought[:, None])
        at[missed[row]] = beyond[row, step]
        found[missed[row]] = True
        return at.reshape(keys.shape), found.reshape(keys.shape)

    def spread(self, values: NDArray[Any], slot: Keys) -> NDArray[Any]:
        """Values of keys, slot by slot."""
        spread = np.zeros(len(self.slots), dtype=values.dtype)
        spread[slot] = values
        return spread


def _sent(keys: Keys, size: int, *, exact: bool) -> tuple[Keys, Slots]:
    """The slot that each key is sent to, and what is kept of it there."""
    mixed = keys.astype(np.uint64) * _FIRST
    mixed ^= mixed >> _HALF
    mixed *= _SECOND
    first = ((mixed >> _HALF) * np.uint64(size)) >> _HALF
    kept = keys if exact else np.minimum(mixed & _LOW, _LOW - np.uint64(1))
    return first.astype(np.int64), kept.astype(np.uint32)
