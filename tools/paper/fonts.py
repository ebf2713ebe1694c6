"""Fonts for the prints: Liberation Serif and Sans, refused where a Vietnamese letter is missing.

A font that lacks ế draws a box and says nothing: the package fonts-liberation (1.07) does so.
fonts-liberation2 has every letter.
"""

from __future__ import annotations

import unicodedata
from itertools import product
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FOLDERS = (
    Path("/usr/share/fonts/truetype/liberation2"),  # Debian, Ubuntu
    Path("/usr/share/fonts/liberation-serif"),  # Fedora
    Path("/usr/share/fonts/liberation"),  # Arch
)
FACES = {
    "Serif": "LiberationSerif-Regular",
    "Serif-Bold": "LiberationSerif-Bold",
    "Serif-Italic": "LiberationSerif-Italic",
    "Serif-BoldItalic": "LiberationSerif-BoldItalic",
    "Sans-Bold": "LiberationSans-Bold",
}
_VOWELS = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")


class FontUnfit(RuntimeError):
    """A font is missing or lacks letters."""


def vietnamese_letters() -> frozenset[str]:
    """The 134 letters with marks, and đ, in both cases.

    Example:
        >>> {"ế", "ạ", "Ủ", "đ"} <= vietnamese_letters()
        True
    """
    small = {unicodedata.normalize("NFC", vowel + tone) for vowel, tone in product(_VOWELS, _TONES)} | {"đ"}
    return frozenset(small | {letter.upper() for letter in small})


def register_fonts() -> None:
    """Make the faces known to reportlab under the names of `FACES`.

    Raises:
        FontUnfit: a face is not installed, or has no glyph for a Vietnamese letter.
    """
    for name, stem in FACES.items():
        face = TTFont(name, _path(stem))
        lacking = sorted(
            letter for letter in vietnamese_letters() if ord(letter) not in face.face.charToGlyph
        )
        if lacking:
            raise FontUnfit(f"{stem} lacks {' '.join(lacking)}; install fonts-liberation2")
        pdfmetrics.registerFont(face)
    pdfmetrics.registerFontFamily(
        "Serif", normal="Serif", bold="Serif-Bold", italic="Serif-Italic", boldItalic="Serif-BoldItalic"
    )


def _path(stem: str) -> str:
    for folder in FOLDERS:
        path = folder / f"{stem}.ttf"
        if path.is_file():
            return str(path)
    raise FontUnfit(f"{stem}.ttf is not installed; on Debian: apt-get install fonts-liberation2")
