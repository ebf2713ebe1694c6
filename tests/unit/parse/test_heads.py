"""The head and the end of a document, as offices print them."""

from __future__ import annotations

import pytest

from planparse.model.page import BoundingBox
from planparse.parse.closing import read_closing
from planparse.parse.header import read_head
from planparse.parse.layout import TextLine
from planparse.parse.plan import title_years


def numbered(*texts: str) -> list[TextLine]:
    return [TextLine(text, 1, number) for number, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("letterhead", "issuer"),
    [
        (["ỦY BAN NHÂN DÂN", "TỈNH LAM SƠN"], "Ủy ban nhân dân tỉnh Lam Sơn"),
        (["UBND TỈNH LAM SƠN", "VĂN PHÒNG"], "Văn phòng UBND tỉnh Lam Sơn"),
        (["HĐND TỈNH HƯNG YÊN", "VĂN PHÒNG"], "Văn phòng HĐND tỉnh Hưng Yên"),
        (["UBND THÀNH PHỐ ĐÀ NẴNG", "SỞ GIÁO DỤC VÀ ĐÀO TẠO"], "Sở Giáo dục và Đào tạo thành phố Đà Nẵng"),
        (["BỘ Y TẾ"], "Bộ Y tế"),
        (["TỈNH ỦY NGHỆ AN"], "Tỉnh ủy Nghệ An"),
        (
            ["HỘI NÔNG DÂN VIỆT NAM", "BAN THƯỜNG VỤ TỈNH LAM SƠN"],
            "Ban Thường vụ Hội Nông dân Việt Nam tỉnh Lam Sơn",
        ),
        (["THỦ TƯỚNG CHÍNH PHỦ"], "Thủ tướng Chính phủ"),
        (
            ["UBND TỈNH LAM SƠN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "SỞ Y TẾ Độc lập - Tự do"],
            "Sở Y tế tỉnh Lam Sơn",
        ),
    ],
)
def test_issuers(letterhead: list[str], issuer: str) -> None:
    assert read_head(numbered(*letterhead, "Số: 1/KH-XX", "KẾ HOẠCH", "Năm 2025")).issuer == issuer


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Số: 2374/KH-VP", "2374/KH-VP"),
        ("Số 57-KH/TU", "57-KH/TU"),
        ("Số: 04-NQ/TU", "04-NQ/TU"),
        ("Số: 12 /KH- UBND", "12/KH-UBND"),
        ("Số:      /KH-UBND", None),
        ("86: 77/KH-VP Lam Sơn, ngày 11 tháng 01 năm 2023", "77/KH-VP"),
    ],
)
def test_numbers(line: str, number: str | None) -> None:
    assert read_head(numbered("UBND TỈNH LAM SƠN", line, "KẾ HOẠCH", "Năm 2025")).number == number


def test_a_blank_number_and_day_are_flagged() -> None:
    head = read_head(numbered("Số:    /KH-VP", "Lam Sơn, ngày     tháng 3 năm 2025", "KẾ HOẠCH", "Năm 2025"))
    assert (head.issued_on, head.flags) == (None, ("missing_number", "missing_date"))


@pytest.mark.parametrize(
    ("goes_on", "first"),
    [
        ("- một cửa năm 2025", "I. MỤC ĐÍCH"),
        ("2. của Thủ tướng năm 2025", "1. Mục đích"),
        ("(1) năm 2025", "a) Rà soát"),
    ],
)
def test_a_title_ends_at_the_first_item_of_a_list_and_at_no_other_sign(goes_on: str, first: str) -> None:
    head = read_head(numbered("KẾ HOẠCH", "Thực hiện cải cách hành chính", goes_on, first))
    assert head.title == f"Thực hiện cải cách hành chính {goes_on}"


def test_a_title_over_several_lines_ends_at_the_preamble() -> None:
    head = read_head(
        numbered(
            "KẾ HOẠCH",
            "THỰC HIỆN CHỈ THỊ SỐ 27/CT-TTG CỦA",
            "THỦ TƯỚNG CHÍNH PHỦ VỀ CÔNG TÁC DÂN SỐ GIAI ĐOẠN",
            "2026 - 2030",
            "Căn cứ Luật Dân số;",
        )
    )
    assert head.title == (
        "THỰC HIỆN CHỈ THỊ SỐ 27/CT-TTG CỦA THỦ TƯỚNG CHÍNH PHỦ VỀ CÔNG TÁC DÂN SỐ GIAI ĐOẠN 2026 - 2030"
    )
    assert head.length == 4


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("Công tác năm 2025", 2025),
        ("Phòng, chống ma túy đến năm 2030", None),
        ("Thực hiện Chỉ thị ngày 15 tháng 8 năm 2024", None),
        ("Phát triển du lịch giai đoạn 2026 - 2030, tầm nhìn đến năm 2045", None),
    ],
)
def test_the_year_that_a_title_names(title: str, year: int | None) -> None:
    assert title_years(title)[0] == year


def test_a_stamp_of_urgency_is_no_part_of_the_title() -> None:
    lines = [("THÔNG BÁO", 250, 340), ("HỎA TỐC | Kết quả rà soát thủ tục hành chính", 60, 450)]
    lines += [("quý II năm 2026", 240, 360), ("Thực hiện chương trình công tác năm, đề nghị", 120, 530)]
    head = read_head(
        [
            TextLine(text, 1, n, BoundingBox(left, 100 + 18 * n, right, 113 + 18 * n), closes_block=True)
            for n, (text, left, right) in enumerate(lines)
        ]
    )
    assert head.title == "Kết quả rà soát thủ tục hành chính quý II năm 2026"


def test_the_text_below_a_title_is_told_by_its_place() -> None:
    lines = [("CHỈ THỊ", 302, 357, 116), ("Về việc tăng cường kiểm tra", 242, 417, 132)]
    lines += [("thời gian qua, công tác kiểm tra còn chậm", 167, 530, 176)]
    head = read_head(
        [
            TextLine(text, 1, n, BoundingBox(left, top, right, top + 14))
            for n, (text, left, right, top) in enumerate(lines)
        ]
    )
    assert head.title == "Về việc tăng cường kiểm tra"


def test_columns_run_together_at_the_end() -> None:
    closing = read_closing(
        numbered("Hết./.", "Nơi nhận: CHÁNH VĂN PHÒNG", "- UBND tỉnh;", "- Lưu: VT, HC(b). Ngô Văn Mẫu")
    )
    assert closing.recipients == ("UBND tỉnh", "Lưu: VT, HC(b)")
    assert (closing.signer_title, closing.signer_name) == ("CHÁNH VĂN PHÒNG", "Ngô Văn Mẫu")


def test_a_signature_read_before_the_recipients() -> None:
    closing = read_closing(
        numbered(
            "Hết./.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "(Đã ký)", "Ngô Văn Mẫu", "Nơi nhận:", "- Lưu: VT."
        )
    )
    assert (closing.body_end, closing.signer_name) == (1, "Ngô Văn Mẫu")


def test_a_bracket_that_nothing_closes_is_no_part_of_the_title() -> None:
    lines = [TextLine(text, 1, n) for n, text in enumerate(["BÁO CÁO", "(Về việc rà soát thủ tục"])]
    assert read_head(lines).title == "Về việc rà soát thủ tục"
    lines[1] = TextLine("Rà soát thủ tục (đợt 2)", 1, 1)
    assert read_head(lines).title == "Rà soát thủ tục (đợt 2)"


def test_the_government_signs_as_itself() -> None:
    closing = read_closing(
        numbered("Hết./.", "Nơi nhận:", "- Lưu: VT.", "TM. CHÍNH PHỦ", "THỦ TƯỚNG", "Ngô Văn Mẫu")
    )
    assert closing.signer_title == "TM. CHÍNH PHỦ / THỦ TƯỚNG"


def test_a_title_ends_where_the_state_of_things_is_told() -> None:
    told = "Trong những tháng đầu năm 2026, xảy ra 04 vụ cháy rừng. Chủ tịch UBND tỉnh chỉ thị:"
    assert read_head(numbered("CHỈ THỊ", "Về việc phòng cháy, chữa cháy rừng", told)).title == (
        "Về việc phòng cháy, chữa cháy rừng"
    )
