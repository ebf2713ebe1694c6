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
        starts: first cell of each chain, and at the end the number of cells.
    """

    words: Ints
    second: Ints
    costs: Floats
    joins: Flags
    changes: Floats
    certain: Flags
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
        words, second, costs, joins, others = (array[rows] for array in packed)
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

    def chains(self, wanted: Ints) -> tuple[Lattice, Ints]:
        """A lattice of some chains only, and where its cells stand in this one."""
        lengths = (self.starts[1:] - self.starts[:-1])[wanted]
        starts = np.concatenate([[0], np.cumsum(lengths)])
        cells = np.arange(starts[-1]) + np.repeat(self.starts[wanted] - starts[:-1], lengths)
        part = Lattice(
            self.words[cells],
            self.second[cells],
            self.costs[cells],
            self.joins[cells],
            self.changes[cells],
            self.certain[cells],
            starts,
        )
        return part, cells


def padded(array: NDArray[Any], width: int, fill: float | np.floating[Any]) -> NDArray[Any]:
    """A copy of an array of arcs, at least so wide."""
    missing = max(width - array.shape[1], 0)
    return np.pad(array, ((0, 0), (0, missing)), constant_values=fill)


def _packed(cells: Sequence[tuple[tuple[Arc, ...], Standing | None]]) -> tuple[NDArray[Any], ...]:
    """Words, second words, costs, joins of arcs, and whether each changes what stands there, cells × arcs."""
    size = (len(cells), max((len(options) for options, _ in cells), default=1))
    words, second = np.zeros(size, dtype=np.int64), np.full(size, -1, dtype=np.int64)
    costs, joins = np.full(size, FAR, dtype=np.float32), np.zeros(size, dtype=bool)
    others = np.zeros(size, dtype=bool)
    for row, (options, word) in enumerate(cells):
        many = len(options)
        words[row, :many] = [arc.word for arc in options]
        second[row, :many] = [arc.second for arc in options]
        costs[row, :many] = [arc.cost for arc in options]
        joins[row, :many] = [arc.joins for arc in options]
        if word is not None:
            others[row, :many] = [arc.text != word.text for arc in options]
    return words, second, costs, joins, others
