from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest
from tests.unit.ocr.conftest import Counting, body, write

from planparse.model.page import Block, Line
from planparse.ocr import Recogniser, engine_report
from planparse.ocr.cache import RecordedEngine
from planparse.ocr.engine import ReadingFailed, ReadingTimedOut, Segmentation
from planparse.ocr.preprocess import Diary, prepare, turn
from planparse.settings import ImageSteps, Settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from planparse.model.page import PageImage

    ImageOf = Callable[[np.ndarray], PageImage]


class Failing:
    name = "failing"

    def __init__(self, error: Exception) -> None:
        self.error = error

    def version(self) -> str:
        return self.name

    def read(self, *_: object, **__: object) -> tuple[Line, ...]:
        raise self.error


def lines_of(engine: Counting, image: PageImage, settings: Settings | None = None) -> list[Line]:
    return list(Recogniser(settings or Settings(), engine=engine).read(image).lines())


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_page_is_read_upright_in_one_pass(sheet: np.ndarray, image_of: ImageOf, degrees: int) -> None:
    body(sheet, 100, 20)
    engine = Counting()
    page = Recogniser(Settings(), engine=engine).read(image_of(turn(sheet, degrees)))
    assert (page.rotation + degrees) % 360 == 0
    assert len(list(page.lines())) == 20
    assert len(engine.pictures) == 1


def test_boxes_are_points_of_the_page(sheet: np.ndarray, image_of: ImageOf) -> None:
    body(sheet, 100, 20, left=150)
    first = lines_of(Counting(), image_of(sheet))[0].bbox
    assert first is not None
    assert first.x0 == pytest.approx(150 * 72 / 150, abs=3)
    assert first.bottom == pytest.approx(100 * 72 / 150, abs=3)


def test_a_blank_back_of_a_sheet_costs_no_reading(sheet: np.ndarray, image_of: ImageOf) -> None:
    engine = Counting()
    page = Recogniser(Settings(), engine=engine).read(image_of(sheet))
    assert page.steps == ("blank",)
    assert page.blocks == ()
    assert engine.pictures == []


@pytest.mark.parametrize(
    ("error", "code"),
    [(ReadingTimedOut("too slow"), "page_timeout"), (ReadingFailed("killed"), "ocr_failed")],
)
def test_a_failing_engine_is_a_notice_of_its_page(
    sheet: np.ndarray, image_of: ImageOf, error: Exception, code: str
) -> None:
    body(sheet, 100, 20)
    page = Recogniser(Settings(), engine=Failing(error)).read(image_of(sheet))
    assert [(notice.code, notice.page) for notice in page.notices] == [(code, 1)]
    assert page.blocks == ()


def test_a_red_seal_does_not_hide_black_print(sheet: np.ndarray, image_of: ImageOf) -> None:
    body(sheet, 100, 20)
    sealed = np.dstack([sheet] * 3)
    sealed[300:500, 400:700, 1:] = sealed[300:500, 400:700, 1:] // 6
    engine = Counting()
    page = Recogniser(Settings(), engine=engine).read(image_of(sealed))
    assert "lift_stamps" in page.steps
    assert len(list(page.lines())) == 20


def test_a_red_seal_in_the_shade_of_a_photograph_leaves_no_halo(sheet: np.ndarray, image_of: ImageOf) -> None:
    body(sheet, 120, 12)
    page = np.repeat(sheet[:, :, None], 3, axis=2)
    for radius in (160, 140, 100):
        cv2.circle(page, (800, 1000), radius, (215, 50, 60), 6)
    write(page, "all our men saw", 700, 1100)
    shade = np.linspace(0.95, 0.55, page.shape[1])[None, :, None]
    photograph = (page * shade).astype(np.uint8)
    settings = Settings()
    picture = prepare(image_of(photograph), settings, Diary(1, None))
    scale = picture.pixels.shape[1] / page.shape[1]
    inside = picture.pixels[slice(*(round(row * scale) for row in (940, 1060)))]
    assert np.percentile(inside, 1) > 200


def test_print_that_no_word_covers_is_told(sheet: np.ndarray, image_of: ImageOf) -> None:
    class Skipping(Counting):
        def read(self, *args: object, **kwargs: object) -> tuple[Line, ...]:
            return super().read(*args, **kwargs)[:-1]  # type: ignore[arg-type]  # passed through as given

    body(sheet, 100, 20)
    page = Recogniser(Settings(), engine=Skipping()).read(image_of(sheet))
    assert [notice.code for notice in page.notices] == ["unread_ink"]


def test_steps_that_are_off_are_not_taken(sheet: np.ndarray, image_of: ImageOf) -> None:
    body(sheet, 100, 20)
    off = ImageSteps(*(False,) * 8)
    page = Recogniser(Settings(image_steps=off), engine=Counting()).read(image_of(turn(sheet, 180)))
    assert page.rotation == 0
    assert page.steps == ()


def test_every_step_leaves_its_picture(sheet: np.ndarray, image_of: ImageOf, tmp_path: Path) -> None:
    body(sheet, 100, 20)
    settings = Settings(debug_images=tmp_path)
    page = Recogniser(settings, engine=Counting()).read(image_of(turn(sheet, 90)))
    names = sorted(path.name for path in tmp_path.iterdir())
    assert all(any(step.split()[0] in name for name in names) for step in page.steps)


def test_doubtful_lines_are_read_again_and_the_judge_decides(sheet: np.ndarray, image_of: ImageOf) -> None:
    class Twice(Counting):
        def read(self, *args: object, **kwargs: object) -> tuple[Line, ...]:
            lines = super().read(*args, **kwargs)  # type: ignore[arg-type]  # passed through as given
            name = "first" if len(self.pictures) == 1 else "second"
            return tuple(
                Line(tuple(type(word)(name, word.bbox, word.confidence) for word in line.words))
                for line in lines
            )

    class Judge:
        def score(self, text: str) -> float:
            return {"first": -9.0, "second": -3.0}[text]

    body(sheet, 100, 3)
    page = Recogniser(Settings(), Judge(), engine=Twice(confidence=0.5)).read(image_of(sheet))
    assert {line.text for line in page.lines()} == {"second"}
    assert page.steps[-1] == "second_reading 3"


def test_a_page_number_is_a_margin_block(sheet: np.ndarray, image_of: ImageOf) -> None:
    class Numbered(Counting):
        def read(self, *args: object, **kwargs: object) -> tuple[Line, ...]:
            first, *rest = super().read(*args, **kwargs)  # type: ignore[arg-type]  # passed through as given
            word = first.words[0]
            return (Line((type(word)("2", word.bbox, 0.9),)), *rest)

    write(sheet, "2", 590, 60)
    body(sheet, 200, 12)
    first = Recogniser(Settings(), engine=Numbered()).read(image_of(sheet)).blocks[0]
    assert isinstance(first, Block)
    assert first.kind == "margin"


def test_recordings_are_replayed(sheet: np.ndarray, tmp_path: Path) -> None:
    body(sheet, 100, 5)
    engine = Counting()
    first = RecordedEngine(tmp_path, engine).read(sheet, Segmentation.COLUMN, dpi=150, seconds=1)
    again = RecordedEngine(tmp_path).read(sheet, Segmentation.COLUMN, dpi=150, seconds=1)
    assert first == again
    assert len(engine.pictures) == 1
    with pytest.raises(ReadingFailed):
        RecordedEngine(tmp_path).read(sheet, Segmentation.COLUMN, dpi=151, seconds=1)


def test_the_report_names_what_is_missing() -> None:
    report = engine_report()
    assert bool(report.missing) == (report.program is None or "vie" not in report.languages)
