"""The conductor: open, read, recognise, restore, parse, validate; the way of the data, no logic."""

from __future__ import annotations

import tempfile
from collections import deque
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from planparse.errors import (
    InputError,
    InputTooLarge,
    PlanparseError,
    WorkerCrashed,
    WorkerFailed,
    WorkerTimeout,
)
from planparse.model.page import PageImage
from planparse.settings import Settings
from planparse.workers import WorkerPool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from planparse.model.page import Notice, Page
    from planparse.model.plan import PlanDocument, Signature
    from planparse.model.source import SourceInfo
    from planparse.model.text import RestoredText
    from planparse.ocr import Recogniser
    from planparse.restore.restorer import Restorer
    from planparse.workers import Call

DEFAULTS = Settings()
Place = Path | tuple[Path, ...]
"""A file or folder, or the pictures of one document."""
STARTED_AHEAD = 4
"""Workers that load while the file is opened; more only for a file that has more pages."""


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What is known of a file before its pages are read."""

    info: SourceInfo
    notices: tuple[Notice, ...] = ()
    signatures: tuple[Signature, ...] = ()


def ingest(
    source: Path | str | bytes | Sequence[Path | str],
    settings: Settings = DEFAULTS,
    *,
    name: str | None = None,
    progress: Callable[[Page, int], None] | None = None,
    pool: WorkerPool | None = None,
) -> PlanDocument:
    r"""Turn one file into validated task records.

    Args:
        source: a path, the bytes of a file, or pictures that are the pages of one document, as paths or as
            the folder that holds them.
        settings: how to read it.
        name: what the file is called in the output; its own name where it is not given.
        progress: called with every page that is done, in order, and the number of pages to read.
        pool: processes to read pages in; None: some of its own.

    Raises:
        InputError: the file cannot be read.
        OcrUnavailable: a page needs OCR and there is none.
        NothingRecognised: no page has any text, or none of it reads as a document.

    Example:
        >>> plan = ingest("KẾ HOẠCH\nCải cách hành chính năm 2023\n\nI. MỤC ĐÍCH".encode())
        >>> plan.document.type.name, plan.document.year
        ('Kế hoạch', 2023)
    """
    with as_file(source) as path, nullcontext(pool) if pool else worker_pool(settings) as workers:
        workers.start(STARTED_AHEAD)
        facts = inspect(path, name, settings, workers)
        numbers = page_numbers(facts.info, settings)
        reading = read_pages(path, numbers, settings, workers)
        pages: list[Page] = []
        loading = None
        for _ in numbers:
            if len(pages) == len(numbers) - 1:
                loading = workers.submit(prepare_finish, settings)  # a worker has no more to read
            pages.append(next(reading))
            if progress:
                progress(pages[-1], len(numbers))
        return finished(facts, pages, settings, workers, loading)


def read_pages(
    path: Place, numbers: Sequence[int], settings: Settings, workers: WorkerPool
) -> Iterator[Page]:
    """Pages in order, read side by side; a page that fails becomes an empty one with a notice."""
    calls = workers.in_order(
        read_page,
        ((path, number, settings) for number in numbers),
        deadline_seconds=settings.limits.page_seconds,
    )
    for number, call in zip(numbers, calls, strict=True):
        yield page_or_loss(number, call)


def page_or_loss(number: int, call: Call[Page]) -> Page:
    """What a call gave, or an empty page that says why; what would fail every page is raised."""
    from planparse.assemble import lost_page

    try:
        return call.result()
    except (InputError, WorkerFailed) as error:
        return lost_page(number, error)
    except PlanparseError:
        raise
    except Exception as bug:  # noqa: BLE001 - a bug that one page shows must not cost the others
        return lost_page(number, WorkerCrashed(f"a bug, {type(bug).__name__}: {bug}"))


def read_page(path: Place, number: int, settings: Settings) -> Page:
    """One page: its own text where that is good, OCR where it is not; runs in a worker."""
    from planparse.ingest import open_document

    with open_document(path, settings=settings) as document:
        loaded = document.read_page(number)
        page = loaded.content
        if isinstance(page, PageImage):
            page = recogniser(settings).read(page, loaded.layer)
        return replace(
            page,
            signatures=loaded.signatures,
            seconds=loaded.seconds + page.seconds,
            notices=(*loaded.notices, *page.notices),
        )


def finished(
    facts: FileFacts,
    pages: Sequence[Page],
    settings: Settings,
    workers: WorkerPool,
    loading: Call[None] | None,
) -> PlanDocument:
    """The document, made in a worker: it has loaded what that takes, and has bounds on time and memory."""
    seconds = finish_seconds(len(pages), settings)
    call = workers.submit(finish, facts, pages, settings, deadline_seconds=seconds, after=loading)
    from planparse.model import plan  # noqa: F401 - to have it loaded when the document comes

    deque(workers.finished(), maxlen=0)
    return call.result()


def finish_seconds(pages: int, settings: Settings) -> float:
    """Wall time that :func:`finish` may take: far less than reading."""
    return settings.limits.page_seconds * (1 + pages / 10)


def finish(facts: FileFacts, pages: Sequence[Page], settings: Settings) -> PlanDocument:
    """Restore and parse what was read, and validate the whole."""
    from planparse.assemble import assemble
    from planparse.parse import parse_plan

    restored = restorer(settings).restore_pages(pages) if settings.restore else tuple(pages)
    return assemble(facts.info, restored, parse_plan(restored, settings), facts.notices, facts.signatures)


def restore_text(text: str, settings: Settings = DEFAULTS) -> RestoredText:
    """Turn damaged Vietnamese into right Vietnamese, line for line.

    Example:
        >>> restore_text("Cai cach hanh chinh nim 2023").text
        'Cải cách hành chính năm 2023'
    """
    return restorer(settings).restore_text(text)


@lru_cache(maxsize=2)
def restorer(settings: Settings) -> Restorer:
    """One restorer a process: loading it takes longer than restoring a page."""
    from planparse.restore.restorer import Restorer

    return Restorer.load(settings)


@lru_cache(maxsize=2)
def recogniser(settings: Settings) -> Recogniser:
    """One recogniser a process; where two readings differ the restorer is its judge."""
    from planparse.ocr import Recogniser

    return Recogniser(settings, judge=Judge(settings) if settings.restore else None)


@dataclass(frozen=True, slots=True)
class Judge:
    """The restorer as a `LineJudge`, loaded when first asked: of most clean pages it never is."""

    settings: Settings

    def score(self, text: str) -> float:
        """Mean log-probability per token."""
        return restorer(self.settings).score(text)


@contextmanager
def as_file(source: Path | str | bytes | Sequence[Path | str]) -> Iterator[Place]:
    """Where the source is; bytes are put aside for as long as they are read."""
    if isinstance(source, Path | str):
        yield Path(source)
        return
    if not isinstance(source, bytes):
        yield tuple(map(Path, source))
        return
    with tempfile.TemporaryDirectory(prefix="planparse-") as folder:
        path = Path(folder) / "input"
        path.write_bytes(source)
        yield path


def worker_pool(settings: Settings) -> WorkerPool:
    """Processes to read in: hostile files hang, crash and fill memory there and not here."""
    return WorkerPool(
        settings.jobs, initializer=prepare, initargs=(settings,), memory_bytes=settings.limits.worker_bytes
    )


def prepare(settings: Settings) -> None:
    """What every worker does first: keep to one core, and load what pages need.

    The memory cap counts from here, so it is for pages and not for libraries.
    """
    import cv2

    from planparse import ocr  # noqa: F401 - to have it loaded
    from planparse.ingest import pdf  # noqa: F401 - likewise: hardly a scan is anything else

    cv2.setNumThreads(1)  # pages are side by side already
    if settings.restore and settings.dictionaries:
        restorer(settings)  # what is wrong with a user's own tables is told now, not after the last page


def prepare_finish(settings: Settings) -> None:
    """Load what :func:`finish` needs."""
    from planparse import assemble  # noqa: F401 - to have it loaded
    from planparse.parse import parse_plan

    parse_plan((), settings)  # compiles patterns and validators, which the first parse waits for
    if settings.restore:
        restorer(settings)


def inspect(path: Place, name: str | None, settings: Settings, workers: WorkerPool) -> FileFacts:
    """What a file is and how many pages it has, told within ``limits.open_seconds``."""
    seconds = settings.limits.open_seconds
    calls = workers.in_order(file_facts, [(path, name, settings)], deadline_seconds=seconds)
    try:
        return next(calls).result()
    except WorkerTimeout as error:
        first = path[0] if isinstance(path, tuple) else path
        why = f"{name or first.name} is not open after {seconds:g} seconds"
        raise InputTooLarge(why, "print it to a new PDF and ingest that") from error


def file_facts(path: Place, name: str | None, settings: Settings) -> FileFacts:
    """Open a file for its facts; runs in a worker."""
    from planparse.ingest import open_document

    with open_document(path, name=name, settings=settings) as document:
        return FileFacts(document.info, document.notices, document.signatures)


def page_numbers(info: SourceInfo, settings: Settings) -> tuple[int, ...]:
    """The pages to read: those asked for that exist, or all."""
    every = range(1, info.page_count + 1)
    return tuple(number for number in settings.pages or every if number in every)
