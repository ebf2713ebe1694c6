"""The order of lists: whether a number opens an item among those that are open, and below which."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planparse.parse.markers import Style, next_letter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planparse.parse.markers import Marker, Opening

_GAP = 3
"""Items that a list may skip."""
_LATE_START = 20
"""The highest number at which a list may begin whose start is lost."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item hangs: the depth of its parent in the stack, the reading, whether its number follows."""

    parent: int
    marker: Marker
    in_order: bool = False


def find_place(found: Opening, stack: Sequence[Marker | None], *, unfinished: bool) -> Place | None:
    """Where a number belongs, None where it opens no item.

    Args:
        found: how the line begins.
        stack: the markers of the items that are open, outermost first; None for the root.
        unfinished: whether the paragraph before has no end yet.

    Example:
        >>> from planparse.parse.numbering import opening
        >>> chapter, item = (opening(line).readings[0] for line in ("I. Mục đích", "1. Yêu cầu"))
        >>> place = find_place(opening("I1. Nhiệm vụ"), [None, chapter, item], unfinished=False)
        >>> place.parent, place.marker.text
        (0, 'II')
    """
    for marker in _completed(found.readings, stack):
        place = _in_order(marker, stack)
        if place is not None and not (unfinished and marker.mended):
            return Place(place, marker, in_order=not marker.mended)
    if unfinished or not found.rest[:1].isupper() or not found.readings[0].text:
        return None
    return _out_of_order(found, stack)


def _completed(readings: Sequence[Marker], stack: Sequence[Marker | None]) -> list[Marker]:
    """The readings; a letter that was lost becomes the next of the list that is open."""
    if readings[0].text:
        return list(readings)
    last = next((marker for marker in reversed(stack) if marker and marker.style is Style.LETTER), None)
    after = next_letter(last.value) if last else None
    return [after] if after else []


def _in_order(marker: Marker, stack: Sequence[Marker | None]) -> int | None:
    for depth in range(len(stack) - 1, 0, -1):
        other = stack[depth]
        if other is not None and marker.follows(other):
            return depth - 1
    if marker.style is Style.DECIMAL:
        return _decimal_parent(marker, stack) if marker.first else None
    if marker.style is Style.PERIOD:  # a school year begins in September
        return _first_parent(marker, stack)
    if not marker.first:
        return None
    if any(other is not None and _same_list(other, marker) for other in stack):
        return None
    return _first_parent(marker, stack)


def _same_list(one: Marker, other: Marker) -> bool:
    return (one.style, one.prefix) == (other.style, other.prefix)


_RANK = {Style.PART: 0, Style.ARTICLE: 1, Style.UPPER: 2, Style.ROMAN: 3, Style.PERIOD: 4}


def _first_parent(marker: Marker, stack: Sequence[Marker | None]) -> int:
    """A new list hangs below the deepest open item, but a chapter never below a lesser number."""
    rank = _RANK.get(marker.style)
    depth = len(stack) - 1
    if rank is not None:
        while depth > 0 and _rank(stack[depth]) >= rank:
            depth -= 1
    return depth


def _rank(marker: Marker | None) -> int:
    return _RANK.get(marker.style, 9) if marker else -1


def _decimal_parent(marker: Marker, stack: Sequence[Marker | None]) -> int | None:
    """The item that a decimal number names as its parent; else the deepest that is no decimal or letter."""
    for depth in range(len(stack) - 1, 0, -1):
        other = stack[depth]
        if other is not None and other.text == marker.prefix:
            return depth
    for depth in range(len(stack) - 1, -1, -1):
        other = stack[depth]
        if other is None or other.style not in (Style.DECIMAL, Style.LETTER, Style.PAREN, Style.ARABIC):
            return depth
    return 0


def _out_of_order(found: Opening, stack: Sequence[Marker | None]) -> Place | None:
    """A number that skips or repeats: beside its like, where one is open; a new list only for a chapter."""
    literal = found.readings[0]
    for marker in found.readings:
        for depth in range(len(stack) - 1, 0, -1):
            other = stack[depth]
            if other is not None and _same_list(other, marker) and 0 < marker.value - other.value <= _GAP:
                return Place(depth - 1, marker)
    if literal.style is Style.DECIMAL:
        parent = _decimal_parent(literal, stack)
        return None if parent is None else Place(parent, literal)
    for depth in range(len(stack) - 1, 0, -1):
        other = stack[depth]
        if other is not None and _same_list(other, literal):
            if literal.first:  # a list that begins again: below the heading that stands over the old one
                return Place(depth - 1, literal)
            return Place(depth - 1, literal) if literal.value < other.value + 20 else None
    if literal.mended or literal.value > _LATE_START:
        return None
    # tasks may count on from group to group
    return Place(_first_parent(literal, stack), literal, in_order=literal.style is Style.NAMED)
