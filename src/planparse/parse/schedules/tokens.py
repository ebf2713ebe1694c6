"""The terminals of a printed time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planparse.parse.markers import roman_value
from planparse.parse.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

_QUARTERS = 4


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or sign of a time; `kind` names the terminal of the grammar."""

    kind: str
    text: str
    numbers: tuple[int, ...] = ()


_TOKEN = re.compile(
    r"(?P<citation>\b(?:số\s+)?\d+(?:/\d{4})?/?-?\s*[A-ZĐ][\w-]*(?:[-/][\wĐ-]+)+(?:,?\s+ngày\s+[\d/ ]+"
    r"(?:tháng\s+\d+\s+năm\s+\d{4})?)?)"
    r"|(?P<slip>(?<=[Qq]u[ýỹyíi] )(?:111|11|1I|I1|1II|II1|1V)(?!\d))"
    r"|(?P<date>\b\d{1,2}(?:\s?/\s?\d{1,2}\s?/\s?|-\d{1,2}-|\.\d{1,2}\.)\d{4}\b)"
    r"|(?P<monthyear>\b\d{1,2}\s?/\s?\d{4}\b)"
    r"|(?P<daymonth>\b\d{1,2}/\d{1,2}\b)"
    r"|(?P<year>\b(?:19|20)\d{2}\b)"
    r"|(?P<number>\b\d{1,3}\b)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<sign>[;.,()/&–—-])"
)
_SHORT = (
    (re.compile(r"\bT\.?\s?(?=(?:0?[1-9]|1[0-2])\s?/\s?20\d\d\b)"), "tháng "),
    (re.compile(r"\bQ\.?\s?(?=(?:[1-4]|I{1,3}|IV)\b)"), "quý "),
)
"""`T6/2025`, `Q.II`; a bare `T6` may be a Friday."""
_WORDS = {
    "quý": "quarter",
    "quí": "quarter",
    "quỹ": "quarter",
    "tháng": "month",
    "ngày": "day",
    "năm": "yearword",
    "tuần": "week",
    "trước": "before",
    "đến": "until",
    "tới": "until",
    "hết": "full",
    "từ": "from",
    "hằng": "every",
    "hàng": "every",
    "mỗi": "every",
    "theo": "relative",
    "khi": "relative",
    "và": "and",
    "đầu": "early",
    "cuối": "late",
    "sáu": "six",
}
_SLIPS = {"111": 3, "11": 2, "1I": 2, "I1": 2, "1II": 3, "II1": 3, "1V": 4}
"""Roman quarters as OCR leaves them."""
_PHRASES = {
    ("thường", "xuyên"): "continuous",
    ("liên", "tục"): "continuous",
    ("định", "kỳ"): "periodic",
    ("định", "kì"): "periodic",
    ("chậm", "nhất"): "latest",
    ("muộn", "nhất"): "latest",
    ("giai", "đoạn"): "period",
    ("tiếp", "theo"): "onward",
    ("trở", "đi"): "onward",
    ("năm", "sau"): "onward",
    ("căn", "cứ"): "relative",
    ("tùy", "theo"): "relative",
    ("đột", "xuất"): "passing",
    ("trong", "vòng"): "relative",
}


def tokens_of(text: str) -> list[Token]:
    """The terminals of a time.

    Example:
        >>> [token.kind for token in tokens_of("trước ngày 30/11/2023; hằng quý")]
        ['before', 'day', 'date', 'stop', 'every', 'quarter']
        >>> [token.kind for token in tokens_of("T6/2025, QII")]
        ['month', 'monthyear', 'comma', 'quarter', 'roman']
    """
    for short, word in _SHORT:
        text = short.sub(word, text)
    flat: list[Token] = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        if kind == "citation":
            continue
        flat.append(_token(kind, match[0]))
    return _join_phrases(flat)


def _token(kind: str, text: str) -> Token:
    if kind == "sign":
        return Token(
            "stop" if text in ";.)" else "comma" if text in ",&(" else "slash" if text == "/" else "dash",
            text,
        )
    if kind == "slip":
        return Token("roman", text, (_SLIPS[text],))
    if kind == "word":
        value = roman_value(text) if text.isupper() else None
        if value and value <= _QUARTERS:
            return Token("roman", text, (value,))
        return Token(_WORDS.get(fold(text), "word"), fold(text))
    return Token(kind, text, tuple(int(part) for part in re.findall(r"\d+", text)))


def _join_phrases(tokens: Sequence[Token]) -> list[Token]:
    joined: list[Token] = []
    position = 0
    while position < len(tokens):
        pair = tuple(token.text for token in tokens[position : position + 2])
        kind = _PHRASES.get((pair[0], pair[1])) if len(pair) == 2 else None  # noqa: PLR2004 - a pair has two
        joined.append(Token(kind, " ".join(pair)) if kind else tokens[position])
        position += 2 if kind else 1
    return joined
