"""What stands on a picture: the connected pieces of ink, and which of them are letters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SMALLEST = 5
"""Pixels; below this no letter can be read."""
_FINEST = 0.0022
"""Of the page's longer side; small letters of print are at least so high, grain is not."""
_LARGEST = 1 / 20
"""Of the page's longer side; taller ink is a picture or a rule."""
_WIDEST = 4.0
"""Times its height; wider ink is a rule or a line of letters grown together."""


_WHOLE = 0.8
"""Times the x-height: whole letters are at least so high."""
_SAMPLE = 4
_PRINT_SAMPLE = 5


@dataclass(frozen=True, slots=True, eq=False)
class Ink:
    """The pieces of ink of one picture.

    `labels` (height × width, int32) names the piece of every pixel, 0 for paper; `boxes` (pieces × 4) is
    left, top, width, height in pixels. Row 0 stands for the paper.
    """

    labels: NDArray[np.int32]
    boxes: NDArray[np.int32]
    letters: NDArray[np.bool_]
    """Which pieces may be letters or large enough parts of them."""
    height: float
    """The height of small letters (x-height) in pixels; 0 where there are none."""

    @property
    def print_count(self) -> int:
        """How many pieces are of the size of whole letters."""
        return int((self.letter_boxes[:, 3] >= _WHOLE * self.height).sum()) if self.height else 0

    @property
    def letter_boxes(self) -> NDArray[np.int32]:
        """The boxes of the letters alone."""
        return self.boxes[self.letters]


def paper_level(grey: NDArray[np.uint8]) -> int:
    """The grey of the paper: the median of the picture, of which most is paper."""
    return int(np.median(grey[::_SAMPLE, ::_SAMPLE]))


def print_level(grey: NDArray[np.uint8], ink: Ink) -> int:
    """The grey of print: of the darker half of what is ink on the whole page."""
    return int(
        np.quantile(
            grey[::_PRINT_SAMPLE, ::_PRINT_SAMPLE][ink.labels[::_PRINT_SAMPLE, ::_PRINT_SAMPLE] > 0], 0.3
        )
    )


def binarise(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Ink 255, paper 0, at Otsu's threshold over the whole page.

    Adaptive thresholds eat thin strokes and marks: measured, they turn 1 % of wrong letters into 20 %.
    """
    _, ink = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    return ink.astype(np.uint8, copy=False)


def find_ink(grey: NDArray[np.uint8]) -> Ink:
    """The pieces of ink of a grey picture, and the height of its small letters.

    Most pieces of a page of print are letters without ascender, so the commonest height is the x-height; it
    is about the same for a page that lies on its side, as those letters are nearly as wide as high.
    """
    _, labels, stats, _ = cv2.connectedComponentsWithStats(binarise(grey), connectivity=8)
    boxes = stats[:, : cv2.CC_STAT_AREA].astype(np.int32, copy=False)
    width, height = boxes[:, 2], boxes[:, 3]
    largest = _LARGEST * max(grey.shape)
    letters = (
        (np.maximum(width, height) >= _SMALLEST)
        & (np.minimum(width, height) >= _SMALLEST // 2)
        & (np.maximum(width, height) < largest)
        & (width < _WIDEST * height + _SMALLEST)
        & (height < _WIDEST * width + _SMALLEST)
    )
    letters[0] = False
    common = common_height(height[letters], max(grey.shape))
    return Ink(labels.astype(np.int32, copy=False), boxes, letters, common)


def common_height(heights: NDArray[np.int32], side: int) -> float:
    """The height of small letters; 0 where there are none.

    Args:
        heights: of all letters, pixels.
        side: the page's longer side, pixels.
    """
    return _commonest(heights[heights >= max(_SMALLEST, _FINEST * side)])


def _commonest(heights: NDArray[np.int32]) -> float:
    if heights.size == 0:
        return 0.0
    smooth = np.convolve(np.bincount(heights), (0.5, 1.0, 0.5), mode="same")
    return float(smooth.argmax())
