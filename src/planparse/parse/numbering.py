"""What opens a line: the number or the bullet that it begins with.

A line can be read in more than one way (`I.` is I or 1, `9)` may be g): :func:`opening` gives all readings,
the literal one first, and the outline chooses by the order of the list.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from planparse.parse.markers import LETTERS, Marker, Opening, Style, roman_value

if TYPE_CHECKING:
    from collections.abc import Callable

_ORDINALS = {
    word: value
    for value, words in enumerate(
        ("nhất một", "hai", "ba", "tư bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"), 1
    )
    for word in words.split()
}


_NOISE = r"^[\s_~ˆ^:;=°·¬'`.,|“”\"‘’]*"
_BULLET = re.compile(_NOISE + r"(?:([-–—−•●▪◦+*➢✓])\s*|(~)\s+)(?=\S)")
_SPECK_BEFORE_NUMBER = re.compile(r"^\s*(?:[-–'~]|[-–+*]?[.:;,'`]{2,}\s*)(?=\d{1,2}[.,]\s+[A-ZĐÀ-Ỹ])")
"""`-2, Cải cách`: a dash of the paper's own has a space behind it."""
_ROMAN = re.compile(
    _NOISE
    + r"(?!\|\s*:)([IVXLl1|]{1,6})\s*"
    + r"(?:[.):]|/(?!\s*\d)|\s[-–]|(?<=[IVX])[-–](?=\s+[A-ZĐÀ-Ỹ])"
    + r"|(?<=[IVX]),(?=\s+(?![IVX]+\b)[A-ZĐ][A-ZĐÀ-Ỹ]))"
    + r"\s*(?=\S)"
)
"""`III, PHÂN CÔNG`: a point that OCR took for a comma; `I, II và III` are quarters."""
_UPPER = re.compile(_NOISE + r"([A-H])\s*(?:[.)]|\s[-–])\s+(?=\S)")
_DECIMAL = re.compile(
    _NOISE + r"((?:\d{1,2}\s?\.\s?){1,3}\d{1,2})\s*(?:[.):]|[-–](?=\s+[A-ZĐÀ-Ỹ]))?\s+(?=\S)"
)
_DECIMAL_TIGHT = re.compile(_NOISE + r"((?:\d{1,2}\.){1,3}\d{1,2})[.):]?(?=[^\W\d_])")
_ARABIC = re.compile(
    _NOISE + r"(\d{1,3}|[Ilo])\s*(?:[./]\s+|\.(?=[^\W\d_])|:\s+|\s[-–]\s|[-–]\s+(?=[^\W\d_]))(?=\S)"
)
_COMMA = re.compile(_NOISE + r"([1-9]\d?),\s+(?=[A-ZĐÀ-Ỹ])")
"""`2, Cải cách`: a point that OCR took for a comma."""
_LETTER = re.compile(_NOISE + r"([a-zđ]?[&¢]|đd|dđ|[a-zđ])\s*(?:\)\s*|[./]\s+)(?=\S)")
_DIGIT_LETTER = re.compile(_NOISE + r"\(?(\d{1,2})\s*\)\s*(?=\S)")
_WRAPPED = re.compile(_NOISE + r"\(([a-zđ]|[ivx]{1,4})\)\s*(?=\S)")
_PART = re.compile(_NOISE + r"(?:phần|chương)\s+(?:thứ\s+)?(\w{1,5})\b\s*[.:–-]?\s*", re.IGNORECASE)
_ARTICLE = re.compile(_NOISE + r"điều\s+(\d{1,3})\s*[.:]\s*", re.IGNORECASE)
_NAMED = re.compile(
    _NOISE + r"(nhiệm vụ|hoạt động|dự án|tiểu dự án|nội dung|hợp phần|nhóm(?: nhiệm vụ| giải pháp)?)"
    r"\s+(?:số\s+)?(\d{1,2})\s*[.:]\s+(?=\S)",
    re.IGNORECASE,
)
_LOST = re.compile(_NOISE + r"(?:[^\W\d_A-Za-zđ]|[^\W\d_]{2}|[¡!?§£€])?\)\s+(?=[A-ZĐÀ-Ỹ])")
_SPECK = re.compile(r"^\s*(?:[^\s\d-]{1,2}\s+|[^\w\s-]+\s+){1,2}(?=[a-zđ]\)\s|\d{1,2}[.,]\s+[A-ZĐÀ-Ỹ])")
_DIGITS_FOR_LETTERS = {9: "gq", 1: "l", 6: "b", 0: "o", 4: "đ", 8: "g"}
_TWINS = {"q": "g", "g": "q", "l": "i", "i": "l", "c": "e", "e": "c", "n": "h", "h": "n", "d": "đ"}
"""Letters that OCR takes for each other."""
_SLIPS = str.maketrans("l1|", "III")


def opening(line: str) -> Opening | None:
    """How `line` begins, if it can begin with a number or a bullet.

    Example:
        >>> [marker.text for marker in opening("I1. NHIỆM VỤ").readings]
        ['II']
        >>> opening("9) Đăng nhập").readings[1].text
        'g'
        >>> opening("2025 và các năm tiếp theo") is None
        True
    """
    line = _SPECK_BEFORE_NUMBER.sub("", line)
    bullet = _BULLET.match(line)
    if bullet and not (bullet[2] and _LETTER.match(line[bullet.end() :])):  # `~ m)`: a speck before a letter
        return _bullet(bullet, line)
    for read in (
        _read_part,
        _read_article,
        _read_named,
        _read_decimal,
        _read_counted,
        _read_letter,
        _read_lost,
    ):
        found = read(line)
        if found:
            return found
    return None


def _read_lost(line: str) -> Opening | None:
    """`) Triển khai`, `ø) Triển khai`: a letter that OCR lost; `q a) Xây dựng`, `ị 7. Công tác`: a speck."""
    speck = _SPECK.match(line)
    if speck:
        behind = _read_letter(line[speck.end() :]) or _read_counted(line[speck.end() :])
        if behind:
            return Opening(tuple(replace(marker, mended=True) for marker in behind.readings), behind.rest)
    lost = _LOST.match(line)
    return Opening((Marker(Style.LETTER, "", 0, mended=True),), line[lost.end() :]) if lost else None


def _bullet(match: re.Match[str], line: str) -> Opening:
    sign = match[1] or match[2]
    style = Style.PLUS if sign == "+" else Style.STAR if sign == "*" else Style.DASH
    return Opening((Marker(style, sign, 1),), line[match.end() :])


def _read_part(line: str) -> Opening | None:
    match = _PART.match(line)
    if not match:
        return None
    word = match[1]
    value = (
        _ORDINALS.get(word.casefold()) or roman_value(word.upper()) or (int(word) if word.isdecimal() else 0)
    )
    if not value and len(word) == 1 and word in "ABCDE":
        value = LETTERS.replace("đ", "").index(word.lower()) + 1
    heading = line.strip().isupper() or not line[match.end() :].strip()
    if not value or not heading:
        return None
    return Opening((Marker(Style.PART, match[0].strip(" .:–-_~'`,|"), value),), line[match.end() :])


def _read_article(line: str) -> Opening | None:
    match = _ARTICLE.match(line)
    if not match:
        return None
    marker = Marker(Style.ARTICLE, f"Điều {int(match[1])}", int(match[1]))
    return Opening((marker,), line[match.end() :])


def _read_named(line: str) -> Opening | None:
    match = _NAMED.match(line)
    if not match or match[1][0].islower():
        return None
    marker = Marker(Style.NAMED, f"{match[1]} {int(match[2])}", int(match[2]), prefix=match[1].casefold())
    return Opening((marker,), line[match.end() :])


def _read_decimal(line: str) -> Opening | None:
    match = _DECIMAL.match(line) or _DECIMAL_TIGHT.match(line)
    if not match:
        return None
    numbers = [int(part) for part in match[1].split(".")]
    text = ".".join(map(str, numbers))
    if numbers[0] == 0 or numbers[-1] == 0:
        return None
    prefix = text.rpartition(".")[0]
    return Opening((Marker(Style.DECIMAL, text, numbers[-1], prefix=prefix),), line[match.end() :])


def _read_counted(line: str) -> Opening | None:
    """Roman, upper-case letter and arabic numbers, which OCR mixes up."""
    found: list[tuple[Marker, int]] = []
    for pattern, read in _COUNTED:
        match = pattern.match(line)
        marker = read(match[1]) if match else None
        if match and marker:
            found.append((marker, match.end()))
    if not found:
        return None
    found.sort(key=lambda pair: pair[0].mended)
    return Opening(tuple(marker for marker, _ in found), line[found[0][1] :])


def _roman_marker(text: str) -> Marker | None:
    clean = text.translate(_SLIPS)
    value = roman_value(clean)
    if value is None or text.isdecimal() or text == "l":
        return None
    return Marker(Style.ROMAN, clean, value, mended=clean != text)


def _arabic_marker(text: str) -> Marker | None:
    digits = text.translate(str.maketrans("Ilo", "110"))
    if int(digits) == 0:
        return None
    return Marker(Style.ARABIC, str(int(digits)), int(digits), mended=digits != text)


def _comma_marker(text: str) -> Marker:
    return Marker(Style.ARABIC, str(int(text)), int(text), mended=True)


def _upper_marker(text: str) -> Marker | None:
    return Marker(Style.UPPER, text, "ABCDEFGH".index(text) + 1)


_COUNTED: tuple[tuple[re.Pattern[str], Callable[[str], Marker | None]], ...] = (
    (_ROMAN, _roman_marker),
    (_ARABIC, _arabic_marker),
    (_COMMA, _comma_marker),
    (_UPPER, _upper_marker),
)


def _read_letter(line: str) -> Opening | None:
    match = _LETTER.match(line)
    if match:
        letter = match[1].replace("&", "a").replace("¢", "c")[-1]
        marks = [Marker(Style.LETTER, letter, LETTERS.index(letter) + 1, mended=letter != match[1])]
        twin = _TWINS.get(letter)
        if twin:
            marks.append(Marker(Style.LETTER, twin, LETTERS.index(twin) + 1, mended=True))
        return Opening(tuple(marks), line[match.end() :])
    match = _DIGIT_LETTER.match(line)
    if match:
        value = int(match[1])
        readings = [Marker(Style.PAREN, str(value), value)] if value else []
        readings += [
            Marker(Style.LETTER, letter, LETTERS.index(letter) + 1, mended=True)
            for letter in _DIGITS_FOR_LETTERS.get(value, "")
        ]
        return Opening(tuple(readings), line[match.end() :]) if readings else None
    match = _WRAPPED.match(line)
    if match:
        roman = roman_value(match[1].upper())
        value = roman or LETTERS.index(match[1]) + 1
        return Opening(
            (Marker(Style.PAREN, match[1], value, prefix="i" if roman else "a"),), line[match.end() :]
        )
    return None
