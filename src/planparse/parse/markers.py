"""Tokens of numbering: the lists that a document can hold, and where in its list an item stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

LETTERS = "abcdđefghijklmnopqrstuvwxyz"
"""Order of lettered lists. Offices leave out f, j, w and z; some leave out đ."""
_OPTIONAL = frozenset("fjwz")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}


class Style(Enum):
    """The lists that a document can hold, each with a counter of its own."""

    PART = "part"
    UPPER = "upper"
    ROMAN = "roman"
    ARABIC = "arabic"
    DECIMAL = "decimal"
    LETTER = "letter"
    PAREN = "paren"
    ARTICLE = "article"
    NAMED = "named"
    PERIOD = "period"
    DASH = "dash"
    PLUS = "plus"
    STAR = "star"

    @property
    def bullet(self) -> bool:
        """Whether its items carry no number."""
        return self in (Style.DASH, Style.PLUS, Style.STAR)

    @property
    def heading(self) -> bool:
        """Whether it may number a heading."""
        return self in (Style.PART, Style.UPPER, Style.ROMAN, Style.ARABIC, Style.DECIMAL, Style.PERIOD)


@dataclass(frozen=True, slots=True)
class Marker:
    """One numbering token.

    `text` is the number as a path shows it (`II`, `1.1`, `đ`), `value` its place in the list from 1 (letters:
    their place in :data:`LETTERS`), `mended` that it was not printed like this.
    """

    style: Style
    text: str
    value: int
    mended: bool = False
    prefix: str = ""
    """`2.1` of `2.1.3`; the word of a named list (`dự án`)."""

    def follows(self, other: Marker) -> bool:
        """Whether this is the next item after `other` of the same list.

        Example:
            >>> Marker(Style.LETTER, "g", 8).follows(Marker(Style.LETTER, "e", 6))
            True
        """
        if (self.style, self.prefix) != (other.style, other.prefix):
            return False
        if self.style is Style.LETTER:
            between = set(LETTERS[other.value : self.value - 1])
            return self.value > other.value and between <= _OPTIONAL | {"đ"}
        return self.value == other.value + 1

    @property
    def first(self) -> bool:
        """Whether a list begins with it."""
        return self.value == 1


@dataclass(frozen=True, slots=True)
class Opening:
    """How a line can begin: the readings of its number, likeliest first, and the text behind it."""

    readings: tuple[Marker, ...]
    rest: str


def roman_value(text: str) -> int | None:
    """The value of a roman number of I, V, X and L; None for what is none.

    Example:
        >>> roman_value("XIV"), roman_value("IIV")
        (14, None)
    """
    total = 0
    for sign, after in zip(text, [*text[1:], ""], strict=True):
        value = _ROMAN_VALUES.get(sign)
        if value is None:
            return None
        total += -value if _ROMAN_VALUES.get(after, 0) > value else value
    return total if total > 0 and to_roman(total) == text else None


def to_roman(value: int) -> str:
    """A number as roman, 1 to 89.

    Example:
        >>> to_roman(14)
        'XIV'
    """
    signs = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    text = ""
    for worth, sign in signs:
        count, value = divmod(value, worth)
        text += sign * count
    return text


def next_letter(value: int) -> Marker | None:
    """The item after the letter at `value`, the letters that offices leave out passed over."""
    rest = [letter for letter in LETTERS[value:] if letter not in _OPTIONAL]
    return Marker(Style.LETTER, rest[0], LETTERS.index(rest[0]) + 1, mended=True) if rest else None
