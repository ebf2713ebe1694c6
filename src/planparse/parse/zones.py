"""The parts of a document: its body, a plan that a decision carries, its annexes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from planparse.parse.closing import read_closing
from planparse.parse.header import is_type_line, read_head
from planparse.parse.layout import PlacedTable, TextLine, text_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planparse.parse.closing import Closing
    from planparse.parse.header import Head
    from planparse.parse.layout import Item

_ANNEX = re.compile(
    r"^\W*(?:PHỤ LỤC|Phụ lục)(?:\s+(?:SỐ|số)?\s*(?P<number>\d{1,2}|[IVX]{1,5}|[A-H]))?\b"
    r"\s*[.:]?\s*(?P<rest>.*)$"
)
_LONGEST_HEADING = 90
_ATTACHED_REACH = 12
"""Lines behind a signature within which an attached plan begins."""


_LEFT_OVER = 5
"""Lines behind a signature that are more than its trail: they are read as an annex without a heading."""


class Part(Enum):
    """What a zone is."""

    BODY = "body"
    ATTACHED = "attached"
    ANNEX = "annex"


@dataclass(frozen=True, slots=True)
class Zone:
    """A run of lines and tables.

    `number` is an annex's own, or that of another document in the same file; empty where it has none.
    """

    part: Part
    items: tuple[Item, ...]
    number: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole document, taken apart."""

    head: Head
    closing: Closing
    zones: tuple[Zone, ...]


def take_apart(items: Sequence[Item]) -> Layout:
    """Head, body, end, attached plans and annexes.

    Example:
        >>> texts = ["KẾ HOẠCH", "Năm 2025", "I. NHIỆM VỤ", "Nơi nhận:", "- Lưu: VT.", "PHỤ LỤC"]
        >>> texts += ["1. Rà soát"]
        >>> found = take_apart([TextLine(text, 1, n) for n, text in enumerate(texts)])
        >>> [(zone.part.value, len(zone.items)) for zone in found.zones]
        [('body', 1), ('annex', 1)]
    """
    lines = text_lines(items)
    head = read_head(lines)
    closing = read_closing(lines[head.length :])
    places = [place for place, item in enumerate(items) if isinstance(item, TextLine)]
    begin = _place(places, head.length, len(items))
    end = _place(places, head.length + closing.body_end, len(items))
    behind = _place(places, head.length + closing.end, len(items))
    body, early = _before_annexes(items[begin:end])
    zones = [Zone(Part.BODY, tuple(body)), *_split(early), *_split(items[behind:])]
    return Layout(head, closing, tuple(zones))


def _place(places: Sequence[int], number: int, end: int) -> int:
    return places[number] if number < len(places) else end


def annex_heading(item: Item) -> str | None:
    """The number of the annex that a line heads, empty where it has none; None for any other line.

    Example:
        >>> texts = ("PHỤ LỤC II", "Phụ lục kèm theo Kế hoạch này.")
        >>> [annex_heading(TextLine(text, 1, 0)) for text in texts]
        ['II', None]
    """
    if not isinstance(item, TextLine):
        return None
    match = _ANNEX.match(item.text)
    if not match or not (item.text.isupper() or not match["rest"] or match["rest"].isupper()):
        return None
    if len(item.text) > _LONGEST_HEADING and not item.text.isupper():
        return None
    return match["number"] or ""


def _before_annexes(items: Sequence[Item]) -> tuple[Sequence[Item], Sequence[Item]]:
    """A body without a signature between it and its annexes."""
    for place, item in enumerate(items):
        if place and annex_heading(item) is not None:
            return items[:place], items[place:]
    return items, ()


def _split(items: Sequence[Item]) -> list[Zone]:
    """What stands behind the signature."""
    starts = [place for place, item in enumerate(items) if annex_heading(item) is not None]
    zones = []
    before = items[: starts[0]] if starts else items
    while (first := _attached_at(before)) is not None:
        zone, before = _attached(before, first)
        zones.append(zone)
    if any(isinstance(item, PlacedTable) for item in before) or len(before) > _LEFT_OVER:
        zones.append(Zone(Part.ANNEX, tuple(before)))
    for start, end in zip(starts, [*starts[1:], len(items)], strict=False):
        zones.append(Zone(Part.ANNEX, tuple(items[start + 1 : end]), annex_heading(items[start]) or ""))
    return zones


def _attached_at(items: Sequence[Item]) -> int | None:
    """Where a plan begins behind a signature: its type."""
    return next((place for place, item in enumerate(items[:_ATTACHED_REACH]) if _heads_a_plan(item)), None)


def _attached(items: Sequence[Item], first: int) -> tuple[Zone, Sequence[Item]]:
    """The plan whose type stands at `first`, and what stands behind its own end.

    A letterhead with a number above the type tells another document from a plan that a decision carries.
    """
    number = read_head(text_lines(items[: first + 1])).number or ""
    plan = items[first:]
    lines = text_lines(plan)
    head = read_head(lines)
    closing = read_closing(lines[head.length :])
    places = [place for place, item in enumerate(plan) if isinstance(item, TextLine)]
    end = _place(places, head.length + closing.body_end, len(plan))
    behind = max(1, _place(places, head.length + closing.end, len(plan)))
    return Zone(Part.ATTACHED, tuple(plan[:end]), number), plan[behind:]


def _heads_a_plan(item: Item) -> bool:
    return isinstance(item, TextLine) and is_type_line(item.text)
