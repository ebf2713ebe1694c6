from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.unit.ocr.conftest import body, parts_of, ruled, write

from planparse.ocr.regions import TableRegion

if TYPE_CHECKING:
    import numpy as np

STOPS = [100, 190, 640, 900, 1150]


def columns(page: np.ndarray, top: int, bottom: int) -> None:
    for stop in STOPS:
        page[top:bottom, stop : stop + 2] = 0
    page[[top, bottom], STOPS[0] : STOPS[-1]] = 0


def row(page: np.ndarray, foot: int, number: str, lines: tuple[int, int, int]) -> None:
    write(page, number, 130, foot, 0.9)
    for left, count in zip((200, 650, 910), lines, strict=True):
        for line in range(count):
            write(page, "our men saw", left, foot + 42 * line, 0.9)


def spans(page: np.ndarray) -> tuple[int, list[tuple[int, int, int]]]:
    table = next(region for region in parts_of(page).regions if isinstance(region, TableRegion))
    grid = table.grid
    merged = [(cell.row, cell.column, cell.row_span) for cell in grid.cells if cell.row_span > 1]
    return grid.row_count, merged


@pytest.mark.parametrize("header", [True, False])
def test_rows_that_no_rule_parts_begin_at_their_numbers(sheet: np.ndarray, *, header: bool) -> None:
    columns(sheet, 300, 760)
    if header:
        columns(sheet, 230, 300)
        row(sheet, 280, "TT", (1, 1, 1))
    for foot, number, lines in [(350, "1", (3, 1, 1)), (490, "2", (2, 3, 1)), (630, "3", (2, 1, 2))]:
        row(sheet, foot, number, lines)
    body(sheet, 900, 6)
    assert spans(sheet) == (3 + header, [])


def test_what_goes_on_from_the_page_before_is_a_row_of_its_own(sheet: np.ndarray) -> None:
    columns(sheet, 300, 760)
    row(sheet, 350, " ", (1, 2, 1))
    row(sheet, 450, "4", (3, 1, 1))
    row(sheet, 600, "5", (2, 1, 1))
    body(sheet, 900, 6)
    assert spans(sheet)[0] == 3


def test_text_that_stands_between_two_rows_belongs_to_both(sheet: np.ndarray) -> None:
    columns(sheet, 300, 700)
    row(sheet, 350, "1", (3, 0, 1))
    row(sheet, 476, "2", (2, 1, 1))
    row(sheet, 580, "3", (2, 1, 1))
    write(sheet, "all of us", 650, 456, 0.9)
    body(sheet, 900, 6)
    rows, merged = spans(sheet)
    assert rows == 3
    assert merged == [(0, 2, 2)]


def test_a_number_of_two_lines_in_a_ruled_row_parts_nothing(sheet: np.ndarray) -> None:
    ruled(sheet, [300, 360, 480, 600, 720], STOPS)
    for foot in (340, 400, 520, 640):
        row(sheet, foot, "1.1", (1 + (foot > 350), 1, 1))
    write(sheet, "12", 120, 442, 0.9)
    body(sheet, 900, 6)
    assert spans(sheet) == (4, [])


def test_numbers_at_the_middle_of_their_rows_tell_the_rows(sheet: np.ndarray) -> None:
    columns(sheet, 300, 760)
    for number, foot in enumerate((350, 500, 650), 1):
        row(sheet, foot, "", (3, 0, 0))
        row(sheet, foot + 20, "", (0, 2, 0))
        row(sheet, foot + 42 - 9 * (number == 2), str(number), (0, 0, 1))
    body(sheet, 900, 6)
    assert spans(sheet)[0] == 3


def test_large_marks_above_letters_are_no_line(sheet: np.ndarray) -> None:
    columns(sheet, 300, 760)
    for number, foot in enumerate((350, 490, 630), 1):
        row(sheet, foot, str(number), (2, 1, 1))
        for left in (230, 300, 420)[: 3 * (number > 1)]:
            sheet[foot - 30 : foot - 18, left : left + 8] = 0
    body(sheet, 900, 6)
    assert spans(sheet) == (3, [])
