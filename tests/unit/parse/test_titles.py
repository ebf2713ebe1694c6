"""Which numbered lines are headings, and what they are called."""

from __future__ import annotations

import pytest

from planparse.ingest.text import text_pages
from planparse.parse import parse_plan
from planparse.parse.topics import Topic, topic_of
from planparse.settings import Settings


def titles(text: str) -> dict[str, str]:
    plan = parse_plan(text_pages(f"KẾ HOẠCH\nNăm 2026\n{text}"), Settings())
    return {".".join(section.path): section.title for section in plan.sections}


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("2. UBND các xã: An Lạc, Bình Hòa", "UBND các xã: An Lạc, Bình Hòa"),
        ("2. Mục tiêu 4: Trong lĩnh vực y tế", "Mục tiêu 4: Trong lĩnh vực y tế"),
        ("2. Thời gian thực hiện: Quý II năm 2026", "Thời gian thực hiện"),
        ("2. Sở Y tế: Tổng hợp, báo cáo.", ""),
    ],
)
def test_a_title_with_a_colon_above_text_of_its_own_is_whole(line: str, title: str) -> None:
    found = titles(f"I. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ\n- Theo dõi.\n{line}\n- Phối hợp triển khai.\n")
    assert found.get("I.2", "") == title


def test_an_aim_is_a_section_however_long_the_text_behind_its_colon() -> None:
    text = " ".join(["phát triển kinh tế số, xã hội số"] * 12)
    assert titles(f"I. MỤC TIÊU\n1. Mục tiêu chung: Đẩy mạnh {text}.\n2. Chỉ tiêu: 80 %.\n") == {
        "I": "MỤC TIÊU",
        "I.1": "Mục tiêu chung",
        "I.2": "Chỉ tiêu",
    }


def test_an_aim_in_a_chapter_of_work_heads_work_where_somebody_leads_it() -> None:
    fields = "- Đơn vị thực hiện: Khoa Khám bệnh.\n- Thời hạn: Quý I/2026.\n"
    plan = parse_plan(
        text_pages(
            "KẾ HOẠCH\nNăm 2026\nA. MỤC TIÊU CỤ THỂ VÀ CÁC HOẠT ĐỘNG\nI. Mục tiêu 1: Giảm chờ đợi\n"
            f"1. Thêm bàn tiếp đón\n{fields}II. Mục tiêu 2\n1. Người bệnh hài lòng.\n"
        ),
        Settings(),
    )
    assert [task.path for task in plan.tasks] == [["A", "I", "1"]]


def test_a_part_is_titled_by_the_line_below_it() -> None:
    found = titles("PHẦN A\nĐẶC ĐIỂM TÌNH HÌNH\n1. Thuận lợi\nĐủ người.\nPHẦN B\nNHIỆM VỤ\n1. Tập huấn.\n")
    assert found == {"PHẦN A": "ĐẶC ĐIỂM TÌNH HÌNH", "PHẦN A.1": "Thuận lợi", "PHẦN B": "NHIỆM VỤ"}


def test_reporting_with_fields_of_its_own_is_work() -> None:
    plan = parse_plan(
        text_pages(
            "KẾ HOẠCH\nNăm 2026\nI. NỘI DUNG\n1. Chế độ thông tin, báo cáo\n- Đơn vị chủ trì: Văn phòng.\n"
            "- Thời gian thực hiện: Hằng quý.\n2. Tổ chức thực hiện\nCác phòng thực hiện.\n"
        ),
        Settings(),
    )
    assert [task.path for task in plan.tasks] == [["I", "1"]]


def test_a_field_of_work_may_be_called_as_a_criterion_is() -> None:
    assert topic_of("Công tác tiêu chuẩn chất lượng") is None
    assert topic_of("Tiêu chuẩn chất lượng") is Topic.AIM


def test_a_sentence_that_begins_with_its_grounds_is_no_heading() -> None:
    assert titles(
        "I. NHIỆM VỤ\n1. Căn cứ đề xuất của các xã, Sở Y tế chủ trì cấp thuốc.\n2. Tập huấn.\n"
    ) == {"I": "NHIỆM VỤ"}
