"""The embedded scan is what the page shows, however it was packed and turned."""

from __future__ import annotations

import dataclasses
import io
import zlib
from typing import TYPE_CHECKING

import numpy as np
import pypdfium2
import pytest
from handmade.pdf import PdfWriter
from PIL import Image

from planparse.errors import InputTooLarge
from planparse.ingest import open_document, scan
from planparse.settings import Limits, Settings

if TYPE_CHECKING:
    from numpy.typing import NDArray

WIDTH, HEIGHT = 413, 585
FLATE8 = "/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode"
SETTINGS = Settings(jobs=1)


def drawing() -> NDArray[np.uint8]:
    """Grey; no turn and no flip of it looks like it."""
    pixels = np.full((HEIGHT, WIDTH), 255, np.uint8)
    pixels[40:140, 40:340] = 0
    pixels[440:500, 60:110] = 110
    for column in range(150, 380, 12):
        pixels[300:308, column : column + 6] = 0
    return pixels


def grey_of(pixels: NDArray[np.uint8]) -> NDArray[np.float64]:
    return pixels.astype(float) if pixels.ndim == 2 else pixels.mean(axis=2)


def codings() -> dict[str, tuple[str, bytes]]:
    pixels = drawing()
    bits = np.packbits(pixels > 127, axis=1).tobytes()
    jpeg = io.BytesIO()
    Image.fromarray(pixels).convert("CMYK").save(jpeg, "JPEG", quality=92)
    one_bit = "/BitsPerComponent 1/Filter/FlateDecode"
    return {
        "grey": (FLATE8, zlib.compress(pixels.tobytes())),
        "negative": (FLATE8 + "/Decode[1 0]", zlib.compress((255 - pixels).tobytes())),
        "bits": ("/ColorSpace/DeviceGray" + one_bit, zlib.compress(bits)),
        "stencil": ("/ImageMask true" + one_bit, zlib.compress(bits)),
        "palette": (
            "/ColorSpace[/Indexed/DeviceRGB 1 <FFFFFF202020>]/BitsPerComponent 8/Filter/FlateDecode",
            zlib.compress((pixels < 200).astype(np.uint8).tobytes()),
        ),
        "cmyk jpeg": (
            "/ColorSpace/DeviceCMYK/BitsPerComponent 8/Filter/DCTDecode/Decode[1 0 1 0 1 0 1 0]",
            jpeg.getvalue(),
        ),
    }


def loaded(data: bytes, settings: Settings = SETTINGS) -> NDArray[np.uint8]:
    with open_document(data, settings=settings) as document:
        page = document.read_page(1)
    assert page.image is not None
    return page.image.pixels


def shown(data: bytes, dpi: float) -> NDArray[np.float64]:
    """The page as a reader draws it."""
    with pypdfium2.PdfDocument(data) as document:
        return grey_of(scan.render(document[0], dpi, Limits(), 1)[0])


def assert_same(found: NDArray[np.uint8], wanted: NDArray[np.float64]) -> None:
    height, width = (min(pair) for pair in zip(found.shape[:2], wanted.shape, strict=True))
    assert max(abs(a - b) for a, b in zip(found.shape[:2], wanted.shape, strict=True)) <= 1
    difference = np.abs(grey_of(found)[:height, :width] - wanted[:height, :width])
    assert difference.mean() < 6


@pytest.mark.parametrize("coding", codings())
def test_every_coding_gives_what_the_page_shows(coding: str) -> None:
    head, data = codings()[coding]
    writer = PdfWriter()
    writer.scan(writer.picture(data, WIDTH, HEIGHT, head))
    file = writer.file()
    assert_same(loaded(file, Settings(dpi=50)), shown(file, 50))


def test_a_soft_mask_lets_the_paper_through() -> None:
    writer = PdfWriter()
    mask = writer.picture(zlib.compress((255 - drawing()).tobytes()), WIDTH, HEIGHT, FLATE8)
    black = zlib.compress(bytes(WIDTH * HEIGHT))
    writer.scan(writer.picture(black, WIDTH, HEIGHT, FLATE8 + f"/SMask {mask} 0 R"))
    file = writer.file()
    assert_same(loaded(file, Settings(dpi=50)), shown(file, 50))


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize(
    ("matrix", "size"),
    [
        ("595 0 0 842 0 0", (595, 842)),
        ("-595 0 0 -842 595 842", (595, 842)),
        ("595 0 0 -842 0 842", (595, 842)),
        ("-595 0 0 842 595 0", (595, 842)),
        ("0 595 -842 0 842 0", (842, 595)),
        ("0 -595 842 0 0 595", (842, 595)),
        ("0 595 842 0 0 0", (842, 595)),
    ],
)
def test_every_turn_and_flip(matrix: str, size: tuple[float, float], rotate: int) -> None:
    writer = PdfWriter()
    picture = writer.picture(zlib.compress(drawing().tobytes()), WIDTH, HEIGHT, FLATE8)
    resources = f"/XObject<</I {picture} 0 R>>"
    writer.page(f"q {matrix} cm /I Do Q", size=size, resources=resources, extra=f"/Rotate {rotate}")
    file = writer.file()
    pixels = loaded(file)
    assert sorted(pixels.shape) == [WIDTH, HEIGHT]
    assert_same(pixels, shown(file, 50))


def test_the_scan_keeps_its_own_pixels_under_a_stamp_and_in_a_form() -> None:
    writer = PdfWriter()
    picture = writer.picture(zlib.compress(drawing().tobytes()), WIDTH, HEIGHT, FLATE8)
    stamp = writer.text("Ký bởi: Sở Nội vụ", 100, 700) + writer.text(
        "Thời gian ký: 24/01/2025 14:23", 100, 686
    )
    writer.scan(picture, over=stamp)
    with open_document(writer.file(), settings=SETTINGS) as document:
        page = document.read_page(1)
    assert page.image is not None
    assert np.array_equal(page.image.pixels, drawing())
    assert page.image.dpi == pytest.approx(50, abs=0.1)
    assert page.image.reason == "the text layer is only a signature stamp"
    assert [signature.signer for signature in page.signatures] == ["Sở Nội vụ"]


def test_strips_are_drawn_at_their_own_resolution() -> None:
    writer = PdfWriter()
    pixels = np.kron(drawing(), np.ones((7, 7), np.uint8))  # 350 dpi
    half = pixels.shape[0] // 2
    strips = [
        writer.picture(zlib.compress(strip.tobytes()), strip.shape[1], strip.shape[0], FLATE8)
        for strip in (pixels[:half], pixels[half:])
    ]
    writer.page(
        "q 595 0 0 421 0 421 cm /A Do Q q 595 0 0 421 0 0 cm /B Do Q",
        resources=f"/XObject<</A {strips[0]} 0 R/B {strips[1]} 0 R>>",
    )
    with open_document(writer.file(), settings=SETTINGS) as document:
        page = document.read_page(1)
    assert page.image is not None
    assert page.image.dpi == pytest.approx(350, abs=2)


def test_a_page_with_too_many_pixels_is_refused() -> None:
    writer = PdfWriter()
    writer.scan(writer.picture(zlib.compress(drawing().tobytes()), WIDTH, HEIGHT, FLATE8))
    with pytest.raises(InputTooLarge, match="413 × 585"):
        loaded(writer.file(), Settings(limits=Limits(page_pixels=200_000)))


def test_a_blank_back_needs_no_ocr() -> None:
    noise = np.random.default_rng(1).normal(245, 4, (HEIGHT * 2, WIDTH * 2)).clip(0, 255).astype(np.uint8)
    writer = PdfWriter()
    writer.scan(writer.picture(zlib.compress(noise.tobytes()), WIDTH * 2, HEIGHT * 2, FLATE8))
    with open_document(writer.file(), settings=SETTINGS) as document:
        page = document.read_page(1).page
    assert page is not None
    assert (page.blocks, page.origin, page.origin_reason) == ((), "ocr", "blank")


def test_a_picture_of_no_resolution_does_not_fill_the_page() -> None:
    whole = scan.Picture(None, (413, 585), (0.0, 0.0, 1.0, 1.0), 0, (150.0, 150.0))
    assert whole.whole_page
    assert not dataclasses.replace(whole, dpi=(150.0, 0.0)).whole_page
