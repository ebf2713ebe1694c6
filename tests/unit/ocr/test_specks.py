from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import pytest

from planparse.ocr.preprocess import find_ink
from planparse.ocr.preprocess.specks import clear_paper, grain, is_grainy, remove_specks

if TYPE_CHECKING:
    from numpy.typing import NDArray

Grey: TypeAlias = "NDArray[np.uint8]"
HEIGHT, PAPER = 19, 250


@pytest.fixture
def print_() -> Grey:
    """Rows of strokes as high as small letters, the first of each row a hundred pixels in."""
    page = np.full((600, 800), PAPER, np.uint8)
    for row in range(100, 560, 40):
        for column in range(100, 700, 15):
            page[row : row + HEIGHT, column : column + 5] = 20
    return page


@pytest.mark.parametrize("gap", [3, 8, 11])
def test_a_short_bullet_beside_its_line_is_no_speck(print_: Grey, gap: int) -> None:
    print_[109:111, 100 - gap - 7 : 100 - gap] = 30
    clean, specks = remove_specks(print_, find_ink(print_))
    assert specks == 0
    assert np.array_equal(clean, print_)


@pytest.mark.parametrize(("level", "stays"), [(110, True), (95, False)])
def test_on_a_dirty_page_a_dash_far_from_its_line_is_told_by_its_height(
    print_: Grey, level: int, *, stays: bool
) -> None:
    for row in range(10, 560, 40):
        print_[row : row + 3, 20:23] = 30
    print_[level : level + 2, 74:80] = 30
    clean, _ = remove_specks(print_, find_ink(print_))
    assert clean[level, 76] == (30 if stays else PAPER)
    assert clean[11, 21] == PAPER


def test_dust_in_the_margin_goes_and_only_that(print_: Grey) -> None:
    dusty = print_.copy()
    dusty[300:303, 40:43] = 30
    dusty[20:22, 400:402] = 30
    clean, specks = remove_specks(dusty, find_ink(dusty))
    assert specks == 2
    assert np.array_equal(clean, print_)


def test_a_rule_goes_without_the_letters_that_it_nearly_touches(print_: Grey) -> None:
    ruled = print_.copy()
    ruled[100 + HEIGHT + 2 : 100 + HEIGHT + 4, 90:400] = 20
    clean, specks = remove_specks(ruled, find_ink(ruled))
    assert specks == 0
    assert np.array_equal(clean, print_)


def test_grain_is_told_from_print(print_: Grey) -> None:
    noise = np.random.default_rng(5).normal(0, 10, print_.shape)
    noisy = (print_ - 20 + noise).clip(0, 255).astype(np.uint8)
    assert grain(print_) == 0
    assert grain(noisy) == pytest.approx(10, abs=1.5)
    assert is_grainy(grain(noisy))
    assert is_grainy(5.0, specks=100)
    assert not is_grainy(5.0)


def test_paper_becomes_one_grey_and_edges_stay(print_: Grey) -> None:
    grainy = (print_ - 20 + np.random.default_rng(5).normal(0, 6, print_.shape)).clip(0, 255).astype(np.uint8)
    cleared = clear_paper(grainy)
    near = np.zeros(print_.shape, np.bool_)
    for row in range(98, 560, 40):
        near[row : row + HEIGHT + 4, 98:700] = True
    assert len(np.unique(cleared[~near])) == 1
    edges = np.s_[98 : 100 + HEIGHT + 2, 98:107]
    assert np.array_equal(cleared[edges], grainy[edges])


def test_print_beside_a_large_picture_stays_as_it_is(print_: Grey) -> None:
    picture = np.vstack([np.full((900, 800), 70, np.uint8), print_])
    assert np.array_equal(clear_paper(picture), picture)


def test_faint_marks_stay_as_they_are(print_: Grey) -> None:
    print_[80:84, 300:304] = PAPER - 45
    cleared = clear_paper(print_)
    assert np.array_equal(cleared, print_)
