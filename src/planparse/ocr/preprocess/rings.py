"""The rings of round seals that no colour tells from print: where they are, and how large."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from planparse.ocr.preprocess.letters import paper_level, print_level

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from planparse.ocr.preprocess.letters import Ink

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
_ARC = 4.0
"""Times the x-height: arcs of a ring are so large both ways."""


@dataclass(frozen=True, slots=True)
class Seal:
    """A ring: its middle and its radius in pixels."""

    x: int
    y: int
    radius: int


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


def unrolled(pixels: NDArray[np.uint8], seal: Seal, reach: int) -> NDArray[np.uint8]:
    """The disc around a seal as a rectangle: one row for each angle, one column for each pixel outwards."""
    rows = round(2 * np.pi * seal.radius)
    flat = cv2.warpPolar(pixels, (reach, rows), (seal.x, seal.y), reach, cv2.WARP_FILL_OUTLIERS)
    return flat.astype(np.uint8, copy=False)
