"""Structure tokens are mended by grammar and by the order of the list, never by the dictionary.

What is mended here: section numbers (`I1.` after `I.` is `II.`), quarters (`Quý 111/2023` is `Quý III/2023`),
list letters in the order of the Vietnamese alphabet (a b c d đ e g h i k l m n o p q …), specks before a list
marker, ones read as letters (`tháng ii năm`). Each rule asks for what right text does not have: a sign of no
alphabet, a number out of its row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from planparse.resources import read_table
from planparse.restore.lists import Marker, read_letters
from planparse.restore.words import Shape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from planparse.restore.channel import Channel

_ROMAN = re.compile(r"X{0,2}(?:IX|IV|VI{0,3}|I{1,3}|X)")
_STROKES = str.maketrans(
    {"1": "I", "l": "I", "|": "I", "!": "I", "ï": "I", "Ï": "I", "í": "I", "Í": "I", "i": "I", "¡": "I"}
    | {"L": "I", "H": "II", "Ý": "V"}
)
"""What the strokes of roman numerals are taken for: an H is two of them."""
_SPECKS = "“”\"'‘’`´~_.,;:*°^·•|¦"
_HEADING = re.compile(r"(?P<number>[IVXl1|!iïÏíÍTLHÝ]{1,5})(?P<stop>[.,:])")
_MARKER = re.compile(r"(?P<letter>\S{0,2}?)(?P<stop>\))")
_DOTTED = re.compile(r"(?P<letter>[a-zđ]|[^\w\s.,;:+*•\-–—]|[øïö])(?P<stop>\.)")
_STROKES_OF_ONE = re.compile(r"[1iIlïìíÌÍÏ|!]{1,2}")
_BARRED = re.compile(r"[XV]+(?:I+H|HI+)")
_STROKE_IN_NUMBER = re.compile(r"l(?=\d{1,2}\Z)|(?<=\d)l(?=\d*/[A-ZĐ]+-)")
_STROKE_AFTER_HYPHEN = re.compile(r"(?<=[^\W\d_]-)[Il|ÌìÍí](?=[02-9]\Z)")
"""Of `COVID-I9`: no roman number goes on with a figure."""
_QUARTER_WORD = re.compile(r"(?i)qu[yýỹỷỳỵ][.:]?")
_RIGHT_QUARTER = re.compile("(?i)quý")
_QUARTER = re.compile(r"(?P<number>[IVl1|!iTH]{1,4})(?P<rest>(?:[/⁄\-–,;.)].*)?)")
_QUARTERS = {"I": "I", "II": "II", "III": "III", "IIII": "III", "IV": "IV"}
_ARABIC_QUARTER = re.compile(r"[2-4](?:[/⁄.,;)].*)?")
_LOST_STROKE = {"II": "III", "VI": "VII", "VII": "VIII"}
"""What a numeral was when the one before it is the same and it lost a stroke."""


@dataclass(frozen=True, slots=True)
class ReadLine:
    """The tokens of a line, what OCRs of its kind do to letters, how sure ours was of the first (0..1)."""

    tokens: tuple[str, ...]
    channel: Channel
    confidence: float | None = None
    """None where only text was given."""
    wrecked: bool = False
    """Whether it does not read right."""


def mend_structure(
    lines: Sequence[ReadLine], misread: AbstractSet[tuple[str, str]]
) -> dict[tuple[int, int], str]:
    """Structure tokens that were misread.

    Args:
        lines: in the order of the text.
        misread: list letters and what they are known to be taken for.

    Returns:
        What each stands for, by line and token; what reads right is not in it.
    """
    tokens = [line.tokens for line in lines]
    found = dict(_headings(tokens))
    for pattern in (_MARKER, _DOTTED):
        found |= _letters(lines, misread, pattern)
    found |= dict(_quarters(lines))
    for number, line in enumerate(tokens):
        found |= {(number, at): text for at, text in _ones(line) if (number, at) not in found}
    return {(line, token): text for (line, token), text in found.items() if text != tokens[line][token]}


def read_misread_letters(extra: Sequence[Path] = ()) -> frozenset[tuple[str, str]]:
    """List letters and what they are known to be taken for; ours and a user's of the same name."""
    return frozenset((row["printed"], row["read"]) for row in read_table("list_letters.tsv", extra))


def _letters(
    lines: Sequence[ReadLine], misread: AbstractSet[tuple[str, str]], pattern: re.Pattern[str]
) -> dict[tuple[int, int], str]:
    """`9)` where `g)` is due."""
    found = [
        (number, match)
        for number, line in enumerate(lines)
        if line.tokens and (match := pattern.fullmatch(line.tokens[0].lstrip(_SPECKS)))
    ]
    markers = [
        Marker(match["letter"], lines[number].channel, lines[number].confidence) for number, match in found
    ]
    return {
        (number, 0): f"{letter}{match['stop']}" if letter else lines[number].tokens[0]
        for (number, match), letter in zip(found, read_letters(markers, misread), strict=True)
    }


@dataclass(frozen=True, slots=True)
class _Heading:
    """A line that begins with a number that may be roman."""

    line: int
    seen: str
    number: str
    dotted: bool
    shouted: bool

    @property
    def is_roman(self) -> bool:
        """Whether it was read as letters, in part at least."""
        return not self.seen.isdigit()


def _headings(lines: Sequence[Sequence[str]]) -> Iterator[tuple[tuple[int, int], str]]:
    """`I1.` before words in capitals, or where the next section is due."""
    found = [heading for number, tokens in enumerate(lines) if (heading := _heading(number, tokens))]
    shouted = iter([heading for heading in found if heading.shouted][1:])
    section = 0
    for heading in found:
        value, due = roman_value(heading.number), section + 1
        following = next(shouted, None) if heading.shouted else None
        sure = value == due or (heading.dotted and (heading.shouted or value == 1))
        if heading.seen.isdigit():
            # A bare 1. or 11. is a section only where its neighbours are sections.
            first = value == 1 and following is not None and following.is_roman and following.number == "II"
            sure = heading.shouted and value == due and (value > 1 or first)
        number = heading.number
        if heading.shouted and heading.is_roman and value == section:
            number = _LOST_STROKE.get(number, number)
        if sure:
            section = roman_value(number)
            yield (heading.line, 0), number + "."


def _heading(line: int, tokens: Sequence[str]) -> _Heading | None:
    if len(tokens) < 2:  # noqa: PLR2004 - a number and a word
        return None
    match = _HEADING.fullmatch(tokens[0].lstrip(_SPECKS.replace("|", "")))
    if match is None:
        return None
    seen = match["number"]
    number = seen if _ROMAN.fullmatch(seen) else seen.replace("TV", "IV").translate(_STROKES)
    if not _ROMAN.fullmatch(number) or (number == seen and match["stop"] != "."):
        return None
    word = tokens[1].strip(_SPECKS + "()")
    shouted = word.isupper() and len(word) > 1 and not _ROMAN.fullmatch(word)
    return _Heading(line, seen, number, match["stop"] == ".", shouted)


def _quarters(lines: Sequence[ReadLine]) -> Iterator[tuple[tuple[int, int], str]]:
    """`Quý 1/2023` where the text writes its quarters in roman numbers."""
    places = [
        (number, at)
        for number, line in enumerate(lines)
        for at, (word, _) in enumerate(pairwise(line.tokens))
        if _QUARTER_WORD.fullmatch(word)
    ]
    roman = _writes_roman_quarters([(lines[line], at) for line, at in places])
    for line, at in places:
        word, after = lines[line].tokens[at : at + 2]
        quarter = _quarter(after)
        if quarter and (roman or not after[0].isdigit()):
            yield (line, at), ("QUÝ" if word.isupper() else word[0] + "uý") + word[3:]
            yield (line, at + 1), quarter


def _writes_roman_quarters(places: Sequence[tuple[ReadLine, int]]) -> bool:
    """Whether a quarter 1 is I: nothing speaks against it, and a roman one or an OCR for it."""
    after = [line.tokens[at + 1] for line, at in places]
    if any(map(_ARABIC_QUARTER.fullmatch, after)):
        return False
    read = any(
        line.confidence is not None or not _RIGHT_QUARTER.match(line.tokens[at]) for line, at in places
    )
    return read or any(_quarter(token) and not token[0].isdigit() for token in after)


def _quarter(token: str) -> str | None:
    match = _QUARTER.fullmatch(token)
    if match is None:
        return None
    number = _QUARTERS.get(match["number"].replace("TV", "IV").translate(_STROKES))
    return number + match["rest"] if number else None


def _ones(tokens: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Strokes that can only be ones: `tháng ii năm`, `Dự án l:`, `7l/NQ-CP`; and romans with an H for two."""
    for at, token in enumerate(tokens):
        shape = Shape.of(token)
        before = tokens[at - 1].lower() if at else ""
        after = tokens[at + 1].lower() if at + 1 < len(tokens) else ""
        if (shape.core == "l" and shape.trail in {".", ":"}) or (
            before == "tháng" and after == "năm" and _STROKES_OF_ONE.fullmatch(shape.core)
        ):
            yield at, shape.lead + "1" * len(shape.core) + shape.trail
        elif (number := _number(shape.core)) != shape.core:
            yield at, shape.lead + number + shape.trail


def _number(core: str) -> str:
    """The core with strokes as the ones or romans that they must be."""
    roman = core.translate(_STROKES)
    if _BARRED.fullmatch(core) and _ROMAN.fullmatch(roman):
        return roman
    number = _STROKE_IN_NUMBER.sub("1", core)
    return number if number[:1].isdecimal() else _STROKE_AFTER_HYPHEN.sub("1", core)


def roman_value(number: str) -> int:
    """The value of a roman numeral of I, V, X.

    Example:
        >>> roman_value("XIV")
        14
    """
    values = [{"I": 1, "V": 5, "X": 10}[letter] for letter in number]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)
