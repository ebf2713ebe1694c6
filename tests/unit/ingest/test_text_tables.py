"""Tables that a spreadsheet copied into a text."""

from __future__ import annotations

from planparse.ingest.text import text_pages
from planparse.model.page import Block, Table


def test_lines_with_tabs_below_each_other_are_a_table() -> None:
    blocks = text_pages("PHỤ LỤC\nSTT\tNhiệm vụ\tChủ trì\nI\tThể chế\n1\tRà soát\tSở A\nHết")[0].blocks
    assert [type(block) for block in blocks] == [Block, Table, Block]
    table = blocks[1]
    assert isinstance(table, Table)
    assert (table.row_count, table.column_count) == (3, 3)
    assert [cell.text for cell in table.row(2)] == ["1", "Rà soát", "Sở A"]


def test_a_letterhead_in_two_columns_and_an_indent_are_none() -> None:
    text = "UBND TỈNH\tCỘNG HÒA\nSỞ A\tĐộc lập\nSố: 1\tNgày\n\t- Rà soát"
    assert text_pages(text)[0].text == "UBND TỈNH CỘNG HÒA\nSỞ A Độc lập\nSố: 1 Ngày\n- Rà soát"
