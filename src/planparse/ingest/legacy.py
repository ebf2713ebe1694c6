"""Vietnamese from before Unicode: TCVN3 (ABC), VNI and VPS, in plain text and in PDF fonts.

Such text arrives as Western letters (``Uû ban nh©n d©n tØnh``): the bytes were kept and read as Windows-1252.
The tables are ``dictionaries/legacy_*.tsv``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from planparse.ingest.letters import syllable_share, vietnamese_share
from planparse.resources import read_table

NAMES: Final = ("tcvn3", "vni", "vps")
TITLES: Final = {"tcvn3": "TCVN3 (ABC)", "vni": "VNI", "vps": "VPS"}

_ENOUGH_VIETNAMESE = 0.10
_ALREADY_VIETNAMESE = 0.05
_ENOUGH_SYLLABLES = 0.6
_FEWEST_LETTERS = 12
_RUN = re.compile(r"\S+")
_FONTS: Final = (
    ("tcvn3", re.compile(r"(?:^|\+)\.?Vn(?!i)[A-Z]?[a-z]", re.ASCII)),
    ("vni", re.compile(r"(?:^|\+)VNI[- ]", re.ASCII | re.IGNORECASE)),
    ("vps", re.compile(r"(?:^|\+)VPS[- ]?", re.ASCII)),
)
_CAPITAL_FONT = re.compile(r"(?:^|\+)\.?Vn\w*H(?:$|[-,])", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Encoding:
    letters: dict[str, str]
    pattern: re.Pattern[str]

    def convert(self, text: str) -> str:
        return self.pattern.sub(lambda match: self.letters[match.group()], text)


def convert(text: str, name: str, *, capitals: bool = False) -> str:
    """Text in Unicode.

    Args:
        text: bytes of a legacy encoding read as Windows-1252 or Latin-1.
        name: ``tcvn3``, ``vni`` or ``vps``.
        capitals: the font draws small codes as capitals (``.VnTimeH``).

    Example:
        >>> convert("Uû ban nh©n d©n tØnh", "tcvn3"), convert("KÕ HO¹CH", "tcvn3")
        ('Uỷ ban nhân dân tỉnh', 'KẾ HOẠCH')
        >>> convert("UÛy ban nhaân daân tænh", "vni")
        'Ủy ban nhân dân tỉnh'
    """
    encoding = _encoding(name)
    if capitals:
        return encoding.convert(text).upper()
    return "\n".join(_convert_line(line, encoding) for line in text.split("\n"))


def _convert_line(line: str, encoding: _Encoding) -> str:
    # TCVN3 has no toned capitals: among capitals a small toned letter was drawn as one.
    if len(_capitals(line)) > 1:
        return encoding.convert(line).upper()
    return _RUN.sub(lambda match: _convert_word(match.group(), encoding), line)


def _convert_word(word: str, encoding: _Encoding) -> str:
    converted = encoding.convert(word)
    return converted.upper() if len(_capitals(word)) > 1 else converted


def _capitals(text: str) -> str:
    """The plain letters of a text that has none but capitals, else nothing."""
    plain = "".join(char for char in text if char.isascii() and char.isalpha())
    return plain if plain.isupper() else ""


def guess(text: str) -> str | None:
    """The legacy encoding that a text is in, or None.

    A reading counts when it has the letters and syllables of Vietnamese, and the text as it stands has not.

    Example:
        >>> guess("Céng hßa x· héi chñ nghÜa ViÖt Nam"), guess("Cộng hòa xã hội chủ nghĩa Việt Nam")
        ('tcvn3', None)
    """
    if vietnamese_share(text) > _ALREADY_VIETNAMESE or sum(map(str.isalpha, text)) < _FEWEST_LETTERS:
        return None
    readings = {name: convert(text, name) for name in NAMES}
    scores = {
        name: syllable_share(reading)
        for name, reading in readings.items()
        if vietnamese_share(reading) >= _ENOUGH_VIETNAMESE
    }
    best = max(scores, key=lambda name: scores[name], default=None)
    if best is None or scores[best] < max(_ENOUGH_SYLLABLES, syllable_share(text) + 0.1):
        return None
    return best


def font_encoding(font: str) -> str | None:
    """The encoding that a font's name tells of.

    Example:
        >>> font_encoding("ABCDEF+.VnTimeH"), font_encoding("VNI-Times"), font_encoding("TimesNewRoman")
        ('tcvn3', 'vni', None)
    """
    return next((name for name, pattern in _FONTS if pattern.search(font)), None)


def is_capital_font(font: str) -> bool:
    """Whether the font draws small codes as capitals.

    Example:
        >>> is_capital_font("ABCDEF+.VnTimeH"), is_capital_font(".VnTime")
        (True, False)
    """
    return _CAPITAL_FONT.search(font) is not None


@cache
def _encoding(name: str) -> _Encoding:
    letters: dict[str, str] = {}
    for row in read_table(f"legacy_{name}.tsv"):
        code = bytes.fromhex(row["bytes"])
        for clothing in ("latin-1", "cp1252"):
            letters[code.decode(clothing, errors="ignore")] = row["letter"]
    letters.pop("", None)
    longest_first = sorted(letters, key=len, reverse=True)
    return _Encoding(letters, re.compile("|".join(map(re.escape, longest_first))))
