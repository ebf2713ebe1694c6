"""Words of a born-digital page, upright, from pdfplumber's one pass over its content."""

from __future__ import annotations

import copy
import math
import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

import pdfplumber.page

from planparse.ingest import legacy
from planparse.model.page import BoundingBox, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_X_TOLERANCE_RATIO: Final = 0.18
"""A gap wider than this share of the letter size parts two words; Word's narrowest justified space is 0.2."""
_MOSTLY: Final = 0.6
_UPRIGHT: Final = 0.1
"""Rise of a line over its run, about six degrees; more is a watermark."""
_HALF_STEPS: Final = ((0.0, 0.0), (0.5, 0.0), (0.0, 0.5), (0.5, 0.5))
"""Points; two letters less than half a point apart fall into one whole point in one of these grids."""
_NOT_LEGACY: Final = re.compile("[\u1ea0-\u1ef9\u2200-\U0010ffff]")
"""Toned letters of Unicode, and all beyond the quotes and dashes that a code page has."""
_CLEAN: Final = {0xAD: "-", 0x2010: "-", 0x2011: "-", 0x200B: None, 0xFEFF: None}
"""Word writes its hyphens as soft or unbreakable ones."""
_BULLETS: Final = dict.fromkeys(range(0xF020, 0xF100), "•") | {0xF02D: "-", 0xF02B: "+"}
"""Symbol and Wingdings, which PDF programs put into the private use area."""


def lay_out(pdf: Any, page_obj: Any, number: int) -> tuple[Any, int]:
    """A pdfplumber page whose text runs left to right, and the degrees clockwise that were undone for it.

    Landscape tables are often printed as turned text on a portrait page without /Rotate. The direction of
    most letters tells; such a page is laid out a second time, the turn added to its /Rotate.
    """
    page = pdfplumber.page.Page(pdf, page_obj, number)
    turn = _turn(page.chars)
    if not turn:
        return page, 0
    turned = copy.copy(page_obj)
    turned.rotate = (page_obj.rotate + turn) % 360
    turned.attrs = {**page_obj.attrs, "Rotate": turned.rotate}
    page.close()
    return pdfplumber.page.Page(pdf, turned, number), turn


def _turn(chars: Sequence[dict[str, Any]]) -> int:
    """Degrees clockwise that bring most letters upright: 0, 90, 180 or 270."""
    turns = Counter(_direction(char["matrix"]) for char in chars if not char["text"].isspace())
    if not turns:
        return 0
    turn, count = turns.most_common(1)[0]
    return turn if turn and count >= _MOSTLY * sum(turns.values()) else 0


def _direction(matrix: tuple[float, ...]) -> int:
    return round(math.degrees(math.atan2(matrix[1], matrix[0])) / 90) % 4 * 90


def words_of(page: Any) -> list[Word]:
    """Words in the order of the content, legacy fonts brought to Unicode, NFC.

    Letters and the marks drawn over them come in that order, which sorting by place would break.
    """
    page = page.filter(_Once(page))
    found = page.extract_words(
        use_text_flow=True, x_tolerance_ratio=_X_TOLERANCE_RATIO, keep_blank_chars=False, return_chars=True
    )
    by_fonts = any(legacy.font_encoding(font) for font in _fonts(page.chars))
    encoding = None if by_fonts else legacy.guess(" ".join(word["text"] for word in found))
    return [
        Word(text, BoundingBox(word["x0"], word["top"], word["x1"], word["bottom"]))
        for word in found
        if (text := _unicode(word, encoding).strip())
    ]


def _fonts(chars: Iterable[dict[str, Any]]) -> set[str]:
    return {char["fontname"] for char in chars}


def _unicode(word: dict[str, Any], encoding: str | None) -> str:
    text: str = word["text"]
    font = Counter(char["fontname"] for char in word["chars"]).most_common(1)[0][0]
    name = encoding or legacy.font_encoding(font)
    if name and not _NOT_LEGACY.search(text):  # a legacy font with a good ToUnicode gives such letters
        text = legacy.convert(text, name, capitals=legacy.is_capital_font(font))
    return unicodedata.normalize("NFC", text.translate(_CLEAN).translate(_BULLETS))


class _Once:
    """Keeps each letter once that stands upright on the page.

    Bold print is often the same letter drawn twice, a hair apart; watermarks stand aslant.

    Args:
        page: a pdfplumber page, upright.
    """

    def __init__(self, page: Any) -> None:
        self._width, self._height = page.width, page.height
        self._seen: set[tuple[str, int, int]] = set()

    def __call__(self, item: dict[str, Any]) -> bool:
        if item["object_type"] != "char":
            return False
        a, b = item["matrix"][:2]
        on_page = 0 <= item["x0"] <= self._width and 0 <= item["top"] <= self._height
        if not on_page or a <= 0 or abs(b) > _UPRIGHT * a:
            return False
        places = {
            (item["text"], round(item["x0"] + across), round(item["top"] + down))
            for across, down in _HALF_STEPS
        }
        again = not item["text"].isspace() and not places.isdisjoint(self._seen)
        self._seen |= places
        return not again
