"""Abbreviations that a document defines itself: `Trung tâm … (sau đây viết tắt là TTHCC)`."""

from __future__ import annotations

import re

from planparse.parse.text import fold, squeeze

_DEFINED = re.compile(
    r"(?P<name>[A-ZĐÀ-Ỹ][^()\n;:.]{4,100}?)\s*"
    r"\((?:sau đây\s+)?(?:viết tắt|gọi (?:tắt|chung))(?:\s+là)?\s*:?\s*(?P<short>[^()]{2,40})\)"
)
_CAPITALS = re.compile(r"(?P<name>[A-ZĐÀ-Ỹ][^()\n;:.,]{4,80}?)\s*\((?P<short>[A-ZĐ][A-ZĐ&-]{1,9})\)")


def find_abbreviations(text: str) -> dict[str, str]:
    """Folded abbreviation to the full name that stands before it.

    Example:
        >>> find_abbreviations("Trung tâm Phục vụ hành chính công (viết tắt là TTPV) tiếp nhận hồ sơ")
        {'ttpv': 'Trung tâm Phục vụ hành chính công'}
    """
    found: dict[str, str] = {}
    for pattern in (_DEFINED, _CAPITALS):
        for match in pattern.finditer(text):
            found.setdefault(fold(match["short"]), squeeze(match["name"]))
    return found
