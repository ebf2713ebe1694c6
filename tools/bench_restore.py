"""How right, how harmless, how honest and how fast restoration is.

Usage:
    python tools/bench_restore.py --pair GOLD WRECK [--pair …] [--clean FILE …]

`--pair` scores a wrecked text against what the paper says, before and after, with the share of right tokens
by confidence; `--clean` counts the tokens of right texts that restoration changes. Speed is in tokens a
second of processor time on one core; start-up is a fresh process that restores one line. Lines without any
stop of ten times the letters should take ten times as long.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from planparse.evaluate.text import score_text, words_of
from planparse.pipeline import restorer
from planparse.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planparse.model.text import RestoredText, Token

BUCKETS = (0.99, 0.95, 0.9, 0.7, 0.5, 0.0)
SURE = 0.95
ROUNDS = 5
LONG = 100_000
LONG_LINES = ("Pon vi ", "chi,", "12/", "trienkhaithuchien", "ngày 1 1 tháng ")


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pair", nargs=2, type=Path, action="append", default=[], metavar=("GOLD", "WRECK"))
    parser.add_argument("--clean", nargs="*", type=Path, default=[])
    options = parser.parse_args()
    if not options.pair and not options.clean:
        parser.error("nothing to measure: give --pair or --clean")
    judged: Counter[tuple[float, bool]] = Counter()
    for gold, wreck in options.pair:
        _report_pair(gold, wreck, judged)
    if judged:
        report_calibration(judged)
    if options.clean:
        _report_harm(options.clean)
    _report_cost([wreck for _, wreck in options.pair] or options.clean)
    return 0


def _restore(path: Path) -> RestoredText:
    return restorer(Settings()).restore_text(path.read_text("utf-8-sig"))


def _report_pair(gold_path: Path, wreck: Path, judged: Counter[tuple[float, bool]]) -> None:
    gold, restored = gold_path.read_text("utf-8"), _restore(wreck)
    before, after = score_text(gold, wreck.read_text("utf-8-sig")), score_text(gold, restored.text)
    print(
        f"{wreck.parent.name}/{wreck.name}: "
        f"word errors {before.word_error_rate:.2%} -> {after.word_error_rate:.2%}, "
        f"letter errors {before.character_error_rate:.2%} -> {after.character_error_rate:.2%}"
    )
    lines = gold.split("\n")
    if len(lines) == len(restored.lines):
        for line, clean in zip(lines, restored.lines, strict=True):
            judged.update(_judged(line, clean.tokens))


def _judged(gold: str, tokens: tuple[Token, ...]) -> Iterator[tuple[float, bool]]:
    words = [(word, token.confidence) for token in tokens for word in words_of(token.text)]
    yield from right_by_confidence(words_of(gold), words)


def right_by_confidence(
    expected: Sequence[str], words: Sequence[tuple[str, float]]
) -> Iterator[tuple[float, bool]]:
    """The bucket of each word, and whether gold has it, punctuation aside."""
    right = [False] * len(words)
    for block in Levenshtein.opcodes(expected, [word for word, _ in words]):
        if block.tag == "equal":
            right[block.dest_start : block.dest_end] = [True] * (block.dest_end - block.dest_start)
    for (_, confidence), good in zip(words, right, strict=True):
        yield next(bucket for bucket in BUCKETS if confidence >= bucket), good


def report_calibration(judged: Counter[tuple[float, bool]]) -> None:
    """The reliability table, as Markdown."""
    print("\n| confidence | tokens | right |\n|---|---|---|")
    top = 1.0
    for bucket in BUCKETS:
        good, bad = judged[bucket, True], judged[bucket, False]
        if good + bad:
            print(f"| {bucket:.2f} to {top:.2f} | {good + bad} | {good / (good + bad):.2%} |")
        top = bucket
    sure = [sum(judged[bucket, good] for bucket in BUCKETS if bucket >= SURE) for good in (True, False)]
    print(f"\nwith confidence of at least {SURE}, {sure[0] / max(sum(sure), 1):.2%} of {sum(sure)} are right")


def _report_harm(paths: list[Path]) -> None:
    changed = tokens = 0
    for path in paths:
        restored = _restore(path)
        told = [token for line in restored.lines for token in line.tokens if token.changed]
        tokens += sum(len(line.tokens) for line in restored.lines)
        changed += len(told)
        for token in told:
            print(f"  {path.name}: {token.observed!r} -> {token.text!r}")
    share = changed / max(tokens, 1) * 10_000
    print(f"right texts: {changed} of {tokens} tokens changed, {share:.2f} in 10,000")


def _report_cost(paths: list[Path]) -> None:
    texts = [path.read_text("utf-8-sig") for path in paths]
    tokens = sum(len(text.split()) for text in texts)
    clean = restorer(Settings())
    for text in texts:
        clean.restore_text(text)
    started = time.process_time()
    for _ in range(ROUNDS):
        for text in texts:
            clean.restore_text(text)
    speed = tokens * ROUNDS / (time.process_time() - started)
    command = "from planparse import restore_text; restore_text('Don vi chu tri')"
    before = time.perf_counter()
    subprocess.run([sys.executable, "-c", command], check=True)
    start = time.perf_counter() - before
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{speed:,.0f} tokens a second; start-up {start:.2f} s, {memory:.0f} MiB")
    for piece in LONG_LINES:
        short, long = (_seconds((piece * size)[:size]) for size in (LONG // 10, LONG))
        print(f"a line of {LONG:,} letters like {piece!r}: {long:.2f} s, of a tenth {short:.2f} s")


def _seconds(text: str) -> float:
    started = time.process_time()
    restorer(Settings()).restore_text(text)
    return time.process_time() - started


if __name__ == "__main__":
    sys.exit(main())
