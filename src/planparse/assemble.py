"""Pages and the parsed plan into the output document; nothing that was lost on the way goes untold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planparse.errors import (
    InputDamaged,
    InputError,
    InputTooLarge,
    NothingRecognised,
    PlanparseError,
    UsageError,
    WorkerFailed,
    WorkerOutOfMemory,
    WorkerTimeout,
)
from planparse.model.page import Notice, Page
from planparse.model.plan import OutputWarning, PlanDocument, Source, SourcePage
from planparse.model.signatures import merge

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planparse.model.plan import ParsedPlan, Signature
    from planparse.model.source import SourceInfo

_LOSSES: tuple[tuple[type[PlanparseError], str], ...] = (
    (WorkerTimeout, "page_timeout"),
    (WorkerOutOfMemory, "page_too_large"),
    (InputTooLarge, "page_too_large"),
    (WorkerFailed, "page_crashed"),
    (InputError, "page_unreadable"),
)


_INPUT_LOSSES = frozenset({"page_too_large", "page_unreadable"})
"""Losses that are the file's fault, and no fault of the reading."""


def lost_page(number: int, error: PlanparseError) -> Page:
    """An empty page that says why it is empty."""
    code = next(code for kind, code in _LOSSES if isinstance(error, kind))
    notice = Notice(code, error.message, number, error.hint)
    return Page(number, 0.0, 0.0, (), origin="ocr", origin_reason="not read", notices=(notice,))


def assemble(
    info: SourceInfo,
    pages: Sequence[Page],
    plan: ParsedPlan,
    notices: Sequence[Notice] = (),
    signatures: Sequence[Signature] = (),
) -> PlanDocument:
    """Put the output together.

    Raises:
        UsageError: none of the pages asked for exists.
        InputDamaged: the file is to blame for the loss of every page.
        NothingRecognised: there are no words, or nothing in them reads as a document.
    """
    if not pages:
        raise UsageError(
            f"{info.name} ends with page {info.page_count}, before those asked for", "see --pages"
        )
    _refuse_nothing(info, pages, plan, notices)
    warnings = [_warning(notice) for notice in (*notices, *(n for page in pages for n in page.notices))]
    signed = merge([*signatures, *(signature for page in pages for signature in page.signatures)])
    source = Source(
        name=info.name,
        sha256=info.sha256,
        media_type=info.media_type,
        page_count=info.page_count,
        pages=[_source_page(page) for page in pages],
    )
    document = plan.document.model_copy(update={"signatures": list(signed)})
    return PlanDocument(
        source=source,
        document=document,
        sections=plan.sections,
        tasks=plan.tasks,
        warnings=[*warnings, *plan.warnings],
    )


def _refuse_nothing(
    info: SourceInfo, pages: Sequence[Page], plan: ParsedPlan, notices: Sequence[Notice]
) -> None:
    """Empty text is never a success."""
    if not any(page.blocks for page in pages):
        told = (*notices, *(notice for page in pages for notice in page.notices))
        why, hint = (told[0].message, told[0].hint or None) if told else ("the pages are blank", None)
        if all(any(notice.code in _INPUT_LOSSES for notice in page.notices) for page in pages):
            raise InputDamaged(f"no page of {info.name} can be read: {why}", hint)
        raise NothingRecognised(f"no text on any page of {info.name}: {why}", hint)
    head = plan.document
    if not (plan.tasks or plan.sections or head.type or head.number or head.legal_bases):
        raise NothingRecognised(
            f"{info.name} has text, but nothing of a Vietnamese administrative document",
            "planparse restore gives plain text back; is it the right file?",
        )


def _warning(notice: Notice) -> OutputWarning:
    message = "; ".join(filter(None, (notice.message, notice.hint)))
    return OutputWarning(code=notice.code, message=message, page=notice.page)


def _source_page(page: Page) -> SourcePage:
    return SourcePage(
        number=page.number,
        origin=page.origin,
        origin_reason=page.origin_reason,
        rotation=page.rotation,  # type: ignore[arg-type]  # one of four; pydantic checks it
        skew=round(page.skew, 2),
        confidence=round(page.confidence, 4),
        seconds=round(page.seconds, 3),
        steps=list(page.steps),
    )
