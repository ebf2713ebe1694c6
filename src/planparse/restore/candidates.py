"""Clean words near an observed token: the channel's own costs, walked through a trie of the vocabulary.

Every word whose printing could have been read as the token is found with what that costs, best first. All
tokens of a batch walk the trie side by side, level by level; each keeps its best nodes only.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from planparse.restore.channel import FAR, LONGEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from planparse.restore.channel import Channel

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]
    Level = tuple[Ints, Ints, Floats, NDArray[np.bool_]]

BATCH = 128
CASE_CHANGE = 2.0
"""Nats for another case of the first letter than the glyph's."""


@dataclass(frozen=True, slots=True, eq=False)
class Trie:
    """Words letter by letter, as arrays.

    Attributes:
        children_from: where the children of node n begin; those of node n + 1 begin where they end.
        letter: the letter of each node, an index into `letters`.
        word: the word that ends at each node, -1 for none.
    """

    letters: tuple[str, ...]
    children_from: Ints
    letter: Ints
    word: Ints

    @staticmethod
    def of(words: Iterable[tuple[str, int]]) -> Trie:
        """A trie of (word, number) pairs, breadth first: the children of a node stand side by side."""
        known = sorted(words)
        letters = tuple(sorted({letter for word, _ in known for letter in word}))
        index = {letter: number for number, letter in enumerate(letters)}
        sizes = np.asarray([len(word) for word, _ in known], dtype=np.int64)
        numbers = np.asarray([number for _, number in known], dtype=np.int64)
        table = np.full((len(known), sizes.max(initial=0)), -1)
        table[np.arange(table.shape[1]) < sizes[:, None]] = [index[c] for word, _ in known for c in word]
        # A word has nodes of its own from where it first differs from the word before.
        fresh = np.ones(table.shape, dtype=bool)
        fresh[1:] = np.logical_or.accumulate(table[1:] != table[:-1], axis=1)
        letter, ends, children = [np.array([-1])], [np.array([-1])], []
        parent = np.zeros(len(known), dtype=np.int64)
        for depth in range(table.shape[1]):
            begins = fresh[:, depth] & (sizes > depth)
            children.append(np.bincount(parent[begins], minlength=len(letter[-1])))
            letter.append(table[begins, depth])
            ends.append(np.where(sizes[begins] == depth + 1, numbers[begins], -1))
            parent = np.cumsum(begins) - 1
        children.append(np.zeros(len(letter[-1]), dtype=np.int64))
        many = np.concatenate([[1], *children])
        return Trie(letters, np.cumsum(many), np.concatenate(letter), np.concatenate(ends))


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """Words near one token, cheapest first: numbers, costs in nats, whether they begin in upper case."""

    words: Ints
    costs: Floats
    capital: NDArray[np.bool_]


class Search:
    """Finds words near tokens through one channel.

    Args:
        trie: the vocabulary.
        channel: what the OCR does to letters.
        width: nodes that each token keeps on a level.
        worst: nats beyond which nothing is near.
    """

    def __init__(self, trie: Trie, channel: Channel, width: int = 96, worst: float = 16.0) -> None:
        self._trie = trie
        self._channel = channel
        self._width = width
        self._worst = np.float32(worst)
        self._lower = np.asarray([channel.units[letter] for letter in trie.letters])
        self._upper = np.asarray(
            [channel.units.get(letter.upper(), channel.units[letter]) for letter in trie.letters]
        )

    def near(self, tokens: Sequence[str], shouted: Sequence[bool]) -> list[Found]:
        """Words near each token.

        Args:
            tokens: observed cores, not empty.
            shouted: whether each is printed in capitals throughout.
        """
        order = sorted(range(len(tokens)), key=lambda number: len(tokens[number]))
        found: list[Found | None] = [None] * len(tokens)
        for start in range(0, len(order), BATCH):
            part = order[start : start + BATCH]
            results = self._walk([tokens[n] for n in part], np.asarray([shouted[n] for n in part]))
            for number, result in zip(part, results, strict=True):
                found[number] = result
        return [result for result in found if result is not None]

    def openings(
        self, tokens: Sequence[str], shouted: Sequence[bool], rarity: Floats, most: int
    ) -> tuple[Ints, Floats]:
        """The cheapest words that each beginning of each token may be.

        Args:
            tokens: observed letters, not empty.
            shouted: whether each is printed in capitals throughout.
            rarity: nats of each word of the vocabulary, on top of its channel, for the choice alone.
            most: words of each beginning.

        Returns:
            Words, and what the channel asks for them in nats, tokens × (longest + 1) × most: `[t, k]` are for
            the first `k` letters of token `t`; FAR where there are fewer.
        """
        size = max(map(len, tokens), default=0) + 1
        words = np.zeros((len(tokens), size, most), dtype=np.int64)
        nats = np.full((len(tokens), size, most), FAR, dtype=np.float32)
        for start in range(0, len(tokens), BATCH):
            part = list(tokens[start : start + BATCH])
            levels = list(self._levels(part, np.asarray(shouted[start : start + BATCH])))
            token, word, costs, capital = (np.concatenate(arrays) for arrays in zip(*levels, strict=True))
            first = np.asarray([text[0].isupper() for text in part])
            costs += CASE_CHANGE * (capital != first[token])[:, None]
            for number in range(len(part)):
                rows = np.flatnonzero(token == number)
                best = np.argsort(costs[rows] + rarity[word[rows], None], axis=0, kind="stable")[:most].T
                found = slice(0, best.shape[1])
                words[start + number, : costs.shape[1], found] = word[rows[best]]
                nats[start + number, : costs.shape[1], found] = np.take_along_axis(
                    costs[rows].T, best, axis=1
                )
        return words, nats

    def _walk(self, tokens: list[str], shouted: NDArray[np.bool_]) -> list[Found]:
        lengths = np.asarray([len(text) for text in tokens])
        done = []
        for token, word, costs, capital in self._levels(tokens, shouted):
            total = costs[np.arange(len(token)), lengths[token]]
            near = total < self._worst
            done.append((token[near], word[near], total[near], capital[near]))
        return _by_token(done, len(tokens))

    def _levels(self, tokens: list[str], shouted: NDArray[np.bool_]) -> Iterator[Level]:
        """Walk the trie: on each level the words that end there, with costs for every beginning of theirs."""
        size, units = max(map(len, tokens)) + 1, len(self._channel.units)
        # Letters come before rows, so that numpy's inner loops are long.
        tables = np.full((LONGEST + 1, size, len(tokens) * units), FAR, dtype=np.float32)
        for number, text in enumerate(tokens):
            columns = slice(number * units, (number + 1) * units)
            tables[:, : len(text) + 1, columns] = self._channel.tables(text).transpose(0, 2, 1)

        # A row is one token at one node; the first letter is tried in both cases.
        token = np.repeat(np.arange(len(tokens)), 2)
        capital = np.tile([False, True], len(tokens))
        keep = ~(shouted[token] & ~capital)
        token, capital = token[keep], capital[keep]
        node = np.zeros(len(token), dtype=np.int64)
        costs = np.full((size, len(token)), FAR, dtype=np.float32)
        costs[0] = 0
        first = True
        while len(token):
            row, node = self._children(node)
            token, capital = token[row], capital[row]
            upper = shouted[token] | (capital if first else False)
            letter = self._trie.letter[node]
            unit = np.where(upper, self._upper[letter], self._lower[letter])
            costs = _step(costs.take(row, axis=1), tables, token * units + unit)
            first = False
            word = self._trie.word[node]
            ending = np.flatnonzero(word >= 0)
            yield token[ending], word[ending], costs.take(ending, axis=1).T, capital[ending]
            keep = self._best(token, costs.min(axis=0))
            token, capital, node, costs = token[keep], capital[keep], node[keep], costs.take(keep, axis=1)

    def _children(self, node: Ints) -> tuple[Ints, Ints]:
        start = self._trie.children_from[node]
        many = self._trie.children_from[node + 1] - start
        row = np.repeat(np.arange(len(node)), many)
        within = np.arange(len(row)) - np.repeat(np.cumsum(many) - many, many)
        return row, start[row] + within

    def _best(self, token: Ints, cost: Floats) -> Ints:
        alive = np.flatnonzero(cost < self._worst)
        # Costs are at least 0: their bits sort as they do, and one key sorts faster than two.
        keys = (token[alive] << 32) | cost[alive].view(np.int32)
        order = alive[np.argsort(keys, kind="stable")]
        ranked = token[order]
        begins = np.searchsorted(ranked, np.arange(token.max(initial=0) + 1))[ranked]
        return order[np.arange(len(order)) - begins < self._width]


def _step(costs: Floats, tables: Floats, unit: Ints) -> Floats:
    """One more printed letter: the cheapest of reading it as none, one, two or three letters.

    Args:
        costs: so far, read letters × rows.
        tables: of reading as many letters, from each on, the units of each token.
        unit: the letter of each row, as numbered there.
    """
    size = len(costs)
    best: Floats = costs + tables[0].take(unit, axis=1)
    for length in range(1, min(LONGEST, size - 1) + 1):
        here = costs[: size - length] + tables[length, : size - length].take(unit, axis=1)
        np.minimum(best[length:], here, out=best[length:])
    return best


def _by_token(done: list[Level], size: int) -> list[Found]:
    token, word, cost, capital = (np.concatenate([part[n] for part in done]) for n in range(4))
    order = np.lexsort((cost, token))
    token, word, cost, capital = token[order], word[order], cost[order], capital[order]
    bounds = np.searchsorted(token, np.arange(size + 1))
    return [
        Found(word[start:stop], cost[start:stop], capital[start:stop]) for start, stop in pairwise(bounds)
    ]
