"""Marks that were taken for a line go; lines of print stay."""

from __future__ import annotations

import pytest

from planparse.model.page import BoundingBox, Line, Word
from planparse.ocr.tidy import without_stray_marks, without_torn_marks

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


def test_a_speck_beside_a_line_is_no_letter() -> None:
    speck = Word("l", BoundingBox(40, 228, 44, 232), 0.0)
    letters = [Word(text, BoundingBox(100, 212, 160, 240), 0.9) for text in ("a)", "i", "Tiếp", "tục")]
    dash = Word("-", BoundingBox(400, 226, 410, 230), 0.9)
    (clean,) = without_stray_marks([Line((speck, *letters, speck, dash, speck))])
    assert clean.words == (*letters, speck, dash)
