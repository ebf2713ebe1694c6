"""`planparse restore`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planparse.cli import console
from planparse.cli.configuration import build_settings
from planparse.cli.options import Dictionaries  # noqa: TC001 - typer reads the annotations
from planparse.errors import InputMissing, InputUnsupported, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planparse.model.text import RestoredLine, RestoredText, Token

_RED, _GREEN, _PLAIN = "\x1b[31;9m", "\x1b[32m", "\x1b[0m"


def restore(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A UTF-8 text file, or - for stdin.")],
    explain: Annotated[
        bool, typer.Option("--explain", help="A line a changed token: candidates with their costs in nats.")
    ] = False,
    marks: Annotated[
        bool, typer.Option("--marks", help="Show in colour what went (struck out) and what came.")
    ] = False,
    dictionaries: Dictionaries = None,
) -> None:
    """Restore damaged Vietnamese text, line by line.

    The line structure stays exactly; right text stays as it is.

    Examples:

    `planparse restore wreck.txt > clean.txt`

    `pdftotext plan.pdf - | planparse restore - --marks`
    """
    from planparse.restore.restorer import Restorer

    if explain and marks:
        raise UsageError("--explain and --marks exclude each other", "give one of them")
    settings = build_settings({"dictionaries": dictionaries and tuple(dictionaries)})
    restored = Restorer.load(settings).restore_text(_read(file))
    if explain:
        console.product("".join(_explained(restored)))
    elif marks:
        console.product("\n".join(map(_marked, restored.lines)))
    else:
        console.product(restored.text)


def _read(file: str) -> str:
    try:
        raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise InputMissing(f"cannot read {file}: {error.strerror}") from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputUnsupported(
            f"{file} is not UTF-8 text", "for PDFs and pictures use planparse ingest"
        ) from error


def _explained(restored: RestoredText) -> Iterator[str]:
    """One block a changed token; candidates with channel + language cost = sum, in nats."""
    for number, line in enumerate(restored.lines, 1):
        for token in line.tokens:
            if token.changed:
                yield f"{number}: {token.observed} -> {token.text} ({token.confidence:.3f})\n"
                yield from (
                    f"    {candidate.text:<14} {candidate.channel_cost:7.2f} + {candidate.language_cost:7.2f}"
                    f" = {candidate.cost:7.2f}\n"
                    for candidate in token.candidates
                )


def _marked(line: RestoredLine) -> str:
    """The line with its changes in colour; white space between tokens as it stood."""
    pieces: list[str] = []
    rest = line.text
    for token in line.tokens:
        before, _, rest = rest.partition(token.text) if token.text else ("", "", rest)
        pieces += (before, _shown(token))
    return "".join((*pieces, rest))


def _shown(token: Token) -> str:
    if not token.changed:
        return token.text
    return f"{_RED}{token.observed}{_PLAIN}{_GREEN}{token.text}{_PLAIN}"
