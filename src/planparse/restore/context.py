"""Words that their neighbours ask for, where none near the letters fits.

The search by letters brings some forty words to a cell. Of `công nghệ di mới` the word `đổi` is not among
them: too many are nearer to `di`. Where what was chosen in a wrecked line is dear in its place, words that
the language model knows between such neighbours are weighed too, by what the channel asks for the letters. In
lines that read right the same is done for what is no word (`gữt vững` is `giữ vững`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from planparse.restore.arcs import Arc
from planparse.restore.channel import FAR
from planparse.restore.hash_table import EMPTY
from planparse.restore.language_model import BITS, LAST, STEP
from planparse.restore.spelling import in_case, is_plain_word, is_shouted
from planparse.restore.words import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from planparse.restore.arcs import Place
    from planparse.restore.channel import Channel
    from planparse.restore.language_model import LanguageModel
    from planparse.restore.lattice import Lattice
    from planparse.restore.regimes import Regime

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]

DEAR = 18.0
"""Nats of a chosen arc among its neighbours beyond which other words are looked for: of 32,000 words in
wrecks one in twenty is as dear."""
NEIGHBOURS = 8
"""Readings of each neighbour that are tried, the nearest to its letters, beside the chosen one."""
LONGER = 3
"""Letters that a word may have more or fewer than was read."""
WEIGHED, KEPT = 48, 8
"""Words of which the letters are weighed, the likeliest between the neighbours, and of them those kept."""


TOGETHER = 64
"""Cells of which the letters are weighed together."""


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """Words for one cell, the likeliest between its neighbours first, and nats of each there.

    `limit` is what the chosen arc costs.
    """

    cell: int
    place: Place
    words: Ints
    language: Floats
    limit: float


@dataclass(frozen=True)
class Context:
    """Finds words between neighbours.

    Attributes:
        model: knows which words stand beside each other.
        channel: what the OCR of a regime does to letters.
    """

    model: LanguageModel
    channel: Callable[[Regime], Channel]

    def ask(
        self, places: Sequence[Place], lattice: Lattice, chosen: Ints, costs: Floats
    ) -> dict[int, tuple[Arc, ...]]:
        """More arcs for cells in which what was chosen is dear: in wrecked lines, and where no word stands.

        Args:
            places: what stands in each cell.
            lattice: what may stand there.
            chosen: the arc of each cell.
            costs: of every arc with all its neighbours as chosen, cells × arcs.

        Returns:
            By cell: the words that may be cheaper there than the chosen one.
        """
        nats = costs[np.arange(len(chosen)), chosen]
        begins, ends = np.zeros((2, len(chosen)), dtype=bool)
        begins[lattice.starts[:-1]] = ends[lattice.starts[1:] - 1] = True
        dear = np.flatnonzero((chosen >= 0) & (nats > DEAR) & ~ends)
        asked = []
        for cell in dear.tolist():
            place = places[cell]
            word = int(lattice.words[cell, chosen[cell]])
            if not self._is_asked(place, word, certain=bool(lattice.certain[cell])):
                continue
            before = self._readings(lattice, chosen, cell - 1) if not begins[cell] else self._stop
            after = self._readings(lattice, chosen, cell + 1)
            words, language = self._between(before, after, len(place.text))
            fresh = np.flatnonzero(~np.isin(words, lattice.words[cell]))[:WEIGHED]
            asked.append(_Asked(cell, place, words[fresh], language[fresh], float(nats[cell])))
        return {cell: arcs for cell, arcs in self._answered(asked) if arcs}

    def _is_asked(self, place: Place, word: int, *, certain: bool) -> bool:
        """Whether any word may stand in a place: in wrecked lines, and for what is no word in others."""
        if place.closed or place.text.isdecimal():
            return False
        no_word = word == self.model.ids[UNKNOWN] and is_plain_word(place.text) and not certain
        return place.regime.wrecked or no_word

    @staticmethod
    def _readings(lattice: Lattice, chosen: Ints, cell: int) -> Ints:
        arcs = np.argsort(lattice.costs[cell], kind="stable")[:NEIGHBOURS]
        own = chosen[cell : cell + 1]
        return np.unique(lattice.words[cell, np.concatenate([arcs, own[own >= 0]])])

    def _between(self, before: Ints, after: Ints, letters: int) -> tuple[Ints, Floats]:
        """Words of about as many letters that stand between two others, likeliest first, and their nats."""
        nats = self._beside(before, self._pairs) + self._beside(after, self._pairs_backwards)
        words = np.flatnonzero((np.abs(self._lengths - letters) <= LONGER) & (nats < FAR))
        order = np.argsort(nats[words], kind="stable")
        return words[order], nats[words[order]]

    def _answered(self, asked: Sequence[_Asked]) -> Iterator[tuple[int, tuple[Arc, ...]]]:
        """The best words of each cell by letters and language, a few cells at a time."""
        for some in _batches(asked):
            texts = [self._texts(one) for one in some]
            letters = self._letters([one.place for one in some], texts)
            for one, shown, nats in zip(some, texts, letters, strict=True):
                whole = nats + one.language
                best = np.argsort(whole, kind="stable")[:KEPT]
                yield (
                    one.cell,
                    tuple(
                        Arc(int(one.words[at]), shown[at], float(nats[at]))
                        for at in best.tolist()
                        if whole[at] < one.limit
                    ),
                )

    def _texts(self, asked: _Asked) -> list[str]:
        """The words as they are printed in such a place."""
        shouted, capital = is_shouted(asked.place.text), asked.place.text[0].isupper()
        return [
            in_case(self.model.vocabulary[word], shouted=shouted, capital=capital)
            for word in asked.words.tolist()
        ]

    def _letters(self, places: Sequence[Place], texts: Sequence[Sequence[str]]) -> list[Floats]:
        """What the channel asks for words as the text of a place, place by place; all of one regime."""
        channel = self.channel(places[0].regime)
        tokens = [place.text for place, words in zip(places, texts, strict=True) for _ in words]
        nats = channel.costs(tokens, [word for words in texts for word in words])
        return np.split(nats, np.cumsum([len(words) for words in texts])[:-1])

    def _beside(self, words: Ints, pairs: tuple[Ints, Floats]) -> Floats:
        """Nats of each word of the vocabulary after the best of some words, in pairs that are known."""
        keys, nats = pairs
        best = np.full(len(self.model.vocabulary), FAR, dtype=np.float32)
        begins, ends = (np.searchsorted(keys, words + more << BITS) for more in (0, 1))
        for begin, end in zip(begins, ends, strict=True):
            second = keys[begin:end] & LAST
            best[second] = np.minimum(best[second], nats[begin:end])
        return best

    @cached_property
    def _stop(self) -> Ints:
        return np.asarray([self.model.stop])

    @cached_property
    def _pairs(self) -> tuple[Ints, Floats]:
        """The keys of all pairs of words that the model knows, sorted, and the nats of each."""
        table = self.model.bigrams.slots
        slots = np.flatnonzero(table != EMPTY)
        return _sorted(table[slots].astype(np.int64), self.model.bigram[slots] * np.float32(STEP))

    @cached_property
    def _pairs_backwards(self) -> tuple[Ints, Floats]:
        """The same with the second word before the first."""
        keys, nats = self._pairs
        return _sorted((keys & LAST) << BITS | keys >> BITS, nats)

    @cached_property
    def _lengths(self) -> Ints:
        """Letters of each word of the vocabulary; far below 0 for what is no word."""
        return np.asarray([len(word) if word.isalpha() else -LAST for word in self.model.vocabulary])


def _batches(asked: Sequence[_Asked]) -> Iterator[Sequence[_Asked]]:
    """Some cells of one regime at a time."""
    for regime in {one.place.regime: None for one in asked}:
        same = [one for one in asked if one.place.regime is regime]
        yield from (same[start : start + TOGETHER] for start in range(0, len(same), TOGETHER))


def _sorted(keys: Ints, nats: Floats) -> tuple[Ints, Floats]:
    order = np.argsort(keys)
    return keys[order], nats[order]
