"""The ruled tables of a page: their grids, the page without their rules, what of a cell is to be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from planparse.ocr.geometry import Rectangle
from planparse.ocr.grids import LEFT_OVER, Grid, find_grids
from planparse.ocr.loose_tables import find_loose_table, lines_abreast
from planparse.ocr.open_tables import add_columns
from planparse.ocr.preprocess.letters import find_ink, paper_level
from planparse.ocr.preprocess.light import lift_shades
from planparse.ocr.rows import part_rows
from planparse.ocr.rules import erase, find_rules
from planparse.ocr.stamps import fade, find_frames, in_head, lift
from planparse.ocr.white import Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from planparse.ocr.preprocess.letters import Ink
    from planparse.ocr.runs import Run

_RULE_BAND = 0.3
"""Times the x-height: how far a rule may stray from the border of its cell."""
_LEAST_INK = 0.5
"""Times the x-height: smaller ink in a cell is a mark or dirt, and does not widen what is cut out."""
_DASH, _FLAT = 0.3, 1.5
"""Times the x-height, and times its own height, that a dash is wide at least: it is no mark."""
_LETTER = 0.7
"""Times the x-height: a cell without one piece of this height is empty."""
_PAPER = 30
"""Grey levels by which ink is darker than paper at least."""
_DOTTED = 0.2
"""Share of a gutter's height that the dots of a rule take; solid ones take all."""
_PAD = 0.6
"""Times the x-height of white around what is cut out."""


def take_grids(
    grey: NDArray[np.uint8], ink: Ink, levels: Sequence[Rectangle] = ()
) -> tuple[tuple[Grid, ...], NDArray[np.uint8], Ink]:
    """The tables; the page without their rules and without the stamps of its head."""
    lifted = lift_shades(grey, ink.height)
    rules = find_rules(lifted, ink.height)
    if levels:
        rules = add_columns(rules, levels, ink)
    grids = find_grids(rules, ink.height)
    frames = [
        frame for frame in find_frames(rules, ink.height) if not any(grid.box.holds(frame) for grid in grids)
    ]
    boxes = [*(cell.box for grid in grids for cell in grid.cells), *frames]
    if not boxes:
        return (), grey, ink
    clean = fade(frames, rules, lifted, ink) if frames else lifted
    borders = np.zeros(grey.shape, np.uint8)
    for box in boxes:
        _trace(box, borders, round(_RULE_BAND * ink.height))
    clean = erase(clean, np.minimum(np.maximum(rules.across, rules.down), borders))
    ink = find_ink(clean)  # letters that touched a rule stand free now
    stamps = [*(grid.box for grid in grids if in_head(grid.box, grey.shape)), *frames]
    if stamps:
        clean = lift(stamps, clean, ink)
        ink = find_ink(clean)
    tables = (part_rows(grid, ink) for grid in grids if grid.box not in stamps)
    return tuple(grid for grid in tables if grid.row_count > 1 or grid.column_count >= LEFT_OVER), clean, ink


@dataclass(frozen=True, slots=True, eq=False)
class LooseTable:
    """A table told by its white, and the page without its rules."""

    grid: Grid
    pixels: NDArray[np.uint8]
    ink: Ink


def take_loose_table(
    runs: Sequence[Run],
    grey: NDArray[np.uint8],
    clean: NDArray[np.uint8],
    ink: Ink,
) -> LooseTable | None:
    """The table that lines in several parts stand in; None where it cannot be told.

    Args:
        runs: of print that no grid holds.
        grey: the page.
        clean: the page without what was taken out already.
        ink: of `clean`.
    """
    lines = lines_abreast(runs, ink.height)
    if not lines:
        return None
    rules = find_rules(grey, ink.height, pale=True)
    table = find_loose_table(lines, Sheet.of(runs, rules, ink))
    if table is None:
        return None
    drawn = np.zeros_like(grey)
    for band in table.across:
        band.cut(drawn)[:] = band.cut(rules.across)
    for gutter in table.down:
        gutter.cut(drawn)[:, _inked_down(gutter.cut(grey), paper_level(grey))] = 255
    pixels = erase(clean, drawn)
    bare = find_ink(pixels)
    return LooseTable(part_rows(table.grid, bare), pixels, bare)


def _inked_down(gutter: NDArray[np.uint8], paper: int) -> NDArray[np.bool_]:
    """Which columns of pixels hold a rule, solid or dotted, and one to either side."""
    inked = (gutter < paper - _PAPER).mean(axis=0) >= _DOTTED
    return np.asarray(np.convolve(inked, np.ones(3), mode="same") > 0, np.bool_)


def _trace(box: Rectangle, canvas: NDArray[np.uint8], reach: int) -> None:
    """Mark what is near the border of a cell: only there rules are taken out, bars of letters stay."""
    within = (canvas.shape[0], canvas.shape[1])
    inner = box.grown(-reach, within)
    kept = inner.cut(canvas).copy()
    box.grown(reach, within).cut(canvas)[:] = 255
    inner.cut(canvas)[:] = kept


def cell_part(cell: Rectangle, ink: Ink, height: float) -> Rectangle | None:
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
