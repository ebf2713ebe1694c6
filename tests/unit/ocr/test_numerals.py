"""Strokes are counted on print of several sizes and weights, and never where they are no numeral."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from planparse.model.page import Line
from planparse.ocr.numerals import confirm_numerals, read_numeral

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Printer = Callable[..., NDArray[np.uint8]]
    LinePrinter = Callable[..., tuple[Line, NDArray[np.uint8]]]


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


def test_every_quarter_of_a_list_is_looked_at(line_on_paper: LinePrinter) -> None:
    several, page = line_on_paper(("Quý", "Quý"), ("I,", "1,"), ("III/2025", "IH/2025"), ("II", "H"))
    assert confirm_numerals([several], page)[0].text == "Quý I, III/2025 H"
    joined, page = line_on_paper(("Quý", "Quý"), ("II", "HI"), ("và", "và"), ("IV", "IV"))
    assert confirm_numerals([joined], page)[0].text == "Quý II và IV"


def test_the_number_of_a_part_named_in_a_sentence(line_on_paper: LinePrinter) -> None:
    line, page = line_on_paper(("-", "-"), ("Như", "Như"), ("mục", "mục"), ("III;", "II;"))
    assert confirm_numerals([line], page)[0].text == "- Như mục III;"


def test_specks_over_a_numeral_are_no_marks(line_on_paper: LinePrinter) -> None:
    row, page = line_on_paper(("VI", "VỊ"))
    assert confirm_numerals([row], page)[0].text == "VI"


def test_a_crop_of_nothing_is_no_numeral() -> None:
    assert read_numeral(np.zeros((0, 5), np.uint8)).letters == ""
    assert read_numeral(np.full((30, 40), 250, np.uint8)).letters == ""


def test_a_quarter_and_a_chapter_get_their_strokes_back(line_on_paper: LinePrinter) -> None:
    quarter, page = line_on_paper(
        ("Thời", "Thời"), ("gian:", "gian:"), ("Quý", "Quý"), ("III/2023.", "II/2023.")
    )
    assert confirm_numerals([quarter], page)[0].text == "Thời gian: Quý III/2023."
    chapter, page = line_on_paper(("I.", "IL"), ("MỤC", "MỤC"))
    assert confirm_numerals([chapter], page)[0].text == "I. MỤC"


def test_what_is_printed_in_figures_stays(line_on_paper: LinePrinter) -> None:
    line, page = line_on_paper(("Quý", "Quý"), ("1/2023.", "1/2023."))
    assert confirm_numerals([line], page) == (line,)
    item, page = line_on_paper(("1.", "1."), ("Mục", "Mục"))
    assert confirm_numerals([item], page) == (item,)


def test_a_cell_of_one_numeral_may_have_been_read_as_a_letter(line_on_paper: LinePrinter) -> None:
    line, page = line_on_paper(("II", "H"))
    assert confirm_numerals([line], page)[0].text == "II"
    figure, page = line_on_paper(("1", "1"))
    assert confirm_numerals([figure], page)[0].text == "1"


def test_a_quarter_is_looked_for_at_the_head_of_the_next_line(line_on_paper: LinePrinter) -> None:
    line, page = line_on_paper(("Quý", "Quý"), ("III/2025", "IH/2025"))
    above, below = Line(line.words[:1]), Line(line.words[1:])
    assert [found.text for found in confirm_numerals([above, below], page)] == ["Quý", "III/2025"]
    assert confirm_numerals([below], page) == (below,)


@pytest.mark.parametrize("blur", [1.0, 1.5])
def test_the_serifs_of_poor_print_run_together(blur: float, printed: Printer) -> None:
    assert read_numeral(printed("III;", size=26, blur=blur)).letters == "III"
    assert read_numeral(printed("11", size=26, blur=blur)).letters in {"", "11"}
