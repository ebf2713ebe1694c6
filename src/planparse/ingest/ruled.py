"""Ruled tables of born-digital pages: the grid that the lines draw, and the words in its cells."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any, Final

from planparse.ingest.rows import lines_of
from planparse.model.page import BoundingBox, Cell, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planparse.model.page import Word

_SAME_EDGE: Final = 3.0
"""Points within which two cell edges are one rule of the grid."""
_INK: Final = 0.8
"""Brightness, 0 black to 1 white, above which a rule is not seen; Word frames paragraphs in white."""
_FEWEST_CELLS: Final = 4
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
        columns, rows = _edges(boxes, "x0", "x1"), _edges(boxes, "top", "bottom")
        if len(columns) <= 2:  # noqa: PLR2004 - two rules make one column: a frame, no table
            continue
        inside = [word for word in left if _holds(found.bbox, word)]
        left = [word for word in left if not _holds(found.bbox, word)]
        cells = _cells(boxes, columns, rows, inside)
        tables.append(Table(cells, len(rows) - 1, len(columns) - 1, BoundingBox(*found.bbox)))
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


def _holds(box: tuple[float, float, float, float], word: Word) -> bool:
    x0, top, x1, bottom = box
    x, y = _middle(word)
    return x0 <= x <= x1 and top <= y <= bottom


def _middle(word: Word) -> tuple[float, float]:
    box = word.bbox or BoundingBox(0, 0, 0, 0)
    return (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2


def _cells(
    boxes: Iterable[BoundingBox], columns: list[float], rows: list[float], words: Sequence[Word]
) -> tuple[Cell, ...]:
    cells = []
    for box in boxes:
        row, column = _nearest(rows, box.top), _nearest(columns, box.x0)
        inside = [word for word in words if _holds((box.x0, box.top, box.x1, box.bottom), word)]
        cells.append(
            Cell(
                row,
                column,
                tuple(lines_of(inside)),
                max(1, _nearest(rows, box.bottom) - row),
                max(1, _nearest(columns, box.x1) - column),
                box,
            )
        )
    return tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))
