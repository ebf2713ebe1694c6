"""Count the word lists that stand in `dictionaries/`: syllables, parts of document codes, hyphenated words.

    python tools/build_lexicon.py --corpus FOLDER [--out dictionaries]

`syllables.tsv` holds what the spelling allows and the corpus has; `code_parts.tsv` the parts of document
codes (`QĐ-UBND`), with how often each stands first and later; `hyphenated.tsv` pairs of syllables that are
written with a hyphen (`các-bon`).
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from pathlib import Path

from build_language_model import sources, token_counts

from planparse.restore.words import Shape, model_words
from planparse.vietnamese.syllable import is_syllable

_PART = "[A-ZĐ][A-ZĐa-z&]*"
_CODE = re.compile(rf"\d+(?:/\d{{4}})?/(?P<code>{_PART}(?:-{_PART})*)")
_PARTYS_CODE = re.compile(rf"\d+-(?P<code>{_PART}/{_PART})")
"""The Party's offices set the stroke elsewhere: `57-NQ/TW`."""
LEAST_HYPHENS, BY_HYPHEN = 2, 3e-5
"""Times, and share of the rarer syllable, from which a hyphen is no accident of some page."""
_HYPHENATED = re.compile(r"[^\W\d_]+-[^\W\d_]+")


def write(path: Path, remarks: list[str], columns: tuple[str, ...], rows: list[tuple[object, ...]]) -> None:
    """One table in the form of all our dictionaries."""
    lines = [f"# {remark}" for remark in remarks]
    lines += ["\t".join(columns), *("\t".join(map(str, row)) for row in rows)]
    path.write_text("\n".join(lines) + "\n", "utf-8", newline="\n")
    print(f"{len(rows)} rows in {path}")


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("dictionaries"))
    parser.add_argument("--least", type=int, default=3, help="count that keeps a row")
    options = parser.parse_args()

    syllables: Counter[str] = Counter()
    first: Counter[str] = Counter()
    later: Counter[str] = Counter()
    hyphenated: Counter[tuple[str, ...]] = Counter()
    for source in sources(options.corpus):
        for token, count in token_counts(source).items():
            for word in model_words(token):
                if is_syllable(word):
                    syllables[word] += count
            core = Shape.of(token).core
            pair = model_words(core)
            if _HYPHENATED.fullmatch(core) and all(map(is_syllable, pair)):
                hyphenated[pair] += count
            match = _CODE.fullmatch(core) or _PARTYS_CODE.fullmatch(core)
            if match:
                head, *rest = re.split("[-/]", match["code"])
                first[head] += count * source.weight
                for part in rest:
                    later[part] += count * source.weight
    origin = "Source: counted on the corpus of tools/corpus_sources.tsv. Made by tools/build_lexicon.py."
    write(
        options.out / "syllables.tsv",
        [
            "Syllables that the spelling allows and the corpus has, lower case, tone in the old style.",
            origin,
        ],
        ("syllable", "count"),
        [
            (word, count)
            for word, count in sorted(syllables.items(), key=lambda item: (-item[1], item[0]))
            if count >= options.least
        ],
    )
    write(
        options.out / "hyphenated.tsv",
        [
            "Pairs of syllables that the corpus writes with a hyphen, lower case, tone in the old style.",
            origin,
        ],
        ("left", "right", "count"),
        [
            (*pair, count)
            for pair, count in sorted(hyphenated.items(), key=lambda item: (-item[1], item[0]))
            if count >= LEAST_HYPHENS and count >= BY_HYPHEN * min(map(syllables.__getitem__, pair))
        ],
    )
    parts = {part: (first[part], later[part]) for part in first | later}
    write(
        options.out / "code_parts.tsv",
        [
            "Parts of document codes such as QĐ-UBND: how often each stands first (the type) and later.",
            origin,
        ],
        ("part", "first", "later"),
        [
            (part, *counts)
            for part, counts in sorted(parts.items(), key=lambda item: (-sum(item[1]), item[0]))
            if sum(counts) >= options.least
        ],
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
