from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import cv2
from tests.unit.ocr.conftest import body, parts_of, write

if TYPE_CHECKING:
    import numpy as np


def test_a_black_seal_is_painted_over(sheet: np.ndarray) -> None:
    body(sheet, 100, 8)
    cv2.circle(sheet, (800, 900), 150, 0, 6)
    clean = parts_of(sheet).pixels
    assert clean[740:1060, 640:960].min() > 200


def test_a_name_that_a_pen_has_joined_to_a_signature_stays(sheet: np.ndarray) -> None:
    body(sheet, 100, 8)
    write(sheet, "Jane Mary Doe", 760, 1000)
    unsigned = sheet[960:1010].copy()
    loops = [(740, 900), (800, 1005), (850, 800), (900, 1005), (950, 800), (985, 1005), (1010, 880)]
    for begin, end in pairwise(loops):
        cv2.line(sheet, begin, end, 0, 3)
    cv2.line(sheet, (765, 990), (985, 990), 0, 2)
    clean = parts_of(sheet).pixels
    assert clean[780:940, 740:1010].min() > 200
    printed = unsigned < 128
    assert (clean[960:1010][printed] < 128).mean() > 0.95
