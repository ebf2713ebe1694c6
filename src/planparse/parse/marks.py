"""Times told by crosses: a column for each month or quarter, and a mark in it where a task is due."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from planparse.parse.markers import roman_value, to_roman
from planparse.parse.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planparse.parse.grids import Grid, GridCell, GridRow

_YEAR = {"quý": 4, "tháng": 12}
"""How many of them make a year."""
_PERIOD = re.compile(r"(?P<unit>quý|tháng|q|t|)[\s.]*(?P<number>[ivl1|]{1,3}|0?\d|1[0-2])(?:\s*/\s*\d{4})?")
_CUT = re.compile(r"(?<=\w) (?=[\dil]\b)")
"""Where a narrow cell breaks `T10`."""
_SHORT = {"q": "quý", "t": "tháng"}
_STROKES = str.maketrans("l1|", "iii")
_LONGEST = len("tháng 12/2025")
_FEWEST = 3
"""Columns side by side that count months or quarters."""
_MARK = re.compile(r"[\W_]*(?:[xXvV]|[*+•●×✓✔√])[\W_]*")


def periods_of(header: Sequence[GridRow]) -> tuple[str, ...]:
    """For each column the month or quarter that it stands for (`Tháng 3`, `Quý II`), else an empty text.

    Columns count on from left to right, so that one number that was misread is told by the others.
    """
    read = [_period(_texts(header, column)) for column in range(len(header[0]))]
    periods = [""] * len(read)
    for columns in _side_by_side(header, [unit for unit, _ in read]):
        units = Counter(read[column][0] for column in columns if read[column][1])
        unit = max(units, key=lambda name: units[name], default="")
        steps = Counter(read[column][1] - place for place, column in enumerate(columns) if read[column][1])
        first, most = steps.most_common(1)[0] if steps else (0, 0)
        if unit and 2 * most > len(columns) and 1 <= first <= _YEAR[unit] + 1 - len(columns):
            for number, column in enumerate(columns, first):
                periods[column] = f"{unit.title()} {to_roman(number) if unit == 'quý' else number}"
    return tuple(periods)


def _side_by_side(header: Sequence[GridRow], units: Sequence[str]) -> list[list[int]]:
    """Columns that may count on: below one header cell, or all of months, or of quarters."""
    tops = [cell.origin if cell else None for cell in header[0]]
    keys = [top if top and tops.count(top) > 1 else unit for top, unit in zip(tops, units, strict=True)]
    groups = (list(group) for key, group in groupby(range(len(keys)), lambda column: keys[column]) if key)
    return [columns for columns in groups if len(columns) >= _FEWEST]


def with_times(grid: Grid) -> Grid:
    """The table with the names of months or quarters in place of the marks that stand in their columns."""
    filled = [cell for row in grid.rows for cell in _within(row, grid.periods) if cell.text.strip()]
    marks = sum(_MARK.fullmatch(cell.text) is not None for cell in filled)
    if not marks or 2 * marks <= len(filled):
        return grid
    columns = tuple(
        "time" if period else kind for kind, period in zip(grid.columns, grid.periods, strict=True)
    )
    rows = tuple(
        tuple(
            _named(cell, period, place)
            for place, (cell, period) in enumerate(zip(row, grid.periods, strict=True))
        )
        for row in grid.rows
    )
    return replace(grid, columns=columns, rows=rows)


def _within(row: GridRow, periods: Sequence[str]) -> list[GridCell]:
    """Cells of a row that stand in columns of months alone; the title of a group runs over others too."""
    others = {cell.origin for cell, period in zip(row, periods, strict=True) if cell and not period}
    return [
        cell
        for cell, period in zip(row, periods, strict=True)
        if period and cell and cell.origin not in others
    ]


def _named(cell: GridCell | None, period: str, column: int) -> GridCell | None:
    """A mark's cell saying its month; one over several months is apart in each of them."""
    if cell is None or not period or not _MARK.fullmatch(cell.text):
        return cell
    return replace(cell, lines=(replace(cell.lines[0], text=period),), origin=(*cell.origin[:2], column))


def _texts(header: Sequence[GridRow], column: int) -> list[str]:
    """A column's header cells, the lowest first."""
    cells = {cell.origin: fold(cell.text) for row in header if (cell := row[column]) is not None}
    return [text for text in reversed(cells.values()) if text]


def _period(texts: Sequence[str]) -> tuple[str, int]:
    """What a column counts, by the lowest header cell that says so, and its number; 0 for one not read."""
    if not texts or len(texts[0]) > _LONGEST:
        return "", 0
    lowest = _CUT.sub("", texts[0])
    named = (unit for text in texts for unit in _YEAR if re.search(rf"\b{unit}\b", text))
    unit = next(named, "")
    found = _PERIOD.fullmatch(lowest)
    return (_SHORT.get(found["unit"], unit), _number(found["number"])) if found else (unit, 0)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else roman_value(text.translate(_STROKES).upper()) or 0
