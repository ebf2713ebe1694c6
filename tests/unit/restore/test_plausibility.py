"""How sure words without candidates are."""

from __future__ import annotations

import pytest

from planparse.restore.plausibility import UNREADABLE, ceiling, ceiling_in_wreck

NOISY, RIGHT = 0.005, 0.0002


@pytest.mark.parametrize("text", ["nrởng", "nuca", "UBMTTCQVN", "IH"])
def test_unknown_words_of_noisy_text_are_doubted_and_of_right_text_are_names(text: str) -> None:
    assert ceiling(text, NOISY, known=False) < 0.5
    assert ceiling(text, RIGHT, known=False) > 0.95


def test_signs_of_other_alphabets_are_never_sure() -> None:
    assert ceiling("œn", RIGHT, known=True) == pytest.approx(UNREADABLE)


@pytest.mark.parametrize("text", ["2023", "21/12/2022", "1782/QĐ-UBND", "Q1", "15m"])
def test_numbers_and_codes_of_the_usual_shape_are_nearly_sure(text: str) -> None:
    assert 0.98 < ceiling(text, NOISY, known=True) < 0.99


@pytest.mark.parametrize("text", ["7L/NQ-CP", "số009/CĐ-UBND", "11,PLó", "x"])
def test_codes_of_no_shape_and_lone_letters_are_doubted(text: str) -> None:
    assert ceiling(text, NOISY, known=True) < 0.8


def test_roman_numerals_lose_strokes_on_noisy_pages() -> None:
    assert ceiling("XII", NOISY, known=True) < 0.9
    assert ceiling("XII", RIGHT, known=True) > 0.99


def test_known_words_have_no_ceiling() -> None:
    assert ceiling("ở", NOISY, known=True) == ceiling("tỉnh", NOISY, known=True) == 1


@pytest.mark.parametrize("text", ["2023", "21/12/2022", "1782/QĐ-UBND", "12"])
def test_numbers_in_wrecks_are_nearly_sure(text: str) -> None:
    assert 0.95 < ceiling_in_wreck(text, known=True, marker=False) < 0.99


@pytest.mark.parametrize("text", ["tés6,xahdis6vao", "ngu6on", "7", "e", "YeUCAU", "CMYT", "14/10/"])
def test_what_specks_and_lost_spaces_leave_in_wrecks_is_doubted(text: str) -> None:
    assert ceiling_in_wreck(text, known=False, marker=False) < 0.9


def test_letters_and_figures_of_lists_are_nearly_sure_in_wrecks() -> None:
    assert (
        ceiling_in_wreck("b", known=True, marker=True) > 0.95 < ceiling_in_wreck("3", known=True, marker=True)
    )
    assert (
        ceiling_in_wreck("tỉnh", known=True, marker=False)
        == ceiling_in_wreck("ý", known=True, marker=False)
        == 1
    )
