"""Parts of a page that stand in two columns: the letterhead, and the foot with recipients and signer.

They are told by geometry alone: a gutter, wider than any space between words, that runs through several lines
with print on both sides. Words are not consulted, they are not yet read.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from statistics import median, pstdev
from typing import TYPE_CHECKING

from planparse.ocr.geometry import Rectangle

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planparse.ocr.runs import Run

_GUTTER = 1.5
"""Times the x-height: the least width of a gutter through all its lines."""
_CLOSE = 1.3
"""Times the x-height between two lines of one column that belong together."""
_OFF_AXIS = 2.0
"""Times the x-height by which the middle of a further line may miss the middle of its column."""
_HEAD = 0.35
"""Share of the page's height in which sides may nearly touch: letterheads, stamps beside a title."""
_TIGHT = 0.5
"""Times the x-height: the least gutter in a single row whose sides nearly touch."""
_FAR = 4.0
"""Times the x-height off the axes of both columns: a row of another pair of columns."""
_SETTLED = 2
"""Lines that tell the axis of a column."""
_WIDE = 8.0
"""Times the x-height: beside so wide a gutter one line is a column, such as a signer's name."""
_FEWEST = 3
"""Lines in both columns together."""
_NARROWEST = 5.0
"""Times the x-height: what is narrower is a list's numbers, no column."""
_FLATTEST = 0.8
"""Times the x-height: what is flatter is a dash or a pen stroke, no line."""
_MARGIN = 0.08
"""Share of the page's height at top and foot where the page's number stands."""
_PAGE_NUMBER_LETTERS = 3

Interval = tuple[int, int]


@dataclass(frozen=True)
class TwoColumns:
    """A stretch of a page in two columns, each a list of its runs from the top down."""

    left: tuple[Rectangle, ...]
    right: tuple[Rectangle, ...]

    @cached_property
    def box(self) -> Rectangle:
        """Around both columns."""
        return Rectangle.around((*self.left, *self.right))

    @cached_property
    def free(self) -> Interval:
        """What is white between the columns, all the way down."""
        return max(box.right for box in self.left), min(box.left for box in self.right)

    @property
    def gutter(self) -> int:
        """The middle of what is free between the columns."""
        return sum(self.free) // 2

    @property
    def centred(self) -> bool:
        """Whether the left column is set about an axis, as letterheads are, not flush, as recipients are."""
        middles, lefts = [box.middle for box in self.left], [box.left for box in self.left]
        return pstdev(middles) <= pstdev(lefts)


def find_two_columns(runs: Sequence[Run], height: float, page_height: int) -> tuple[TwoColumns, ...]:
    """Every stretch in two columns, from the top down.

    Args:
        runs: the runs of the page, from the top down.
        height: x-height in pixels.
        page_height: in pixels.
    """
    boxes = [run.box for run in runs if _is_line(run, height, page_height)]
    found: list[TwoColumns] = []
    for left, right in _split_rows(boxes, height):
        if found and left.top < found[-1].box.bottom:
            continue
        stretch = _stretch_from(left, right, boxes, height)
        if stretch is not None:
            at_head = stretch.box.top < _HEAD * page_height
            found.append(_with_tight_rows(stretch, runs, height) if at_head else stretch)
    return tuple(found)


def _with_tight_rows(stretch: TwoColumns, runs: Sequence[Run], height: float) -> TwoColumns:
    """The stretch with the rows above it whose two sides stand so close that they make one run.

    Such a row shows white, if little, where the gutter is: so do letterheads with long names on both sides.
    """
    for run in sorted(runs, key=lambda run: run.box.bottom, reverse=True):
        box, gutter = run.box, stretch.free
        above = stretch.box.top - box.bottom
        if not (-height < above <= _CLOSE * height and box.left < gutter[0] and box.right > gutter[1]):
            continue
        white = [
            gap for gap in run.gaps if min(gap[1], gutter[1]) - max(gap[0], gutter[0]) >= _TIGHT * height
        ]
        if len(white) != 1:
            break
        end, begin = white[0]
        stretch = TwoColumns(
            (Rectangle(box.left, box.top, end, box.bottom), *stretch.left),
            (Rectangle(begin, box.top, box.right, box.bottom), *stretch.right),
        )
    return stretch


def _is_line(run: Run, height: float, page_height: int) -> bool:
    in_margin = run.box.bottom < _MARGIN * page_height or run.box.top > (1 - _MARGIN) * page_height
    page_number = in_margin and run.letters <= _PAGE_NUMBER_LETTERS
    return run.letters > 1 and run.box.height >= _FLATTEST * height and not page_number


def _split_rows(boxes: Sequence[Rectangle], height: float) -> Iterator[tuple[Rectangle, Rectangle]]:
    """Neighbours on one line with a gutter between them."""
    for left in boxes:
        beside = [box for box in boxes if box.left > left.right and box.shares_rows_with(left)]
        if beside:
            right = min(beside, key=attrgetter("left"))
            if right.left - left.right >= _GUTTER * height:
                yield left, right


def _stretch_from(
    left: Rectangle, right: Rectangle, boxes: Sequence[Rectangle], height: float
) -> TwoColumns | None:
    """The stretch that begins with this row; None where it is no more than a chance gap in one line."""
    top = min(left.top, right.top)
    below = sorted((box for box in boxes if box.top >= top), key=attrgetter("top"))
    kept, gutter = _open_gutter((left.right, right.left), below, _GUTTER * height)
    middle = sum(gutter) / 2
    kept = _on_axes(kept, middle, height)
    lefts = [box for box in kept if box.right <= middle]
    rights = [box for box in kept if box.left >= middle]
    if not lefts or not rights:
        return None
    barrier = min((box.top for box in below if box.left < middle < box.right), default=None)
    rest = [box for box in below[len(kept) :] if barrier is None or box.bottom <= barrier + height / 2]
    _extend_down(lefts, [box for box in rest if box.right <= gutter[1]], height)
    _extend_down(rights, [box for box in rest if box.left >= gutter[0]], height)
    _extend_up(rights, [box for box in boxes if box.top < top and box.left >= gutter[0]], height)
    narrow = min(Rectangle.around(lefts).width, Rectangle.around(rights).width) < _NARROWEST * height
    wide_open = gutter[1] - gutter[0] >= _WIDE * height and len(lefts) + len(rights) >= _FEWEST
    if narrow or not (wide_open or min(len(lefts), len(rights)) >= _FEWEST - 1):
        return None
    return TwoColumns(tuple(lefts), tuple(sorted(rights, key=attrgetter("top"))))


def _on_axes(kept: Sequence[Rectangle], middle: float, height: float) -> Sequence[Rectangle]:
    """The lines down to a row that stands off both axes: a stamp beside the title below the letterhead."""
    for count, box in enumerate(kept):
        beside = next((one for one in kept[:count] if one.shares_rows_with(box)), None)
        above = [one for one in kept[:count] if one is not beside]
        lefts = [one.middle for one in above if one.right <= middle]
        rights = [one.middle for one in above if one.left >= middle]
        if beside is None or min(len(lefts), len(rights)) < _SETTLED:
            continue
        pair = sorted((beside, box), key=attrgetter("left"))
        off = [abs(one.middle - median(axis)) for one, axis in zip(pair, (lefts, rights), strict=True)]
        if min(off) > _FAR * height and max(map(pstdev, (lefts, rights))) < _OFF_AXIS * height:
            return [one for one in above if one.bottom <= min(beside.top, box.top)]
    return kept


def _open_gutter(
    start: Interval, below: Sequence[Rectangle], least: float
) -> tuple[Sequence[Rectangle], Interval]:
    """The lines, from the top, through which a gutter stays open, and that gutter.

    It ends with the last line that has print on the other side of the gutter beside it; where nothing bars
    the gutter down to the end of the page, with the last line of all.
    """
    free: list[Interval] = [start]
    kept, gutter = 0, start
    for count, box in enumerate(below, 1):
        free = [part for span in free for part in _without(span, box) if part[1] - part[0] >= least]
        if not free:
            return below[:kept], gutter
        widest = max(free, key=lambda span: span[1] - span[0])
        if _faces_print(box, below[: count - 1], sum(widest) / 2):
            kept, gutter = count, widest
    return below, max(free, key=lambda span: span[1] - span[0])


def _without(span: Interval, box: Rectangle) -> tuple[Interval, ...]:
    """What a line leaves free of an interval."""
    if box.right <= span[0] or box.left >= span[1]:
        return (span,)
    return ((span[0], box.left), (box.right, span[1]))


def _faces_print(box: Rectangle, above: Sequence[Rectangle], middle: float) -> bool:
    """Whether an earlier line on the other side of the gutter reaches down to this one."""
    on_left = box.right <= middle
    return any((other.right <= middle) != on_left and other.bottom > box.top for other in above)


def _extend_down(column: list[Rectangle], rest: Sequence[Rectangle], height: float) -> None:
    """Add the lines that go on in one column after the other has ended."""
    for box in rest:
        around = Rectangle.around(column)
        follows = box.top - around.bottom <= _CLOSE * height
        inside = box.left >= around.left - height and box.right <= around.right + height
        if follows and (inside or abs(box.middle - around.middle) <= _OFF_AXIS * height):
            column.append(box)


def _extend_up(column: list[Rectangle], above: Sequence[Rectangle], height: float) -> None:
    """Add the lines of the right column that stand higher than the first line of the left one."""
    for box in reversed(above):
        around = Rectangle.around(column)
        if around.top - box.bottom <= _CLOSE * height and box.left >= around.left - height:
            column.append(box)
