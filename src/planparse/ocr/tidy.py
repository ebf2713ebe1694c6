"""Marks that are dirt: specks that were read as points and strokes at the ends of lines."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planparse.model.page import Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_STRAY_FIRST = frozenset(".,:;'`*^ˆ°|\\_·\u2018\u2019")
"""What no line of print begins with, standing alone."""
_STRAY_LAST = frozenset("'`*^ˆ°|\\_·\u2018")
"""What no line of print ends with, standing alone."""
_DASHES = frozenset("~-")
"""What a dash at the head of a line is read as."""
_WHOLE = frozenset("%")
"""What may be all that a cell holds."""


def without_stray_marks(lines: Iterable[Line]) -> Iterator[Line]:
    """Lines that hold a letter, a figure or a unit, without the lone marks at their ends.

    A bullet that was read as ``~`` becomes the dash that it is; the rest of a rule before a word (``_``)
    goes.

    Example:
        >>> found = [Line.of(". e) Đăng nhập `"), Line.of("*"), Line.of("~ Lưu: VT."), Line.of("_KẾ HOẠCH")]
        >>> [line.text for line in without_stray_marks(found)]
        ['e) Đăng nhập', '- Lưu: VT.', 'KẾ HOẠCH']
    """
    for line in lines:
        words = list(line.words)
        while words and set(words[0].text) <= _STRAY_FIRST:
            del words[0]
        while words and set(words[-1].text) <= _STRAY_LAST:
            del words[-1]
        if not any(sign.isalnum() or sign in _WHOLE for word in words for sign in word.text):
            continue
        first = "-" if set(words[0].text) <= _DASHES else words[0].text.lstrip("_")
        if first != words[0].text:
            words[0] = replace(words[0], text=first)
        yield Line(tuple(words))
