"""Round seals that no colour tells from print: grey ones, and the black ones of photocopies.

A seal lies over the signer's title and name. It is found as a ring, and then either faded, where it is
lighter than print, or taken apart: the rings go as staff lines go from sheet music (a stroke that crosses
one stays), and of what stands inside only the letters stay that carry on a line from outside.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING

import cv2
import numpy as np

from planparse.ocr.geometry import Rectangle
from planparse.ocr.preprocess.letters import Ink, paper_level, print_level
from planparse.ocr.runs import find_runs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from planparse.ocr.runs import Run

_RADII = (5.8, 10.0)
"""Times the x-height: seals measure 32 to 42 mm, print is of 13 or 14 points."""
_SMALL = 8
"""The ring is looked for in a picture so many times smaller."""
_ROUND = 0.7
"""Share of a circle that must be inked to be a ring."""
_APART = 2
"""Pixels of the smaller picture between a ring and the circle around it."""
_CLEAR = 0.57
"""By how much more it must be inked than the circle around it: rings of 109 pages gave 0.65 and more,
circles through text at most 0.49."""
_FAINT = 0.15
"""Of the way from paper to print: darker pixels may be a seal's."""
_LIGHTER = 0.2
"""Of the way from print to paper: a seal so much lighter than print is faded."""
_ARC = 4.0
"""Times the x-height: arcs of a ring are so large both ways."""
_MARK = 0.5
"""Times the x-height by which marks stand above and below the letters of a line."""
_GAP = 1.2
"""Times the x-height: no space in a centred line is wider."""
_STAYS, _GOES = 0.5, 0.8
"""Of the way from print to the seal's grey: up to the first ink stays, from the second it is paper."""
_PRINT_BLUR = 0.1
"""Times the x-height around dark print that is its blur and its thin strokes."""
_DISC = 1.06
"""Times the radius: what is faded."""
_REACH = 8.0
"""Times the x-height around a seal in which lines are looked for that run into it, or share their axis."""
_FEWEST = 5
"""Letters of a line that tells the axis."""
_EDGE = 0.4
"""Times the x-height by which a ring may stray from its circle."""
_RING = 0.6
"""Share of a circle that must be inked to be taken out."""
_STROKE = 0.15
"""Times the x-height of ink on both sides of a ring that make a stroke which crosses it."""
_SHORTEST, _TALLEST, _WIDEST = 0.6, 2.7, 3.0
"""Times the x-height: pieces of letters, the tallest with two marks."""
_CRUMB = 0.17
"""Times the x-height: the dot below a letter is larger."""
_NEAR = 3.0
"""Times the x-height between a seal and the next whole letter outside."""
_HALF = 127


@dataclass(frozen=True, slots=True)
class Seal:
    """A ring: its middle and its radius in pixels."""

    x: int
    y: int
    radius: int


def lift_seals(grey: NDArray[np.uint8], ink: Ink) -> tuple[NDArray[np.uint8], int]:
    """The picture without its grey and black seals, and how many there were.

    Args:
        grey: a page, upright and straight, at reading size.
        ink: what stands on it.
    """
    seals = find_seals(grey, ink)
    if not seals:
        return grey, 0
    clean, paper = grey.copy(), paper_level(grey)
    for seal in seals:
        level, print_ = _ring_level(grey, seal, ink.height), _bold_level(grey, seal, ink)
        if level - print_ >= _LIGHTER * (paper - print_):
            _fade(clean, seal, ink, (print_, level, paper))
        else:
            _take_apart(clean, seal, ink, paper)
    return clean, len(seals)


def find_seals(grey: NDArray[np.uint8], ink: Ink) -> tuple[Seal, ...]:
    """Every ring of the size of a seal, the clearest first; none overlaps another."""
    height = ink.height
    if not height:
        return ()
    paper = paper_level(grey)
    limit = paper - _FAINT * (paper - print_level(grey, ink))
    small = _shrunk((grey < limit).astype(np.uint8))
    if not _has_arcs(small, ink):
        return ()
    least, most = (round(share * height / _SMALL) for share in _RADII)
    small = _without_rules(small, 2 * most)
    shares = [_inked_share(small, radius) for radius in range(least, most + _APART + 1)]
    found: list[tuple[float, Seal]] = []
    for radius, inked, around in zip(range(least, most + 1), shares, shares[_APART:], strict=False):
        clear = inked - around
        rows, columns = np.nonzero((inked >= _ROUND) & (clear >= _CLEAR))
        places = zip(rows.tolist(), columns.tolist(), strict=True)
        found += [(float(clear[y, x]), Seal(x, y, radius)) for y, x in places]
    return tuple(_enlarged(seal) for seal in _apart(found))


def _without_rules(small: NDArray[np.uint8], longest: int) -> NDArray[np.uint8]:
    """Ink without what is straight for longer than a seal is wide: four rules around a cell are no ring."""
    across, down = np.ones((1, longest), np.uint8), np.ones((longest, 1), np.uint8)
    rules = (cv2.morphologyEx(small, cv2.MORPH_OPEN, side) for side in (across, down))
    return cv2.subtract(small, cv2.max(*rules)).astype(np.uint8, copy=False)


def _inked_share(small: NDArray[np.uint8], radius: int) -> NDArray[np.float32]:
    """For each pixel the share of the circle around it that is inked."""
    share = cv2.filter2D(small, cv2.CV_32F, _ring(radius), borderType=cv2.BORDER_CONSTANT)
    return np.asarray(share, np.float32)


def _has_arcs(small: NDArray[np.uint8], ink: Ink) -> bool:
    """Whether anything but letters is large both ways, as the arcs of a ring are."""
    rest = small.copy()
    boxes = ink.letter_boxes // _SMALL
    ends = (ink.letter_boxes[:, :2] + ink.letter_boxes[:, 2:]) // _SMALL + 2
    for (left, top), (right, bottom) in zip(boxes[:, :2].tolist(), ends.tolist(), strict=True):
        rest[max(0, top - 1) : bottom, max(0, left - 1) : right] = 0
    _, _, stats, _ = cv2.connectedComponentsWithStats(rest, connectivity=8)
    narrow = stats[1:, cv2.CC_STAT_WIDTH : cv2.CC_STAT_HEIGHT + 1].min(axis=1)
    return bool((narrow >= _ARC * ink.height / _SMALL).any())


def _shrunk(mask: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """A mask made smaller so that thin lines stay."""
    thick = np.asarray(cv2.dilate(mask, np.ones((_SMALL, _SMALL), np.uint8)), np.uint8)
    return np.ascontiguousarray(thick[_SMALL // 2 :: _SMALL, _SMALL // 2 :: _SMALL])


def _ring(radius: int) -> NDArray[np.float32]:
    """A circle one pixel wide that sums to 1."""
    size = 2 * radius + 1
    canvas = np.zeros((size, size), np.uint8)
    cv2.circle(canvas, (radius, radius), radius, 1, 1)
    return np.asarray(canvas / canvas.sum(), np.float32)


def _apart(found: list[tuple[float, Seal]]) -> list[Seal]:
    kept: list[Seal] = []
    for _, seal in sorted(found, key=lambda one: -one[0]):
        if all(np.hypot(seal.x - one.x, seal.y - one.y) > one.radius + seal.radius for one in kept):
            kept.append(seal)
    return kept


def _enlarged(seal: Seal) -> Seal:
    middle = _SMALL // 2
    return Seal(seal.x * _SMALL + middle, seal.y * _SMALL + middle, seal.radius * _SMALL + middle)


def _ring_level(grey: NDArray[np.uint8], seal: Seal, height: float) -> int:
    """The grey of the outer ring, at its darkest all around."""
    unrolled = _unrolled(grey, seal, seal.radius + round(height))
    return int(np.median(unrolled[:, seal.radius - round(height) :].min(axis=1)))


def _bold_level(grey: NDArray[np.uint8], seal: Seal, ink: Ink) -> int:
    """The grey of title and name, at the darkest of each letter beside the seal; of the page where none is.

    They are set bold, and so darker on a poor scan than the thin strokes of the text, and than a seal that is
    as dark as those.
    """
    height = ink.height
    left, top, width, tall = ink.boxes.T
    across, down = left + width / 2 - seal.x, top + tall / 2 - seal.y
    beside = ink.letters & (tall >= _SHORTEST * height) & (tall <= _TALLEST * height)
    beside &= np.hypot(across, down) > seal.radius * _DISC
    beside &= (np.abs(down) < seal.radius + _REACH * height) & (across > -seal.radius / 2)
    darkest = [
        int(grey[y : y + h, x : x + w].min()) for x, y, w, h in ink.boxes[np.flatnonzero(beside)].tolist()
    ]
    return round(median(darkest)) if len(darkest) >= _FEWEST else print_level(grey, ink)


def _unrolled(pixels: NDArray[np.uint8], seal: Seal, reach: int) -> NDArray[np.uint8]:
    """The disc around a seal as a rectangle: one row for each angle, one column for each pixel outwards."""
    rows = round(2 * np.pi * seal.radius)
    flat = cv2.warpPolar(pixels, (reach, rows), (seal.x, seal.y), reach, cv2.WARP_FILL_OUTLIERS)
    return flat.astype(np.uint8, copy=False)


def _fade(clean: NDArray[np.uint8], seal: Seal, ink: Ink, levels: tuple[int, int, int]) -> None:
    """Make what is lighter than print paper, softly: in the seal, and in strokes of a pen beside it.

    Print keeps its blurred edges. `levels` are the greys of print, seal and paper.
    """
    print_, level, _ = levels
    across, down = ink.boxes[:, 0] + ink.boxes[:, 2] - seal.x, ink.boxes[:, 1] + ink.boxes[:, 3] / 2 - seal.y
    strokes = ink.boxes[:, 2:].max(axis=1) > _TALLEST * ink.height
    strokes &= (across > 0) & (np.abs(down) < seal.radius)
    strokes[0] = False
    where = strokes[ink.labels].astype(np.uint8)
    cv2.circle(where, (seal.x, seal.y), round(seal.radius * _DISC), 1, -1)
    dark = (clean <= print_ + _STAYS * (level - print_)).astype(np.uint8)
    blur = 2 * round(_PRINT_BLUR * ink.height) + 1
    edges = cv2.dilate(dark, np.ones((blur, blur), np.uint8))
    np.copyto(clean, cv2.LUT(clean, fade_curve(*levels)), where=(where > 0) & (edges == 0))


def fade_curve(print_: int, level: int, paper: int) -> NDArray[np.uint8]:
    """For each grey what becomes of it: what is lighter than print turns paper, softly.

    Args:
        print_: the grey of print.
        level: the grey of what is to fade.
        paper: the grey of the paper.
    """
    values = np.arange(256, dtype=np.float32)
    light = np.clip(((values - print_) / max(level - print_, 1) - _STAYS) / (_GOES - _STAYS), 0, 1)
    return np.clip(np.maximum(values, values + (paper - values) * light), 0, 255).astype(np.uint8)


def _take_apart(clean: NDArray[np.uint8], seal: Seal, ink: Ink, paper: int) -> None:
    """Take the rings out, and of what is inside all but the letters of lines that come from outside."""
    height = ink.height
    around = Rectangle(seal.x, seal.y, seal.x, seal.y).grown(
        seal.radius + round(_REACH * height), (clean.shape[0], clean.shape[1])
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
        flat = _unrolled(inked, seal, reach) > 0
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
    flat = _unrolled(inked, seal, reach) > 0
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
    lines = [_whole(run, inked, height) for run in runs if run.letters >= _FEWEST]
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
    letters = (tall >= _SHORTEST * height) & (tall <= _TALLEST * height) & (wide <= _WIDEST * height)
    letters[0] = False
    return Ink(
        labels.astype(np.int32, copy=False), stats[:, :4].astype(np.int32, copy=False), letters, height
    )
