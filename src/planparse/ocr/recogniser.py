"""The conductor of a page: picture → steps → reading → lines → blocks."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from planparse.model.page import Notice, Page
from planparse.ocr.engine import ReadingFailed, ReadingTimedOut, Segmentation
from planparse.ocr.engines import open_engine
from planparse.ocr.figures import mend_figures
from planparse.ocr.letter_number import confirm_number
from planparse.ocr.list_letters import confirm_list_letters
from planparse.ocr.montage import assemble
from planparse.ocr.numerals import confirm_numerals
from planparse.ocr.preprocess import Diary, Picture, find_ink, prepare, turn
from planparse.ocr.reading import Reading
from planparse.ocr.regions import find_regions
from planparse.ocr.second import read_again
from planparse.ocr.signature import read_signature
from planparse.ocr.tidy import without_stray_marks

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from planparse.model.judge import LineJudge
    from planparse.model.page import Block, Line, PageImage, Table
    from planparse.ocr.engine import Engine
    from planparse.settings import Settings

_BADLY_READ = 0.6
"""Mean confidence below which a page may stand on its head: upright print gives 0.96, turned 0.41."""


class Recogniser:
    """Reads page images.

    Args:
        settings: which engine and which steps.
        judge: weighs two readings of a line; without it their confidence decides.
        engine: reads the pictures; by default the one that the settings ask for.

    Raises:
        OcrUnavailable: no engine, or no Vietnamese data for it.
    """

    def __init__(
        self, settings: Settings, judge: LineJudge | None = None, *, engine: Engine | None = None
    ) -> None:
        self._settings = settings
        self._judge = judge
        self._engine = engine or open_engine(settings)

    def read(self, image: PageImage, layer: Page | None = None) -> Page:
        """One page, upright, its words with boxes in points of the straightened page.

        A page that cannot be read comes back without blocks and with a notice (``ocr_failed``,
        ``page_timeout``).

        Args:
            image: the picture of the page.
            layer: what a wrecked or thin text layer said; it is not asked (docs/adr/0044).
        """
        del layer
        started = time.perf_counter()
        diary = Diary(image.number, self._settings.debug_images)
        picture = prepare(image, self._settings, diary)
        blocks: tuple[Block | Table, ...] = ()
        notices: list[Notice] = []
        try:
            if not picture.blank:
                reading = self._read_upright(picture, diary, started)
                picture, blocks = reading.picture, reading.blocks()
                notices += _doubts(reading, image.number)
        except ReadingTimedOut as error:
            notices.append(Notice("page_timeout", error.message, image.number))
        except ReadingFailed as error:
            notices.append(Notice("ocr_failed", error.message, image.number))
        height, width = (side / picture.pixels_per_point for side in picture.pixels.shape)
        return Page(
            image.number,
            width=round(width, 2),
            height=round(height, 2),
            blocks=blocks,
            origin="ocr",
            origin_reason=image.reason,
            rotation=picture.rotation,
            skew=picture.skew,
            seconds=round(time.perf_counter() - started, 3),
            steps=tuple(diary.steps),
            notices=tuple(notices),
        )

    def _read_upright(self, picture: Picture, diary: Diary, started: float) -> Reading:
        reading = self._read_parts(picture, diary, started)
        may_turn = self._settings.image_steps.orient and not picture.rotation_sure
        if not may_turn or reading.confidence >= _BADLY_READ:
            return reading
        turned = turn(picture.pixels, 180)
        other = replace(picture, pixels=turned, ink=find_ink(turned), rotation=(picture.rotation + 180) % 360)
        other_reading = self._read_parts(other, diary, started)
        if other_reading.confidence <= reading.confidence:
            return reading
        diary.note("orient 180", other.pixels)
        return other_reading

    def _read_parts(self, picture: Picture, diary: Diary, started: float) -> Reading:
        tables = self._settings.image_steps.find_tables
        parts = find_regions(picture.pixels, picture.ink, tables=tables)
        boxes = parts.boxes()
        if not boxes:
            return Reading(picture, parts, ())
        montage = assemble(parts.pixels, boxes, picture.ink.height)

        def read(
            pixels: NDArray[np.uint8],
            segmentation: Segmentation = Segmentation.COLUMN,
            name: str = "montage",
        ) -> tuple[Line, ...]:
            diary.note(name, pixels, told=False)
            left = self._settings.limits.page_seconds - (time.perf_counter() - started)
            return self._engine.read(pixels, segmentation, dpi=picture.dpi, seconds=max(1.0, left))

        found = montage.give_back(read(montage.pixels))
        shares = tuple(
            confirm_numerals(share, parts.pixels) for share in found
        )  # so that they raise no doubt
        if self._settings.image_steps.second_reading:
            shares, changed = read_again(shares, parts, partial(read, name="second"), self._judge)
            if changed:
                diary.note(f"second_reading {changed}", parts.pixels)
            shares, changed = read_signature(parts, shares, partial(read, name="signature"))
            if changed:
                diary.note(f"signature {changed}", parts.pixels)
            shares, confirmed_numbers = confirm_number(parts, shares, partial(read, name="number"))
            if confirmed_numbers:
                diary.note(f"number {confirmed_numbers}", parts.pixels)
        numerals = (confirm_numerals(share, parts.pixels) for share in shares)  # a lone | may be an I
        confirmed = (confirm_list_letters(share, parts.pixels) for share in numerals)
        tidy = (without_stray_marks(mend_figures(share)) for share in confirmed)
        return Reading(picture, parts, tuple(map(tuple, tidy)))


def _doubts(reading: Reading, page: int) -> list[Notice]:
    """What a person should look at: print that was not read, columns that were not told apart."""
    found = []
    if lines := reading.unread_lines():
        what = "1 line of print was" if lines == 1 else f"{lines} lines of print were"
        found.append(Notice("unread_ink", f"{what} not read; look at the page", page))
    if reading.parts.unparted:
        found.append(
            Notice(
                "table_not_understood",
                "print in columns that could not be told apart; look at the page",
                page,
            )
        )
    return found
