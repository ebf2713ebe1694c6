from __future__ import annotations

import pytest

from planparse.vietnamese.signing import deputised, read_damaged_title, read_title


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("KT, CHỦ TỊCH", "KT. CHỦ TỊCH"),
        ("TUQ CHỦ TỊCH", "TUQ. CHỦ TỊCH"),
        ("TL.BỘ TRƯỞNG", "TL. BỘ TRƯỞNG"),
        ("Q. GIÁM ĐÓC", "Q. GIÁM ĐỐC"),
        ("T/M BAN THƯỜNG VỤ", "T/M BAN THƯỜNG VỤ"),
        ("PHÓ CHANH VĂN PHONG", "PHÓ CHÁNH VĂN PHÒNG"),
        ("GIÁM ĐỐC SỞ", "GIÁM ĐỐC SỞ"),
        ("” CHỦ TỊCH /", "CHỦ TỊCH"),
    ],
)
def test_titles_get_their_points_and_marks_back(line: str, title: str) -> None:
    assert read_title(line) == title


@pytest.mark.parametrize("line", ["II. NHIỆM VỤ", "Giám đốc Sở", "KẾ HOẠCH", "- CHỦ TỊCH UBND: Ông A", ""])
def test_other_lines_are_no_titles(line: str) -> None:
    assert read_title(line) is None


def test_a_title_is_known_by_its_end() -> None:
    assert read_damaged_title("›##2 GIÁM ĐÓC") == "GIÁM ĐỐC"
    assert read_damaged_title("ti/[ỦTỊCH") is None
    assert read_damaged_title("25 ĐOÀN") is None
    assert read_damaged_title("kG„4 TRƯỞNG") is None  # many posts end so


def test_below_a_chief_stands_his_deputy() -> None:
    assert read_damaged_title("ĐHÓ #ÖG GIÁM ĐÓC", "KT. TỔNG GIÁM ĐỐC") == "PHÓ TỔNG GIÁM ĐỐC"
    assert deputised(["K/T TRƯỞNG BAN", "TRƯỞNG BAN"]) == ["K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"]


def test_who_signs_for_a_chief_is_the_deputy() -> None:
    assert deputised(["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"]) == ["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"]
    assert deputised(["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "CHỦ TỊCH"])[-1] == "PHÓ CHỦ TỊCH"
    assert deputised(["GIÁM ĐỐC", "GIÁM ĐỐC"]) == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]
