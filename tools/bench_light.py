"""What restoration does to pages that an OCR with Vietnamese read: words mended, left and harmed.

    python tools/bench_light.py --read GOLD FILE [--read GOLD FILE …] [--left]

FILE is a scan, which is read with our own OCR, or text, its pages parted by form feeds as Tesseract writes
them (`tesseract page.png - -l vie`). Every harmed word is listed, with `--left` also those that stay wrong;
then the share of right words by confidence. A page whose errors grew is marked with `!`. Pages
stand alone: a table's header that each page repeats counts as wrong there, and in the shares by confidence.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bench_restore import report_calibration, right_by_confidence

from planparse.evaluate.repair import score_repair
from planparse.evaluate.running_text import running_text
from planparse.evaluate.text import words_of
from planparse.ingest import open_document
from planparse.pipeline import read_page, restorer
from planparse.settings import Settings

if TYPE_CHECKING:
    from planparse.evaluate.repair import Repair

SETTINGS = Settings(jobs=1)
Sure = list[tuple[str, float]]
"""Words and how sure restoration is of each."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of each page before and after, and all words after with their confidence.

    `whole` is the document before and after, tables over several pages told as one.
    """

    before: list[str]
    after: list[str]
    words: Sure
    whole: tuple[str, str]


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--read", nargs=2, type=Path, action="append", required=True, metavar=("GOLD", "FILE")
    )
    parser.add_argument("--left", action="store_true", help="list the words that stay wrong")
    options = parser.parse_args()
    judged: Counter[tuple[float, bool]] = Counter()
    total: Counter[str] = Counter()
    for gold_path, file in options.read:
        gold = gold_path.read_text("utf-8-sig")
        reading = restored_text(file) if file.suffix == ".txt" else restored_scan(file)
        pages = score_repair(gold, reading.before, reading.after)
        whole = score_repair(gold, *([text] for text in reading.whole))[0]
        report(f"{file.parent.name}/{file.name}", whole, pages, left=options.left)
        total.update(before=whole.errors_before, after=whole.errors_after)
        judged.update(right_by_confidence(words_of(gold), reading.words))
    print(
        f"\nin all {total['before']} -> {total['after']} word errors, {gone(total['before'], total['after'])}"
    )
    report_calibration(judged)
    return 0


def restored_text(file: Path) -> Reading:
    """Restore the text of an OCR, all pages together."""
    before = file.read_text("utf-8-sig").split("\f")
    restored = restorer(SETTINGS).restore_text("\n".join(before))
    lines = iter(restored.lines)
    after = ["\n".join(next(lines).text for _ in page.split("\n")) for page in before]
    return Reading(
        before,
        after,
        [
            (word, token.confidence)
            for line in restored.lines
            for token in line.tokens
            for word in words_of(token.text)
        ],
        ("\n".join(before), restored.text),
    )


def restored_scan(file: Path) -> Reading:
    """Read a scan, restore its pages."""
    with open_document(file, settings=SETTINGS) as document:
        count = document.info.page_count
    pages = [read_page(file, number, SETTINGS) for number in range(1, count + 1)]
    restored = restorer(SETTINGS).restore_pages(pages)
    return Reading(
        [page.text for page in pages],
        [page.text for page in restored],
        [
            (text, word.confidence)
            for page in restored
            for line in page.lines()
            for word in line.words
            for text in words_of(word.text)
        ],
        (running_text(pages), running_text(restored)),
    )


def report(name: str, whole: Repair, pages: list[Repair], *, left: bool) -> None:
    """One document: its errors, those by page, then the words that matter."""
    before, after = whole.errors_before, whole.errors_after
    print(f"{name}: {whole.words} words, errors {before} -> {after}, {gone(before, after)}")
    print(
        "  by page "
        + " ".join(
            f"{page.errors_before}->{page.errors_after}{'!' * (page.errors_after > page.errors_before)}"
            for page in pages
        )
    )
    for number, page in enumerate(pages, 1):
        for fate in page.fates:
            if fate.harmed or (left and not fate.mended):
                what = "harmed" if fate.harmed else "left"
                print(
                    f"  {number:3} {what}: {fate.gold!r} {fate.before!r} -> {fate.after!r} | {fate.context}"
                )


def gone(before: int, after: int) -> str:
    """The share of errors that went, for people."""
    return f"{1 - after / before:.0%} gone" if before else "none to mend"


if __name__ == "__main__":
    sys.exit(main())
