"""Rows of task tables to sections and tasks.

Group rows nest by their numbers (I, then 1, then 1.1); rows that share a merged number get a counter; a row
that a page cuts in two is made whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from planparse.model.plan import OutputWarning
from planparse.parse.drafts import DraftSection, DraftTask, Harvest
from planparse.parse.grids import join_tables
from planparse.parse.labels import Field
from planparse.parse.markers import Marker, Style
from planparse.parse.numbering import opening
from planparse.parse.outline import join_lines
from planparse.parse.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from planparse.parse.grids import Grid, GridCell, GridRow
    from planparse.parse.layout import PlacedTable, TextLine
    from planparse.parse.units import Directory

_FIELDS = {
    "lead": Field.LEAD,
    "coordinating": Field.COORDINATING,
    "product": Field.PRODUCT,
    "time": Field.TIME,
}
_BULLET = re.compile(r"^\s*[-–+•*]\s*")
_NUMBER = re.compile(r"^\s*\(?([IVXLl1|]{1,6}|[A-HĐ]|\d{1,3}(?:\.\d{1,3}){0,3}|[a-zđ])\s*[.)]?\s*$")
_RANK = {Style.UPPER: 0, Style.ROMAN: 1, Style.ARABIC: 2, Style.DECIMAL: 3, Style.LETTER: 4}


@dataclass(slots=True)
class _Row:
    """One printed row: its number, and the cells of each column."""

    marker: Marker | None
    cells: dict[str, list[GridCell]] = field(default_factory=dict)
    number_cell: GridCell | None = None
    group: bool = False

    @property
    def part(self) -> int:
        """The last of the tables, counted over the pages, that it stands in."""
        return max((cell.origin[0] for cells in self.cells.values() for cell in cells), default=0)

    @property
    def content(self) -> str:
        return cell_text(self.cells.get("content", ()))

    @property
    def lines(self) -> tuple[TextLine, ...]:
        unique = {cell.origin: cell for cells in self.cells.values() for cell in cells}
        return tuple(line for cell in unique.values() for line in cell.lines)


def read_tables(
    tables: Sequence[PlacedTable],
    base: tuple[str, ...],
    directory: Directory,
    extra: tuple[Path, ...] = (),
) -> tuple[Harvest, list[OutputWarning]]:
    """Sections and tasks of the tables of one annex, and a warning for each that cannot be read."""
    harvest = Harvest()
    warnings: list[OutputWarning] = []
    for grid in join_tables(tables, extra):
        if is_task_table(grid.columns):
            _read_grid(grid, base, directory, harvest)
        else:
            warnings.append(not_understood(grid.page))
    return harvest, warnings


def not_understood(page: int) -> OutputWarning:
    """A table that gives no tasks."""
    return OutputWarning(
        code="table_not_understood", message="a table names no column of work with who or when", page=page
    )


def is_task_table(columns: Sequence[str]) -> bool:
    """Whether columns tell what is to be done and who does it or when."""
    return "content" in columns and bool({"lead", "time", "coordinating"} & set(columns))


def _read_grid(grid: Grid, base: tuple[str, ...], directory: Directory, harvest: Harvest) -> None:
    stack: list[Marker] = []
    rows = _rows(grid)
    for place, row in enumerate(rows):
        if row.marker:
            descend(stack, row.marker)
        path = (*base, *(marker.text for marker in stack))
        if row.group:
            if row.marker:
                page = row.lines[0].page if row.lines else grid.page
                harvest.sections.append(DraftSection(path, _title(row.content), page))
            continue
        counter = _counter(rows, place)
        full = (*path, str(counter)) if counter else path
        harvest.tasks.append(_task(row, full, directory))


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


def _rows(grid: Grid) -> list[_Row]:
    """Printed rows; a row that goes on from the page before joins it, merged numbers are carried down."""
    rows: list[_Row] = []
    for cells in grid.rows:
        row = _row(grid, cells)
        if not row.cells:
            continue
        above = rows[-1] if rows else None
        if above and row.number_cell and row.number_cell is above.number_cell:
            row.marker = None
        if above and row.marker is None and not row.group and _goes_on(row, above):
            _join(above, row)
        else:
            rows.append(row)
    _ungroup(rows)
    return rows


def _ungroup(rows: Sequence[_Row]) -> None:
    """A row without anyone or a time whose number counts on between two tasks is a task, no group."""
    for above, row, below in zip(rows, rows[1:], rows[2:], strict=False):
        if row.group and row.marker and not above.group and not below.group:
            row.group = not (_counts_on(above.marker, row.marker) and _counts_on(row.marker, below.marker))


def _counts_on(one: Marker | None, other: Marker | None) -> bool:
    return one is not None and other is not None and other.follows(one)


def _join(above: _Row, row: _Row) -> None:
    """Add a row's cells to the row above; where a page cut the row, cell by cell to the same cell."""
    cut = row.part != above.part
    for name, cells in row.cells.items():
        known = above.cells.setdefault(name, [])
        fresh = [cell for cell in cells if cell.origin not in {one.origin for one in known}]
        if cut and known and fresh:
            lines = tuple(line for cell in (known.pop(), *fresh) for line in cell.lines)
            known.append(replace(fresh[-1], lines=lines))
        else:
            known.extend(fresh)


def _row(grid: Grid, cells: GridRow) -> _Row:
    row = _Row(None)
    for column, cell in zip(grid.columns, cells, strict=False):
        if cell is None or not cell.text.strip():
            continue
        if column == "number":
            row.number_cell = cell
            row.marker = row_marker(cell.text)
            continue
        known = [one.origin for parts in row.cells.values() for one in parts]
        if cell.origin not in known:
            row.cells.setdefault(column, []).append(cell)
    _spread_group(row, cells)
    return row


def _spread_group(row: _Row, cells: GridRow) -> None:
    """A group row: one text over most columns, or a number and a title with nothing beside them."""
    filled = {cell.origin: cell for cell in cells if cell is not None and cell.text.strip()}
    texts = [cell for cell in filled.values() if cell is not row.number_cell]
    spans_all = len(filled) == 1 and len(cells) > 2 and _width(cells, texts) > len(cells) // 2  # noqa: PLR2004 - a list has no groups
    if len(texts) == 1 and (row.marker or spans_all):
        row.group = True
        row.cells = {"content": texts}
        if spans_all and row.marker is None:
            _number_inside(row, texts[0])
    elif row.marker is None and row.number_cell is not None and len(filled) == 1:
        row.group = True
        row.cells = {"content": [row.number_cell]}
        _number_inside(row, row.number_cell)


def _width(cells: GridRow, texts: Sequence[GridCell]) -> int:
    """Columns that the first of the texts covers."""
    return sum(cell is not None and cell.origin == texts[0].origin for cell in cells) if texts else 0


def _number_inside(row: _Row, cell: GridCell) -> None:
    """`I. Cải cách thể chế` in one merged cell: the number is part of the text."""
    found = opening(squeeze(cell.text))
    if found and not found.readings[0].style.bullet and found.rest:
        row.marker = found.readings[0]
        head = replace(cell.lines[0], text=found.rest)
        row.cells = {"content": [replace(cell, lines=(head,))]}


def row_marker(text: str) -> Marker | None:
    """The number that a cell holds and nothing else.

    Example:
        >>> row_marker("1.1").text, row_marker("II").value, row_marker("2026")
        ('1.1', 2, None)
    """
    match = _NUMBER.match(squeeze(text))
    if not match:
        return None
    number = match[1]
    if len(number) == 1 and number.isalpha() and number.islower():
        found = opening(f"{number}) x")
    else:
        found = opening(f"{number}. X")
    return found.readings[0] if found else None


def _goes_on(row: _Row, above: _Row) -> bool:
    """Whether a row without a number of its own belongs to the row above.

    It does where it begins a page, shares the content cell, or fills only a few columns; else it is one more
    activity under the same number.
    """
    if above.group:
        return False
    mine = {cell.origin for cell in row.cells.get("content", ())}
    shared = mine & {cell.origin for cell in above.cells.get("content", ())}
    merged = row.number_cell is not None and row.number_cell is above.number_cell
    if shared or not mine or merged:
        return bool(shared) or not mine
    return row.part != above.part or 2 * len(row.cells) <= len(above.cells)


def _counter(rows: Sequence[_Row], place: int) -> int:
    """1, 2, … for rows that share one number; 0 for a row that has its number to itself."""
    row = rows[place]
    first = place
    while first > 0 and not rows[first].group and _same_number(rows[first - 1], rows[first]):
        first -= 1
    shared = first < place or (place + 1 < len(rows) and _same_number(row, rows[place + 1]))
    return place - first + 1 if shared else 0


def _same_number(one: _Row, other: _Row) -> bool:
    if one.group or other.group:
        return False
    if other.number_cell is not None and one.number_cell is not None:
        return one.number_cell.origin == other.number_cell.origin
    return other.marker is None


def _task(row: _Row, path: tuple[str, ...], directory: Directory) -> DraftTask:
    values: dict[Field, tuple[str, ...]] = {}
    for column, name in _FIELDS.items():
        parts = [part for cell in row.cells.get(column, ()) for part in cell_parts(cell, directory, name)]
        if parts:
            values[name] = tuple(parts)
    description = tuple(cell_text([cell]) for cell in row.cells.get("content", ()))
    return DraftTask(path, description, values, row.lines)


def cell_text(cells: Sequence[GridCell]) -> str:
    """The cells as paragraphs: wrapped lines joined, a newline before each bullet."""
    return "\n".join("\n".join(_paragraphs(cell)) for cell in cells)


def _paragraphs(cell: GridCell) -> list[str]:
    parts: list[list[str]] = []
    for line in cell.lines:
        text = squeeze(line.text)
        if not parts or _BULLET.match(text):
            parts.append([_BULLET.sub("", text) if parts or len(cell.lines) > 1 else text])
        else:
            parts[-1].append(text)
    return [join_lines(part) for part in parts]


def cell_parts(cell: GridCell, directory: Directory, name: Field) -> list[str]:
    """A field's cell: sub-bullets apart, and units that stand on lines of their own apart."""
    if name not in (Field.LEAD, Field.COORDINATING):
        return [_BULLET.sub("", part) for part in _paragraphs(cell)]
    parts: list[str] = []
    for line in cell.lines:
        text = squeeze(line.text)
        alone = bool(parts) and directory.find(parts[-1]) is not None and directory.begins_named(text)
        if not parts or _BULLET.match(text) or alone:
            parts.append(_BULLET.sub("", text))
        else:
            parts[-1] = join_lines((parts[-1], text))
    return parts
