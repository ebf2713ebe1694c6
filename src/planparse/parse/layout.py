"""Pages to one sequence of lines and tables: what belongs to the running text, in reading order.

Margins (page numbers, running heads, signature stamps) stay out. Every line keeps its page and its number on
that page, so that whatever is found later can be shown on the paper.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planparse.model.page import Block, BoundingBox, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planparse.model.page import BlockKind, Page

_PAGE_NUMBER = re.compile(r"(?:trang\s*)?[-–.]?\s*\d{1,3}\s*(?:/\s*\d{1,3})?\s*[-–.]?", re.IGNORECASE)
_RULE = re.compile(r"[-–—_=*.\s]{2,}")
_RUNNING_HEAD_PAGES = 3
"""A line that opens so many pages is a running head."""


_DOUBTFUL = 0.8
"""Confidence below which a number is not taken: on sixteen scans handwritten figures were read with at most
0.78, printed ones with at least 0.83."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of running text.

    `number` counts the lines of its page from 0, tables included. `closes_block` tells that white space
    follows it on the paper.
    """

    text: str
    page: int
    number: int
    bbox: BoundingBox | None = None
    confidence: float = 1.0
    kind: BlockKind = "text"
    closes_block: bool = False
    observed: str = ""
    """The first word as it was read, where restoration changed it: list markers are mended by their order."""
    doubtful: tuple[str, ...] = ()
    """Words that are told with little confidence, for their letters or for what they would say."""
    blurred: tuple[str, ...] = ()
    """Words that their OCR read with little confidence: handwriting, or under a stamp."""


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """A table and the page that it stands on."""

    table: Table
    page: int


Item = TextLine | PlacedTable


def read_items(pages: Sequence[Page]) -> tuple[Item, ...]:
    """The lines and tables of all pages, without margins, page numbers, running heads and rules.

    Example:
        >>> from planparse.model.page import Block, Line, Page
        >>> page = Page(1, 0, 0, (Block((Line.of("KẾ HOẠCH"), Line.of("-------"), Line.of("2"))),), "text")
        >>> [item.text for item in read_items([page])]
        ['KẾ HOẠCH']
    """
    heads = _running_heads(pages)
    return tuple(_without_page_numbers([item for page in pages for item in _page_items(page, heads)]))


def text_lines(items: Iterable[Item]) -> list[TextLine]:
    """Only the lines."""
    return [item for item in items if isinstance(item, TextLine)]


def _running_heads(pages: Sequence[Page]) -> frozenset[str]:
    seen: dict[str, int] = {}
    for page in pages:
        first = next((line.text for line in page.lines() if line.words), "")
        seen[first] = seen.get(first, 0) + 1
    return frozenset(text for text, count in seen.items() if text and count >= _RUNNING_HEAD_PAGES)


def _page_items(page: Page, heads: frozenset[str]) -> Iterable[Item]:
    items: list[Item] = []
    number = 0
    for block in page.blocks:
        if isinstance(block, Table):
            items.append(PlacedTable(block, page.number))
        elif block.kind != "margin":
            items.extend(_block_lines(block, page.number, number))
        number += len(block.lines)
    return _without_edges(items, heads)


def _block_lines(block: Block, page: int, first: int) -> Iterable[TextLine]:
    last = len(block.lines) - 1
    for offset, line in enumerate(block.lines):
        if line.words and not _RULE.fullmatch(line.text) and not _is_speck(line.text):
            yield TextLine(
                line.text,
                page,
                first + offset,
                line.bbox,
                line.confidence,
                block.kind,
                offset == last,
                line.words[0].observed or "",
                tuple(word.text for word in line.words if word.confidence < _DOUBTFUL),
                tuple(word.text for word in line.words if word.legibility < _DOUBTFUL),
            )


def _is_speck(text: str) -> bool:
    """Whether a line holds no letter, no figure, and no bullet that lost its text."""
    return not any(sign.isalnum() or sign in "-–—+•*" for sign in text)


def _without_edges(items: list[Item], heads: frozenset[str]) -> list[Item]:
    """Drop a page number at the top or the bottom and a running head at the top."""
    if items and _is_page_number(items[0]):
        items = items[1:]
    if items and isinstance(items[0], TextLine) and items[0].text in heads:
        items = items[1:]
    if len(items) > 1 and _is_page_number(items[-1]):
        items = items[:-1]
    return items


def _without_page_numbers(items: Sequence[Item]) -> list[Item]:
    """Drop page numbers that stand in the running text: alone in their block, counting up.

    Example:
        >>> texts = ["Một", "2", "Hai", "- 3 -"]
        >>> lines = [TextLine(text, 1, n, closes_block=True) for n, text in enumerate(texts)]
        >>> [item.text for item in _without_page_numbers(lines)]
        ['Một', 'Hai']
    """
    kept: list[Item] = []
    expected = 2
    for item in items:
        alone = bool(kept) and isinstance(kept[-1], TextLine) and kept[-1].closes_block
        if isinstance(item, TextLine) and _is_page_number(item):
            number = int(re.sub(r"\D", "", item.text.split("/")[0]) or 0)
            dashed = item.text.strip().startswith(("-", "–"))
            if number == expected and (dashed or (alone and item.closes_block)):
                expected += 1
                continue
        kept.append(item)
    return kept


def _is_page_number(item: Item) -> bool:
    return isinstance(item, TextLine) and bool(_PAGE_NUMBER.fullmatch(item.text))
