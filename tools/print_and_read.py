"""Print text in serif fonts, wear it as offices do, read it with an OCR: pairs of printed and read lines.

Used by `build_channel.py` to learn what an OCR does to letters, and by `bench_restore.py` to make wrecks of
texts that nothing was learned from. The same seed and Tesseract give the same pairs.
"""

from __future__ import annotations

import subprocess
import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytesseract
from PIL import Image, ImageDraw, ImageFont

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

FOLDERS = (
    "/usr/share/fonts/truetype/liberation2",
    "/usr/share/fonts/truetype/freefont",
    "/usr/share/fonts/truetype/dejavu",
)
FONTS = (
    "LiberationSerif-Regular.ttf",
    "FreeSerif.ttf",
    "LiberationSerif-Regular.ttf",
    "FreeSerif.ttf",
    "LiberationSerif-Bold.ttf",
    "FreeSerifBold.ttf",
    "LiberationSerif-Italic.ttf",
    "FreeSerifItalic.ttf",
    "DejaVuSerif.ttf",
)
OCRAD = "ocrad"
DPI = (150, 200, 200, 300)
LINES_A_PAGE = 38
LETTERS_A_LINE = 82
POINTS = 13.5
BILEVEL = 0.5
"""Share of pages scanned to black and white."""


@dataclass(frozen=True, slots=True)
class Wear:
    """What printer, paper and scanner did to a page."""

    dpi: int
    font: Path
    blur: float
    noise: float
    threshold: int | None
    skew: float

    @staticmethod
    def drawn(generator: np.random.Generator) -> Wear:
        """A page's wear by lot."""
        name = FONTS[int(generator.integers(len(FONTS)))]
        folder = next(Path(folder) for folder in FOLDERS if (Path(folder) / name).is_file())
        return Wear(
            dpi=int(generator.choice(DPI)),
            font=folder / name,
            blur=float(generator.uniform(0.3, 1.1)),
            noise=float(generator.uniform(0, 28)),
            threshold=int(generator.integers(120, 190)) if generator.random() < BILEVEL else None,
            skew=float(generator.normal(0, 0.25)),
        )


def broken(paragraphs: Sequence[str], letters: int = LETTERS_A_LINE) -> list[str]:
    """Paragraphs broken into lines as a page breaks them."""
    return [
        line for paragraph in paragraphs for line in textwrap.wrap(paragraph, letters, break_long_words=False)
    ]


def print_lines(lines: Sequence[str], wear: Wear, seed: int) -> Picture:
    """A grey page with one line under the other, worn."""
    scale = wear.dpi / 72
    font = ImageFont.truetype(str(wear.font), round(POINTS * scale))
    width = round(8.27 * wear.dpi * 1.12)
    step = round(POINTS * 1.45 * scale)
    page = Image.new("L", (width, step * (len(lines) + 4)), 255)
    pen = ImageDraw.Draw(page)
    for number, line in enumerate(lines):
        pen.text((round(0.6 * wear.dpi), step * (number + 2)), line, font=font, fill=20)
    generator = np.random.default_rng(seed)
    turned = page.rotate(wear.skew, resample=Image.Resampling.BICUBIC, fillcolor=255)
    blurred = cv2.GaussianBlur(np.asarray(turned, dtype=np.float32), (0, 0), wear.blur * wear.dpi / 200)
    grey = blurred + generator.normal(0, wear.noise, blurred.shape)
    scanned = grey if wear.threshold is None else np.where(grey > wear.threshold, 255, 0)
    return np.clip(scanned, 0, 255).astype(np.uint8)


def read_lines(picture: Picture, reader: str, dpi: int) -> list[str]:
    """The lines that an OCR sees on a page of one column.

    Args:
        picture: the page.
        reader: a language of Tesseract, or ``ocrad``, an OCR that knows shapes only and no language.
        dpi: the page's resolution.
    """
    text = _ocrad(picture) if reader == OCRAD else _tesseract(picture, reader, dpi)
    return [line for line in text.split("\n") if line.strip()]


def _tesseract(picture: Picture, language: str, dpi: int) -> str:
    config = f"--psm 6 --dpi {dpi}"
    return str(pytesseract.image_to_string(Image.fromarray(picture), lang=language, config=config))


def _ocrad(picture: Picture) -> str:
    encoded = cv2.imencode(".pgm", picture)[1].tobytes()
    read = subprocess.run([OCRAD, "--format=utf8", "-"], input=encoded, capture_output=True, check=True)
    return read.stdout.decode("utf-8", "replace")
