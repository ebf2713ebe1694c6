"""How printed phrases are compared: without case, tone placement, or doubled spaces."""

from __future__ import annotations

import re
import unicodedata

_SPACES = re.compile(r"\s+")
_DASHES = str.maketrans({"–": "-", "—": "-", "−": "-", "“": '"', "”": '"', "’": "'", "‘": "'"})
# The tone of an open oa, oe, uy stands on the first vowel or on the second; the first is taken for both.
_LATE_TONE = re.compile("(o|(?<!q)u)([aey])([\u0323\u0300\u0301\u0303\u0309])(?![\\w\u031b\u0306\u0302])")


def fold(text: str) -> str:
    """A key under which the same phrase is found again however it was typed.

    Example:
        >>> fold("Ủy ban  nhân dân TỈNH") == fold("Uỷ ban nhân dân tỉnh")
        True
    """
    apart = unicodedata.normalize("NFD", text.casefold().translate(_DASHES))
    moved = _LATE_TONE.sub(r"\1\3\2", apart)
    return _SPACES.sub(" ", unicodedata.normalize("NFC", moved)).strip()


def bare(text: str) -> str:
    """The folded text without any mark, for what OCR may have marked wrongly.

    Example:
        >>> bare("Sản phầm") == bare("sản phẩm")
        True
    """
    apart = unicodedata.normalize("NFD", fold(text)).replace("đ", "d")
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def squeeze(text: str) -> str:
    """The text with single spaces."""
    return _SPACES.sub(" ", text).strip()


def sentence_case(text: str) -> str:
    """The first letter large, the rest as it stands.

    Example:
        >>> sentence_case("chánh văn phòng")
        'Chánh văn phòng'
    """
    return text[:1].upper() + text[1:]


def is_name_word(word: str) -> bool:
    """Whether a word is written like one of a proper name: one large letter, then small ones.

    Example:
        >>> [is_name_word(word) for word in ("Quảng", "TỈNH", "tỉnh")]
        [True, False, False]
    """
    return word[:1].isupper() and (len(word) == 1 or word[1:].islower())
