"""A document's own words: what it says with certainty in one place helps where another is doubtful."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from planparse.restore.channel import FAR
from planparse.restore.decoder import decode, in_context
from planparse.restore.lattice import padded
from planparse.restore.noise import AUTHORS_SLIP, distrust, misread_share, usual_distrust
from planparse.restore.words import CLASSES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from planparse.restore.arcs import Arc
    from planparse.restore.language_model import LanguageModel, Pairs
    from planparse.restore.lattice import Lattice
    from planparse.restore.own_letters import OwnLetters

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]
    Neighbours = tuple[Ints, Ints]
    Asking = Callable[[Lattice, Ints, Floats], Mapping[int, tuple[Arc, ...]]]

SHARE = 0.15
"""How much of the probability the document's own pairs of words get."""
UNSEEN = 1.0
"""Pairs of a word that are kept for what the document does not show."""
MARGIN = 2.0
"""Nats to the runner-up from which a word is sure."""
STRAINED = 5.0
"""Nats of channel cost from which a chosen word is not sure, whatever its margin."""
FIRST_ARCS, SECOND_BEAM = 20, 12
"""Arcs of a cell that the first reading tries, and states that the second keeps, which tries all."""
HARD, HARD_BEAM = 4, 40
"""Cells of a clause in which words had to be looked for between neighbours, and states that the second
reading keeps of such a clause: there the right words stand far behind at first."""
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


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What was chosen in each cell of a text, and what it was weighed with.

    Attributes:
        chosen: the arc of each cell; -1 for one that the cell before took along.
        costs: of every arc with all its neighbours as chosen, channel and language model together, nats,
            cells × arcs.
        share: the estimated share of misread words in lines that read right.
        slips: whether each cell keeps what reads as a slip, since the OCR was certain of it.
        more: arcs that the second reading had in some cells for the least promising, by cell: from which on,
            and which.
    """

    chosen: Ints
    costs: Floats
    share: float
    slips: NDArray[np.bool_]
    more: Mapping[int, tuple[int, tuple[Arc, ...]]]


def read_twice(
    lattice: Lattice, model: LanguageModel, terms: Neighbours, letters: OwnLetters, ask: Asking
) -> Reading:
    """Decode, learn how noisy the text is, its words and confusions, decode again clauses that have doubts.

    Args:
        lattice: the whole text.
        model: the language model.
        terms: pairs of words that our and the user's lists of terms hold.
        letters: what may be learned of the text's own confusions.
        ask: finds more arcs for cells, see :meth:`Context.ask`.
    """
    cautious = lattice.dearer(usual_distrust())
    first = cautious.narrow(FIRST_ARCS)
    with_terms = DocumentModel.of(model, *terms)
    chosen = decode(first, with_terms)
    language = in_context(first, chosen, with_terms)
    light_words = len(letters.standing) - letters.standing.count(None)
    plain = lattice.narrow(FIRST_ARCS).costs + language
    share = misread_share(plain, first.changes, light_words)
    nats = np.full(len(chosen), distrust(share), dtype=np.float32)
    if lattice.certain.any():
        changes = first.changes * lattice.certain[:, None]
        nats[lattice.certain] = distrust(misread_share(plain, changes, int(lattice.certain.sum())))
    doubted = lattice.dearer(nats)
    settled = doubted.without_slips(AUTHORS_SLIP)
    costs = np.full(lattice.costs.shape, FAR, dtype=np.float32)
    costs[:, :FIRST_ARCS] = settled.narrow(FIRST_ARCS).costs + language
    vetoed = settled.costs[:, :FIRST_ARCS] > doubted.costs[:, :FIRST_ARCS]
    others = np.where(vetoed, doubted.costs[:, :FIRST_ARCS] + language, FAR).min(axis=1, initial=FAR)
    slips = others < costs.min(axis=1, initial=FAR)
    certain = _margins(costs, chosen) > MARGIN
    gains = letters.discounts(chosen, certain & (chosen >= 0), lattice.costs.shape)
    if gains is not None:
        settled = settled.cheaper(gains)
        costs[:, :FIRST_ARCS] -= gains[:, :FIRST_ARCS]
        certain = _margins(costs, chosen) > MARGIN
    sure = certain & (lattice.costs[np.arange(len(chosen)), chosen] < STRAINED)
    previous, word = _sure_pairs(lattice, chosen, sure)
    own = DocumentModel.of(model, np.concatenate([terms[0], previous]), np.concatenate([terms[1], word]))
    width = lattice.words.shape[1]
    more = {
        cell: (max(min(len(letters.arcs[cell]), width - len(arcs)), 1), arcs)
        for cell, arcs in ask(lattice, chosen, costs).items()
    }
    sure[list(more)] = False
    doubtful = np.add.reduceat(~sure & (chosen >= 0), lattice.starts[:-1]) > 0 if len(chosen) else sure
    if not doubtful.any():
        return Reading(chosen, costs, share, slips, more)
    if more:
        settled = settled.with_more(more)
        costs = padded(costs, settled.words.shape[1], FAR)
    searched = np.zeros(len(chosen), dtype=np.int64)
    searched[list(more)] = 1
    hard = np.add.reduceat(searched, lattice.starts[:-1]) >= HARD
    for clauses, beam in ((doubtful & ~hard, SECOND_BEAM), (doubtful & hard, HARD_BEAM)):
        part, cells = settled.chains(np.flatnonzero(clauses))
        chosen[cells] = decode(part, own, beam)
        costs[cells] = part.costs + in_context(part, chosen[cells], own)
    return Reading(chosen, costs, share, slips, more)


def _margins(costs: Floats, chosen: Ints) -> Floats:
    """Nats between each chosen arc and the best of the others."""
    rows = np.arange(len(chosen))
    others = costs.copy()
    others[rows, chosen] = np.inf
    margins: Floats = others.min(axis=1, initial=np.inf) - costs[rows, chosen]
    return margins


def _sure_pairs(lattice: Lattice, chosen: Ints, sure: NDArray[np.bool_]) -> tuple[Ints, Ints]:
    """Pairs of neighbouring words that are sure, neither a class nor unknown."""
    rows = np.arange(len(chosen))
    words = lattice.words[rows, chosen]
    good = sure & (chosen >= 0) & (lattice.second[rows, chosen] < 0) & (words >= len(CLASSES))
    follows = np.ones(len(chosen), dtype=bool)
    follows[lattice.starts[:-1]] = False
    pair = np.flatnonzero(good[1:] & good[:-1] & follows[1:]) + 1
    return words[pair - 1], words[pair]
