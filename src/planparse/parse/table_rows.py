"""Printed rows of a table: numbers, group rows, rows that a page cuts in two.

A row without a number of its own may go on from the row above, or be one more activity under its number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from planparse.parse.dittos import fill_dittos
from planparse.parse.markers import Style
from planparse.parse.numbering import opening
from planparse.parse.outline import join_lines
from planparse.parse.row_order import find_gaps, find_repeats, mend_numbers, own_number
from planparse.parse.text import fold, squeeze

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planparse.parse.grids import Grid, GridCell, GridRow
    from planparse.parse.layout import TextLine
    from planparse.parse.markers import Marker

BULLET = re.compile(r"^\s*[-–+•*]\s*")
_NUMBER = re.compile(r"^\s*\(?([IVXLl1|]{1,6}|[A-HĐ]|\d{1,3}(?:[.,]\d{1,3}){0,3}|[a-zđ])\s*[.)]?\s*$")
_WRAPPED_ROMAN = re.compile(r"(?<=[IVX]) (?=[IVX]+\b)")
"""Where a narrow cell breaks `III`."""
_GLUED = re.compile(r"^([A-HĐ]\.)(?=\w)")
"""`B.PHÁT TRIỂN`: the blank behind a group's letter was lost."""
_TOTALS = ("cộng", "tổng", "tổng cộng", "tổng số")
_CLOSED = (".", ";", ":", ",")


@dataclass(slots=True)
class Row:
    """One printed row: its number, and the cells of each column."""

    marker: Marker | None
    cells: dict[str, list[GridCell]] = field(default_factory=dict)
    number_cell: GridCell | None = None
    group: bool = False
    doubtful: bool = False
    """Whether its number is not as printed, or rows beside it are missing."""

    @property
    def several(self) -> bool:
        """Whether it holds the numbers of several rows, that nothing on the paper parts."""
        lines = self.number_cell.lines if self.number_cell else ()
        markers = [marker for line in lines if (marker := row_marker(line.text))]
        return sum(marker.style is not Style.ROMAN for marker in markers) > 1

    @property
    def part(self) -> int:
        """The last of the tables, counted over the pages, that it stands in."""
        return max((cell.origin[0] for cells in self.cells.values() for cell in cells), default=0)

    @property
    def content(self) -> str:
        """What is to be done."""
        return cell_text(self.cells.get("content", ()))

    @property
    def lines(self) -> tuple[TextLine, ...]:
        """All that is printed in it, a cell over several columns once."""
        unique = {cell.origin: cell for cells in self.cells.values() for cell in cells}
        return tuple(line for cell in unique.values() for line in cell.lines)


def read_rows(grid: Grid) -> list[Row]:
    """Printed rows; a row that goes on from the page before joins it, merged numbers are carried down."""
    rows: list[Row] = []
    printed = [row for cells in grid.rows if (row := _row(grid, cells)).cells and not _is_total(row)]
    fill_dittos(printed)
    mend_numbers(printed)
    for row in printed:
        above = rows[-1] if rows else None
        if above and row.number_cell and row.number_cell is above.number_cell:
            row.marker = None
        if above and row.marker is None and not row.group and _goes_on(row, above):
            _join(above, row)
        else:
            rows.append(row)
    _ungroup(rows)
    for row in (*find_gaps(rows), *find_repeats(rows)):
        row.doubtful = True
    return rows


def _is_total(row: Row) -> bool:
    """`TỔNG CỘNG` below the last row: figures, no work."""
    texts = (cell.text for cell in (row.number_cell, *row.cells.get("content", ())) if cell)
    return any(fold(text).strip(" .:") in _TOTALS for text in texts)


def _ungroup(rows: Sequence[Row]) -> None:
    """A row without anyone or a time whose number counts on between two tasks is a task, no group."""
    for above, row, below in zip(rows, rows[1:], rows[2:], strict=False):
        if row.group and row.marker and not above.group and not below.group:
            row.group = not (_counts_on(above.marker, row.marker) and _counts_on(row.marker, below.marker))


def _counts_on(one: Marker | None, other: Marker | None) -> bool:
    return one is not None and other is not None and other.follows(one)


def _join(above: Row, row: Row) -> None:
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


def _row(grid: Grid, cells: GridRow) -> Row:
    row = Row(None)
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
    if not row.group and row.marker is None:
        _part_number(row)
    return row


def _part_number(row: Row) -> None:
    """`2 Rà soát` in one cell, as where a rule between number and text was lost: the number is the row's."""
    cell = row.number_cell
    first = row.cells.get("content", [])[:1]
    own = own_number(cell.lines[0].text) if cell and cell.lines and first == [cell] else None
    if cell and own:
        row.marker, row.doubtful = row_marker(own[0]), True
        line = replace(cell.lines[0], text=own[1])
        row.cells["content"][0] = replace(cell, lines=(line, *cell.lines[1:]))


def _spread_group(row: Row, cells: GridRow) -> None:
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


def _number_inside(row: Row, cell: GridCell) -> None:
    """`I. Cải cách thể chế` in one merged cell: the number is part of the text."""
    found = opening(_GLUED.sub(r"\1 ", squeeze(cell.text)))
    if found and not found.readings[0].style.bullet and found.rest:
        row.marker = found.readings[0]
        head = replace(cell.lines[0], text=found.rest)
        row.cells = {"content": [replace(cell, lines=(head,))]}


def row_marker(text: str) -> Marker | None:
    """The number that a cell holds and nothing else.

    Example:
        >>> row_marker("1.1").text, row_marker("II I").value, row_marker("2026"), row_marker("2,1").text
        ('1.1', 3, None, '2.1')
    """
    match = _NUMBER.match(_WRAPPED_ROMAN.sub("", squeeze(text)))
    if not match:
        return None
    number = match[1].replace(",", ".")
    if len(number) == 1 and number.isalpha() and number.islower():
        found = opening(f"{number}) x")
    else:
        found = opening(f"{number}. X")
    return found.readings[0] if found else None


def _goes_on(row: Row, above: Row) -> bool:
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


def cell_text(cells: Sequence[GridCell]) -> str:
    """The cells as paragraphs: wrapped lines joined, a newline before each bullet."""
    return "\n".join("\n".join(cell_paragraphs(cell)) for cell in cells)


def cell_paragraphs(cell: GridCell) -> list[str]:
    """A cell's text, wrapped lines joined: one entry for each bullet, its sign taken off."""
    parts: list[list[str]] = []
    bullets = bullet_lines(cell, fewest=2)
    for place, line in enumerate(cell.lines):
        text = squeeze(line.text)
        if not parts or place in bullets:
            parts.append([BULLET.sub("", text) if parts or len(cell.lines) > 1 else text])
        else:
            parts[-1].append(text)
    return [join_lines(part) for part in parts]


def bullet_lines(cell: GridCell, fewest: int | None = None) -> set[int]:
    """Lines that a bullet opens; a name like `Trung tâm Văn hóa - Thể thao` may wrap before its dash.

    Below a first line without a bullet, and a line that nothing closes, a dash is a bullet only where there
    are `fewest` of them.
    """
    texts = [squeeze(line.text) for line in cell.lines]
    signs = [place for place, text in enumerate(texts) if BULLET.match(text)]
    if 0 in signs or (fewest is not None and len(signs) >= fewest):
        return set(signs)
    return {place for place in signs if texts[place - 1].endswith(_CLOSED)}
