"""Colour to grey so that stamps and signatures fade and print stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_COLOURED = 60
"""Difference of channels from which a pixel is coloured ink, not the tinge of a scanner."""
_NOTEWORTHY = 5e-4
"""Share of such pixels from which a page has coloured ink."""
_TINGE = 20
"""Difference of channels that JPEG and lamps give black print."""
_STRENGTH = 2.0
_BLACK, _LIGHT = 70, 130
"""Lightest channel: up to the first a pixel is black print whatever its tinge, from the second it is not."""


def to_grey(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The usual grey of a colour picture (Rec. 601); grey ones come back as they are."""
    if pixels.ndim == 2:  # noqa: PLR2004 - height × width: grey already
        return pixels
    return cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY).astype(np.uint8, copy=False)


def lift_stamps(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Grey without red seals and blue ink; black print stays, under a seal too.

    A pixel becomes the lightest of its channels, and lighter still by how far its channels differ, so that
    dark seals go as well; what is black in every channel is print. Measured on body text at 200 dpi under two
    dark seals: 15 to 29 % wrong letters with the lightest channel alone, at most 0.05 % so.

    Args:
        pixels: height × width × 3, RGB.
    """
    red, green, blue = cv2.split(pixels)
    lightest = cv2.max(cv2.max(red, green), blue)
    spread = cv2.subtract(lightest, cv2.min(cv2.min(red, green), blue))
    levels = np.arange(256)
    colour = cv2.LUT(spread, np.maximum(levels - _TINGE, 0).astype(np.uint8))
    weights = (np.clip((levels - _BLACK) / (_LIGHT - _BLACK), 0, 1) * 255).astype(np.uint8)
    lift = cv2.multiply(colour, cv2.LUT(lightest, weights), scale=_STRENGTH / 255)
    return cv2.add(lightest, lift).astype(np.uint8, copy=False)


def has_coloured_ink(pixels: NDArray[np.uint8]) -> bool:
    """Whether a picture (a sample of it) holds stamps or pen strokes in colour."""
    if pixels.ndim == 2:  # noqa: PLR2004 - height × width: grey already
        return False
    red, green, blue = cv2.split(np.ascontiguousarray(pixels[::4, ::4]))
    spread = cv2.subtract(cv2.max(cv2.max(red, green), blue), cv2.min(cv2.min(red, green), blue))
    return float(np.count_nonzero(np.greater(spread, _COLOURED))) > _NOTEWORTHY * spread.size
