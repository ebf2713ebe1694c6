"""What may stand in a cell: readings of one observed word, with what the channel asks for each.

Everything is found once for a distinct word and kept, since a document repeats its words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from planparse.restore.candidates import CASE_CHANGE
from planparse.restore.regimes import Regime
from planparse.restore.spelling import (
    LETTERLIKE,
    in_case,
    is_plain_word,
    is_shouted,
    is_wordy,
    spelling_cost,
)
from planparse.restore.words import CODE, key_of, word_class
from planparse.vietnamese.syllable import is_syllable
from planparse.vietnamese.unicode import has_marks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from planparse.restore.candidates import Found, Search
    from planparse.restore.codes import CodeMender
    from planparse.restore.language_model import LanguageModel

MOST = {Regime.WRECKED: 40, Regime.FOREIGN: 40, Regime.LIGHT: 16}
"""Arcs that a cell brings to the decoder, the most promising first."""
MOST_SPLITS = 8
MOST_HALVES = 4
"""Split arcs of a cell, and words tried for each half of one."""
UNIGRAM_SHARE = 0.7
"""How much a word's own frequency counts when the most promising are picked."""
LOST_SPACE = {Regime.WRECKED: 5.0, Regime.FOREIGN: 5.0, Regime.LIGHT: 2.0}
"""Nats for a space that the OCR did not see: what most unknown words in a line that reads right are."""
FALSE_SPACE = 7.0
"""Nats for a space that the OCR saw and that is none."""
SUSPICIOUS = 5.0
"""Nats of the cheapest arc beyond which a cell may be two words."""
SHORTEST_SPLIT = 4
SHORTEST_NAME = 2
"""Letters up to which an unknown word without marks in a line that reads right is a symbol (`Cd`, `Hg`)."""
STRANGE = 6.5
"""Strangeness beyond which a cell may be half a word."""
LONGEST_SEARCHED = 24
LONGEST_FALSE_NUMBER = 5
"""Letters beyond which a core with digits is no misread word."""
CACHE_LIMIT = 200_000
_ONE_FIGURE = re.compile(r"(?=.{3,8}\Z)[^\W\d_A-ZĐ]+\d[^\W\d_A-ZĐ]+")
"""A word with a figure among its small letters (`ngu6on`)."""


@dataclass(frozen=True, slots=True)
class Arc:
    """One reading of a cell: the model's word, the text that it puts there, its channel cost in nats.

    A split arc has a `second` word, and a space in its text; a joining arc takes the next cell with it.
    """

    word: int
    text: str
    cost: float
    second: int = -1
    joins: bool = False


class Place(NamedTuple):
    """A cell as the finder sees it: what stands there, how its line was damaged, whether it is closed.

    A tuple, since every word of a text is looked up by one.
    """

    text: str
    regime: Regime
    closed: bool = False


class ArcFinder:
    """Arcs of observed words, by regime.

    Args:
        model: knows the words.
        search: gives what finds words near an observed one, by regime.
        mender: gives what mends document codes, by regime.
        misread: nats of words that are often taken for others in lines that read right, by what is read.
    """

    def __init__(
        self,
        model: LanguageModel,
        search: Callable[[Regime], Search],
        mender: Callable[[Regime], CodeMender],
        misread: Mapping[str, Mapping[str, float]],
    ) -> None:
        self._model = model
        self._search_of = search
        self._mender_of = mender
        self._misread = {
            read: {model.ids[word]: nats for word, nats in printed.items() if word in model.ids}
            for read, printed in misread.items()
        }
        self._known: dict[Place, tuple[Arc, ...]] = {}
        self._strange: dict[Place, bool] = {}
        self._joined: dict[tuple[str, Regime], tuple[Arc, ...]] = {}

    def find(self, places: Sequence[Place]) -> list[tuple[Arc, ...]]:
        """Arcs of each place; those not met before are searched for together."""
        if len(self._known) > CACHE_LIMIT:
            self._known.clear()
            self._strange.clear()
        fresh = sorted({place for place in places if place not in self._known}, key=lambda place: place.text)
        for regime in Regime:
            self._search([place for place in fresh if place.regime is regime], regime)
        return [self._known[place] for place in places]

    def find_joins(self, pairs: Iterable[tuple[str, Regime]]) -> dict[tuple[str, Regime], tuple[Arc, ...]]:
        """Arcs of two words without the space between them, given without it; they carry its cost."""
        wanted = sorted(set(pairs), key=lambda pair: pair[0])
        for regime in Regime:
            texts = [text for text, other in wanted if other is regime and (text, regime) not in self._joined]
            for text, near in zip(texts, self._near(texts, regime), strict=True):
                self._joined[text, regime] = tuple(
                    Arc(arc.word, arc.text, arc.cost + FALSE_SPACE, joins=True)
                    for arc in self._words(text, near, regime)[:MOST_SPLITS]
                )
        return {pair: self._joined[pair] for pair in wanted}

    def is_strange(self, place: Place) -> bool:
        """Whether a place that was found before may hold half a word: its best arc is dear, or rare."""
        strange = self._strange.get(place)
        if strange is None:
            arcs = self._known[place]
            best = min(arc.cost + UNIGRAM_SHARE * float(self._model.unigram[arc.word]) for arc in arcs)
            strange = self._strange[place] = best > STRANGE
        return strange

    def _near(self, texts: Sequence[str], regime: Regime) -> list[Found]:
        return self._search_of(regime).near(texts, [is_shouted(text) for text in texts]) if texts else []

    def _search(self, places: Sequence[Place], regime: Regime) -> None:
        open_places = []
        for place in places:
            if self._is_open(place):
                open_places.append(place)
            else:
                self._known[place] = self._closed(place)
        found = self._near([place.text for place in open_places], regime)
        crowded = []
        for place, near in zip(open_places, found, strict=True):
            arcs = self._with_itself(place, self._words(place.text, near, regime))
            if place.regime is Regime.LIGHT:
                arcs = [arc for arc in arcs if len(arc.text) > 1]
            elif place.text.isdecimal():
                # A figure may be a word that was misread, but no lone consonant.
                arcs = [arc for arc in arcs if arc.text == place.text or is_syllable(arc.text.lower())]
            self._known[place] = tuple(arcs)
            if len(place.text) >= SHORTEST_SPLIT and self._is_crowded(place, arcs):
                crowded.append(place)
        self._split(crowded, regime)

    def _is_crowded(self, place: Place, arcs: Sequence[Arc]) -> bool:
        """Whether a cell may hold two words."""
        if place.regime is Regime.LIGHT:
            return key_of(place.text) not in self._model.ids
        return min(arc.cost for arc in arcs) > SUSPICIOUS

    def _is_open(self, place: Place) -> bool:
        """Whether any word but the text itself may stand here."""
        text = place.text
        if place.closed or len(text) > LONGEST_SEARCHED or not (LETTERLIKE & set(text) or is_wordy(text)):
            return False
        if place.regime is Regime.LIGHT:
            symbol = (
                len(text) <= SHORTEST_NAME and not has_marks(text) and key_of(text) not in self._model.ids
            )
            return (is_plain_word(text) and not symbol) or _ONE_FIGURE.fullmatch(text) is not None
        if word_class(text) is None or _ONE_FIGURE.fullmatch(text):
            return True
        return len(text) <= LONGEST_FALSE_NUMBER and "/" not in text and "-" not in text

    def _closed(self, place: Place) -> tuple[Arc, ...]:
        if not place.closed:
            code = self._model.ids[CODE]
            readings = self._mender_of(place.regime).readings(place.text)
            if readings:
                return tuple(Arc(code, text, cost) for text, cost in readings)
        return (self._itself(place.text, 0.0),)

    def _itself(self, text: str, cost: float) -> Arc:
        kind = word_class(text)
        return Arc(self._model.ids[kind] if kind else self._model.id_of(key_of(text)), text, cost)

    def _words(self, text: str, near: Found, regime: Regime) -> list[Arc]:
        """The most promising words, best first."""
        key, shouted = key_of(text), is_shouted(text)
        costs = near.costs + CASE_CHANGE * (near.capital != text[0].isupper())
        for word, nats in self._misread.get(key, {}).items() if regime is Regime.LIGHT else ():
            costs = np.where(near.words == word, np.minimum(costs, nats), costs)
        promise = costs + UNIGRAM_SHARE * self._model.unigram[near.words]
        arcs: dict[int, Arc] = {}
        for at in np.argsort(promise, kind="stable"):
            word = int(near.words[at])
            if word not in arcs:
                clean = self._model.vocabulary[word]
                shown = (
                    text if clean == key else in_case(clean, shouted=shouted, capital=bool(near.capital[at]))
                )
                arcs[word] = Arc(word, shown, float(costs[at]))
            if len(arcs) == MOST[regime]:
                break
        return list(arcs.values())

    def _with_itself(self, place: Place, arcs: list[Arc]) -> list[Arc]:
        own = self._model.ids.get(key_of(place.text))
        if any(arc.word == own for arc in arcs):
            return arcs
        return [self._itself(place.text, spelling_cost(place.text, place.regime)), *arcs]

    def _split(self, places: Sequence[Place], regime: Regime) -> None:
        """Add split arcs to cells that look like two words."""
        cuts = [(place, cut) for place in places for cut in range(1, len(place.text))]
        halves = sorted({half for place, cut in cuts for half in (place.text[:cut], place.text[cut:])})
        found = {
            half: self._words(half, near, regime)[:MOST_HALVES]
            for half, near in zip(halves, self._near(halves, regime), strict=True)
        }
        for place in places:
            arcs = [
                Arc(a.word, f"{a.text} {b.text}", a.cost + b.cost + LOST_SPACE[regime], second=b.word)
                for cut in range(1, len(place.text))
                for a in found[place.text[:cut]]
                for b in found[place.text[cut:]]
            ]
            first, *others = self._known[place]
            splits = sorted(arcs, key=self._promise)[:MOST_SPLITS]
            self._known[place] = (first, *sorted([*others, *splits], key=self._promise)[: MOST[regime] - 1])

    def _promise(self, arc: Arc) -> float:
        """Nats before any neighbour is looked at."""
        words = [arc.word] if arc.second < 0 else [arc.word, arc.second]
        return arc.cost + UNIGRAM_SHARE * float(self._model.unigram[words].sum())
