"""Tables of which no grid was found: print in columns, whatever its rules are.

Where several lines of a page stand in three parts or more, and no grid holds them, columns are told by the
white between them, which must be open through header and rows, and rows by the rules across that there are,
by the lines that run over the columns (group rows), and then by their numbers, as in any table.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from planparse.ocr.geometry import Rectangle
from planparse.ocr.loose_grids import TableDraft
from planparse.ocr.white import LETTER, SURE_GUTTER, gutters_of, letters_in, levels_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planparse.ocr.loose_grids import LooseGrid
    from planparse.ocr.runs import Run
    from planparse.ocr.white import Sheet, Stretch

_ABREAST = 3
"""Runs of print side by side: letterheads and feet of letters have two."""
_FEWEST_LINES = 3
"""Lines of so many runs that make a table."""
_MANY = 5
"""Runs side by side of which two lines are enough: a header and a row."""
_MOST_RUNS = 2000
"""Runs of a page beyond which they are specks: a page full of tables has a third of them."""
_ROW = 16.0
"""Times the x-height between the heads of two such lines: more is no table."""
_OVER = 0.12
"""Share of the lines that may run over the columns: group rows."""
_LINE, _NEAR = 2.6, 1.7
"""Times the x-height from one line of a cell to the next, about, and the white between two at most."""
_NEXT_ROW = 4.0
"""Times the x-height from the table to what stands side by side below it, a row more of it."""


def lines_abreast(runs: Sequence[Run], height: float) -> list[Rectangle]:
    """The longest series of lines that stand in three runs or more, from the top down; empty for too few."""
    boxes = [run.box for run in runs if run.box.height >= LETTER[0] * height]
    if not _ABREAST * _FEWEST_LINES <= len(boxes) <= _MOST_RUNS:
        return []
    top, bottom = (np.array([getattr(box, side) for box in boxes]) for side in ("top", "bottom"))
    shared = np.minimum(bottom[:, None], bottom) - np.maximum(top[:, None], top)
    beside = 2 * shared >= np.minimum((bottom - top)[:, None], bottom - top)
    count = beside.sum(axis=1)
    lines: list[Rectangle] = []
    for number in np.flatnonzero(count >= _ABREAST).tolist():
        line = Rectangle.around(boxes[other] for other in np.flatnonzero(beside[number]).tolist())
        if not lines or boxes[number].top >= lines[-1].bottom - height:
            lines.append(line)
    series: list[list[Rectangle]] = [[]]
    for line in lines:
        if series[-1] and line.top - series[-1][-1].top > _ROW * height:
            series.append([])
        series[-1].append(line)
    longest = max(series, key=len)
    header_and_row = len(longest) == _FEWEST_LINES - 1 and np.count_nonzero(count >= _MANY) >= 2 * _MANY
    return longest if len(longest) >= _FEWEST_LINES or header_and_row else []


def find_loose_table(lines: Sequence[Rectangle], sheet: Sheet) -> LooseGrid | None:
    """The table that lines stand in, as `lines_abreast` gives them; None where its columns cannot be told."""
    area = Rectangle.around(lines)
    best: TableDraft | None = None
    for most in range(1 + max(1, int(_OVER * area.height / (_LINE * sheet.ink.height)))):
        gutters = gutters_of(letters_in(area, sheet.ink), area, sheet, most)
        if len(gutters) < _ABREAST - 1:
            continue
        table = TableDraft(sheet, _whole(area, gutters, sheet), gutters, most)
        if table.told and (best is None or table.white > best.white + SURE_GUTTER * sheet.ink.height):
            best = table
    return best.grid() if best else None


def _whole(area: Rectangle, gutters: Sequence[Stretch], sheet: Sheet) -> Rectangle:
    """The area with what stands in its columns above and below: right there, between rules, or side by side.

    So are the first line of a header, the last of a row, a row of few cells.
    """
    height = sheet.ink.height
    narrow = [
        box
        for box in sheet.lines
        if not any(box.left < begin and end < box.right for begin, end in gutters)
        and area.left - height <= box.left
        and box.right <= area.right + height
    ]
    levels = levels_of(Rectangle(area.left, 0, area.right, len(sheet.rules.across)), sheet)
    head = max((level for level in levels if level < area.top + height / 2), default=0)
    while True:
        begin, end = max(head, area.top - _NEAR * height), _end(area.bottom, levels, height)
        near = [box for box in narrow if box.bottom >= begin and box.top <= end]
        below = [box for box in narrow if end < box.top <= area.bottom + _NEXT_ROW * height]
        row = [
            box for box in below if any(box.shares_rows_with(other) for other in below if other is not box)
        ]
        grown = Rectangle.around([area, *near, *row])
        if grown == area:
            return area
        area = grown


def _end(bottom: int, levels: Sequence[int], height: float) -> float:
    """How far down a table may go on below its print: to the last of its rules, or by a line."""
    below = [level for level in levels if level > bottom]
    if not below or below[0] > bottom + _ROW * height:
        return bottom + _NEAR * height
    return next((above for above, level in pairwise(below) if level - above > _ROW * height), below[-1])
