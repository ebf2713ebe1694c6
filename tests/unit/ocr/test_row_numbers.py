"""A number of a row is told from its neighbours, and never against what was read."""

from __future__ import annotations

import pytest

from planparse.model.page import Cell, Line
from planparse.ocr.row_numbers import mend_row_numbers


def column(*texts: str) -> list[Cell]:
    return [Cell(row, 0, (Line.of(text, 0.5),) if text else ()) for row, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        (["10", "H", "12"], ["10", "11", "12"]),
        (["12", "I3"], ["12", "13"]),
        (["STT", "O1", "02"], ["STT", "01", "02"]),
        (["2.4", "2.Š", "2.6"], ["2.4", "2.5", "2.6"]),
        (["9.", "lO.", "11."], ["9.", "10.", "11."]),
    ],
)
def test_letters_between_numbers_are_the_number_that_is_left(read: list[str], printed: list[str]) -> None:
    assert [cell.text for cell in mend_row_numbers(column(*read))] == printed


@pytest.mark.parametrize(
    "texts",
    [
        ["10", "II"],  # a new group of rows
        ["10", "II", "1"],
        ["10", "A", "12"],
        ["10", "22", "12"],  # read as figures: the paper may say so
        ["10", "", "12"],
        ["I", "Kế hoạch", "1"],
    ],
)
def test_what_may_be_right_stays(texts: list[str]) -> None:
    assert list(mend_row_numbers(column(*texts))) == column(*texts)


def test_a_number_of_which_nothing_was_read_is_what_stands_between() -> None:
    cells = column("7", "", "9", "", "12")
    unread = frozenset({(1, 0), (3, 0)})
    assert [cell.text for cell in mend_row_numbers(cells, unread)] == ["7", "8", "9", "", "12"]
    assert [cell.text for cell in mend_row_numbers(column("7", ""), frozenset({(1, 0)}))] == ["7", ""]


def test_a_sign_that_looks_like_a_figure_is_one() -> None:
    assert [cell.text for cell in mend_row_numbers(column("7", "§", "9"))] == ["7", "8", "9"]
