"""Does a text look Vietnamese? Shares of letters and syllables, counted without a dictionary."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from planparse.vietnamese.syllable import is_bare_syllable, is_syllable

if TYPE_CHECKING:
    from collections.abc import Callable

# Letters that no other language in our files uses: U+1EA0..U+1EF9 and those with a horn, breve, bar, ĩ and ũ.
# à â ê ô and the like stay out: French and wrecked layers have them.
_ONLY_VIETNAMESE: Final = frozenset("đĐơƠưƯăĂĩĨũŨ") | {chr(code) for code in range(0x1EA0, 0x1EFA)}
_TOKENS: Final = re.compile(r"[^\W\d_]+")


def vietnamese_share(text: str) -> float:
    """The share of letters that only Vietnamese has, 0..1, in text of any normal form.

    Around 0.20 in good text (0.175 to 0.23 over forty plans), 0.00 in layers that an English OCR left.

    Example:
        >>> round(vietnamese_share("Đơn vị chủ trì: Phòng Nội vụ"), 2)
        0.29
        >>> vietnamese_share("CONG HOA xA HQI CilU NGHIA VIT NAM")
        0.0
    """
    letters = [char for char in unicodedata.normalize("NFC", text) if char.isalpha()]
    return sum(char in _ONLY_VIETNAMESE for char in letters) / len(letters) if letters else 0.0


def syllable_share(text: str) -> float:
    """The share of words that can be Vietnamese syllables, marks and tone included, 0..1.

    Above 0.9 in good text, for names of laws and offices are abbreviated; 0.4 to 0.6 in wrecked layers.

    Example:
        >>> syllable_share("Ủy ban nhân dân tỉnh")
        1.0
        >>> syllable_share("Uû ban nh©n d©n tØnh") < 0.5
        True
    """
    return _share(text, is_syllable)


def bare_syllable_share(text: str) -> float:
    """The share of words that could be Vietnamese syllables without their marks, 0..1.

    Example:
        >>> bare_syllable_share("Uy ban nhan dan tinh")
        1.0
    """
    return _share(text, is_bare_syllable)


def _share(text: str, fits: Callable[[str], bool]) -> float:
    tokens = _TOKENS.findall(unicodedata.normalize("NFC", text))
    return sum(map(fits, tokens)) / len(tokens) if tokens else 0.0
