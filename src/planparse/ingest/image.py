"""Pictures: TIFF of many pages, PNG, JPEG and WebP, turned the way their EXIF says."""

from __future__ import annotations

import io
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import numpy as np
from PIL import Image, ImageOps
from PIL import ImageFile as Decoding

from planparse.errors import InputDamaged, InputError, InputTooLarge
from planparse.ingest import ink, sniff
from planparse.ingest.base import OpenFile
from planparse.ingest.quiet import quiet
from planparse.model.page import Notice, Page, PageImage
from planparse.model.source import LoadedPage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from planparse.settings import Settings

_PLAUSIBLE_DPI: Final = (50.0, 1300.0)
_A4_POINTS: Final = (595.3, 841.9)
_FORMATS: Final = ("TIFF", "PNG", "JPEG", "WEBP")  # a phone's MPO opens as JPEG
_GREY_MODES: Final = frozenset({"1", "L", "I", "I;16", "I;16B", "I;16L", "F", "LA", "La"})
_SIXTEEN_BITS = 65535
_AGAIN: Final = "scan or save it again"


class ImageFile(OpenFile):
    """A picture file, one page a frame.

    Args:
        source: a path, or the bytes themselves.
        name: what the file is called in the output.
        media_type: told by content.
        settings: bounds.

    Raises:
        InputDamaged: it cannot be opened as the picture that it claims to be.
        InputTooLarge: it has more pages than ``settings.limits`` allows.
    """

    def __init__(self, source: Path | bytes, name: str, media_type: str, settings: Settings) -> None:
        self._image = _open(source, name)
        self._limits = settings.limits
        # A phone's MPO holds previews, an animated PNG or WebP frames: only TIFF has pages.
        pages = _frame_count(self._image, name) if media_type == sniff.TIFF else 1
        if pages > settings.limits.pages:
            raise InputTooLarge(f"the file has {pages} pages, more than the {settings.limits.pages} allowed")
        super().__init__(source, name, media_type, pages)

    def read_page(self, number: int) -> LoadedPage:
        """The picture of one page, its resolution as declared or as A4 paper would have it.

        Raises:
            InputDamaged: this frame cannot be decoded.
            InputTooLarge: it has more pixels than ``settings.limits.page_pixels``.
        """
        self._check_number(number)
        return self.read_frame(number, number)

    def read_frame(self, frame: int, number: int) -> LoadedPage:
        """One frame as a page of any number: a picture may be the seventh page of a document.

        Args:
            frame: of this file, from 1.
            number: of the page.

        Raises:
            InputError: as :meth:`read_page`.
        """
        started = time.perf_counter()
        pixels, dpi, notices = self._decode(frame, number)
        height, width = (side * 72.0 / dpi for side in pixels.shape[:2])
        if ink.is_blank(pixels, dpi):
            if notices:
                raise InputDamaged(f"page {number} is broken off before any print", _AGAIN)
            page = Page(number, width, height, (), origin="ocr", origin_reason="blank")
            return LoadedPage(page, None, seconds=time.perf_counter() - started)
        image = PageImage(number, pixels, dpi, width, height, reason="the file is a picture")
        return LoadedPage(None, image, seconds=time.perf_counter() - started, notices=notices)

    def close(self) -> None:
        """Let go of the file."""
        self._image.close()

    def _decode(self, frame: int, number: int) -> tuple[NDArray[np.uint8], float, tuple[Notice, ...]]:
        with _damage(f"page {number} cannot be decoded"):
            self._image.seek(frame - 1)
            check_pixels(*self._image.size, self._limits.page_pixels, number)
            dpi = _resolution(self._image)
            whole = _loaded(self._image)
            pixels = rgb_or_grey(ImageOps.exif_transpose(self._image))
        told = Notice("file_truncated", "the picture is broken off: its foot is missing", number)
        return pixels, dpi, () if whole else (told,)


def check_pixels(width: int, height: int, most: int, number: int) -> None:
    """Refuse a picture by its declared size, before any of it is decoded.

    Raises:
        InputTooLarge: it has more pixels than `most`.
    """
    if width * height > most:
        raise InputTooLarge(
            f"page {number} has {width} × {height} pixels, more than the {most // 1_000_000} million allowed"
        )


def _loaded(image: Image.Image) -> bool:
    """Decode a picture, and what there is of one that is broken off; whether it was whole.

    Raises:
        OSError: nothing of it can be decoded.
    """
    try:
        image.load()
    except OSError:
        before = Decoding.LOAD_TRUNCATED_IMAGES
        Decoding.LOAD_TRUNCATED_IMAGES = True  # Pillow knows no other way; a worker reads one page at a time
        try:
            image.load()
        finally:
            Decoding.LOAD_TRUNCATED_IMAGES = before
        return False
    return True


def rgb_or_grey(image: Image.Image) -> NDArray[np.uint8]:
    """Pixels as the later stages want them: grey, or RGB with three channels; what is clear is white."""
    if image.mode in {"LA", "La", "PA", "RGBA", "RGBa"} or "transparency" in image.info:
        clear = image.convert("RGBA")
        paper = Image.new("RGBA", clear.size, "white")
        image = Image.alpha_composite(paper, clear).convert("L" if image.mode in _GREY_MODES else "RGB")
    if image.mode.startswith(("I", "F")):
        return _eight_bits(np.asarray(image))
    target = "L" if image.mode in _GREY_MODES else "RGB"
    return np.asarray(image if image.mode == target else image.convert(target), dtype=np.uint8)


def _eight_bits(values: NDArray[np.generic]) -> NDArray[np.uint8]:
    numbers = values.astype(np.float64)
    top = _SIXTEEN_BITS if numbers.max(initial=0.0) > 255 else 255.0  # noqa: PLR2004 - eight bits
    return np.clip(numbers * 255.0 / top, 0, 255).astype(np.uint8)


def _open(source: Path | bytes, name: str) -> Image.Image:
    with _damage(f"{name} cannot be opened as a picture"):
        return Image.open(io.BytesIO(source) if isinstance(source, bytes) else source, formats=_FORMATS)


def _frame_count(image: Image.Image, name: str) -> int:
    with _damage(f"the pages of {name} cannot be counted"):
        return int(getattr(image, "n_frames", 1))


@contextmanager
def _damage(what: str) -> Iterator[None]:
    """Whatever a broken picture makes Pillow raise, as an error of ours."""
    try:
        with quiet():
            yield
    except InputError:
        raise
    except Image.DecompressionBombError as error:
        raise InputTooLarge(f"{what}: it declares more pixels than any page has") from error
    except Exception as error:
        raise InputDamaged(f"{what}: {_one_line(error)}", _AGAIN) from error


def _resolution(image: Image.Image) -> float:
    declared = image.info.get("dpi")
    if declared:
        dpi = float(max(declared))
        if _PLAUSIBLE_DPI[0] <= dpi <= _PLAUSIBLE_DPI[1] and not _screen_default(dpi, image.size):
            return dpi
    # A photograph or a screen picture tells nothing: take it as a whole A4 page.
    short, long = sorted(image.size)
    return max(short / _A4_POINTS[0], long / _A4_POINTS[1]) * 72.0


def _screen_default(dpi: float, size: tuple[int, int]) -> bool:
    """72 and 96 are what cameras and screens write where they know nothing; a huge page gives it away."""
    return dpi in {72.0, 96.0} and max(size) / dpi * 72.0 > 2 * _A4_POINTS[0]


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__
