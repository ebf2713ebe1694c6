"""Structure tokens by grammar and order."""

from __future__ import annotations

import pytest

from planparse.restore.channel import Prior, build_channel
from planparse.restore.structure import LETTERS, mend_structure, roman_value

CHANNEL = build_channel([("g", "9", 3), ("o", "0", 3), ("c", "¢", 9)], Prior(same=0.3, unmarked=0.6), LETTERS)


def mended(*lines: str, read: bool = True) -> dict[tuple[int, int], str]:
    return mend_structure([line.split() for line in lines], [CHANNEL if read else None] * len(lines))


def test_list_letters_follow_their_order() -> None:
    assert mended("a) Mot", "b) Hai", "¢) Ba", "d) Bon", "d) Nam", "e) Sau", "9) Bay") == {
        (2, 0): "c)",
        (4, 0): "đ)",
        (6, 0): "g)",
    }


def test_a_lost_letter_is_the_one_that_is_due() -> None:
    assert mended("k) Mot", ") Hai", "m) Ba") == {(1, 0): "l)"}


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


@pytest.mark.parametrize(
    ("seen", "meant"),
    [("sáng.tạo", "sáng tạo"), ("địa'phương,", "địa phương,"), ("năm'2023", "năm 2023"), ("I.MỤC", "I. MỤC")],
)
def test_a_speck_for_a_space_becomes_one(seen: str, meant: str) -> None:
    assert mended(f"{seen} ĐÍCH") == {(0, 0): meant}


@pytest.mark.parametrize("token", ["quangngai.gov.vn", "TP.Hồ", "a.b", "2.500", "NĐ-CP"])
def test_other_signs_inside_tokens_stay(token: str) -> None:
    assert mended(token) == {}


def test_quarters_of_a_text_that_writes_them_in_arabic_stay() -> None:
    assert mended("Quy 1/2023", "Quy 2/2023") == {}


def test_right_text_is_not_touched() -> None:
    assert mended("d) Mot", "d) Hai", "Quý 111/2023", read=False) == {}


def test_roman_values() -> None:
    assert [roman_value(number) for number in ("I", "IV", "IX", "XIV", "XX")] == [1, 4, 9, 14, 20]


def test_a_sign_before_a_bracket_is_c() -> None:
    assert mended("¢) Ba", "d) Bon") == {(0, 0): "c)"}
