"""The list of commands, in the order in which `--help` shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planparse.cli import batch, doctor, evaluate, export, ingest, restore, schema, stats

if TYPE_CHECKING:
    import typer


def register(app: typer.Typer) -> None:
    """Add every command to the application."""
    app.command("ingest")(ingest.ingest)
    app.command("restore")(restore.restore)
    app.command("batch")(batch.batch)
    app.command("export")(export.export)
    app.command("stats")(stats.stats)
    app.command("schema")(schema.schema)
    app.command("doctor")(doctor.doctor)
    app.add_typer(evaluate.app, name="evaluate")
