from __future__ import annotations

import cv2
import numpy as np
import pytest

from planparse.ocr.preprocess.letters import find_ink
from planparse.ocr.preprocess.orientation import find_orientation
from planparse.ocr.preprocess.preparation import turn
from planparse.ocr.preprocess.skew import find_skew, straighten


def drawn_page() -> np.ndarray:
    page = np.full((1200, 900), 255, np.uint8)
    for row in range(20):
        cv2.putText(
            page,
            "the dull black hen held a tall bottle",
            (60, 100 + 50 * row),
            cv2.FONT_HERSHEY_COMPLEX,
            1.0,
            0,
            2,
        )
    return page


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_turned_page_is_turned_back(degrees: int) -> None:
    lying = turn(drawn_page(), degrees)
    found = find_orientation(find_ink(lying))
    assert (found.degrees + degrees) % 360 == 0
    assert found.sure


@pytest.mark.parametrize("angle", [-4.0, -1.0, 0.5, 3.0])
def test_skew_is_found_to_a_tenth_of_a_degree(angle: float) -> None:
    leaning = straighten(drawn_page(), angle)
    ink = find_ink(leaning)
    assert find_skew(ink.letter_boxes, ink.height) == pytest.approx(-angle, abs=0.1)


def test_an_empty_page_is_upright_but_unsure() -> None:
    found = find_orientation(find_ink(np.full((400, 300), 255, np.uint8)))
    assert found.degrees == 0
    assert not found.sure
