"""Restored lines back into their pages: boxes stay with their words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planparse.model.page import BoundingBox, Line, Table, Word
from planparse.restore.cells import ObservedLine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from planparse.model.page import Block, Page
    from planparse.model.text import RestoredLine


def with_single_words(page: Page) -> Page:
    """The page with one token to a word: empty words dropped, words with white space inside taken apart."""
    if all(len(word.text.split()) == 1 for line in page.lines() for word in line.words):
        return page
    return _renewed(page, lambda line: Line(tuple(_single_words(line.words))))


def observed_lines(pages: Sequence[Page]) -> list[ObservedLine]:
    """All lines in order, an empty one after each block; confidence only where an OCR gave it."""
    lines = []
    for page in pages:
        read = page.origin == "ocr"
        for block in page.blocks:
            for line in block.lines:
                sure = tuple(word.confidence for word in line.words) if read else ()
                lines.append(ObservedLine(line.text, read, sure))
            lines.append(ObservedLine(""))
    return lines


def refill(pages: Sequence[Page], restored: Sequence[RestoredLine]) -> tuple[Page, ...]:
    """Pages with their lines renewed, in the order of :meth:`Page.lines`; lines without words stay."""
    rows = iter(restored)
    return tuple(
        _renewed(page, lambda line: _restored_line(line, next(rows)) if line.words else line)
        for page in pages
    )


def _renewed(page: Page, renew: Callable[[Line], Line]) -> Page:
    return replace(page, blocks=tuple(_block(block, renew) for block in page.blocks))


def _block(block: Block | Table, renew: Callable[[Line], Line]) -> Block | Table:
    if isinstance(block, Table):
        cells = tuple(replace(cell, lines=tuple(map(renew, cell.lines))) for cell in block.cells)
        return replace(block, cells=cells)
    return replace(block, lines=tuple(map(renew, block.lines)))


def _single_words(words: Sequence[Word]) -> Iterator[Word]:
    for word in words:
        yield from _shares([replace(word, text=piece) for piece in word.text.split()])


def _restored_line(line: Line, restored: RestoredLine) -> Line:
    """Joined words share a box, split ones divide it; an unchanged word is no surer than its OCR was."""
    words, rest = [], list(line.words)
    for token in restored.tokens:
        many = len(token.observed.split())
        if many == 1 and rest[0].text == token.text:
            same = rest.pop(0)
            if token.confidence < same.confidence:
                same = replace(same, confidence=token.confidence, sight=same.legibility)
            words.append(same)
            continue
        taken, rest = rest[:many], rest[many:]
        observed = " ".join(word.text if word.observed is None else word.observed for word in taken)
        box = BoundingBox.around(word.bbox for word in taken)
        sight = min((word.legibility for word in taken), default=None)
        words.append(Word(token.text, box, token.confidence, observed, sight))
    return Line(tuple(_divided(words)))


def _divided(words: Sequence[Word]) -> Iterator[Word]:
    """Give each part of a split word, the first and those that observed nothing, its share of the box."""
    at = 0
    while at < len(words):
        end = at + 1
        while end < len(words) and words[end].observed == "":
            end += 1
        yield from _shares(words[at:end])
        at = end


def _shares(parts: Sequence[Word]) -> Iterator[Word]:
    box = parts[0].bbox if parts else None
    if box is None or len(parts) == 1:
        yield from parts
        return
    letters = sum(len(part.text) for part in parts)
    left = box.x0
    for part in parts:
        right = left + box.width * len(part.text) / letters
        yield replace(part, bbox=replace(box, x0=left, x1=right))
        left = right
