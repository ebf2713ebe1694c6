"""A second reading of the lines that were read with little certainty."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from planparse.model.page import BoundingBox, Line
from planparse.ocr.geometry import Rectangle
from planparse.ocr.montage import assemble

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from planparse.model.judge import LineJudge

Shares = tuple[tuple[Line, ...], ...]

_DOUBTFUL = 0.85
"""Mean confidence of a line below which it is read again; good print gives 0.9 and more."""
_MOST_LINES = 8
"""Lines of one page that are read again, the least certain first: the cost stays small on any page."""
_FACTOR = 1.3
"""The second picture is so much larger: other pixels, other mistakes."""
_ABOVE, _BELOW, _BESIDE = 0.5, 0.35, 0.8
"""Times the x-height around a line that is cut out: room for its own stacked marks."""
_WORTH = 8.0
"""Nats a token that a whole point of confidence is worth: a surer reading is nearly always the right one."""
_BETTER = 0.25
"""Nats a token by which the second reading must win: the first had more of the page around it."""


@dataclass(frozen=True, slots=True)
class _Place:
    part: int
    number: int


def read_again(
    shares: Shares,
    pixels: NDArray[np.uint8],
    height: float,
    read: Callable[[NDArray[np.uint8]], tuple[Line, ...]],
    judge: LineJudge | None,
) -> tuple[Shares, int]:
    """Read doubtful lines a second time, each on its own and larger, and keep what is better.

    Args:
        shares: the lines of every part of the page, boxes in pixels.
        pixels: the picture they were read from.
        height: x-height in pixels.
        read: gives the lines of a picture.
        judge: weighs two readings; without one their confidence decides.

    Returns:
        The shares, and how many lines were changed.
    """
    places = _doubtful(shares)
    if not places:
        return shares, 0
    large = [_cut_out(shares[place.part][place.number], pixels, height) for place in places]
    montage = assemble(pixels, large, height)
    enlarged = cv2.resize(montage.pixels, None, fx=_FACTOR, fy=_FACTOR, interpolation=cv2.INTER_CUBIC)
    again = [_shrunk(line) for line in read(np.asarray(enlarged, np.uint8))]
    result = [list(share) for share in shares]
    changed = 0
    for place, found in zip(places, montage.give_back(again), strict=True):
        first = result[place.part][place.number]
        second = Line(tuple(word for line in found for word in line.words))
        if len(found) == 1 and second.text != first.text and _is_better(second, first, judge):
            result[place.part][place.number] = second
            changed += 1
    return tuple(tuple(share) for share in result), changed


def _doubtful(shares: Shares) -> list[_Place]:
    found = [
        (line.confidence, part, number)
        for part, share in enumerate(shares)
        for number, line in enumerate(share)
        if line.confidence < _DOUBTFUL and line.bbox is not None
    ]
    return [_Place(part, number) for _, part, number in sorted(found)[:_MOST_LINES]]


def _cut_out(line: Line, pixels: NDArray[np.uint8], height: float) -> Rectangle:
    box = line.bbox or BoundingBox(0, 0, 1, 1)
    tall, wide = pixels.shape
    return Rectangle(
        max(0, int(box.x0 - _BESIDE * height)),
        max(0, int(box.top - _ABOVE * height)),
        min(wide, int(box.x1 + _BESIDE * height)),
        min(tall, int(box.bottom + _BELOW * height)),
    )


def _shrunk(line: Line) -> Line:
    return Line(tuple(replace(word, bbox=word.bbox and word.bbox.scaled(1 / _FACTOR)) for word in line.words))


def _is_better(second: Line, first: Line, judge: LineJudge | None) -> bool:
    surer = second.confidence - first.confidence
    better = judge.score(second.text) - judge.score(first.text) if judge else 0.0
    return better + _WORTH * surer > _BETTER
