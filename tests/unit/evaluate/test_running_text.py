"""Tables over several pages are told as one; what comes between ends them."""

from __future__ import annotations

from planparse.evaluate.running_text import running_text
from planparse.model.page import Block, Cell, Line, Page, Table


def table(*rows: tuple[str, ...]) -> Table:
    cells = tuple(
        Cell(row, column, (Line.of(text),) if text else ())
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    )
    return Table(cells, len(rows), len(rows[0]))


def page(number: int, *blocks: Block | Table) -> Page:
    return Page(number, 595, 842, (Block((Line.of(str(number)),), "margin"), *blocks), "ocr")


HEADER = ("STT", "Nhiệm vụ", "Đơn vị chủ trì")


def test_a_header_that_is_read_a_little_otherwise_is_still_the_header() -> None:
    pages = [
        page(1, table(HEADER, ("1", "Rà soát văn bản", "Sở Tư pháp"))),
        page(2, table(("SIT", "Nhiệm vu", "Đơn vị chủ trì"), ("2", "Báo cáo", "Sở Nội vụ"))),
    ]
    assert running_text(pages).splitlines()[1:] == ["1 Rà soát văn bản Sở Tư pháp", "2 Báo cáo Sở Nội vụ"]


def test_a_row_that_a_page_cuts_is_told_whole() -> None:
    pages = [
        page(1, table(HEADER, ("1", "Rà soát văn bản", "Sở Tư pháp;"))),
        page(2, table(("", "quy phạm pháp luật", "các sở, ban, ngành"), ("2", "Báo cáo", "Sở Nội vụ"))),
    ]
    assert running_text(pages).splitlines()[1:] == [
        "1 Rà soát văn bản quy phạm pháp luật Sở Tư pháp; các sở, ban, ngành",
        "2 Báo cáo Sở Nội vụ",
    ]


def test_a_table_after_a_paragraph_is_another_one() -> None:
    first = page(1, table(HEADER, ("1", "Rà soát", "Sở Tư pháp")))
    second = page(2, Block((Line.of("PHỤ LỤC II"),)), table(HEADER, ("", "Báo cáo", "Sở Nội vụ")))
    assert running_text([first, second]).splitlines() == [
        "STT Nhiệm vụ Đơn vị chủ trì",
        "1 Rà soát Sở Tư pháp",
        "PHỤ LỤC II",
        "STT Nhiệm vụ Đơn vị chủ trì",
        "Báo cáo Sở Nội vụ",
    ]
