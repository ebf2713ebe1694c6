"""Marks on a page the size of letters: enough to tell a blank back, and words that a layer lacks.

A small grey copy is looked at, some ten milliseconds a page. Light from behind, paper texture and the dark
edge that a scanner leaves are no marks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_DPI: Final = 100
_STEP_DPI: Final = 150
"""Every second, third … pixel will do down to here; strokes are wider than that."""
_LETTER_HEIGHT: Final = (3.0, 40.0)
"""Points, from the dotless i of 8-point print to a headline."""
_LETTER_WIDTH: Final = (1.0, 160.0)
"""Points, up to a whole handwritten or underlined word in one stroke."""
_PRINT: Final = 40
"""Grey levels below the paper around it."""
_FADED: Final = 20
"""The same for print that is all but gone. The other side of a sheet, shining through, is blurred and stays
below: sharp print 31 levels deep left 200 to 2600 marks a page, blurred print 38 levels deep 0 to 19."""
_VIVID: Final = 50
"""Grey levels between the brightest and the darkest channel of ink that is no print."""
_SEAL: Final = 0.1
"""Share of the page that a seal takes at most; 42 mm on A4 are 0.03, two of them apart a little more."""
_SMALLEST_AREA: Final = 6
_EDGE: Final = 0.02
"""Share of width and height at each edge where scanners leave shadows."""
_BLANK_BELOW: Final = 5
"""Fewer marks than this is a blank page; the shortest name under a signature has more."""
_LEAST_SIDE: Final = 8
"""Pixels; nothing smaller holds a line of print."""
_SURELY_PRINT: Final = 100
"""So many marks in a strip of the page are lines of print: a glance at it tells most pages."""


def marks(
    pixels: NDArray[np.uint8], dpi: float, darker_by: int = _PRINT, *, coloured: bool = False
) -> NDArray[np.float64]:
    """Boxes of letter-like marks.

    Args:
        pixels: the page, height × width grey or height × width × 3 RGB.
        dpi: its resolution, dots an inch.
        darker_by: grey levels below the paper around it from which something is ink.
        coloured: whether ink in colour counts, which seals and pens leave.

    Returns:
        count × 4: x0, top, x1, bottom in points.
    """
    small = _small(pixels, dpi)
    in_colour = small.ndim > 2  # noqa: PLR2004 - height × width × 3
    # The brightest channel: print is dark in all three, and a seal that came off on the sheet's back is not.
    grey = (_darkest(small) if coloured else _brightest(small)) if in_colour else small
    paper = cv2.medianBlur(cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA), 11)
    paper = cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    dark = (cv2.subtract(paper, grey) > darker_by).astype(np.uint8)
    if in_colour and not coloured:
        dark[_vivid(small)] = 0
    _blank_edges(dark)
    _, _, boxes, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    return _letter_like(boxes[1:], min(_DPI, dpi))


def is_blank(pixels: NDArray[np.uint8], dpi: float) -> bool:
    """Whether there are too few marks for a single word, faded print included.

    A seal that came off on a sheet's back is blank; a page printed or written in colour is not.
    """
    if min(pixels.shape[:2]) < _LEAST_SIDE:
        return True
    middle = pixels[len(pixels) // 3 : len(pixels) // 2]
    if len(marks(middle, dpi)) >= _SURELY_PRINT or len(marks(pixels, dpi, _FADED)) >= _BLANK_BELOW:
        return False
    found = marks(pixels, dpi, coloured=True)
    if len(found) < _BLANK_BELOW:
        return True
    left_top, right_bottom = found[:, :2].min(axis=0), found[:, 2:].max(axis=0)
    height, width = pixels.shape[:2]
    spread = float(np.prod(right_bottom - left_top)) / (height * width * (72.0 / dpi) ** 2)
    return bool(spread < _SEAL)


def uncovered_share(found: NDArray[np.float64], boxes: NDArray[np.float64], margin: float = 3.0) -> float:
    """The share of marks, 0..1, whose middle lies in none of the boxes.

    Args:
        found: count × 4 marks, points.
        boxes: count × 4 boxes of lines, points.
        margin: how far outside a box still counts as covered, points.
    """
    if not len(found):
        return 0.0
    if not len(boxes):
        return 1.0
    x = (found[:, 0] + found[:, 2])[:, None] / 2
    y = (found[:, 1] + found[:, 3])[:, None] / 2
    inside = (
        (x >= boxes[:, 0] - margin)
        & (x <= boxes[:, 2] + margin)
        & (y >= boxes[:, 1] - margin)
        & (y <= boxes[:, 3] + margin)
    )
    return 1.0 - float(inside.any(axis=1).mean())


def _small(pixels: NDArray[np.uint8], dpi: float) -> NDArray[np.uint8]:
    step = max(1, int(dpi // _STEP_DPI))
    height, width = (max(1, side // step) for side in pixels.shape[:2])
    coarse = cv2.resize(pixels, (width, height), interpolation=cv2.INTER_NEAREST)
    scale = min(1.0, _DPI * step / dpi)
    small = cv2.resize(coarse, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return np.asarray(small, dtype=np.uint8)


def _brightest(small: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Three channels to one; numpy is four times faster so than with ``max(axis=2)``."""
    return np.maximum(np.maximum(small[..., 0], small[..., 1]), small[..., 2])


def _darkest(small: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.minimum(np.minimum(small[..., 0], small[..., 1]), small[..., 2])


def _vivid(small: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Where a seal or a pen left colour, and what touches it; the tint of paper and light is none."""
    colour = _brightest(small) - _darkest(small)
    tint = int(np.median(colour))
    vivid = (colour > tint + _VIVID).astype(np.uint8)
    return cv2.dilate(vivid, np.ones((5, 5), np.uint8)).astype(np.bool_)


def _blank_edges(dark: NDArray[np.uint8]) -> None:
    height, width = dark.shape
    rows, columns = max(1, int(height * _EDGE)), max(1, int(width * _EDGE))
    dark[:rows] = dark[-rows:] = 0
    dark[:, :columns] = dark[:, -columns:] = 0


def _letter_like(stats: NDArray[Any], dpi: float) -> NDArray[np.float64]:
    points = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]] * 72.0 / dpi
    keep = (
        (points[:, 0] >= _LETTER_WIDTH[0])
        & (points[:, 0] <= _LETTER_WIDTH[1])
        & (points[:, 1] >= _LETTER_HEIGHT[0])
        & (points[:, 1] <= _LETTER_HEIGHT[1])
        & (stats[:, cv2.CC_STAT_AREA] >= _SMALLEST_AREA)
    )
    left_top = stats[keep][:, [cv2.CC_STAT_LEFT, cv2.CC_STAT_TOP]] * 72.0 / dpi
    return np.hstack([left_top, left_top + points[keep]])
