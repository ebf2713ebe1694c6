"""Marks that are dirt: specks that were read as points and strokes at the ends of lines."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from planparse.model.page import Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from planparse.model.page import Word

    Shares = tuple[tuple[Line, ...], ...]

_STRAY_FIRST = frozenset(".,:;'`*^ˆ°|\\_·\u2018\u2019")
"""What no line of print begins with, standing alone."""
_STRAY_LAST = frozenset("'`*^ˆ°|\\_·\u2018")
"""What no line of print ends with, standing alone."""
_SPECKS = "'`„‚´"
"""What a speck before a line is read as."""
_TORN, _TORN_SURE, _NEAR = 1.2, 0.7, 0.2
"""A line of marks is at most so many x-heights high, read with less than this confidence, and so many
x-heights away from its letters."""
_DASHES = frozenset("~-")
"""What a dash at the head of a line is read as."""
_RULES = frozenset("—–=_~-")
_LIST_MARKER = re.compile(r"[^\W_]{1,2}\)")
"""A rule before a list marker is dirt: an item has a bullet or a letter, not both."""
_SPECK, _FEWEST = 0.35, 3
"""Times the usual height of a line's words, of which there must be so many: no letter is so small."""
_WHOLE = frozenset("%§")
"""What may be all that a cell holds."""


def without_stray_marks(lines: Iterable[Line]) -> Iterator[Line]:
    """Lines that hold a letter, a figure or a unit, without the lone marks at their ends.

    A bullet that was read as ``~`` becomes the dash that it is; the rest of a rule before a word (``_``)
    goes.

    Example:
        >>> found = [Line.of(". e) Đăng nhập `"), Line.of("*"), Line.of("~ Lưu: VT."), Line.of("_KẾ HOẠCH")]
        >>> found.append(Line.of("—— a) Rà soát"))
        >>> [line.text for line in without_stray_marks(found)]
        ['e) Đăng nhập', '- Lưu: VT.', 'KẾ HOẠCH', 'a) Rà soát']
    """
    for line in lines:
        words, smallest = list(line.words), _smallest_letter(line.words)
        while words and (
            set(words[0].text) <= _STRAY_FIRST
            or _is_rule_before_marker(words)
            or _is_speck(words[0], smallest)
        ):
            del words[0]
        while words and (set(words[-1].text) <= _STRAY_LAST or _is_speck(words[-1], smallest)):
            del words[-1]
        if not any(sign.isalnum() or sign in _WHOLE for word in words for sign in word.text):
            continue
        first = "-" if set(words[0].text) <= _DASHES else _without_speck(words)
        if first != words[0].text:
            words[0] = replace(words[0], text=first)
        yield Line(tuple(words))


def _smallest_letter(words: Sequence[Word]) -> float:
    """How high a letter of a line is at least, in the unit of its boxes; 0 where too few words tell."""
    heights = [word.bbox.height for word in words if word.bbox]
    return _SPECK * median(heights) if len(heights) >= _FEWEST else 0.0


def _is_speck(word: Word, smallest: float) -> bool:
    """Whether what was read as letters is too small for any."""
    return bool(word.bbox and word.bbox.height < smallest and word.text.isalnum())


def _without_speck(words: Sequence[Word]) -> str:
    """The first word without the rest of a rule, or a speck that was read as a quotation mark never closed.

    Example:
        >>> _without_speck(Line.of("'Quý III/2025").words), _without_speck(Line.of("'mở' của").words)
        ('Quý', "'mở'")
    """
    text = words[0].text.lstrip("_")
    bare = text.lstrip(_SPECKS)
    closed = any(sign in word.text for word in (replace(words[0], text=bare), *words[1:]) for sign in _SPECKS)
    return text if closed or not bare else bare


def _is_rule_before_marker(words: Sequence[Word]) -> bool:
    return len(words) > 1 and set(words[0].text) <= _RULES and bool(_LIST_MARKER.fullmatch(words[1].text))


def without_torn_marks(shares: Shares, height: float) -> tuple[Shares, frozenset[Line]]:
    """Lines without those that are but the upper marks of the line below, and the lines bereft of them.

    In close print Tesseract takes the marks of a line (`ầ ế ổ`) for a line of their own now and then: a flat
    one, read without certainty, whose foot reaches the head of the next.

    Args:
        shares: the lines of every part of a page, boxes in pixels.
        height: x-height in pixels.
    """
    bereft = []
    kept: list[tuple[Line, ...]] = []
    for share in shares:
        torn = {above for above, line in pairwise(share) if _are_marks_of(above, line, height)}
        bereft += [line for above, line in pairwise(share) if above in torn]
        kept.append(tuple(line for line in share if line not in torn))
    return tuple(kept), frozenset(bereft)


def _are_marks_of(above: Line, line: Line, height: float) -> bool:
    high, low = above.bbox, line.bbox
    if high is None or low is None or above.confidence >= _TORN_SURE:
        return False
    over = high.x0 >= low.x0 - height and high.x1 <= low.x1 + height
    return over and high.height <= _TORN * height and low.top - _NEAR * height <= high.bottom < low.bottom
