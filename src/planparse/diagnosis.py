"""What this machine has to read with, what it lacks, and the command that mends it."""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from planparse import __version__
from planparse.errors import UsageError
from planparse.ocr import engine_report
from planparse.resources import dictionaries_folder, read_table
from planparse.settings import usable_cores

if TYPE_CHECKING:
    from collections.abc import Iterator

_EXTRAS = {
    "tesserocr": ("fast", "reads a third faster"),
    "xlsxwriter": ("excel", "planparse export --to plans.xlsx"),
    "pyarrow": ("parquet", "planparse export --to plans.parquet"),
    "matplotlib": ("plot", "planparse stats --plot"),
    "fsspec": ("remote", "s3:// and gs:// folders"),
    "distributed": ("cluster", "planparse batch --engine dask"),
}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at."""

    name: str
    found: str
    good: bool = True
    remedy: str = ""
    """The command or the step that mends it; empty where it is good."""
    needed: bool = True
    """Whether scans cannot be read without it."""


def diagnose() -> tuple[Check, ...]:
    """Every check, in the order in which a person would mend them."""
    return (*_machine(), *_tesseract(), *_dictionaries(), *_extras())


def _machine() -> Iterator[Check]:
    version = ".".join(map(str, sys.version_info[:3]))
    yield Check("planparse", f"{__version__} on Python {version}, {usable_cores()} cores")
    folder = Path(tempfile.gettempdir())
    try:
        with tempfile.TemporaryFile(dir=folder):
            yield Check("temporary files", str(folder))
    except OSError as error:
        yield Check(
            "temporary files", str(error), good=False, remedy="set TMPDIR to a folder that can be written"
        )


def _tesseract() -> Iterator[Check]:
    report = engine_report()
    command = install_command(sys.platform)
    there = report.program is not None
    found = report.version or report.program or "not found"
    yield Check("tesseract", found, there, "" if there else command)
    reads = "vie" in report.languages
    elsewhere = os.environ.get("TESSDATA_PREFIX")
    if there and elsewhere:
        command = f"TESSDATA_PREFIX is {elsewhere}: put vie.traineddata there, or unset it"
    yield Check("tesseract languages", ", ".join(report.languages) or "none", reads, "" if reads else command)


def install_command(platform: str) -> str:
    """The command that installs Tesseract with Vietnamese.

    Args:
        platform: as ``sys.platform`` names it.
    """
    if platform == "win32":
        return "winget install -i UB-Mannheim.TesseractOCR  (tick Vietnamese under Additional language data)"
    if platform == "darwin":
        return "brew install tesseract tesseract-lang"
    for release, command in (
        ("/etc/fedora-release", "sudo dnf install tesseract tesseract-langpack-vie"),
        ("/etc/arch-release", "sudo pacman -S tesseract tesseract-data-vie"),
    ):
        if Path(release).exists():
            return command
    return "sudo apt-get install tesseract-ocr tesseract-ocr-vie"


def _dictionaries() -> Iterator[Check]:
    folder = dictionaries_folder()
    try:
        types = len(read_table("document_types.tsv"))
    except (OSError, UsageError) as error:
        yield Check("dictionaries", str(error), good=False, remedy="install planparse again")
    else:
        yield Check("dictionaries", f"{folder} ({types} document types)")


def _extras() -> Iterator[Check]:
    for module, (extra, use) in _EXTRAS.items():
        there = find_spec(module) is not None
        remedy = "" if there else f'pip install "planparse[{extra}]"'
        yield Check(f"extra {extra}", use, there, remedy, needed=False)
