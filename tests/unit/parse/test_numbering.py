"""Every way in which a line can begin, and what only looks like one."""

from __future__ import annotations

import pytest

from planparse.parse.markers import Marker, Style, next_letter
from planparse.parse.numbering import opening


@pytest.mark.parametrize(
    ("line", "style", "text", "value", "rest"),
    [
        ("PHẦN THỨ NHẤT", Style.PART, "PHẦN THỨ NHẤT", 1, ""),
        ("Chương II", Style.PART, "Chương II", 2, ""),
        ("CHƯƠNG 3", Style.PART, "CHƯƠNG 3", 3, ""),
        ("PHẦN B. NHIỆM VỤ", Style.PART, "PHẦN B", 2, "NHIỆM VỤ"),
        ("Điều 2. Tổ chức thực hiện", Style.ARTICLE, "Điều 2", 2, "Tổ chức thực hiện"),
        ("Hoạt động 3: Tập huấn", Style.NAMED, "Hoạt động 3", 3, "Tập huấn"),
        ("Nhiệm vụ số 12. Rà soát", Style.NAMED, "Nhiệm vụ 12", 12, "Rà soát"),
        ("A - QUAN ĐIỂM", Style.UPPER, "A", 1, "QUAN ĐIỂM"),
        ("III - NHIỆM VỤ", Style.ROMAN, "III", 3, "NHIỆM VỤ"),
        ("1.2- Tuyên truyền", Style.DECIMAL, "1.2", 2, "Tuyên truyền"),
        ("I1. NHIỆM VỤ", Style.ROMAN, "II", 2, "NHIỆM VỤ"),
        ("l. MỤC ĐÍCH", Style.ARABIC, "1", 1, "MỤC ĐÍCH"),
        ("1/ Tuyên truyền", Style.ARABIC, "1", 1, "Tuyên truyền"),
        ("12 - Tuyên truyền", Style.ARABIC, "12", 12, "Tuyên truyền"),
        ("2, Cải cách", Style.ARABIC, "2", 2, "Cải cách"),
        ("-2, Cải cách", Style.ARABIC, "2", 2, "Cải cách"),
        ("ị 7. Công tác", Style.ARABIC, "7", 7, "Công tác"),
        ("1.2.3. Rà soát", Style.DECIMAL, "1.2.3", 3, "Rà soát"),
        ("1.2Rà soát", Style.DECIMAL, "1.2", 2, "Rà soát"),
        ("1. 2. Rà soát", Style.DECIMAL, "1.2", 2, "Rà soát"),
        ("đ) Rà soát", Style.LETTER, "đ", 5, "Rà soát"),
        ("dđ) Rà soát", Style.LETTER, "đ", 5, "Rà soát"),
        ("&) Rà soát", Style.LETTER, "a", 1, "Rà soát"),
        ("q a) Xây dựng", Style.LETTER, "a", 1, "Xây dựng"),
        ("~ m) Rà soát", Style.LETTER, "m", 14, "Rà soát"),
        ("ø) Triển khai", Style.LETTER, "", 0, "Triển khai"),
        (") Triển khai", Style.LETTER, "", 0, "Triển khai"),
        ("0) Đăng nhập", Style.LETTER, "o", 16, "Đăng nhập"),
        ("(3) Rà soát", Style.PAREN, "3", 3, "Rà soát"),
        ("(a) Rà soát", Style.PAREN, "a", 1, "Rà soát"),
        ("(iv) Rà soát", Style.PAREN, "iv", 4, "Rà soát"),
        ("• Rà soát", Style.DASH, "•", 1, "Rà soát"),
        ("~ Rà soát", Style.DASH, "~", 1, "Rà soát"),
        ("+ Rà soát", Style.PLUS, "+", 1, "Rà soát"),
        ("* Rà soát", Style.STAR, "*", 1, "Rà soát"),
    ],
)
def test_how_a_line_begins(line: str, style: Style, text: str, value: int, rest: str) -> None:
    found = opening(line)
    assert found is not None
    first = found.readings[0]
    assert (first.style, first.text, first.value, found.rest) == (style, text, value, rest)


@pytest.mark.parametrize(
    "line",
    [
        "Rà soát văn bản",
        "Phần mềm quản lý văn bản",
        "Phần thứ hai của Kế hoạch này nêu",
        "Điều 2 của Quyết định",
        "hoạt động 3: tập huấn",
        "0.5. kinh phí",
        "2.0 triệu đồng",
        "2, 3 và 4",
        "I, II, III và IV",
        "I, Phụ lục này",
        "IIII. Nhiệm vụ",
        "1234. Nhiệm vụ",
        "20/11 là ngày",
        "III/2024.",
        "2025 và các năm tiếp theo",
    ],
)
def test_what_is_no_number(line: str) -> None:
    assert opening(line) is None


@pytest.mark.parametrize(
    ("line", "readings"),
    [
        ("9) Đăng nhập", [("9", False), ("g", True), ("q", True)]),
        ("6) Báo cáo", [("6", False), ("b", True)]),
        ("4) Báo cáo", [("4", False), ("đ", True)]),
        ("q) Báo cáo", [("q", False), ("g", True)]),
        ("¢) Báo cáo", [("c", True), ("e", True)]),
        ("I. MỤC ĐÍCH", [("I", False), ("1", True)]),
        ("III, PHÂN CÔNG", [("III", False)]),
        ("2. Báo cáo", [("2", False)]),
    ],
)
def test_what_ocr_may_have_made_of_a_number(line: str, readings: list[tuple[str, bool]]) -> None:
    found = opening(line)
    assert found is not None
    assert [(marker.text, marker.mended) for marker in found.readings] == readings


def test_lists_go_on_though_offices_leave_letters_out() -> None:
    d, dd, e, g, h = (
        Marker(Style.LETTER, letter, value) for letter, value in zip("dđegh", (4, 5, 6, 8, 9), strict=True)
    )
    assert dd.follows(d)
    assert e.follows(d)
    assert e.follows(dd)
    assert g.follows(e)
    assert not h.follows(e)
    assert not d.follows(e)
    after_e = next_letter(e.value)
    assert after_e is not None
    assert (after_e.text, after_e.value, after_e.mended) == ("g", 8, True)


def test_a_list_in_another_one_does_not_follow_it() -> None:
    assert not Marker(Style.DECIMAL, "2.2", 2, prefix="2").follows(
        Marker(Style.DECIMAL, "1.1", 1, prefix="1")
    )
    assert not Marker(Style.ARABIC, "2", 2).follows(Marker(Style.PAREN, "1", 1))
