"""Rows into blocks in reading order: letterhead columns, paragraphs, the signature foot, page numbers."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Final

from planparse.ingest.rows import box_of, rows_of
from planparse.model.page import Block, BoundingBox, Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from planparse.model.page import BlockKind, Table, Word

_LEAST_GUTTER: Final = 12.0
"""Points between two columns; justified words stay closer."""
_LEAST_SHARED: Final = 4.0
"""Points that the gutters of all rows have in common; names of agencies are long."""
_GUTTER_ZONE: Final = (0.25, 0.75)
"""Shares of the page's width between which a gutter may lie; list markers hang left of it."""
_CENTRED: Final = 30.0
"""Points by which the middle of a row may miss that of its column."""
_ALIGNED: Final = 6.0
_MOSTLY: Final = 0.6
_CLOSE: Final = 2.5
"""Heights of a line between two rows of one list."""
_MOST_ROWS_APART: Final = 130.0
"""Points: the room for a signature between the signer's office and name."""
_NEW_PARAGRAPH_PITCH: Final = 1.3
_INDENT: Final = 8.0
_SHORT_LINE: Final = 0.12
_MARGIN_ZONE: Final = 0.09
_PAGE_NUMBER: Final = re.compile(r"(?:trang\s*)?[-–]?\s*\d{1,3}\s*[-–]?(?:\s*/\s*\d{1,3})?", re.IGNORECASE)
_MOTTOS: Final = ("CONG HOA XA HOI", "DOC LAP", "DANG CONG SAN VIET NAM")


@dataclass(frozen=True, slots=True)
class _Row:
    words: tuple[Word, ...]
    box: BoundingBox

    @property
    def middle(self) -> float:
        return (self.box.x0 + self.box.x1) / 2

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    def split(self, at: float) -> tuple[_Row | None, _Row | None]:
        left = [word for word in self.words if box_of(word).x1 <= at]
        right = [word for word in self.words if box_of(word).x1 > at]
        return _row(left) if left else None, _row(right) if right else None


@dataclass(frozen=True, slots=True)
class _Band:
    """Rows that stand in two columns."""

    left: tuple[_Row, ...]
    right: tuple[_Row, ...]
    length: int

    @property
    def is_letterhead(self) -> bool:
        text = " ".join(_folded(row.text) for row in (*self.left, *self.right))
        return any(motto in text for motto in _MOTTOS)


def blocks_of(
    words: Iterable[Word], tables: Sequence[Table], width: float, height: float
) -> tuple[Block | Table, ...]:
    """Blocks and tables in reading order.

    Args:
        words: those that stand in no table, upright.
        tables: top to bottom.
        width: of the page, points.
        height: of the page, points.
    """
    rows = [_row(row) for row in rows_of(words)]
    numbers = [row for row in rows if _is_page_number(row, height)]
    body = [row for row in rows if row not in numbers]
    blocks: list[Block | Table] = [_block([row], "margin") for row in numbers]
    for table in tables:
        top = table.bbox.top if table.bbox else 0.0
        above = [row for row in body if row.box.top < top]
        blocks += _text_blocks(above, width)
        blocks.append(table)
        body = body[len(above) :]
    blocks += _text_blocks(body, width)
    return tuple(blocks)


def _text_blocks(rows: Sequence[_Row], width: float) -> list[Block]:
    blocks: list[Block] = []
    run: list[_Row] = []
    index = 0
    while index < len(rows):
        band = _band(rows[index:], width)
        if band is None:
            run.append(rows[index])
            index += 1
            continue
        blocks += _paragraphs(run)
        run = []
        kind: BlockKind = "letterhead" if band.is_letterhead else "text"
        blocks += [_block(column, kind) for column in (band.left, band.right)]
        index += band.length
    return blocks + _paragraphs(run)


def _band(rows: Sequence[_Row], width: float) -> _Band | None:
    """The two-column band that begins with the first row, if one does."""
    gutter = _widest_gap(rows[0], width)
    if gutter is None:
        return None
    low, high = gutter
    taken: list[_Row] = []
    both = 0
    left: list[_Row] = []
    right: list[_Row] = []
    for row in rows:
        if taken and row.box.top - taken[-1].box.bottom > _MOST_ROWS_APART:
            break
        gap = _gap_between(row, low, high)
        if gap is None or gap[1] - gap[0] < _LEAST_SHARED:
            break
        one, two = row.split((gap[0] + gap[1]) / 2)
        if one and two and two.box.x0 - one.box.x1 < _LEAST_GUTTER:
            break
        if (one is None or two is None) and not _fits(one or two, left if two is None else right):
            break
        low, high = gap
        both += one is not None and two is not None
        left += [one] if one else []
        right += [two] if two else []
        taken.append(row)
    band = _Band(tuple(left), tuple(right), len(taken))
    enough = both >= 2 or (both == 1 and (band.is_letterhead or len(taken) >= 3))  # noqa: PLR2004 - rows
    return band if enough else None


def _widest_gap(row: _Row, width: float) -> tuple[float, float] | None:
    """The widest gap of a row that could be a gutter."""
    low, high = (share * width for share in _GUTTER_ZONE)
    gaps = [(box_of(one).x1, box_of(two).x0) for one, two in pairwise(row.words)]
    wide = [gap for gap in gaps if gap[1] - gap[0] >= _LEAST_GUTTER and low <= sum(gap) / 2 <= high]
    return max(wide, key=lambda gap: gap[1] - gap[0], default=None)


def _gap_between(row: _Row, low: float, high: float) -> tuple[float, float] | None:
    """What of the gutter `low` to `high` a row leaves free, None where it crosses all of it."""
    for word in row.words:
        box = box_of(word)
        if box.x1 <= low or box.x0 >= high:
            continue
        if box.x0 - low >= high - box.x1:
            high = box.x0
        else:
            low = box.x1
        if high - low <= 0:
            return None
    return low, high


def _fits(row: _Row | None, column: Sequence[_Row]) -> bool:
    """Whether a row that has words on one side only goes on with that column.

    A letterhead's columns are centred, and the title that follows stands in the middle of the page, where it
    may well begin flush with one of their lines; recipients are set flush left.
    """
    if row is None or not column:
        return False
    if abs(row.middle - median(other.middle for other in column)) <= _CENTRED:
        return True
    edge = median(other.box.x0 for other in column)
    flush = sum(abs(other.box.x0 - edge) <= _ALIGNED for other in column) > _MOSTLY * len(column)
    close = row.box.top - column[-1].box.bottom <= _CLOSE * row.box.height
    return flush and close and any(abs(row.box.x0 - other.box.x0) <= _ALIGNED for other in column)


def _paragraphs(rows: Sequence[_Row]) -> list[Block]:
    if not rows:
        return []
    pitches = [two.box.bottom - one.box.bottom for one, two in pairwise(rows)]
    typical = median(pitches) if pitches else 0.0
    left, right = min(row.box.x0 for row in rows), max(row.box.x1 for row in rows)
    blocks: list[list[_Row]] = [[rows[0]]]
    for before, row, pitch in zip(rows[:-1], rows[1:], pitches, strict=True):
        if pitch > _NEW_PARAGRAPH_PITCH * typical or _begins_paragraph(before, row, left, right):
            blocks.append([row])
        else:
            blocks[-1].append(row)
    return [_block(block, "text") for block in blocks]


def _begins_paragraph(before: _Row, row: _Row, left: float, right: float) -> bool:
    centre = (left + right) / 2
    both_centred = all(
        abs(item.middle - centre) < _CENTRED / 2 and item.box.x0 - left > 2 * _INDENT
        for item in (before, row)
    )
    if both_centred:
        return False
    indented = row.box.x0 - before.box.x0 > _INDENT
    after_short = before.box.x1 < right - _SHORT_LINE * (right - left)
    return indented or after_short


def _is_page_number(row: _Row, height: float) -> bool:
    in_margin = row.box.bottom < _MARGIN_ZONE * height or row.box.top > (1 - _MARGIN_ZONE) * height
    return in_margin and _PAGE_NUMBER.fullmatch(row.text) is not None


def _row(words: Sequence[Word]) -> _Row:
    first, *others = (box_of(word) for word in words)
    box = first
    for other in others:
        box = box.union(other)
    return _Row(tuple(words), box)


def _block(rows: Iterable[_Row], kind: BlockKind) -> Block:
    return Block(tuple(Line(row.words) for row in rows), kind)


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFD", text.upper()).replace("Đ", "D")
    return "".join(char for char in apart if not unicodedata.combining(char))


def all_words(blocks: Iterable[Block | Table]) -> Iterator[Word]:
    """Every word of some blocks."""
    for block in blocks:
        for line in block.lines:
            yield from line.words
