"""Rows of task tables to sections and tasks.

Group rows nest by their numbers (I, then 1, then 1.1); rows that share a merged number get a counter; a row
that a page cuts in two is made whole.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from planparse.model.plan import Flag, OutputWarning
from planparse.parse.drafts import DraftSection, DraftTask, Harvest
from planparse.parse.grids import join_tables
from planparse.parse.labels import Field, load_labels
from planparse.parse.markers import Marker, Style
from planparse.parse.outline import join_lines
from planparse.parse.row_order import find_gaps
from planparse.parse.table_rows import BULLET, Row, bullet_lines, cell_paragraphs, cell_text, read_rows
from planparse.parse.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from planparse.parse.grids import Grid, GridCell
    from planparse.parse.labels import Labels
    from planparse.parse.layout import PlacedTable
    from planparse.parse.units import Directory

_FIELDS = {
    "lead": Field.LEAD,
    "coordinating": Field.COORDINATING,
    "product": Field.PRODUCT,
    "time": Field.TIME,
}
_UNITS = (Field.LEAD, Field.COORDINATING)
_RANK = {Style.UPPER: 0, Style.ROMAN: 1, Style.ARABIC: 2, Style.DECIMAL: 3, Style.LETTER: 4}


def read_tables(
    tables: Sequence[PlacedTable],
    base: tuple[str, ...],
    directory: Directory,
    extra: tuple[Path, ...] = (),
) -> tuple[Harvest, list[OutputWarning]]:
    """Sections and tasks of the tables of one annex, and a warning for each that cannot be read."""
    harvest = Harvest()
    warnings: list[OutputWarning] = []
    task_of = partial(_task, directory=directory, labels=load_labels(extra))
    for grid in join_tables(tables, extra):
        if is_task_table(grid.columns):
            rows = read_rows(grid)
            _read_rows(rows, grid, base, task_of, harvest)
            if any(row.several for row in rows):
                warnings.append(rows_run_together(grid.page))
            warnings += [rows_missing(page) for page in sorted({_page(row, grid) for row in find_gaps(rows)})]
        else:
            warnings.append(not_understood(grid.page))
    return harvest, warnings


def not_understood(page: int) -> OutputWarning:
    """A table that gives no tasks."""
    return OutputWarning(
        code="table_not_understood", message="a table names no column of work with who or when", page=page
    )


def rows_run_together(page: int) -> OutputWarning:
    """A table of which rows could not be told apart."""
    return OutputWarning(
        code="table_not_understood", message="rows of a table stand in one; look at the page", page=page
    )


def rows_missing(page: int) -> OutputWarning:
    """A table whose numbers leave some out."""
    return OutputWarning(
        code="table_not_understood",
        message="numbers of rows are missing in a table; look at the page",
        page=page,
    )


def is_task_table(columns: Sequence[str]) -> bool:
    """Whether columns tell what is to be done and who does it or when."""
    return "content" in columns and bool({"lead", "time", "coordinating"} & set(columns))


def _read_rows(
    rows: Sequence[Row],
    grid: Grid,
    base: tuple[str, ...],
    task_of: Callable[[Row, tuple[str, ...]], DraftTask],
    harvest: Harvest,
) -> None:
    """Add what the rows hold."""
    stack: list[Marker] = []
    for place, row in enumerate(rows):
        if row.marker:
            descend(stack, row.marker)
        path = (*base, *(marker.text for marker in stack))
        if row.group:
            if row.marker:
                harvest.sections.append(DraftSection(path, _title(row.content), _page(row, grid)))
            continue
        counter = _counter(rows, place)
        full = (*path, str(counter)) if counter else path
        harvest.tasks.append(task_of(row, full))


def _page(row: Row, grid: Grid) -> int:
    return row.lines[0].page if row.lines else grid.page


def _title(text: str) -> str:
    return squeeze(text).rstrip(" .:;")


def descend(stack: list[Marker], marker: Marker) -> None:
    """Put a number in its place below the numbers that are open."""
    while stack and not _below(marker, stack[-1]):
        stack.pop()
    stack.append(marker)


def _below(marker: Marker, other: Marker) -> bool:
    if marker.style is Style.DECIMAL:
        return other.style is not Style.LETTER and (
            marker.prefix == other.text
            or marker.prefix.startswith(f"{other.text}.")
            or _RANK.get(other.style, 9) < _RANK[Style.ARABIC]
        )
    return _RANK.get(marker.style, 9) > _RANK.get(other.style, 9)


def _counter(rows: Sequence[Row], place: int) -> int:
    """1, 2, … for rows that share one number; 0 for a row that has its number to itself."""
    row = rows[place]
    first = place
    while first > 0 and not rows[first].group and _same_number(rows[first - 1], rows[first]):
        first -= 1
    shared = first < place or (place + 1 < len(rows) and _same_number(row, rows[place + 1]))
    return place - first + 1 if shared else 0


def _same_number(one: Row, other: Row) -> bool:
    if one.group or other.group:
        return False
    if other.number_cell is not None and one.number_cell is not None:
        return one.number_cell.origin == other.number_cell.origin
    return other.marker is None


def _task(row: Row, path: tuple[str, ...], directory: Directory, labels: Labels) -> DraftTask:
    values: dict[Field, list[str]] = {}
    for column, name in _FIELDS.items():
        for cell in row.cells.get(column, ()):
            for field, part in cell_parts(cell, directory, name, labels):
                values.setdefault(field, []).append(part)
    description = tuple(cell_text([cell]) for cell in row.cells.get("content", ()))
    doubts = {Flag.TABLE_NOT_UNDERSTOOD: row.several, Flag.NUMBER_OUT_OF_ORDER: row.doubtful}
    flags = frozenset(flag for flag, true in doubts.items() if true)
    fields = {field: tuple(parts) for field, parts in values.items()}
    return DraftTask(path, description, fields, row.lines, flags=flags)


def cell_parts(cell: GridCell, directory: Directory, name: Field, labels: Labels) -> list[tuple[Field, str]]:
    """A field's cell: sub-bullets apart, and units that stand on lines of their own apart.

    In one column of units labels may tell who leads and who helps: `Chủ trì: Sở Nội vụ; Phối hợp: …`.
    """
    if name not in _UNITS:
        return [(name, BULLET.sub("", part)) for part in cell_paragraphs(cell)]
    parts: list[str] = []
    bullets = bullet_lines(cell)
    for place, line in enumerate(cell.lines):
        text = squeeze(line.text)
        alone = bool(parts) and directory.find(parts[-1]) is not None and directory.begins_named(text)
        if not parts or place in bullets or alone or labels.at_start(text):
            parts.append(BULLET.sub("", text))
        else:
            parts[-1] = join_lines((parts[-1], text))
    return list(_by_label(parts, name, labels))


def _by_label(parts: Sequence[str], name: Field, labels: Labels) -> Iterator[tuple[Field, str]]:
    """Each part with the field that the last label before it names."""
    for part in parts:
        first = labels.at_start(part)
        found = [label for label in (first, *labels.inside(part)) if label and label.field in _UNITS]
        begin = 0
        for label in found:
            if any(map(str.isalnum, part[begin : label.start])):
                yield name, part[begin : label.start]
            name, begin = label.field, max(begin, label.end)
        if part[begin:].strip():
            yield name, part[begin:]
