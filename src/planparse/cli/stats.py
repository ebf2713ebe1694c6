"""`planparse stats`."""

from __future__ import annotations

import json
import sys
from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import TYPE_CHECKING, Annotated, Any

import typer

from planparse.cli import console

if TYPE_CHECKING:
    from rich.console import RenderableType

_SECTIONS = {
    "lead_units": "tasks by lead unit",
    "quarters": "tasks by quarter of the deadline",
    "confidence": "tasks by confidence, from",
    "flags": "tasks to look at, by flag",
    "warnings": "warnings by code",
}


def stats(
    folder: Annotated[
        Path, typer.Argument(help="A folder with outputs, or one output.", metavar="DIR", readable=False)
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")] = False,
    plot: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Draw a chart as well: .png, .svg or .pdf.")
    ] = None,
    top: Annotated[int, typer.Option(min=1, help="Longest list in a table.")] = 20,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace a chart that exists.")] = False,
) -> None:
    """Count documents, tasks, lead units, quarters, confidence and flags in a folder of outputs.

    Examples:
    `planparse stats results`

    `planparse stats results --json | jq .lead_units`

    `planparse stats results --plot chart.png`
    """
    from planparse.export import chart, statistics

    numbers = statistics.collect(folder)
    if plot is not None:
        chart.draw(numbers, plot, overwrite=overwrite)
    told = numbers.as_json()
    if as_json:
        console.product(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
    else:
        console.product(_rendered(*_tables(told, top)))


def _tables(told: dict[str, Any], top: int) -> list[RenderableType]:
    from rich.table import Table

    whole = Table("", "", show_header=False, box=None)
    for name, value in told.items():
        if name not in _SECTIONS:
            whole.add_row(name.replace("_", " "), "" if value is None else f"{value:,}")
    tables: list[RenderableType] = [whole]
    for name, title in _SECTIONS.items():
        rows = list(told[name].items())
        table = Table(title, "number", box=None, title_justify="left")
        table.columns[1].justify = "right"
        for label, value in rows[:top]:
            table.add_row(label, f"{value:,}")
        if len(rows) > top:
            table.add_row(f"and {len(rows) - top} more", f"{sum(value for _, value in rows[top:]):,}")
        if rows:
            tables += ["", table]
    return tables


def _rendered(*parts: RenderableType) -> str:
    """Tables as text; with colours only where stdout is a terminal."""
    from rich.console import Console

    screen = Console(force_terminal=sys.stdout.isatty(), width=None if sys.stdout.isatty() else 100)
    with screen.capture() as captured:
        screen.print(*parts, sep="\n")
    return captured.get()
