"""Every command explains itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import typer

from planparse import __version__
from planparse.cli.app import app
from planparse.errors import ExitCode

if TYPE_CHECKING:
    from tests.cli.conftest import Planparse

COMMANDS = sorted(typer.main.get_command(app).commands)  # type: ignore[attr-defined]  # a click group


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_each_command(planparse: Planparse, command: str) -> None:
    outcome = planparse(command, "--help")
    assert outcome.code == ExitCode.GOOD
    assert f"planparse {command}" in outcome.out
    assert outcome.err == ""


def test_commands_of_the_issue_are_there() -> None:
    assert set(COMMANDS) >= {"ingest", "restore", "schema", "doctor", "evaluate", "batch", "export", "stats"}


def test_version_is_one_line(planparse: Planparse) -> None:
    assert planparse("--version").out == f"planparse {__version__}\n"


def test_nothing_asked_shows_help_and_is_a_usage_error(planparse: Planparse) -> None:
    outcome = planparse()
    assert outcome.code == ExitCode.USAGE
    assert "ingest" in outcome.out + outcome.err


def test_unknown_option_is_a_usage_error(planparse: Planparse) -> None:
    assert planparse("ingest", "--no-such-option", "x.pdf").code == ExitCode.USAGE
