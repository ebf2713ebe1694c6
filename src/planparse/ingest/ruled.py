"""Ruled tables of born-digital pages: the grid that the lines draw, and the words in its cells."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from planparse.ingest.rows import box_of, lines_of
from planparse.model.page import BoundingBox, Cell, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planparse.model.page import Word

_SAME_EDGE: Final = 3.0
"""Points within which two cell edges are one rule of the grid."""
_INK: Final = 0.8
"""Brightness, 0 black to 1 white, above which a rule is not seen; Word frames paragraphs in white."""
_FEWEST_CELLS: Final = 4
_FEWEST_COLUMNS: Final = 2
_FRAMED: Final = 0.8
"""Share of the words in one cell from which a grid is a frame around text."""
_FEWEST_FRAMED_WORDS: Final = 30
_THIN: Final = 3.0
"""Points; a filled rectangle wider than this is a shade behind text, no rule."""
_RULES: Final = {"vertical_strategy": "lines", "horizontal_strategy": "lines", "snap_tolerance": _SAME_EDGE}


def find_tables(page: Any, words: Sequence[Word]) -> tuple[list[Table], list[Word]]:
    """The tables of a page, top to bottom, and the words that stand in none.

    Args:
        page: a pdfplumber page, upright.
        words: the page's words.
    """
    tables: list[Table] = []
    left = list(words)
    rules = page.filter(_is_rule)
    settings = {**_RULES, "explicit_horizontal_lines": _open_ends(rules.vertical_edges)}
    for found in rules.find_tables(settings):
        boxes = [BoundingBox(*cell) for cell in found.cells]
        if len(boxes) < _FEWEST_CELLS:
            continue
        places = _sorted_into(boxes, left)
        contents: list[list[Word]] = [[] for _ in boxes]
        for place, word in zip(places, left, strict=True):
            if place >= 0:
                contents[place].append(word)
        cells = _cells(boxes, contents)
        row_count = max(cell.row + cell.row_span for cell in cells)
        column_count = max(cell.column + cell.column_span for cell in cells)
        if column_count < _FEWEST_COLUMNS or _is_frame(cells):
            continue
        left = [word for place, word in zip(places, left, strict=True) if place < 0]
        tables.append(Table(cells, row_count, column_count, BoundingBox(*found.bbox)))
    return tables, left


def _open_ends(uprights: Sequence[dict[str, Any]]) -> list[float]:
    """Heights where a table's upright rules begin and end, for a page's edge may cut a row open there."""
    ends: list[list[float]] = []
    for rule in sorted(uprights, key=lambda item: float(item["top"])):
        if ends and rule["top"] <= ends[-1][1] + _SAME_EDGE:
            ends[-1][1] = max(ends[-1][1], rule["bottom"])
        else:
            ends.append([rule["top"], rule["bottom"]])
    return [height for pair in ends for height in pair]


def _is_rule(item: dict[str, Any]) -> bool:
    if item["object_type"] not in {"line", "rect", "curve"}:
        return False
    filled_only = item.get("fill") and not item.get("stroke")
    if filled_only and min(item["width"], item["height"]) > _THIN:
        return False
    return _brightness(item.get("non_stroking_color" if filled_only else "stroking_color")) < _INK


def _brightness(colour: Any) -> float:
    """0 black to 1 white, for a colour in grey, RGB or CMYK; unknown patterns count as black."""
    parts = [colour] if isinstance(colour, int | float) else list(colour or ())
    if not parts or not all(isinstance(part, int | float) for part in parts):
        return 0.0
    if len(parts) == 4:  # noqa: PLR2004 - cyan, magenta, yellow, black
        return 1.0 - min(1.0, max(parts[:3]) + parts[3])
    return max(float(part) for part in parts)


def _edges(boxes: Iterable[BoundingBox], low: str, high: str) -> list[float]:
    """The rules of the grid in one direction, each once."""
    edges: list[float] = []
    for edge in sorted(value for box in boxes for value in (getattr(box, low), getattr(box, high))):
        if not edges or edge - edges[-1] > _SAME_EDGE:
            edges.append(edge)
    return edges


def _nearest(edges: list[float], value: float) -> int:
    place = bisect_left(edges, value)
    return min(
        (index for index in (place - 1, place) if 0 <= index < len(edges)),
        key=lambda index: abs(edges[index] - value),
    )


def _sorted_into(boxes: Sequence[BoundingBox], words: Sequence[Word]) -> list[int]:
    """For each word the box that its middle lies in, -1 where none does."""
    found = np.full(len(words), -1)
    x = np.array([(box_of(word).x0 + box_of(word).x1) / 2 for word in words])
    y = np.array([(box_of(word).top + box_of(word).bottom) / 2 for word in words])
    for index, box in enumerate(boxes):
        found[(x >= box.x0) & (x <= box.x1) & (y >= box.top) & (y <= box.bottom)] = index
    return [int(index) for index in found]


def _is_frame(cells: Sequence[Cell]) -> bool:
    """Whether nearly all words stand in one cell: a double line around a page makes thin cells of its own."""
    counts = [sum(len(line.words) for line in cell.lines) for cell in cells]
    return max(counts) > _FRAMED * sum(counts) and sum(counts) > _FEWEST_FRAMED_WORDS


def _cells(boxes: Sequence[BoundingBox], contents: Sequence[Sequence[Word]]) -> tuple[Cell, ...]:
    columns, rows = _edges(boxes, "x0", "x1"), _edges(boxes, "top", "bottom")
    cells = []
    for box, words in zip(boxes, contents, strict=True):
        row, column = _nearest(rows, box.top), _nearest(columns, box.x0)
        row_span = max(1, _nearest(rows, box.bottom) - row)
        column_span = max(1, _nearest(columns, box.x1) - column)
        cells.append(Cell(row, column, tuple(lines_of(words)), row_span, column_span, box))
    return tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))
