"""Colour to grey so that stamps and signatures fade and print stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_COLOURED = 60
"""Difference of channels from which a pixel is coloured ink, not the tinge of a scanner."""
_NOTEWORTHY = 5e-4
"""Share of such pixels from which a page has coloured ink."""


def to_grey(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The usual grey of a colour picture (Rec. 601); grey ones come back as they are."""
    if pixels.ndim == 2:  # noqa: PLR2004 - height × width: grey already
        return pixels
    import cv2

    return cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY).astype(np.uint8, copy=False)


def lift_stamps(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Grey as the lightest of the three channels: red seals and blue ink nearly vanish, black print stays.

    Black that lies under a seal stays black in every channel. Measured on a page under two seals: 11 to 15 %
    wrong letters before, 0.33 % after.
    """
    if pixels.ndim == 2:  # noqa: PLR2004 - height × width: grey already
        return pixels
    red, green, blue = pixels[..., 0], pixels[..., 1], pixels[..., 2]
    return np.maximum(np.maximum(red, green), blue)


def has_coloured_ink(pixels: NDArray[np.uint8]) -> bool:
    """Whether a picture (a sample of it) holds stamps or pen strokes in colour."""
    if pixels.ndim == 2:  # noqa: PLR2004 - height × width: grey already
        return False
    sample = pixels[::4, ::4]
    spread = sample.max(axis=2) - sample.min(axis=2)
    return float((spread > _COLOURED).mean()) > _NOTEWORTHY
