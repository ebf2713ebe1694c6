"""Ruled lines of a picture: found, and taken out so that they touch no letter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from planparse.ocr.preprocess.letters import binarise, paper_level

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from planparse.ocr.preprocess.letters import Ink

_SHORTEST = 2.6
"""Times the x-height: no stroke of a letter is so long."""
_THICKEST = 0.6
"""Times the x-height: what is thicker is a bar or a picture."""
_BREAK = 0.8
"""Times the x-height: a rule may be broken for so long."""
_PALE = 30
"""Grey levels by which the palest rule is darker than paper."""


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """The ruled lines of a picture as masks of its size (255 on a rule)."""

    across: NDArray[np.uint8]
    down: NDArray[np.uint8]


def may_be_ruled(ink: Ink) -> bool:
    """Whether any piece of ink is as long as a rule, both across and down; of plain print none is."""
    longest = ink.boxes[1:, 2:].max(axis=0, initial=0)
    return bool(longest.min() >= _SHORTEST * ink.height)


def find_rules(grey: NDArray[np.uint8], height: float, *, pale: bool = False) -> Rules:
    """Horizontal and vertical rules of a straight picture.

    Args:
        grey: the picture, upright.
        height: x-height in pixels.
        pale: whether rules count that are much lighter than print.
    """
    ink = cv2.inRange(grey, 0, paper_level(grey) - _PALE).astype(np.uint8) if pale else binarise(grey)
    return Rules(_long(ink, height, (1, 0)), _long(ink, height, (0, 1)))


def _long(ink: NDArray[np.uint8], height: float, direction: tuple[int, int]) -> NDArray[np.uint8]:
    """Ink that goes on straight in one direction (x, y); small breaks are bridged."""
    along, across = direction
    length = round(_SHORTEST * height)
    break_length = round(_BREAK * height)
    soft = cv2.dilate(ink, np.ones((1 + 2 * along, 1 + 2 * across), np.uint8))  # a rule wavers by a pixel
    runs = cv2.morphologyEx(
        soft, cv2.MORPH_OPEN, np.ones((1 + (length - 1) * across, 1 + (length - 1) * along), np.uint8)
    )
    thick = round(_THICKEST * height)
    bars = cv2.morphologyEx(
        runs, cv2.MORPH_OPEN, np.ones((1 + thick * along or 1, 1 + thick * across or 1), np.uint8)
    )
    rules = cv2.subtract(runs, bars)
    bridged = cv2.morphologyEx(
        rules, cv2.MORPH_CLOSE, np.ones((1 + break_length * across, 1 + break_length * along), np.uint8)
    )
    return bridged.astype(np.uint8, copy=False)


def erase(grey: NDArray[np.uint8], rules: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The picture with the rules painted over in the colour of the paper."""
    clean = grey.copy()
    clean[cv2.dilate(rules, np.ones((3, 3), np.uint8)) > 0] = paper_level(grey)
    return clean
