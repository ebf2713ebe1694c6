"""The typer application, the one place that turns errors into lines and exit codes."""

from __future__ import annotations

import gc
import os
import sys
import traceback
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from planparse import __version__
from planparse.cli import console
from planparse.cli.commands import register
from planparse.errors import ExitCode, InputMissing, PlanparseError, UsageError

_DEBUG = "--debug"
_BadCall: type[Exception] = typer.BadParameter.__mro__[1]
"""UsageError, which older typers take from click and newer ones hold themselves."""


class _Root(TyperGroup):
    """The top command."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Let ``--debug`` stand anywhere: whoever is told to add it adds it at the end."""
        first = [_DEBUG] if _DEBUG in args else []
        return super().parse_args(ctx, [*first, *(argument for argument in args if argument != _DEBUG)])


app = typer.Typer(
    name="planparse",
    cls=_Root,
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
    debug: Annotated[
        bool, typer.Option(_DEBUG, help="Show the traceback of an error; may stand anywhere.")
    ] = False,
) -> None:
    """Options that every command shares."""
    del version
    console.DEBUG.enabled = debug


register(app)


def main() -> None:
    """Run the command line and exit with a documented code."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # no matrices here: its threads cost 50 ms a start
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # to look for them costs 20 ms
    sys.unraisablehook = _thrown_away
    gc.set_threshold(50_000)  # a run makes many small values that stay; looking for cycles costs time
    try:
        # Windows' patterns are left to the commands: what stands after --glob must stay one
        code = app(
            standalone_mode=False, windows_expand_args=False
        )  # what a command left with: nothing, or its typer.Exit's code
    except Exception as error:  # noqa: BLE001 - a bug, too, is told in two lines
        if console.DEBUG.enabled:
            traceback.print_exc()
        code = _told(error)
    except KeyboardInterrupt:
        code = ExitCode.INTERRUPTED
    if code == ExitCode.INTERRUPTED:
        console.say("interrupted")
    sys.exit(code)


def _thrown_away(broken: Any) -> None:
    """What breaks while it is thrown away, as a ZIP file on a full disk: the error itself is told already."""
    if console.DEBUG.enabled:
        sys.__unraisablehook__(broken)


def _told(error: Exception) -> int:
    """Say what went wrong in two lines, and what to exit with."""
    if isinstance(error, typer.Abort):
        return ExitCode.INTERRUPTED
    if isinstance(error, _BadCall):
        call: Any = error
        message = " ".join(call.format_message().split()).rstrip(".")
        if not message:  # nothing was given, and the help is printed already
            return ExitCode.USAGE
        error = UsageError(message, f"see {call.ctx.command_path} --help")
    elif isinstance(error, OSError) and error.filename:
        error = InputMissing(f"{error.filename}: {error.strerror}")
    elif not isinstance(error, PlanparseError):  # a bug: one line for the user, a traceback with --debug
        error = PlanparseError(f"{type(error).__name__}: {error}")
    console.fail(error)
    return error.exit_code
