from __future__ import annotations

from typing import TYPE_CHECKING

from tests.unit.ocr.conftest import body, parts_of, write

from planparse.ocr.regions import TableRegion

if TYPE_CHECKING:
    import numpy as np

LEFTS = (110, 200, 620, 900)
HEADER = ("TT", "Our work", "Men", "Room")


def row(page: np.ndarray, foot: int, texts: tuple[str, ...]) -> None:
    for left, text in zip(LEFTS, texts, strict=True):
        for line, part in enumerate(text.split("\n")):
            write(page, part, left, foot + 40 * line, 0.9)


def rows(page: np.ndarray, first: int, count: int = 4, step: int = 130) -> None:
    for number in range(count):
        texts = (str(number + 1), "all our men\nsaw rooms", "some men\nseen", "dark room")
        row(page, first + step * number, texts)


def grids(page: np.ndarray) -> list[tuple[int, int]]:
    return [
        (region.grid.row_count, region.grid.column_count)
        for region in parts_of(page).regions
        if isinstance(region, TableRegion)
    ]


def test_a_table_without_any_rule_is_told_by_its_white(sheet: np.ndarray) -> None:
    row(sheet, 240, HEADER)
    rows(sheet, 340)
    body(sheet, 1000, 6)
    assert grids(sheet) == [(5, 4)]
    assert not parts_of(sheet).unparted


def test_what_stands_above_and_below_is_no_part_of_it(sheet: np.ndarray) -> None:
    body(sheet, 100, 2)
    row(sheet, 300, HEADER)
    rows(sheet, 400)
    body(sheet, 1060, 6)
    (table,) = (region for region in parts_of(sheet).regions if isinstance(region, TableRegion))
    assert 200 < table.grid.box.top < 290
    assert 830 < table.grid.box.bottom < 1020


def test_a_line_over_its_columns_is_a_group(sheet: np.ndarray) -> None:
    row(sheet, 240, HEADER)
    write(sheet, "I. ALL THAT OUR MEN DO AND SEE", 330, 330, 0.9)
    rows(sheet, 430)
    body(sheet, 1100, 6)
    (table,) = (region for region in parts_of(sheet).regions if isinstance(region, TableRegion))
    assert (table.grid.row_count, table.grid.column_count) == (6, 4)
    assert [(cell.row, cell.column_span) for cell in table.grid.cells if cell.column_span > 1] == [(1, 4)]


def test_pale_rules_across_part_rows_and_dots_down_are_taken_out(sheet: np.ndarray) -> None:
    for level in (200, 280, 410, 540, 670, 800):
        sheet[level : level + 2, 100:1120] = 190
    row(sheet, 250, HEADER)
    rows(sheet, 330)
    for left in (180, 600, 880):
        sheet[200:800:6, left : left + 2] = 0
        sheet[201:800:6, left : left + 2] = 0
    body(sheet, 1000, 6)
    parts = parts_of(sheet)
    (table,) = (region for region in parts.regions if isinstance(region, TableRegion))
    assert (table.grid.row_count, table.grid.column_count) == (5, 4)
    assert (parts.pixels[300:740, 598:604] > 128).all()


def test_columns_that_begin_with_no_numbers_are_told_as_unparted(sheet: np.ndarray) -> None:
    for foot in range(240, 800, 50):
        for left in (100, 480, 860):
            write(sheet, "all our men", left, foot, 0.9)
    body(sheet, 1000, 6)
    parts = parts_of(sheet)
    assert parts.unparted
    assert not grids(sheet)


def test_a_grid_that_lost_its_first_column_gives_way_to_the_white(sheet: np.ndarray) -> None:
    row(sheet, 240, HEADER)
    rows(sheet, 340)
    for level in (200, 270, 400, 530, 660, 790):
        sheet[level : level + 2, 600:1120] = 0
    sheet[200:790, [600, 601, 880, 881, 1118, 1119]] = 0
    body(sheet, 1000, 6)
    assert grids(sheet) == [(5, 4)]


def test_plain_pages_are_not_unparted(sheet: np.ndarray) -> None:
    body(sheet, 100, 20)
    assert not parts_of(sheet).unparted


def test_two_columns_whose_rule_was_lost_are_two(sheet: np.ndarray) -> None:
    row(sheet, 240, HEADER)
    rows(sheet, 340)
    for level in (200, 270, 400, 530, 660, 790, 842):
        sheet[level : level + 2, 100:1120] = 0
    for stop in (100, 180, 600, 1118):  # none between the last two columns
        sheet[200:842, stop : stop + 2] = 0
    body(sheet, 1000, 6)
    assert grids(sheet)[0][1] == 4


def test_a_header_and_one_row_of_five_columns_are_a_table(sheet: np.ndarray) -> None:
    for foot, texts in (
        (240, ("TT", "Work", "Men", "Room", "Time")),
        (340, ("1", "all rooms", "our men", "ours", "now")),
    ):
        for left, text in zip((110, 220, 460, 700, 940), texts, strict=True):
            write(sheet, text, left, foot, 0.9)
    body(sheet, 700, 6)
    assert grids(sheet) == [(2, 5)]


def test_what_is_left_in_columns_below_a_table_is_told(sheet: np.ndarray) -> None:
    row(sheet, 140, HEADER)
    rows(sheet, 220)
    for foot in range(1100, 1250, 50):
        for left in (100, 480, 860):
            write(sheet, "all our men", left, foot, 0.9)
    assert grids(sheet) == [(5, 4)]
    assert parts_of(sheet).unparted
