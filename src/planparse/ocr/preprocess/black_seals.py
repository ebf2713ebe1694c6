"""Black round seals, as copiers leave them, taken apart from the title and the name below them.

The rings go as staff lines go from sheet music (a stroke that crosses one stays), and of what stands inside
only the letters stay that carry on a line from outside.
"""

from __future__ import annotations

from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING

import cv2
import numpy as np

from planparse.ocr.geometry import Rectangle
from planparse.ocr.preprocess.letters import Ink
from planparse.ocr.preprocess.rings import Seal, unrolled
from planparse.ocr.runs import find_runs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from planparse.ocr.runs import Run

REACH = 8.0
"""Times the x-height around a seal in which lines are looked for that run into it, or share their axis."""
FEWEST = 5
"""Letters of a line that tells the axis."""
SHORTEST, TALLEST = 0.6, 2.7
"""Times the x-height: pieces of letters, the tallest with two marks."""
_WIDEST = 3.0
"""Times the x-height of such a piece."""
_MARK = 0.5
"""Times the x-height by which marks stand above and below the letters of a line."""
_GAP = 1.2
"""Times the x-height: no space in a centred line is wider."""
_EDGE = 0.4
"""Times the x-height by which a ring may stray from its circle."""
_RING = 0.6
"""Share of a circle that must be inked to be taken out."""
_STROKE = 0.15
"""Times the x-height of ink on both sides of a ring that make a stroke which crosses it."""
_CRUMB = 0.17
"""Times the x-height: the dot below a letter is larger."""
_NEAR = 3.0
"""Times the x-height between a seal and the next whole letter outside."""
_HALF = 127


def take_apart(clean: NDArray[np.uint8], seal: Seal, ink: Ink, paper: int) -> None:
    """Take the rings out, and of what is inside all but the letters of lines that come from outside."""
    height = ink.height
    around = Rectangle(seal.x, seal.y, seal.x, seal.y).grown(
        seal.radius + round(REACH * height), (clean.shape[0], clean.shape[1])
    )
    box = Rectangle(around.left, around.top, clean.shape[1], around.bottom)
    part = box.cut(clean)
    inked = (ink.labels[box.top : box.bottom, box.left : box.right] > 0).astype(np.uint8) * 255
    here = _centred(inked, Seal(seal.x - box.left, seal.y - box.top, seal.radius), height)
    rings = _rings(inked, here, height)
    inked[rings > 0] = 0
    inside = _disc(inked.shape, here, _EDGE * height)
    gone = cv2.bitwise_and(inked, inside)
    gone[_carrying_on(inked, inside, here, height)] = 0
    gone = np.maximum(gone, _crumbs(inked, inside, height))
    dirt = cv2.dilate(np.maximum(rings, gone), np.ones((3, 3), np.uint8))
    inked[gone > 0] = 0
    part[(dirt > 0) & (inked == 0)] = paper


def _disc(shape: tuple[int, ...], seal: Seal, more: float) -> NDArray[np.uint8]:
    disc = np.zeros(shape[:2], np.uint8)
    return cv2.circle(disc, (seal.x, seal.y), round(seal.radius + more), 255, -1).astype(np.uint8, copy=False)


def _centred(inked: NDArray[np.uint8], seal: Seal, height: float) -> Seal:
    """The seal with its middle and radius to the pixel, from the outer edge of its ring at each angle."""
    for _ in range(2):
        reach = seal.radius + round(_EDGE * height)
        flat = unrolled(inked, seal, reach) > 0
        edges = reach - 1 - flat[:, ::-1].argmax(axis=1)
        angles = np.arange(len(flat)) * 2 * np.pi / len(flat)
        usable = np.abs(edges - np.median(edges)) < _EDGE * height
        waves = np.column_stack((np.ones(usable.sum()), np.cos(angles[usable]), np.sin(angles[usable])))
        radius, right, down = np.linalg.lstsq(waves, edges[usable], rcond=None)[0]
        seal = Seal(round(seal.x + right), round(seal.y + down), round(radius))
    return seal


def _rings(inked: NDArray[np.uint8], seal: Seal, height: float) -> NDArray[np.uint8]:
    """The rings of a seal as a mask: ink on a circle that is inked nearly all around.

    Where a stroke of a title or a name goes on outside or, longer, inside, the ring is left alone.
    """
    reach = seal.radius + round(height)
    flat = unrolled(inked, seal, reach) > 0
    ring = np.convolve(flat.mean(axis=0), np.ones(3) / 3, mode="same") >= _RING
    ring[: seal.radius // 3] = False
    out = np.zeros(flat.shape, np.uint8)
    stroke = round(_STROKE * height)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], ring.astype(np.int8), [0]))))
    for begin, end in edges.reshape(-1, 2).tolist():
        first, last = max(0, begin - 2), min(reach, end + 2)
        outer = _inked_through(flat[:, last : last + stroke])
        inner = _inked_through(flat[:, max(0, first - 2 * stroke) : first])
        out[:, first:last] = np.where(flat[:, first:last] & ~(outer | inner), 255, 0)
    size = (inked.shape[1], inked.shape[0])
    flags = cv2.WARP_INVERSE_MAP | cv2.WARP_FILL_OUTLIERS
    back = cv2.warpPolar(out, size, (seal.x, seal.y), reach, flags)
    return ((back > _HALF) & (inked > 0)).astype(np.uint8) * 255


def _crumbs(inked: NDArray[np.uint8], inside: NDArray[np.uint8], height: float) -> NDArray[np.uint8]:
    """What is left of the rings: pieces smaller than any mark."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(inked, connectivity=8)
    small = stats[:, cv2.CC_STAT_WIDTH : cv2.CC_STAT_HEIGHT + 1].max(axis=1) <= _CRUMB * height
    return np.where(small[labels] & (inside > 0), inked, 0).astype(np.uint8)


def _inked_through(flat: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """At which angles ink goes all through a band; one column."""
    inked: NDArray[np.bool_] = np.all(flat, axis=1, keepdims=True)
    return inked if flat.shape[1] else np.zeros_like(inked)


def _carrying_on(
    inked: NDArray[np.uint8], inside: NDArray[np.uint8], seal: Seal, height: float
) -> NDArray[np.bool_]:
    """Where inside a seal a line stands that begins there and goes on outside, to the right."""
    kept = np.zeros(inked.shape, np.bool_)
    pieces = _pieces(inked, height)
    middles = pieces.boxes[:, :2] + pieces.boxes[:, 2:] // 2
    outside = (
        inside[middles[:, 1].clip(max=inside.shape[0] - 1), middles[:, 0].clip(max=inside.shape[1] - 1)] == 0
    )
    runs = find_runs(replace(pieces, letters=pieces.letters & outside))
    axis = _axis(runs, inked, inside, seal, height)
    for run in runs:
        box = _whole(run, inked, height)
        rows = slice(max(0, round(box.top - _MARK * height)), round(box.bottom + _MARK * height / 2))
        chord = np.flatnonzero(inside[min(max(seal.y, box.top), box.bottom - 1)])
        if len(chord) and run.box.left - chord[-1] < _NEAR * height:
            begin = _begin(inked[rows, : run.box.left].max(axis=0), round(_GAP * height))
            if axis is not None:
                begin = max(begin, round(2 * axis - box.right - height))
            kept[rows, begin : box.right + 1] = True
    return kept


def _axis(
    runs: Sequence[Run], inked: NDArray[np.uint8], inside: NDArray[np.uint8], seal: Seal, height: float
) -> float | None:
    """The axis on which title and name are centred, told from lines that stand wholly outside the seal."""
    lines = [_whole(run, inked, height) for run in runs if run.letters >= FEWEST]
    middles = [
        line.middle
        for line in lines
        if not line.cut(inside).any()
        and seal.x - 1.5 * seal.radius < line.left < seal.x + seal.radius < line.right + seal.radius
    ]
    return median(middles) if middles else None


def _whole(run: Run, inked: NDArray[np.uint8], height: float) -> Rectangle:
    """A run to the ends of its line: letters of a bold title grow together, and are no letters to a run."""
    box, gap = run.box, round(_GAP * height)
    strip = inked[box.top : box.bottom].max(axis=0)
    left = _begin(strip[: box.left], gap)
    right = len(strip) - _begin(strip[box.right :][::-1], gap)
    return Rectangle(left, box.top, right, box.bottom)


def _begin(strip: NDArray[np.uint8], gap: int) -> int:
    """Where the ink begins that goes on, without a wide gap, to the right end of a strip."""
    begin = len(strip)
    for column in np.flatnonzero(strip)[::-1].tolist():
        if begin - column > gap:
            break
        begin = column
    return begin


def _pieces(inked: NDArray[np.uint8], height: float) -> Ink:
    _, labels, stats, _ = cv2.connectedComponentsWithStats(inked, connectivity=8)
    wide, tall = stats[:, 2], stats[:, 3]
    letters = (tall >= SHORTEST * height) & (tall <= TALLEST * height) & (wide <= _WIDEST * height)
    letters[0] = False
    return Ink(
        labels.astype(np.int32, copy=False), stats[:, :4].astype(np.int32, copy=False), letters, height
    )
