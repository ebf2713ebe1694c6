"""A document's own words: what it says with certainty in one place helps where another is doubtful."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from planparse.restore.language_model import LanguageModel, Pairs

    Ints = NDArray[np.int64]

SHARE = 0.15
"""How much of the probability the document's own pairs of words get."""
UNSEEN = 1.0
"""Pairs of a word that are kept for what the document does not show."""
_BITS = 16
_LOW = (1 << _BITS) - 1


@dataclass(frozen=True, slots=True, eq=False)
class DocumentModel:
    """A language model mixed with the pairs of words that stand repeatedly in one document.

    A pair counts from its second time on: what stands once would only vouch for itself.
    """

    model: LanguageModel
    keys: Ints
    shares: NDArray[np.float32]
    begins: NDArray[np.bool_]
    ends: NDArray[np.bool_]
    """Whether each word of the vocabulary is the first, or the second, of any such pair."""

    @staticmethod
    def of(model: LanguageModel, previous: Ints, word: Ints) -> DocumentModel:
        """Learn from the pairs (`previous`, `word`) that a first reading is sure of."""
        keys, counts = np.unique((previous << _BITS) | word, return_counts=True)
        totals = np.bincount(keys >> _BITS, weights=counts, minlength=1)
        shares = (counts - 1) / (totals[keys >> _BITS] + UNSEEN)
        repeated = counts > 1
        keys, shares = keys[repeated], shares[repeated].astype(np.float32)
        begins, ends = np.zeros((2, len(model.vocabulary)), dtype=bool)
        begins[keys >> _BITS] = True
        ends[keys & _LOW] = True
        return DocumentModel(model, keys, shares, begins, ends)

    @property
    def stop(self) -> int:
        """The id of the break between clauses."""
        return self.model.stop

    def pairs(self, first: Ints, second: Ints) -> Pairs:
        """As :meth:`LanguageModel.pairs`, with what the document's own words give."""
        pairs = self.model.pairs(first, second)
        maybe = np.flatnonzero(self.begins[first] & self.ends[second])
        keys = pairs.keys.ravel()[maybe]
        at = np.searchsorted(self.keys, keys)
        at[at == len(self.keys)] = 0
        known = self.keys[at] == keys
        pairs.own.ravel()[maybe[known]] = self.shares[at[known]]
        return pairs

    def after(self, context: Pairs, pair: Pairs) -> NDArray[np.float32]:
        """As :meth:`LanguageModel.after`, mixed with the document's own."""
        costs = self.model.after(context, pair)
        if not len(self.keys):
            return costs
        flat, own = costs.ravel(), pair.own.ravel()
        known = np.flatnonzero(own)
        mixed = -np.log((1 - SHARE) * np.exp(-flat[known]) + SHARE * own[known])
        flat -= np.float32(np.log(1 - SHARE))
        flat[known] = mixed
        return costs
