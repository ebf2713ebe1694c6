"""Strokes are counted on print of several sizes and weights, and never where they are no numeral."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from planparse.ocr.strokes import read_numeral

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Printer = Callable[..., NDArray[np.uint8]]


@pytest.mark.parametrize("numeral", ["I", "II", "III", "IV", "V", "VI", "VII", "VIII"])
@pytest.mark.parametrize("face", ["Regular", "Bold"])
@pytest.mark.parametrize("size", [30, 36, 58])
def test_numerals_before_a_point_and_a_slash(numeral: str, face: str, size: int, printed: Printer) -> None:
    chapter = read_numeral(printed(f"{numeral}.", size=size, face=face))
    assert (chapter.letters, chapter.full_stop) == (numeral, True)
    assert read_numeral(printed(f"{numeral}/2023", size=size, face=face)).letters == numeral


@pytest.mark.parametrize(
    "text",
    [
        "1/2023.",
        "2/2023",
        "14",
        "11",
        "TT",
        "T",
        "STT",
        "HI",
        "IX",
        "XI",
        "TU",
        "M",
        "N",
        "Ủy",
        "số",
        "-",
        ".",
    ],
)
@pytest.mark.parametrize("face", ["Regular", "Bold"])
def test_anything_else_is_no_numeral(text: str, face: str, printed: Printer) -> None:
    assert read_numeral(printed(text, face=face)).letters == ""


@pytest.mark.parametrize("face", ["Regular", "Bold"])
@pytest.mark.parametrize("size", [30, 36, 58])
def test_a_figure_one_is_told_from_the_numeral(face: str, size: int, printed: Printer) -> None:
    assert read_numeral(printed("1", size=size, face=face)).letters == "1"
    assert read_numeral(printed("1.", size=size, face=face)).letters == "1"


def test_a_crop_of_nothing_is_no_numeral() -> None:
    assert read_numeral(np.zeros((0, 5), np.uint8)).letters == ""
    assert read_numeral(np.full((30, 40), 250, np.uint8)).letters == ""


@pytest.mark.parametrize("blur", [1.0, 1.5])
def test_the_serifs_of_poor_print_run_together(blur: float, printed: Printer) -> None:
    assert read_numeral(printed("III;", size=26, blur=blur)).letters == "III"
    assert read_numeral(printed("11", size=26, blur=blur)).letters in {"", "11"}
