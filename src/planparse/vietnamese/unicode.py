"""Letters and marks: normal forms, marks taken off, the two ways to place a tone.

Vietnamese text reaches us composed (NFC) and decomposed (NFD, as macOS names files); inside planparse it is
NFC everywhere. `đ` has no decomposition, so taking marks off has to name it. The tone of an open `oa`, `oe`
or `uy` stands on the first vowel in the older style (`hòa`) and on the second in the newer (`hoà`).
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

TonePlacement = Literal["old", "new"]

TONES = "\u0300\u0301\u0303\u0309\u0323"
"""Combining grave, acute, tilde, hook and dot: huyền, sắc, ngã, hỏi, nặng."""

_D_WITHOUT_BAR = str.maketrans({"đ": "d", "Đ": "D"})
_ETHS = re.compile("[Đđ]?[Ðð][Đđ]?")
_END = r"(?![\w\u0302\u0306\u031b])"
_OLD_STYLE = re.compile(rf"(?i)(?:(o)([{TONES}])([ae])|(?<!q)(u)([{TONES}])(y)){_END}")
_NEW_STYLE = re.compile(rf"(?i)(?:(o)([ae])([{TONES}])|(?<!q)(u)(y)([{TONES}])){_END}")


def nfc(text: str) -> str:
    """Canonical composition.

    Example:
        >>> nfc("ke\u0302\u0301 hoa\u0323ch") == "kế hoạch"
        True
    """
    return unicodedata.normalize("NFC", text)


def strip_marks(text: str) -> str:
    """Base letters only, `đ` as `d`; everything that is no letter stays.

    Example:
        >>> strip_marks("Đơn vị chủ trì: 12/2023")
        'Don vi chu tri: 12/2023'
    """
    decomposed = unicodedata.normalize("NFD", text)
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", bare.translate(_D_WITHOUT_BAR))


def strip_tones(text: str) -> str:
    """The same letters without their tones; hats, hooks of vowels and bars stay.

    Example:
        >>> strip_tones("Tổ chức thực hiện nhiệm vụ đã định")
        'Tô chưc thưc hiên nhiêm vu đa đinh'
    """
    parts = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(part for part in parts if part not in TONES))


def without_eths(text: str) -> str:
    """The Icelandic eth as the đ that it looks like; Tesseract's data hold both, and it may read one as both.

    Example:
        >>> without_eths("Ðơn vị, QĐÐ-UBND, ðĐU")
        'Đơn vị, QĐ-UBND, ĐU'
    """
    return _ETHS.sub(lambda match: "Đ" if set("ÐĐ") & set(match[0]) else "đ", text)


def has_marks(text: str) -> bool:
    """Whether any letter carries a mark, or is `đ`.

    Example:
        >>> has_marks("văn"), has_marks("van")
        (True, False)
    """
    return strip_marks(text) != unicodedata.normalize("NFC", text)


def place_tones(text: str, style: TonePlacement) -> str:
    """Every open `oa`, `oe`, `uy` in one style.

    Args:
        text: any text, NFC or not.
        style: ``old`` gives `hòa`, `thủy`; ``new`` gives `hoà`, `thuỷ`.

    Returns:
        The text in NFC. `quý` is no such syllable and stays.

    Example:
        >>> place_tones("hoà giải, thuỷ lợi, quý", "old"), place_tones("hòa giải, thủy lợi, quý", "new")
        ('hòa giải, thủy lợi, quý', 'hoà giải, thuỷ lợi, quý')
    """
    decomposed = unicodedata.normalize("NFD", text)
    other = _NEW_STYLE if style == "old" else _OLD_STYLE
    return unicodedata.normalize("NFC", other.sub(r"\1\3\2\4\6\5", decomposed))


def tone_placement(text: str) -> TonePlacement:
    """The style that a text follows, ``old`` where it shows none or both alike.

    Example:
        >>> tone_placement("thủ tục hoà giải")
        'new'
    """
    decomposed = unicodedata.normalize("NFD", text)
    new = sum(1 for _ in _NEW_STYLE.finditer(decomposed))
    return "new" if new > sum(1 for _ in _OLD_STYLE.finditer(decomposed)) else "old"
