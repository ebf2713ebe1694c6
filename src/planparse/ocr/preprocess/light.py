"""Uneven light: shades of a photographed page, the dark gutter of a book; and grey laid under print."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from planparse.ocr.preprocess.colour import to_grey

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SHRINK = 8
_NEIGHBOURHOOD = 9
"""Shrunk pixels that surely hold some paper: more than a bold letter is wide."""
_UNEVEN = 24
"""Grey levels between the darker and the lighter parts of the paper that are worth mending."""
_FINER = 4
"""Shrink of a picture in which shaded cells are looked for."""
_STROKE = 1.2
"""Times the x-height: strokes of bold capitals, and the white between them, are narrower."""
_SHADED = (100, 237)
"""Of 255: the share of the paper's light that a shaded cell gives back. Less is a bar or a picture."""
_FAR = 15.0
"""Times the x-height: over so much height above and below there is paper beside a shaded row."""
_CELL = (6.0, 1.4)
"""Times the x-height: the least width and height of a shaded row."""


def paper_brightness(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """How bright the paper is around every pixel, at an eighth of the size, grey."""
    grey = to_grey(pixels)
    small = cv2.resize(grey, None, fx=1 / _SHRINK, fy=1 / _SHRINK, interpolation=cv2.INTER_AREA)
    paper = cv2.dilate(small, np.ones((_NEIGHBOURHOOD, _NEIGHBOURHOOD), np.uint8))
    return cv2.medianBlur(paper.astype(np.uint8, copy=False), _NEIGHBOURHOOD).astype(np.uint8, copy=False)


def is_uneven(paper: NDArray[np.uint8]) -> bool:
    """Whether brightness varies more over the page than its print could explain."""
    dark, light = np.percentile(paper, (5, 95))
    return bool(light - dark > _UNEVEN)


def even_light(pixels: NDArray[np.uint8], paper: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The picture as if its paper were white everywhere; ink keeps its share of the light, and its colour.

    Args:
        pixels: height × width, or height × width × 3.
        paper: as `paper_brightness` gives it.
    """
    height, width = pixels.shape[:2]
    full = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    light = full if pixels.ndim == 2 else cv2.merge([full] * 3)  # noqa: PLR2004 - height × width: grey
    return cv2.divide(pixels, light, scale=255).astype(np.uint8, copy=False)


def lift_shades(grey: NDArray[np.uint8], height: float) -> NDArray[np.uint8]:
    """The picture with the grey of shaded cells divided out: header rows are often laid on grey.

    One threshold over the page takes such a row, printed as a grid of dots, for ink in half its pixels.

    Args:
        grey: the page.
        height: x-height in pixels.
    """
    small = cv2.resize(grey, None, fx=1 / _FINER, fy=1 / _FINER, interpolation=cv2.INTER_AREA)
    stroke, wide, tall, far = (round(times * height / _FINER) | 1 for times in (_STROKE, *_CELL, _FAR))
    ground = cv2.medianBlur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((stroke, stroke), np.uint8)), 3)
    paper = cv2.dilate(ground, np.ones((far, 1), np.uint8))
    light = cv2.divide(ground, paper, scale=255)
    shaded = cv2.inRange(light, *_SHADED)
    shaded = cv2.morphologyEx(shaded, cv2.MORPH_OPEN, np.ones((tall, wide), np.uint8))
    if not shaded.any():
        return grey
    inner = cv2.erode(shaded, np.ones((3, 3), np.uint8))  # the rules around stay as dark as they are
    light = cv2.resize(np.where(inner > 0, light, 255).astype(np.uint8), grey.shape[::-1])
    return cv2.divide(grey, light, scale=255).astype(np.uint8, copy=False)
