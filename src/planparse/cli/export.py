"""`planparse export`."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import Annotated

import typer

from planparse.cli import console


def export(
    folder: Annotated[
        Path, typer.Argument(help="A folder with outputs, or one output.", metavar="DIR", readable=False)
    ],
    to: Annotated[
        Path,
        typer.Option(
            "--to", metavar="FILE", help="Its suffix is the format: .jsonl .csv .xlsx .sqlite .parquet .ics"
        ),
    ],
    bom: Annotated[bool, typer.Option("--bom", help="CSV only: let Excel see that it is UTF-8.")] = False,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace a file that exists.")] = False,
) -> None:
    """Write the tasks of many outputs as one table, database or calendar.

    Examples:
    `planparse export results --to plans.xlsx`  a sheet each of tasks, documents and problems

    `planparse export results --to plans.csv --bom`  for a double click in Excel

    `planparse export results --to deadlines.ics`  for a calendar
    """
    from planparse.export import export as write

    counts = write(folder, to, bom=bom, overwrite=overwrite)
    trouble = f", {console.count(counts.problems, 'file')} without a result" if counts.problems else ""
    tasks, documents = console.count(counts.tasks, "task"), console.count(counts.documents, "document")
    console.say(f"{tasks} of {documents}{trouble} -> {to}")
