"""Which words of a line may be numerals, and what becomes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planparse.model.page import Line
from planparse.ocr.numerals import confirm_numerals

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    LinePrinter = Callable[..., tuple[Line, NDArray[np.uint8]]]


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


def test_a_quarter_and_a_chapter_get_their_strokes_back(line_on_paper: LinePrinter) -> None:
    quarter, page = line_on_paper(
        ("Thời", "Thời"), ("gian:", "gian:"), ("Quý", "Quý"), ("III/2023.", "II/2023.")
    )
    assert confirm_numerals([quarter], page)[0].text == "Thời gian: Quý III/2023."
    chapter, page = line_on_paper(("I.", "IL"), ("MỤC", "MỤC"))
    assert confirm_numerals([chapter], page)[0].text == "I. MỤC"


def test_a_point_that_touches_its_numeral_is_the_foot_of_the_l_that_was_read(
    line_on_paper: LinePrinter,
) -> None:
    chapter, page = line_on_paper(("I", "L"), ("MỤC", "MỤC"))
    assert confirm_numerals([chapter], page)[0].text == "I. MỤC"
    alone, page = line_on_paper(("I", "L"))
    assert confirm_numerals([alone], page)[0].text == "I"


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
