"""The lattice: what may stand in each cell of a text, as arrays."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from planparse.restore.channel import FAR

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from planparse.restore.arcs import Arc

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]
    Flags = NDArray[np.bool_]


SEEN = 2
"""Cells on each side of one that its cost depends on."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A word in a line that reads right: nats by which a change of it is dearer (or cheaper) than of others.

    `trust` is the share of what all changes in the text cost that holds for it, 0..1; `certain` tells that
    the OCR was.
    """

    text: str
    extra: float = 0.0
    trust: float = 1.0
    certain: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Lattice:
    """All cells of a text; arrays are cells × arcs, short rows padded with arcs of impossible cost.

    Attributes:
        words: word of each arc.
        second: second word of a split arc, -1 for none.
        costs: channel cost of each arc, nats.
        joins: whether the arc takes the next cell with it.
        changes: how far the arc changes a line that reads right: the trust in the word that stands there,
            0 where the arc changes nothing.
        certain: whether the OCR was certain of the word that stands in each cell.
        standing: the arc of what stands in each cell of a line that reads right, -1 for none.
        starts: first cell of each chain, and at the end the number of cells.
    """

    words: Ints
    second: Ints
    costs: Floats
    joins: Flags
    changes: Floats
    certain: Flags
    standing: Ints
    starts: Ints

    @staticmethod
    def of(
        arcs: Sequence[tuple[Arc, ...]], standing: Sequence[Standing | None], starts: Sequence[int]
    ) -> Lattice:
        """Pack the arcs of each cell into arrays.

        Args:
            arcs: of each cell.
            standing: the word in each cell of a line that reads right; None in other lines.
            starts: first cell of each chain, and at the end the number of cells.
        """
        met: dict[tuple[int, str | None], int] = {}
        rows = [
            met.setdefault((id(options), word.text if word else None), len(met))
            for options, word in zip(arcs, standing, strict=True)
        ]
        first = np.unique(rows, return_index=True)[1].tolist()
        packed = _packed([(arcs[cell], standing[cell]) for cell in first])
        words, second, costs, joins, others, stands = (array[rows] for array in packed)
        extra, trust = (
            np.asarray([getattr(word, name) if word else 0.0 for word in standing])[:, None]
            for name in ("extra", "trust")
        )
        return Lattice(
            words,
            second,
            (costs + extra * others).astype(np.float32),
            joins,
            (trust * others).astype(np.float32),
            np.asarray([word is not None and word.certain for word in standing], dtype=bool),
            stands,
            np.asarray(starts),
        )

    def dearer(self, extra: float | Floats) -> Lattice:
        """The same with `extra` nats on every change, less where what stands there is not trusted.

        Args:
            extra: for all cells, or for each.
        """
        nats = np.asarray(extra, dtype=np.float32).reshape(-1, 1)
        return replace(self, costs=self.costs + nats * self.changes)

    def without_slips(self, slip: float) -> Lattice:
        """The same without what an OCR that was certain is less likely to do than an author to slip.

        Args:
            slip: nats of an author's slip.
        """
        rows = np.flatnonzero(self.certain)
        changed, some = self.changes[rows] > 0, self.costs[rows]
        standing = np.where(changed, FAR, some).min(axis=1, keepdims=True, initial=FAR)
        costs = self.costs.copy()
        costs[rows] = np.where(changed & (some > standing + slip), FAR, some)
        return replace(self, costs=costs)

    def cheaper(self, gains: Floats) -> Lattice:
        """The same with each arc cheaper by its gain, cells × arcs, nats."""
        return replace(self, costs=self.costs - gains)

    def narrow(self, arcs: int) -> Lattice:
        """The same with the first `arcs` of each cell only: the most promising."""
        return replace(
            self,
            words=self.words[:, :arcs],
            second=self.second[:, :arcs],
            costs=self.costs[:, :arcs],
            joins=self.joins[:, :arcs],
            changes=self.changes[:, :arcs],
            standing=np.where(self.standing < arcs, self.standing, -1),
        )

    def with_more(self, more: Mapping[int, tuple[int, Sequence[Arc]]]) -> Lattice:
        """The same, wider if need be, with other arcs in some cells.

        Args:
            more: by cell, the place of the first new arc, and those arcs: single words of wrecked lines. What
                stood there goes.
        """
        width = max((at + len(arcs) for at, arcs in more.values()), default=0)
        wider = replace(
            self,
            words=padded(self.words, width, 0),
            second=padded(self.second, width, -1),
            costs=padded(self.costs, width, FAR),
            joins=padded(self.joins, width, fill=False),
            changes=padded(self.changes, width, 0),
        )
        for row, (at, arcs) in more.items():
            wider.costs[row, at:], wider.second[row, at:], wider.joins[row, at:] = FAR, -1, False
            wider.words[row, at : at + len(arcs)] = [arc.word for arc in arcs]
            wider.costs[row, at : at + len(arcs)] = [arc.cost for arc in arcs]
        return wider

    @property
    def clauses(self) -> Ints:
        """The chain of each cell."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))

    def count(self, cells: Flags) -> Ints:
        """How many of some cells stand in each chain."""
        return np.bincount(self.clauses[cells], minlength=len(self.starts) - 1)

    def stretches(self, free: Flags, chosen: Ints) -> tuple[Lattice, Ints]:
        """A lattice of the runs of free cells only, and where its cells stand in this one.

        A model of three words sees no farther than the `SEEN` cells on both sides of a run; they keep what
        was chosen.

        Args:
            free: the cells in which any arc may be taken; with a cell, one that it takes along.
            chosen: the arc of each cell; -1 for one that the cell before takes along.
        """
        free = free | (chosen < 0)
        free[:-1] |= chosen[1:] < 0
        clauses = self.clauses
        kept = free.copy()
        for step in range(1, SEEN + 1):
            beside = clauses[step:] == clauses[:-step]
            kept[step:] |= free[:-step] & beside
            kept[:-step] |= free[step:] & beside
        cells = np.flatnonzero(kept)
        begins = np.flatnonzero((np.diff(cells) > 1) | (np.diff(clauses[cells]) > 0)) + 1
        costs = self.costs[cells]
        others = np.arange(costs.shape[1]) != chosen[cells, None]
        costs[others & ~free[cells, None]] = FAR
        starts = np.concatenate([[0], begins, [len(cells)]]) if len(cells) else np.zeros(1, dtype=np.int64)
        return replace(self._rows(cells), costs=costs, starts=starts), cells

    def chains(self, wanted: Flags) -> tuple[Lattice, Ints]:
        """A lattice of some chains only, and where its cells stand in this one."""
        cells = np.flatnonzero(wanted[self.clauses])
        starts = np.concatenate([[0], np.cumsum(np.diff(self.starts)[wanted])])
        return replace(self._rows(cells), starts=starts), cells

    def _rows(self, cells: Ints) -> Lattice:
        names = ("words", "second", "costs", "joins", "changes", "certain", "standing")
        return replace(self, **{name: getattr(self, name)[cells] for name in names})


def padded(array: NDArray[Any], width: int, fill: float | np.floating[Any]) -> NDArray[Any]:
    """A copy of an array of arcs, at least so wide."""
    missing = max(width - array.shape[1], 0)
    return np.pad(array, ((0, 0), (0, missing)), constant_values=fill)


def _packed(cells: Sequence[tuple[tuple[Arc, ...], Standing | None]]) -> tuple[NDArray[Any], ...]:
    """Words, second words, costs, joins of arcs, whether each changes what stands there, cells × arcs.

    And the arc that does not, -1 for none.
    """
    size = (len(cells), max((len(options) for options, _ in cells), default=1))
    words, second = np.zeros(size, dtype=np.int64), np.full(size, -1, dtype=np.int64)
    costs, joins = np.full(size, FAR, dtype=np.float32), np.zeros(size, dtype=bool)
    others = np.zeros(size, dtype=bool)
    stands = np.full(len(cells), -1)
    for row, (options, word) in enumerate(cells):
        many = len(options)
        words[row, :many] = [arc.word for arc in options]
        second[row, :many] = [arc.second for arc in options]
        costs[row, :many] = [arc.cost for arc in options]
        joins[row, :many] = [arc.joins for arc in options]
        if word is not None:
            others[row, :many] = [arc.text != word.text for arc in options]
            stands[row] = next((at for at, arc in enumerate(options) if arc.text == word.text), -1)
    return words, second, costs, joins, others, stands
