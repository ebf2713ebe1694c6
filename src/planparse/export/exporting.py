"""One folder to one file."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from planparse.errors import InputMissing, OutputError, UsageError
from planparse.export.reading import read_records
from planparse.files import whole_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from planparse.export.rows import Record

    Writer = Callable[..., None]  # (records, path), and bom for CSV

# suffix: module, function, the extra that brings what it needs
_WRITERS = {
    ".jsonl": ("text_formats", "write_jsonl", ""),
    ".csv": ("text_formats", "write_csv", ""),
    ".ics": ("text_formats", "write_ics", ""),
    ".xlsx": ("excel", "write_xlsx", "excel"),
    ".sqlite": ("sqlite", "write_sqlite", ""),
    ".parquet": ("parquet", "write_parquet", "parquet"),
}
FORMATS = tuple(_WRITERS)


@dataclass(slots=True)
class Counts:
    """What went into the file."""

    documents: int = 0
    tasks: int = 0
    problems: int = 0
    """Files without a result; warnings and flags are not counted here."""


def export(source: Path, target: Path, *, bom: bool = False, overwrite: bool = False) -> Counts:
    """Write the outputs in a folder as one file whose suffix tells the format.

    Args:
        source: a folder with outputs (it is searched to the bottom), or one output.
        target: the file; see :data:`FORMATS`.
        bom: begin a CSV file with the mark that lets Excel see that it is UTF-8.
        overwrite: replace a file that is there.

    Raises:
        UsageError: a suffix that is none of ours, or `bom` with another format than CSV.
        InputMissing: no such folder, or no output in it.
        InputUnsupported: one file that is no output.
        OutputError: the target is there already, cannot be written, or an extra is not installed.
    """
    suffix = target.suffix.lower()
    if suffix not in _WRITERS:
        raise UsageError(f"no format for {target.name}", f"end the name in one of {' '.join(FORMATS)}")
    if bom and suffix != ".csv":
        raise UsageError("a byte order mark is for .csv only")
    module, function, extra = _WRITERS[suffix]
    write: Writer = getattr(import_module(f"planparse.export.{module}"), function)
    counts = Counts()
    with whole_file(target, overwrite=overwrite) as aside:
        try:
            write(_counted(read_records(source), counts), aside, **({"bom": True} if bom else {}))
        except ModuleNotFoundError as error:
            raise OutputError(
                f"{suffix} needs {error.name}", f'run: pip install "planparse[{extra}]"'
            ) from error
        if not counts.documents + counts.problems:
            raise InputMissing(
                f"{source} holds no outputs", "planparse ingest and planparse batch write them"
            )
    return counts


def _counted(records: Iterable[Record], counts: Counts) -> Iterator[Record]:
    for record in records:
        counts.documents += record.plan is not None
        counts.tasks += len(record.plan.tasks) if record.plan else 0
        counts.problems += len(record.problems)
        yield record
