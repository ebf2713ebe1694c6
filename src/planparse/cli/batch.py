"""`planparse batch`."""

from __future__ import annotations

import contextlib
import re
import signal
import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from planparse.cli import console
from planparse.cli.configuration import build_settings
from planparse.cli.options import Dictionaries, Jobs, Ocr, PageTimeout  # noqa: TC001 - typer reads the annotations
from planparse.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planparse.batch import Summary

Engine = StrEnum("Engine", ["local", "dask"])
_UNITS = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}
_LISTED = 20


def batch(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH", help="Folders, files, patterns, or URLs that fsspec opens."),
    ],
    out: Annotated[
        str, typer.Option("--out", metavar="DIR", help="Where the outputs go: a folder or a URL.")
    ],
    glob: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PATTERN", help='Take only such names from folders, like "*.pdf"; may be repeated.'
        ),
    ] = None,
    ocr: Ocr = None,
    dictionaries: Dictionaries = None,
    jobs: Jobs = None,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Read again what failed before, or lost pages.")
    ] = False,
    max_seconds_per_file: Annotated[
        float | None,
        typer.Option(min=0.1, help="Work that one file's pages may cost; pages beyond it are lost."),
    ] = None,
    max_memory_per_worker: Annotated[
        str | None, typer.Option(metavar="SIZE", help="Like 1500M or 2G, beyond what a worker starts with.")
    ] = None,
    page_timeout: PageTimeout = None,
    engine: Annotated[Engine, typer.Option(help="Processes on this machine, or a Dask cluster.")] = Engine[
        "local"
    ],
    scheduler: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Of the Dask scheduler, like tcp://10.0.0.5:8786.")
    ] = None,
) -> None:
    """Turn folders of scanned plans into outputs, one JSON a file, and go on where the last run stopped.

    DIR also gets manifest.jsonl, a line for every file, and summary.json. Run the same command again after a
    crash, or after new files came: what is done is skipped.

    Examples:
    `planparse batch scans --out results`

    `planparse batch scans --out results --glob "*.pdf" --retry-failed`

    `planparse batch s3://archive/plans --out s3://archive/results --engine dask --scheduler tcp://head:8786`

    Exit codes: 0 all done, 6 done with failures listed, 130 interrupted and ready to go on.
    """
    from planparse.batch import Options, run_batch
    from planparse.cli.batch_progress import watched

    if (engine.value == "dask") != (scheduler is not None):
        raise UsageError("--engine dask and --scheduler go together", "give both or neither")
    memory = None if max_memory_per_worker is None else parse_size(max_memory_per_worker)
    settings = build_settings(
        {
            "ocr": ocr and ocr.value,
            "dictionaries": dictionaries and tuple(dictionaries),
            "jobs": jobs,
            "worker_bytes": memory,
            "page_seconds": page_timeout,
        }
    )
    options = Options(tuple(glob or ()), retry_failed, max_seconds_per_file, scheduler)
    try:
        with _terminable(), watched() as observer:
            summary = run_batch(paths, out, settings, options, observer)
    except KeyboardInterrupt:
        console.say("the same command again goes on from here")
        raise
    _report(summary, out)
    if not summary.all_done:
        raise typer.Exit(ExitCode.WARNINGS)


def parse_size(text: str) -> int:
    """Bytes from a number with a unit.

    Raises:
        UsageError: anything else.

    Example:
        >>> parse_size("1.5G")
        1610612736
    """
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([KMG]?)i?B?", text.strip(), re.IGNORECASE)
    if match is None:
        raise UsageError(f"{text!r} is no size", "write it like 1500M or 2G")
    return int(float(match[1]) * _UNITS[match[2].upper()])


@contextlib.contextmanager
def _terminable() -> Iterator[None]:
    """Let SIGTERM, by which schedulers end jobs, do what Ctrl-C does."""

    def interrupt(number: int, frame: object) -> None:
        del number, frame
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _report(summary: Summary, out: str) -> None:
    console.say(
        f"{summary.done} of {summary.inputs} files done, {summary.partial} with pages lost, "
        f"{summary.failed} failed ({console.count(summary.settled_now, 'file')} by this run); "
        f"{console.count(summary.pages, 'page')}, {console.count(summary.tasks, 'task')} -> {out}"
    )
    for failure in summary.failures[:_LISTED]:
        why = failure.get("message") or f"{console.count(failure['lost_pages'], 'page')} lost"
        console.say(f"{failure['status']}: {printable(failure['input'])}: {why}")
    if len(summary.failures) > _LISTED:
        console.say(f"and {len(summary.failures) - _LISTED} more: see summary.json in {out}")


def printable(name: str) -> str:
    r"""A file name on one line, whatever is in it.

    Example:
        >>> printable("kế\nhoạch.pdf")
        'kế\\nhoạch.pdf'
    """
    shown = "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in name)
    return shown.encode(sys.stderr.encoding or "utf-8", "backslashreplace").decode(
        sys.stderr.encoding or "utf-8"
    )
