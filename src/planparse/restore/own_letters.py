"""A document's own confusions: what its scanner does to one word, it does to others.

A page that gave `chuyến` for `chuyển` and `tố` for `tổ` where both are sure gives `đối` for `đổi` too. Each
pair of a printed and a read letter that stands in the sure changes of two words or more becomes likelier.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import exp, log
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from planparse.restore.arcs import Arc
    from planparse.restore.channel import Channel
    from planparse.restore.lattice import Standing

    Pair = tuple[str, str]

WEIGHT = 20.0
"""Distinct words with the letter that the channel's own probability weighs."""


@dataclass(frozen=True, slots=True, eq=False)
class OwnLetters:
    """What a text's sure words teach about its letters.

    Attributes:
        arcs: what may stand in each cell.
        standing: the word in each cell of a line that reads right; None in other lines.
        channel: what the OCR of such lines does to letters in general.
    """

    arcs: Sequence[tuple[Arc, ...]]
    standing: Sequence[Standing | None]
    channel: Channel

    def discounts(
        self, chosen: NDArray[np.int64], sure: NDArray[np.bool_], shape: tuple[int, ...]
    ) -> NDArray[np.float32] | None:
        """Nats by which each arc is cheaper than the channel has it, cells × arcs; None for nothing.

        Args:
            chosen: the arc of each cell.
            sure: whether it is sure.
            shape: of the result; arcs beyond those of a cell are padding.
        """
        learned = self._learn(
            {
                (word.text.lower(), self.arcs[cell][chosen[cell]].text.lower())
                for cell in np.flatnonzero(sure).tolist()
                if (word := self.standing[cell]) is not None
            }
        )
        if not learned:
            return None
        misread = {read for _, read in learned}
        gains = np.zeros(shape, dtype=np.float32)
        known: dict[str, list[float]] = {}
        for cell, word in enumerate(self.standing):
            if word is None or misread.isdisjoint(word.text.lower()):
                continue
            if word.text not in known:
                known[word.text] = [_gain(arc.text, word.text, learned) for arc in self.arcs[cell]]
            row = known[word.text]
            gains[cell, : len(row)] = row
        return gains

    def _learn(self, words: Iterable[Pair]) -> dict[Pair, float]:
        counts: Counter[Pair] = Counter()
        totals: Counter[str] = Counter()
        for observed, clean in words:
            if len(observed) == len(clean):
                pairs = set(zip(clean, observed, strict=True))
                counts.update(pairs)
                totals.update({printed for printed, _ in pairs})
        learned = {}
        for (printed, read), count in counts.items():
            if printed == read or count == 1 or printed not in self.channel.units:
                continue
            before = float(self.channel.one[self.channel.units[printed], self.channel.alphabet.get(read, 0)])
            after = -log((count - 1 + WEIGHT * exp(-before)) / (totals[printed] + WEIGHT))
            if after < before:
                learned[printed, read] = before - after
        return learned


def _gain(clean: str, observed: str, learned: dict[Pair, float]) -> float:
    if len(clean) != len(observed):
        return 0.0
    return sum(
        learned.get(pair, 0.0)
        for pair in zip(clean.lower(), observed.lower(), strict=True)
        if pair[0] != pair[1]
    )
