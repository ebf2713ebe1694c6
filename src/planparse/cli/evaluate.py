"""`planparse evaluate`: scores against gold."""

from __future__ import annotations

import json
from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import Annotated, Any

import typer

from planparse.cli import console
from planparse.errors import InputMissing, InputUnsupported

_RECORDS = "give a gold file and an output of planparse"

app = typer.Typer(help="Score text or records against gold.", no_args_is_help=True)


@app.command("text")
def text(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="What the paper says, UTF-8.", readable=False)],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The text to score, UTF-8.", readable=False)],
    worst: Annotated[int, typer.Option("--worst", min=0, help="Show the most frequent confusions.")] = 0,
    alignment: Annotated[
        bool, typer.Option("--alignment", help="Show every place where the two differ, with its line.")
    ] = False,
    before: Annotated[
        Path | None,
        typer.Option(
            "--before",
            readable=False,
            help="The text before restoration: show each word mended, left or harmed.",
        ),
    ] = None,
) -> None:
    """Word, letter and syllable errors of a text.

    Example: `planparse evaluate text gold.txt restored.txt --before ocr.txt`
    """
    from planparse.evaluate.text import score_text

    right, read = read_utf8(gold), read_utf8(file)
    score = score_text(right, read)
    figures = {
        "line_aligned": score.line_aligned,
        "words": score.words,
        "word_error_rate": round(score.word_error_rate, 4),
        "character_error_rate": round(score.character_error_rate, 4),
        "syllable_accuracy": round(score.syllable_accuracy, 4),
    }
    console.product(json.dumps(figures, indent=2) + "\n")
    for (word, confused), count in score.confusions().most_common(worst):
        console.product(f"{count:5}  {word or '(nothing)'} -> {confused or '(nothing)'}\n")
    if alignment:
        for found in score.differences:
            console.product(
                f"line {found.line}: {found.gold or '(nothing)'} -> {found.output or '(nothing)'}\n"
            )
    if before:
        _show_fates(right, read_utf8(before), read)


def _show_fates(gold: str, before: str, after: str) -> None:
    from planparse.evaluate.repair import score_repair

    pages = before.split("\f"), after.split("\f")
    if len(pages[0]) != len(pages[1]):
        pages = [before], [after]
    for number, page in enumerate(score_repair(gold, *pages), 1):
        console.product(f"page {number}: word errors {page.errors_before} -> {page.errors_after}\n")
        for fate in page.fates:
            what = "mended" if fate.mended else "harmed" if fate.harmed else "left"
            console.product(
                f"  {what}: {fate.before or '(nothing)'} -> {fate.after or '(nothing)'}, "
                f"gold {fate.gold or '(nothing)'} | {fate.context}\n"
            )


@app.command("records")
def records(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="The right records, JSON.", readable=False)],
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="An output of `planparse ingest`.", readable=False)
    ],
    show: Annotated[bool, typer.Option("--show", help="List every wrong cell.")] = False,
) -> None:
    """Records against gold, cell by cell.

    Example: `planparse evaluate records gold.json output.json --show`
    """
    from planparse.evaluate.records import score_records

    try:
        score = score_records(_read_document(gold), _read_document(file))
    except KeyError as missing:
        raise InputUnsupported(f"a record lacks {missing}", _RECORDS) from missing
    console.product(json.dumps(score.figures(), ensure_ascii=False, indent=2) + "\n")
    for cell in score.wrong if show else ():
        console.product(f"{cell.where} [{cell.field}]\n  gold: {cell.gold!r}\n  got:  {cell.output!r}\n")


def _read_document(path: Path) -> dict[str, Any]:
    try:
        document = json.loads(read_utf8(path))
    except json.JSONDecodeError as error:
        raise InputUnsupported(f"{path} is no JSON", _RECORDS) from error
    if not isinstance(document, dict) or not isinstance(document.get("document"), dict):
        raise InputUnsupported(f"{path} holds no records", _RECORDS)
    for name in ("sections", "tasks"):
        listed = document.get(name)
        if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
            raise InputUnsupported(f"{path} holds no list of {name}", _RECORDS)
    return document


def read_utf8(path: Path) -> str:
    """A gold or output file.

    Raises:
        InputMissing: it is not there or may not be read.
        InputUnsupported: it is no UTF-8 text.
    """
    try:
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise InputMissing(f"cannot read {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputUnsupported(f"{path} is not UTF-8 text", "save it as UTF-8") from error
