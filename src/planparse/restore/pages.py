"""Restored lines back into their pages: boxes stay with their words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planparse.model.page import Block, Line, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planparse.model.page import Page
    from planparse.model.text import RestoredLine


def refill(pages: Sequence[Page], restored: Sequence[RestoredLine]) -> tuple[Page, ...]:
    """Pages with their lines renewed, in the order of :meth:`Page.lines`."""
    rows = iter(restored)
    return tuple(replace(page, blocks=tuple(_block(block, rows) for block in page.blocks)) for page in pages)


def _block(block: Block | Table, rows: Iterator[RestoredLine]) -> Block | Table:
    if isinstance(block, Table):
        cells = tuple(replace(cell, lines=_lines(cell.lines, rows)) for cell in block.cells)
        return replace(block, cells=cells)
    return replace(block, lines=_lines(block.lines, rows))


def _lines(lines: tuple[Line, ...], rows: Iterator[RestoredLine]) -> tuple[Line, ...]:
    return tuple(_line(line, next(rows)) for line in lines)


def _line(line: Line, restored: RestoredLine) -> Line:
    """A word's confidence is its OCR's where nothing changed, else that of the restoration."""
    return Line(
        tuple(
            replace(
                word,
                text=token.text,
                observed=word.text if word.observed is None else word.observed,
                confidence=token.confidence,
            )
            if token.text != word.text
            else word
            for word, token in zip(line.words, restored.tokens, strict=True)
        )
    )
