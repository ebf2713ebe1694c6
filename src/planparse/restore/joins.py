"""Spaces that an OCR saw and that are none: halves of words, and dates that broke (`ngày 08/1 1/2016`).

Two ones stand far apart in most type. No digit is changed, and only what the words beside prove is joined.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from planparse.restore.arcs import Arc
from planparse.restore.words import DATE, NUMBER, word_class
from planparse.vietnamese.unicode import strip_marks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from planparse.restore.arcs import ArcFinder, Place
    from planparse.restore.cells import Cell, CutText

LONGEST_JOINED = 9
"""Letters that two halves of a word may have together: the longest syllable has seven."""

_DAY, _MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
_WHOLE_DATE = re.compile(rf"{_DAY}([/.-]){_MONTH}\1(?:19|20)\d\d")
_SIGN = re.compile("[/.-]")
_DAY_OF_TWO, _MONTH_OF_TWO = re.compile(r"[12]\d|3[01]"), re.compile(r"1[0-2]")


def add_joins(
    cut: CutText,
    places: Sequence[Place],
    arcs: list[tuple[Arc, ...]],
    finder: ArcFinder,
    classes: Mapping[str, int],
) -> None:
    """Let neighbours that both look like half a word be one; broken dates are one.

    Args:
        cut: the text.
        places: what stands in each cell.
        arcs: of each cell; those of first halves are added to.
        finder: finds words.
        classes: ids of the classes of numbers.
    """
    halves = {}
    for number, cell, following in _neighbours(cut):
        whole = _joined_date(cut, cell, following)
        if whole:
            kind = classes[word_class(whole) or NUMBER]
            arcs[number] = (Arc(kind, whole, 0.0, joins=True),)
        elif (
            places[number].regime.wrecked
            and len(cell.text) + len(following.text) <= LONGEST_JOINED
            and (finder.is_strange(places[number]) or finder.is_strange(places[number + 1]))
        ):
            halves[number] = (cell.text + following.text, places[number].regime)
    joined = finder.find_joins(halves.values())
    for number, pair in halves.items():
        arcs[number] = (*joined[pair], *arcs[number])


def _neighbours(cut: CutText) -> Iterator[tuple[int, Cell, Cell]]:
    """Cells of one clause with nothing but a space between them, with the number of the first."""
    clauses = set(cut.starts)
    for number, (cell, following) in enumerate(pairwise(cut.cells)):
        if number + 1 not in clauses and cut.touch(cell, following):
            yield number, cell, following


def _joined_date(cut: CutText, cell: Cell, following: Cell) -> str | None:
    if not (cell.text[0].isdecimal() and following.text[0].isdecimal()):
        return None
    tokens = cut.tokens[cell.line]
    before = tokens[cell.token - 1].shape.core if cell.token else ""
    after = tokens[following.token + 1].shape.core if following.token + 1 < len(tokens) else ""
    return joined_date(before, cell.text, following.text, after)


def joined_date(before: str, left: str, right: str, after: str) -> str | None:
    """What two numbers side by side are where an OCR made two of one date; None for two.

    Args:
        before: the word before them.
        left: the first.
        right: the second.
        after: the word after them.

    Example:
        >>> joined_date("ngày", "08/1", "1/2016", "của"), joined_date("tháng", "1", "2", "năm")
        ('08/11/2016', '12')
        >>> joined_date("mục", "1", "2", "năm") is None
        True
    """
    whole = left + right
    first, last = strip_marks(before).lower(), strip_marks(after).lower()
    proven = (
        (first == "ngay" and _SIGN.search(left) and word_class(left) != DATE and _WHOLE_DATE.fullmatch(whole))
        or (first == "ngay" and last == "thang" and len(left) == 1 and _DAY_OF_TWO.fullmatch(whole))
        or (first == "thang" and last == "nam" and len(left) == 1 and _MONTH_OF_TWO.fullmatch(whole))
    )
    return whole if proven else None
