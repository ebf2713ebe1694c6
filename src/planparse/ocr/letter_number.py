"""The number of a letter read again by itself where it was read with doubt.

Print is read the same at every size, and with certainty at one of them; handwriting is not. On ten real scans
no handwritten number that was read wrongly passed both tests; of printed ones read with doubt (`QĐ` often is)
five of seven did.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from planparse.model.page import Line
from planparse.ocr.freed_lines import cut_free, read_alone
from planparse.ocr.geometry import Rectangle
from planparse.ocr.regions import TextRegion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planparse.model.page import BoundingBox, Word
    from planparse.ocr.freed_lines import Read
    from planparse.ocr.regions import PageParts
    from planparse.ocr.signature import Shares

_LABEL = re.compile(r"S[ốôóò]\W?")
_NUMBER = re.compile(r"(?P<figures>\d+)(?P<code>[-/]\D+)")
_SURE = 0.8
"""Confidence from which the parser takes a number."""
_SIZES = (14.0, 17.0)
"""x-heights at which a number is read again."""
_INSIDE = 0.15
"""Share of the height of a line's box that its marks take above and below."""


def confirm_number(parts: PageParts, shares: Shares, read: Read) -> tuple[Shares, int]:
    """Read a doubtful number of the letterhead again; where all readings agree it is as sure as the surest.

    Figures that stand apart from their code were filled in later: those are left alone.

    Args:
        parts: the regions of the page and its picture.
        shares: the lines of every part, boxes in pixels.
        read: gives the lines of a picture.

    Returns:
        The shares, and how many numbers were confirmed.
    """
    result = [list(share) for share in shares]
    confirmed = 0
    for part, place, line, word in list(_doubtful(parts, shares)):
        sure = _confirmed(word, line.bbox, part, parts, read)
        if sure is not None:
            words = tuple(sure if one is word else one for one in line.words)
            result[part][place] = Line(words)
            confirmed += 1
    return tuple(tuple(share) for share in result), confirmed


def _doubtful(parts: PageParts, shares: Shares) -> Iterator[tuple[int, int, Line, Word]]:
    part = 0
    for region in parts.regions:
        if isinstance(region, TextRegion) and region.kind == "letterhead":
            for place, line in enumerate(shares[part]):
                label, *rest = line.words
                word = rest[0] if rest and _LABEL.fullmatch(label.text) else None
                if word and _NUMBER.fullmatch(word.text) and word.confidence < _SURE:
                    yield part, place, line, word
        part += len(region.boxes())


def _confirmed(word: Word, box: BoundingBox | None, part: int, parts: PageParts, read: Read) -> Word | None:
    first = _NUMBER.fullmatch(word.text)
    if first is None or box is None:
        return None
    edge = _INSIDE * box.height
    inner = Rectangle(round(box.x0), round(box.top + edge), round(box.x1), round(box.bottom - edge))
    cut = cut_free(inner, part, parts)
    found: list[Word] = []
    for size in _SIZES:
        line = read_alone(cut, cut.freed, parts.ink.height, read, size)
        numbers = [one for one in line.words if _figures(one)] if line else []
        if not numbers or any(_figures(one) != first["figures"] for one in numbers):
            return None
        found += numbers
    best = max(found, key=lambda one: one.confidence)
    return replace(word, text=best.text, confidence=best.confidence) if best.confidence >= _SURE else None


def _figures(word: Word) -> str | None:
    match = _NUMBER.fullmatch(word.text)
    return match["figures"] if match else None
