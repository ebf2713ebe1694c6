"""Lines of a cell that the engine passed over: their print is there, no word covers it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planparse.ocr.geometry import Rectangle
from planparse.ocr.rows import lines_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planparse.model.page import Line
    from planparse.ocr.preprocess.letters import Ink

_WIDEST_SPECK = 3.0
"""Times the x-height: narrower print may be dirt; of 3,700 cells none had such a line that was none."""
_ABOVE, _BELOW = 1.9, 0.45
"""Times the x-height around the feet of a line: its marks, and its descenders."""


def lost_lines(cell: Rectangle, read: Sequence[Line], ink: Ink) -> list[Rectangle]:
    """Where lines of print stand in a cell that no word covers at their middle height, from the top down.

    Args:
        cell: what of it was read.
        read: the lines that were read in it, boxes in pixels.
        ink: of the page.
    """
    boxes = [box for line in read if (box := line.bbox) is not None]
    printed = (line for line in lines_in(cell, ink) if line.width >= _WIDEST_SPECK * ink.height)
    middles = ((line.foot, line.foot - ink.height / 2) for line in printed)
    feet = (foot for foot, middle in middles if not any(box.top < middle < box.bottom for box in boxes))
    above, below = _ABOVE * ink.height, _BELOW * ink.height
    return [
        Rectangle(
            cell.left, max(cell.top, round(foot - above)), cell.right, min(cell.bottom, round(foot + below))
        )
        for foot in feet
    ]
