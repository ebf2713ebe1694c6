"""Tables as rows of cells: spans filled, parts that run over pages joined, header rows found."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import ratio

from planparse.parse.layout import TextLine
from planparse.parse.marks import periods_of, with_times
from planparse.parse.schedules import read_schedule
from planparse.parse.text import fold, squeeze
from planparse.resources import read_table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from planparse.model.page import Cell
    from planparse.parse.layout import PlacedTable

_HEADER_ROWS = 3
"""A header takes at most so many rows."""
_LONGEST_HEADER = 70
"""Letters of a header cell."""
_ALIKE = 85.0
"""Likeness, 0..100, of a header that is repeated on the next page to the first."""
_TELLING = 4
"""Letters from which a header cell can be compared: one wrong letter in `TT` is half of it."""
_LONG_PHRASE = 7
"""Letters and blanks of a header from which it is known with one of them wrong."""
_SURE_HEADER = 3
"""Kinds of columns named in one row from which `TT` in it was read as a letter; as a number, one more."""
_FEWEST_CELLS, _MOST_CELLS = 3, 0.75
"""Filled cells of a column of unknown header, and how many of them must be alike to tell what it holds."""
_ANY_YEAR = 2000
_ROW_NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*|[IVX]{1,5}|[A-H]|[a-eđ])[.)]?")
_COLUMN_NUMBERS = re.compile(r"\(?\d{1,2}\)?|\([a-zđ]\)|[A-ZĐ]")


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell's lines; `origin` tells cells apart, so that a merged one is known again in the next row."""

    lines: tuple[TextLine, ...]
    origin: tuple[int, int, int]

    @property
    def text(self) -> str:
        """Its lines, a newline between them."""
        return "\n".join(line.text for line in self.lines)


GridRow = tuple[GridCell | None, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows below a header, and what each column holds."""

    columns: tuple[str, ...]
    headers: tuple[str, ...]
    rows: tuple[GridRow, ...]
    page: int
    periods: tuple[str, ...] = ()
    """For each column the month or quarter in which its marks fall, empty for columns of another kind."""


@lru_cache(maxsize=4)
def _header_words(extra: tuple[Path, ...]) -> list[tuple[tuple[str, ...], str]]:
    rows = read_table("table_headers.tsv", extra)
    return [(tuple(fold(part) for part in row["words"].split("+")), row["column"]) for row in rows]


@lru_cache(maxsize=2048)
def column_of(header: str, extra: tuple[Path, ...] = ()) -> str | None:
    """What a column with this header holds, `lead?` where it may; None for an unknown header.

    One wrong letter in a header of a single phrase is allowed for.

    Example:
        >>> column_of("Cơ quan phối hợp"), column_of("Dự kiến sản phẩm"), column_of("TT"), column_of("Màu")
        ('coordinating', 'product', 'number', None)
        >>> column_of("Thời bạn"), column_of("Thời bận rộn")
        ('time', None)
    """
    words = fold(header)
    table = _header_words(extra)
    for phrases, column in table:
        if all(re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", words) for phrase in phrases):
            return column
    alike = (
        column
        for phrases, column in table
        if len(phrases) == 1
        and len(phrases[0]) >= _LONG_PHRASE
        and Levenshtein.distance(words, phrases[0], score_cutoff=1) <= 1
    )
    return next(alike, None) if len(words) >= _LONG_PHRASE else None


def columns_of(headers: Sequence[str], extra: tuple[Path, ...] = ()) -> list[str]:
    """What each column holds; what a header says in general counts where no other says it outright.

    Example:
        >>> columns_of(["TT", "Nội dung", "Cơ quan chủ trì", "Cơ quan thẩm tra"])
        ['number', 'content', 'lead', 'other']
        >>> columns_of(["TT", "Nội dung", "Cơ quan"])
        ['number', 'content', 'lead']
    """
    kinds = [column_of(header, extra) or "other" for header in headers]
    return ["other" if kind[:-1] in kinds else kind.removesuffix("?") for kind in kinds]


def rows_of(placed: PlacedTable, part: int = 0) -> list[GridRow]:
    """Every row of a table, a merged cell standing in each place that it covers."""
    table = placed.table
    grid: list[list[GridCell | None]] = [[None] * table.column_count for _ in range(table.row_count)]
    for cell in table.cells:
        filled = GridCell(_cell_lines(cell, placed.page), (part, cell.row, cell.column))
        for row in range(cell.row, min(cell.row + cell.row_span, table.row_count)):
            for column in range(cell.column, min(cell.column + cell.column_span, table.column_count)):
                grid[row][column] = filled
    return [tuple(row) for row in grid]


def _cell_lines(cell: Cell, page: int) -> tuple[TextLine, ...]:
    return tuple(
        TextLine(
            line.text,
            page,
            cell.row,
            line.bbox or cell.bbox,
            line.confidence,
            observed=line.words[0].observed or "",
        )
        for line in cell.lines
        if line.words
    )


def header_depth(rows: Sequence[GridRow], extra: tuple[Path, ...] = ()) -> int:
    """How many rows the header takes; 0 where the table has none.

    A header row names at least two kinds of columns; rows that a cell of it reaches down to, and a row that
    only counts the columns, belong to it.
    """
    named = 0
    for depth, row in enumerate(rows[:_HEADER_ROWS], 1):
        cells = _distinct(row)
        kinds = {column_of(cell.text, extra) for cell in cells if len(cell.text) <= _LONGEST_HEADER} - {None}
        first = cells[0].text.strip() if cells else ""
        if _ROW_NUMBER.fullmatch(first) and len(kinds) < _SURE_HEADER + (first not in "ABCDEFGH"):
            break
        if len(kinds) >= 2:  # noqa: PLR2004 - one kind may be chance
            named = depth
    if not named:
        return 0
    while named < len(rows) and _reaches_down(rows[named - 1], rows[named]):
        named += 1
    if named < len(rows) and _counts_columns(rows[named]):
        named += 1
    return named


def _distinct(row: GridRow) -> list[GridCell]:
    return list({cell.origin: cell for cell in row if cell is not None}.values())


def _reaches_down(row: GridRow, below: GridRow) -> bool:
    shared = {cell.origin for cell in row if cell} & {cell.origin for cell in below if cell}
    return len(shared) > len(row) // 2


def _counts_columns(row: GridRow) -> bool:
    texts = [cell.text.strip() for cell in _distinct(row)]
    return len(texts) > 2 and all(_COLUMN_NUMBERS.fullmatch(text) for text in texts)  # noqa: PLR2004 - two may be chance


def join_tables(tables: Sequence[PlacedTable], extra: tuple[Path, ...] = ()) -> list[Grid]:
    """Tables in order as grids; one without a header goes on with the one before it.

    Example:
        >>> join_tables([])
        []
    """
    grids: list[Grid] = []
    for part, placed in enumerate(tables):
        rows = rows_of(placed, part)
        depth = header_depth(rows, extra) or (_repeated_header(rows, grids[-1].headers) if grids else 0)
        if depth:
            headers = _headers(rows[:depth])
            columns = _by_cells(columns_of(headers, extra), headers, rows[depth:], extra)
            if grids and _same_header(grids[-1].headers, headers):
                grids[-1] = _extended(grids[-1], rows[depth:])
            else:
                grids.append(
                    Grid(columns, headers, tuple(rows[depth:]), placed.page, periods_of(rows[:depth]))
                )
        elif grids and placed.table.column_count == len(grids[-1].columns):
            grids[-1] = _extended(grids[-1], rows)
        else:
            width = placed.table.column_count
            grids.append(Grid(("other",) * width, ("",) * width, tuple(rows), placed.page))
    return [with_times(grid) for grid in grids]


def _by_cells(
    columns: Sequence[str], headers: Sequence[str], rows: Sequence[GridRow], extra: tuple[Path, ...]
) -> tuple[str, ...]:
    """The kinds of columns; one whose header was lost or says nothing is told by what most of its cells are.

    The first may be of numbers, any of times, where no other is.
    """
    found = list(columns)
    for place, header in enumerate(headers):
        if column_of(header, extra) is not None:
            continue
        texts = [text for row in rows if (cell := row[place]) is not None and (text := squeeze(cell.text))]
        if place == 0 and "number" not in found and _mostly(texts, _ROW_NUMBER.fullmatch):
            found[place] = "number"
        elif "time" not in found and _mostly(texts, lambda text: read_schedule(text, _ANY_YEAR).understood):
            found[place] = "time"
    return tuple(found)


def _mostly(texts: Sequence[str], fits: Callable[[str], object]) -> bool:
    return len(texts) >= _FEWEST_CELLS and sum(map(bool, map(fits, texts))) >= _MOST_CELLS * len(texts)


def _repeated_header(rows: Sequence[GridRow], headers: Sequence[str]) -> int:
    """How many rows say what the header of the page before said, though `TT` was read as `11`."""
    if not any(len(header) >= _TELLING for header in headers):
        return 0
    depths = range(1, min(_HEADER_ROWS, len(rows)) + 1)
    return next((depth for depth in depths if _same_header(headers, _headers(rows[:depth]))), 0)


def _same_header(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether two rows of headers say the same; OCR reads no two copies alike.

    Example:
        >>> _same_header(("tt", "thoi gian thuc hien"), ("'tt", "'thoi gian thuc hien"))
        True
        >>> _same_header(("stt", "thoi gian thuc hien"), ("stt", "kinh phi thuc hien"))
        False
    """
    return len(first) == len(second) and all(
        max(len(one), len(other)) < _TELLING or ratio(one, other) >= _ALIKE
        for one, other in zip(first, second, strict=True)
    )


def _extended(grid: Grid, rows: Sequence[GridRow]) -> Grid:
    return replace(grid, rows=(*grid.rows, *rows))


def _headers(rows: Sequence[GridRow]) -> tuple[str, ...]:
    """The header of each column: its distinct cells from top to bottom."""
    headers = []
    for column in range(len(rows[0])):
        cells = {cell.origin: cell for row in rows if (cell := row[column]) is not None}
        texts = [" ".join(cell.text.split()) for cell in cells.values()]
        headers.append(fold(" ".join(text for text in texts if not _COLUMN_NUMBERS.fullmatch(text))))
    return tuple(headers)
