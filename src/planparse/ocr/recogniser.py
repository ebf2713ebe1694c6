"""The conductor of a page: picture → steps → reading → lines → blocks."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from planparse.model.page import Line, Notice, Page
from planparse.ocr.engine import ReadingFailed, ReadingTimedOut, Segmentation
from planparse.ocr.engines import open_engine
from planparse.ocr.layout import paragraphs
from planparse.ocr.preprocess import Diary, Picture, prepare, turn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planparse.model.judge import LineJudge
    from planparse.model.page import PageImage
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
            layer: what a wrecked or thin text layer said; may vote on lines that were read badly.
        """
        del layer
        started = time.perf_counter()
        diary = Diary(image.number, self._settings.debug_images)
        picture = prepare(image, self._settings, diary)
        lines: tuple[Line, ...] = ()
        notices: list[Notice] = []
        try:
            if picture.blank:
                diary.note("blank", picture.pixels)
            else:
                picture, lines = self._read_upright(picture, diary, started)
        except ReadingTimedOut as error:
            notices.append(Notice("page_timeout", error.message, image.number))
        except ReadingFailed as error:
            notices.append(Notice("ocr_failed", error.message, image.number))
        in_points = _in_points(lines, picture)
        height, width = (side / picture.pixels_per_point for side in picture.pixels.shape)
        return Page(
            image.number,
            width=round(width, 2),
            height=round(height, 2),
            blocks=paragraphs(in_points, height),
            origin="ocr",
            origin_reason=image.reason,
            rotation=picture.rotation,
            skew=picture.skew,
            seconds=round(time.perf_counter() - started, 3),
            steps=tuple(diary.steps),
            notices=tuple(notices),
        )

    def _read_upright(
        self, picture: Picture, diary: Diary, started: float
    ) -> tuple[Picture, tuple[Line, ...]]:
        lines = self._lines(picture, started)
        may_turn = self._settings.image_steps.orient and not picture.rotation_sure
        if not may_turn or _confidence(lines) >= _BADLY_READ:
            return picture, lines
        other = replace(
            picture,
            pixels=turn(picture.pixels, 180),
            rotation=(picture.rotation + 180) % 360,
            skew=picture.skew,
        )
        other_lines = self._lines(other, started)
        if _confidence(other_lines) <= _confidence(lines):
            return picture, lines
        diary.note("orient 180", other.pixels)
        return other, other_lines

    def _lines(self, picture: Picture, started: float) -> tuple[Line, ...]:
        left = self._settings.limits.page_seconds - (time.perf_counter() - started)
        return self._engine.read(picture.pixels, Segmentation.BLOCK, dpi=picture.dpi, seconds=max(1.0, left))


def _confidence(lines: Sequence[Line]) -> float:
    words = [word.confidence for line in lines for word in line.words]
    return sum(words) / len(words) if words else 0.0


def _in_points(lines: Sequence[Line], picture: Picture) -> tuple[Line, ...]:
    factor = 1 / picture.pixels_per_point
    return tuple(
        Line(tuple(replace(word, bbox=word.bbox and word.bbox.scaled(factor)) for word in line.words))
        for line in lines
    )
