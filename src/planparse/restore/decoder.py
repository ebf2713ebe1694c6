"""The likeliest clean words of many lines at once: a beam over the lattice, all chains side by side.

A chain is a run of cells that the language model reads as one clause. Each cell offers arcs: a word and what
the channel asks for it; a *split* arc gives two words, a *join* arc takes the next cell with it. The beam
moves one cell a step in all chains together, so that numpy does the inner loop. A chain keeps the states that
come near its best one: few where the letters are clear, many in ruins.
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

NEAR = np.float32(12.0)
"""Nats behind the best state of a chain beyond which none is kept."""
_WORD = 16
"""Bits of a word's id."""


def decode(lattice: Lattice, model: WordCosts, width: int) -> Ints:
    """The arc chosen for each cell; -1 for a cell that the one before it took along.

    Args:
        lattice: what may stand where.
        model: what is likely there.
        width: states that each chain keeps, at most.
    """
    chosen = np.full(len(lattice.words), -1, dtype=np.int64)
    lengths = np.diff(lattice.starts)
    order = np.argsort(-lengths, kind="stable")
    starts, lengths = lattice.starts[:-1][order], lengths[order]
    if not len(starts):
        return chosen
    ways = _Ways.of(lattice)
    beam = _Beam.fresh(len(starts), model.stop)
    trail: list[tuple[Ints, Ints]] = []
    at = np.zeros(len(starts), dtype=np.int64)
    for step in range(int(lengths[0])):
        active = int(np.searchsorted(-lengths, -step, side="left"))
        beam, back = beam.first(active).advance(ways, starts[:active] + step, model, width)
        trail.append(back)
        ended = lengths[:active] == step + 1
        at[:active][ended] = beam.best(active)[ended]
    for step, (before, arc) in reversed(list(enumerate(trail))):
        chains = np.arange(np.searchsorted(-lengths, -step, side="left"))
        chosen[starts[chains] + step] = arc[at[chains]]
        at[chains] = before[at[chains]]
    return chosen


@dataclass(frozen=True, slots=True, eq=False)
class _Ways:
    """The arcs that cells have, side by side; those of cell n begin at `begins[n]`."""

    begins: Ints
    arcs: Ints
    words: Ints
    second: Ints
    joins: Flags
    costs: Floats

    @staticmethod
    def of(lattice: Lattice) -> _Ways:
        """Those of a lattice."""
        there = lattice.costs < FAR / 2  # what was made cheaper may lie a little below
        begins = np.concatenate([[0], np.cumsum(there.sum(axis=1))])
        return _Ways(
            begins,
            np.nonzero(there)[1],
            lattice.words[there],
            lattice.second[there],
            lattice.joins[there],
            lattice.costs[there],
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Beam:
    """States of all chains, chain after chain, the cheapest of each first.

    Attributes:
        chain: of each state.
        scores: cost so far, nats.
        before, last: the last two words.
        pending: whether a join is open, which takes the next cell along.
    """

    chain: Ints
    scores: Floats
    before: Ints
    last: Ints
    pending: Flags

    @staticmethod
    def fresh(chains: int, stop: int) -> _Beam:
        """One state for each chain, before its first cell."""
        words = np.full(chains, stop, dtype=np.int64)
        return _Beam(np.arange(chains), np.zeros(chains, np.float32), words, words, np.zeros(chains, bool))

    def first(self, chains: int) -> _Beam:
        """Those of the first chains."""
        return self.some(slice(np.searchsorted(self.chain, chains)))

    def best(self, chains: int) -> Ints:
        """The cheapest state of each chain in which no join is open."""
        order = np.argsort(self.pending, kind="stable")
        cheapest = np.zeros(chains, dtype=np.int64)
        cheapest[self.chain[order[::-1]]] = order[::-1]
        return cheapest

    def advance(
        self, ways: _Ways, cells: Ints, model: WordCosts, width: int
    ) -> tuple[_Beam, tuple[Ints, Ints]]:
        """One cell further in each chain.

        The language model makes no way cheaper. So where a chain's best state leads tells which ways of the
        others need not be looked up.

        Args:
            ways: of all cells.
            cells: the one of each chain.
            model: what is likely there.
            width: states that a chain keeps, at most.

        Returns:
            The new beam, and for each of its states where it came from: a state of this one and an arc, -1
            for a cell that was taken along.
        """
        state, way, costs = self._weighed(ways, cells, model)
        after, back = self._ahead(ways, state, way, costs)
        kept = after.cheapest(width)
        return after.some(kept), (back[0][kept], back[1][kept])

    def _weighed(self, ways: _Ways, cells: Ints, model: WordCosts) -> tuple[Ints, Ints, Floats]:
        """States, ways and costs of all that stays near the best of its chain."""
        state, way = self._options(ways, cells)
        chain, costs = self.chain[state], self.scores[state] + ways.costs[way]
        contexts = model.pairs(self.before, self.last)
        limits = np.full(len(cells), FAR, dtype=np.float32)
        np.minimum.at(limits, self.chain[self.pending], self.scores[self.pending])
        leads = (np.diff(self.chain, prepend=-1) > 0)[state]
        costs[leads] += self._language(contexts, state[leads], ways, way[leads], model)
        np.minimum.at(limits, chain[leads], costs[leads])
        near = costs <= limits[chain] + NEAR
        others = near & ~leads
        costs[others] += self._language(contexts, state[others], ways, way[others], model)
        kept = np.flatnonzero(near & (costs <= limits[chain] + NEAR))
        return state[kept], way[kept], costs[kept]

    def _ahead(self, ways: _Ways, state: Ints, way: Ints, costs: Floats) -> tuple[_Beam, tuple[Ints, Ints]]:
        """All states that some ways and open joins lead to, and where each came from."""
        passed = np.flatnonzero(self.pending)
        word, second = ways.words[way], ways.second[way]
        split = second >= 0
        after = _Beam(
            np.concatenate([self.chain[state], self.chain[passed]]),
            np.concatenate([costs, self.scores[passed]]),
            np.concatenate([np.where(split, word, self.last[state]), self.before[passed]]),
            np.concatenate([np.where(split, second, word), self.last[passed]]),
            np.concatenate([ways.joins[way], np.zeros(len(passed), dtype=bool)]),
        )
        arcs = np.concatenate([ways.arcs[way], np.full(len(passed), -1)])
        return after, (np.concatenate([state, passed]), arcs)

    def _options(self, ways: _Ways, cells: Ints) -> tuple[Ints, Ints]:
        """Every way of its cell for each state in which no join is open: states and ways."""
        cell = cells[self.chain]
        many = np.where(self.pending, 0, ways.begins[cell + 1] - ways.begins[cell])
        ends = np.cumsum(many)
        state = np.repeat(np.arange(len(many)), many)
        return state, np.arange(len(state)) + np.repeat(ways.begins[cell] - ends + many, many)

    def _language(self, contexts: Pairs, state: Ints, ways: _Ways, way: Ints, model: WordCosts) -> Floats:
        """What the language model asks for some ways from some states."""
        word, second = ways.words[way], ways.second[way]
        pair = model.pairs(self.last[state], word)
        nats = model.after(contexts[state], pair)
        split = np.flatnonzero(second >= 0)
        if len(split):
            nats[split] += model.after(pair[split], model.pairs(word[split], second[split]))
        return nats

    def cheapest(self, width: int) -> Ints:
        """The cheapest states of each chain; of those that agree on what the future sees, one."""
        order = np.lexsort((self.scores, self.chain))
        future = ((self.chain << _WORD | self.before) << _WORD | self.last) << 1 | self.pending
        order = order[np.sort(np.unique(future[order], return_index=True)[1])]
        chain = self.chain[order]
        rank = np.arange(len(order)) - np.searchsorted(chain, chain)
        cheapest: Ints = order[rank < width]
        return cheapest

    def some(self, states: Ints | slice) -> _Beam:
        """Some of the states."""
        return _Beam(
            self.chain[states],
            self.scores[states],
            self.before[states],
            self.last[states],
            self.pending[states],
        )


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
