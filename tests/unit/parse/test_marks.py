"""Months and quarters as columns with a mark where a task is due."""

from __future__ import annotations

import pytest
from tests.unit.parse.test_tables import grid, parsed

MONTHS = [str(number) for number in range(1, 13)]
SPANS = {(0, column): (2, 1) for column in range(3)}


def head(above: str, below: list[str]) -> list[list[str | None]]:
    empty: list[str | None] = [None] * (len(below) - 1)
    return [["TT", "Nội dung", "Chủ trì", above, *empty], [None, None, None, *below]]


def marked(number: str, places: list[int], width: int, mark: str = "x") -> list[str | None]:
    return [
        number,
        "Rà soát văn bản",
        "Sở Nội vụ",
        *(mark if place in places else "" for place in range(width)),
    ]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("Thời gian thực hiện", ["Quý I", "Quý II", "Quý III", "Quý IV"]),
        ("Quý", ["I", "II", "III", "IV"]),
        ("Thời gian", ["Q1", "Q2", "Q.3", "Q4"]),
        ("Thời gian (quý)", ["I", "Il", "11I", "1V"]),  # strokes as an OCR reads them
    ],
)
def test_marks_below_quarters_are_times(above: str, below: list[str]) -> None:
    spans = {**SPANS, (0, 3): (1, 4)}
    plan = parsed(grid(*head(above, below), marked("1", [1], 4), marked("2", [0, 2], 4, "X"), spans=spans))
    times = [
        (task.schedule.text, str(task.schedule.start), str(task.schedule.end))
        for task in plan.tasks
        if task.schedule
    ]
    assert times == [("Quý II", "2025-04-01", "2025-06-30"), ("Quý I; Quý III", "2025-01-01", "2025-09-30")]


@pytest.mark.parametrize(
    "below", [MONTHS, [f"T{month}" for month in MONTHS], [*MONTHS[:4], "S", *MONTHS[5:]]]
)
def test_marks_below_months_are_times_on_the_next_page_too(below: list[str]) -> None:
    spans = {**SPANS, (0, 3): (1, 12)}
    first = grid(*head("Tháng", below), marked("1", [4], 12), spans=spans)
    plan = parsed(first, grid(marked("2", [10, 11], 12), spans={(0, 13): (1, 1)}))
    assert [task.schedule.text for task in plan.tasks if task.schedule] == ["Tháng 5", "Tháng 11; Tháng 12"]


def test_months_below_quarters_count_on_though_their_cells_break_some_and_one_was_misread() -> None:
    quarters = ["Quý I", None, None, "Quý II", None, None, "Quý III", None, None, "Quý IV", None, None]
    months = ["T1", "T2", "E3", *(f"T{month}" for month in range(4, 10)), "T1\n0", "T1\n1", "T1\n2"]
    empty: list[str | None] = [None] * 3
    rows = [["TT", "Nội dung", "Chủ trì", "Thời gian", *[None] * 11], [*empty, *quarters], [*empty, *months]]
    spans = {(0, column): (3, 1) for column in range(3)} | {(0, 3): (1, 12)}
    spans |= {(1, 3 + 3 * quarter): (1, 3) for quarter in range(4)}
    plan = parsed(grid(*rows, marked("1", [2, 9], 12), spans=spans))
    assert [task.schedule.text for task in plan.tasks if task.schedule] == ["Tháng 3; Tháng 10"]


def test_a_mark_over_several_months_is_due_in_each() -> None:
    row = ["1", "Rà soát", "Sở Nội vụ", *[""] * 3, "x", None, *[""] * 7]
    plan = parsed(grid(*head("Tháng", MONTHS), row, spans={**SPANS, (0, 3): (1, 12), (2, 6): (1, 2)}))
    (task,) = plan.tasks
    assert task.schedule is not None
    assert task.schedule.text == "Tháng 4; Tháng 5"


def test_group_titles_over_all_columns_are_no_text_below_months() -> None:
    group = ["I", "Cải cách thể chế", *[None] * 13]
    rows = [*head("Tháng", MONTHS), group, marked("1", [4], 12), group, marked("2", [5], 12)]
    plan = parsed(grid(*rows, spans={**SPANS, (0, 3): (1, 12), (2, 1): (1, 14), (4, 1): (1, 14)}))
    assert [task.schedule.text for task in plan.tasks if task.schedule] == ["Tháng 5", "Tháng 6"]


def test_money_below_quarters_is_no_time() -> None:
    spans = {**SPANS, (0, 3): (1, 4)}
    rows = head("Kinh phí", ["Quý I", "Quý II", "Quý III", "Quý IV"])
    plan = parsed(grid(*rows, ["1", "Rà soát", "Sở Nội vụ", "20", "30", "x", "50"], spans=spans))
    assert [task.schedule for task in plan.tasks] == [None]
