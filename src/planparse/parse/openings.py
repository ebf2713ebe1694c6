"""Lines mended so that each holds at most one number, at its start."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from planparse.model.page import BoundingBox
from planparse.parse.markers import Style
from planparse.parse.numbering import opening

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planparse.parse.layout import TextLine
    from planparse.parse.markers import Marker

_BARE = re.compile(r"\s*(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ])\s*[.)]\s*")
_GLUED_END = re.compile(r"\s((?:\d{1,2}\.){1,3}|[a-zđ]\))\s*$")
_GLUED_FIRST = re.compile(r"\s(a\)|1\.(?:1\.)?)\s+(?=[^\W\d_])")


def mend_openings(lines: Sequence[TextLine]) -> list[TextLine]:
    """Lines of which each holds at most one number, at its start.

    A number alone on a line goes to the line below it; a heading that its first item was glued to is cut; the
    first chapter gets its roman number back.

    Example:
        >>> from planparse.parse.layout import TextLine
        >>> texts = ["III. NHIỆM VỤ 1.", "Tuyên truyền", "2. Sở Tài chính a) Chủ trì bố trí kinh phí"]
        >>> [line.text for line in mend_openings([TextLine(text, 1, n) for n, text in enumerate(texts)])]
        ['III. NHIỆM VỤ', '1. Tuyên truyền', '2. Sở Tài chính', 'a) Chủ trì bố trí kinh phí']
    """
    whole: list[TextLine] = []
    for part in (part for line in lines for part in _cut(line)):
        if (
            whole
            and _BARE.fullmatch(whole[-1].text)
            and whole[-1].page == part.page
            and not opening(part.text)
        ):
            bare = whole.pop()
            text = f"{bare.text.strip()} {part.text}"
            whole.append(replace(part, text=text, bbox=BoundingBox.around((bare.bbox, part.bbox))))
        else:
            whole.append(part)
    return _with_first_chapter(whole)


def _with_first_chapter(lines: list[TextLine]) -> list[TextLine]:
    """`1. MỤC ĐÍCH` before `II. NHIỆM VỤ`: the I that OCR took for a 1, where no other line opens chapter I.

    Example:
        >>> from planparse.parse.layout import TextLine
        >>> texts = ["1. MỤC ĐÍCH", "Nâng cao nhận thức.", "II. NHIỆM VỤ"]
        >>> _with_first_chapter([TextLine(text, 1, n) for n, text in enumerate(texts)])[0].text
        'I. MỤC ĐÍCH'
    """
    openings = [(place, found) for place, line in enumerate(lines) if (found := opening(line.text))]
    chapters = (
        (place, found.readings[0]) for place, found in openings if found.readings[0].style is Style.ROMAN
    )
    second, chapter = next(chapters, (0, None))
    if chapter is None or chapter.value != 2:  # noqa: PLR2004 - chapter II
        return lines
    for place, found in openings:
        marker = found.readings[0]
        if place < second and marker.style is Style.ARABIC and marker.first and found.rest.isupper():
            return [*lines[:place], replace(lines[place], text=f"I. {found.rest}"), *lines[place + 1 :]]
    return lines


def _cut(line: TextLine) -> list[TextLine]:
    found = opening(line.text)
    if not found or not found.readings[0].style.heading:
        return [line]
    match = _GLUED_END.search(line.text) or _GLUED_FIRST.search(line.text)
    if not match or not _starts_below(found.readings[0], match[1]) or "." in found.rest[: match.start() - 8]:
        return [line]
    return [
        replace(line, text=line.text[: match.start()]),
        replace(line, text=line.text[match.start() :].strip()),
    ]


def _starts_below(marker: Marker, number: str) -> bool:
    """Whether `number` opens a list below `marker`: 1. below II, 3.1. below 3, a) below any."""
    clean = number.rstrip(".)")
    if clean == "a":
        return True
    if marker.style in (Style.ARABIC, Style.DECIMAL):
        return clean == f"{marker.text}.1"
    return clean in ("1", f"{marker.value}.1")
