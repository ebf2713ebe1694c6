"""Uneven light: shades of a photographed page, the dark gutter of a book."""

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
