"""Words into rows: what stands side by side on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planparse.model.page import Line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planparse.model.page import BoundingBox, Word

_OVERLAP = 0.5
"""Share of the smaller height by which middles may differ on one row; a superscript stays on its row."""


def box_of(word: Word) -> BoundingBox:
    """The box of a word that has one, as all words of a PDF page do.

    Raises:
        ValueError: it has none.
    """
    if word.bbox is None:
        raise ValueError(f"the word {word.text!r} has no box")
    return word.bbox


def rows_of(words: Iterable[Word]) -> list[list[Word]]:
    """Words by rows, top to bottom, each row left to right."""
    rows: list[tuple[float, float, list[Word]]] = []
    for word in sorted(words, key=lambda item: box_of(item).top + box_of(item).bottom):
        box = box_of(word)
        middle = (box.top + box.bottom) / 2
        if rows:
            row_middle, row_height, row = rows[-1]
            if abs(middle - row_middle) <= _OVERLAP * min(row_height, box.height):
                row.append(word)
                if box.height > row_height:  # the largest word of a row tells where it runs
                    rows[-1] = (middle, box.height, row)
                continue
        rows.append((middle, box.height, [word]))
    return [sorted(row, key=lambda item: box_of(item).x0) for _, _, row in rows]


def lines_of(words: Iterable[Word]) -> list[Line]:
    """Words as lines, top to bottom."""
    return [Line(tuple(row)) for row in rows_of(words)]
