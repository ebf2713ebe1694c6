"""Short cells, such as the numbers of rows, read between words of their own page.

A figure alone gives the engine no line to go by, neither x-height nor foot: of cells with one to three
letters 80 % were read right (600 cells of five drawn annexes in three grades), `1` hardly ever. Between two
words of the page that were read well, its carriers, 97 % were right, for a tenth of a second a page.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import cycle
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from planparse.model.page import BoundingBox, Line
from planparse.ocr.geometry import Rectangle
from planparse.ocr.preprocess.letters import paper_level

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from planparse.model.page import Word

LOW = 4.4
"""Times the x-height: the largest height of a part that holds one line, a white edge of 1.2 included."""
_WIDEST = 4.7
"""Times the x-height: the largest width of a short part, edge included. Wider ones (`STT`) are read as well
without."""
_SURE = 0.95
"""Confidence of a carrier, 0..1."""
_CARRIER_LETTERS = range(3, 7)
_CARRIERS = 3
_HANGING = frozenset("gpqyạặậẹệịọộợụựỵ")
"""Letters that reach below the line: a carrier stands on it."""
_EDGE = 2
"""Pixels around a carrier that belong to its blurred letters."""
_GAP = 0.1
"""Times the x-height between a carrier and the white edge of a cell: together about a space."""
_A_ROW = 6
"""Cells in one row."""
_BETWEEN = 1.5
"""Times the x-height: white between two rows."""
_LETTER = 0.7
"""Times the x-height: the least height of what stands on the line."""
_FIRST_LINE = 3.0
"""Times the x-height below the head of a cell: letters that end there are in its first line."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a part of the page was set: pixels to add to what was read there to come back to the page."""

    part: Rectangle
    left: int
    top: int

    def holds(self, word: Word) -> bool:
        box = word.bbox
        if box is None:
            return False
        across, down = (box.x0 + box.x1) / 2 - self.left, (box.top + box.bottom) / 2 - self.top
        return 0 <= across <= self.part.width and 0 <= down <= self.part.height


@dataclass(frozen=True, slots=True, eq=False)
class Strips:
    """Rows of parts between carriers, in one picture."""

    pixels: NDArray[np.uint8]
    places: tuple[_Place, ...]

    def give_back(self, lines: Iterable[Line]) -> list[list[Line]]:
        """For each part the words read in it as one line, boxes in pixels of the page again."""
        words = [word for line in lines for word in line.words]
        found = ([_home(word, place) for word in words if place.holds(word)] for place in self.places)
        return [[Line(tuple(own))] if own else [] for own in found]


def is_short(part: Rectangle, height: float) -> bool:
    """Whether a part holds one line of a few letters.

    Args:
        part: what is to be read, with its white edge.
        height: x-height in pixels.
    """
    return part.width <= _WIDEST * height and part.height <= LOW * height


def find_carriers(lines: Iterable[Line]) -> tuple[Rectangle, ...]:
    """Where words stand that can carry others, of like height; none where none was read surely enough.

    They differ: between copies of one word the engine falls into its rhythm.
    """
    words = [word for line in lines for word in line.words if _can_carry(word)]
    if not words:
        return ()
    usual = median(_box(word).height for word in words)
    words.sort(key=lambda word: abs(_box(word).height - usual))
    different = {word.text: word for word in reversed(words)}
    chosen = sorted(different.values(), key=lambda word: abs(_box(word).height - usual))[:_CARRIERS]
    return tuple(_around(_box(word)) for word in chosen)


def set_between(
    pixels: NDArray[np.uint8],
    parts: Sequence[Rectangle],
    carriers: Sequence[Rectangle],
    letters: NDArray[np.int32],
    height: float,
) -> Strips:
    """Set parts of a page side by side on common lines, a word before and after each.

    Args:
        pixels: the page.
        parts: short ones, at least one.
        carriers: where the words stand that are set between them, at least one.
        letters: boxes of the letters of the page (left, top, width, height).
        height: x-height in pixels.
    """
    between, gap = round(_BETWEEN * height), round(_GAP * height)
    foot_of = {part: _foot(part, letters, height) for part in parts}
    foot_of |= {carrier: carrier.bottom - _EDGE for carrier in carriers}
    placed: list[_Place] = []
    top, wide = between, 0
    for first in range(0, len(parts), _A_ROW):
        turns = cycle(carriers)
        pieces = [next(turns)]
        for part in parts[first : first + _A_ROW]:
            pieces += (part, next(turns))
        above = max(foot_of[piece] - piece.top for piece in pieces)
        left = between
        for piece in pieces:
            placed.append(_Place(piece, left, top + above - (foot_of[piece] - piece.top)))
            left += piece.width + gap
        wide = max(wide, left)
        top = max(place.top + place.part.height for place in placed[-len(pieces) :]) + between
    canvas = np.full((top, wide + between), paper_level(pixels), np.uint8)
    for place in placed:
        spot = canvas[place.top : place.top + place.part.height, place.left : place.left + place.part.width]
        np.minimum(spot, place.part.cut(pixels), out=spot)
    return Strips(canvas, tuple(place for place in placed if place.part not in carriers))


def _box(word: Word) -> BoundingBox:
    return word.bbox or BoundingBox(0, 0, 0, 0)


def _around(box: BoundingBox) -> Rectangle:
    left, top = max(0, int(box.x0) - _EDGE), max(0, int(box.top) - _EDGE)
    return Rectangle(left, top, int(box.x1) + _EDGE + 1, int(box.bottom) + _EDGE + 1)


def _can_carry(word: Word) -> bool:
    text = word.text
    plain = text.isalpha() and text.islower() and not _HANGING & set(text)
    return bool(word.bbox) and word.confidence >= _SURE and plain and len(text) in _CARRIER_LETTERS


def _foot(part: Rectangle, letters: NDArray[np.int32], height: float) -> int:
    """The height of the line that the letters of a part stand on."""
    left, top, width, tall = letters.T
    inside = (
        (left >= part.left)
        & (top >= part.top)
        & (left + width <= part.right)
        & (top + tall <= part.bottom)
        & (tall > _LETTER * height)
    )
    feet = (top + tall)[inside]
    if feet.size == 0:
        return part.bottom
    first = feet[feet <= top[inside].min() + _FIRST_LINE * height]
    return int(np.median(first if first.size else feet))


def _home(word: Word, place: _Place) -> Word:
    box, part = word.bbox, place.part
    right, down = part.left - place.left, part.top - place.top
    return replace(word, bbox=box and box.moved(right, down))
