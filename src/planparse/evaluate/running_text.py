"""Pages as running text, the way a gold text tells a document: a table over several pages is one table.

Its header is told once though every page repeats it, a row that the end of a page cuts is told whole, and a
row is one line. What stands in margins is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz.fuzz import ratio

from planparse.model.page import Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planparse.model.page import Page

_Row = dict[int, str]
"""The text of each cell, by its column."""

_SAME = 85.0
"""Likeness, 0..100, from which a row says the header again; OCR reads no two copies alike."""


def running_text(pages: Iterable[Page]) -> str:
    """The text of a document, one line a line of print or row of a table.

    Example:
        >>> from planparse.model.page import Block, Cell, Line, Page, Table
        >>> def table(*rows):
        ...     places = [(row, column) for row in range(len(rows)) for column in range(2)]
        ...     cells = (Cell(row, column, (Line.of(rows[row][column]),)) for row, column in places)
        ...     return Table(tuple(cells), len(rows), 2)
        >>> first = table(("TT", "Nhiệm vụ"), ("1", "Rà soát"))
        >>> second = table(("TT", "Nhiệm vụ"), ("", "văn bản"), ("2", "Báo cáo"))
        >>> pages = [Page(n, 595, 842, (t,), "ocr") for n, t in enumerate((first, second), 1)]
        >>> running_text(pages).splitlines()
        ['TT Nhiệm vụ', '1 Rà soát văn bản', '2 Báo cáo']
    """
    told: list[str | _Row] = []
    header: list[_Row] = []
    for page in pages:
        blocks = [block for block in page.blocks if getattr(block, "kind", "") != "margin"]
        for place, block in enumerate(blocks):
            if not isinstance(block, Table):
                told += [line.text for line in block.lines]
                continue
            rows = _rows(block)
            above = told[-1] if told else None
            if place == 0 and isinstance(above, dict):
                rows = _without_header(rows, header)
                if rows and _goes_on(rows[0]):
                    _join(above, rows.pop(0))
            else:
                header = rows
            told += rows
    return "\n".join(part if isinstance(part, str) else _told(part) for part in told)


def _rows(table: Table) -> list[_Row]:
    rows = (
        {cell.column: _on_one_line(cell.text) for cell in table.row(number)}
        for number in range(table.row_count)
    )
    return [row for row in rows if any(row.values())]


def _without_header(rows: list[_Row], header: list[_Row]) -> list[_Row]:
    """The rows of a table that goes on, without those that say again how it began."""
    again = 0
    while again < min(len(rows), len(header)) and ratio(_told(rows[again]), _told(header[again])) >= _SAME:
        again += 1
    return rows[again:]


def _goes_on(row: _Row) -> bool:
    """Whether a row has no number of its own: its first cell is empty, others are not."""
    return not row.get(0)


def _join(above: _Row, row: _Row) -> None:
    for column, text in row.items():
        above[column] = f"{above.get(column, '')} {text}".strip()


def _told(row: _Row) -> str:
    return " ".join(row[column] for column in sorted(row) if row[column])


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
