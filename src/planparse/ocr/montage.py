"""Many parts of a page in one picture, so that one call reads each of them on its own.

Columns and cells are cut out and set one below another, with white between them. To the engine that is one
column of lines, which it reads best and fastest: no layout is guessed, nothing runs together across a gutter
or a rule, and empty space costs nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from planparse.model.page import Line
from planparse.ocr.preprocess.letters import paper_level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from planparse.ocr.geometry import Rectangle

_BETWEEN = 1.5
"""Times the x-height: white between two parts."""


@dataclass(frozen=True, slots=True, eq=False)
class Montage:
    """The picture and, for each part, the row at which it begins."""

    pixels: NDArray[np.uint8]
    parts: tuple[Rectangle, ...]
    tops: tuple[int, ...]
    left: int
    between: int

    def give_back(self, lines: Sequence[Line]) -> list[list[Line]]:
        """The lines of each part, their boxes in pixels of the page again.

        A line belongs to the part in which its middle stands.
        """
        shares: list[list[Line]] = [[] for _ in self.parts]
        for line in lines:
            box = line.bbox
            if box is None:
                continue
            number = max(0, bisect_right(self.tops, (box.top + box.bottom) / 2 + self.between / 2) - 1)
            part = self.parts[number]
            shares[number].append(_moved(line, part.left - self.left, part.top - self.tops[number]))
        return shares


def assemble(pixels: NDArray[np.uint8], parts: Sequence[Rectangle], height: float) -> Montage:
    """Set parts of a picture one below another.

    Args:
        pixels: the page.
        parts: at least one.
        height: x-height in pixels.
    """
    between = round(_BETWEEN * height)
    wide = max(part.width for part in parts) + 2 * between
    tall = sum(part.height + between for part in parts) + between
    canvas = np.full((tall, wide), paper_level(pixels), np.uint8)
    tops, top = [], between
    for part in parts:
        canvas[top : top + part.height, between : between + part.width] = part.cut(pixels)
        tops.append(top)
        top += part.height + between
    return Montage(canvas, tuple(parts), tuple(tops), between, between)


def _moved(line: Line, right: int, down: int) -> Line:
    return Line(tuple(replace(word, bbox=word.bbox and word.bbox.moved(right, down)) for word in line.words))
