from __future__ import annotations

import numpy as np
import pytest
from tests.unit.ocr.conftest import body, parts_of, ruled, write

from planparse.ocr.preprocess.dotted import draw_dotted_rules
from planparse.ocr.preprocess.letters import find_ink
from planparse.ocr.regions import TableRegion


@pytest.mark.parametrize(("dot", "step"), [(2, 6), (10, 16)])
def test_rows_parted_by_dots_or_dashes_are_rows(sheet: np.ndarray, dot: int, step: int) -> None:
    ruled(sheet, [300, 400, 700], [100, 250, 700, 1100])
    for level in (500, 600):
        for left in range(100, 1100, step):
            sheet[level : level + 2, left : left + dot] = 0
    for row, column in np.ndindex(4, 3):
        write(sheet, "cell held", (110, 300, 750)[column], 360 + 100 * row, 0.7)
    sheet[490:510, 320:330] = 0  # a letter that hangs down to the rule
    drawn, rules = draw_dotted_rules(sheet, find_ink(sheet))
    assert rules == 2
    (table,) = parts_of(drawn).regions
    assert isinstance(table, TableRegion)
    assert len(table.grid.cells) == 12


def test_a_table_of_dots_alone_is_drawn_both_ways(sheet: np.ndarray) -> None:
    body(sheet, 1000, 4)
    for place in range(100, 900, 6):
        sheet[(200, 201), place : place + 2] = 0
        sheet[place : place + 2, (500, 501)] = 0
    drawn, rules = draw_dotted_rules(sheet, find_ink(sheet))
    assert rules == 2
    assert (drawn[200, 120:880] < 128).all()
    assert (drawn[120:880, 500] < 128).all()


def test_print_without_dotted_rules_is_the_same_page(sheet: np.ndarray) -> None:
    body(sheet, 100, 20)
    for left in range(120, 400, 40):  # the full stops of one line
        sheet[98:101, left : left + 3] = 0
    drawn, rules = draw_dotted_rules(sheet, find_ink(sheet))
    assert rules == 0
    assert drawn is sheet


def test_what_is_left_of_a_streak_is_no_rule(sheet: np.ndarray) -> None:
    body(sheet, 1000, 4)
    for place in range(100, 1500, 6):
        sheet[place : place + 2, (500, 501)] = 0
    assert draw_dotted_rules(sheet, find_ink(sheet))[1] == 0


def test_dots_of_rules_do_not_pass_for_small_letters(sheet: np.ndarray) -> None:
    body(sheet, 100, 20)
    height = find_ink(sheet).height
    for level in range(1120, 1560, 30):
        for left in range(100, 1100, 14):
            sheet[level : level + 6, left : left + 6] = 0
    assert find_ink(sheet).height == height
