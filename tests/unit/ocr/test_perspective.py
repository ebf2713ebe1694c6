"""A sheet seen aslant is laid flat; flat scans are never touched."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from tests.unit.ocr.conftest import body

from planparse.model.page import PageImage
from planparse.ocr.preprocess import Diary, prepare
from planparse.ocr.preprocess.perspective import find_sheet, lay_flat
from planparse.settings import ImageSteps, Settings

Corners = list[tuple[int, int]]
ASLANT: Corners = [(120, 90), (1330, 150), (1290, 1780), (60, 1700)]
SHEARED: Corners = [(160, 60), (1330, 130), (1260, 1790), (90, 1720)]
SQUARE: Corners = [(100, 100), (1300, 100), (1300, 1700), (100, 1700)]
SKEWED: Corners = [(150, 90), (1350, 130), (1297, 1729), (97, 1689)]


def on_desk(sheet: np.ndarray, corners: Corners, desk: int = 80) -> np.ndarray:
    """The sheet as a camera sees it, its corners at these places, 1900 × 1420."""
    tall, wide = sheet.shape
    flat = np.array([(0, 0), (wide - 1, 0), (wide - 1, tall - 1), (0, tall - 1)], np.float32)
    lens = cv2.getPerspectiveTransform(flat, np.array(corners, np.float32))
    seen = cv2.warpPerspective(sheet, lens, (1420, 1900), borderValue=(desk,))
    grain = np.random.default_rng(1).normal(0, 4, seen.shape)
    return np.asarray(np.clip(cv2.GaussianBlur(seen, (0, 0), 1.2) + grain, 0, 255), np.uint8)


@pytest.mark.parametrize("corners", [ASLANT, SHEARED])
def test_the_corners_of_a_sheet_are_found(sheet: np.ndarray, corners: Corners) -> None:
    body(sheet, 100, 20)
    found = find_sheet(on_desk(sheet, corners))
    assert found is not None
    assert np.abs(found - np.array(corners)).max() < 4


def test_a_sheet_laid_flat_has_its_lines_level_again(sheet: np.ndarray) -> None:
    cv2.line(sheet, (100, 200), (1100, 200), 0, 6)
    cv2.line(sheet, (100, 1400), (1100, 1400), 0, 6)
    flat = lay_flat(on_desk(sheet, ASLANT), np.array(ASLANT, np.float32))
    tall, wide = flat.shape
    for share in (200 / 1600, 1400 / 1600):
        window = flat[round((share - 0.03) * tall) : round((share + 0.03) * tall)]
        left, right = (window[:, round(at * wide)].argmin() for at in (0.15, 0.85))
        assert abs(int(left) - int(right)) <= 3


@pytest.mark.parametrize(
    ("corners", "desk"), [(SQUARE, 80), (SKEWED, 80), (ASLANT, 245)], ids=["square", "skewed", "white desk"]
)
def test_what_is_not_surely_aslant_is_left_alone(sheet: np.ndarray, corners: Corners, desk: int) -> None:
    body(sheet, 100, 20)
    assert find_sheet(on_desk(sheet, corners, desk)) is None


def test_a_flat_scan_with_a_framed_table_is_left_alone(sheet: np.ndarray) -> None:
    cv2.rectangle(sheet, (60, 60), (1140, 1540), 0, 4)
    body(sheet, 150, 20)
    assert find_sheet(sheet) is None


def test_the_step_tells_what_it_did_and_can_be_switched_off(sheet: np.ndarray) -> None:
    body(sheet, 100, 20)
    seen = on_desk(sheet, ASLANT)
    image = PageImage(1, seen, 150.0, seen.shape[1] * 72 / 150, seen.shape[0] * 72 / 150)
    diary, untouched = Diary(1), Diary(1)
    prepare(image, Settings(), diary)
    prepare(image, Settings(image_steps=ImageSteps(rectify=False)), untouched)
    assert diary.steps[0] == "rectify"
    assert "rectify" not in untouched.steps
