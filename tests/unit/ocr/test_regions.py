from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from tests.unit.ocr.conftest import body, parts_of, ruled, write

from planparse.ocr.regions import TextRegion

if TYPE_CHECKING:
    import numpy as np


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
