"""Tables without rules between their columns: rules across alone, such as below the header.

Their columns are told by white: gutters that stay open through header and rows. They are added to the rules
of the page as if they were ruled, so that grids, rows and cells are found as in any table.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from planparse.ocr.geometry import Rectangle
from planparse.ocr.rules import Rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from planparse.ocr.preprocess.letters import Ink

_LEAST, _THICK = 3.0, 0.6
"""Times the x-height: the shortest piece of a rule, and the thickest; a long one leans a little."""
_WIDE = 0.5
"""Share of the page's width that the pieces of a rule take together."""
_SAME_LEVEL, _SAME_END = 0.6, 2.5
"""Times the x-height: by how much pieces of one rule, and ends of the rules of one table, may differ."""
_HEADER = 10.0
"""Times the x-height: the highest header."""
_LOWEST = 10.0
"""Times the x-height: a table that is lower shows too few lines to tell its columns from words."""
_GUTTER, _HEADER_GUTTER = 0.7, 1.0
"""Times the x-height: the least white between two columns; between their headers there is more."""
_LETTER = 0.7
"""Times the x-height: smaller ink bars no gutter."""
_FEWEST = 2
"""Gutters of a table."""


def find_levels(ink: Ink) -> tuple[Rectangle, ...]:
    """The rules that run across most of the page, from the top down; boxes in pixels."""
    width, tall = ink.boxes[:, 2], ink.boxes[:, 3]
    thin = (width >= _LEAST * ink.height) & (tall <= _THICK * ink.height)
    thin[0] = False
    pieces = sorted(ink.boxes[thin].tolist(), key=lambda box: box[1])
    groups: list[list[Rectangle]] = []
    for left, top, wide, high in pieces:
        if not groups or top - groups[-1][-1].top > _SAME_LEVEL * ink.height:
            groups.append([])
        groups[-1].append(Rectangle(left, top, left + wide, top + high))
    least = _WIDE * ink.labels.shape[1]
    return tuple(Rectangle.around(group) for group in groups if sum(box.width for box in group) >= least)


def add_columns(rules: Rules, levels: Sequence[Rectangle], ink: Ink) -> Rules:
    """The rules with those of open tables, and with a rule down the middle of each of their gutters.

    Args:
        rules: of the page.
        levels: as `find_levels` gives them.
        ink: what stands on the page.
    """
    across, down = rules.across, rules.down
    for table in _tables(levels, ink.height):
        box = Rectangle.around(table)
        if rules.down[box.top : box.bottom, box.left : box.right].any():
            continue
        gutters = _gutters(box, table[1].top, ink)
        if len(gutters) < _FEWEST:
            continue
        across, down = across.copy(), down.copy()
        for level in table:
            across[level.top : level.bottom, level.left : level.right] = 255
        for place in (box.left, *gutters, box.right - 2):
            down[box.top : box.bottom, place : place + 2] = 255
    return Rules(across, down)


def _tables(levels: Sequence[Rectangle], height: float) -> Iterator[list[Rectangle]]:
    """Rules with the same ends, the first two as near to each other as those of a header are."""
    table: list[Rectangle] = []
    for level in (*levels, None):
        alike = (
            table
            and level
            and max(abs(level.left - table[0].left), abs(level.right - table[0].right)) <= _SAME_END * height
        )
        if alike and level and (len(table) > 1 or level.top - table[0].top <= _HEADER * height):
            table.append(level)
            continue
        if len(table) > 2 and table[-1].bottom - table[0].top >= _LOWEST * height:  # noqa: PLR2004 - head, header, foot
            yield table
        table = [level] if level else []


def _gutters(box: Rectangle, header_foot: int, ink: Ink) -> list[int]:
    """The middles of what is white from the head of a table to its foot."""
    left, top, width, tall = ink.boxes.T
    letters = (
        ink.letters
        & (tall >= _LETTER * ink.height)
        & (left >= box.left - ink.height)
        & (left + width <= box.right + ink.height)
        & (top >= box.top)
        & (top + tall <= box.bottom)
    )
    header = letters & (top + tall <= header_foot)
    open_header = _white(ink.boxes[header], box, _HEADER_GUTTER * ink.height)
    return [
        (begin + end) // 2
        for begin, end in _white(ink.boxes[letters], box, _GUTTER * ink.height)
        if any(first <= begin and end <= last for first, last in open_header)
    ]


def _white(boxes: NDArray[np.int32], box: Rectangle, least: float) -> list[tuple[int, int]]:
    """Stretches between print that are white all the way down, from left to right."""
    inked = np.zeros(box.width + 2, np.int32)
    np.add.at(inked, np.clip(boxes[:, 0] - box.left, 0, box.width), 1)
    np.add.at(inked, np.clip(boxes[:, 0] + boxes[:, 2] - box.left, 0, box.width), -1)
    print_at = np.flatnonzero(np.cumsum(inked)[: box.width] > 0)
    return [
        (box.left + before + 1, box.left + after)
        for before, after in pairwise(print_at.tolist())
        if after - before - 1 >= least
    ]
