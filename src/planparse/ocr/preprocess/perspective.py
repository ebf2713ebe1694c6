"""A photographed sheet seen aslant: its four edges found on the desk, and the sheet laid flat.

Only a sheet whose four edges are surely seen is touched: straight, darker outside all along, out of square.
A flat scan has no edge, or square ones along a scanner's lid, and stays as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LOOK = 640
"""Pixels of the longer side of the small copy on which edges are looked for."""
_OUTER = 0.22
"""Share of a side's length, from the border of the picture, within which the sheet's edge is looked for."""
_BESIDE = 9
"""Pixels of the small copy to both sides of an edge whose brightness is compared."""
_DARKER = 25
"""Grey levels by which the desk must be darker than the sheet."""
_GLANCE, _BORDER, _PAPER = 16, 3, 90
"""At a glance: every so many pixels; pixels along each border; percentile that is the paper's brightness."""
_ENDS = 0.1
"""Share of a side, at both ends, that is left out: corners are round and curl."""
_NEAR = 1.6
"""Pixels of the small copy by which a point of a straight edge may miss its line."""
_STRAIGHT = 0.85
"""Share of the points of an edge that must lie on one line."""
_ASLANT = 0.4
"""Degrees by which edges must be out of square; those of a skewed scan are not."""
_WIDEST = 20.0
"""The same, beyond which it is no sheet on a desk."""
_LEAST_SHARE = 0.4
"""Of the picture that the sheet must fill."""
_A4 = 2**0.5
_LIKE_A4 = 0.12
"""How far, as a share, the sides may be from those of A4 for the sheet to be taken for it."""
_TRIM = 0.004
"""Of the longer side that is cut off all around: the blurred edge itself would pass for a rule."""

Corners = np.ndarray[tuple[int, int], np.dtype[np.float32]]
"""Top left, top right, bottom right, bottom left: x and y in pixels."""


@dataclass(frozen=True, slots=True)
class _Edge:
    """A straight edge: across = at + slope × along, in pixels of the small copy."""

    at: float
    slope: float

    @property
    def degrees(self) -> float:
        return float(np.degrees(np.arctan(self.slope)))


def find_sheet(pixels: NDArray[np.uint8]) -> Corners | None:
    """The corners of a sheet that lies aslant on a darker desk; None where there is none, or it is not sure.

    Args:
        pixels: height × width grey, or height × width × 3 RGB.
    """
    if not _may_lie_on_a_desk(pixels):
        return None
    factor = min(1.0, _LOOK / max(pixels.shape))
    step = max(1, int(0.5 / factor))
    small = cv2.resize(
        pixels[::step, ::step], None, fx=factor * step, fy=factor * step, interpolation=cv2.INTER_AREA
    )
    small = small if small.ndim == 2 else cv2.cvtColor(small, cv2.COLOR_RGB2GRAY)  # noqa: PLR2004 - height × width: grey
    soft = cv2.medianBlur(small, 5).astype(np.float32)
    views = (soft, soft[:, ::-1], soft.T, soft.T[:, ::-1])  # left, right, top, bottom: each edge at its left
    edges = [_left_edge(view) for view in views]
    left, right, top, bottom = edges
    if left is None or right is None or top is None or bottom is None:
        return None
    height, width = soft.shape
    right = _Edge(width - 1 - right.at, -right.slope)
    bottom = _Edge(height - 1 - bottom.at, -bottom.slope)
    tapers = left.degrees - right.degrees, top.degrees - bottom.degrees
    shear = (left.degrees + right.degrees + top.degrees + bottom.degrees) / 2
    if not _ASLANT <= max(map(abs, (*tapers, shear))) <= _WIDEST:
        return None
    corners = np.array(
        [_crossing(left, top), _crossing(right, top), _crossing(right, bottom), _crossing(left, bottom)],
        np.float32,
    )
    if cv2.contourArea(corners) < _LEAST_SHARE * soft.size:
        return None
    return np.asarray((corners + 0.5) / factor - 0.5, np.float32)


def lay_flat(pixels: NDArray[np.uint8], corners: Corners) -> NDArray[np.uint8]:
    """The sheet alone, but for its very edge, as a rectangle of about its size in the picture.

    Args:
        pixels: height × width grey, or height × width × 3.
        corners: of the sheet, as `find_sheet` gives them.
    """
    sides = np.linalg.norm(corners - np.roll(corners, -1, axis=0), axis=1)
    width, height = float(sides[[0, 2]].max()), float(sides[[1, 3]].max())
    if abs(max(width, height) / min(width, height) / _A4 - 1) <= _LIKE_A4:
        area = width * height
        short, long = (area / _A4) ** 0.5, (area * _A4) ** 0.5
        width, height = (short, long) if width < height else (long, short)
    trim = _TRIM * max(width, height)
    size = round(width - 2 * trim), round(height - 2 * trim)
    right, bottom = size[0] - 1 + trim, size[1] - 1 + trim
    flat = np.array([(-trim, -trim), (right, -trim), (right, bottom), (-trim, bottom)], np.float32)
    matrix = cv2.getPerspectiveTransform(corners, flat)
    laid = cv2.warpPerspective(pixels, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return laid.astype(np.uint8, copy=False)


def _may_lie_on_a_desk(pixels: NDArray[np.uint8]) -> bool:
    """Whether the picture is darker along all its borders than its paper, told at a glance."""
    grey = pixels if pixels.ndim == 2 else pixels[..., 1]  # noqa: PLR2004 - height × width: grey
    paper = np.percentile(grey[::_GLANCE, ::_GLANCE], _PAPER)
    borders = (
        grey[:_BORDER, ::_GLANCE],
        grey[-_BORDER:, ::_GLANCE],
        grey[::_GLANCE, :_BORDER],
        grey[::_GLANCE, -_BORDER:],
    )
    return all(np.median(border) < paper - _DARKER for border in borders)


def _left_edge(view: NDArray[np.float32]) -> _Edge | None:
    """The line along which a dark left margin ends; None where the margin does not end on one line."""
    height, width = view.shape
    outer = round(_OUTER * width)
    first = round(_ENDS * height)
    rows = np.arange(first, height - first)
    sums = np.cumsum(np.pad(view[rows, : outer + _BESIDE], ((0, 0), (1, 0))), axis=1)
    at = np.arange(1, outer)
    begin, end = np.maximum(0, at - _BESIDE), at + _BESIDE
    outside = (sums[:, at] - sums[:, begin]) / (at - begin)
    inside = (sums[:, end] - sums[:, at]) / (end - at)
    steps = inside - outside
    place = steps.argmax(axis=1)
    clear = steps[np.arange(len(rows)), place] >= _DARKER
    if clear.mean() < _STRAIGHT:
        return None
    return _straight(rows[clear], at[place[clear]] - 0.5, len(rows))


def _straight(along: NDArray[np.int64], across: NDArray[np.float64], count: int) -> _Edge | None:
    """The line through most points; None where fewer than most lie on one."""
    kept = np.abs(across - np.median(across)) <= _OUTER * count  # all but wild ones, at first
    for reach in (8 * _NEAR, 4 * _NEAR, 2 * _NEAR, _NEAR, _NEAR):
        if kept.sum() < _STRAIGHT * count:
            return None
        slope, start = np.polyfit(along[kept], across[kept], 1)
        kept = np.abs(across - (start + slope * along)) <= reach
    return _Edge(float(start), float(slope)) if kept.sum() >= _STRAIGHT * count else None


def _crossing(upright: _Edge, level: _Edge) -> tuple[float, float]:
    """Where an edge x = a + b·y meets an edge y = c + d·x."""
    x = (upright.at + upright.slope * level.at) / (1 - upright.slope * level.slope)
    return x, level.at + level.slope * x
