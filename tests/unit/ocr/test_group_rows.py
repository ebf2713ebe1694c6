from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.unit.ocr.conftest import body, parts_of, write

from planparse.ocr.regions import TableRegion

if TYPE_CHECKING:
    import numpy as np

STOPS = (100, 190, 640, 900, 1150)


def table(page: np.ndarray, *, numbered: bool) -> None:
    """A header, then twice a group row and three rows that nothing parts; columns leave off at groups."""
    page[[200, 260, 940], STOPS[0] : STOPS[-1]] = 0
    page[200:940, [STOPS[0], STOPS[-1]]] = 0
    page[200:260, STOPS] = 0
    row(page, 240, ("TT", "Our work", "Men", "Room"))
    for group, top in (("I", 260), ("II", 600)):
        page[top + 60 : top + 340, STOPS] = 0
        if numbered:
            page[top : top + 60, STOPS[:2]] = 0
            row(page, top + 42, (group, "ALL OUR WORK", "", ""))
        else:
            write(page, f"{group}. ALL OUR WORK", 420, top + 42, 0.9)
        for number in range(3):
            texts = (str(number + 1), "all our men\nsaw rooms", "some men", "dark room")
            row(page, top + 100 + 90 * number, texts)


def row(page: np.ndarray, foot: int, texts: tuple[str, ...]) -> None:
    for left, text in zip(STOPS, texts, strict=False):
        for line, part in enumerate(text.split("\n")):
            write(page, part, left + 20, foot + 36 * line, 0.8)


@pytest.mark.parametrize("numbered", [True, False])
def test_group_rows_between_rows_that_nothing_parts_are_rows(sheet: np.ndarray, *, numbered: bool) -> None:
    table(sheet, numbered=numbered)
    body(sheet, 1100, 6)
    (region,) = (region for region in parts_of(sheet).regions if isinstance(region, TableRegion))
    merged = [(cell.row, cell.column, cell.column_span) for cell in region.grid.cells if cell.column_span > 1]
    assert (region.grid.row_count, region.grid.column_count) == (9, 4)
    assert merged == ([(1, 1, 3), (5, 1, 3)] if numbered else [(1, 0, 4), (5, 0, 4)])


def test_a_table_without_groups_keeps_its_rows(sheet: np.ndarray) -> None:
    page = sheet
    page[[200, 260, 540], STOPS[0] : STOPS[-1]] = 0
    page[200:540, STOPS] = 0
    row(page, 240, ("TT", "Our work", "Men", "Room"))
    for number in range(3):
        row(page, 300 + 90 * number, (str(number + 1), "all our men\nsaw rooms", "some men", "dark room"))
    body(page, 900, 6)
    (region,) = (region for region in parts_of(page).regions if isinstance(region, TableRegion))
    assert (region.grid.row_count, region.grid.column_count) == (4, 4)
