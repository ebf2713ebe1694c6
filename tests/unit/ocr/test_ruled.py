from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import pytest
from tests.unit.ocr.conftest import body, parts_of, ruled, write

from planparse.ocr.preprocess.letters import find_ink
from planparse.ocr.regions import TableRegion

if TYPE_CHECKING:
    import numpy as np


def test_a_ruled_grid_is_a_table_whose_empty_cells_are_not_read(sheet: np.ndarray) -> None:
    ruled(sheet, [300, 400, 500, 600], [100, 250, 700, 1100])
    for row, column in [(0, 0), (0, 1), (0, 2), (1, 1), (2, 0), (2, 2)]:
        write(sheet, "cell held", (110, 300, 750)[column], 360 + 100 * row, 0.7)
    (table,) = parts_of(sheet).regions
    assert isinstance(table, TableRegion)
    assert (table.grid.row_count, table.grid.column_count) == (3, 3)
    read = {(cell.row, cell.column) for cell, part in zip(table.grid.cells, table.parts, strict=True) if part}
    assert read == {(0, 0), (0, 1), (0, 2), (1, 1), (2, 0), (2, 2)}


@pytest.mark.parametrize("across", [(0, 5), (300, 305)])
def test_a_short_dash_before_or_after_the_words_of_a_cell_is_read_with_them(
    sheet: np.ndarray, across: tuple[int, int]
) -> None:
    ruled(sheet, [200, 260, 360], [100, 500, 900])
    write(sheet, "our men saw", 150, 300)
    body(sheet, 600, 4)
    height = find_ink(sheet).height
    left, right = (130 + side for side in across)
    cv2.rectangle(sheet, (left, 290), (right, 291), 0, -1)
    table = next(region for region in parts_of(sheet).regions if isinstance(region, TableRegion))
    (part,) = (part for part in table.parts if part)
    assert right - left < height / 2
    assert part.left <= left
    assert right < part.right


def test_a_ruled_stamp_beside_the_title_is_not_read(sheet: np.ndarray) -> None:
    ruled(sheet, [150, 190, 230], [60, 130, 300])
    for row in range(2):
        write(sheet, "in", 70, 180 + 40 * row, 0.7)
        write(sheet, "No 2352", 140, 180 + 40 * row, 0.7)
    write(sheet, "the title of a letter", 420, 200)
    body(sheet, 400, 12)
    parts = parts_of(sheet)
    assert (parts.pixels[145:240, 50:310] > 200).all()
    assert not any(box.left < 300 and box.top < 150 for box in parts.boxes())


@pytest.mark.parametrize(("right", "rows"), [(1100, 1), (500, 0)])
def test_one_row_over_the_page_is_what_is_left_of_a_table(sheet: np.ndarray, right: int, rows: int) -> None:
    ruled(sheet, [100, 200], [100, 200, 300, 400, right])
    for left in (110, 210, 310, 410):
        write(sheet, "held", left, 160, 0.6)
    body(sheet, 600, 8)
    tables = [region for region in parts_of(sheet).regions if isinstance(region, TableRegion)]
    assert [table.grid.row_count for table in tables] == [1] * rows
