"""Dotted and dashed rules, drawn through: the rows of many tables are parted by dots."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from planparse.ocr.preprocess.letters import print_level

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from planparse.ocr.preprocess.letters import Ink

_DOT = (3.0, 0.3)
"""Times the x-height: a dot or dash of a rule is at most so long and so thick."""
_FEWEST = 8
"""Dots, or dashes, of a rule."""
_INKED = 0.12
"""Share of the page's side that the dots of a rule take together; the marks of a line of print take half."""
_LEVEL = 4
"""Pixels over which the dots of a rule are spread on a straightened page."""
_GAP = 0.9
"""Times the x-height between two dots at most: commas and dots below letters stand farther apart."""
_SHORTEST = 5.0
"""Times the x-height: a stretch of dots that is a rule."""
_CROSSING = 2.5
"""Times the x-height: a rule that crosses, or a letter that hangs down to it, hides so much of it."""
_END = 3.0
"""Times the x-height: twice what a dot that touches a crossing rule may leave open at the end of its rule."""
_COARSE = 2
"""Every so many pixels are looked at."""


def draw_dotted_rules(grey: NDArray[np.uint8], ink: Ink) -> tuple[NDArray[np.uint8], int]:
    """The picture with its dotted and dashed rules as solid lines; gives the number of stretches too.

    Pages without a dotted rule across come back as they are: their dots are only counted. What is dotted down
    alone is what is left of a scanner's streak.

    Args:
        grey: the page, upright and straight.
        ink: what stands on it.
    """
    across = _find(ink, 0)
    if across is None:
        return grey, 0
    down = _find(ink, 1)
    found = across if down is None else np.maximum(across, down)
    whole = cv2.resize(found, grey.shape[::-1], interpolation=cv2.INTER_NEAREST)
    drawn = grey.copy()
    drawn[whole > 0] = print_level(grey, ink)
    return drawn, sum(cv2.connectedComponents(part)[0] - 1 for part in (across, down) if part is not None)


def _find(ink: Ink, axis: int) -> NDArray[np.uint8] | None:
    """The dotted rules across (0) or down (1), in a picture of every second pixel; None for none."""
    dots = _dots(ink, axis)
    found = _stretches(ink, dots, axis) if np.count_nonzero(dots) >= _FEWEST else None
    return found if found is not None and found.any() else None


def _dots(ink: Ink, axis: int) -> NDArray[np.bool_]:
    """Which pieces may be dots of a rule across (0) or down (1): thin, and many at one level."""
    begin, thickness, length = ink.boxes[:, 1 - axis], ink.boxes[:, 3 - axis], ink.boxes[:, 2 + axis]
    small = (length <= _DOT[0] * ink.height) & (thickness <= max(2.0, _DOT[1] * ink.height))
    small[0] = False
    level = (2 * begin + thickness) // (2 * _LEVEL)
    inked = np.bincount(level[small], length[small], minlength=int(level.max(initial=0)) + 2)
    crowded = inked + np.roll(inked, 1) + np.roll(inked, -1) >= _INKED * ink.labels.shape[1 - axis]
    return np.asarray(small & crowded[level], np.bool_)


def _stretches(ink: Ink, dots: NDArray[np.bool_], axis: int) -> NDArray[np.uint8]:
    """Where dots follow each other closely for long, in a picture of every second pixel, 1 on a rule."""
    coarse = ink.labels[::_COARSE, ::_COARSE] if axis == 0 else ink.labels.T[::_COARSE, ::_COARSE]
    gap, shortest, crossing, end = (
        np.ones((1, round(times * ink.height / _COARSE) | 1), np.uint8)
        for times in (_GAP, _SHORTEST, _CROSSING, _END)
    )
    waver = np.ones((3, 1), np.uint8)
    joined = _closed(cv2.dilate(dots.astype(np.uint8)[coarse], waver).astype(np.uint8), gap)
    long = cv2.morphologyEx(joined, cv2.MORPH_OPEN, shortest)
    levels = cv2.dilate(long.max(axis=1, keepdims=True), np.ones((_LEVEL + 1, 1), np.uint8))
    joined[levels[:, 0] == 0] = 0  # at the levels of rules, their short stretches stay
    other = np.minimum(cv2.dilate((coarse > 0).astype(np.uint8), waver), cv2.dilate(joined, end))
    joined = np.maximum(joined, np.minimum(other, levels))  # the last dot may touch a rule that crosses
    found = cv2.erode(_closed(joined, crossing), waver)
    return np.ascontiguousarray(found if axis == 0 else found.T, np.uint8)


def _closed(mask: NDArray[np.uint8], reach: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return cv2.morphologyEx(mask, cv2.MORPH_CLOSE, reach).astype(np.uint8, copy=False)
