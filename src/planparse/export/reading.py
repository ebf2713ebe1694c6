"""The outputs in a folder, one at a time."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pydantic import ValidationError

from planparse.errors import InputMissing, InputUnsupported
from planparse.export.rows import Problem, Record
from planparse.files import as_text
from planparse.model.plan import PlanDocument

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MANIFEST, SUMMARY = "manifest.jsonl", "summary.json"


def read_records(source: Path) -> Iterator[Record]:
    """Every output below a folder in the order of paths, and the inputs that manifests there list as failed.

    Args:
        source: a folder that `planparse batch` filled, any other folder with outputs or with such folders in
            it, or one output.

    Raises:
        InputMissing: nothing is there, or it may not be read.
        InputUnsupported: one file that is no output.
    """
    try:
        yield from _records(source)
    except OSError as error:
        raise InputMissing(f"cannot read {error.filename}: {error.strerror}") from error


def _records(source: Path) -> Iterator[Record]:
    if source.is_file():
        record = _read(source, as_text(source.name))
        if record.problems:
            raise InputUnsupported(
                f"{record.file} is no output of planparse: {record.problems[0].message}",
                "name an output, or a folder of them",
            )
        yield record
        return
    if not source.is_dir():
        raise InputMissing(f"{source} is no folder with results")
    yield from _below(source, "")


def _below(folder: Path, prefix: str) -> Iterator[Record]:
    """Folder by folder, so that no list of all is held; `prefix` is the folder's path with a slash."""
    manifest = folder / MANIFEST
    ours = {SUMMARY} if manifest.is_file() else set()
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            yield from _below(path, f"{prefix}{path.name}/")
        elif path.suffix == ".json" and path.name not in ours:
            yield _read(path, as_text(prefix + path.name))
    if ours:
        yield from _failures(manifest, prefix)


def _read(path: Path, name: str) -> Record:
    try:
        return Record(name, PlanDocument.model_validate_json(path.read_bytes()))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(step) for step in first["loc"])
        problem = Problem(name, "not_a_result", f"{where}: {first['msg']}" if where else first["msg"])
        return Record(name, None, (problem,))


def _failures(manifest: Path, prefix: str) -> Iterator[Record]:
    """Inputs whose last entry says that they failed."""
    failed: dict[str, Problem] = {}
    with manifest.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            try:
                entry = json.loads(line)
                name, error = entry["input"], entry.get("error")
                problem = Problem(as_text(prefix + name), error["code"], error["message"]) if error else None
            except (ValueError, KeyError, TypeError, AttributeError):
                continue  # the line that a killed run was writing, or none of ours
            failed.pop(name, None)
            if problem and entry["status"] == "failed":
                failed[name] = problem
    for problem in failed.values():
        yield Record(problem.file, None, (problem,))
