"""Round seals that no colour tells from print: grey ones, and the black ones of photocopies.

A seal lies over the signer's title and name. It is found as a ring (`rings.py`), and then either faded, where
it is lighter than print, or taken apart (`black_seals.py`).
"""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

import cv2
import numpy as np

from planparse.ocr.preprocess.black_seals import FEWEST, REACH, SHORTEST, TALLEST, take_apart
from planparse.ocr.preprocess.letters import paper_level, print_level
from planparse.ocr.preprocess.rings import Seal, find_seals, unrolled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from planparse.ocr.preprocess.letters import Ink

_LIGHTER = 0.2
"""Of the way from print to paper: a seal so much lighter than print is faded."""
_STAYS, _GOES = 0.5, 0.8
"""Of the way from print to the seal's grey: up to the first ink stays, from the second it is paper."""
_PRINT_BLUR = 0.1
"""Times the x-height around dark print that is its blur and its thin strokes."""
_DISC = 1.06
"""Times the radius: what is faded."""


def lift_seals(grey: NDArray[np.uint8], ink: Ink) -> tuple[NDArray[np.uint8], int]:
    """The picture without its grey and black seals, and how many there were.

    Args:
        grey: a page, upright and straight, at reading size.
        ink: what stands on it.
    """
    seals = find_seals(grey, ink)
    if not seals:
        return grey, 0
    clean, paper = grey.copy(), paper_level(grey)
    for seal in seals:
        level, print_ = _ring_level(grey, seal, ink.height), _bold_level(grey, seal, ink)
        if level - print_ >= _LIGHTER * (paper - print_):
            _fade(clean, seal, ink, (print_, level, paper))
        else:
            take_apart(clean, seal, ink, paper)
    return clean, len(seals)


def _ring_level(grey: NDArray[np.uint8], seal: Seal, height: float) -> int:
    """The grey of the outer ring, at its darkest all around."""
    flat = unrolled(grey, seal, seal.radius + round(height))
    return int(np.median(flat[:, seal.radius - round(height) :].min(axis=1)))


def _bold_level(grey: NDArray[np.uint8], seal: Seal, ink: Ink) -> int:
    """The grey of title and name, at the darkest of each letter beside the seal; of the page where none is.

    They are set bold, and so darker on a poor scan than the thin strokes of the text, and than a seal that is
    as dark as those.
    """
    height = ink.height
    left, top, width, tall = ink.boxes.T
    across, down = left + width / 2 - seal.x, top + tall / 2 - seal.y
    beside = ink.letters & (tall >= SHORTEST * height) & (tall <= TALLEST * height)
    beside &= np.hypot(across, down) > seal.radius * _DISC
    beside &= (np.abs(down) < seal.radius + REACH * height) & (across > -seal.radius / 2)
    darkest = [
        int(grey[y : y + h, x : x + w].min()) for x, y, w, h in ink.boxes[np.flatnonzero(beside)].tolist()
    ]
    return round(median(darkest)) if len(darkest) >= FEWEST else print_level(grey, ink)


def _fade(clean: NDArray[np.uint8], seal: Seal, ink: Ink, levels: tuple[int, int, int]) -> None:
    """Make what is lighter than print paper, softly: in the seal, and in strokes of a pen beside it.

    Print keeps its blurred edges. `levels` are the greys of print, seal and paper.
    """
    print_, level, _ = levels
    across, down = ink.boxes[:, 0] + ink.boxes[:, 2] - seal.x, ink.boxes[:, 1] + ink.boxes[:, 3] / 2 - seal.y
    strokes = ink.boxes[:, 2:].max(axis=1) > TALLEST * ink.height
    strokes &= (across > 0) & (np.abs(down) < seal.radius)
    strokes[0] = False
    where = strokes[ink.labels].astype(np.uint8)
    cv2.circle(where, (seal.x, seal.y), round(seal.radius * _DISC), 1, -1)
    dark = (clean <= print_ + _STAYS * (level - print_)).astype(np.uint8)
    blur = 2 * round(_PRINT_BLUR * ink.height) + 1
    edges = cv2.dilate(dark, np.ones((blur, blur), np.uint8))
    np.copyto(clean, cv2.LUT(clean, fade_curve(*levels)), where=(where > 0) & (edges == 0))


def fade_curve(print_: int, level: int, paper: int) -> NDArray[np.uint8]:
    """For each grey what becomes of it: what is lighter than print turns paper, softly.

    Args:
        print_: the grey of print.
        level: the grey of what is to fade.
        paper: the grey of the paper.
    """
    values = np.arange(256, dtype=np.float32)
    light = np.clip(((values - print_) / max(level - print_, 1) - _STAYS) / (_GOES - _STAYS), 0, 1)
    return np.clip(np.maximum(values, values + (paper - values) * light), 0, 255).astype(np.uint8)
