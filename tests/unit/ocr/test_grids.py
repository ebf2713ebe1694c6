from __future__ import annotations

import cv2
import numpy as np
import pytest
from tests.unit.ocr.conftest import body, parts_of, ruled, write

from planparse.ocr.regions import TableRegion


def test_cells_without_a_rule_between_them_are_one(sheet: np.ndarray) -> None:
    ruled(sheet, [300, 400, 500], [100, 250, 700, 1100])
    sheet[402:499, 695:706] = 255
    write(sheet, "group of all the rows below", 300, 460, 0.7)
    write(sheet, "head", 300, 360, 0.7)
    write(sheet, "more", 750, 360, 0.7)
    write(sheet, "number", 110, 360, 0.6)
    (table,) = parts_of(sheet).regions
    assert isinstance(table, TableRegion)
    spans = [(cell.row, cell.column, cell.column_span) for cell in table.grid.cells if cell.row == 1]
    assert spans == [(1, 0, 1), (1, 1, 2)]


@pytest.mark.parametrize("gap", [(180, 600), (100, 430), (620, 1000)])
def test_a_broken_rule_still_parts_two_rows(sheet: np.ndarray, gap: tuple[int, int]) -> None:
    ruled(sheet, [300, 400, 500, 600], [100, 250, 700, 1100])
    for row, column in np.ndindex(3, 3):
        write(sheet, "cell held", (110, 300, 750)[column], 360 + 100 * row, 0.7)
    sheet[398:403, slice(*gap)] = 255
    (table,) = parts_of(sheet).regions
    assert isinstance(table, TableRegion)
    assert len(table.grid.cells) == 9


def test_a_cell_that_was_never_ruled_through_stays_one(sheet: np.ndarray) -> None:
    ruled(sheet, [300, 400, 500, 600], [100, 250, 700, 1100])
    sheet[398:403, 253:698] = 255
    write(sheet, "our men saw a room", 300, 410, 0.7)
    (table,) = parts_of(sheet).regions
    assert isinstance(table, TableRegion)
    assert [(cell.row, cell.column) for cell in table.grid.cells if cell.row_span == 2] == [(0, 1)]


def test_a_frame_around_the_page_is_no_table(sheet: np.ndarray) -> None:
    ruled(sheet, [20, 60, 1560], [20, 60, 1180])  # the edges of a sheet on a scanner's lid
    ruled(sheet, [300, 400, 500, 600], [100, 250, 700, 1100])
    for row, column in [(0, 0), (0, 1), (1, 1), (2, 2)]:
        write(sheet, "cell held", (110, 300, 750)[column], 360 + 100 * row, 0.7)
    body(sheet, 800, 4)
    tables = [region for region in parts_of(sheet).regions if isinstance(region, TableRegion)]
    assert [(table.grid.row_count, table.grid.column_count) for table in tables] == [(3, 3)]


def test_the_bars_of_capitals_in_a_narrow_cell_are_no_rule(sheet: np.ndarray) -> None:
    ruled(sheet, [300, 400, 500], [100, 200, 700, 1100])
    cv2.line(sheet, (115, 350), (185, 350), 0, 2)  # as the joined heads of TT are
    for foot in (360, 460):
        write(sheet, "cell held", 300, foot, 0.7)
        write(sheet, "more", 750, foot, 0.7)
    (table,) = parts_of(sheet).regions
    assert isinstance(table, TableRegion)
    assert table.grid.row_count == 2


def test_bold_capitals_that_fill_a_narrow_column_are_no_rule(sheet: np.ndarray) -> None:
    ruled(sheet, [300, 400, 500], [100, 170, 700, 1100])
    cv2.line(sheet, (102, 350), (168, 350), 0, 3)
    for foot in (360, 460):
        write(sheet, "cell held", 300, foot, 0.7)
        write(sheet, "more", 750, foot, 0.7)
    body(sheet, 700, 12)
    table = next(region for region in parts_of(sheet).regions if isinstance(region, TableRegion))
    assert (table.grid.row_count, table.grid.column_count) == (2, 3)
