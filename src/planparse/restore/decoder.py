"""The likeliest clean words of many lines at once: a beam over the lattice, all chains side by side.

A chain is a run of cells that the language model reads as one clause. Each cell offers arcs: a word and what
the channel asks for it; a *split* arc gives two words, a *join* arc takes the next cell with it. The beam
moves one cell a step in all chains together, so that numpy does the inner loop.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from planparse.restore.channel import FAR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from planparse.restore.arcs import Arc
    from planparse.restore.language_model import WordCosts

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]
    Flags = NDArray[np.bool_]

BEAM = 8


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
        size = (len(arcs), max(map(len, arcs), default=1))
        words, second = np.zeros(size, dtype=np.int64), np.full(size, -1, dtype=np.int64)
        costs, joins = np.full(size, FAR, dtype=np.float32), np.zeros(size, dtype=bool)
        changes = np.zeros(size, dtype=np.float32)
        for row, (options, word) in enumerate(zip(arcs, standing, strict=True)):
            many = len(options)
            words[row, :many] = [arc.word for arc in options]
            second[row, :many] = [arc.second for arc in options]
            costs[row, :many] = [arc.cost for arc in options]
            joins[row, :many] = [arc.joins for arc in options]
            if word is not None:
                others = np.asarray([arc.text != word.text for arc in options])
                changes[row, :many] = word.trust * others
                costs[row, :many] += word.extra * others
        certain = np.asarray([word is not None and word.certain for word in standing], dtype=bool)
        return Lattice(words, second, costs, joins, changes, certain, np.asarray(starts))

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


def decode(lattice: Lattice, model: WordCosts, width: int = BEAM) -> Ints:
    """The arc chosen for each cell; -1 for a cell that the one before it took along.

    Args:
        lattice: what may stand where.
        model: what is likely there.
        width: states that each chain keeps.
    """
    chosen = np.full(len(lattice.words), -1, dtype=np.int64)
    lengths = np.diff(lattice.starts)
    order = np.argsort(-lengths, kind="stable")
    starts, lengths = lattice.starts[:-1][order], lengths[order]
    if not len(starts):
        return chosen
    beam = _Beam.fresh(len(starts), width, model.stop)
    trail: list[tuple[Ints, Ints]] = []
    for step in range(int(lengths[0])):
        active = int(np.searchsorted(-lengths, -step, side="left"))
        beam, back = beam.first(active).advance(lattice, starts[:active] + step, model)
        trail.append(back)
        if step + 1 in lengths[:active]:
            _finish(beam, trail, chosen, starts, np.flatnonzero(lengths[:active] == step + 1))
    return chosen


def _finish(beam: _Beam, trail: list[tuple[Ints, Ints]], chosen: Ints, starts: Ints, ended: Ints) -> None:
    """Walk the back pointers of the chains that end here."""
    at = np.where(beam.pending[ended], FAR, beam.scores[ended]).argmin(axis=1)
    for step in range(len(trail) - 1, -1, -1):
        state, arc = trail[step]
        chosen[starts[ended] + step] = arc[ended, at]
        at = state[ended, at]


@dataclass(frozen=True, slots=True, eq=False)
class _Beam:
    """States of active chains, chains × beam: cost so far, the last two words, whether a join is open."""

    scores: Floats
    before: Ints
    last: Ints
    pending: Flags

    @staticmethod
    def fresh(chains: int, width: int, stop: int) -> _Beam:
        scores = np.full((chains, width), FAR, dtype=np.float32)
        scores[:, 0] = 0
        words = np.full((chains, width), stop, dtype=np.int64)
        return _Beam(scores, words, words, np.zeros((chains, width), dtype=bool))

    def first(self, chains: int) -> _Beam:
        if chains == len(self.scores):
            return self
        return _Beam(self.scores[:chains], self.before[:chains], self.last[:chains], self.pending[:chains])

    def advance(self, lattice: Lattice, cells: Ints, model: WordCosts) -> tuple[_Beam, tuple[Ints, Ints]]:
        """One cell further: the new beam, and for each state where it came from (state, arc)."""
        words, second = lattice.words[cells][:, None, :], lattice.second[cells][:, None, :]
        before, last = self.before[:, :, None], self.last[:, :, None]
        scores = self.scores[:, :, None] + lattice.costs[cells][:, None, :] + model.costs(before, last, words)
        shape = scores.shape
        splits = np.broadcast_to(second >= 0, shape)
        if splits.any():
            wide = [np.broadcast_to(array, shape)[splits] for array in (last, words, second)]
            scores[splits] += model.costs(*wide)
        if self.pending.any():
            scores[self.pending] = FAR
        stay = np.where(self.pending, self.scores, FAR)[:, :, None]
        new_before = np.concatenate([np.where(splits, words, last), before], axis=2)
        new_last = np.concatenate(
            [np.broadcast_to(np.where(second >= 0, second, words), shape), last], axis=2
        )
        joins = np.broadcast_to(lattice.joins[cells][:, None, :], shape)
        pending = np.concatenate([joins, np.zeros((*shape[:2], 1), dtype=bool)], axis=2)
        scores = np.concatenate([scores, stay], axis=2)
        return _prune(scores, new_before, new_last, pending, self.scores.shape[1])


def _prune(
    scores: Floats, before: Ints, last: Ints, pending: Flags, width: int
) -> tuple[_Beam, tuple[Ints, Ints]]:
    """Keep the best states; of those that agree on what the future sees, only the best."""
    chains, _, arcs = scores.shape
    flat = scores.reshape(chains, -1)
    many = min(2 * width, flat.shape[1])
    top = np.argpartition(flat, many - 1, axis=1)[:, :many]
    top = np.take_along_axis(top, np.argsort(np.take_along_axis(flat, top, 1), axis=1, kind="stable"), 1)
    future = (
        (before.reshape(chains, -1) << 17) | (last.reshape(chains, -1) << 1) | pending.reshape(chains, -1)
    )
    seen = np.take_along_axis(future, top, 1)
    repeated = (np.tril(np.ones((many, many), dtype=bool), -1) & (seen[:, :, None] == seen[:, None, :])).any(
        axis=2
    )
    ranked = np.argsort(repeated, axis=1, kind="stable")[:, :width]
    best = np.take_along_axis(top, ranked, 1)
    kept = np.take_along_axis(flat, best, 1)
    kept[np.take_along_axis(repeated, ranked, 1)] = FAR
    arc = best % arcs
    beam = _Beam(
        kept,
        np.take_along_axis(before.reshape(chains, -1), best, 1),
        np.take_along_axis(last.reshape(chains, -1), best, 1),
        np.take_along_axis(pending.reshape(chains, -1), best, 1),
    )
    return beam, (best // arcs, np.where(arc == arcs - 1, -1, arc))


def in_context(lattice: Lattice, chosen: Ints, model: WordCosts) -> Floats:
    """What each arc would cost with all its neighbours as chosen: language model only, cells × arcs.

    A chosen arc's cost against the others' gives the posterior of a token. Split arcs are weighed by their
    own two words and the one that follows.
    """
    cells = np.flatnonzero(chosen >= 0)
    size = len(cells)
    word = lattice.words[cells, chosen[cells]]
    second = lattice.second[cells, chosen[cells]]
    final = np.where(second >= 0, second, word)
    chain = np.searchsorted(lattice.starts, cells, side="right")
    stop = model.stop

    def neighbour(values: Ints, distance: int) -> Ints:
        at = np.arange(size) + distance
        inside = (at >= 0) & (at < size)
        at = np.clip(at, 0, max(size - 1, 0))
        return np.where(inside & (chain[at] == chain), values[at], stop)

    one, two = neighbour(final, -1), neighbour(final, -2)
    penultimate = neighbour(np.where(second >= 0, word, -1), -1)
    two = np.where(penultimate >= 0, penultimate, two)
    after, beyond = neighbour(word, 1), neighbour(word, 2)
    arcs, seconds = lattice.words[cells], lattice.second[cells]
    split = seconds >= 0
    last = np.where(split, seconds, arcs)
    previous = np.where(split, arcs, one[:, None])
    costs = model.costs(two[:, None], one[:, None], arcs)
    costs += np.where(split, model.costs(one[:, None], arcs, np.maximum(seconds, 0)), 0)
    costs += np.where((after != stop)[:, None], model.costs(previous, last, after[:, None]), 0)
    costs += np.where((beyond != stop)[:, None], model.costs(last, after[:, None], beyond[:, None]), 0)
    full = np.full(lattice.words.shape, FAR, dtype=np.float32)
    full[cells] = costs
    return full
