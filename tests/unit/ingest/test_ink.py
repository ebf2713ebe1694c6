from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import cv2
import numpy as np
import pytest

from planparse.ingest import ink

if TYPE_CHECKING:
    from numpy.typing import NDArray

Grey: TypeAlias = "NDArray[np.uint8]"
PAPER = (1169, 827)


def printed(depth: int, paper: int = 240) -> Grey:
    """Rows of letter-sized strokes, so many grey levels below the paper, at 100 dpi."""
    pixels = np.full(PAPER, paper, np.uint8)
    for row in range(150, 1000, 25):
        for column in range(100, 700, 13):
            pixels[row : row + 9, column : column + 2] = paper - depth
            pixels[row : row + 2, column : column + 7] = paper - depth
    return pixels


def noisy(spread: float) -> Grey:
    return np.asarray(np.random.default_rng(3).normal(235, spread, PAPER).clip(0, 255), dtype=np.uint8)


def test_print_is_found_where_it_stands() -> None:
    found = ink.marks(printed(200), 100)
    assert len(found) == 34 * 47
    assert found[:, 1].min() == pytest.approx(150 * 0.72, abs=1)


@pytest.mark.parametrize("depth", [31, 60, 220])
def test_faded_print_is_no_blank_page(depth: int) -> None:
    assert not ink.is_blank(printed(depth), 100)


@pytest.mark.parametrize("spread", [0.0, 3.0, 6.0])
def test_paper_is_blank(spread: float) -> None:
    assert ink.is_blank(noisy(spread), 100)


def test_the_other_side_shining_through_is_blank() -> None:
    shining = np.asarray(cv2.GaussianBlur(printed(30), (0, 0), 2.0), dtype=np.uint8)
    assert ink.is_blank(shining, 100)


def test_a_seal_on_a_back_is_blank_and_so_is_a_scanner_shadow() -> None:
    page = np.full((*PAPER, 3), 245, np.uint8)
    cv2.circle(page, (300, 900), 70, (200, 60, 80), 4)
    page[:, :12] = 30
    assert ink.is_blank(page, 100)


def test_a_page_in_blue_or_under_warm_light_is_not_blank() -> None:
    blue = np.full((*PAPER, 3), 255, np.uint8)
    blue[printed(200) < 100] = (20, 20, 230)
    assert not ink.is_blank(blue, 100)
    warm = np.dstack([printed(200), printed(200) * 0.9, printed(200) * 0.6]).astype(np.uint8)
    assert not ink.is_blank(warm, 100)


def test_a_single_word_is_no_blank_page() -> None:
    page = printed(200)
    page[:500] = 240
    page[520:] = 240
    assert not ink.is_blank(page, 100)


def test_what_boxes_leave_uncovered() -> None:
    found = ink.marks(printed(200), 100)
    lower_half = np.array([[0.0, 575 * 0.72, 600.0, 900.0]])
    assert ink.uncovered_share(found, lower_half) == pytest.approx(0.5, abs=0.03)
    assert ink.uncovered_share(found, np.empty((0, 4))) == 1.0
    assert ink.uncovered_share(np.empty((0, 4)), lower_half) == 0.0
