"""Sheets into files: PDF with JPEG and CCITT pages, multi-page TIFF, JPEG, PDFs with a text layer below."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from paper.fonts import register_fonts
from paper.scanner import bitonal, has_colour

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from paper.scanner import Sheet

_EPOCH = time.gmtime(1_735_689_600)  # 2025-01-01: files do not change from one run to the next
_INVISIBLE = 3  # PDF text render mode


@dataclass(frozen=True, slots=True)
class LayerWord:
    """A word of a text layer: left and baseline in points from the bottom left, size and width in points."""

    text: str
    x: float
    y: float
    size: float
    width: float | None = None


def as_image(sheet: Sheet, *, grey: bool = False, two_tone: bool = False) -> Image.Image:
    """A sheet as Pillow holds it: 1 bit where `two_tone` and no colour is on it, grey or RGB otherwise."""
    if two_tone and not has_colour(sheet):
        return Image.fromarray(bitonal(sheet))
    image = Image.fromarray(sheet)
    return image.convert("L") if grey else image


def save_pdf(images: Sequence[Image.Image], path: Path, *, dpi: int, quality: int) -> None:
    """A PDF of page images: 1-bit ones as CCITT group 4, the others as JPEG of `quality` (1..95)."""
    for number, image in enumerate(images):
        encoding = {} if image.mode == "1" else {"quality": quality}
        image.save(
            path,
            "PDF",
            append=number > 0,
            resolution=dpi,
            creationDate=_EPOCH,
            modDate=_EPOCH,
            producer="planparse make_samples",
            **encoding,
        )


def save_tiff(images: Sequence[Image.Image], path: Path, *, dpi: int) -> None:
    """A multi-page TIFF, group 4; every page must be 1-bit."""
    first, *rest = images
    first.save(path, "TIFF", save_all=True, append_images=rest, compression="group4", dpi=(dpi, dpi))


def save_layered_pdf(
    images: Sequence[Image.Image],
    layers: Sequence[Iterable[LayerWord]],
    path: Path,
    *,
    dpi: int,
    quality: int,
) -> None:
    """A PDF of JPEG pages with invisible words below each, as scanners and signing programs leave them."""
    register_fonts()
    canvas = Canvas(str(path), invariant=1)
    for image, words in zip(images, layers, strict=True):
        width, height = image.width * 72 / dpi, image.height * 72 / dpi
        canvas.setPageSize((width, height))
        jpeg = io.BytesIO()
        image.save(jpeg, "JPEG", quality=quality)
        canvas.drawImage(ImageReader(jpeg), 0, 0, width, height)
        for word in words:
            text = canvas.beginText(word.x, word.y)
            text.setTextRenderMode(_INVISIBLE)
            text.setFont("Serif", word.size)
            if word.width is not None:
                text.setHorizScale(100 * word.width / stringWidth(word.text, "Serif", word.size))
            text.textOut(word.text)
            canvas.drawText(text)
        canvas.showPage()
    canvas.save()


def signature_stamp(lines: Sequence[str], width: float, height: float) -> list[LayerWord]:
    """The few words that a signing program writes into the upper right corner (points)."""
    return [LayerWord(line, width - 200, height - 20 - 9 * number, 7) for number, line in enumerate(lines)]


def english_wreck(image: Image.Image, *, dpi: int) -> list[LayerWord]:
    """What an OCR that knows English only makes of the page: the layer that many scanners leave.

    Raises:
        FileNotFoundError: Tesseract is not installed.
    """
    program = shutil.which("tesseract")
    if program is None:
        raise FileNotFoundError("tesseract makes the wrecked text layer; see planparse doctor")
    png = io.BytesIO()
    image.save(png, "PNG")
    call = [program, "stdin", "stdout", "-l", "eng", "--dpi", str(dpi), "tsv"]
    table = subprocess.run(call, input=png.getvalue(), capture_output=True, check=True).stdout.decode("utf-8")
    factor = 72 / dpi
    return [
        LayerWord(
            text=row["text"],
            x=int(row["left"]) * factor,
            y=(image.height - int(row["top"]) - int(row["height"])) * factor,
            size=max(4.0, int(row["height"]) * factor),
            width=int(row["width"]) * factor,
        )
        for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)
        if row["text"].strip()
    ]
