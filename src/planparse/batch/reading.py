"""How one file is read: steps for workers, and what comes of their answers.

A reading is a generator: it yields steps, is sent the finished calls in the same order, and returns. It knows
neither processes nor clusters; the conductor carries its steps to whichever crew there is.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from planparse.batch import work
from planparse.pipeline import finish_seconds, page_numbers, page_or_loss

if TYPE_CHECKING:
    from planparse.settings import Settings
    from planparse.workers import Call

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Step:
    """A call to be made."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    deadline_seconds: float | None = None


Reading = Generator[list[Step], "list[Call[Any]]", T]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A file that was read."""

    result: work.Result
    pages: int
    lost_pages: int


def one(function: Callable[..., T], *arguments: Any, seconds: float | None = None) -> Reading[T]:
    """A reading of a single step: its result, or its error raised."""
    calls = yield [Step(function, arguments, seconds)]
    result: T = calls[0].result()
    return result


def read_file(place: work.Place, title: str, settings: Settings) -> Reading[Outcome]:
    """Open, read every page, finish; a page that fails is lost, the others are not.

    Raises:
        PlanparseError: the file cannot be read at all.
    """
    limits = settings.limits
    facts = yield from one(work.open_file, place, title, settings, seconds=limits.open_seconds)
    numbers = page_numbers(facts.info, settings)
    calls = yield [Step(work.read_page, (place, number, settings), limits.page_seconds) for number in numbers]
    pages = [page_or_loss(number, call) for number, call in zip(numbers, calls, strict=True)]
    seconds = finish_seconds(len(pages), settings)
    result = yield from one(work.finish, facts, pages, settings, seconds=seconds)
    return Outcome(result, len(pages), sum(call.error is not None for call in calls))
