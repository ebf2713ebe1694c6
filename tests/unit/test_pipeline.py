"""The conductor's promises: what one page costs, the others do not pay."""

from __future__ import annotations

from pathlib import Path

import pytest
from handmade.hostile import hanging

from planparse.errors import InputDamaged, InputTooLarge, NothingRecognised, OcrUnavailable
from planparse.model.source import SourceInfo
from planparse.pipeline import file_facts, ingest, page_numbers, page_or_loss, worker_pool
from planparse.settings import Limits, Settings
from planparse.workers import Call

INFO = SourceInfo("kế hoạch.pdf", "0" * 64, "application/pdf", 5)


def failed(error: BaseException) -> Call[object]:
    return Call(b"", "read_page", done=True, error=error)


@pytest.mark.parametrize(
    ("error", "code"),
    [(InputDamaged("page 3 is broken"), "page_unreadable"), (ZeroDivisionError("0"), "page_crashed")],
)
def test_a_failed_page_is_lost_alone(error: BaseException, code: str) -> None:
    page = page_or_loss(3, failed(error))  # type: ignore[arg-type]  # a call that gave no page
    assert [(notice.code, notice.page) for notice in page.notices] == [(code, 3)]


def test_what_would_fail_every_page_is_raised() -> None:
    with pytest.raises(OcrUnavailable):
        page_or_loss(3, failed(OcrUnavailable("no Tesseract")))  # type: ignore[arg-type]  # as above


def test_a_file_that_does_not_open_in_time_is_refused() -> None:
    settings = Settings(jobs=1, limits=Limits(open_seconds=1e-6))
    with pytest.raises(InputTooLarge, match=r"a\.txt is not open after"):
        ingest(b"text", settings, name="a.txt")


def test_a_page_that_hangs_while_it_is_drawn_is_lost_long_before_its_deadline() -> None:
    settings = Settings(jobs=1, limits=Limits(draw_seconds=0.5))
    with pytest.raises(NothingRecognised, match=r"drawing page 1 took more than 0\.5 seconds"):
        ingest(hanging(), settings, name="a.pdf")


def test_only_pages_that_exist_are_read() -> None:
    assert page_numbers(INFO, Settings(pages=(2, 7))) == (2,)
    assert page_numbers(INFO, Settings()) == (1, 2, 3, 4, 5)


def test_pages_asked_for_come_in_order_with_progress() -> None:
    text = "KẾ HOẠCH\nNăm 2023\f1. Mục đích\f2. Yêu cầu".encode()
    seen: list[tuple[int, int]] = []
    plan = ingest(
        text,
        Settings(pages=(1, 3)),
        name="a.txt",
        progress=lambda page, total: seen.append((page.number, total)),
    )
    assert seen == [(1, 2), (3, 2)]
    assert [page.number for page in plan.source.pages] == [1, 3]
    assert plan.source.name == "a.txt"


def test_a_worker_loads_only_what_pages_need() -> None:
    heavy = "{'pandas', 'pydantic', 'planparse.parse'} & set(__import__('sys').modules)"
    scan = Path(__file__).parents[2] / "samples" / "huyen-truc-khe" / "scan-clean300.pdf"
    settings = Settings(jobs=1)
    with worker_pool(settings) as pool:
        facts = pool.submit(file_facts, scan, None, settings)
        loaded = pool.submit(eval, heavy)
        assert list(pool.finished()) == [facts, loaded]
    assert facts.result().info.media_type == "application/pdf"
    assert loaded.result() == set()
