"""Words run together and cut apart."""

from __future__ import annotations

import pytest

from planparse.restore.restorer import Restorer
from planparse.settings import Settings


@pytest.fixture(scope="module")
def restorer() -> Restorer:
    return Restorer.load(Settings())


@pytest.mark.parametrize(
    ("wreck", "clean"),
    [
        ("chuongtrinhcoquanchitri dy an", "chương trình cơ quan chủ trì dự án"),
        ("ngay 21thang 11nam2025 cua Chinh phu", "ngày 21 tháng 11 năm 2025 của Chính phủ"),
        ("Thong bao s6552/TB-VPCP cua Van phong", "Thông báo số 552/TB-VPCP của Văn phòng"),
        ("dich vu cong va thutuchanhchinh, cosodulieu", "dịch vụ công và thủ tục hành chính, cơ sở dữ liệu"),
        ("Can cu Quyét dinh sé.1753/QD-TTg cua Thu tuong", "Căn cứ Quyết định số 1753/QĐ-TTg của Thủ tướng"),
        (
            "phat trién ha tang s6,nén tang s6 va ngu6on von",
            "phát triển hạ tầng số, nền tảng số và nguồn vốn",
        ),
        ("UY BAN NHAN DAN THANHPHOCANTHO", "ỦY BAN NHÂN DÂN THÀNH PHỐ CẦN THƠ"),
    ],
)
def test_words_run_together_part(restorer: Restorer, wreck: str, clean: str) -> None:
    assert restorer.restore_text(wreck).text == clean


def test_digits_of_a_number_are_no_words(restorer: Restorer) -> None:
    assert "508/KH-UBND" in restorer.restore_text("Thurc hién Ké hoach s6 508/KH-UBND ngay 19/12/2025").text


@pytest.mark.parametrize(
    "wreck",
    [
        "trén Facebook cua tinh",
        "nghi€m chuong trinh truong",
        "bang thudc Paracetamol va Cloramin",
        "tai dia chi thutuchanhchinh.gov.vn",
        "hop thu vanphong@thutuchanhchinh.vn",
    ],
)
def test_one_long_word_stays_one(restorer: Restorer, wreck: str) -> None:
    assert len(restorer.restore_text(wreck).text.split()) == len(wreck.split())


def test_parted_words_are_tokens_of_their_own(restorer: Restorer) -> None:
    tokens = restorer.restore_text("cong khai quathanhtra").lines[0].tokens
    assert [(token.observed, token.text) for token in tokens[2:]] == [
        ("quathanhtra", "qua"),
        ("", "thanh"),
        ("", "tra"),
    ]
