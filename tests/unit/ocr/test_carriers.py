"""Short cells are set between words of the page, and what was read in them comes back to its cell."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from tests.unit.ocr.conftest import write

from planparse.model.page import BoundingBox, Line, Word
from planparse.ocr.carriers import find_carriers, is_short, set_between
from planparse.ocr.geometry import Rectangle

CELLS = [Rectangle(40, 100 * row, 90, 100 * row + 60) for row in range(1, 9)]
CARRIERS = (Rectangle(300, 100, 380, 150), Rectangle(300, 300, 390, 350))
HEIGHT = 18.0


def word(text: str, *, confidence: float = 0.97, tall: float = 30) -> Word:
    return Word(text, BoundingBox(0, 100, 60, 100 + tall), confidence)


def letters_of(page: np.ndarray) -> np.ndarray:
    _, _, stats, _ = cv2.connectedComponentsWithStats((page < 128).astype(np.uint8))
    return stats[1:, :4]


def test_one_line_of_a_few_letters_is_short() -> None:
    assert is_short(Rectangle(0, 0, 60, 60), HEIGHT)
    assert not is_short(Rectangle(0, 0, 200, 60), HEIGHT)
    assert not is_short(Rectangle(0, 0, 60, 120), HEIGHT)


def test_carriers_are_sure_plain_words_of_like_height_and_differ() -> None:
    plain = [word("các"), word("các"), word("ban"), word("tin"), word("nhau", tall=60)]
    others = [
        word("12/3"),
        word("PHÒNG"),
        word("nghiệp"),
        word("rõ", confidence=0.5),
        word("hai", confidence=0.6),
    ]
    found = find_carriers([Line((*plain, *others))])
    assert len(found) == 3
    assert {box.height for box in found} == {35}
    assert find_carriers([Line(tuple(others))]) == ()


def test_what_was_read_between_carriers_comes_back_to_its_cell(sheet: np.ndarray) -> None:
    for number, cell in enumerate(CELLS):
        write(sheet, str(number + 1), cell.left + 15, cell.bottom - 20)
    write(sheet, "am", 305, 145)
    write(sheet, "our", 305, 345)
    strips = set_between(sheet, CELLS, CARRIERS, letters_of(sheet), HEIGHT)
    read = [
        Line(tuple(_seen(place.left, place.top, place.part, str(number)) for number, place in enumerate(row)))
        for row in (strips.places[:6], strips.places[6:])
    ]
    back = strips.give_back([*read, Line((word("trạm"),))])
    assert [line.text for lines in back for line in lines] == ["0", "1", "2", "3", "4", "5", "0", "1"]
    box = back[7][0].bbox
    assert box is not None
    assert (box.x0, box.top) == (CELLS[7].left + 10, CELLS[7].top + 10)


def test_cells_stand_on_the_line_of_their_carriers(sheet: np.ndarray) -> None:
    for number, cell in enumerate(CELLS[:2]):
        write(
            sheet, "7", cell.left + 15, cell.bottom - 20 + 10 * number
        )  # one higher in its cell than the other
    write(sheet, "am", 305, 145)
    strips = set_between(sheet, CELLS[:2], CARRIERS[:1], letters_of(sheet), HEIGHT)
    feet = []
    for place in strips.places:
        part = strips.pixels[place.top : place.top + 60, place.left : place.left + 50]
        feet.append(place.top + int(np.flatnonzero((part < 128).any(axis=1)).max()))
    assert feet[0] == pytest.approx(feet[1], abs=1)


def _seen(left: int, top: int, part: Rectangle, text: str) -> Word:
    assert part in CELLS
    return Word(text, BoundingBox(left + 10, top + 10, left + 30, top + 40), 0.9)
