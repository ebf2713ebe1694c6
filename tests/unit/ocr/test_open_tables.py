from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.unit.ocr.conftest import body, write

from planparse.ocr.open_tables import add_columns, find_levels
from planparse.ocr.preprocess.letters import find_ink
from planparse.ocr.regions import TableRegion, find_regions
from planparse.ocr.rules import find_rules

if TYPE_CHECKING:
    import numpy as np

LEFTS = (110, 200, 620, 900)


def row(page: np.ndarray, foot: int, texts: tuple[str, ...]) -> None:
    for left, text in zip(LEFTS, texts, strict=True):
        for line, part in enumerate(text.split("\n")):
            write(page, part, left, foot + 40 * line, 0.9)


def table(page: np.ndarray) -> None:
    for level in (200, 260, 700):
        page[level : level + 2, 100:1120] = 0
    row(page, 240, ("TT", "Our work", "Men", "Room"))
    for number, foot in enumerate((310, 440, 570), 1):
        row(page, foot, (str(number), "all our men\nsaw rooms\nnew beam", "some men\nseen", "dark room"))


def grids(page: np.ndarray) -> list[tuple[int, int]]:
    regions = find_regions(page, find_ink(page)).regions
    return [
        (region.grid.row_count, region.grid.column_count)
        for region in regions
        if isinstance(region, TableRegion)
    ]


def test_columns_without_rules_are_told_by_their_gutters(sheet: np.ndarray) -> None:
    table(sheet)
    body(sheet, 900, 6)
    assert grids(sheet) == [(4, 4)]


def test_a_broken_rule_is_one_level(sheet: np.ndarray) -> None:
    body(sheet, 900, 6)
    sheet[200:202, 100:500] = sheet[201:203, 510:1120] = 0
    sheet[400:402, 100:400] = 0
    (level,) = find_levels(find_ink(sheet))
    assert (level.left, level.right) == (100, 1120)


@pytest.mark.parametrize("levels", [(60, 1500), (60, 100, 1500)])
def test_text_between_the_rules_of_a_running_head_is_no_table(
    sheet: np.ndarray, levels: tuple[int, ...]
) -> None:
    for level in levels:
        sheet[level : level + 2, 100:1120] = 0
    body(sheet, 200, 20)
    assert grids(sheet) == []


def test_a_gutter_that_the_header_does_not_have_parts_nothing(sheet: np.ndarray) -> None:
    for level in (200, 260, 700):
        sheet[level : level + 2, 100:1120] = 0
    write(sheet, "all that our men saw in the dark room under", 110, 240, 0.9)
    for foot in range(310, 690, 40):
        row(sheet, foot, ("a", "our men saw", "a room", "dark"))
    body(sheet, 900, 6)
    ink = find_ink(sheet)
    assert not add_columns(find_rules(sheet, ink.height), find_levels(ink), ink).down[200:700].any()
