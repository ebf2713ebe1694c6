"""The parts of a page, in the order in which a person reads them."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from planparse.ocr.carriers import is_short
from planparse.ocr.columns import find_two_columns
from planparse.ocr.geometry import Rectangle
from planparse.ocr.loose_tables import lines_abreast
from planparse.ocr.misfits import is_misfit
from planparse.ocr.open_tables import find_levels
from planparse.ocr.pictures import without_pictures
from planparse.ocr.ruled import cell_part, take_grids, take_loose_table
from planparse.ocr.rules import may_be_ruled
from planparse.ocr.runs import find_runs
from planparse.ocr.stamps import WIDEST

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from planparse.model.page import BlockKind
    from planparse.ocr.columns import TwoColumns
    from planparse.ocr.grids import Grid
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
_LETTER = 0.7
"""Times the x-height: a stretch without one piece of this height is empty."""
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
    unparted: bool = False
    """Whether print stands in columns that could not be told apart: a table is read as lines."""

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
    levels = find_levels(ink) if tables else ()
    if len(levels) > 1 or (tables and may_be_ruled(ink)):
        grids, clean, ink = take_grids(grey, ink, levels)
    clean, ink = without_pictures(clean, ink)
    runs = find_runs(ink)
    outside = _outside(runs, grids)
    misfits = tuple(grid for grid in grids if is_misfit(grid, runs, ink))
    sound = tuple(grid for grid in grids if grid not in misfits)
    free = _outside(runs, sound)
    unparted = bool(misfits or (tables and lines_abreast(free, height)))
    if unparted and (loose := take_loose_table(free, grey, clean, ink)):
        grids, clean, ink = (*sound, loose.grid), loose.pixels, loose.ink
        runs = find_runs(ink)
        outside = _outside(runs, grids)
        unparted = bool(lines_abreast(outside, height))  # of a second table, or the rest of this one
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
    regions = tuple(region for stretch in stretches for region in stretch.regions)
    return PageParts(regions, clean, ink, runs, unparted)


def _outside(runs: Sequence[Run], grids: Sequence[Grid]) -> list[Run]:
    """The runs that no table holds."""
    return [run for run in runs if not any(grid.box.holds(run.box) for grid in grids)]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A part of the page from one height to another, and what stands there."""

    box: Rectangle
    regions: tuple[Region, ...]


def _beside(span: Rectangle, box: Rectangle) -> bool:
    """Whether the middle of a box is at a height that a table or a pair of columns takes."""
    return span.top <= (box.top + box.bottom) / 2 <= span.bottom


def _table_stretch(grid: Grid, ink: Ink, height: float, shape: tuple[int, ...]) -> _Stretch:
    parts = tuple(cell_part(cell.box, ink, height) for cell in grid.cells)
    if grid.box.width >= WIDEST * shape[1]:
        return _Stretch(grid.box, (TableRegion(grid, parts),))
    return _Stretch(grid.box, tuple(TextRegion(part, "margin") for part in parts if part))


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
    full = {run.box for run in runs if run.box.left < columns.gutter < run.box.right}
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
