"""Structure tokens by grammar and order."""

from __future__ import annotations

import pytest

from planparse.restore.channel import Prior, build_channel
from planparse.restore.lists import ORDER
from planparse.restore.structure import ReadLine, mend_structure, roman_value

COUNTS = [("g", "9", 3), ("o", "0", 3), ("c", "¢", 9)]
CHANNEL = build_channel(COUNTS, Prior(same=0.3, unmarked=0.6), ORDER)


def mended(*lines: str, confidence: float | None = None) -> dict[tuple[int, int], str]:
    return mend_structure(
        [ReadLine(tuple(line.split()), CHANNEL, confidence) for line in lines], {("i", "ï"), ("g", "ø")}
    )


def test_list_letters_follow_their_order() -> None:
    assert mended("a) Mot", "b) Hai", "¢) Ba", "d) Bon", "d) Nam", "e) Sau", "9) Bay") == {
        (2, 0): "c)",
        (4, 0): "đ)",
        (6, 0): "g)",
    }


def test_a_lost_letter_is_the_one_that_is_due() -> None:
    assert mended("k) Mot", ") Hai", "m) Ba") == {(1, 0): "l)"}


def test_a_sign_is_the_letter_that_it_looks_like_though_another_is_due() -> None:
    assert mended("e) Mot", "g) Hai", "¡) Ba", "k) Bon") == {(2, 0): "i)"}


def test_specks_before_a_list_letter_go() -> None:
    assert mended("“d) Ban hanh") == {(0, 0): "d)"}


def test_a_new_list_begins_with_a() -> None:
    assert mended("a) Mot", "b) Hai", "1. Muc", "a) Mot", "b) Hai") == {}


@pytest.mark.parametrize(
    ("seen", "meant"),
    [("|. MUC PICH", "I."), ("I1. NHIEM VU", "II."), ("I11. TO CHUC", "III."), ("1V. KINH PHI", "IV.")],
)
def test_section_numbers_are_roman(seen: str, meant: str) -> None:
    assert mended(seen) == {(0, 0): meant}


def test_arabic_numbers_stay() -> None:
    assert mended("1. Muc dich", "11. Cac don vi", "2. Yeu cau") == {}


@pytest.mark.parametrize(
    ("seen", "meant"),
    [("111/2023.", "III/2023."), ("1/2023", "I/2023"), ("IIH/2023", "III/2023"), ("1V", "IV")],
)
def test_quarters_are_roman(seen: str, meant: str) -> None:
    assert mended(f"Thoi gian: Quy {seen}") == {(0, 2): "Quý", (0, 3): meant}


def test_quarters_of_a_text_that_writes_them_in_arabic_stay() -> None:
    assert mended("Quy 1/2023", "Quy 2/2023") == {}


@pytest.mark.parametrize(
    "lines",
    [
        ("c) Một", "d) Hai", "Trong Quý 1/2023"),
        ("c) Một", "đ) Hai", "a) Ba"),
        ("c) Một", "d) Hai", "e) Ba", "f) Bốn", "g) Năm"),
        ("a1) Một", "a2) Hai", "ii) Ba", "có) Bốn", "B) Năm", "1) Sáu", "2) Bảy"),
        ("I, II, IV", "II, III", "X. NGUYỄN", "Quý II, Quý IV"),
        ("PHẦN A", "I. MỤC ĐÍCH", "II. NHIỆM VỤ", "PHẦN B", "I. TỔ CHỨC"),
    ],
)
def test_right_text_is_not_touched(lines: tuple[str, ...]) -> None:
    assert mended(*lines) == {}


def test_stroke_of_d_is_told_by_its_list() -> None:
    assert mended("a) Một", "b) Hai", "c) Ba", "đ) Bốn", "đ) Năm", "e) Sáu") == {(3, 0): "d)"}
    assert mended("c) Ba", "đ) Bốn") == {}
    assert mended("c) Ba", "đ) Bốn", confidence=0.5) == {(1, 0): "d)"}
    assert mended("c) Ba", "đ) Bốn", confidence=0.95) == {}
    assert mended("c) Ba", "d) Bốn", "đ) Năm", "e) Sáu", confidence=0.95) == {}


def test_an_eight_before_b_is_a() -> None:
    assert mended("1. Muc", "8) Một", "b) Hai", "2. Muc", "8) Một", "b) Hai") == {(1, 0): "a)", (4, 0): "a)"}
    assert mended("2. Muc", "8) của Luật", "7) Bảy", "8) Tám", "9) Chín") == {}


def test_signs_are_the_letters_that_are_due() -> None:
    assert mended("e) Một", "_ø) Hai", "h) Ba", "ï) Bốn", "k) Năm", "]) Sáu", "m) Bảy") == {
        (1, 0): "g)",
        (3, 0): "i)",
        (5, 0): "l)",
    }


def test_a_section_that_repeats_its_number_lost_a_stroke() -> None:
    assert mended("I. MỤC ĐÍCH", "II. NHIỆM VỤ", "II. TỔ CHỨC", "IV. KINH PHÍ") == {(2, 0): "III."}


def test_a_first_section_before_a_second_is_roman() -> None:
    assert mended("1. MỤC ĐÍCH", "1. Mục đích", "2. Yêu cầu", "II. NHIỆM VỤ") == {(0, 0): "I."}


def test_one_roman_quarter_speaks_for_the_others() -> None:
    assert mended("Trong Quý 1/2023", "Quý IV/2023") == {(0, 2): "I/2023"}
    assert mended("Trong Quý 1/2023", confidence=0.9) == {(0, 2): "I/2023"}


def test_roman_values() -> None:
    assert [roman_value(number) for number in ("I", "IV", "IX", "XIV", "XX")] == [1, 4, 9, 14, 20]


def test_a_sign_before_a_bracket_is_c() -> None:
    assert mended("¢) Ba", "d) Bon") == {(0, 0): "c)"}


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("ngày 19 tháng ii năm 2025", {(0, 3): "11"}),
        ("Dự án l: Phòng ngừa", {(0, 2): "1:"}),
        ("lần thứ XIH của Đảng", {(0, 2): "XIII"}),
        ("dịch COVID-I9, Covid-l9 và nhóm A-I", {(0, 1): "COVID-19,", (0, 2): "Covid-19"}),
        ("trước l4 giờ, số 7l/NQ-CP", {(0, 1): "14", (0, 4): "71/NQ-CP"}),
        ("Trợ l ý, 10l nước, ml2", {}),
        ("XH, VH, TH", {}),
    ],
)
def test_strokes_are_ones_where_grammar_proves_it(seen: str, meant: dict[tuple[int, int], str]) -> None:
    assert mended(seen) == meant


def test_a_letter_is_none_of_another_shape_though_lines_before_it_were_lost() -> None:
    channel = build_channel([("a", "a", 9000)], Prior(same=0.985, unmarked=0.004), ORDER)
    lines = ("c) Thông qua", "b) Phối hợp", "a) Xây dựng")
    assert mend_structure([ReadLine(tuple(line.split()), channel) for line in lines], frozenset()) == {}
