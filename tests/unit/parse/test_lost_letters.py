"""A letter that OCR lost, or read as one of another alphabet, is the next of its list."""

from __future__ import annotations

import pytest

from planparse.ingest.text import text_pages
from planparse.model.plan import Flag
from planparse.parse import parse_plan
from planparse.parse.markers import Style
from planparse.parse.numbering import opening
from planparse.settings import Settings

PLAN = """KẾ HOẠCH
Cải cách hành chính năm 2023
II. NHIỆM VỤ
1. Cải cách thể chế
a) Rà soát văn bản.
- Đơn vị chủ trì: Phòng Nội chính.
- Thời gian: Thường xuyên trong năm.
{marker} Công bố danh mục thủ tục hành chính.
- Đơn vị chủ trì: Phòng Hành chính.
- Thời gian: Quý I/2023.
"""


@pytest.mark.parametrize("marker", ["b)", ")", "ø)", "ï)", "ê)", "§)", "lì)", "ị b)"])
def test_the_list_says_which_letter_was_lost(marker: str) -> None:
    plan = parse_plan(text_pages(PLAN.format(marker=marker)), Settings())
    assert [task.path for task in plan.tasks] == [["II", "1", "a"], ["II", "1", "b"]]
    assert plan.tasks[1].description == "Công bố danh mục thủ tục hành chính."
    assert (Flag.NUMBER_OUT_OF_ORDER in plan.tasks[1].flags) == (marker != "b)")


@pytest.mark.parametrize(
    "line",
    [
        "2, Cải cách thủ tục",
        "-2. Cải cách thủ tục",
        "-2, Cải cách thủ tục",
        "'2. Cải cách thủ tục",
        "ị 2. Cải cách thủ tục",
        "... 2, Cải cách thủ tục",
    ],
)
def test_specks_around_a_number_are_no_part_of_it(line: str) -> None:
    found = opening(line)
    assert found is not None
    assert (found.readings[0].text, found.rest) == ("2", "Cải cách thủ tục")


def test_a_dash_of_the_papers_own_stays() -> None:
    found = opening("- 2 lớp tập huấn")
    assert found is not None
    assert found.readings[0].style is Style.DASH


def test_specks_around_type_and_labels_are_passed_over() -> None:
    text = PLAN.format(marker="b)").replace("KẾ HOẠCH", "_ KẾHOẠCH __").replace("- Đơn vị", "ˆ -:Đơn vị")
    plan = parse_plan(text_pages(text), Settings())
    assert plan.document.type is not None
    assert (plan.document.type.code, plan.document.year) == ("KH", 2023)
    assert [unit.name for task in plan.tasks for unit in task.lead_units] == [
        "Phòng Nội chính",
        "Phòng Hành chính",
    ]


def test_a_speck_before_a_letter_is_no_bullet() -> None:
    found = opening("~ 'm) Tham mưu đẩy mạnh")
    assert found is not None
    assert found.readings[0].text == "m"


def test_a_letter_read_twice_is_one() -> None:
    found = opening("đd) Ban hành kế hoạch")
    assert found is not None
    assert {marker.text for marker in found.readings} == {"d", "đ"}


def test_a_sentence_that_breaks_before_the_words_of_a_label_goes_on() -> None:
    time = "Quý I tham mưu; định kỳ báo cáo\nkết quả thực hiện; hoàn thành trước ngày 30/11/2023."
    plan = parse_plan(
        text_pages(PLAN.format(marker="b)").replace("Thường xuyên trong năm.", time)), Settings()
    )
    schedule = plan.tasks[0].schedule
    assert schedule is not None
    assert schedule.text == time.replace("\n", " ").strip(".") or schedule.text == time.replace("\n", " ")
    assert schedule.end is not None
    assert schedule.end.isoformat() == "2023-11-30"
