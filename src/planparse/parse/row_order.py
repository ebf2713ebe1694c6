"""Numbers of table rows: those that were lost between two others, and those that leave rows out."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from planparse.parse.markers import Marker, Style
from planparse.parse.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planparse.parse.table_rows import Row

_COUNTED = (Style.ARABIC, Style.DECIMAL)
_OWN = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,3})*)\s*[.)_|\-]*\s+(?=\S)")
"""The number of a row at the head of its text, where no rule parted them."""
_FILLED = 3
"""Cells beside its number that a row holds which surely goes on from none."""
_STROKES = 3
"""I, II, III."""


def own_number(text: str) -> tuple[str, str] | None:
    """The number at the head of a text and the rest of it; None where there is none.

    Example:
        >>> own_number("2_ Rà soát văn bản"), own_number("2 lần")
        (('2', 'Rà soát văn bản'), ('2', 'lần'))
    """
    text = squeeze(text)
    found = _OWN.match(text)
    return (found["number"], text[found.end() :]) if found else None


def mend_numbers(rows: Sequence[Row]) -> None:
    """Give rows without a number the one that the rows above and below leave; they are doubtful.

    A cut row that goes on from the page before has no number either, but then the next one counts on. A group
    above rows that begin at 1 is no `1` itself: it was `I`.
    """
    for group, first in pairwise(rows):
        if group.group and group.marker and first.marker and not first.group:
            group.marker = _as_roman(group.marker, first.marker)
    for above, row, below in zip((None, *rows), rows, (*rows[1:], None), strict=False):
        lost = _left_between(above, row, below)
        if lost:
            row.marker, row.doubtful = lost, True


def _left_between(above: Row | None, row: Row, below: Row | None) -> Marker | None:
    """The number that a row without a right one has by those beside it; None where they tell none."""
    cell = row.number_cell
    if row.group or (above and cell and cell is above.number_cell):
        return None
    if row.marker and row.marker.style is not Style.UPPER:
        return _with_point(row.marker, above.marker) if above and above.marker else None
    if row.marker is None and not _is_unread(row) and len(row.cells) < _FILLED:
        return None
    follows = below.marker if below and not below.group else None
    if above is None or above.group:
        return _first_before(follows) if _is_unread(row) else None
    lost = _next(above.marker) if above.marker else None
    ends = follows is None and _is_unread(row)
    return lost if lost and (ends or (follows and follows.follows(lost))) else None


def _with_point(marker: Marker, above: Marker) -> Marker | None:
    """`1.2` that was read `12` below `1.1`.

    Example:
        >>> _with_point(Marker(Style.ARABIC, "12", 12), Marker(Style.DECIMAL, "1.1", 1, prefix="1")).text
        '1.2'
    """
    lost = _next(above) if above.style is Style.DECIMAL and marker.style is Style.ARABIC else None
    return lost if lost and lost.text.replace(".", "") == marker.text else None


def _is_unread(row: Row) -> bool:
    """Whether something stands where its number is, and is none."""
    return row.marker is None and row.number_cell is not None and bool(row.number_cell.text.strip())


def _first_before(marker: Marker | None) -> Marker | None:
    """`1` before `2`, `2.1` before `2.2`."""
    if marker is None or marker.style not in _COUNTED or marker.value != 2:  # noqa: PLR2004 - the second
        return None
    return replace(marker, text=f"{marker.prefix}.1" if marker.prefix else "1", value=1, mended=True)


def find_gaps(rows: Sequence[Row]) -> list[Row]:
    """Rows below which, or above which, the numbers say that others are missing."""
    counted = [(row, row.marker) for row in rows if row.marker and row.marker.style in _COUNTED]
    found: list[Row] = []
    for (above, before), (row, marker) in pairwise(counted):
        same = (before.style, before.prefix) == (marker.style, marker.prefix)
        if same and marker.value > before.value + 1:
            found += [above, row]
    return found


def find_repeats(rows: Sequence[Row]) -> list[Row]:
    """Rows that have the number of the row above in a cell of their own: one of the two was misread."""
    return [
        row
        for above, row in pairwise(rows)
        if row.marker and row.marker == above.marker and not (row.group or above.group)
    ]


def _as_roman(group: Marker, first: Marker) -> Marker:
    """The number of a group, whose strokes may have passed for figures.

    Example:
        >>> _as_roman(Marker(Style.ARABIC, "11", 11), Marker(Style.ARABIC, "1", 1)).text
        'II'
    """
    alike = group.style is first.style is Style.ARABIC and first.first and set(group.text) == {"1"}
    count = len(group.text)
    return Marker(Style.ROMAN, "I" * count, count, mended=True) if alike and count <= _STROKES else group


def _next(marker: Marker) -> Marker | None:
    """The number after one."""
    if marker.style not in _COUNTED:
        return None
    value = marker.value + 1
    text = f"{marker.prefix}.{value}" if marker.prefix else str(value)
    return replace(marker, text=text, value=value, mended=True)
