"""What is no print on a page, told by its size: seals, signatures, frames, emblems."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from planparse.ocr.geometry import Rectangle
from planparse.ocr.preprocess.letters import find_ink, paper_level

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from planparse.ocr.preprocess.letters import Ink

_PICTURE = 6.0
"""Times the x-height, in both directions: what is larger in one piece is no print."""
_PRINT_CROSSINGS = 6
"""Strokes on one row of pixels that make print of a piece of ink: a short name has as many, loops of a pen
hardly."""
_TIMES_A_PEN = 2.0
"""Times the strokes on the other rows of the piece."""
_UNDERLINE = 0.4
"""Times the x-height: a pen that runs along a line hides so much of it."""
_CROWDED = 0.5
"""Share of a piece's rows with so many strokes from which it is a seal or an emblem."""
_MARKS_ABOVE, _MARKS_BELOW = 1.0, 0.5
"""Times the x-height around the small letters of a line: capitals, marks, feet of letters."""
_LINE = 0.7
"""Times the x-height: the least height of a line of print."""


def without_pictures(grey: NDArray[np.uint8], ink: Ink) -> tuple[NDArray[np.uint8], Ink]:
    """Paint over what is too large both ways to be print: black seals, signatures, frames, emblems.

    A line of print that a pen has joined to a signature stays.
    """
    pictures = ink.boxes[:, 2:].min(axis=1) >= _PICTURE * ink.height
    pictures[0] = False
    clean = grey
    written_over = False
    for piece in np.flatnonzero(pictures).tolist():
        left, top, width, tall = ink.boxes[piece].tolist()
        window = Rectangle(left, top, left + width, top + tall).grown(1, (grey.shape[0], grey.shape[1]))
        own = ink.labels[window.top : window.bottom, window.left : window.right] == piece
        bands = _lines_within(own, ink.height)
        for band in bands:
            own[band] = False
        stain = cv2.dilate(own.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
        for band in bands:
            stain[band] = False
        clean = grey.copy() if clean is grey else clean
        window.cut(clean)[stain] = paper_level(grey)
        written_over |= bool(bands)
    return clean, find_ink(clean) if written_over else ink


def _lines_within(piece: NDArray[np.bool_], height: float) -> list[slice]:
    """The rows of lines of print that are part of a large piece of ink, their marks included.

    A pen crosses a row a few times and print many times more; a seal does all over.
    """
    crossings = np.count_nonzero(piece[:, 1:] & ~piece[:, :-1], axis=1)
    many = crossings >= max(_PRINT_CROSSINGS, _TIMES_A_PEN * float(np.median(crossings)))
    underline = np.ones(round(_UNDERLINE * height) | 1, np.uint8)  # where one runs, letters are not apart
    closed = cv2.morphologyEx(many.astype(np.uint8)[:, None], cv2.MORPH_CLOSE, underline[:, None])
    busy = np.concatenate(([0], closed[:, 0], [0])).astype(np.int8)
    begins, ends = np.flatnonzero(np.diff(busy) > 0), np.flatnonzero(np.diff(busy) < 0)
    bands = [
        slice(max(0, begin - round(_MARKS_ABOVE * height)), end + round(_MARKS_BELOW * height))
        for begin, end in zip(begins.tolist(), ends.tolist(), strict=True)
        if end - begin >= _LINE * height
    ]
    crowded = len(piece) and busy.mean() > _CROWDED
    return [] if crowded else bands
