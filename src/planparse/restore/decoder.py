"""The likeliest clean words of many lines at once: a beam over the lattice, all chains side by side.

A chain is a run of cells that the language model reads as one clause. Each cell offers arcs: a word and what
the channel asks for it; a *split* arc gives two words, a *join* arc takes the next cell with it. The beam
moves one cell a step in all chains together, so that numpy does the inner loop.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from planparse.restore.channel import FAR

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from planparse.restore.language_model import Pairs, WordCosts
    from planparse.restore.lattice import Lattice

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]
    Flags = NDArray[np.bool_]

BEAM = 8


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
    ways = _Ways.of(lattice)
    beam = _Beam.fresh(len(starts), width, model.stop)
    trail: list[tuple[Ints, Ints]] = []
    at = np.zeros(len(starts), dtype=np.int64)
    for step in range(int(lengths[0])):
        active = int(np.searchsorted(-lengths, -step, side="left"))
        beam, back = beam.first(active).advance(ways, starts[:active] + step, model)
        trail.append(back)
        ended = np.flatnonzero(lengths[:active] == step + 1)
        at[ended] = beam.best(ended)
    for step, (state, arc) in reversed(list(enumerate(trail))):
        chain = np.arange(len(state))
        chosen[starts[chain] + step] = arc[chain, at[chain]]
        at[chain] = state[chain, at[chain]]
    return chosen


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

    def best(self, chains: Ints) -> Ints:
        """The cheapest state of some chains that end here."""
        cheapest: Ints = np.where(self.pending[chains], FAR, self.scores[chains]).argmin(axis=1)
        return cheapest

    def advance(self, ways: _Ways, cells: Ints, model: WordCosts) -> tuple[_Beam, tuple[Ints, Ints]]:
        """One cell further: the new beam, and for each state where it came from (state, arc; -1 for none)."""
        width = self.scores.shape[1]
        step = _Step.of(self, ways.at(cells), model)
        return step.best(step.weighed(2 * width), width)


@dataclass(frozen=True, slots=True, eq=False)
class _Ways:
    """The arcs of cells, and at the end of each row a way to pass the cell by where a join is open."""

    words: Ints
    second: Ints
    joins: Flags
    costs: Floats

    @staticmethod
    def of(lattice: Lattice) -> _Ways:
        """Those of a lattice."""
        rows = len(lattice.words), 1
        return _Ways(
            np.concatenate([lattice.words, np.zeros(rows, dtype=np.int64)], axis=1),
            np.concatenate([lattice.second, np.full(rows, -1)], axis=1),
            np.concatenate([lattice.joins, np.zeros(rows, dtype=bool)], axis=1),
            np.concatenate([lattice.costs, np.full(rows, FAR)], axis=1),
        )

    def at(self, cells: Ints) -> _Ways:
        """Those of some cells."""
        return _Ways(self.words[cells], self.second[cells], self.joins[cells], self.costs[cells])


@dataclass(frozen=True, slots=True, eq=False)
class _Step:
    """One cell further in each chain: from every state of its beam by every way of its cell.

    Attributes:
        contexts: the last two words of each state, chain after chain.
        costs: without the language model, chains × (states × ways); FAR where there is no way.
    """

    beam: _Beam
    contexts: Pairs
    ways: _Ways
    costs: Floats
    model: WordCosts

    @staticmethod
    def of(beam: _Beam, ways: _Ways, model: WordCosts) -> _Step:
        """The step from a beam over its cells."""
        costs = beam.scores[:, :, None] + ways.costs[:, None, :]
        if beam.pending.any():
            costs[beam.pending] = FAR
            costs[beam.pending, -1] = beam.scores[beam.pending]
        contexts = model.pairs(beam.before.ravel(), beam.last.ravel())
        return _Step(beam, contexts, ways, costs.reshape(len(costs), -1), model)

    def weighed(self, many: int) -> Floats:
        """Costs with the language model, right for all that may be among the best `many` of a chain.

        The language model makes no way cheaper. So what is dearer without it than each of some `many` ways
        is with it need not be looked up.
        """
        chains, size = self.costs.shape
        many = min(many, size)
        first = np.argpartition(self.costs, many - 1, axis=1)[:, :many] + size * np.arange(chains)[:, None]
        weighed = np.full(self.costs.size, FAR, dtype=np.float32)
        weighed[first] = self._look_up(first.ravel()).reshape(first.shape)
        limit = np.minimum(weighed[first].max(axis=1, keepdims=True), FAR - 1)
        others = np.flatnonzero((self.costs <= limit).ravel() & (weighed == FAR))
        weighed[others] = self._look_up(others)
        return weighed.reshape(chains, size)

    def _look_up(self, at: Ints) -> Floats:
        """Costs with the language model of some ways, numbered chain after chain."""
        states, ways = self.beam.scores.shape[1], self.ways.words.shape[1]
        state, way = np.divmod(at, ways)
        option = state // states * ways + way
        word, second = self.ways.words.take(option), self.ways.second.take(option)
        costs = self.costs.take(at)
        pair = self.model.pairs(self.beam.last.take(state), word)
        weighed = costs + self.model.after(self.contexts[state], pair)
        split = np.flatnonzero(second >= 0)
        if len(split):
            weighed[split] += self.model.after(pair[split], self.model.pairs(word[split], second[split]))
        return np.where(way == ways - 1, costs, weighed)

    def best(self, costs: Floats, width: int) -> tuple[_Beam, tuple[Ints, Ints]]:
        """Where the best ways lead; of those that agree on what the future sees, only the best is kept."""
        many = min(2 * width, costs.shape[1])
        chain = np.arange(len(costs))[:, None]
        top = np.argpartition(costs, many - 1, axis=1)[:, :many]
        top = top[chain, np.argsort(costs[chain, top], axis=1, kind="stable")]
        state, way = np.divmod(top, self.ways.words.shape[1])
        word, second = self.ways.words[chain, way], self.ways.second[chain, way]
        before, last = self.beam.before[chain, state], self.beam.last[chain, state]
        passed = way == self.ways.words.shape[1] - 1
        before = np.where(passed, before, np.where(second >= 0, word, last))
        last = np.where(passed, last, np.where(second >= 0, second, word))
        pending = self.ways.joins[chain, way]
        future = (before << 17) | (last << 1) | pending
        earlier = np.tri(many, k=-1, dtype=bool)
        repeated = ((future[:, :, None] == future[:, None, :]) & earlier).any(axis=2)
        ranked = np.argsort(repeated, axis=1, kind="stable")[:, :width]
        scores = np.where(repeated, FAR, costs[chain, top])[chain, ranked]
        beam = _Beam(scores, before[chain, ranked], last[chain, ranked], pending[chain, ranked])
        return beam, (state[chain, ranked], np.where(passed, -1, way)[chain, ranked])


def in_context(lattice: Lattice, chosen: Ints, model: WordCosts, wanted: Ints | None = None) -> Floats:
    """What each arc would cost with all its neighbours as chosen: language model only.

    A chosen arc's cost against the others' gives the posterior of a token. Split arcs are weighed by their
    own two words and the one that follows.

    Args:
        lattice: what may stand where.
        chosen: the arc of each cell; -1 for one that the cell before took along.
        model: what is likely there.
        wanted: cells that are asked for; None for all.

    Returns:
        float32, cells asked for × arcs; FAR in cells that were taken along.
    """
    cells = np.flatnonzero(chosen >= 0)
    size = len(cells)
    word = lattice.words[cells, chosen[cells]]
    second = lattice.second[cells, chosen[cells]]
    final = np.where(second >= 0, second, word)
    chain = np.searchsorted(lattice.starts, cells, side="right")
    stop = model.stop
    if wanted is None:
        wanted = np.arange(len(chosen))
    rows = np.flatnonzero(chosen[wanted] >= 0)
    here = np.searchsorted(cells, wanted[rows])

    def neighbour(values: Ints, distance: int) -> Ints:
        at = here + distance
        inside = (at >= 0) & (at < size)
        at = np.clip(at, 0, max(size - 1, 0))
        return np.where(inside & (chain[at] == chain[here]), values[at], stop)

    one, two = neighbour(final, -1), neighbour(final, -2)
    penultimate = neighbour(np.where(second >= 0, word, -1), -1)
    two = np.where(penultimate >= 0, penultimate, two)
    after, beyond = neighbour(word, 1), neighbour(word, 2)
    arcs, seconds = lattice.words[cells[here]], lattice.second[cells[here]]
    split = seconds >= 0
    before, behind = (
        model.pairs(first, second)[:, None].spread(arcs.shape)
        for first, second in ((two, one), (after, beyond))
    )
    into = model.pairs(one[:, None], arcs)
    costs = model.after(before, into)
    if split.any():
        inside = model.pairs(arcs[split], seconds[split])
        costs[split] += model.after(into[split], inside)
        into = into.with_others(split, inside)
    beside = model.pairs(np.where(split, seconds, arcs), after[:, None])
    costs += np.where((after != stop)[:, None], model.after(into, beside), 0)
    costs += np.where((beyond != stop)[:, None], model.after(beside, behind), 0)
    full = np.full((len(wanted), arcs.shape[1]), FAR, dtype=np.float32)
    full[rows] = costs
    return full
