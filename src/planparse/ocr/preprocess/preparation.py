"""The way of a page image to the picture that is read, step by step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from planparse.ocr.preprocess.colour import has_coloured_ink, lift_stamps, to_grey
from planparse.ocr.preprocess.dotted import draw_dotted_rules
from planparse.ocr.preprocess.letters import Ink, common_height, find_ink
from planparse.ocr.preprocess.light import even_light, is_uneven, paper_brightness
from planparse.ocr.preprocess.orientation import Orientation, find_orientation, turned_boxes
from planparse.ocr.preprocess.perspective import find_sheet, lay_flat
from planparse.ocr.preprocess.seals import lift_seals
from planparse.ocr.preprocess.skew import find_skew, straighten
from planparse.ocr.preprocess.specks import (
    clear_paper,
    grain,
    is_grainy,
    remove_specks,
    remove_streaks,
    smooth_grain,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from planparse.model.page import PageImage
    from planparse.ocr.preprocess.steps import Diary
    from planparse.settings import Settings

READING_HEIGHT = 18.0
"""The x-height, in pixels, that Tesseract reads best: print of 14 points at 200 dpi."""
_KEEP = (0.85, 1.2)
"""Scales within which a picture stays as it is: scaling costs a little sharpness and time."""
_TYPICAL_HEIGHT = 6.48
"""Points: the x-height of the 14-point print of decree 30/2020."""
_QUARTERS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}
_FEWEST_LETTERS = 8


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A page ready to be read: upright, straight, grey, at reading size.

    `pixels_per_point` brings boxes back to points; `rotation` and `skew` are the degrees that were undone.
    """

    pixels: NDArray[np.uint8]
    ink: Ink
    pixels_per_point: float
    rotation: int = 0
    rotation_sure: bool = False
    skew: float = 0.0
    blank: bool = False

    @property
    def dpi(self) -> int:
        """Dots an inch, whole."""
        return max(70, round(self.pixels_per_point * 72))


def prepare(image: PageImage, settings: Settings, diary: Diary) -> Picture:
    """Take a page image through every step that the settings leave on.

    Steps are told to `diary` as they are done; those that find nothing to do are not told.
    """
    steps = settings.image_steps
    per_point = image.dpi / 72
    pixels = _lay_flat(image.pixels, diary) if steps.rectify else image.pixels
    coloured = steps.lift_stamps and has_coloured_ink(pixels)
    evened = _even(pixels if coloured else to_grey(pixels), diary) if steps.even_light else pixels
    grey = _without_stamps(evened, diary) if coloured else to_grey(evened)
    seen, ink = grey, find_ink(grey)
    if ink.print_count < _FEWEST_LETTERS:
        diary.note("blank", grey)
        return Picture(grey, ink, per_point, blank=True)
    orientation = find_orientation(ink) if steps.orient else Orientation(0, sure=True)
    letters = turned_boxes(ink.letter_boxes, orientation.degrees)
    height = common_height(letters, max(grey.shape))
    factor = _scale(height, per_point, settings)
    if steps.despeckle and factor >= 1:  # hair-fine lines are found where the picture is smaller
        grey = _without_streaks(grey, diary)
    grey = _resize(grey, factor, diary)
    if steps.despeckle and factor < 1:
        grey = _without_streaks(grey, diary)
    grey = _turn(grey, orientation.degrees, diary)
    skew = find_skew(letters, height) if steps.deskew else 0.0
    grey = _straight(grey, skew, diary)
    noise = grain(grey) if steps.despeckle else 0.0
    if is_grainy(noise):
        grey = _smooth(grey, diary)
    ink = ink if grey is seen else find_ink(grey)
    if steps.find_tables:
        grey, ink = _with_dotted_rules(grey, ink, diary)
    if steps.despeckle:
        grey, ink = _without_specks(grey, ink, noise, diary)
    if steps.lift_stamps:
        grey, ink = _without_seals(grey, ink, diary)
    if steps.despeckle:
        grey = clear_paper(grey)
        diary.note("clear_paper", grey, told=False)
    return Picture(grey, ink, per_point * factor, orientation.degrees, orientation.sure, skew)


def turn(pixels: NDArray[np.uint8], degrees: int) -> NDArray[np.uint8]:
    """A picture turned clockwise by 0, 90, 180 or 270 degrees."""
    return cv2.rotate(pixels, _QUARTERS[degrees]).astype(np.uint8, copy=False) if degrees else pixels


def _lay_flat(pixels: NDArray[np.uint8], diary: Diary) -> NDArray[np.uint8]:
    corners = find_sheet(pixels)
    if corners is None:
        return pixels
    flat = lay_flat(pixels, corners)
    diary.note("rectify", flat)
    return flat


def _even(pixels: NDArray[np.uint8], diary: Diary) -> NDArray[np.uint8]:
    """Before stamps are lifted: ink that has become lighter than the shade around it is no paper to go by."""
    paper = paper_brightness(pixels)
    if not is_uneven(paper):
        return pixels
    even = even_light(pixels, paper)
    diary.note("even_light", even)
    return even


def _without_stamps(pixels: NDArray[np.uint8], diary: Diary) -> NDArray[np.uint8]:
    grey = lift_stamps(pixels)
    diary.note("lift_stamps", grey)
    return grey


def _scale(height: float, per_point: float, settings: Settings) -> float:
    if settings.dpi is not None:
        return settings.dpi / (per_point * 72)
    if not settings.image_steps.scale:
        return 1.0
    factor = READING_HEIGHT / (height or _TYPICAL_HEIGHT * per_point)
    low, high = _KEEP
    return 1.0 if low <= factor <= high else round(min(4.0, factor), 3)


def _resize(grey: NDArray[np.uint8], factor: float, diary: Diary) -> NDArray[np.uint8]:
    if factor == 1.0:
        return grey
    method = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    scaled = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=method).astype(np.uint8, copy=False)
    diary.note(f"scale {factor:.2f}", scaled)
    return scaled


def _turn(grey: NDArray[np.uint8], degrees: int, diary: Diary) -> NDArray[np.uint8]:
    if degrees == 0:
        return grey
    upright = turn(grey, degrees)
    diary.note(f"orient {degrees}", upright)
    return upright


def _straight(grey: NDArray[np.uint8], skew: float, diary: Diary) -> NDArray[np.uint8]:
    if not skew:
        return grey
    straight = straighten(grey, skew)
    diary.note(f"deskew {skew:g}", straight)
    return straight


def _without_streaks(grey: NDArray[np.uint8], diary: Diary) -> NDArray[np.uint8]:
    clean, streaks = remove_streaks(grey)
    if not streaks:
        return grey
    diary.note(f"streaks {streaks}", clean)
    return clean


def _with_dotted_rules(grey: NDArray[np.uint8], ink: Ink, diary: Diary) -> tuple[NDArray[np.uint8], Ink]:
    drawn, rules = draw_dotted_rules(grey, ink)
    if not rules:
        return grey, ink
    diary.note(f"dotted_rules {rules}", drawn)
    return drawn, find_ink(drawn)


def _without_specks(
    grey: NDArray[np.uint8], ink: Ink, noise: float, diary: Diary
) -> tuple[NDArray[np.uint8], Ink]:
    """The picture without specks; light grain among many is smoothed, and the picture looked at again."""
    clean, specks = remove_specks(grey, ink)
    if is_grainy(noise, specks) and not is_grainy(noise):
        grey = _smooth(grey, diary)
        ink = find_ink(grey)
        clean, specks = remove_specks(grey, ink)
    if specks:
        diary.note(f"specks {specks}", clean)
    return clean, ink


def _smooth(grey: NDArray[np.uint8], diary: Diary) -> NDArray[np.uint8]:
    smooth = smooth_grain(grey)
    diary.note("smooth_grain", smooth)
    return smooth


def _without_seals(grey: NDArray[np.uint8], ink: Ink, diary: Diary) -> tuple[NDArray[np.uint8], Ink]:
    clean, seals = lift_seals(grey, ink)
    if not seals:
        return grey, ink
    diary.note(f"seals {seals}", clean)
    return clean, find_ink(clean)
