from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.unit.ocr.conftest import body, write

from planparse.model.page import BoundingBox, Line, Word
from planparse.ocr.engine import Segmentation
from planparse.ocr.preprocess.letters import find_ink
from planparse.ocr.regions import find_regions
from planparse.ocr.signature import read_signature

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np

    from planparse.ocr.regions import PageParts

NAME = (760, 960, 1080, 1000)


def signed(sheet: np.ndarray) -> PageParts:
    body(sheet, 100, 10)
    write(sheet, "Jonathan Doe Ray", NAME[0], 990)
    return find_regions(sheet, find_ink(sheet))


def line(text: str, confidence: float = 0.95) -> Line:
    """A line where the name stands."""
    box = BoundingBox(*map(float, NAME))
    return Line(tuple(Word(word, box, confidence) for word in text.split()))


def reader(column: str, alone: str) -> Callable[..., tuple[Line, ...]]:
    """An engine that gives one text in a column and one alone, in the middle of its picture."""

    def read(pixels: np.ndarray, segmentation: Segmentation) -> tuple[Line, ...]:
        text = column if segmentation == Segmentation.COLUMN else alone
        middle = pixels.shape[0] / 2
        box = BoundingBox(20, middle - 8, 120, middle + 8)
        return (Line(tuple(Word(word, box, 0.9) for word in text.split())),)

    return read


def read_again(sheet: np.ndarray, first: tuple[Line, ...], column: str, alone: str) -> tuple[list[Line], int]:
    parts = signed(sheet)
    shares, changed = read_signature(parts, (first,) * len(parts.boxes()), reader(column, alone))
    return list(shares[-1]), changed


def test_most_readings_win_and_the_doubt_is_told(sheet: np.ndarray) -> None:
    found, changed = read_again(sheet, (line("Trân Văn Mẫu", 0.8),), "Trần Văn Mẫu", "Trần Văn Mẫu")
    assert ([one.text for one in found], changed) == (["Trần Văn Mẫu"], 1)
    found, _ = read_again(sheet, (line("Lê Văn Mâu", 0.8),), "Lê Văn Mầu", "Lê Văn Mẫu")
    assert found[0].text == "Lê Văn Mẫu"
    assert found[0].words[-1].confidence == 0.7


def test_a_word_that_only_some_readings_have_costs_all_of_them(sheet: np.ndarray) -> None:
    found, _ = read_again(sheet, (line("Trần Vân% Mẫu", 0.8),), "Trần Mẫu", "Trần Mẫu")
    assert found[0].text == "Trần Mẫu"
    assert {word.confidence for word in found[0].words} == {0.7}


def test_what_was_read_surely_and_signs_nothing_costs_no_reading(sheet: np.ndarray) -> None:
    def read(*_: object) -> tuple[Line, ...]:
        raise AssertionError("read again")

    parts = signed(sheet)
    shares = ((line("KẾ HOẠCH"),),) * len(parts.boxes())
    assert read_signature(parts, shares, read) == (shares, 0)
    with pytest.raises(AssertionError, match="read again"):
        read_signature(parts, ((line("Trần Văn Mẫu"),),) * len(parts.boxes()), read)


def test_a_line_that_nobody_saw_is_found(sheet: np.ndarray) -> None:
    found, changed = read_again(sheet, (), "Trần Văn Mẫu", "")
    assert ([one.text for one in found], changed) == (["Trần Văn Mẫu"], 1)


def test_a_title_wins_over_what_is_none(sheet: np.ndarray) -> None:
    found, _ = read_again(sheet, (line("TL. CHỦ TỊCH"),), "II. CHỦ TỊCH", "II. CHỦ TỊCH")
    assert found[0].text == "TL. CHỦ TỊCH"


def test_other_lines_stay_as_they_were(sheet: np.ndarray) -> None:
    found, changed = read_again(sheet, (line("- Sở Nội vụ;"),), "- Sở Nộí vụ;", "- Sở Nộí vụ;")
    assert ([one.text for one in found], changed) == (["- Sở Nội vụ;"], 0)


def test_the_end_of_a_line_of_text_is_left_in_its_line(sheet: np.ndarray) -> None:
    before = Word("gồm", BoundingBox(100.0, 960.0, 200.0, 1000.0), 0.5)
    whole = Line((before, *line("N-NH4+, N-NO2-", 0.8).words))
    found, changed = read_again(sheet, (whole,), "N-NH4, N-NO2", "N-NH4, N-NO2")
    assert (found, changed) == ([whole], 0)


def test_words_beside_a_name_stay(sheet: np.ndarray) -> None:
    before = Word("Lưu:", BoundingBox(100.0, 960.0, 200.0, 1000.0), 0.9)
    whole = Line((before, *line("Trân Văn Mẫu", 0.8).words))
    found, _ = read_again(sheet, (whole,), "Trần Văn Mẫu", "Trần Văn Mẫu")
    assert sorted(one.text for one in found) == ["Lưu:", "Trần Văn Mẫu"]
