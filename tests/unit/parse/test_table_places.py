"""Tables below headings of their own."""

from __future__ import annotations

from tests.unit.parse.test_tables import grid

from planparse.model.page import Block, Line, Page, Table
from planparse.parse import parse_plan
from planparse.settings import Settings

HEADER = ["TT", "Nội dung", "Chủ trì", "Thời gian"]


def paths(*blocks: str | Table) -> list[list[str]]:
    """Of the tasks of a plan whose second chapter holds these lines and tables."""
    above = ("KẾ HOẠCH", "Công tác năm 2025", "I. MỤC ĐÍCH", "Bảo đảm tiến độ.", "II. NHIỆM VỤ")
    parts = [Block((Line.of(part),)) if isinstance(part, str) else part for part in (*above, *blocks)]
    page = Page(1, 595, 842, tuple(parts), "ocr")
    return [task.path for task in parse_plan([page], Settings()).tasks]


def table(number: str, *, header: bool = True) -> Table:
    row = [number, "Rà soát văn bản", "Sở Nội vụ", "Quý I"]
    return grid(HEADER, row) if header else grid(row)


def test_rows_of_a_table_below_each_heading_have_its_number() -> None:
    found = paths("1. Công tác tổ chức", table("1"), "2. Công tác thi đua", table("1"))
    assert found == [["II", "1", "1"], ["II", "2", "1"]]


def test_rows_of_a_table_of_its_own_are_those_of_an_annex() -> None:
    assert paths("1. Phân công như sau:", table("1"), table("2")) == [["annex", "1"], ["annex", "2"]]


def test_a_part_without_a_header_goes_on_with_the_table_before() -> None:
    found = paths("1. Công tác tổ chức", table("1"), "2. Công tác thi đua", table("2", header=False))
    assert found == [["annex", "1"], ["annex", "2"]]
