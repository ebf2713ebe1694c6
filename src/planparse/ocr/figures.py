"""Figures that were read as letters where only a figure can stand: `ngày ì9 tháng 02`, `0I`, `Ø7`.

Tesseract with Vietnamese data takes a thin `1` beside another figure for a letter with a stroke, and an
italic `0` for an `O`. Which figure was printed is certain then: no other looks like it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from planparse.model.page import Line
from planparse.vietnamese.unicode import strip_marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_FIGURES = str.maketrans("IiLlTt|!OoØø", "111111110000")
_LOOKALIKE = r"[0-9IiLlTt|!OoØø]"
_BESIDE_FIGURES = re.compile(
    r"(?<=^0)[IiÍÌìíïlTt|!](?=$|[/.,;:)])"  # no word begins with a nought; `01` does
    r"|^[ìíïl|!](?=\d(?:$|[/.,;:)]))"  # `T4`, `I1`, `i1)` may be what they are
    r"|[Øø](?=\d)|(?<=\d)[Øø]"  # `O3` may be what it is
)
_DAY_OR_MONTH = re.compile(rf"{_LOOKALIKE}{{1,2}}")
_DATE = {"ngày": "tháng", "tháng": "năm"}
"""A day stands between the first two, a month between the last."""


def mend_figures(lines: Iterable[Line]) -> Iterator[Line]:
    """Lines in which letters that can only be figures are the figures that they look like.

    Example:
        >>> read = [Line.of("Hòa Mộc, ngày ì9 tháng O2 năm 2025"), Line.of("0I hội nghị; độ O3, T4/2025")]
        >>> [line.text for line in mend_figures(read)]
        ['Hòa Mộc, ngày 19 tháng 02 năm 2025', '01 hội nghị; độ O3, T4/2025']
    """
    for line in lines:
        texts = [word.text for word in line.words]
        mended = [_figure(text) for text in texts]
        for at in range(1, len(texts) - 1):
            dated = _DATE.get(texts[at - 1].lower()) == texts[at + 1].lower()
            if dated and _DAY_OR_MONTH.fullmatch(strip_marks(texts[at])):
                mended[at] = strip_marks(texts[at]).translate(_FIGURES)
        changed = mended != texts
        yield (
            Line(tuple(replace(word, text=text) for word, text in zip(line.words, mended, strict=True)))
            if changed
            else line
        )


def _figure(text: str) -> str:
    """A word whose letters beside a figure are figures.

    Example:
        >>> [_figure(text) for text in ("0l/2025", "Ø7", "í3", "0T", "SO2", "1A", "l0n", "i1)")]
        ['01/2025', '07', '13', '01', 'SO2', '1A', 'l0n', 'i1)']
    """
    return _BESIDE_FIGURES.sub(lambda found: strip_marks(found[0]).translate(_FIGURES), text)
