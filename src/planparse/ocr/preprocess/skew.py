"""How far the lines of print lean, told from the feet of the letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_WIDEST = 6.0
"""Degrees to either side that are searched."""
_STEP = 0.05
_LEAST = 0.15
"""Degrees below which a page is left as it is."""
_TALLEST = 3.0
"""Times the x-height: taller pieces are no letters of the text."""
_FEWEST_LETTERS = 30


def find_skew(boxes: NDArray[np.int32], height: float) -> float:
    """Degrees by which the lines fall to the right (clockwise); 0 where there is too little print to tell.

    The feet of the letters of one line share a height at the right angle, so the histogram of their heights
    is most uneven there. Only points are turned, never the picture.
    """
    boxes = boxes[boxes[:, 3] < _TALLEST * height]
    if len(boxes) < _FEWEST_LETTERS:
        return 0.0
    middle = boxes[:, 0] + boxes[:, 2] / 2
    foot = (boxes[:, 1] + boxes[:, 3]).astype(np.float64)
    bin_height = max(1.0, height / 6)
    coarse = np.arange(-_WIDEST, _WIDEST + 0.25, 0.25)
    best = _sharpest(coarse, middle, foot, bin_height)
    angle = _sharpest(np.arange(best - 0.3, best + 0.3 + _STEP, _STEP), middle, foot, bin_height)
    return round(float(angle), 2) if abs(angle) >= _LEAST else 0.0


def _sharpest(
    angles: NDArray[np.float64], middle: NDArray[np.float64], foot: NDArray[np.float64], bin_height: float
) -> float:
    def sharpness(angle: float) -> float:
        levels = foot - middle * np.tan(np.radians(angle))
        counts = np.bincount(((levels - levels.min()) / bin_height).astype(np.int64)).astype(np.float64)
        # each bin with the next, so that a line on the border of two bins counts whole
        return float(np.square(counts[:-1] + counts[1:]).sum()) if counts.size > 1 else 0.0

    return float(max(angles, key=sharpness))


def straighten(grey: NDArray[np.uint8], skew: float) -> NDArray[np.uint8]:
    """The picture turned about its centre by `skew` degrees counter-clockwise, new corners white."""
    height, width = grey.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0)
    turned = cv2.warpAffine(
        grey, turn, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=(255,)
    )
    return turned.astype(np.uint8, copy=False)
