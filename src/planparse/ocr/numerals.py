"""Roman numerals read off their strokes.

Tesseract with Vietnamese data confuses what differs by one thin stroke: it gives ``1`` for ``I``, ``IL`` for
``I.`` and ``II`` for ``III``, some with high confidence, and a quarter of the year or a chapter is lost.
What the strokes say (``ocr/strokes.py``) decides.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from planparse.model.page import Line
from planparse.ocr.strokes import read_numeral

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import numpy as np
    from numpy.typing import NDArray

    from planparse.model.page import Word

_STROKES = r"[IVXLHTUNMlijï1!|\[\]]"
"""What the strokes of numerals are read as."""
_AFTER_QUARTER = re.compile(rf"{_STROKES}{{1,4}}(?=$|[/.,;:)\-])")
_AFTER_PART = re.compile(rf"(?=[^.,:;]*[A-Z|\[\]]){_STROKES}{{1,5}}(?=$|[/.,;:)\-])")
_AT_LINE_START = re.compile(rf"(?=[^.,:]*[A-Z|\[\]]){_STROKES}{{1,5}}(?=[.,:]|$)")
_ALONE = re.compile(rf"{_STROKES}{{1,5}}(?=[.,:]?$)")
"""A line of one word, such as a cell of a table, may be a numeral even where it was read as figures."""
_QUARTER = re.compile(r"(?i)qu[yýỳỷỹỵ]")
_PART = re.compile(r"(?i)ch[uư][oơ]ng|m[uụ]c|ph[aầâ]n")
"""A chapter, section or part that is named in a sentence: `Như mục III`."""
_QUARTERS = frozenset({"I", "II", "III", "IV"})
_CHAPTERS = _QUARTERS | {"V", "VI", "VII", "VIII", "1"}
_MARKS = re.compile(r"[\u0300-\u036f]")
"""No numeral has marks: specks over and under it are read as such (``VỊ``)."""
_MORE_QUARTERS = re.compile(rf"(?:{_STROKES}{{1,4}}[,;]|và|-|–)")
"""What stands between the quarters of one time: `Quý I, III`, `Quý II và IV`."""
_SURE = 0.97
"""Confidence of a numeral whose strokes were counted, 0..1."""


def confirm_numerals(lines: Iterable[Line], pixels: NDArray[np.uint8]) -> tuple[Line, ...]:
    """Lines in which the numerals of quarters and chapters are what their strokes say.

    Looks at the word after `Quý`, on the next line too, as in narrow columns, and at the first word of a line
    where it may be a chapter's number. Where the strokes give no numeral the word stays.

    Args:
        lines: as the engine read them, boxes in pixels.
        pixels: the picture that was read, grey, height × width, ink dark.
    """
    found: list[Line] = []
    quarters = False
    for line in lines:
        found.append(Line(tuple(_confirmed(line, pixels, quarters=quarters))))
        quarters = _goes_on(line, quarters=quarters)
    return tuple(found)


def _confirmed(line: Line, pixels: NDArray[np.uint8], *, quarters: bool) -> Iterator[Word]:
    """The words of a line; `quarters`: whether the line before ended where a quarter follows."""
    start = _AT_LINE_START if len(line.words) > 1 else _ALONE
    for word in line.words[:1]:
        first = _reread(word, _AFTER_QUARTER, _QUARTERS, pixels) if quarters else word
        chapter = _reread(word, start, _CHAPTERS, pixels) if first is word else first
        joined = len(line.words) > 1 and word.text.endswith("L") and chapter.text.endswith("I")
        yield replace(chapter, text=f"{chapter.text}.") if joined else chapter  # the foot of L is the point
    for before, word in pairwise(line.words):
        quarters = _quarter_follows(before, quarters=quarters)
        if quarters:
            yield _reread(word, _AFTER_QUARTER, _QUARTERS, pixels)
        else:
            yield _reread(word, _AFTER_PART, _CHAPTERS, pixels) if _PART.fullmatch(before.text) else word


def _goes_on(line: Line, *, quarters: bool) -> bool:
    """Whether a quarter may begin the line after this one."""
    for word in line.words:
        quarters = _quarter_follows(word, quarters=quarters)
    return quarters


def _quarter_follows(word: Word, *, quarters: bool) -> bool:
    """Whether the word after this one may be a quarter; `quarters`: whether this one may."""
    return bool(_QUARTER.fullmatch(word.text) or (quarters and _MORE_QUARTERS.fullmatch(word.text)))


def _reread(
    word: Word, confused: re.Pattern[str], allowed: frozenset[str], pixels: NDArray[np.uint8]
) -> Word:
    """The word with its numeral taken from the picture."""
    found, box = confused.match(_plain(word.text)), word.bbox
    if found is None or box is None:
        return word
    crop = pixels[max(0, int(box.top)) : int(box.bottom) + 1, max(0, int(box.x0) - 1) : int(box.x1) + 2]
    numeral = read_numeral(crop)
    if numeral.letters not in allowed:
        return word
    rest = word.text[found.end() :] or ("." if numeral.full_stop else "")
    return replace(word, text=numeral.letters + rest, confidence=max(word.confidence, _SURE))


def _plain(text: str) -> str:
    """Letters without their marks, as many as before."""
    return _MARKS.sub("", unicodedata.normalize("NFD", text))
