from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image

from planparse.errors import InputDamaged, InputTooLarge
from planparse.ingest import open_document
from planparse.settings import Limits, Settings

if TYPE_CHECKING:
    from planparse.model.page import PageImage

SETTINGS = Settings(jobs=1)


def paper(width: int = 827, height: int = 1169, mode: str = "RGB") -> Image.Image:
    """Rows of marks, a bar at the top left."""
    pixels = np.full((height, width), 255, np.uint8)
    pixels[60:100, 60:300] = 30
    for row in range(200, height - 100, 30):
        for column in range(100, width - 100, 14):
            pixels[row : row + 10, column : column + 7] = 30
    return Image.fromarray(pixels).convert(mode)


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def first(data: bytes, settings: Settings = SETTINGS) -> PageImage:
    with open_document(data, settings=settings) as document:
        loaded = document.read_page(1)
    assert loaded.image is not None
    return loaded.image


@pytest.mark.parametrize("kind", ["TIFF", "PNG", "JPEG", "WEBP"])
def test_every_kind_of_picture(kind: str) -> None:
    image = first(saved(paper(), kind))
    assert image.pixels.shape == (1169, 827, 3)
    assert image.pixels.dtype == np.uint8
    assert image.dpi == pytest.approx(100, abs=0.1)
    assert (image.width, image.height) == pytest.approx((595.4, 841.7), abs=1)


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "CMYK", "I;16"])
def test_every_mode_of_pixels(mode: str) -> None:
    source = paper(mode="L")
    if mode == "I;16":
        source = Image.fromarray(np.asarray(source).astype(np.uint16) * 257)
    else:
        source = source.convert(mode)
    pixels = first(saved(source, "TIFF" if mode in {"CMYK", "I;16"} else "PNG")).pixels
    assert pixels.shape[:2] == (1169, 827)
    assert pixels[80, 100].max() < 60
    assert pixels[20, 20].min() > 240


def test_what_is_clear_is_white() -> None:
    clear = paper(mode="RGBA")
    clear.putalpha(Image.eval(paper(mode="L"), lambda value: 255 - value))
    pixels = first(saved(clear, "PNG")).pixels
    assert pixels[20, 20].min() == 255
    assert pixels[80, 100].max() < 80


def test_a_tiff_of_many_pages() -> None:
    pages = [paper(), paper(1169, 827), paper(mode="L")]
    data = saved(pages[0], "TIFF", save_all=True, append_images=pages[1:], dpi=(100, 100))
    with open_document(data, settings=SETTINGS) as document:
        assert document.info.page_count == 3
        assert document.info.media_type == "image/tiff"
        shapes = [page.image.pixels.shape for n in (3, 2, 1) if (page := document.read_page(n)).image]
    assert shapes == [(1169, 827), (827, 1169, 3), (1169, 827, 3)]


def test_declared_resolution_is_believed_where_it_can_be() -> None:
    assert first(saved(paper(), "PNG", dpi=(200, 200))).dpi == pytest.approx(200, abs=0.1)
    # A camera's 72 dpi would make this page 29 inches wide.
    assert first(saved(paper(2100, 2970), "JPEG", dpi=(72, 72))).dpi == pytest.approx(254, abs=1)


@pytest.mark.parametrize(
    ("orientation", "corner"), [(1, (80, 100)), (3, (-80, -100)), (6, (100, -80)), (8, (-100, 80))]
)
def test_exif_orientation_is_undone(orientation: int, corner: tuple[int, int]) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    pixels = first(saved(paper(), "JPEG", exif=exif.tobytes(), quality=95)).pixels
    assert pixels[corner].max() < 90
    turned = orientation in {6, 8}
    assert (pixels.shape[1] > pixels.shape[0]) is turned


def test_a_blank_picture_is_a_blank_page() -> None:
    with open_document(saved(Image.new("L", (827, 1169), 250), "PNG"), settings=SETTINGS) as document:
        page = document.read_page(1).page
    assert page is not None
    assert page.origin_reason == "blank"


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_cut_picture_is_read_as_far_as_it_goes(kind: str) -> None:
    data = saved(paper(), kind)
    with open_document(data[: len(data) * 6 // 10], settings=SETTINGS) as document:
        loaded = document.read_page(1)
    assert [notice.code for notice in loaded.notices] == ["file_truncated"]
    assert loaded.image is not None
    marks = np.asarray(paper())[:, :, 0] < 128
    found = loaded.image.pixels.reshape(*marks.shape, -1)[:, :, 0] < 100
    assert found[:500][marks[:500]].mean() > 0.95


def test_a_picture_cut_before_any_print_is_damaged() -> None:
    data = saved(paper(), "PNG")
    with pytest.raises(InputDamaged, match="page 1 is broken off before any print"):
        first(data[:200])


def test_pixels_are_counted_before_they_are_decoded() -> None:
    with pytest.raises(InputTooLarge, match="827 × 1169"):
        first(saved(paper(), "PNG"), Settings(limits=Limits(page_pixels=900_000)))


@pytest.mark.parametrize("size", [(1, 1), (5000, 3), (3, 5000)])
def test_a_picture_of_a_few_pixels_is_a_blank_page(size: tuple[int, int]) -> None:
    with open_document(saved(Image.new("L", size, 0), "PNG"), settings=SETTINGS) as document:
        page = document.read_page(1).page
    assert page is not None
    assert page.origin_reason == "blank"
