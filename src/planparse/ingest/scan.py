"""The picture of a PDF page: the scan itself where the page is one, else a rendering.

A scan is taken as it lies in the file: no pixel is interpolated, nothing that was laid over it (a signature
stamp, a typed note) hides what the paper says.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import cv2
import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

from planparse.errors import InputDamaged, InputTooLarge
from planparse.workers import within

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from planparse.settings import Limits

_WHOLE_PAGE: Final = 0.03
"""How far, as a share of the page's side, a scan's edge may lie from the page's."""
_SQUARE: Final = 0.03
"""How much the two resolutions of a scan may differ; a fax has 204 × 98."""
_MOST_OBJECTS: Final = 20_000
_DEFAULT_DPI: Final = 300.0
_LEAST_DPI: Final = 100.0
_MOST_DPI: Final = 400.0
_LIGHTER: Final = (
    "print it to a new PDF and ingest that, or give [limits] draw_seconds in planparse.toml more"
)


@dataclass(frozen=True, slots=True)
class Picture:
    """One image on a page.

    `box` is left, bottom, right, top as shares of the page's crop box before /Rotate; `turn` the quarter
    turns counter-clockwise and `mirrored` the flip that lay it on the page; None where it lies aslant.
    """

    handle: Any
    size: tuple[int, int]
    box: tuple[float, float, float, float]
    turn: int | None
    dpi: tuple[float, float]
    mirrored: bool = False

    @property
    def whole_page(self) -> bool:
        """Whether it fills the page, upright or turned, with square pixels."""
        left, bottom, right, top = self.box
        edges = max(abs(left), abs(bottom), abs(1 - right), abs(1 - top))
        square = abs(self.dpi[0] - self.dpi[1]) <= _SQUARE * self.dpi[1]  # of 0 dpi where damaged
        return edges <= _WHOLE_PAGE and square and self.turn is not None

    @property
    def is_stencil(self) -> bool:
        """Whether it is no picture but a mask that colour is painted through, or nobody knows its colours."""
        return bool(self.handle.get_metadata().colorspace == pdfium.FPDF_COLORSPACE_UNKNOWN)

    @property
    def share(self) -> float:
        """The share of the page that it covers, 0..1."""
        left, bottom, right, top = (min(1.0, max(0.0, side)) for side in self.box)
        return max(0.0, right - left) * max(0.0, top - bottom)


@dataclass(frozen=True, slots=True)
class Survey:
    """What lies on a page, without decoding any of it."""

    pictures: tuple[Picture, ...]
    texts: int
    """Text objects, seen or not."""
    drawn_texts: int
    """Text objects that a reader sees; an OCR layer's are invisible."""

    @property
    def picture_share(self) -> float:
        """The share of the page under pictures, 0..1; those that overlap count twice."""
        return min(1.0, sum(picture.share for picture in self.pictures))

    @property
    def scan(self) -> Picture | None:
        """The one picture that is the whole page."""
        whole = [picture for picture in self.pictures if picture.whole_page]
        others = sum(picture.share for picture in self.pictures if not picture.whole_page)
        return whole[0] if len(whole) == 1 and others < _WHOLE_PAGE else None


def survey(page: pypdfium2.PdfPage) -> Survey:
    """Look through the objects of a page, forms included, the first twenty thousand of them."""
    pictures: list[Picture] = []
    texts = drawn = 0
    for item in islice(page.get_objects(max_depth=6), _MOST_OBJECTS):
        if item.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictures.append(_picture(item, page))
        elif item.type == pdfium.FPDF_PAGEOBJ_TEXT:
            texts += 1
            drawn += pdfium.FPDFTextObj_GetTextRenderMode(item) != pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
    return Survey(tuple(pictures), texts, drawn)


def _picture(item: Any, page: pypdfium2.PdfPage) -> Picture:
    matrix = item.get_matrix()
    container = item.container
    while container is not None:
        matrix = matrix.multiply(container.get_matrix())
        container = container.container
    a, b, c, d, e, f = matrix.get()
    xs, ys = (e, e + a, e + c, e + a + c), (f, f + b, f + d, f + b + d)
    left, bottom, right, top = page.get_cropbox()
    width, height = max(right - left, 1e-6), max(top - bottom, 1e-6)
    box = (
        (min(xs) - left) / width,
        (min(ys) - bottom) / height,
        (max(xs) - left) / width,
        (max(ys) - bottom) / height,
    )
    size = item.get_px_size()
    sides = (math.hypot(a, b), math.hypot(c, d))
    dpi = tuple(pixels * 72.0 / max(side, 1e-6) for pixels, side in zip(size, sides, strict=True))
    turn, mirrored = _lie(a, b, c, d)
    return Picture(item, size, box, turn, (dpi[0], dpi[1]), mirrored)


def _lie(a: float, b: float, c: float, d: float) -> tuple[int | None, bool]:
    """Quarter turns counter-clockwise and mirroring of an image matrix; None where it is aslant."""
    straight, across = max(abs(a), abs(d)), max(abs(b), abs(c))
    if min(straight, across) > 0.01 * max(straight, across):
        return None, False
    mirrored = a * d - b * c < 0
    if straight > across:
        return (0 if a > 0 else 2), mirrored
    return (1 if b > 0 else 3), mirrored


def picture_pixels(picture: Picture, rotation: int, most: int, number: int) -> NDArray[np.uint8]:
    """A scan's own pixels, upright as a reader holds the page.

    Args:
        picture: one that is the whole page.
        rotation: the page's /Rotate, degrees clockwise.
        most: bound on the pixels of a page.
        number: the page, for messages.

    Returns:
        Height × width grey or height × width × 3 RGB.

    Raises:
        InputTooLarge: it declares more pixels than `most`.
        InputDamaged: it cannot be decoded.
    """
    check_picture(picture, most, number)
    try:
        pixels = _to_array(picture.handle.get_bitmap(render=False))
    except (pypdfium2.PdfiumError, ValueError, MemoryError) as error:
        raise InputDamaged(f"the scan on page {number} cannot be decoded") from error
    if picture.mirrored:
        pixels = pixels[::-1]
    quarter_turns = (picture.turn or 0) - rotation // 90
    return np.ascontiguousarray(np.rot90(pixels, quarter_turns % 4))


def check_picture(picture: Picture, most: int, number: int) -> None:
    """Refuse a picture by the size that it declares.

    Raises:
        InputTooLarge: it has more than `most` pixels.
    """
    width, height = picture.size
    if width * height > most:
        raise InputTooLarge(
            f"page {number} has {width} × {height} pixels, more than the {most // 1_000_000} million allowed"
        )


def render(
    page: pypdfium2.PdfPage, dpi: float, limits: Limits, number: int
) -> tuple[NDArray[np.uint8], float]:
    """The page drawn in RGB, without annotations.

    Args:
        page: an open page.
        dpi: the resolution wished for; less is given where the page is too large.
        limits: bounds on its pixels and, in a worker, on the time that drawing takes.
        number: the page, for messages.

    Returns:
        Height × width × 3 RGB, and the resolution that it has.

    Raises:
        InputTooLarge: even at 100 dpi it has more pixels than it may.
    """
    width, height = page.get_size()
    highest = math.sqrt(limits.page_pixels / max(width * height, 1.0)) * 72.0 * 0.999
    if highest < _LEAST_DPI:
        raise InputTooLarge(
            f"page {number} measures {width / 72:.0f} × {height / 72:.0f} inches, too large to draw",
            "print it to A4 or A3 and ingest that",
        )
    dpi = min(dpi, highest)
    with within(limits.draw_seconds, f"drawing page {number}", _LIGHTER):
        bitmap = page.render(scale=dpi / 72.0, may_draw_forms=False, draw_annots=False, rev_byteorder=True)
    return np.array(bitmap.to_numpy()[:, :, :3]), dpi


def rendering_dpi(pictures: Sequence[Picture], wished: int | None) -> float:
    """The resolution to draw a page at: the wish, or that of its finest large picture, 300 at least."""
    if wished:
        return float(wished)
    large = [max(picture.dpi) for picture in pictures if picture.share > 0.1]  # noqa: PLR2004 - no logo or seal
    return min(_MOST_DPI, max([_DEFAULT_DPI, *large]))


def _to_array(bitmap: Any) -> NDArray[np.uint8]:
    pixels = np.asarray(bitmap.to_numpy(), dtype=np.uint8)
    if pixels.ndim == 3 and pixels.shape[2] == 1:  # noqa: PLR2004 - height × width × channels
        pixels = pixels[:, :, 0]
    if pixels.ndim == 2:  # noqa: PLR2004 - grey
        return pixels
    coding = cv2.COLOR_BGR2RGB if pixels.shape[2] == 3 else cv2.COLOR_BGRA2RGB  # noqa: PLR2004 - channels
    return np.asarray(cv2.cvtColor(pixels, coding), dtype=np.uint8)  # pdfium gives blue first
