"""The typer application, the one place that turns errors into lines and exit codes."""

from __future__ import annotations

import gc
import os
import sys
from typing import Annotated

import typer

from planparse import __version__
from planparse.cli import console
from planparse.cli.commands import register
from planparse.errors import ExitCode, PlanparseError

app = typer.Typer(
    name="planparse",
    help="Scanned Vietnamese administrative plans into clean, validated task records.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"planparse {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop."),
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
) -> None:
    """Options that every command shares."""
    del version
    console.DEBUG.enabled = console.DEBUG.enabled or debug


register(app)


def main() -> None:
    """Run the command line and exit with a documented code."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # no matrices here: its threads cost 50 ms a start
    gc.set_threshold(50_000)  # a run makes many small values that stay; looking for cycles costs time
    try:
        app()
    except PlanparseError as error:
        if console.DEBUG.enabled:
            raise
        console.fail(error)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        console.say("interrupted")
        sys.exit(ExitCode.INTERRUPTED)
    except Exception as error:  # a bug: one line for the user, the traceback for whoever asks
        if console.DEBUG.enabled:
            raise
        console.fail(PlanparseError(f"{type(error).__name__}: {error}"))
        sys.exit(ExitCode.INTERNAL)
