from __future__ import annotations

import cv2
import numpy as np
from tests.unit.ocr.conftest import body, parts_of, ruled, write

from planparse.ocr.preprocess.letters import find_ink
from planparse.ocr.preprocess.light import lift_shades
from planparse.ocr.regions import TableRegion


def test_the_grey_of_a_header_row_is_lifted_and_its_print_stays(sheet: np.ndarray) -> None:
    body(sheet, 800, 4)
    sheet[300:360, 100:1100] = 185
    cv2.rectangle(sheet, (100, 300), (1100, 360), 0, 2)
    write(sheet, "Task", 300, 342)
    lifted = lift_shades(sheet, 19)
    assert lifted[312:318, 120:280].min() > 240
    assert (lifted[300:360, 300:400] < 100).any()
    assert (lifted[300, 150:1050] < 60).all()
    assert np.array_equal(lifted[400:], sheet[400:])


def test_a_page_without_shades_is_the_same(sheet: np.ndarray) -> None:
    body(sheet, 100, 20)
    cv2.circle(sheet, (800, 1300), 120, 0, 6)
    assert lift_shades(sheet, 19) is sheet


def test_a_header_laid_on_grainy_grey_keeps_its_cells(sheet: np.ndarray) -> None:
    grain = np.random.default_rng(3).normal(0, 14, (60, 1000))
    sheet[300:360, 100:1100] = np.clip(168 + grain, 0, 255)
    ruled(sheet, [300, 360, 460, 560], [100, 250, 700, 1100])
    for row, column in np.ndindex(3, 3):
        write(sheet, "cell held", (110, 300, 750)[column], (340, 420, 520)[row], 0.7)
    body(sheet, 700, 10)
    assert find_ink(sheet).height
    table = next(region for region in parts_of(sheet).regions if isinstance(region, TableRegion))
    assert (table.grid.row_count, table.grid.column_count) == (3, 3)
    assert len(table.grid.cells) == 9
