"""Tables that came out as lines, one cell a line: rows put together again.

The header is known by its words, a row begins at the next number, and the lines between two numbers are laid
on the columns from left to right: a time goes to a time column, a unit to a unit column. A row that does not
have exactly one line for each column is flagged.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from planparse.model.plan import Flag
from planparse.parse.drafts import DraftSection, DraftTask, Harvest
from planparse.parse.grids import column_of, columns_of
from planparse.parse.labels import Field
from planparse.parse.markers import Marker, Style
from planparse.parse.outline import join_lines
from planparse.parse.schedules import read_schedule
from planparse.parse.table_rows import row_marker
from planparse.parse.tables import descend, is_task_table
from planparse.parse.text import fold, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from planparse.parse.layout import TextLine
    from planparse.parse.units import Directory

_MOST_COLUMNS = 10
_LONGEST_HEADER = 60
_SHORT = 90
_BELIEVED = 0.6
"""Share of rows that must have one line for each column."""
_FIELDS = {
    "lead": Field.LEAD,
    "coordinating": Field.COORDINATING,
    "product": Field.PRODUCT,
    "time": Field.TIME,
}
_UNITS = ("lead", "coordinating")


@dataclass(frozen=True, slots=True)
class FlatTable:
    """The columns behind the number, and the lines below the header."""

    columns: tuple[str, ...]
    lines: tuple[TextLine, ...]
    start: int
    """Place of the header's first line."""
    header: tuple[str, ...] = ()
    """Its cells as printed: below a group some offices print them again."""


def find_flat_table(lines: Sequence[TextLine], extra: tuple[Path, ...] = ()) -> FlatTable | None:
    """The first table of tasks that stands in `lines` cell by cell, down to their end.

    Example:
        >>> from planparse.parse.layout import TextLine
        >>> texts = ["STT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian", "1", "Rà soát", "Sở Nội vụ", "Quý I"]
        >>> find_flat_table([TextLine(text, 1, n) for n, text in enumerate(texts)]).columns
        ('content', 'lead', 'time')
    """
    for start, line in enumerate(lines):
        if len(line.text) > _LONGEST_HEADER or column_of(line.text, extra) != "number":
            continue
        headers: list[str] = []
        for place in range(start + 1, min(len(lines), start + 1 + _MOST_COLUMNS)):
            text = lines[place].text
            if row_marker(text) is not None:
                columns = columns_of(headers, extra)
                if len(columns) > 1 and is_task_table(columns):
                    header = tuple(line.text for line in lines[start:place])
                    return FlatTable(tuple(columns), tuple(lines[place:]), start, header)
                break
            if len(text) > _LONGEST_HEADER:
                break
            headers.append(text)
    return None


def read_flat_table(table: FlatTable, base: tuple[str, ...], directory: Directory) -> Harvest | None:
    """Sections and tasks of a table of lines; None where too few rows fit its columns to be believed."""
    harvest = Harvest()
    stack: list[Marker] = []
    for marker, lines in _rows(_without_headers(table)):
        descend(stack, marker)
        path = (*base, *(one.text for one in stack))
        if len(lines) == 1:
            harvest.sections.append(DraftSection(path, squeeze(lines[0].text).rstrip(" .:;"), lines[0].page))
        elif lines:
            harvest.tasks.append(_task(path, lines, table.columns, directory))
    exact = sum(Flag.TABLE_NOT_UNDERSTOOD not in task.flags for task in harvest.tasks)
    return harvest if exact >= len(harvest.tasks) * _BELIEVED else None


def _without_headers(table: FlatTable) -> list[TextLine]:
    """The lines but for headers printed again, of which the first cell may say something else there."""
    header = {fold(cell) for cell in table.header}
    again = [fold(line.text) in header for line in table.lines]
    named = [
        after and column_of(line.text) is not None
        for line, after in zip(table.lines, again[1:], strict=False)
    ]
    kept = zip(table.lines, again, [*named, False], strict=True)
    return [line for line, repeated, first in kept if not repeated and not first]


def _rows(lines: Sequence[TextLine]) -> Iterator[tuple[Marker, list[TextLine]]]:
    """A number and the lines up to the next number that fits the order."""
    open_row: tuple[Marker, list[TextLine]] | None = None
    seen: list[Marker] = []
    for line in lines:
        marker = row_marker(line.text)
        if marker is not None and _fits(marker, seen):
            if open_row:
                yield open_row
            descend(seen, marker)
            open_row = (marker, [])
        elif open_row:
            open_row[1].append(line)
    if open_row:
        yield open_row


def _fits(marker: Marker, seen: Sequence[Marker]) -> bool:
    """Whether a number opens a list below, or goes on with one that is open; others are cells."""
    if any(marker.follows(other) for other in seen):
        return True
    if seen and seen[-1].style is Style.ROMAN and marker.style is Style.ARABIC:
        return marker.first or marker.value == seen[-1].value
    if marker.style is Style.DECIMAL:
        return marker.first and not any(one.prefix == marker.prefix for one in seen)
    return marker.first and not any(one.style is marker.style for one in seen[-1:])


def _task(
    path: tuple[str, ...], lines: Sequence[TextLine], columns: Sequence[str], directory: Directory
) -> DraftTask:
    placed = _lay_out([line.text for line in lines], columns, directory)
    cells: dict[str, list[str]] = {}
    for line, column in zip(lines, placed, strict=True):
        cells.setdefault(columns[column], []).append(squeeze(line.text).lstrip("-+• "))
    values = {field: tuple(cells[name]) for name, field in _FIELDS.items() if name in cells}
    description = (join_lines(cells["content"]),) if "content" in cells else (squeeze(lines[0].text),)
    exact = len(lines) == len(columns) and placed == list(range(len(columns)))
    flags = frozenset[Flag]() if exact else frozenset({Flag.TABLE_NOT_UNDERSTOOD})
    return DraftTask(path, description, values, tuple(lines), flags=flags)


def _lay_out(texts: Sequence[str], columns: Sequence[str], directory: Directory) -> list[int]:
    """The column of each line: the best way to lay the lines on the columns from left to right."""
    if len(texts) == len(columns):
        return list(range(len(columns)))
    scores = [[_likeness(text, column, directory) for column in columns] for text in texts]
    best: list[list[tuple[float, int]]] = [[(score, -1) for score in scores[0]]]
    for row in scores[1:]:
        above = best[-1]
        best.append(
            [
                max(
                    (
                        (round(above[before][0] + score + _step(column - before), 6), before)
                        for before in range(column + 1)
                    ),
                    key=lambda choice: (choice[0], -choice[1]),
                )
                for column, score in enumerate(row)
            ]
        )
    column = max(range(len(columns)), key=lambda place: best[-1][place][0])
    path = [column]
    for row_best, _ in pairwise(reversed(best)):
        path.append(row_best[path[-1]][1])
    return path[::-1]


def _step(columns: int) -> float:
    """A step to the next column is likeliest; a column without a line is possible."""
    return 0.0 if columns == 0 else 0.15 - 0.05 * columns


def _likeness(text: str, column: str, directory: Directory) -> float:
    """How well a line fits a column, 0 for neither."""
    bare = text.lstrip("-+• ")
    unit = directory.begins_named(bare) or directory.begins_collective(bare)
    timely = len(text) < _SHORT and read_schedule(text, 2000).understood
    if column in _UNITS:
        return 2.0 if unit else -2.0
    if column == "time":
        return 2.0 if timely else -2.0
    return -1.0 if unit or timely else 1.0
