r"""Learn what an OCR does to Vietnamese letters.

    python tools/build_channel.py render --corpus FOLDER --reader eng --out dictionaries/channel_english.tsv
    python tools/build_channel.py render --corpus FOLDER --reader vie \
        --out dictionaries/channel_vietnamese.tsv --words dictionaries/misread_words.tsv
    python tools/build_channel.py pairs GOLD READ --out dictionaries/channel_english_times.tsv

`render` prints paragraphs of the corpus, wears the pages, reads them and counts; `--reader` names a language
of Tesseract or `ocrad`, several take turns. `pairs` counts in two texts of the same lines. Either way lines
are aligned word by word, words letter by letter with the channel itself, and the counts make the next channel
(hard EM). An OCR that knows the language takes some words for others far more often than their letters
(`chi` for `chỉ`): `--words` counts these. Pages once read are kept in `--cache`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from build_language_model import sources
from print_and_read import LINES_A_PAGE, OCRAD, Wear, broken, print_lines, read_lines
from rapidfuzz.distance import Levenshtein

from planparse.restore.channel import FAR, LONGEST, Channel, Prior, build_channel
from planparse.restore.words import Shape
from planparse.vietnamese.syllable import is_syllable
from planparse.vietnamese.unicode import nfc, place_tones, strip_marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

WRECKING, KNOWING = Prior(same=0.25, unmarked=0.65), Prior(same=0.985, unmarked=0.004)
"""Of an OCR that does not know Vietnamese, and of one that does."""
ROUNDS = 5
TOO_FAR = 0.67
"""Share of letters in which two words may differ, marks aside, and still be one word printed and read."""
OFTEN = 5
"""Times that a word must have been taken for another to be told in `--words`."""
Pair = tuple[str, str]


def sample(folder: Path, pages: int, seed: int) -> Iterator[list[str]]:
    """Lines for each page: paragraphs drawn by lot, each file in proportion to its weight."""
    generator = np.random.default_rng(seed)
    files = [(list(source.lines()), source.weight) for source in sources(folder)]
    weights = np.asarray([len(lines) * weight for lines, weight in files], dtype=float)
    for _ in range(pages):
        lines: list[str] = []
        while len(lines) < LINES_A_PAGE:
            chosen = files[int(generator.choice(len(files), p=weights / weights.sum()))][0]
            lines += broken([nfc(chosen[int(generator.integers(len(chosen)))].strip())])
        yield lines[:LINES_A_PAGE]


def read_pages(
    pages: Iterable[list[str]], readers: Sequence[str], cache: Path, seed: int
) -> Iterator[tuple[list[str], list[str]]]:
    """Printed and read lines of each page; what was read before is taken from the cache."""
    cache.mkdir(parents=True, exist_ok=True)

    def one(job: tuple[int, list[str]]) -> tuple[list[str], list[str]]:
        number, lines = job
        wear, reader = Wear.drawn(np.random.default_rng([seed, number])), readers[number % len(readers)]
        key = hashlib.sha256(repr((lines, wear, number, reader)).encode()).hexdigest()[:24]
        kept = cache / f"{key}.json"
        if not kept.is_file():
            read = read_lines(print_lines(lines, wear, number), reader, wear.dpi)
            kept.write_text(json.dumps(read, ensure_ascii=False), "utf-8")
        return lines, json.loads(kept.read_text("utf-8"))

    with ThreadPoolExecutor(2) as pool:
        yield from pool.map(one, enumerate(pages))


def matched_lines(printed: Sequence[str], read: Sequence[str]) -> Iterator[Pair]:
    """Lines that belong together: read lines may be missing or extra."""
    if len(printed) == len(read):
        yield from zip(printed, read, strict=True)
        return
    table = np.zeros((len(printed) + 1, len(read) + 1))
    near = [
        [Levenshtein.normalized_similarity(strip_marks(a), strip_marks(b)) for b in read] for a in printed
    ]
    for i in range(len(printed)):
        for j in range(len(read)):
            table[i + 1, j + 1] = max(table[i, j] + near[i][j], table[i, j + 1], table[i + 1, j])
    i, j = len(printed), len(read)
    while i and j:
        if table[i, j] == table[i - 1, j - 1] + near[i - 1][j - 1]:
            i, j = i - 1, j - 1
            if near[i][j] > 1 - TOO_FAR:
                yield printed[i], read[j]
        elif table[i, j] == table[i - 1, j]:
            i -= 1
        else:
            j -= 1


def word_pairs(printed: str, read: str) -> Iterator[Pair]:
    """Cores of words that stand one to one in a line and its reading."""
    left, right = cores(printed), cores(read)
    size = (len(left) + 1, len(right) + 1)
    table = np.add.outer(np.arange(size[0]), np.arange(size[1])).astype(float)
    for i, a in enumerate(left):
        for j, b in enumerate(right):
            table[i + 1, j + 1] = min(
                table[i, j] + 1.6 * _distance(a, b), table[i, j + 1] + 1, table[i + 1, j] + 1
            )
    i, j = len(left), len(right)
    while i and j:
        if table[i, j] == table[i - 1, j - 1] + 1.6 * _distance(left[i - 1], right[j - 1]):
            i, j = i - 1, j - 1
            if _distance(left[i], right[j]) <= TOO_FAR:
                yield left[i], right[j]
        elif table[i, j] == table[i - 1, j] + 1:
            i -= 1
        else:
            j -= 1


def cores(line: str) -> list[str]:
    """What stands between spaces, hyphens and slashes, without punctuation."""
    shapes = (Shape.of(piece) for piece in re.split(r"[\s/–—-]+", line))
    return [shape.core for shape in shapes if shape.core]


def _distance(a: str, b: str) -> float:
    return Levenshtein.normalized_distance(strip_marks(a).lower(), strip_marks(b).lower())


def align(printed: str, read: str, channel: Channel) -> list[Pair]:
    """Letters of a printed word and the segments that they were read as, at the least cost."""
    tables = channel.tables(read)
    size = len(read)
    costs = [[0.0] + [float("inf")] * size]
    taken: list[list[int]] = []
    for letter in printed:
        unit = channel.units[letter]
        row, lengths = [float("inf")] * (size + 1), [0] * (size + 1)
        for end in range(size + 1):
            for length in range(min(LONGEST, end) + 1):
                cost = costs[-1][end - length] + float(tables[length, unit, end - length])
                if cost < row[end]:
                    row[end], lengths[end] = cost, length
        costs.append(row)
        taken.append(lengths)
    found, end = [], size
    for letter, lengths in zip(reversed(printed), reversed(taken), strict=True):
        length = lengths[end]
        found.append((letter, read[end - length : end]))
        end -= length
    return found if end == 0 and costs[-1][size] < FAR else []


def learn(pairs: Counter[Pair], prior: Prior) -> Counter[Pair]:
    """Counts of (printed letter, read segment)."""
    letters = sorted({letter.lower() for printed, _ in pairs for letter in printed})
    usable = {
        (printed, read): count
        for (printed, read), count in pairs.items()
        if all(letter in build_units(letters) for letter in printed)
    }
    counts: Counter[Pair] = Counter()
    for _ in range(ROUNDS):
        channel = build_channel(((a, b, n) for (a, b), n in counts.items()), prior, letters)
        counts = Counter()
        for (printed, read), number in usable.items():
            for letter, segment in align(printed, read, channel):
                counts[letter, segment] += number
    return counts


def build_units(letters: Sequence[str]) -> set[str]:
    """Letters in both cases."""
    return {*letters, *(letter.upper() for letter in letters if len(letter.upper()) == 1)}


def teaches(printed: str) -> bool:
    """Whether a printed core says something about letters: a syllable or an abbreviation, no number."""
    return is_syllable(printed) or (printed.isalpha() and printed.isupper())


def write(counts: Counter[Pair], out: Path, least: int, remarks: Sequence[str]) -> None:
    """One row a confusion, letters in order, most frequent segments first."""
    rows = sorted(counts.items(), key=lambda item: (item[0][0], -item[1], item[0][1]))
    body = [f"{a}\t{b}\t{n}" for (a, b), n in rows if n >= least and "\t" not in b and '"' not in b]
    head = [f"# {remark}" for remark in remarks]
    out.write_text("\n".join([*head, "printed\tread\tcount", *body]) + "\n", "utf-8", newline="\n")
    print(f"{len(body)} confusions in {out}")


def write_words(pairs: Counter[Pair], out: Path, remarks: Sequence[str]) -> None:
    """Words that were often taken for others, with how often they were printed, by falling count."""
    counts: Counter[Pair] = Counter()
    printed: Counter[str] = Counter()
    for (left, right), number in pairs.items():
        counts[left.lower(), place_tones(right.lower(), "old")] += number
        printed[left.lower()] += number
    rows = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    body = [
        f"{a}\t{b}\t{n}\t{printed[a]}"
        for (a, b), n in rows
        if n >= OFTEN and a != b and b.isalpha() and is_syllable(a)
    ]
    head = [f"# {remark}" for remark in remarks]
    out.write_text("\n".join([*head, "printed\tread\tcount\tof", *body]) + "\n", "utf-8", newline="\n")
    print(f"{len(body)} words in {out}")


def named(readers: Sequence[str]) -> str:
    """The readers in words."""
    languages = [f"`{reader}`" for reader in readers if reader != OCRAD]
    programs = ["Tesseract " + ", ".join(languages)] * bool(languages) + [OCRAD] * (OCRAD in readers)
    return " and ".join(programs)


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    render = commands.add_parser("render")
    render.add_argument("--corpus", type=Path, required=True)
    render.add_argument("--reader", action="append", required=True)
    render.add_argument("--pages", type=int, default=120)
    render.add_argument("--seed", type=int, default=1902)
    render.add_argument("--cache", type=Path, default=Path(".cache/channel"))
    render.add_argument("--words", type=Path, help="count whole words too")
    texts = commands.add_parser("pairs")
    texts.add_argument("gold", type=Path)
    texts.add_argument("read", type=Path)
    texts.add_argument("--reader", action="append", default=["eng"])
    for command in (render, texts):
        command.add_argument("--out", type=Path, required=True)
        command.add_argument("--least", type=int, default=2, help="count that keeps a confusion")
    options = parser.parse_args()

    pairs: Counter[Pair] = Counter()
    if options.command == "render":
        pages = sample(options.corpus, options.pages, options.seed)
        lines = [
            pair
            for printed, read in read_pages(pages, options.reader, options.cache, options.seed)
            for pair in matched_lines(printed, read)
        ]
        origin = (
            f"{options.pages} pages of the corpus, printed in free serif fonts, worn,"
            f" read with {named(options.reader)}"
        )
    else:
        gold, read = (path.read_text("utf-8").split("\n") for path in (options.gold, options.read))
        lines = list(matched_lines(gold, read))
        origin = (
            f"the lines of {options.gold.parent.name} (statistics only), read by the English OCR of an office"
        )
    for printed, read in lines:
        for left, right in word_pairs(place_tones(printed, "old"), nfc(read)):
            if teaches(left):
                pairs[left, right] += 1
    remarks = [
        "What an OCR reads where a letter is printed; `read` may be empty.",
        f"Source: {origin}. {sum(pairs.values())} words.",
        "Made by tools/build_channel.py.",
    ]
    prior = KNOWING if options.reader == ["vie"] else WRECKING
    write(learn(pairs, prior), options.out, options.least, remarks)
    if options.command == "render" and options.words:
        remarks[0] = (
            "Words that an OCR often takes for others: `count` of the `of` times that they were printed."
        )
        write_words(pairs, options.words, remarks)
    return 0


if __name__ == "__main__":
    sys.exit(main())
