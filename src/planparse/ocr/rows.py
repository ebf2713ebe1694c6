"""Rows that no rule parts: tables of which only the columns and the header are ruled.

What tells them is the column of numbers: a row begins where a number stands level with the first line of
what is beside it; or it reaches as far below its number as above, where numbers are set at middle height.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from planparse.ocr.geometry import Rectangle

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from planparse.ocr.grids import Grid, GridCell
    from planparse.ocr.preprocess.letters import Ink

_LETTER = (0.7, 1.8)
"""Times the x-height: letters that stand on the line, or hang a little below it."""
_NARROWEST = 0.2
"""Times the x-height: what is narrower is left of a streak."""
_NEXT_LINE = 0.9
"""Times the x-height between the feet of letters: more is another line; descenders are shorter."""
_MARKS, _FLAT = 1.4, 0.9
"""Times the x-height between the feet of letters and of large marks above them, and how high those are."""
_LEVEL = 0.6
"""Times the x-height by which the feet of two lines may differ that stand side by side."""
_NUMBER = 6.0
"""Times the x-height: the widest number of a row."""
_FEWEST = 3
"""Numbers in one cell that surely are those of rows; two are where nothing else of the table is ruled."""
_BARE = 3
"""Rows of a table of which hardly anything is ruled: its header, of two rows, and the rest."""
_BESIDE = 2
"""Columns with a line level with half of the numbers at least; the fullest column has one at each."""
_NEARER = 0.3
"""Times the x-height by which lines of one row stand nearer to each other than to those of the next."""
_STRAY = 1.5
"""Times the x-height by which a number may stand off the middle of its row, twice."""
_EDGE = 3
"""Pixels beside a column's rule that may hold what is left of it."""
_CAPITAL = 1.5
"""Times the x-height: how far letters stand up from the foot of a line."""
_ABOVE, _BELOW = 1.6, 0.3
"""Times the x-height above the feet of a row's first line, and below those of the line before: between them
runs the border."""


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One line of a cell: where its letters stand, and how wide it is; pixels."""

    foot: float
    width: int


def part_rows(grid: Grid, ink: Ink) -> Grid:
    """The grid with each row of it that holds several numbers parted into as many rows.

    Text that runs over a border stays one cell over both rows.

    Args:
        grid: as its rules tell it.
        ink: what stands on the page without its rules.
    """
    for row in range(grid.row_count - 1, -1, -1):
        borders = _borders(grid, row, ink)
        if borders:
            grid = _parted(grid, row, borders, ink)
    return grid


def _borders(grid: Grid, row: int, ink: Ink) -> list[int]:
    """Where the rows within a row begin, from the second on; pixels from the top of the page."""
    cells = [cell for cell in grid.cells if cell.row == row and cell.row_span == 1]
    if len(cells) <= _BESIDE or cells[0].column or cells[0].column_span > 1:
        return []
    numbers, *others = (lines_in(cell.box, ink) for cell in cells)
    fewest = 2 if grid.row_count <= _BARE else _FEWEST
    if len(numbers) < fewest or any(line.width > _NUMBER * ink.height for line in numbers):
        return []
    boxes = [cell.box for cell in cells]
    return _borders_above(numbers, others, boxes, ink) or _borders_about(numbers, boxes, ink)


def _borders_above(
    numbers: Sequence[PrintedLine],
    others: Sequence[Sequence[PrintedLine]],
    columns: Sequence[Rectangle],
    ink: Ink,
) -> list[int]:
    """The borders above numbers that stand level with the first lines of their rows; none where one does not.

    Above such a line there is as much white as anywhere between it and the number before.
    """
    main = max(others, key=len)
    beside = [sum(_level(number, lines, ink.height) for lines in others) for number in numbers]
    if 2 * sum(count >= _BESIDE for count in beside) < len(numbers):
        return []
    if not all(_level(number, main, ink.height) for number in numbers):
        return []
    if any(_is_inside(number, before, main, ink.height) for before, number in pairwise(numbers)):
        return []
    everywhere = [line for lines in others for line in lines]
    found = []
    for number in numbers:  # on a page's head a row goes on that began on the page before
        above = _feet_above(number, everywhere if number is numbers[0] else main, ink.height)
        if above:
            found.append(_border(max(above), number.foot, columns, ink))
    return found


def _is_inside(number: PrintedLine, before: PrintedLine, main: Sequence[PrintedLine], height: float) -> bool:
    """Whether its line stands nearer to the one above than others do since the number before."""
    feet = [line.foot for line in main if before.foot - height < line.foot < number.foot + height]
    gaps = [below - above for above, below in pairwise(feet)]
    return bool(gaps) and gaps[-1] < max(gaps) - _NEARER * height


def _borders_about(numbers: Sequence[PrintedLine], columns: Sequence[Rectangle], ink: Ink) -> list[int]:
    """The borders between rows whose numbers stand at their middle height; none where one is not found."""
    if len(numbers) < _FEWEST:
        return []
    borders = [columns[0].top]
    for number in numbers:
        middle = number.foot - _CAPITAL * ink.height / 2
        border = _white_near(2 * middle - borders[-1], columns, ink)
        if border is None:
            return []
        borders.append(border)
    whole = abs(borders[-1] - columns[0].bottom) <= _STRAY * ink.height
    return borders[1:-1] if whole else []


def _white_near(expected: float, columns: Sequence[Rectangle], ink: Ink) -> int | None:
    """The row of pixels nearest to where a border should be that runs through no column's print."""
    begin, end = (max(0, round(expected + step * _STRAY * ink.height)) for step in (-1, 1))
    free = np.flatnonzero(_inked(begin, end, columns, ink) == 0)
    return begin + int(min(free, key=lambda row: abs(begin + row - expected))) if free.size else None


def _feet_above(number: PrintedLine, lines: Sequence[PrintedLine], height: float) -> list[float]:
    return [line.foot for line in lines if line.foot < number.foot - height]


def lines_in(box: Rectangle, ink: Ink) -> list[PrintedLine]:
    """The lines of print in a box, from the top down."""
    left, top, width, tall = ink.boxes.T
    inside = (
        (left >= box.left)
        & (left + width <= box.right)
        & (top + tall / 2 > box.top)
        & (top + tall / 2 < box.bottom)
        & (tall >= _LETTER[0] * ink.height)
        & (tall <= _LETTER[1] * ink.height)
    )
    letters = ink.boxes[inside & (width >= _NARROWEST * ink.height)]
    if not len(letters):
        return []
    feet = letters[:, 1] + letters[:, 3]
    order = np.argsort(feet)
    breaks = np.flatnonzero(np.diff(feet[order]) > _NEXT_LINE * ink.height) + 1
    lines = [letters[line] for line in np.split(order, breaks)]
    marks = {
        number
        for number, (above, below) in enumerate(pairwise(lines))
        if np.median(above[:, 3]) < _FLAT * ink.height
        and np.median(below[:, 1] + below[:, 3]) - np.median(above[:, 1] + above[:, 3]) < _MARKS * ink.height
    }
    return [
        PrintedLine(
            float(np.median(line[:, 1] + line[:, 3])),
            int((line[:, 0] + line[:, 2]).max() - line[:, 0].min()),
        )
        for number, line in enumerate(lines)
        if number not in marks
    ]


def _level(number: PrintedLine, lines: Sequence[PrintedLine], height: float) -> bool:
    return any(abs(line.foot - number.foot) <= _LEVEL * height for line in lines)


def _border(above: float, below: float, columns: Sequence[Rectangle], ink: Ink) -> int:
    """The row of pixels between two lines that runs through fewest columns' print; the lowest such."""
    begin = round(above + _BELOW * ink.height)
    end = max(begin + 1, round(below - _ABOVE * ink.height))
    inked = _inked(begin, end, columns, ink)
    free = np.flatnonzero(inked == inked.min())
    lowest = np.split(free, np.flatnonzero(np.diff(free) > 1) + 1)[-1]
    return begin + int(lowest[len(lowest) // 2])


def _inked(begin: int, end: int, columns: Sequence[Rectangle], ink: Ink) -> NDArray[np.int64]:
    """How many columns hold ink on each row of pixels."""
    count = np.zeros(len(ink.labels[begin:end]), np.int64)
    for box in columns:
        count += (ink.labels[begin:end, box.left + _EDGE : box.right - _EDGE] > 0).any(axis=1)
    return count


def _parted(grid: Grid, row: int, borders: Sequence[int], ink: Ink) -> Grid:
    """The grid with one row parted at some borders."""
    more = len(borders)
    cells: list[GridCell] = []
    for cell in grid.cells:
        if cell.row > row:
            cells.append(replace(cell, row=cell.row + more))
        elif cell.row + cell.row_span <= row:
            cells.append(cell)
        elif cell.row == row and cell.row_span == 1:
            cells += _pieces(cell, borders, ink)
        else:
            cells.append(replace(cell, row_span=cell.row_span + more))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return replace(grid, cells=tuple(cells), row_count=grid.row_count + more)


def _pieces(cell: GridCell, borders: Sequence[int], ink: Ink) -> Iterator[GridCell]:
    """A cell cut at the borders that run through none of its lines."""
    lines = lines_in(cell.box, ink)
    free = [
        (number, border)
        for number, border in enumerate(borders, 1)
        if not any(line.foot - _CAPITAL * ink.height < border < line.foot for line in lines)
    ]
    starts = [(0, cell.box.top), *free]
    ends = [*free, (len(borders) + 1, cell.box.bottom)]
    for (first, top), (last, bottom) in zip(starts, ends, strict=True):
        box = Rectangle(cell.box.left, top, cell.box.right, bottom)
        yield replace(cell, row=cell.row + first, row_span=last - first, box=box)
