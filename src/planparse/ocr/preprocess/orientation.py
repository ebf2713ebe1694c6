"""Which way up a page lies, told from the boxes of its letters alone, before anything is read.

Two facts of print decide it. Letters stand closer to the next letter of their line than to the line above,
which tells lines from columns; and Vietnamese carries far more ink above its small letters (ascenders, hats,
tones, dots) than below (descenders, the heavy tone's dot), which tells the top from the foot.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from planparse.ocr.preprocess.letters import Ink

_MOST_LETTERS = 800
_LEAST_VOTES = 20
_SURE = 0.15
"""Balance of votes, -1 to 1, from which a side is settled."""


@dataclass(frozen=True, slots=True)
class Orientation:
    """Degrees clockwise by which the page must be turned to stand upright, and whether that is certain."""

    degrees: int
    sure: bool


def find_orientation(ink: Ink) -> Orientation:
    """How to turn a page so that it stands upright.

    Pages of few letters are taken to be upright, unsure: the few capitals of a signature may well hang lower
    than they rise.
    """
    boxes = _edges(ink.letter_boxes, ink.height)
    if len(boxes) < _LEAST_VOTES:
        return Orientation(0, sure=False)
    lines = _pairs_in_line(boxes, ink.height)
    columns = _pairs_in_line(_turned(boxes), ink.height)
    lying = len(columns) > len(lines)
    side = _turned(boxes) if lying else boxes
    balance, votes = _top_heaviness(side, columns if lying else lines, ink.height)
    sure = votes >= _LEAST_VOTES and abs(balance) >= _SURE
    upside_down = balance < 0 and (sure or lying)
    return Orientation((90 if lying else 0) + (180 if upside_down else 0), sure)


def turned_boxes(boxes: NDArray[np.int32], degrees: int) -> NDArray[np.int32]:
    """Boxes (left, top, width, height) after a turn by quarters, clockwise about the origin."""
    for _ in range(degrees // 90):
        left, top, width, height = boxes.T
        boxes = np.column_stack((-(top + height), left, height, width))
    return boxes


def _edges(boxes: NDArray[np.int32], height: float) -> NDArray[np.float32]:
    """Left, top, right, bottom of pieces of the size of letters; of a full page its middle."""
    small = (boxes[:, 2:] < 3 * height).all(axis=1) & (boxes[:, 2:].max(axis=1) > 0.7 * height)
    left, top, width, tall = boxes[small].T.astype(np.float32)
    edges = np.column_stack((left, top, left + width, top + tall))
    if len(edges) <= _MOST_LETTERS:
        return edges
    from_top = np.argsort(edges[:, 1], kind="stable")
    skipped = (len(edges) - _MOST_LETTERS) // 2
    return edges[from_top[skipped : skipped + _MOST_LETTERS]]


def _turned(edges: NDArray[np.float32]) -> NDArray[np.float32]:
    """The same boxes after the page was turned by 90 degrees clockwise (about its origin)."""
    left, top, right, bottom = edges.T
    return np.column_stack((-bottom, left, -top, right))


def _pairs_in_line(edges: NDArray[np.float32], height: float) -> NDArray[np.int64]:
    """Pairs (left, right) of letters that follow each other closely on one line."""
    left, top, right, bottom = edges.T
    gap = left[None, :] - right[:, None]
    overlap = np.minimum(bottom[:, None], bottom) - np.maximum(top[:, None], top)
    close = (gap > -0.2 * height) & (gap < 0.5 * height) & (overlap > 0.7 * height)
    np.fill_diagonal(close, val=False)
    return np.argwhere(close)


def _top_heaviness(edges: NDArray[np.float32], pairs: NDArray[np.int64], height: float) -> tuple[float, int]:
    """Balance of letters that rise above their neighbour against those that hang lower; their number."""
    first, second = edges[pairs[:, 0]], edges[pairs[:, 1]]
    rise = np.abs(first[:, 1] - second[:, 1])
    hang = np.abs(first[:, 3] - second[:, 3])
    step, level = 0.25 * height, 0.15 * height
    above = int(((rise > step) & (hang < level)).sum())
    below = int(((hang > step) & (rise < level)).sum())
    votes = above + below
    return ((above - below) / votes if votes else 0.0), votes
