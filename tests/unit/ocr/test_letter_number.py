from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.unit.ocr.conftest import body, write

from planparse.model.page import BoundingBox, Line, Word
from planparse.ocr.letter_number import confirm_number
from planparse.ocr.preprocess.letters import find_ink
from planparse.ocr.regions import TextRegion, find_regions

if TYPE_CHECKING:
    import numpy as np

    from planparse.ocr.engine import Segmentation
    from planparse.ocr.regions import PageParts


def letter(sheet: np.ndarray) -> PageParts:
    for row, (left, right) in enumerate(
        [("council", "commonwealth of all the"), ("office", "free and happy"), ("No 12/AB", "town, day 3")]
    ):
        write(sheet, left, 250 - 10 * len(left), 100 + 50 * row)
        write(sheet, right, 800 - 10 * len(right), 100 + 50 * row)
    body(sheet, 400, 12)
    return find_regions(sheet, find_ink(sheet))


def numbered(text: str, confidence: float) -> Line:
    box = BoundingBox(170.0, 170.0, 340.0, 205.0)
    label, *rest = text.split()
    return Line((Word(label, box, 0.95), *(Word(word, box, confidence) for word in rest)))


def confirmed(sheet: np.ndarray, first: Line, again: list[tuple[str, float]]) -> Line:
    parts = letter(sheet)
    readings = iter(again)

    def read(pixels: np.ndarray, segmentation: Segmentation) -> tuple[Line, ...]:
        del segmentation
        text, confidence = next(readings)
        middle = pixels.shape[0] / 2
        box = BoundingBox(20, middle - 8, 120, middle + 8)
        return (Line(tuple(Word(word, box, confidence) for word in text.split())),)

    assert isinstance(parts.regions[0], TextRegion)
    shares = ((first,), *((),) * (len(parts.boxes()) - 1))
    return confirm_number(parts, shares, read)[0][0][0]


def test_print_that_is_read_alike_is_sure(sheet: np.ndarray) -> None:
    line = confirmed(sheet, numbered("Số: 12/QĐĐ-SXD", 0.7), [("Số: 12/QĐ-SXD", 0.7), ("Số: 12/QĐ-SXD", 0.9)])
    assert (line.words[1].text, line.words[1].confidence) == ("12/QĐ-SXD", 0.9)


@pytest.mark.parametrize(
    "again",
    [
        [("Số: 13/QĐ-SXD", 0.95), ("Số: 12/QĐ-SXD", 0.95)],
        [("Số: 12/QĐ-SXD", 0.7), ("Số: 12/QĐ-SXD", 0.75)],
        [("Số:", 0.9), ("Số: 12/QĐ-SXD", 0.9)],
    ],
)
def test_what_is_read_in_several_ways_stays_doubtful(
    sheet: np.ndarray, again: list[tuple[str, float]]
) -> None:
    line = confirmed(sheet, numbered("Số: 12/QĐ-SXD", 0.7), again)
    assert line.words[1].confidence == 0.7


def test_figures_apart_from_their_code_are_left_alone(sheet: np.ndarray) -> None:
    line = confirmed(sheet, numbered("Số: 43 /BC-UBND", 0.7), [])
    assert line.words[1].confidence == 0.7
