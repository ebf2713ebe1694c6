from __future__ import annotations

import cv2
import numpy as np
from tests.unit.ocr.conftest import body, write

from planparse.ocr.preprocess.letters import find_ink
from planparse.ocr.preprocess.rings import find_seals
from planparse.ocr.preprocess.seals import lift_seals

BLACK, GREY = 0, 150


def sealed(sheet: np.ndarray, level: int) -> np.ndarray:
    """A title, a name, and a seal that covers how the name begins."""
    body(sheet, 100, 10)
    write(sheet, "HEAD OF OFFICE", 700, 850)
    write(sheet, "Jonathan Exampleman", 660, 1130)
    ink = np.full_like(sheet, 255)
    for radius, width in ((150, 5), (138, 2), (100, 2)):
        cv2.circle(ink, (680, 1010), radius, level, width)
    cv2.putText(ink, "OFFICE OF", (600, 1010), cv2.FONT_HERSHEY_COMPLEX, 0.8, level, 2)
    return np.asarray(np.minimum(sheet, ink), np.uint8)


def name_part(page: np.ndarray) -> np.ndarray:
    return np.asarray(page[1095:1145, 655:1020] < 128)


def test_a_ring_is_found_where_it_is(sheet: np.ndarray) -> None:
    page = sealed(sheet, BLACK)
    (seal,) = find_seals(page, find_ink(page))
    assert np.hypot(seal.x - 680, seal.y - 1010) < 10
    assert abs(seal.radius - 150) < 12


def test_text_has_no_ring(sheet: np.ndarray) -> None:
    body(sheet, 100, 25)
    cv2.rectangle(sheet, (150, 1400), (500, 1550), 0, 3)
    assert find_seals(sheet, find_ink(sheet)) == ()


def test_a_square_cell_of_a_table_is_no_ring(sheet: np.ndarray) -> None:
    body(sheet, 100, 10)
    for x in (100, 400, 650, 900, 1150):
        cv2.line(sheet, (x, 700), (x, 1500), 0, 3)
    for y in (700, 850, 1000, 1250, 1500):
        cv2.line(sheet, (100, y), (1150, y), 0, 3)
    write(sheet, "02/2025", 690, 1130)
    for x, y in (
        (680, 1030),
        (870, 1030),
        (680, 1220),
        (870, 1220),
    ):  # print in the corners rounds the square
        cv2.circle(sheet, (x, y), 14, 0, -1)
    clean, seals = lift_seals(sheet, find_ink(sheet))
    assert seals == 0
    assert (clean == sheet).all()


def test_a_grey_seal_fades_and_the_name_stays(sheet: np.ndarray) -> None:
    alone = sheet.copy()
    write(alone, "Jonathan Exampleman", 660, 1130)
    page = sealed(sheet, GREY)
    clean, seals = lift_seals(page, find_ink(page))
    assert seals == 1
    assert (clean[870:1080, 520:640] > 200).all()
    agree = (name_part(clean) == name_part(alone)).mean()
    assert agree > 0.97


def test_a_seal_as_dark_as_thin_print_fades_where_the_name_is_bold(sheet: np.ndarray) -> None:
    alone = sheet.copy()
    write(alone, "Jonathan Exampleman", 660, 1130)
    page = sealed(sheet, 90)
    page[:800] = np.maximum(page[:800], 90)  # on a poor scan thin strokes are no darker than the seal
    cv2.polylines(page, [np.array([[800, 1120], [840, 900], [880, 1125], [940, 950]])], False, 90, 3)
    clean, seals = lift_seals(page, find_ink(page))
    assert seals == 1
    assert (clean[870:1080, 520:960] > 200).all()
    assert (name_part(clean) == name_part(alone)).mean() > 0.97


def test_a_black_seal_is_taken_apart_and_most_of_the_name_stays(sheet: np.ndarray) -> None:
    alone = sheet.copy()
    write(alone, "Jonathan Exampleman", 660, 1130)
    page = sealed(sheet, BLACK)
    clean, _ = lift_seals(page, find_ink(page))
    kept = name_part(clean) & name_part(alone)
    assert kept.sum() > 0.9 * name_part(alone).sum()
    assert (clean[900:1060, 560:790] < 128).mean() < 0.01


def test_a_page_without_seal_stays_the_same(sheet: np.ndarray) -> None:
    body(sheet, 100, 20)
    clean, seals = lift_seals(sheet, find_ink(sheet))
    assert (seals, clean is sheet) == (0, True)
