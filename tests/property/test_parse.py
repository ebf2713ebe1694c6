"""Whatever stands on the pages: no exception, no end before its start, no span outside its page."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from planparse.ingest.text import text_pages
from planparse.model.page import Block, BoundingBox, Cell, Line, Page, Table, Word
from planparse.parse import parse_plan
from planparse.parse.numbering import opening
from planparse.parse.outline import join_lines
from planparse.parse.schedules import read_schedule
from planparse.parse.units import load_directory, split_units
from planparse.settings import Settings

PIECES = st.sampled_from(
    [
        "KẾ HOẠCH",
        "Số: 12/KH-VP",
        "Lam Sơn, ngày 32 tháng 13 năm 2025",
        "Cải cách hành chính năm 2025",
        "I. NHIỆM VỤ",
        "I1. NHIỆM VỤ",
        "1. Thể chế",
        "1.1. Rà soát",
        "2.1.",
        "a) Xây dựng văn bản",
        "9) Tổng kết",
        ") Mất chữ",
        "- Đơn vị chủ trì: Sở Nội vụ, các sở, ban, ngành",
        "- Thời gian: từ tháng 12 đến tháng 2/2024",
        "+ Sản phẩm:",
        "Điều 1. Ban hành",
        "Nơi nhận:",
        "KT. CHỦ TỊCH",
        "Ngô Văn Mẫu",
        "PHỤ LỤC II",
        "STT",
        "Nhiệm vụ",
        "Thời gian",
        "1",
        "\f",
        "",
    ]
)
TEXTS = st.one_of(
    st.lists(PIECES, max_size=60).map("\n".join),
    st.lists(st.one_of(PIECES, st.text(max_size=40)), max_size=40).map("\n".join),
    st.text(max_size=400),
)
TIMES = st.lists(
    st.sampled_from(
        [
            "quý",
            "tháng",
            "ngày",
            "năm",
            "từ",
            "đến",
            "trước",
            "hết",
            "chậm",
            "nhất",
            "hằng",
            "định",
            "kỳ",
            "thường",
            "xuyên",
            "theo",
            "giai",
            "đoạn",
            "6",
            "đầu",
            "cuối",
            "I",
            "IV",
            "2025",
            "31/12/2025",
            "30/2",
            "13/2025",
            "2026",
            "-",
            "2030",
            ",",
            ";",
            ".",
            "/",
            "và",
            "trở",
            "đi",
        ]
    ),
    max_size=14,
).map(" ".join)


@given(TEXTS)
def test_any_text_is_parsed(text: str) -> None:
    pages = text_pages(text)
    plan = parse_plan(pages, Settings())
    counts = {page.number: sum(1 for _ in page.lines()) for page in pages}
    for task in plan.tasks:
        assert 0.0 <= task.confidence <= 1.0
        assert all(counts.get(place.page, 0) > 0 for place in task.evidence)
    assert len({task.id for task in plan.tasks}) == len(plan.tasks)


@given(TEXTS)
def test_parsing_is_a_function_of_the_text(text: str) -> None:
    pages = text_pages(text)
    assert parse_plan(pages, Settings()) == parse_plan(pages, Settings())


@given(TIMES)
def test_no_time_ends_before_it_starts(text: str) -> None:
    reading = read_schedule(text, 2025)
    assert reading.start is None or reading.end is None or reading.start <= reading.end


@given(st.text(max_size=80))
def test_any_time_and_any_list_of_units_is_read(text: str) -> None:
    read_schedule(text, None)
    names = [unit.name for unit in split_units(text, load_directory())]
    assert len(names) == len(set(names))
    assert all(names)


@given(st.text(max_size=60))
def test_what_follows_a_number_is_the_end_of_its_line(line: str) -> None:
    found = opening(line)
    assert found is None or line.endswith(found.rest)


@given(st.lists(st.text("ab -", max_size=8), max_size=6))
def test_joined_lines_lose_no_letter(lines: list[str]) -> None:
    kept = "".join(lines).replace(" ", "")
    assert join_lines(lines).replace(" ", "") == kept


CELLS = st.builds(
    Cell,
    row=st.integers(0, 4),
    column=st.integers(0, 4),
    lines=st.lists(PIECES.map(Line.of), max_size=2).map(tuple),
    row_span=st.integers(1, 6),
    column_span=st.integers(1, 6),
)
TABLES = st.builds(
    Table,
    cells=st.lists(CELLS, max_size=12).map(tuple),
    row_count=st.integers(0, 4),
    column_count=st.integers(0, 4),
)


@settings(max_examples=60)
@given(st.lists(TABLES, max_size=3))
def test_any_grid_is_read(tables: list[Table]) -> None:
    page = Page(1, 595, 842, tuple(tables), "ocr")
    parse_plan([page], Settings())


@given(st.lists(PIECES, min_size=1, max_size=30))
def test_evidence_lies_inside_its_page(texts: list[str]) -> None:
    lines = tuple(
        Line(tuple(Word(word, BoundingBox(72, 20.0 * n, 500, 20.0 * n + 12)) for word in text.split()))
        for n, text in enumerate(texts)
    )
    page = Page(1, 595, 842, (Block(lines),), "ocr")
    for task in parse_plan([page], Settings()).tasks:
        for place in task.evidence:
            assert place.bbox is None or (
                72 <= place.bbox[0] < place.bbox[2] <= 500 and place.bbox[1] < place.bbox[3]
            )
