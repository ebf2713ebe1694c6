"""Formulae at the beginnings of lines."""

from __future__ import annotations

import pytest

from planparse.restore.formulae import Formulae

FORMULAE = Formulae.load(())


@pytest.mark.parametrize(
    ("line", "mended"),
    [
        ("4ơi nhận: GIÁM ĐỐC", {(0, 0): "Nơi"}),
        (".Vơi nhận:", {(0, 0): "Nơi"}),
        ("Kính gứi: Các phòng", {(0, 1): "gửi:"}),
        ("CỘNG HÒA XÃ HỘI CHÙ NGHĨA VIỆT NAM", {(0, 4): "CHỦ"}),
        ("Độc lập ~ Tự do - Hạnh phúc", {}),
    ],
)
def test_misread_words_of_formulae_are_mended(line: str, mended: dict[tuple[int, int], str]) -> None:
    assert FORMULAE.mend([line.split()]) == mended


@pytest.mark.parametrize(
    "line",
    [
        "Nơi nhận:",
        "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Người nhận: văn thư",
        "Nơi nhận hồ sơ",
        "- Nơi nhận:",
        "Xã hội chủ nghĩa Việt Nam",
        "Nơi",
    ],
)
def test_what_is_right_or_no_formula_stays(line: str) -> None:
    assert FORMULAE.mend([line.split()]) == {}
