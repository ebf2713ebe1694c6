"""Lines to blocks: paragraphs, page numbers."""

from __future__ import annotations

import re
from functools import reduce
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from planparse.model.page import Block, BoundingBox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planparse.model.page import BlockKind, Line

_PAGE_NUMBER = re.compile(r"^[-–—.\s]*\d{1,3}[-–—.\s]*$")
_MARGIN = 0.08
"""Share of the page's height, at its top and foot, where a lone number is the page's."""
_GAP = 1.45
"""Times the page's usual pitch of lines: more starts a paragraph."""
_SHORT = 0.15
"""Share of the column's width by which the last line of a paragraph may fall short."""
_FULL = 0.04
"""Share of the column's width within which a line reaches the right margin."""
_INDENT = 1.5
"""Letter heights by which a first line steps in."""


def paragraphs(lines: Sequence[Line], page_height: float) -> tuple[Block, ...]:
    """Blocks of one column of lines; a lone number at the top or foot becomes a ``margin`` block."""
    numbers = [_is_page_number(line, page_height) for line in lines]
    head = tuple(
        Block((line,), "margin") for line, number in zip(lines[:1], numbers[:1], strict=True) if number
    )
    foot = tuple(
        Block((line,), "margin") for line, number in zip(lines[1:], numbers[1:], strict=True) if number
    )
    body = [line for line, number in zip(lines, numbers, strict=True) if not number]
    return (*head, *group(body), *foot)


def group(lines: Sequence[Line], kind: BlockKind = "text") -> tuple[Block, ...]:
    """Lines of one column as paragraphs.

    A paragraph begins after a wide gap, with a first line that steps in, and after a line that ends well
    before the right margin; centred lines stay together.
    """
    boxed = [(line, box) for line in lines if (box := line.bbox) is not None]
    if not boxed:
        return ()
    column = reduce(BoundingBox.union, (box for _, box in boxed))
    pitch = _pitch([box for _, box in boxed])
    tall = median(box.height for _, box in boxed)
    full = [column.x1 - box.x1 < _FULL * column.width for _, box in boxed]
    justified = 2 * sum(full) > len(full)
    blocks: list[list[Line]] = [[boxed[0][0]]]
    for (_, above), (line, box) in pairwise(boxed):
        apart = box.bottom - above.bottom > _GAP * pitch
        steps_in = box.x0 - above.x0 > _INDENT * tall
        ended = justified and column.x1 - above.x1 > _SHORT * column.width
        if (apart or steps_in or ended) and not (_centred(above, column, tall) and not apart):
            blocks.append([])
        blocks[-1].append(line)
    return tuple(Block(tuple(block), kind) for block in blocks)


def _centred(box: BoundingBox, column: BoundingBox, tall: float) -> bool:
    """Whether a line is set about the middle of its column, with white on both sides."""
    left, right = box.x0 - column.x0, column.x1 - box.x1
    return abs(left - right) < tall and min(left, right) > 2 * tall


def _pitch(boxes: Sequence[BoundingBox]) -> float:
    steps = [below.bottom - above.bottom for above, below in pairwise(boxes)]
    return median(step for step in steps if step > 0) if any(step > 0 for step in steps) else boxes[0].height


def _is_page_number(line: Line, page_height: float) -> bool:
    box = line.bbox
    if box is None or not _PAGE_NUMBER.match(line.text):
        return False
    return box.bottom < _MARGIN * page_height or box.top > (1 - _MARGIN) * page_height
