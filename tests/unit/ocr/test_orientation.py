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


def test_a_few_letters_that_hang_low_do_not_turn_the_page() -> None:
    page = np.full((1200, 900), 255, np.uint8)
    cv2.putText(page, "yo go pa", (500, 300), cv2.FONT_HERSHEY_COMPLEX, 1.0, 0, 2)
    found = find_orientation(find_ink(page))
    assert found.degrees == 0
    assert not found.sure


def test_specks_are_not_the_letters_of_a_page_of_little_print() -> None:
    page = np.full((1200, 900), 255, np.uint8)
    cv2.putText(page, "our men saw some new room", (200, 300), cv2.FONT_HERSHEY_COMPLEX, 1.0, 0, 2)
    height = find_ink(page).height
    for x, y in np.random.default_rng(3).integers((20, 400), (880, 1180), (150, 2)).tolist():
        cv2.circle(page, (x, y), 2, 0, -1)
    assert find_ink(page).height == height > 10


def test_the_small_letters_count_where_a_signature_has_as_many_capitals() -> None:
    page = np.full((1200, 900), 255, np.uint8)
    cv2.putText(page, "our men saw", (60, 200), cv2.FONT_HERSHEY_COMPLEX, 1.0, 0, 2)
    small = find_ink(page).height
    cv2.putText(page, "HEAD OF THE", (500, 300), cv2.FONT_HERSHEY_COMPLEX, 1.0, 0, 2)
    assert find_ink(page).height == pytest.approx(small, abs=1)
