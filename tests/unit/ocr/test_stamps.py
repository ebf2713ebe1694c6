"""Framed and ruled stamps at the head go; the title that they reach over stays."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from tests.unit.ocr.conftest import body, write

from planparse.ocr.geometry import Rectangle
from planparse.ocr.preprocess.letters import find_ink
from planparse.ocr.regions import find_regions
from planparse.ocr.rules import find_rules
from planparse.ocr.stamps import find_frames

TITLE = "on the work of the new year"


def page_with(frame: tuple[int, int, int, int] | None, grey: int = 0) -> np.ndarray:
    """A page whose title begins at 300; a frame (left, top, right, bottom) with a word in it, in `grey`."""
    page = np.full((1600, 1200), 255, np.uint8)
    write(page, TITLE, 300, 300)
    body(page, 420, 12)
    if frame is None:
        return page
    stamp = np.full_like(page, 255)
    left, top, right, bottom = frame
    cv2.rectangle(stamp, (left, top), (right, bottom), grey, 2)
    cv2.putText(stamp, "URGENT", (left + 8, bottom - 14), cv2.FONT_HERSHEY_COMPLEX, 1.0, grey, 2)
    return np.minimum(page, stamp)


def left_of_title(page: np.ndarray) -> int:
    """The first inked column at the height of the title, as it is read."""
    parts = find_regions(page, find_ink(page))
    return int(np.flatnonzero((parts.pixels[270:310] < 128).any(axis=0))[0])


@pytest.mark.parametrize(
    ("frame", "grey"),
    [((60, 266, 210, 310), 0), ((190, 266, 340, 310), 150)],
    ids=["beside the title", "pale, over it"],
)
def test_the_title_begins_where_it_is_printed(frame: tuple[int, int, int, int], grey: int) -> None:
    assert left_of_title(page_with(frame, grey)) == left_of_title(page_with(None))


def test_letters_that_run_into_a_ruled_stamp_stay() -> None:
    page = page_with(None)
    for x in (60, 150, 330):
        cv2.line(page, (x, 200), (x, 330), 0, 2)
    for y in (200, 240, 330):
        cv2.line(page, (60, y), (330, y), 0, 2)
    write(page, "No 7", 160, 290, 0.7)
    assert abs(left_of_title(page) - left_of_title(page_with(None))) <= 3


def test_a_frame_is_closed_narrow_and_at_the_head() -> None:
    page = np.full((1600, 1200), 255, np.uint8)
    cv2.rectangle(page, (60, 200), (210, 250), 0, 2)
    cv2.rectangle(page, (60, 900), (210, 950), 0, 2)
    cv2.rectangle(page, (300, 200), (900, 250), 0, 2)
    for x in (950, 1100):
        cv2.line(page, (x, 200), (x, 250), 0, 2)
    (frame,) = find_frames(find_rules(page, 14.0), 14.0)
    assert Rectangle(55, 195, 65, 205).left <= frame.left <= 65
    assert abs(frame.right - 210) <= 4
