"""`planparse ingest`."""

from __future__ import annotations

import glob
import os
import sys
from collections import Counter
from dataclasses import fields
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planparse.cli import console
from planparse.cli.configuration import build_settings, parse_page_numbers
from planparse.cli.options import Dictionaries, Jobs, Ocr, PageTimeout  # noqa: TC001 - typer reads the annotations
from planparse.cli.progress import page_progress
from planparse.errors import ExitCode, InputTooLarge, OutputError, UsageError
from planparse.files import make_folder, refuse_to_lose
from planparse.settings import ImageSteps

if TYPE_CHECKING:
    from planparse.model.plan import PlanDocument

STDIN = Path("-")


class EngineChoice(StrEnum):
    """Which binding of Tesseract reads."""

    AUTO = "auto"
    PYTESSERACT = "pytesseract"
    TESSEROCR = "tesserocr"


def _known_steps(names: list[str] | None) -> list[str] | None:
    """Refuse a step that does not exist, and name those that do."""
    known = [field.name for field in fields(ImageSteps)]
    for name in names or ():
        if name not in known:
            raise typer.BadParameter(f"{name!r} is none of {', '.join(known)}")
    return names


def ingest(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE",
            readable=False,
            help="PDF, TIFF, PNG, JPEG, WebP or plain text; - reads stdin. Several pictures, or a folder of "
            "them, are the pages of one document.",
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="Where the JSON goes; - is stdout. [default: FILE.json]"),
    ] = None,
    pages: Annotated[str | None, typer.Option(help="Only these pages, like 1-3,7.")] = None,
    ocr: Ocr = None,
    engine: Annotated[EngineChoice | None, typer.Option(help="Which binding of Tesseract reads.")] = None,
    dpi: Annotated[
        int | None,
        typer.Option(
            min=50, max=1200, help="Bring pages to this resolution instead of finding it from the letters."
        ),
    ] = None,
    jobs: Jobs = None,
    page_timeout: PageTimeout = None,
    dictionaries: Dictionaries = None,
    skip: Annotated[
        list[str] | None,
        typer.Option(
            callback=_known_steps,
            metavar="STEP",
            help="Leave out a step of the picture work, such as deskew; may be repeated.",
        ),
    ] = None,
    debug_images: Annotated[
        Path | None,
        typer.Option(file_okay=False, help="Write the picture after every step into this folder."),
    ] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace an output file that exists.")
    ] = False,
    pretty: Annotated[bool, typer.Option("--pretty/--compact", help="Indent the JSON.")] = True,
) -> None:
    """Turn one scanned plan into validated task records.

    Examples:

    `planparse ingest scan.pdf`  writes scan.pdf.json beside it

    `planparse ingest scan.pdf -o - | jq '.tasks[].lead_units[].name'`

    `planparse ingest old.pdf --pages 1-3 --ocr always -o plan.json`

    `planparse ingest trang-1.jpg trang-2.jpg -o plan.json`  photographs of one plan

    `planparse ingest - < ocr.txt`
    """  # fmt: skip
    from planparse.files import write_whole
    from planparse.pipeline import ingest as run

    files = [found for file in files for found in _named_by(file)]
    first = files[0].resolve() if files[0].is_dir() else files[0]
    if STDIN in files and len(files) > 1:
        raise UsageError("- is stdin, and stands alone", "name files, or stdin")
    target = output or (STDIN if first == STDIN else first.with_name(first.name + ".json"))
    try:
        if target != STDIN:
            _check_target(files, target, overwrite)
        if debug_images is not None:
            make_folder(debug_images)
            _check_folder(debug_images)
    except OSError as error:
        raise OutputError(f"cannot write {error.filename}: {error.strerror}") from error
    settings = build_settings(
        {
            "pages": None if pages is None else parse_page_numbers(pages),
            "ocr": ocr and ocr.value,
            "engine": engine and engine.value,
            "dpi": dpi,
            "jobs": jobs,
            "page_seconds": page_timeout,
            "dictionaries": dictionaries and tuple(dictionaries),
            "debug_images": debug_images,
        },
        skipped_steps=skip or (),
    )
    with page_progress(first.name) as progress:
        source = _source(files, settings.limits.file_bytes)
        plan = run(source, settings, name="stdin" if first == STDIN else None, progress=progress)
    content = (plan.model_dump_json(indent=2 if pretty else None) + "\n").encode()
    if target == STDIN:
        console.product(content.decode())
    else:
        write_whole(target, content, overwrite=overwrite)
    _report(plan, target)


def _named_by(file: Path) -> list[Path]:
    """The files of a pattern that no shell has expanded, as none does on Windows; else the file itself."""
    if file.exists() or not glob.has_magic(str(file)):
        return [file]
    return [Path(found) for found in sorted(glob.glob(str(file)))] or [file]  # noqa: PTH207 - may be absolute


def _source(files: list[Path], most: int) -> Path | bytes | list[Path]:
    """What is to be read: stdin up to `most` bytes, one file or folder, or the pictures of one document."""
    if files == [STDIN]:
        data = sys.stdin.buffer.read(most + 1)
        if len(data) > most:
            raise InputTooLarge(f"stdin gives more than the {most // 1_000_000} MB allowed")
        return data
    return files[0] if len(files) == 1 else files


def _check_target(files: list[Path], target: Path, overwrite: bool) -> None:
    """Say no before minutes of OCR rather than after."""
    if target.exists() and any(file.exists() and target.samefile(file) for file in files):
        raise UsageError("the output is the input", "choose another place with -o")
    refuse_to_lose(target, overwrite=overwrite)
    if not target.parent.is_dir():
        raise OutputError(
            f"no folder {target.parent}", "make the folder first, or choose another place with -o"
        )
    _check_folder(target.parent)


def _check_folder(folder: Path) -> None:
    if not os.access(folder, os.W_OK):
        raise OutputError(f"the folder {folder} may not be written to")


def _report(plan: PlanDocument, target: Path) -> None:
    for warning in plan.warnings:
        place = f"page {warning.page}: " if warning.page else ""
        console.say(f"warning: {place}{warning.message} [{warning.code}]")
    flags = Counter(flag.value for task in plan.tasks for flag in task.flags)
    doubts = [*plan.document.flags, *(f"{flag} {number}" for flag, number in flags.most_common())]
    if doubts:
        console.say(f"to look at: {', '.join(doubts)}")
    where = "" if target == STDIN else f" -> {target}"
    found = {"task": len(plan.tasks), "section": len(plan.sections), "page": len(plan.source.pages)}
    console.say(", ".join(console.count(number, noun) for noun, number in found.items()) + where)
    if plan.lost_content:
        raise typer.Exit(ExitCode.WARNINGS)
