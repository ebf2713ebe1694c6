"""Letters, marks and the two styles of tone."""

from __future__ import annotations

import unicodedata

import pytest

from planparse.vietnamese.unicode import has_marks, nfc, place_tones, strip_marks, tone_placement


def test_marks_come_off_decomposed_text_too() -> None:
    assert strip_marks(unicodedata.normalize("NFD", "Đường lối đổi mới")) == "Duong loi doi moi"


def test_nfc_joins_what_macos_took_apart() -> None:
    assert nfc(unicodedata.normalize("NFD", "Kế hoạch")) == "Kế hoạch"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("hòa", "hoà"),
        ("HÒA", "HOÀ"),
        ("khỏe", "khoẻ"),
        ("thủy", "thuỷ"),
        ("ủy ban", "uỷ ban"),
        ("tòa án", "toà án"),
    ],
)
def test_both_styles_of_tone_are_one_word(old: str, new: str) -> None:
    assert place_tones(old, "new") == new
    assert place_tones(new, "old") == old


@pytest.mark.parametrize(
    "word", ["quý", "quả", "hoàn", "toán", "thuế", "chuyển", "tuổi", "giá", "của", "lụa", "lúa"]
)
def test_syllables_without_a_choice_stay(word: str) -> None:
    assert place_tones(word, "old") == word
    assert place_tones(word, "new") == word


def test_a_text_shows_its_own_style() -> None:
    assert tone_placement("thuỷ lợi, hoà bình, hòa giải") == "new"
    assert tone_placement("không có chữ nào như vậy") == "old"


def test_bare_words_have_no_marks() -> None:
    assert not has_marks("UBND 12/2023")
    assert has_marks("đ")
