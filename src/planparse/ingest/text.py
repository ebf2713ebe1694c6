"""Plain text to pages: form feeds break pages, blank lines break blocks."""

from __future__ import annotations

import unicodedata
from itertools import groupby

from planparse.model.page import Block, Line, Page


def text_pages(text: str) -> tuple[Page, ...]:
    r"""Pages of a plain text, as an OCR or an office left it.

    Words have no boxes; a page has no size. Text is brought to NFC.

    Example:
        >>> [page.text for page in text_pages("KẾ HOẠCH\n\nNăm 2023\f1. Mục đích")]
        ['KẾ HOẠCH\n\nNăm 2023', '1. Mục đích']
    """
    clean = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return tuple(_page(number, part) for number, part in enumerate(clean.split("\f"), 1))


def _page(number: int, text: str) -> Page:
    lines = text.split("\n")
    blocks = tuple(
        Block(tuple(Line.of(line) for line in group))
        for filled, group in groupby(lines, key=lambda line: bool(line.strip()))
        if filled
    )
    return Page(number, 0.0, 0.0, blocks, origin="text", origin_reason="plain text")
