"""A d of a list is told from a đ by its picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from planparse.ocr.list_letters import confirm_list_letters, has_stroke

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from planparse.model.page import Line

    Printer = Callable[..., NDArray[np.uint8]]
    LinePrinter = Callable[..., tuple[Line, NDArray[np.uint8]]]


@pytest.mark.parametrize("face", ["Regular", "Bold", "Italic"])
@pytest.mark.parametrize(("size", "blur"), [(30, 0.6), (36, 0.6), (36, 1.2), (58, 1.2)])
def test_the_stroke_is_seen_and_only_where_it_is(face: str, size: int, blur: float, printed: Printer) -> None:
    for end in (")", "."):
        assert has_stroke(printed(f"đ{end}", size=size, face=face, blur=blur)) is True
        assert has_stroke(printed(f"d{end}", size=size, face=face, blur=blur)) is False


def test_the_letter_becomes_what_is_printed_and_the_rest_stays(line_on_paper: LinePrinter) -> None:
    line, page = line_on_paper(("d)", "đ)"), ("Ban", "Ban"), ("đ)", "d)"))
    (confirmed,) = confirm_list_letters([line], page)
    assert confirmed.text == "d) Ban d)"
    assert confirmed.words[0].confidence == 0.97


def test_what_the_picture_does_not_tell_stays(line_on_paper: LinePrinter) -> None:
    line, page = line_on_paper(("đ)", "đ)"), ("Ban", "Ban"))
    assert list(confirm_list_letters([line], np.full_like(page, 250))) == [line]
    assert has_stroke(np.zeros((0, 5), np.uint8)) is None
