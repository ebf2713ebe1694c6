from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from planparse.model.page import BoundingBox, Line, PageImage, Word

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from planparse.ocr.engine import Segmentation


def write(page: NDArray[np.uint8], text: str, left: int, foot: int, size: float = 1.0) -> None:
    cv2.putText(page, text, (left, foot), cv2.FONT_HERSHEY_COMPLEX, size, 0, 2)


def body(page: NDArray[np.uint8], first: int, lines: int, left: int = 100) -> None:
    for row in range(lines):
        write(page, "all our men saw the dark room under a new beam", left, first + 50 * row)


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
