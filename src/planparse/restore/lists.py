"""List letters by their order: the likeliest reading of all markers of a text together.

An OCR takes `d)` for `đ)` about as often as not, and `g)` for `ø)` or `8)`; only the order of the list tells.
The markers of a text are decoded as one sequence: each goes on with the list, begins a new one, or is no list
letter at all; what was seen costs what the channel asks for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING

from planparse.restore.channel import ALIKE
from planparse.vietnamese.syllable import is_syllable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from planparse.restore.channel import Channel

    Way = tuple[str | None, "Way | None"]
    Path = tuple[float, Way | None]

ORDER = "abcdđefghijklmnopqrstuvwxyz"
FOREIGN = frozenset("fjwz")
"""Letters that the Vietnamese alphabet lacks (Decree 30/2020/NĐ-CP, annex I), yet some lists have."""
NEW_LIST = 1.0
OUT_OF_ORDER = 5.0
"""Nats for a letter that neither begins a list nor is due."""
SKIPPED, SKIPPED_STROKED, FOREIGN_LETTER = 4.0, 1.0, 1.0
"""Nats for a letter left out, for `đ` left out as in English lists, and for one of :data:`FOREIGN`."""
STROKE, STROKE_DOUBTED = 4.01, 1.0
"""Nats at most for `d` that stands as `đ`: as much as one left out, unless the OCR was in doubt."""
DOUBTED = 0.75
"""Confidence below which an OCR's reading of a list letter is doubted."""
KNOWN_SIGN, SIGN, MISREAD, OTHER_LETTER, GARBLED = 1.0, 4.0, 5.5, 12.0, 3.0
"""Nats at most for a letter read as the sign it is known for, as any sign, as a digit or one of its shape or
a sign that another is known for, as any letter, as two. No order is sure enough to make an `a` of a `c`:
lines in between may be lost."""
NUMBERED, NUMBER, CAPITAL, NOTHING, NO_MARKER = 0.5, 2.5, 2.0, 2.0, 8.0
"""Nats for no list letter: one of several numbers, a lone number, a capital, an empty marker, any other."""

_SHAPES = {"a": "8@", "c": "¢©€", "e": "€©é", "g": "9&", "b": "6", "i": "¡ïîì", "o": "0", "q": "9"}
"""What OCRs read where a lone letter stands before a bracket; words do not teach it."""
_SHAPED = frozenset("".join(_SHAPES.values()))
_TWO_ON_PURPOSE = re.compile(r"[a-zđ]\d|\d+|[ivxIVX]+|[^a-zđ]*[A-ZĐ].*")


def _step(before: int, state: int) -> float:
    foreign = FOREIGN_LETTER * (ORDER[state] in FOREIGN)
    if state == 0:
        return NEW_LIST * (before >= 0)
    if state <= before:
        return OUT_OF_ORDER
    skipped = set(ORDER[before + 1 : state]) - FOREIGN
    cost = SKIPPED * len(skipped - {"đ"}) + SKIPPED_STROKED * ("đ" in skipped) + foreign
    return min(cost, OUT_OF_ORDER)


_STEPS = [[_step(before, state) for state in range(len(ORDER))] for before in range(-1, len(ORDER))]
"""Nats from one letter, or from none at first, to another."""


@dataclass(frozen=True, slots=True)
class Marker:
    """What stood before the stop of a list marker, maybe nothing.

    `channel` is what the OCR that read it does to letters, `confidence` how sure ours was (0..1), None where
    only text was given.
    """

    seen: str
    channel: Channel
    confidence: float | None = None

    @property
    def stroke(self) -> float:
        """Nats for the stroke of a `đ` that may be none."""
        doubted = self.confidence is not None and self.confidence < DOUBTED
        return STROKE_DOUBTED if doubted else STROKE


def read_letters(markers: Sequence[Marker], misread: AbstractSet[tuple[str, str]]) -> list[str]:
    """What each list marker stands for.

    Args:
        markers: in the order of the text.
        misread: letters and what they are known to be taken for.

    Returns:
        The letter, or what was seen where that is no list letter.
    """
    best: dict[int, Path] = {-1: (0.0, None)}
    seen = [marker.seen for marker in markers]
    for at, marker in enumerate(markers):
        other = _as_no_letter(seen, at)
        following: dict[int, Path] = {
            state: (cost + other, (None, way)) for state, (cost, way) in best.items()
        }
        for state, letter in enumerate(ORDER):
            cost_of_letter = _cost(letter, marker, misread)
            if cost_of_letter is None:
                continue
            cost, way = min(
                ((cost + _STEPS[before + 1][state], way) for before, (cost, way) in best.items()),
                key=itemgetter(0),
            )
            reached = (cost + cost_of_letter, (letter, way))
            following[state] = min(reached, following.get(state, reached), key=itemgetter(0))
        best = following
    letters = _unwound(min(best.values(), key=itemgetter(0))[1])
    return [text if letter is None else letter for text, letter in zip(seen, letters, strict=True)]


def _unwound(way: Way | None) -> list[str | None]:
    """The letters of a way, from the first."""
    letters = []
    while way:
        letter, way = way
        letters.append(letter)
    return letters[::-1]


def _cost(letter: str, marker: Marker, misread: AbstractSet[tuple[str, str]]) -> float | None:
    """Nats for `letter` where the marker stands; None where it cannot be."""
    seen, channel = marker.seen, marker.channel
    if seen == letter:
        return 0.0
    if len(seen) > 1:
        on_purpose = _TWO_ON_PURPOSE.fullmatch(seen) or is_syllable(seen)
        return GARBLED if letter in seen and not on_purpose else None
    if letter not in channel.units:
        return None
    if (letter, seen) == ("d", "đ"):
        return marker.stroke
    cost = float(channel.one[channel.units[letter], channel.alphabet.get(seen, 0)])
    return min(cost, _worst(letter, seen, misread)) if seen else SIGN


def _worst(letter: str, seen: str, misread: AbstractSet[tuple[str, str]]) -> float:
    """Nats at most for `letter` where one glyph stands."""
    if seen not in ORDER and ((letter, seen) in misread or seen in _SHAPES.get(letter, "")):
        return SIGN if letter == ORDER[0] else KNOWN_SIGN  # no order vouches for the first of a list
    if seen in ORDER or seen.isupper():
        alike = seen.lower() == letter or any(letter in shapes and seen in shapes for shapes in ALIKE)
        return MISREAD if alike else OTHER_LETTER
    return MISREAD if seen.isdigit() or seen in _SHAPED else SIGN


def _as_no_letter(seen: Sequence[str], at: int) -> float:
    """Nats for a marker that is no list letter."""
    text = seen[at]
    if not text:
        return NOTHING
    if text.isdecimal():
        beside = {int(other) - int(text) for other in seen[max(0, at - 1) : at + 2] if other.isdecimal()}
        return NUMBERED if beside & {1, -1} else NUMBER
    if len(text) > 1 or text.isupper():
        return CAPITAL
    return NO_MARKER
