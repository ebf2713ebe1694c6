"""Stamps at the head of a page that are ruled or framed: of incoming mail, of urgency, of secrecy.

What they say is somebody else's number and day, or no part of the title that they are set beside. A stamp may
reach over a title: where it is paler than print it is faded, and letters that a line of the page goes on with
outside stay.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from planparse.ocr.geometry import Rectangle
from planparse.ocr.preprocess.letters import paper_level, print_level
from planparse.ocr.preprocess.seals import fade_curve

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from planparse.ocr.preprocess.letters import Ink
    from planparse.ocr.rules import Rules

WIDEST = 0.3
"""Share of the page's width: what is ruled and narrower is a stamp."""
_HEAD = 0.35
"""Share of the page's height within which stamps of the head begin."""
_LOWEST, _HIGHEST = 2.4, 6.0
"""Times the x-height: a frame around one or two lines of capitals."""
_NARROWEST = 4.0
"""Times the x-height: a frame around a word."""
_RULED = 0.75
"""Share of each of its sides that makes a frame."""
_SIDE = 0.5
"""Times the x-height within which a side may waver."""
_SPACE = 1.2
"""Times the x-height: no space between the words of a title is wider."""
_SAME_LINE = 0.5
"""Share of the lower of two letters by which they stand on one line."""
_MARK = 0.9
"""Times the x-height above and below a letter where its marks stand."""
_LETTER, _LARGEST = 0.6, 3.5
"""Times the x-height: smaller pieces are marks and dust, larger ones no letters."""
_PALER = 0.2
"""Of the way from print to paper: a stamp so much lighter than print is faded."""


def in_head(box: Rectangle, shape: tuple[int, ...]) -> bool:
    """Whether something ruled is a stamp of the head of a page of this shape (height, width)."""
    return box.width < WIDEST * shape[1] and box.top < _HEAD * shape[0]


def find_frames(rules: Rules, height: float) -> tuple[Rectangle, ...]:
    """Rectangles around a word or two at the head of a page.

    Args:
        rules: the rules of the page.
        height: x-height in pixels.
    """
    head = round(_HEAD * len(rules.down))
    down = rules.down[: head + round(_HIGHEST * height)]
    count, _, posts, _ = cv2.connectedComponentsWithStats(down)
    sides = [
        Rectangle(left, top, left + width, top + tall)
        for left, top, width, tall in posts[1:count, :4].tolist()
        if top < head and _LOWEST * height <= tall <= _HIGHEST * height
    ]
    boxes = (
        Rectangle(left.left, min(left.top, right.top), right.right, max(left.bottom, right.bottom))
        for left in sides
        for right in sides
        if right.left - left.right >= _NARROWEST * height and abs(left.top - right.top) <= height
    )
    return tuple(box for box in boxes if in_head(box, rules.across.shape) and _is_closed(box, rules, height))


def _is_closed(box: Rectangle, rules: Rules, height: float) -> bool:
    """Whether a rule runs along the head and the foot of a box."""
    reach = max(1, round(_SIDE * height))
    edges = (
        rules.across[max(0, y - reach) : y + reach + 1, box.left : box.right] for y in (box.top, box.bottom)
    )
    return all(bool((edge.max(axis=0) > 0).mean() >= _RULED) for edge in edges if edge.size)


def lift(stamps: Sequence[Rectangle], grey: NDArray[np.uint8], ink: Ink) -> NDArray[np.uint8]:
    """The page without what stands in its stamps, but for letters of lines that run into them.

    Args:
        stamps: where they are.
        grey: the page, its rules taken out.
        ink: what stands on it.
    """
    clean = grey.copy()
    gone = np.zeros(len(ink.boxes), np.bool_)
    for stamp in stamps:
        gone |= _inside(stamp, ink) & ~_running_in(stamp, ink)
    gone[0] = False
    for piece in np.flatnonzero(gone).tolist():
        left, top, width, tall = ink.boxes[piece].tolist()
        window = (slice(max(0, top - 1), top + tall + 1), slice(max(0, left - 1), left + width + 1))
        labels = ink.labels[window]
        clean[window][(labels == 0) | (labels == piece)] = paper_level(grey)
    return clean


def fade(frames: Sequence[Rectangle], rules: Rules, grey: NDArray[np.uint8], ink: Ink) -> NDArray[np.uint8]:
    """The page with what is paler than print, as the frames around it are, faded in them.

    Args:
        frames: where stamps are.
        rules: the rules of the page, their frames among them.
        grey: the page.
        ink: what stands on it.
    """
    clean = grey.copy()
    paper, print_ = paper_level(grey), print_level(grey, ink)
    for frame in frames:
        ruled = frame.cut(np.maximum(rules.across, rules.down)) > 0
        part = frame.cut(clean)
        level = int(np.quantile(part[ruled], 0.25)) if ruled.any() else print_
        if level - print_ >= _PALER * (paper - print_):
            part[:] = cv2.LUT(part, fade_curve(print_, level, paper))
    return clean


def _inside(stamp: Rectangle, ink: Ink) -> NDArray[np.bool_]:
    """Which pieces have their middle in a stamp."""
    left, top, width, tall = ink.boxes.T
    x, y = left + width / 2, top + tall / 2
    inside: NDArray[np.bool_] = (x > stamp.left) & (x < stamp.right) & (y > stamp.top) & (y < stamp.bottom)
    return inside


def _running_in(stamp: Rectangle, ink: Ink) -> NDArray[np.bool_]:
    """Which pieces are letters of a line that runs into a stamp from outside, and their marks."""
    near = Rectangle(
        round(stamp.left - _SPACE * ink.height),
        stamp.top,
        round(stamp.right + _SPACE * ink.height),
        stamp.bottom,
    )
    tall = ink.boxes[:, 3]  # a rule that went through a letter leaves slivers as high as it
    print_ = (tall >= _LETTER * ink.height) & (ink.boxes[:, 2:].max(axis=1) <= _LARGEST * ink.height)
    letters = np.flatnonzero(_inside(near, ink) & print_)
    boxes = ink.boxes[letters]
    kept = ~_inside(stamp, ink)[letters]
    for _ in range(len(letters)):
        touched = ~kept & _beside(boxes, boxes[kept], ink.height)
        if not touched.any():
            break
        kept |= touched
    inside = kept & _inside(stamp, ink)[letters]
    stays = np.zeros(len(ink.boxes), np.bool_)
    stays[letters[inside]] = True
    for left, top, width, tall in boxes[inside].tolist():
        stays |= _marks_of(Rectangle(left, top, left + width, top + tall), ink)
    return stays


def _beside(boxes: NDArray[np.int32], others: NDArray[np.int32], height: float) -> NDArray[np.bool_]:
    """Which boxes stand on one line with one of the others, no further away than a space."""
    left, top, width, tall = (column[:, None] for column in boxes.T)
    other_left, other_top, other_width, other_tall = others.T
    gap = np.maximum(left - other_left - other_width, other_left - left - width)
    shared = np.minimum(top + tall, other_top + other_tall) - np.maximum(top, other_top)
    near = (gap <= _SPACE * height) & (shared >= _SAME_LINE * np.minimum(tall, other_tall))
    beside: NDArray[np.bool_] = np.any(near, axis=1)
    return beside


def _marks_of(letter: Rectangle, ink: Ink) -> NDArray[np.bool_]:
    """Which small pieces stand above or below a letter."""
    left, top, width, tall = ink.boxes.T
    x, y, reach = left + width / 2, top + tall / 2, _MARK * ink.height
    small = np.maximum(width, tall) <= ink.height
    marks: NDArray[np.bool_] = (
        small
        & (x >= letter.left)
        & (x <= letter.right)
        & (y > letter.top - reach)
        & (y < letter.bottom + reach)
    )
    return marks
