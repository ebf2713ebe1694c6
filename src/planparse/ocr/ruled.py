"""The ruled tables of a page: their grids, the page without their rules, what of a cell is to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from planparse.ocr.geometry import Rectangle
from planparse.ocr.grids import Grid, find_grids
from planparse.ocr.open_tables import add_columns
from planparse.ocr.preprocess.letters import find_ink
from planparse.ocr.preprocess.light import lift_shades
from planparse.ocr.rows import part_rows
from planparse.ocr.rules import erase, find_rules
from planparse.ocr.stamps import fade, find_frames, in_head, lift

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from planparse.ocr.preprocess.letters import Ink

_RULE_BAND = 0.3
"""Times the x-height: how far a rule may stray from the border of its cell."""
_LEAST_INK = 0.5
"""Times the x-height: smaller ink in a cell is a mark or dirt, and does not widen what is cut out."""
_DASH, _FLAT = 0.3, 1.5
"""Times the x-height, and times its own height, that a dash is wide at least: it is no mark."""
_LETTER = 0.7
"""Times the x-height: a cell without one piece of this height is empty."""
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
    return tuple(grid for grid in tables if grid.row_count > 1), clean, ink


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
