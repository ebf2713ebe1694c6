"""What was written by hand, and read with little confidence, is left open and flagged, never guessed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from planparse.model.page import Block, Line, Page, Word
from planparse.parse import parse_plan
from planparse.settings import Settings

if TYPE_CHECKING:
    from planparse.model.plan import Document


def words(text: str) -> Line:
    """A line; words behind a `?` were read with little confidence, behind a `~` well, and doubted since."""
    return Line(
        tuple(
            Word(
                token.lstrip("?~"),
                confidence=0.5 if token[0] in "?~" else 0.95,
                sight=0.95 if token[0] == "~" else None,
            )
            for token in text.split()
        )
    )


def head_of(number: str, date: str) -> Document:
    left = Block((words("ỦY BAN NHÂN DÂN"), words("TỈNH LAM SƠN"), words(number)), "letterhead")
    nation = words("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    right = Block((nation, words("Độc lập - Tự do - Hạnh phúc"), words(date)), "letterhead")
    body = Block((words("CHỈ THỊ"), words("Về việc tăng cường phòng cháy, chữa cháy")))
    return parse_plan([Page(1, 595, 842, (left, right, body), "ocr")], Settings()).document


def test_print_is_taken() -> None:
    head = head_of("Số: 12/CT-UBND", "Lam Sơn, ngày 15 tháng 3 năm 2024")
    assert (head.number, head.issued_on, head.place) == ("12/CT-UBND", dt.date(2024, 3, 15), "Lam Sơn")
    assert head.flags == []


def test_print_that_restoration_doubts_is_no_handwriting() -> None:
    head = head_of("Số: ~12/CT-UBND", "Lam Sơn, ngày ~15 tháng 3 năm 2024")
    assert (head.number, head.issued_on, head.flags) == ("12/CT-UBND", dt.date(2024, 3, 15), [])


def test_doubtful_figures_are_left_open() -> None:
    head = head_of("Số: ?43 /CT-UBND", "Lam Sơn, ngày ?3 tháng 3 năm 2024")
    assert (head.number, head.issued_on, head.place) == (None, None, "Lam Sơn")
    assert head.flags == ["handwritten_number", "handwritten_date"]


def test_scrawls_are_left_open() -> None:
    head = head_of("Số: ?đ# /CT-UBND", "Lam Sơn, ?ngàyT tháng 3 năm 2024")
    assert (head.number, head.issued_on, head.place) == (None, None, "Lam Sơn")
    assert head.flags == ["handwritten_number", "handwritten_date"]


def test_a_blank_is_a_blank() -> None:
    head = head_of("Số: /CT-UBND", "Lam Sơn, ngày tháng 3 năm 2024")
    assert head.flags == ["missing_number", "missing_date"]
