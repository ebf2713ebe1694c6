"""Lines of print set free of seals and pens around them, made a little smaller, and read by themselves.

Pen strokes near a line draw the engine's lines away from its stacked marks, and so does a seal behind it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from planparse.model.page import Line
from planparse.ocr.engine import Segmentation
from planparse.ocr.geometry import Rectangle
from planparse.ocr.montage import Montage
from planparse.ocr.preprocess.letters import paper_level
from planparse.ocr.tidy import without_stray_marks

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from planparse.ocr.preprocess.letters import Ink
    from planparse.ocr.regions import PageParts

    Pixels = NDArray[np.uint8]
    Read = Callable[[Pixels, Segmentation], tuple[Line, ...]]

_COLUMN_SIZE, _LINE_SIZE = 14.0, 16.0
"""x-heights at which a line is read again. The names of nine real scans were read right, stacked marks and
all, from 11 to 15 pixels in a column and from 11 to 18 alone; at 18 to 28 a third lost a mark in a column."""
_ABOVE, _BELOW, _BESIDE = 1.0, 0.6, 0.6
"""Times the x-height around the letters of a line in which their marks stand."""
_STRIP = 0.5
"""Times the x-height above and below where all ink is taken, pen strokes too."""
_TALLEST = 3.5
"""Times the x-height: taller ink is no letter."""
_OWN = 0.5
"""Share of the height of a piece of ink that must stand in the line."""


@dataclass(frozen=True, slots=True, eq=False)
class FreedLine:
    """A line of print, the part of the page that it stands in, and the line without other ink."""

    box: Rectangle
    part: int
    around: Rectangle
    freed: Pixels
    strip: Pixels


def cut_free(box: Rectangle, part: int, parts: PageParts) -> FreedLine:
    """A line of print, its letters between the edges of `box`, as a picture of its own."""
    ink, height = parts.ink, parts.ink.height
    tall, wide = parts.pixels.shape
    around = Rectangle(
        max(0, round(box.left - _BESIDE * height)),
        max(0, round(box.top - _ABOVE * height)),
        min(wide, round(box.right + _BESIDE * height)),
        min(tall, round(box.bottom + _BELOW * height)),
    )
    part_pixels = around.cut(parts.pixels)
    labels = ink.labels[around.top : around.bottom, around.left : around.right]
    freed = np.where(_own(ink, around, box)[labels], part_pixels, paper_level(parts.pixels))
    strip = part_pixels.copy()
    above, below = round((_ABOVE - _STRIP) * height), round((_BELOW - _STRIP) * height)
    strip[: max(0, above)] = paper_level(parts.pixels)
    strip[len(strip) - max(0, below) :] = paper_level(parts.pixels)
    return FreedLine(box, part, around, freed.astype(np.uint8), strip)


def _own(ink: Ink, around: Rectangle, box: Rectangle) -> NDArray[np.bool_]:
    """Which pieces of ink are the line's letters and marks; paper is everybody's."""
    top, tall = ink.boxes[:, 1], ink.boxes[:, 3]
    shared = np.minimum(top + tall, around.bottom) - np.maximum(top, around.top)
    letters = (tall <= _TALLEST * ink.height) & (shared >= tall)
    crossing = (tall <= _TALLEST * ink.height) & (
        np.minimum(top + tall, box.bottom) - np.maximum(top, box.top) >= _OWN * tall
    )
    own: NDArray[np.bool_] = letters | crossing
    own[0] = True
    return own


def read_column(candidates: Sequence[FreedLine], height: float, read: Read) -> list[Line | None]:
    """What each freed line says, read from one picture in which they stand one below another."""
    montage = _stacked(candidates, round(2 * height))
    factor = _COLUMN_SIZE / height
    lines = read(_resized(montage.pixels, factor), Segmentation.COLUMN)
    return [_joined(share) for share in montage.give_back([_scaled(line, 1 / factor) for line in lines])]


def _stacked(candidates: Sequence[FreedLine], between: int) -> Montage:
    wide = max(one.around.width for one in candidates) + 2 * between
    tall = sum(one.around.height + between for one in candidates) + between
    canvas = np.full((tall, wide), 255, np.uint8)
    tops, top = [], between
    for one in candidates:
        canvas[top : top + one.around.height, between : between + one.around.width] = one.freed
        tops.append(top)
        top += one.around.height + between
    return Montage(canvas, tuple(one.around for one in candidates), tuple(tops), between, between)


def read_alone(
    candidate: FreedLine, picture: Pixels, height: float, read: Read, size: float = _LINE_SIZE
) -> Line | None:
    """A line read by itself.

    Args:
        candidate: where it stands.
        picture: the line with or without other ink.
        height: x-height of the page in pixels.
        read: gives the lines of a picture.
        size: the x-height at which it is read.
    """
    edge = round(height)
    framed = np.full((picture.shape[0] + 2 * edge, picture.shape[1] + 2 * edge), 255, np.uint8)
    framed[edge:-edge, edge:-edge] = picture
    factor = size / height
    lines = [_scaled(line, 1 / factor) for line in read(_resized(framed, factor), Segmentation.LINE)]
    return _joined(Montage(framed, (candidate.around,), (edge,), edge, edge).give_back(lines)[0])


def _joined(lines: Sequence[Line]) -> Line | None:
    """The one line of print among what was read, without stray marks."""
    tidy = list(without_stray_marks(lines))
    return max(tidy, key=lambda line: len(line.text), default=None)


def _resized(pixels: Pixels, factor: float) -> Pixels:
    method = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=method), np.uint8)


def _scaled(line: Line, factor: float) -> Line:
    return Line(tuple(replace(word, bbox=word.bbox and word.bbox.scaled(factor)) for word in line.words))
