"""One run: find, skip what is done, read the rest, sum up."""

from __future__ import annotations

import json
import tempfile
import time
from contextlib import closing, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from planparse.batch.conductor import Conductor
from planparse.batch.crew import LocalCrew
from planparse.batch.fetching import is_url, plain
from planparse.batch.identity import identity_of
from planparse.batch.inputs import find_inputs
from planparse.batch.manifest import Manifest
from planparse.batch.remote import RemoteFolder, find_remote
from planparse.batch.settling import Observer, Run, Settler
from planparse.batch.store import SUMMARY, LocalFolder
from planparse.batch.summary import Summary, summarise
from planparse.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planparse.batch.crew import Crew
    from planparse.batch.inputs import Input
    from planparse.batch.manifest import Entry
    from planparse.batch.store import Store
    from planparse.settings import Settings


@dataclass(frozen=True, slots=True)
class Options:
    """How a batch is run; how files are read is in the settings."""

    patterns: tuple[str, ...] = ()
    """Names to take from folders; empty: all."""
    retry_failed: bool = False
    """Read again what failed before, or lost pages."""
    file_seconds: float | None = None
    """Work that reading one file's pages may cost; those beyond it are lost."""
    scheduler: str | None = None
    """Address of a Dask scheduler; None: processes on this machine."""


class Silence:
    """An observer that looks away."""

    def begins(self, inputs: int, settled: int) -> None:
        """So many inputs, of which so many need nothing done."""

    def page(self) -> None:
        """A page was read."""

    def settles(self, entry: Entry) -> None:
        """An input is done with."""


def run_batch(
    places: Sequence[str],
    out: str,
    settings: Settings,
    options: Options | None = None,
    observer: Observer | None = None,
) -> Summary:
    """Read every file in the places that is not read yet.

    What is done is skipped: the same bytes under the same settings, program and dictionaries; bytes are taken
    to be the same where size and time of change are. Each file's JSON and its manifest entry are on the disk
    before the next is counted, so a run may be killed at any moment and begun again.

    Args:
        places: folders, files and patterns, or URLs.
        out: a folder, or a URL.
        settings: how files are read.
        options: how the batch is run.
        observer: is told what happens.

    Returns:
        What is also in ``summary.json``.

    Raises:
        InputMissing: nothing to read.
        OutputError: another run is there, or the folder cannot be written, or not any more.
        OcrUnavailable: a page needs OCR and there is none.
    """
    options, observer = options or Options(), observer or Silence()
    places, out = [plain(place) for place in places], plain(out)
    began = time.monotonic()
    store: Store = RemoteFolder(out) if is_url(out) else LocalFolder(Path(out))
    inputs = _find(places, out, options.patterns)
    identity = identity_of(settings)
    with store.held():
        manifest = Manifest(store.manifest_lines(), store.append)
        run = Run(store, manifest, identity, settings, observer, options.retry_failed)
        todo = _unsettled(inputs, run)
        observer.begins(len(inputs), len(inputs) - len(todo))
        try:
            if todo:
                _read(todo, run, options)
        finally:
            summary = summarise(inputs, manifest, identity, wall_seconds=time.monotonic() - began)
            told = json.dumps(summary.as_json(), ensure_ascii=False, indent=2) + "\n"
            store.write(SUMMARY, told.encode("utf-8", "backslashreplace"))
    return summary


def _find(places: Sequence[str], out: str, patterns: Sequence[str]) -> list[Input]:
    remote = [is_url(place) for place in places]
    if any(remote) and not all(remote):
        raise UsageError("URLs and local paths at once", "run one batch for each")
    if all(remote):
        return find_remote(places, patterns, without=out)
    return find_inputs(places, patterns, without=None if is_url(out) else Path(out))


def _unsettled(inputs: Sequence[Input], run: Run) -> list[Input]:
    """What is new, changed, of another identity, lost its output, or is to be tried again."""
    there = run.store.names()

    def settled(item: Input) -> bool:
        entry = run.manifest.of(item.name)
        if entry is None or not entry.is_of(run.identity):
            return False
        if (entry.size, entry.stamp) != (item.size, item.stamp):
            return False
        if entry.status != "done" and run.retry_failed:
            return False
        return entry.output is None or entry.output in there

    return [item for item in inputs if not settled(item)]


def _read(todo: Sequence[Input], run: Run, options: Options) -> None:
    remote = is_url(todo[0].location)  # then all are
    with (
        tempfile.TemporaryDirectory(prefix="planparse-") if remote else nullcontext("") as spool,
        closing(_crew(run, options.scheduler, Path(spool))) as crew,
    ):
        settler = Settler(run, todo, crew.place)
        Conductor(crew, settler, run.page_read, options.file_seconds).run()


def _crew(run: Run, scheduler: str | None, spool: Path) -> Crew:
    if scheduler is None:
        return LocalCrew(run.settings, spool)
    from planparse.batch.cluster import DaskCrew

    return DaskCrew(scheduler, run.identity, run.settings)
