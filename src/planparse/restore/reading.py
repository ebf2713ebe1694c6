"""Reading twice: the whole text at once, then what is in doubt with what the whole text taught.

The first reading tries the most promising arcs of each cell. What it is sure of tells how noisy the text is,
which words the document repeats and which letters its scanner takes for others. The second reads again the
stretches in doubt, with all arcs and a wider beam; a stretch ends where its neighbours are beyond doubt.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from planparse.restore.channel import FAR
from planparse.restore.decoder import decode, in_context
from planparse.restore.lattice import padded
from planparse.restore.noise import AUTHORS_SLIP, distrust, misread_share, usual_distrust
from planparse.restore.own_words import DocumentModel
from planparse.restore.words import CLASSES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from planparse.restore.arcs import Arc
    from planparse.restore.language_model import LanguageModel
    from planparse.restore.lattice import Lattice
    from planparse.restore.own_letters import OwnLetters

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]
    Flags = NDArray[np.bool_]
    Neighbours = tuple[Ints, Ints]
    Asking = Callable[[Lattice, Ints, Floats], Mapping[int, tuple[Arc, ...]]]

MARGIN = 2.0
"""Nats to the runner-up from which a word is sure."""
STRAINED = 5.0
"""Nats of channel cost from which a chosen word is not sure, whatever its margin."""
BEYOND_DOUBT = 12.0
"""Nats to the runner-up from which no other neighbours make a word another: of 12,900 words in wrecks that
the first reading took by as much, two were another in the second, which read all again."""
FIRST_ARCS, FIRST_BEAM = 20, 8
"""Arcs of a cell that the first reading tries, and states that it keeps."""
SECOND_BEAM = 32
"""States that the second reading keeps, which tries all arcs: in ruins the right words stand far behind at
first."""


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
    slips: Flags
    more: Mapping[int, tuple[int, tuple[Arc, ...]]]


def read_twice(
    lattice: Lattice, model: LanguageModel, terms: Neighbours, letters: OwnLetters, ask: Asking
) -> Reading:
    """Decode, learn how noisy the text is, its words and confusions, decode again what is in doubt.

    Args:
        lattice: the whole text.
        model: the language model.
        terms: pairs of words that our and the user's lists of terms hold.
        letters: what may be learned of the text's own confusions.
        ask: finds more arcs for cells, see :meth:`Context.ask`.
    """
    chosen, language = _read(lattice, DocumentModel.of(model, *terms))
    share, dearer = _distrust(lattice, language)
    doubted = lattice.dearer(dearer)
    settled = doubted.without_slips(AUTHORS_SLIP)
    costs = settled.costs + language
    slips = np.where(settled.costs > doubted.costs, doubted.costs + language, FAR)
    slipped: Flags = slips.min(axis=1, initial=FAR) < costs.min(axis=1, initial=FAR)
    certain = _margins(costs, chosen) > MARGIN
    gains = letters.discounts(chosen, certain & (chosen >= 0), lattice.costs.shape)
    if gains is not None:
        settled, costs = settled.cheaper(gains), costs - gains
    sure = (_margins(costs, chosen) > MARGIN) & (lattice.costs[np.arange(len(chosen)), chosen] < STRAINED)
    own = DocumentModel.of(
        model, *map(np.concatenate, zip(terms, _sure_pairs(lattice, chosen, sure), strict=True))
    )
    width = lattice.words.shape[1]
    more = {
        cell: (max(min(len(letters.arcs[cell]), width - len(arcs)), 1), tuple(arcs))
        for cell, arcs in ask(lattice, chosen, costs).items()
    }
    for cell, (at, arcs) in more.items():
        if lattice.standing[cell] >= 0:
            more[cell] = at, tuple(replace(arc, cost=arc.cost + dearer[cell]) for arc in arcs)
    asked = np.zeros(len(chosen), dtype=bool)
    asked[list(more)] = True
    if more:
        settled = settled.with_more(more)
        costs = padded(costs, settled.words.shape[1], FAR)
    _read_again(settled, own, chosen, costs, (~sure | asked) & (chosen >= 0))
    return Reading(chosen, costs, share, slipped, more)


def _read(lattice: Lattice, model: DocumentModel) -> tuple[Ints, Floats]:
    """The first reading: chosen arcs, and what the language model asks for each arc among them.

    A clause that reads right is taken as it stands but where a change of one word might be cheaper.
    """
    first = lattice.dearer(usual_distrust()).narrow(FIRST_ARCS)
    stands = (first.count(first.standing < 0) == 0)[first.clauses]
    chosen = np.where(stands, first.standing, -1)
    language = in_context(first, chosen, model)
    free = ~stands | (_margins(first.costs + language, chosen) < BEYOND_DOUBT)
    part, cells = first.stretches(free, np.where(stands, chosen, 0))
    chosen[cells] = decode(part, model, FIRST_BEAM)
    language[cells] = in_context(first, chosen, model, cells)
    return chosen, padded(language, lattice.words.shape[1], FAR)


def _distrust(lattice: Lattice, language: Floats) -> tuple[float, Floats]:
    """The share of misread words in lines that read right, and nats by which a change of each is dearer."""
    plain = lattice.costs + language
    light = int((lattice.standing >= 0).sum())
    share = misread_share(plain, lattice.changes, light)
    nats = np.full(len(plain), distrust(share), dtype=np.float32)
    if lattice.certain.any():
        changes = lattice.changes * lattice.certain[:, None]
        nats[lattice.certain] = distrust(misread_share(plain, changes, int(lattice.certain.sum())))
    return share, nats


def _read_again(lattice: Lattice, model: DocumentModel, chosen: Ints, costs: Floats, doubts: Flags) -> None:
    """The second reading: puts arcs and costs of the stretches around doubts in place of the first's."""
    free = doubts | (_margins(costs, chosen) < BEYOND_DOUBT)
    some, cells = lattice.stretches(free, chosen)
    part, within = some.chains(some.count(doubts[cells]) > 0)
    again = cells[within]
    chosen[again] = decode(part, model, SECOND_BEAM)
    costs[again] = lattice.costs[again] + in_context(lattice, chosen, model, again)


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
