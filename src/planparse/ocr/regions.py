"""The parts of a page, in the order in which a person reads them."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

import cv2
import numpy as np

from planparse.ocr.carriers import is_short
from planparse.ocr.columns import find_two_columns
from planparse.ocr.geometry import Rectangle
from planparse.ocr.grids import Grid, find_grids
from planparse.ocr.preprocess.letters import find_ink, paper_level
from planparse.ocr.rules import erase, find_rules, may_be_ruled
from planparse.ocr.runs import find_runs
from planparse.ocr.stamps import WIDEST, fade, find_frames, in_head, lift

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from planparse.model.page import BlockKind
    from planparse.ocr.columns import TwoColumns
    from planparse.ocr.preprocess.letters import Ink
    from planparse.ocr.runs import Run

_HEAD = 0.35
"""Share of the page's height within which a letterhead begins."""
_OUTSIDE = 1.5
"""Times the height of a line by which a stamp stands out into the left margin."""
_BODY = 2
"""Lines below a stamp that tell where the left margin is."""
_PAGE_NUMBER = 3
"""Letters of a page's number at most."""
_PICTURE = 6.0
"""Times the x-height, in both directions: what is larger in one piece is no print."""
_PRINT_CROSSINGS = 6
"""Strokes on one row of pixels that make print of a piece of ink: a short name has as many, loops of a pen
hardly."""
_TIMES_A_PEN = 2.0
"""Times the strokes on the other rows of the piece."""
_UNDERLINE = 0.4
"""Times the x-height: a pen that runs along a line hides so much of it."""
_CROWDED = 0.5
"""Share of a piece's rows with so many strokes from which it is a seal or an emblem."""
_MARKS_ABOVE, _MARKS_BELOW = 1.0, 0.5
"""Times the x-height around the small letters of a line: capitals, marks, feet of letters."""
_RULE_BAND = 0.3
"""Times the x-height: how far a rule may stray from the border of its cell."""
_LEAST_INK = 0.5
"""Times the x-height: smaller ink in a cell is a mark or dirt, and does not widen what is cut out."""
_DASH, _FLAT = 0.3, 1.5
"""Times the x-height, and times its own height, that a dash is wide at least: it is no mark."""
_LETTER = 0.7
"""Times the x-height: a cell or stretch without one piece of this height is empty."""
_PAD = 0.6
"""Times the x-height of white around what is cut out."""


@dataclass(frozen=True, slots=True)
class TextRegion:
    """A column of lines."""

    box: Rectangle
    kind: BlockKind = "text"

    def boxes(self) -> tuple[Rectangle, ...]:
        """What is to be read."""
        return (self.box,)


@dataclass(frozen=True, slots=True)
class TableRegion:
    """A ruled grid."""

    grid: Grid
    parts: tuple[Rectangle | None, ...]
    """What is to be read in each cell of the grid; None: the cell is empty."""

    def boxes(self) -> tuple[Rectangle, ...]:
        """What is to be read."""
        return tuple(part for part in self.parts if part is not None)


Region = TextRegion | TableRegion


@dataclass(frozen=True, slots=True, eq=False)
class PageParts:
    """The parts in reading order, and the picture to read them from: without rules."""

    regions: tuple[Region, ...]
    pixels: NDArray[np.uint8]
    ink: Ink
    runs: tuple[Run, ...]
    """Of its print, from the top down."""

    def boxes(self) -> tuple[Rectangle, ...]:
        """Everything that is to be read, in reading order."""
        return tuple(box for region in self.regions for box in region.boxes())

    def cells(self) -> tuple[int, ...]:
        """Which of the boxes are cells of tables."""
        in_table = [isinstance(region, TableRegion) for region in self.regions for _ in region.boxes()]
        return tuple(number for number, cell in enumerate(in_table) if cell)

    def short_cells(self) -> tuple[int, ...]:
        """Which of the boxes are cells of one line of a few letters."""
        boxes = self.boxes()
        return tuple(number for number in self.cells() if is_short(boxes[number], self.ink.height))


def find_regions(grey: NDArray[np.uint8], ink: Ink, *, tables: bool = True) -> PageParts:
    """Take a page apart: letterhead, body, tables, foot.

    Args:
        grey: the page, upright and straight, at reading size.
        ink: what stands on it.
        tables: whether ruled grids are looked for.
    """
    height = ink.height
    grids: tuple[Grid, ...] = ()
    clean = grey
    if tables and may_be_ruled(ink):
        grids, clean, ink = _take_grids(grey, ink)
    clean, ink = _without_pictures(clean, ink)
    runs = find_runs(ink)
    outside = [run for run in runs if not any(_holds(grid.box, run.box) for grid in grids)]
    columns = find_two_columns(outside, height, grey.shape[0])
    stretches = [
        *(_table_stretch(grid, ink, height, grey.shape) for grid in grids),
        *(
            _column_stretch(stretch, _kinds(stretch, number, runs, grey.shape[0]), height, grey.shape)
            for number, stretch in enumerate(columns)
        ),
    ]
    spans = [stretch.box for stretch in stretches if stretch.box.width >= WIDEST * grey.shape[1]]
    body = [run.box for run in outside if not any(_beside(span, run.box) for span in spans)]
    stretches += _body_stretches(body, spans, height, grey.shape[1])
    stretches.sort(key=lambda stretch: stretch.box.top)
    return PageParts(tuple(region for stretch in stretches for region in stretch.regions), clean, ink, runs)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A part of the page from one height to another, and what stands there."""

    box: Rectangle
    regions: tuple[Region, ...]


def _take_grids(grey: NDArray[np.uint8], ink: Ink) -> tuple[tuple[Grid, ...], NDArray[np.uint8], Ink]:
    """The tables; the page without their rules and without the stamps of its head."""
    rules = find_rules(grey, ink.height)
    grids = find_grids(rules, ink.height)
    frames = [
        frame
        for frame in find_frames(rules, ink.height)
        if not any(_holds(grid.box, frame) for grid in grids)
    ]
    boxes = [*(cell.box for grid in grids for cell in grid.cells), *frames]
    if not boxes:
        return (), grey, ink
    clean = fade(frames, rules, grey, ink) if frames else grey
    borders = np.zeros(grey.shape, np.uint8)
    for box in boxes:
        _trace(box, borders, round(_RULE_BAND * ink.height))
    clean = erase(clean, np.minimum(np.maximum(rules.across, rules.down), borders))
    ink = find_ink(clean)  # letters that touched a rule stand free now
    stamps = [*(grid.box for grid in grids if in_head(grid.box, grey.shape)), *frames]
    if stamps:
        clean = lift(stamps, clean, ink)
        ink = find_ink(clean)
    return tuple(grid for grid in grids if grid.box not in stamps), clean, ink


def _without_pictures(grey: NDArray[np.uint8], ink: Ink) -> tuple[NDArray[np.uint8], Ink]:
    """Paint over what is too large both ways to be print: black seals, signatures, frames, emblems.

    A line of print that a pen has joined to a signature stays.
    """
    pictures = ink.boxes[:, 2:].min(axis=1) >= _PICTURE * ink.height
    pictures[0] = False
    clean = grey
    written_over = False
    for piece in np.flatnonzero(pictures).tolist():
        left, top, width, tall = ink.boxes[piece].tolist()
        window = Rectangle(left, top, left + width, top + tall).grown(1, (grey.shape[0], grey.shape[1]))
        own = ink.labels[window.top : window.bottom, window.left : window.right] == piece
        bands = _lines_within(own, ink.height)
        for band in bands:
            own[band] = False
        stain = cv2.dilate(own.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
        for band in bands:
            stain[band] = False
        clean = grey.copy() if clean is grey else clean
        window.cut(clean)[stain] = paper_level(grey)
        written_over |= bool(bands)
    return clean, find_ink(clean) if written_over else ink


def _lines_within(piece: NDArray[np.bool_], height: float) -> list[slice]:
    """The rows of lines of print that are part of a large piece of ink, their marks included.

    A pen crosses a row a few times and print many times more; a seal does all over.
    """
    crossings = np.count_nonzero(piece[:, 1:] & ~piece[:, :-1], axis=1)
    many = crossings >= max(_PRINT_CROSSINGS, _TIMES_A_PEN * float(np.median(crossings)))
    underline = np.ones(round(_UNDERLINE * height) | 1, np.uint8)  # where one runs, letters are not apart
    closed = cv2.morphologyEx(many.astype(np.uint8)[:, None], cv2.MORPH_CLOSE, underline[:, None])
    busy = np.concatenate(([0], closed[:, 0], [0])).astype(np.int8)
    begins, ends = np.flatnonzero(np.diff(busy) > 0), np.flatnonzero(np.diff(busy) < 0)
    bands = [
        slice(max(0, begin - round(_MARKS_ABOVE * height)), end + round(_MARKS_BELOW * height))
        for begin, end in zip(begins.tolist(), ends.tolist(), strict=True)
        if end - begin >= _LETTER * height
    ]
    crowded = len(piece) and busy.mean() > _CROWDED
    return [] if crowded else bands


def _trace(box: Rectangle, canvas: NDArray[np.uint8], reach: int) -> None:
    """Mark what is near the border of a cell: only there rules are taken out, bars of letters stay."""
    within = (canvas.shape[0], canvas.shape[1])
    inner = box.grown(-reach, within)
    kept = inner.cut(canvas).copy()
    box.grown(reach, within).cut(canvas)[:] = 255
    inner.cut(canvas)[:] = kept


def _holds(outer: Rectangle, inner: Rectangle) -> bool:
    """Whether the middle of one stands in the other."""
    middle = (inner.top + inner.bottom) / 2
    return outer.left <= inner.middle <= outer.right and outer.top <= middle <= outer.bottom


def _beside(span: Rectangle, box: Rectangle) -> bool:
    """Whether the middle of a box is at a height that a table or a pair of columns takes."""
    return span.top <= (box.top + box.bottom) / 2 <= span.bottom


def _table_stretch(grid: Grid, ink: Ink, height: float, shape: tuple[int, ...]) -> _Stretch:
    parts = tuple(_cell_part(cell.box, ink, height) for cell in grid.cells)
    if grid.box.width >= WIDEST * shape[1]:
        return _Stretch(grid.box, (TableRegion(grid, parts),))
    return _Stretch(grid.box, tuple(TextRegion(part, "margin") for part in parts if part))


def _cell_part(cell: Rectangle, ink: Ink, height: float) -> Rectangle | None:
    """What of a cell is to be read: its ink with a little white around; None where it is empty."""
    left, top, width, tall = ink.boxes.T
    dashes = (width > _DASH * height) & (width > _FLAT * tall)
    inside = (
        (left + width / 2 > cell.left)
        & (left + width / 2 < cell.right)
        & (top + tall / 2 > cell.top)
        & (top + tall / 2 < cell.bottom)
        & ((np.maximum(width, tall) > _LEAST_INK * height) | dashes)
    )
    inside[0] = False
    if not (inside & ink.letters & (tall >= _LETTER * height)).any():
        return None
    edge = round(_PAD * height)
    page_tall, page_wide = ink.labels.shape
    return Rectangle(
        max(0, cell.left, int(left[inside].min()) - edge),
        max(0, cell.top, int(top[inside].min()) - edge),
        min(page_wide, cell.right, int((left + width)[inside].max()) + edge),
        min(page_tall, cell.bottom, int((top + tall)[inside].max()) + edge),
    )


def _kinds(
    columns: TwoColumns, number: int, runs: Sequence[Run], page_height: int
) -> tuple[BlockKind, BlockKind]:
    """What the two columns of a stretch are: the page's letterhead, a stamp beside its title, or text."""
    left, right = Rectangle.around(columns.left), Rectangle.around(columns.right)
    if columns.box.top > _HEAD * page_height:
        return "text", "text"
    below = [run for run in runs if run.box.top >= columns.box.bottom and run.letters > _PAGE_NUMBER]
    if not below:  # a foot at the head of a last page
        return "text", "text"
    full = [run.box for run in runs if run.box.left < columns.gutter < run.box.right]
    first = number == 0 and not any(box.bottom < columns.box.top and box.width > left.width for box in full)
    if first and (columns.centred or right.width > left.width):
        return "letterhead", "letterhead"
    body = [run.box for run in below if run.box in full and run.box.width > left.width]
    if len(body) < _BODY:
        return "text", "text"
    stands_out = left.left < median(box.left for box in body) - _OUTSIDE * body[0].height
    return ("margin", "text") if stands_out else ("text", "text")


def _column_stretch(
    columns: TwoColumns, kinds: tuple[BlockKind, BlockKind], height: float, shape: tuple[int, ...]
) -> _Stretch:
    box = columns.box
    edge = round(_PAD * height)
    top, bottom = max(0, box.top - edge), min(shape[0], box.bottom + edge)
    far_left, far_right = max(0, box.left - 5 * edge), min(shape[1], box.right + edge)
    return _Stretch(
        box,
        (
            TextRegion(Rectangle(far_left, top, columns.gutter, bottom), kinds[0]),
            TextRegion(Rectangle(columns.gutter, top, far_right, bottom), kinds[1]),
        ),
    )


def _body_stretches(
    body: Sequence[Rectangle], others: Sequence[Rectangle], height: float, page_width: int
) -> list[_Stretch]:
    """The lines between tables and columns, each stretch as one region over the whole width."""
    tops = sorted(other.top for other in others)
    bottoms = [0, *sorted(other.bottom for other in others)]
    groups: dict[int, list[Rectangle]] = {}
    for box in body:
        groups.setdefault(bisect_left(tops, (box.top + box.bottom) / 2), []).append(box)
    edge = round(_PAD * height)
    found = []
    for number, group in groups.items():
        if max(box.height for box in group) < _LETTER * height:
            continue  # marks of the line below, dust
        around = Rectangle.around(group)
        below = tops[number] if number < len(tops) else around.bottom + 2 * edge
        padded = Rectangle(
            max(0, around.left - 5 * edge),
            max(around.top - edge, min(around.top, (around.top + bottoms[number]) // 2)),
            min(page_width, around.right + 5 * edge),
            min(around.bottom + edge, max(around.bottom, (around.bottom + below) // 2)),
        )
        found.append(_Stretch(around, (TextRegion(padded),)))
    return found
