"""What may stand in a cell: readings of one observed word, with what the channel asks for each.

Everything is found once for a distinct word and kept, since a document repeats its words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from planparse.restore.regimes import Regime
from planparse.restore.words import CODE, key_of, word_class

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planparse.restore.candidates import Found, Search
    from planparse.restore.language_model import LanguageModel

MOST = 12
"""Arcs that a cell brings to the decoder, the most promising first."""
UNIGRAM_SHARE = 0.7
"""How much a word's own frequency counts when the most promising are picked."""
CASE_CHANGE = 2.0
"""Nats for another case of the first letter than the glyph's."""
SPELL_START, SPELL_LETTER = 3.0, 2.5
"""Nats for a word that the vocabulary lacks: to begin to spell, and by letter."""
RIGHT_AS_IT_IS = 2.0
"""Nats for an unknown word in a line that looks right: names and foreign words are common."""
SPELL_DIGIT = 2.3
"""Nats for one digit: log 10."""
LONGEST_SEARCHED = 24
LONGEST_FALSE_NUMBER = 5
"""Letters beyond which a core with digits is no misread word."""
CACHE_LIMIT = 200_000


@dataclass(frozen=True, slots=True)
class Arc:
    """One reading of a cell: the model's word, the text that it puts there, its channel cost in nats."""

    word: int
    text: str
    cost: float


class ArcFinder:
    """Arcs of observed words, by regime."""

    def __init__(self, model: LanguageModel, searches: dict[Regime, Search]) -> None:
        self._model = model
        self._searches = searches
        self._known: dict[tuple[str, Regime], tuple[Arc, ...]] = {}

    def find(self, cells: list[tuple[str, Regime]]) -> list[tuple[Arc, ...]]:
        """Arcs of each cell; those not met before are searched for together."""
        if len(self._known) > CACHE_LIMIT:
            self._known.clear()
        for regime in Regime:
            fresh = {text for text, other in cells if other is regime and (text, regime) not in self._known}
            self._search(sorted(fresh), regime)
        return [self._known[cell] for cell in cells]

    def _search(self, texts: Iterable[str], regime: Regime) -> None:
        open_texts = []
        for text in texts:
            if self._is_open(text, regime):
                open_texts.append(text)
            else:
                self._known[text, regime] = (self._itself(text, 0.0),)
        found = self._searches[regime].near(open_texts, [is_shouted(text) for text in open_texts])
        for text, near in zip(open_texts, found, strict=True):
            self._known[text, regime] = self._weigh(text, near, regime)

    def _is_open(self, text: str, regime: Regime) -> bool:
        """Whether anything but the text itself may stand here."""
        if regime is Regime.LIGHT:
            plain = text.isalpha() and not is_shouted(text) and 1 < len(text) <= LONGEST_SEARCHED
            return plain and key_of(text) not in self._model.ids
        if word_class(text):
            return len(text) <= LONGEST_FALSE_NUMBER and "/" not in text and "-" not in text
        return len(text) <= LONGEST_SEARCHED

    def _itself(self, text: str, cost: float) -> Arc:
        kind = word_class(text)
        return Arc(self._model.ids[kind] if kind else self._model.id_of(key_of(text)), text, cost)

    def _weigh(self, text: str, near: Found, regime: Regime) -> tuple[Arc, ...]:
        key, shouted = key_of(text), is_shouted(text)
        costs = near.costs + CASE_CHANGE * (near.capital != text[0].isupper())
        promise = costs + UNIGRAM_SHARE * self._model.unigram[near.words]
        arcs: dict[int, Arc] = {}
        for at in np.argsort(promise, kind="stable"):
            word = int(near.words[at])
            if word not in arcs:
                clean = self._model.vocabulary[word]
                shown = (
                    text if clean == key else _in_case(clean, shouted=shouted, capital=bool(near.capital[at]))
                )
                arcs[word] = Arc(word, shown, float(costs[at]))
            if len(arcs) == MOST:
                break
        if key not in self._model.ids:
            arc = self._itself(text, RIGHT_AS_IT_IS if regime is Regime.LIGHT else _spelling_cost(text))
            arcs[arc.word] = arc
        return tuple(arcs.values())


def is_shouted(text: str) -> bool:
    """Whether a word is printed in capitals throughout, as far as its glyphs tell.

    Example:
        >>> is_shouted("KE"), is_shouted("HOACh"), is_shouted("Ke"), is_shouted("B")
        (True, True, False, False)
    """
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) > 1 and sum(map(str.isupper, letters)) * 2 > len(letters)


def _in_case(word: str, *, shouted: bool, capital: bool) -> str:
    if shouted:
        return word.upper()
    return word[:1].upper() + word[1:] if capital else word


def _spelling_cost(text: str) -> float:
    digits = sum(letter.isdigit() for letter in text)
    start = SPELL_START if word_class(text) in {None, CODE} else 0.0
    return start + SPELL_DIGIT * digits + SPELL_LETTER * (len(text) - digits)
