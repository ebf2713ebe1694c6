"""What happens to a sheet between the printer and the file: noise, specks, skew, uneven light, a lens.

Sheets are uint8 arrays, height × width × 3, RGB, white 255. Every effect takes its own generator or none, so
that the same seed gives the same scan.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
import pypdfium2

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    Sheet = NDArray[np.uint8]
    Picture = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class Wear:
    """How a scan differs from the print."""

    dpi: int
    skew: float = 0.0
    """Largest angle, degrees; each page gets its own within it."""
    blur: float = 0.0
    """Sigma of the optics, pixels."""
    noise: float = 0.0
    """Sigma of the sensor's noise, grey levels."""
    specks: int = 0
    """Specks of dirt a page."""
    shade: float = 0.0
    """How much darker the darkest corner is, 0..1."""
    fade: float = 0.0
    """How far black toner has turned grey, 0..1."""
    grey: bool = False


CLEAN = Wear(dpi=300, skew=0.15, blur=0.6, noise=1.0)
POOR = Wear(dpi=200, skew=0.9, blur=0.75, noise=7.0, specks=260, shade=0.16, fade=0.22, grey=True)


def sheets(pdf: Path, dpi: int) -> list[Sheet]:
    """Every page of a PDF as a sheet."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [
            np.asarray(page.render(scale=dpi / 72).to_pil().convert("RGB"), dtype=np.uint8)
            for page in document
        ]


def scan(sheet: Sheet, wear: Wear, seed: int) -> Sheet:
    """One sheet through an office scanner; grey where `wear` says so, always three channels."""
    rng = np.random.default_rng(seed)
    picture: Picture = sheet.astype(np.float32)
    picture = _turned(picture, float(rng.uniform(-wear.skew, wear.skew)))
    picture = 255 - (255 - picture) * (1 - wear.fade)
    if wear.blur:
        picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), wear.blur))
    picture = picture * _light(picture.shape[:2], wear.shade, rng)[..., None]
    picture = _dirtied(picture, wear.specks, rng)
    if wear.grey:
        picture = np.repeat(picture.mean(axis=2, keepdims=True), 3, axis=2)
    grain = cv2.GaussianBlur(rng.normal(0, 1, picture.shape[:2]).astype(np.float32), (0, 0), 0.7)
    sensor: Picture = grain * np.float32(wear.noise / max(float(grain.std()), 1e-6))
    return _bytes(picture + sensor[..., None])


def photograph(sheet: Sheet, seed: int) -> Sheet:
    """One sheet on a desk under a lamp, taken freehand: perspective, shadow, a blueish cast, soft focus."""
    rng = np.random.default_rng(seed)
    height, width = sheet.shape[:2]
    border = int(width * 0.05)
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    places = corners + border + rng.uniform(-0.016, 0.016, (4, 2)).astype(np.float32) * width
    size = (width + 2 * border, height + 2 * border)
    lens = cv2.getPerspectiveTransform(corners, places)
    desk = np.array([92, 78, 66], np.float32)
    flat = sheet.astype(np.float32)
    seen = cv2.warpPerspective(flat, lens, size, flags=cv2.INTER_AREA, borderValue=desk.tolist())
    soft: Picture = np.asarray(cv2.GaussianBlur(seen, (0, 0), 0.8))
    lit = soft * _light(soft.shape[:2], 0.3, rng)[..., None] * np.array([0.93, 0.95, 0.97], np.float32)
    return _bytes(lit + rng.normal(0, 2.5, lit.shape))


def bitonal(sheet: Sheet) -> NDArray[np.bool_]:
    """Black and white as an office copier saves text: True where the paper shows."""
    grey = cv2.cvtColor(sheet, cv2.COLOR_RGB2GRAY)
    level, _ = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    return grey > level


def has_colour(sheet: Sheet, share: float = 0.0005) -> bool:
    """Whether ink other than black covers more than `share` of the sheet."""
    spread = sheet.max(axis=2).astype(np.int16) - sheet.min(axis=2)
    return bool((spread > 60).mean() > share)  # noqa: PLR2004 - grey levels between the strongest and weakest channel


def _turned(picture: Picture, degrees: float) -> Picture:
    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    turned = cv2.warpAffine(
        picture, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255)
    )
    return np.asarray(turned, np.float32)


def _light(shape: tuple[int, ...], shade: float, rng: np.random.Generator) -> Picture:
    """Brightness between 1 - shade and 1, smooth, with one dark side."""
    coarse = rng.uniform(0.55, 1, (3, 3)).astype(np.float32)
    coarse[:, rng.integers(0, 2) * 2] -= 0.45
    smooth = cv2.resize(coarse, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC)
    smooth = (smooth - smooth.min()) / max(float(np.ptp(smooth)), 1e-6)
    return np.asarray(1 - shade * (1 - smooth), np.float32)


def _dirtied(picture: Picture, specks: int, rng: np.random.Generator) -> Picture:
    height, width = picture.shape[:2]
    for _ in range(specks):
        at = (int(rng.integers(0, width)), int(rng.integers(0, height)))
        grey = float(rng.uniform(30, 150))
        cv2.circle(picture, at, int(rng.integers(0, 3)), (grey, grey, grey), -1, cv2.LINE_AA)
    return picture


def _bytes(picture: Picture) -> Sheet:
    return np.asarray(np.clip(np.rint(picture), 0, 255), np.uint8)
