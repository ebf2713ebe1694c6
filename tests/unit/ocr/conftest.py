from __future__ import annotations

from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from planparse.model.page import BoundingBox, Line, PageImage, Word
from planparse.ocr.preprocess.letters import find_ink
from planparse.ocr.regions import find_regions

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from planparse.ocr.engine import Segmentation
    from planparse.ocr.regions import PageParts


FONTS = Path("/usr/share/fonts/truetype/liberation2")


def write(page: NDArray[np.uint8], text: str, left: int, foot: int, size: float = 1.0) -> None:
    cv2.putText(page, text, (left, foot), cv2.FONT_HERSHEY_COMPLEX, size, 0, 2)


def body(page: NDArray[np.uint8], first: int, lines: int, left: int = 100) -> None:
    for row in range(lines):
        write(page, "all our men saw the dark room under a new beam", left, first + 50 * row)


def parts_of(page: NDArray[np.uint8]) -> PageParts:
    """A page taken apart."""
    return find_regions(page, find_ink(page))


def ruled(page: NDArray[np.uint8], levels: list[int], stops: list[int]) -> None:
    """Draw a grid of rules."""
    for level in levels:
        cv2.line(page, (stops[0], level), (stops[-1], level), 0, 2)
    for stop in stops:
        cv2.line(page, (stop, levels[0]), (stop, levels[-1]), 0, 2)


class Counting:
    """An engine that finds one line in every band of ink, without reading it."""

    name = "counting"

    def __init__(self, confidence: float = 0.95) -> None:
        self.pictures: list[NDArray[np.uint8]] = []
        self.confidence = confidence

    def version(self) -> str:
        return "counting 1"

    def read(
        self, pixels: NDArray[np.uint8], segmentation: Segmentation, *, dpi: int, seconds: float
    ) -> tuple[Line, ...]:
        del segmentation, dpi, seconds
        self.pictures.append(pixels)
        ink = (pixels < 128).any(axis=1).astype(np.int8)
        edges = np.flatnonzero(np.diff(np.concatenate(([0], ink, [0]))))
        bands = zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
        lines = []
        for number, (top, bottom) in enumerate(band for band in bands if band[1] - band[0] > 8):
            columns = np.flatnonzero((pixels[top:bottom] < 128).any(axis=0))
            box = BoundingBox(float(columns[0]), float(top), float(columns[-1] + 1), float(bottom))
            lines.append(Line((Word(f"line{number}", box, self.confidence),)))
        return tuple(lines)


@pytest.fixture
def sheet() -> NDArray[np.uint8]:
    return np.full((1600, 1200), 255, np.uint8)


@pytest.fixture
def image_of() -> Callable[[NDArray[np.uint8]], PageImage]:
    def make(pixels: NDArray[np.uint8]) -> PageImage:
        return PageImage(1, pixels, 150.0, pixels.shape[1] * 72 / 150, pixels.shape[0] * 72 / 150)

    return make


def print_word(text: str, *, size: int = 36, face: str = "Regular", blur: float = 0.6) -> NDArray[np.uint8]:
    """A word on paper, cut close, a little blurred and grainy; `size` in pixels an em."""
    font = ImageFont.truetype(str(FONTS / f"LiberationSerif-{face}.ttf"), size)
    left, top, right, bottom = map(int, font.getbbox(text))
    paper = Image.new("L", (right - left + 4, bottom - top + 2), 245)
    ImageDraw.Draw(paper).text((2 - left, 1 - top), text, font=font, fill=20)
    grain = np.random.default_rng(1).normal(0, 6, (paper.height, paper.width))
    soft = cv2.GaussianBlur(np.asarray(paper).astype(np.float32), (0, 0), blur)
    return np.asarray(np.clip(soft + grain, 0, 255), dtype=np.uint8)


def print_line(
    printed: Callable[..., NDArray[np.uint8]], *words: tuple[str, str]
) -> tuple[Line, NDArray[np.uint8]]:
    """A line printed as the first of each pair and read as the second."""
    crops = [printed(shown) for shown, _ in words]
    tops = list(accumulate((len(crop) for crop in crops), initial=0))
    page = np.full((tops[-1], max(crop.shape[1] for crop in crops)), 250, np.uint8)
    read = []
    for (_, text), crop, top in zip(words, crops, tops, strict=False):
        page[top : top + len(crop), : crop.shape[1]] = crop
        read.append(Word(text, BoundingBox(0, top, crop.shape[1] - 1, top + len(crop) - 1), 0.6))
    return Line(tuple(read)), page


@pytest.fixture
def printed() -> Callable[..., NDArray[np.uint8]]:
    """Prints a word; see :func:`print_word`."""
    if not FONTS.is_dir():
        pytest.skip("needs the print of fonts-liberation2")
    return print_word


@pytest.fixture
def line_on_paper(
    printed: Callable[..., NDArray[np.uint8]],
) -> Callable[..., tuple[Line, NDArray[np.uint8]]]:
    """Prints a line; see :func:`print_line`."""
    return partial(print_line, printed)
