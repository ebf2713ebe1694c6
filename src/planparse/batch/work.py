"""What workers do: functions of plain values, the same here and on a cluster."""

from __future__ import annotations

import hashlib
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from planparse import pipeline
from planparse.batch.fetching import at_hand
from planparse.errors import InputMissing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planparse.model.page import Page
    from planparse.model.plan import PlanDocument
    from planparse.settings import Settings


@dataclass(frozen=True, slots=True)
class Place:
    """Where a worker finds an input: a path, or a URL and a folder for copies below the temporary one."""

    location: str
    version: str = ""
    spool: str = ""

    def path(self) -> Path:
        """A path on this machine; a remote file is fetched first."""
        if not self.spool:
            return Path(self.location)
        return at_hand(self.location, self.version, Path(tempfile.gettempdir(), self.spool))


@dataclass(frozen=True, slots=True)
class Result:
    """An output, and what the manifest tells of it."""

    data: bytes
    tasks: int
    flags: dict[str, int]


def identify(place: Place) -> str:
    """SHA-256 of a file's bytes, 64 hex digits.

    Raises:
        InputMissing: they cannot be read.
    """
    try:
        with place.path().open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise InputMissing(f"cannot be read: {error.strerror or error}") from error


def open_file(place: Place, title: str, settings: Settings) -> pipeline.FileFacts:
    """What a file is."""
    return pipeline.file_facts(place.path(), title, settings)


def read_page(place: Place, number: int, settings: Settings) -> Page:
    """One page."""
    return pipeline.read_page(place.path(), number, settings)


def finish(facts: pipeline.FileFacts, pages: Sequence[Page], settings: Settings) -> Result:
    """Restore, parse, and write out."""
    plan = pipeline.finish(facts, pages, settings)
    flags = Counter(flag.value for task in plan.tasks for flag in task.flags)
    return Result(output_bytes(plan), len(plan.tasks), dict(sorted(flags.items())))


def output_bytes(plan: PlanDocument) -> bytes:
    """The same bytes for the same file: measured times stay out (the manifest has them)."""
    pages = [page.model_copy(update={"seconds": None}) for page in plan.source.pages]
    source = plan.source.model_copy(update={"pages": pages})
    return (plan.model_copy(update={"source": source}).model_dump_json(indent=2) + "\n").encode()
