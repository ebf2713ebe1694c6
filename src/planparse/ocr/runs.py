"""Runs of print: letters that follow each other on one line without a wide gap."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from planparse.ocr.geometry import Rectangle

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from planparse.ocr.preprocess.letters import Ink

_WORD_GAP = 2.4
"""Times the x-height: spaces of justified lines are narrower, gutters between columns wider."""
_SPACE = 0.8
"""Times the x-height: the least white that may be a gutter."""
_SHRINK = 3
_TALLEST = 3.5
"""Times the x-height: capitals with two marks are lower."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run and the number of letters in it."""

    box: Rectangle
    letters: int
    gaps: tuple[tuple[int, int], ...] = ()
    """White between its words, from left to right: where one ends and where the next begins."""


def find_runs(ink: Ink) -> tuple[Run, ...]:
    """The runs of a straight, upright picture, from the top down.

    Only pieces of ink of the size of letters count, so seals, rules and pen strokes join nothing.
    """
    height = ink.height
    boxes = ink.letter_boxes
    boxes = boxes[(boxes[:, 3] <= _TALLEST * height) & (boxes[:, 2:].max(axis=1) >= 0.6 * height)]
    if len(boxes) == 0:
        return ()
    tall, wide = ink.labels.shape
    canvas = np.zeros((tall // _SHRINK + 1, wide // _SHRINK + 1), np.uint8)
    reach = int(_WORD_GAP * height / 2)
    for left, top, width, letter in boxes.tolist():
        core = min(letter // 4, int(height / 4))  # ascenders of one line and feet of the next must not touch
        rows = slice((top + core) // _SHRINK, (top + letter - core) // _SHRINK + 1)
        canvas[rows, max(0, left - reach) // _SHRINK : (left + width + reach) // _SHRINK + 1] = 1
    count, labels, stats, _ = cv2.connectedComponentsWithStats(canvas, connectivity=4)
    middle_x = boxes[:, 0] + boxes[:, 2] // 2
    middle_y = boxes[:, 1] + boxes[:, 3] // 2
    owner = labels[middle_y // _SHRINK, middle_x // _SHRINK]
    right, bottom = boxes[:, 0] + boxes[:, 2], boxes[:, 1] + boxes[:, 3]
    extents = np.full((count, 4), (np.iinfo(np.int32).max, np.iinfo(np.int32).max, 0, 0), np.int32)
    np.minimum.at(extents[:, 0], owner, boxes[:, 0])
    np.minimum.at(extents[:, 1], owner, boxes[:, 1])
    np.maximum.at(extents[:, 2], owner, right)
    np.maximum.at(extents[:, 3], owner, bottom)
    letters = np.bincount(owner, minlength=count)
    gaps = _gaps(owner, boxes[:, 0], right, _SPACE * height)
    runs = (
        Run(Rectangle(*extents[label].tolist()), int(letters[label]), tuple(gaps.get(label, ())))
        for label in range(1, len(stats))
        if letters[label]
    )
    return tuple(sorted(runs, key=lambda run: (run.box.top, run.box.left)))


def _gaps(
    owner: NDArray[np.int32], left: NDArray[np.int32], right: NDArray[np.int32], least: float
) -> dict[int, list[tuple[int, int]]]:
    """For each run the white between neighbouring letters that is at least so wide."""
    found: dict[int, list[tuple[int, int]]] = {}
    order = np.lexsort((left, owner))
    ends: dict[int, int] = {}
    for run, begin, end in zip(
        owner[order].tolist(), left[order].tolist(), right[order].tolist(), strict=True
    ):
        before = ends.get(run)
        if before is not None and begin - before >= least:
            found.setdefault(run, []).append((before, begin))
        ends[run] = max(end, before or 0)
    return found
