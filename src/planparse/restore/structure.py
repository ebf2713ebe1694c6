"""Structure tokens are mended by grammar and by the order of the list, never by the dictionary.

What is mended here: section numbers (`I1.` after `I.` is `II.`), quarters (`Quý 111/2023` is `Quý III/2023`),
list letters in the order of the Vietnamese alphabet (a b c d đ e g h i k l m n o p q …) and specks before a
list marker. Only lines that an OCR read come here; right text is never touched.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from planparse.vietnamese.syllable import is_syllable
from planparse.vietnamese.unicode import has_marks, strip_marks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planparse.restore.channel import Channel

LETTERS = "abcdđeghiklmnopqrstuvxy"
"""List letters in their order (Decree 30/2020/NĐ-CP, annex I: the Vietnamese alphabet)."""
LIKELY_MISREAD = 9.0
"""Nats up to which a glyph may stand for the list letter that is due."""
_SHAPES = {"c": "¢©€", "e": "€©é", "g": "9&", "b": "6", "o": "0", "q": "9"}
"""What English OCRs read where a lone letter stands before a bracket; words do not teach it."""

_ROMAN = re.compile(r"X{0,2}(?:IX|IV|VI{0,3}|I{1,3}|X)")
_AS_ROMAN = str.maketrans(
    {"1": "I", "l": "I", "|": "I", "!": "I", "ï": "I", "Ï": "I", "í": "I", "Í": "I", "i": "I"}
)
_SPECKS = "“”\"'‘’`´~_.,;:*°^·•|¦"
_HEADING = re.compile(r"(?P<number>[IVXl1|!iïÏíÍTLH]{1,5})(?P<stop>[.,:])")
_LIST_LETTER = re.compile(r"(?P<letter>\S{0,2}?)(?P<stop>\))")
_QUARTER_WORD = re.compile(r"(?i)qu[yýỹỷỳỵ][.:]?")
_QUARTER = re.compile(r"(?P<number>[IVl1|!iTH]{1,4})(?P<rest>(?:[/\-–,;.)].*)?)")
_QUARTERS = {
    "I": "I",
    "II": "II",
    "III": "III",
    "IV": "IV",
    "TV": "IV",
    "IH": "II",
    "IIH": "III",
    "HI": "III",
}
_GLUED_NUMBER = re.compile(r"([IVX]{1,4}\.)([^\W\d_]{2,}.*)")
_SPECK_BETWEEN = re.compile(
    r"(?P<lead>\W*)(?P<left>[^\W\d_]{2,})[.'’`´·:;,](?P<right>[^\W\d_]{2,}|\d{4})(?P<trail>\W*)"
)
_ENGLISH_MARKS = re.compile("[éÉ]")
_ARABIC_QUARTER = re.compile(r"[2-4](?:[/.,;)].*)?")


@dataclass(slots=True)
class _Order:
    """Where the lists of a text have got to."""

    letter: int = -1
    section: int = 0


def mend_structure(
    lines: Sequence[Sequence[str]], channels: Sequence[Channel | None]
) -> dict[tuple[int, int], str]:
    """Structure tokens that were misread.

    Args:
        lines: the tokens of each line.
        channels: what the OCR that read each line does to letters; None for a line that none read.

    Returns:
        What each stands for, by line and token; what reads right is not in it.
    """
    order = _Order()
    roman = not any(_ARABIC_QUARTER.fullmatch(after) for line in lines for after in _after_quarter(line))
    mended: dict[tuple[int, int], str] = {}
    for number, tokens in enumerate(lines):
        channel = channels[number]
        for at, text in _line(tokens, order, channel, roman=roman):
            if channel and text != tokens[at]:
                mended[number, at] = text
    return mended


def _after_quarter(tokens: Sequence[str]) -> Iterator[str]:
    for word, after in pairwise(tokens):
        if _QUARTER_WORD.fullmatch(word):
            yield after


def _line(
    tokens: Sequence[str], order: _Order, channel: Channel | None, *, roman: bool
) -> Iterator[tuple[int, str]]:
    if not tokens:
        return
    for at, token in enumerate(tokens):
        apart = _apart(token, first=at == 0)
        if apart:
            yield at, apart
    head = _heading(tokens, order) or _list_letter(tokens[0], order, channel)
    if head:
        yield 0, head
    for at in range(len(tokens) - 1):
        if _QUARTER_WORD.fullmatch(tokens[at]):
            quarter = _quarter(tokens[at + 1])
            if quarter and (roman or not tokens[at + 1][0].isdigit()):
                quarter_word = "QUÝ" if tokens[at].isupper() else tokens[at][0] + "uý"
                yield at, quarter_word + tokens[at][3:]
                yield at + 1, quarter


def _apart(token: str, *, first: bool) -> str | None:
    """Two words with a speck for the space between them (`sáng.tạo`, `I.MỤC`), with that space."""
    glued = _GLUED_NUMBER.fullmatch(token) if first else None
    if glued:
        return f"{glued[1]} {glued[2]}"
    match = _SPECK_BETWEEN.fullmatch(token)
    if match is None or not (is_syllable(match["left"]) and has_marks(_ENGLISH_MARKS.sub("e", token))):
        return None
    right = match["right"]
    if right.isdigit() or (right.islower() and is_syllable(right)):
        return f"{match['lead']}{match['left']} {right}{match['trail']}"
    return None


def _heading(tokens: Sequence[str], order: _Order) -> str | None:
    """`I1.` before words in capitals, or where the next section is due."""
    match = _HEADING.fullmatch(tokens[0].lstrip(_SPECKS.replace("|", "")))
    if match is None or len(tokens) == 1:
        return None
    number = match["number"].translate(_AS_ROMAN).replace("L", "I").replace("H", "II").replace("TV", "IV")
    if not _ROMAN.fullmatch(number):
        return None
    value, due = roman_value(number), order.section + 1
    shouted = tokens[1].isupper() and len(tokens[1]) > 1
    sure = shouted and value == due > 1  # a bare 1. or 11. is no section of its own
    if not match["number"].isdigit():
        sure = shouted or value in {1, due}
    if sure:
        order.section, order.letter = value, -1
        return number + "."
    return None


def _list_letter(token: str, order: _Order, channel: Channel | None) -> str | None:
    """`9)` where `g)` is due."""
    match = _LIST_LETTER.fullmatch(token.lstrip(_SPECKS))
    if match is None:
        return None
    seen = match["letter"]
    due = LETTERS[order.letter + 1] if order.letter + 1 < len(LETTERS) else ""
    if seen in {"a", due} and seen:
        order.letter = LETTERS.index(seen)
        return f"{seen})"
    if due and order.letter >= 0 and (not seen or _misread(due, seen, channel)):
        order.letter += 1
        return f"{due})"
    if channel and seen and seen in _SHAPES["c"]:
        seen = "c"
    if seen in LETTERS and seen:
        order.letter = LETTERS.index(seen)
        return f"{seen})"
    return None


def _misread(due: str, seen: str, channel: Channel | None) -> bool:
    if channel is None or len(seen) != 1 or due not in channel.units:
        return False
    if seen in _SHAPES.get(due, ""):
        return True
    if seen in LETTERS and strip_marks(due) != seen:
        return False
    return bool(channel.one[channel.units[due], channel.alphabet.get(seen, 0)] < LIKELY_MISREAD)


def _quarter(token: str) -> str | None:
    match = _QUARTER.fullmatch(token)
    if match is None:
        return None
    number = _QUARTERS.get(match["number"].translate(_AS_ROMAN))
    return number + match["rest"] if number else None


def roman_value(number: str) -> int:
    """The value of a roman numeral of I, V, X.

    Example:
        >>> roman_value("XIV")
        14
    """
    values = [{"I": 1, "V": 5, "X": 10}[letter] for letter in number]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)
