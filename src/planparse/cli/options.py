"""Options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class OcrChoice(StrEnum):
    """When pages are read by OCR."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


Ocr = Annotated[
    OcrChoice | None,
    typer.Option(
        "--ocr", help="Read pages by OCR: where the text layer is no good (auto), always, or never."
    ),
]
Jobs = Annotated[
    int | None, typer.Option("-j", "--jobs", min=1, help="Pages read side by side. [default: all cores]")
]
PageTimeout = Annotated[
    float | None,
    typer.Option(
        "--page-timeout", min=0.1, help="Seconds for one page before it is given up. [default: 120]"
    ),
]
Dictionaries = Annotated[
    list[Path] | None,
    typer.Option(
        "--dictionary",
        exists=True,
        file_okay=False,
        help="A folder with your own terms.tsv, units.tsv and others, in the form of ours; may be repeated.",
    ),
]
