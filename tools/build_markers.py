"""Count what Tesseract makes of list letters: print lists in serif fonts, wear them, read them with `vie`.

    python tools/build_markers.py [--out dictionaries/list_letters.tsv] [--pages 24]

A list letter stands alone before its parenthesis, where no neighbour helps the OCR; the channels, learned on
running text, do not know it. The same seed and Tesseract give the same counts.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from build_lexicon import write
from print_and_read import Wear, print_lines, read_lines
from rapidfuzz.distance import Levenshtein

from planparse.restore.lists import FOREIGN, ORDER

if TYPE_CHECKING:
    from collections.abc import Iterator

LETTERS = [letter for letter in ORDER if letter not in FOREIGN]
BODIES = (
    "Ban hành kế hoạch cải cách hành chính của cơ quan năm 2024;",
    "Rà soát, cập nhật danh mục thủ tục thuộc thẩm quyền giải quyết;",
    "Tiếp tục nâng cao chất lượng tham mưu, tổng hợp, báo cáo;",
    "Xây dựng chương trình công tác và phân công người thực hiện;",
    "Tổ chức tập huấn nghiệp vụ cho công chức, viên chức, người lao động.",
)
SEED = 20_230_330
LONGEST = 2
LEAST = 2


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=Path("dictionaries/list_letters.tsv"))
    parser.add_argument("--pages", type=int, default=24)
    options = parser.parse_args()
    generator = np.random.default_rng(SEED)
    counts: Counter[tuple[str, str]] = Counter()
    for page in range(options.pages):
        counts.update(read_markers(page, generator))
    write(
        options.out,
        [
            "What an OCR that knows Vietnamese reads for list letters before a bracket; right ones left out.",
            f"Source: {options.pages} pages of lists, printed, worn, read. Made by tools/build_markers.py.",
        ],
        ("printed", "read", "count"),
        [
            (*pair, count)
            for pair, count in sorted(counts.items(), key=lambda item: (item[0][0], -item[1], item[0]))
            if pair[0] != pair[1] and count >= LEAST
        ],
    )
    return 0


def read_markers(page: int, generator: np.random.Generator) -> Iterator[tuple[str, str]]:
    """Printed letters of one page, and what was read for each; lines are found again by their bodies."""
    order = generator.integers(len(BODIES), size=len(LETTERS)).tolist()
    lines = [f"{letter}) {BODIES[body]}" for letter, body in zip(LETTERS, order, strict=True)]
    wear = Wear.drawn(generator)
    read = [line.split() for line in read_lines(print_lines(lines, wear, page), "vie", wear.dpi)]
    printed = [line.split() for line in lines]
    ends = [" ".join(words[-3:]) for words in printed], [" ".join(words[-3:]) for words in read]
    for block in Levenshtein.editops(*ends).as_matching_blocks():
        for at in range(block.size):
            letter, seen = printed[block.a + at][0][:-1], read[block.b + at][0]
            if seen.endswith(")") and len(seen) <= LONGEST:
                yield letter, seen[:-1]


if __name__ == "__main__":
    sys.exit(main())
