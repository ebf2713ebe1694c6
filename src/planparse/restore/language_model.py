"""Interpolated Kneser-Ney trigrams in arrays that are mapped, not read.

`tools/build_language_model.py` writes them. Keys, 16 bits a word, stand in hash tables; log probabilities are
one byte, in steps of 1/16 nat. A trigram that is not stored backs off to its bigram, a bigram to its unigram.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from planparse.errors import UsageError
from planparse.restore.hash_table import HashTable
from planparse.restore.words import BREAK, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray

FORMAT = 2
STEP = 1 / 16
"""Nats to one step of a stored byte."""
BITS = 16
LAST = (1 << BITS) - 1
"""Bits of a key that are its last word."""
NEW_WORD = 11.0
"""Nats of a word that only a list of terms knows: rarer than any that the corpus has three times."""


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Pairs of neighbouring words, looked up once for all that is asked of them; arrays of one shape.

    Attributes:
        keys: both words, BITS each.
        known: whether the corpus has the pair.
        nats: of the second word where no more than the first is known.
        backoff: nats of a third word for leaving the pair for its second word alone.
        own: the share that a document's own words give the second word after the first, 0 for none.
    """

    keys: NDArray[np.int64]
    known: NDArray[np.bool_]
    nats: NDArray[np.float32]
    backoff: NDArray[np.float32]
    own: NDArray[np.float32]

    def __getitem__(self, at: Any) -> Pairs:
        """Some of them, as numpy indexes."""
        return Pairs(self.keys[at], self.known[at], self.nats[at], self.backoff[at], self.own[at])

    def spread(self, shape: tuple[int, ...]) -> Pairs:
        """The same, broadcast."""
        return Pairs(*(np.broadcast_to(getattr(self, name), shape) for name in self.__slots__))

    def with_others(self, at: NDArray[np.bool_], others: Pairs) -> Pairs:
        """The same with others where `at` tells."""
        merged = Pairs(*(getattr(self, name).copy() for name in self.__slots__))
        for name in self.__slots__:
            getattr(merged, name)[at] = getattr(others, name)
        return merged


class WordCosts(Protocol):
    """Whatever tells how likely words are in context."""

    @property
    def stop(self) -> int:
        """The id of the break between clauses."""

    def pairs(self, first: NDArray[np.int64], second: NDArray[np.int64]) -> Pairs:
        """Look up pairs of words; the two broadcast against each other."""

    def after(self, context: Pairs, pair: Pairs) -> NDArray[np.float32]:
        """Nats of the second words of `pair` after `context`, which ends with their first words."""


@dataclass(frozen=True, slots=True, eq=False)
class LanguageModel:
    """Costs of words in context, in nats (negative natural logarithms of probabilities)."""

    vocabulary: tuple[str, ...]
    ids: dict[str, int]
    unigram: NDArray[np.float32]
    unigram_backoff: NDArray[np.float32]
    bigrams: HashTable
    bigram: NDArray[np.uint8]
    bigram_backoff: NDArray[np.uint8]
    trigrams: HashTable
    trigram: NDArray[np.uint8]

    @staticmethod
    def load(folder: Path) -> LanguageModel:
        """Map the files of one model.

        Raises:
            UsageError: the folder holds no model, or one of another format.
        """
        try:
            manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
        except FileNotFoundError as error:
            raise UsageError(f"no language model in {folder}", "make one: make dictionaries") from error
        if manifest.get("format") != FORMAT:
            raise UsageError(
                f"{folder} holds a language model of another format", "make it anew: make dictionaries"
            )
        words = tuple((folder / "vocabulary.txt").read_text("utf-8").split())

        def mapped(name: str) -> Any:
            return np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False)

        return LanguageModel(
            words,
            {word: number for number, word in enumerate(words)},
            mapped("unigram").astype(np.float32) * np.float32(STEP),
            mapped("unigram_backoff").astype(np.float32) * np.float32(STEP),
            HashTable(np.asarray(mapped("bigram_keys")), **manifest["tables"]["bigram"]),
            np.asarray(mapped("bigram")),
            np.asarray(mapped("bigram_backoff")),
            HashTable(np.asarray(mapped("trigram_keys")), **manifest["tables"]["trigram"]),
            np.asarray(mapped("trigram")),
        )

    def with_words(self, words: Iterable[str]) -> LanguageModel:
        """The same model with more words in its vocabulary, each as rare as can be.

        Args:
            words: in the form of :func:`words.key_of`; those that it knows already are passed over.
        """
        fresh = [word for word in dict.fromkeys(words) if word not in self.ids]
        vocabulary = (*self.vocabulary, *fresh)
        unigram = np.append(self.unigram, np.full(len(fresh), NEW_WORD, dtype=np.float32))
        backoff = np.append(self.unigram_backoff, np.zeros(len(fresh), dtype=np.float32))
        ids = {word: number for number, word in enumerate(vocabulary)}
        return replace(self, vocabulary=vocabulary, ids=ids, unigram=unigram, unigram_backoff=backoff)

    @property
    def stop(self) -> int:
        """The id of the break between clauses."""
        return self.ids[BREAK]

    def id_of(self, word: str) -> int:
        """The id of a word in the form of :func:`words.key_of`; that of the unknown where it has none."""
        return self.ids.get(word, self.ids[UNKNOWN])

    def pair_cost(self, first: str, second: str) -> float:
        """Nats of `second` after `first`, two words in the form of :func:`words.key_of`."""
        ids = np.asarray([self.id_of(first), self.id_of(second)], dtype=np.int64)
        return float(self.pairs(ids[:1], ids[1:]).nats[0])

    def pairs(self, first: NDArray[np.int64], second: NDArray[np.int64]) -> Pairs:
        """Look up pairs of words, ids in arrays that broadcast against each other."""
        keys = (first << BITS) | second
        at, known = self.bigrams.find(keys)
        unseen = self.unigram_backoff[first] + self.unigram[second]
        nats = np.where(known, self.bigram[at] * np.float32(STEP), unseen)
        backoff = np.where(known, self.bigram_backoff[at] * np.float32(STEP), np.float32(0))
        return Pairs(keys, known, nats, backoff, np.zeros(keys.shape, dtype=np.float32))

    def after(self, context: Pairs, pair: Pairs) -> NDArray[np.float32]:
        """Nats of the second words of `pair` after `context`, which ends with their first words.

        Returns:
            float32, in the shape that both have.
        """
        costs: NDArray[np.float32] = context.backoff + pair.nats
        seen = np.flatnonzero(context.known)
        keys = context.keys.ravel()[seen] << BITS | pair.keys.ravel()[seen] & LAST
        at, found = self.trigrams.find(keys)
        costs.ravel()[seen[found]] = self.trigram[at[found]] * np.float32(STEP)
        return costs

    def costs(
        self, before: NDArray[np.int64], previous: NDArray[np.int64], word: NDArray[np.int64]
    ) -> NDArray[np.float32]:
        """Nats of `word` after `before previous`; the three broadcast against each other."""
        pairs = self.pairs(previous, word)
        return self.after(self.pairs(before, previous).spread(pairs.keys.shape), pairs)
