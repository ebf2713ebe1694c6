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


_FULL_PAGE = 800
"""Letters from which a page is so full of print that specks do not count among them."""
_NEXT = 0.6
"""Times the larger of two letters: the next of a line stands within this reach."""
_ALIKE = 2.5
"""Times the smaller of two letters: specks are smaller beside print."""
_ABREAST = 0.5
"""Share of the smaller of two letters that stands beside the other."""

_AS_COMMON = 0.75
"""Where the letters are few, the capitals of a signature may be a little more than the small ones."""
_PEAK = 3
"""Pixels of height over which the letters of one kind are spread."""

_DOTS = 2.2, 0.25
"""Times the commonest height from which ink is no letter of that size, mark and all, and its share of a page
from which the commonest are dots."""

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
    return median_level(count_levels(grey))


def count_levels(grey: NDArray[np.uint8]) -> NDArray[np.int64]:
    """How often each of the 256 grey levels stands in a sample of a picture."""
    sample = np.ascontiguousarray(grey[::_SAMPLE, ::_SAMPLE])
    return cv2.calcHist([sample], [0], None, [256], [0, 256]).ravel().astype(np.int64)


def median_level(counts: NDArray[np.int64]) -> int:
    """The median of values that are told by how often each of them stands: faster than sorting pixels.

    Example:
        >>> median_level(np.array([1, 0, 3, 1]))
        2
    """
    sums = np.cumsum(counts)
    return int(np.searchsorted(sums, sums[-1] / 2))


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
    labels, boxes = _pieces(binarise(grey))
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
    common = common_height(boxes[letters], max(grey.shape))
    return Ink(labels, boxes, letters, common)


def _pieces(inked: NDArray[np.uint8]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Labels and boxes of the pieces; in half the time that OpenCV takes to measure all that they have."""
    count, found = cv2.connectedComponents(inked, connectivity=8)
    labels = np.asarray(found, np.int32)
    tall, wide = inked.shape
    boxes = np.tile(np.array((0, 0, wide, tall), np.int32), (count, 1))
    if count == 1:
        return labels, boxes
    x, y = np.ascontiguousarray(cv2.findNonZero(inked).reshape(-1, 2).T, np.int32)
    owner = labels[y, x]
    for side, places in enumerate((x, y)):
        first, last = np.full(count, max(tall, wide), np.int32), np.zeros(count, np.int32)
        np.minimum.at(first, owner, places)
        np.maximum.at(last, owner, places)
        boxes[1:, side], boxes[1:, side + 2] = first[1:], (last - first + 1)[1:]
    return labels, boxes


def common_height(letters: NDArray[np.int32], side: int) -> float:
    """The height of small letters; 0 where there are none.

    On a page of little print, such as the last one with its signature, specks may be the commonest: there
    only what has a neighbour counts, as letters do.

    Args:
        letters: boxes (left, top, width, height) of all letters, pixels.
        side: the page's longer side, pixels.
    """
    letters = _without_dots(letters[letters[:, 3] >= max(_SMALLEST, _FINEST * side)])
    if len(letters) >= _FULL_PAGE:
        return _commonest(letters[:, 3])
    beside = _have_neighbours(letters)
    return _commonest((letters[beside] if beside.any() else letters)[:, 3], _AS_COMMON)


def _without_dots(letters: NDArray[np.int32]) -> NDArray[np.int32]:
    """The letters alone, where the commonest of all are the dots of dotted rules: print is far higher."""
    heights = letters[:, 3]
    common = _commonest(heights)
    high = heights >= _DOTS[0] * common
    return letters[high] if np.count_nonzero(high) >= _DOTS[1] * len(letters) else letters


def _have_neighbours(boxes: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Which boxes stand next to one of like size, as letters of a line do, upright or lying."""
    left, top, width, height = boxes.T.astype(np.float32)
    size = np.maximum(width, height)
    larger, smaller = np.maximum(size[:, None], size), np.minimum(size[:, None], size)
    apart_x, apart_y = _apart(left, width), _apart(top, height)
    near = (np.maximum(apart_x, apart_y) <= _NEXT * larger) & (larger <= _ALIKE * smaller)
    near &= np.minimum(apart_x, apart_y) <= -_ABREAST * smaller
    np.fill_diagonal(near, val=False)
    return np.asarray(near.any(axis=1), np.bool_)


def _apart(begin: NDArray[np.float32], length: NDArray[np.float32]) -> NDArray[np.float32]:
    """White between any two stretches; negative where they share so much."""
    end = begin + length
    white: NDArray[np.float32] = np.maximum(begin[:, None], begin) - np.minimum(end[:, None], end)
    return white


def _commonest(heights: NDArray[np.int32], share: float = 1.0) -> float:
    """The commonest height, or the least that is as common but for a share."""
    if heights.size == 0:
        return 0.0
    smooth = np.convolve(np.bincount(heights), (0.5, 1.0, 0.5), mode="same")
    first = int(np.flatnonzero(smooth >= share * smooth.max())[0])
    return float(first + smooth[first : first + _PEAK].argmax())
