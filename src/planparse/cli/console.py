"""Talk goes to stderr; stdout is only ever the product."""

from __future__ import annotations

import errno
import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planparse.errors import ExitCode, OutputError
from planparse.files import write_all

if TYPE_CHECKING:
    from planparse.errors import PlanparseError


_CLOSED = {errno.EPIPE, errno.EINVAL}
"""A pipe that nobody reads any more; the second is Windows' word for it."""


@dataclass(slots=True)
class _Debug:
    enabled: bool = False


DEBUG = _Debug()


def say(message: str) -> None:
    """One line of talk."""
    print(message, file=sys.stderr)  # noqa: T201 - this is where talk is printed


def fail(error: PlanparseError) -> None:
    """The two lines that every failure ends in."""
    say(f"error: {error.message}")
    say(f"hint: {error.hint}")


def product(text: str) -> None:
    """Write to stdout as UTF-8, whatever the terminal's code page.

    Raises:
        SystemExit: whoever read has read enough, like `head`.
        OutputError: it goes to a file that cannot be written.
    """
    try:
        sys.stdout.flush()
        write_all(sys.stdout.buffer, text.encode("utf-8"))
        sys.stdout.buffer.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for what Python flushes at its end
        if error.errno in _CLOSED:
            raise SystemExit(ExitCode.PIPE_CLOSED) from None
        raise OutputError(f"cannot write to stdout: {error.strerror}") from error


def count(number: int, noun: str) -> str:
    """A number with its noun.

    Example:
        >>> count(1, "task"), count(0, "page")
        ('1 task', '0 pages')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
