from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np
import pytest
from tests.unit.ocr.conftest import body, write

from planparse.ocr.preprocess.letters import find_ink
from planparse.ocr.regions import PageParts, TableRegion, TextRegion, find_regions


def parts_of(page: np.ndarray) -> PageParts:
    return find_regions(page, find_ink(page))


def ruled(page: np.ndarray, levels: list[int], stops: list[int]) -> None:
    for level in levels:
        cv2.line(page, (stops[0], level), (stops[-1], level), 0, 2)
    for stop in stops:
        cv2.line(page, (stop, levels[0]), (stop, levels[-1]), 0, 2)


def test_a_letterhead_in_two_columns_is_two_regions(sheet: np.ndarray) -> None:
    for row, (left, right) in enumerate(
        [("council", "commonwealth of all the"), ("office", "free and happy"), ("No 12", "town, day 3")]
    ):
        write(sheet, left, 190 - 10 * len(left), 100 + 50 * row)
        write(sheet, right, 760 - 10 * len(right), 100 + 50 * row)
    body(sheet, 400, 12)
    kinds = [region.kind for region in parts_of(sheet).regions if isinstance(region, TextRegion)]
    assert kinds == ["letterhead", "letterhead", "text"]


def test_a_foot_in_two_columns_is_no_letterhead(sheet: np.ndarray) -> None:
    body(sheet, 100, 12)
    for row, name in enumerate(["to all:", "- the one office", "- the other", "- the file"]):
        write(sheet, name, 100, 800 + 50 * row, 0.9)
    write(sheet, "HEAD OF OFFICE", 760, 810)
    write(sheet, "Jane Doe", 820, 1010)
    regions = parts_of(sheet).regions
    assert [region.kind for region in regions if isinstance(region, TextRegion)] == ["text", "text", "text"]
    left, right = (region.boxes()[0] for region in regions[1:])
    assert left.right <= right.left


def test_a_page_of_one_column_is_one_region(sheet: np.ndarray) -> None:
    body(sheet, 100, 20)
    assert len(parts_of(sheet).regions) == 1


def test_a_ruled_grid_is_a_table_whose_empty_cells_are_not_read(sheet: np.ndarray) -> None:
    ruled(sheet, [300, 400, 500, 600], [100, 250, 700, 1100])
    for row, column in [(0, 0), (0, 1), (0, 2), (1, 1), (2, 0), (2, 2)]:
        write(sheet, "cell held", (110, 300, 750)[column], 360 + 100 * row, 0.7)
    (table,) = parts_of(sheet).regions
    assert isinstance(table, TableRegion)
    assert (table.grid.row_count, table.grid.column_count) == (3, 3)
    read = {(cell.row, cell.column) for cell, part in zip(table.grid.cells, table.parts, strict=True) if part}
    assert read == {(0, 0), (0, 1), (0, 2), (1, 1), (2, 0), (2, 2)}


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


def test_a_foot_at_the_head_of_a_last_page_is_text(sheet: np.ndarray) -> None:
    for row, name in enumerate(["to all:", "- the one office", "- the other", "- the file"]):
        write(sheet, name, 60, 100 + 50 * row, 0.9)
    write(sheet, "HEAD OF OFFICE", 760, 110)
    write(sheet, "Jane Doe", 820, 310)
    kinds = [region.kind for region in parts_of(sheet).regions if isinstance(region, TextRegion)]
    assert kinds == ["text", "text"]


def test_regions_come_in_reading_order(sheet: np.ndarray) -> None:
    body(sheet, 100, 4)
    ruled(sheet, [400, 500, 600], [100, 600, 1100])
    for left, foot in [(120, 460), (640, 460), (120, 560), (640, 560)]:
        write(sheet, "seven cases on a room", left, foot, 0.8)
    body(sheet, 800, 4)
    boxes = [region.boxes()[0] for region in parts_of(sheet).regions]
    assert len(boxes) == 3
    assert all(above.top < below.top for above, below in pairwise(boxes))


def test_a_black_seal_is_painted_over(sheet: np.ndarray) -> None:
    body(sheet, 100, 8)
    cv2.circle(sheet, (800, 900), 150, 0, 6)
    clean = parts_of(sheet).pixels
    assert clean[740:1060, 640:960].min() > 200


def test_a_name_that_a_pen_has_joined_to_a_signature_stays(sheet: np.ndarray) -> None:
    body(sheet, 100, 8)
    write(sheet, "Jane Mary Doe", 760, 1000)
    unsigned = sheet[960:1010].copy()
    loops = [(740, 900), (800, 1005), (850, 800), (900, 1005), (950, 800), (985, 1005), (1010, 880)]
    for begin, end in pairwise(loops):
        cv2.line(sheet, begin, end, 0, 3)
    cv2.line(sheet, (765, 990), (985, 990), 0, 2)
    clean = parts_of(sheet).pixels
    assert clean[780:940, 740:1010].min() > 200
    printed = unsigned < 128
    assert (clean[960:1010][printed] < 128).mean() > 0.95


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


def test_a_letterhead_ends_above_a_stamp_beside_the_title(sheet: np.ndarray) -> None:
    for row, (left, right) in enumerate(
        [("council", "commonwealth of all the"), ("office", "free and happy"), ("No 12", "town, day 3")]
    ):
        write(sheet, left, 250 - 10 * len(left), 100 + 50 * row)
        write(sheet, right, 800 - 10 * len(right), 100 + 50 * row)
    for row, (stamp, title) in enumerate(
        [("OFFICE OF X", "NOTICE"), ("No 431", "of all the work of a year")]
    ):
        write(sheet, stamp, 20, 280 + 50 * row, 0.6)
        write(sheet, title, 600 - 10 * len(title), 280 + 50 * row)
    body(sheet, 500, 12)
    regions = [region for region in parts_of(sheet).regions if isinstance(region, TextRegion)]
    heads = [region.box for region in regions if region.kind == "letterhead"]
    assert len(heads) == 2
    assert all(box.bottom < 260 for box in heads)
