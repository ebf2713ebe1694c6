"""Nothing that was lost on the way goes untold."""

from __future__ import annotations

import pytest

from planparse.assemble import assemble, lost_page
from planparse.errors import (
    InputDamaged,
    InputTooLarge,
    NothingRecognised,
    PlanparseError,
    UsageError,
    WorkerCrashed,
    WorkerOutOfMemory,
    WorkerTimeout,
)
from planparse.model.page import Block, Line, Notice, Page
from planparse.model.plan import Document, DocumentType, ParsedPlan
from planparse.model.source import SourceInfo

INFO = SourceInfo("kế hoạch.pdf", "0" * 64, "application/pdf", 2)
PLAN = ParsedPlan(document=Document(type=DocumentType(code="KH", name="Kế hoạch")))


def text_page(number: int) -> Page:
    return Page(number, 595.0, 842.0, (Block((Line.of("KẾ HOẠCH", confidence=0.9),)),), origin="ocr")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (WorkerTimeout("read_page took over 120 s"), "page_timeout"),
        (WorkerOutOfMemory("read_page wanted more"), "page_too_large"),
        (WorkerCrashed("read_page died"), "page_crashed"),
        (InputDamaged("page 2 is broken"), "page_unreadable"),
    ],
)
def test_a_lost_page_is_a_warning_and_the_others_stay(error: PlanparseError, code: str) -> None:
    plan = assemble(INFO, [text_page(1), lost_page(2, error)], PLAN)
    assert [(warning.code, warning.page) for warning in plan.warnings] == [(code, 2)]
    assert plan.lost_content
    assert [page.confidence for page in plan.source.pages] == [0.9, 0.0]
    assert plan.warnings[0].message == f"{error.message}; {error.hint}"


def test_a_remark_is_no_loss() -> None:
    plan = assemble(INFO, [text_page(1)], PLAN, [Notice("unread_ink", "ink without words", 1)])
    assert [warning.code for warning in plan.warnings] == ["unread_ink"]
    assert not plan.lost_content


def test_blank_pages_are_no_success() -> None:
    with pytest.raises(NothingRecognised, match=r"no text on any page of kế hoạch\.pdf: the pages are blank"):
        assemble(INFO, [Page(1, 595.0, 842.0, (), origin="ocr")], PLAN)


def test_why_nothing_was_read_is_told() -> None:
    with pytest.raises(NothingRecognised, match="took over 120 s"):
        assemble(INFO, [lost_page(1, WorkerTimeout("read_page took over 120 s"))], PLAN)


def test_the_hint_of_a_lost_file_is_that_of_its_page() -> None:
    lost = lost_page(1, InputTooLarge("page 1 is a wall", "print it on A4"))
    with pytest.raises(InputDamaged, match="page 1 is a wall") as caught:
        assemble(INFO, [lost], PLAN)
    assert caught.value.hint == "print it on A4"


def test_a_file_to_blame_for_every_loss_is_damaged() -> None:
    with pytest.raises(InputDamaged, match=r"no page of kế hoạch\.pdf can be read: page 1 unpacks"):
        assemble(INFO, [lost_page(1, InputTooLarge("page 1 unpacks to more than 64 MB"))], PLAN)


def test_text_that_is_no_document_is_no_success() -> None:
    with pytest.raises(NothingRecognised, match="nothing of a Vietnamese administrative document"):
        assemble(INFO, [text_page(1)], ParsedPlan(document=Document()))


def test_pages_that_do_not_exist_are_told() -> None:
    with pytest.raises(UsageError, match="ends with page 2, before those asked for"):
        assemble(INFO, [], PLAN)
