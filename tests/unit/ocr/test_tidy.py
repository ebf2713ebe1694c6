"""Marks that were taken for a line go; lines of print stay."""

from __future__ import annotations

import pytest

from planparse.model.page import BoundingBox, Line, Word
from planparse.ocr.tidy import without_torn_marks

HEIGHT = 18.0


def line(text: str, top: float, bottom: float, confidence: float) -> Line:
    return Line((Word(text, BoundingBox(100, top, 400, bottom), confidence),))


LETTERS = line("thông qua viêc hoc tâp", 212, 240, 0.94)


def test_the_marks_of_a_line_are_no_line_and_leave_it_in_doubt() -> None:
    shares, bereft = without_torn_marks(((line("+ˆ ^ . 2", 204, 214, 0.41), LETTERS),), HEIGHT)
    assert shares == ((LETTERS,),)
    assert bereft == {LETTERS}


@pytest.mark.parametrize(
    "above",
    [
        line("cơ sở", 180, 208, 0.4),
        line("xem rõ", 186, 204, 0.95),
        line("- - -", 150, 160, 0.5),
    ],
    ids=["doubtful but tall", "flat but sure", "far above"],
)
def test_a_line_of_its_own_stays(above: Line) -> None:
    assert without_torn_marks(((above, LETTERS),), HEIGHT) == (((above, LETTERS),), frozenset())
