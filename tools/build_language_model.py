"""Count the language model: interpolated Kneser-Ney trigrams over Vietnamese syllables.

    python tools/build_language_model.py --corpus FOLDER [--out dictionaries/language_model]

FOLDER holds text files (`.txt`, `.txt.xz`), one paragraph a line. `corpus_sources.tsv` beside this tool tells
where ours come from and how much they weigh: a file's n-grams count `weight` times, one not named once.

Modified Kneser-Ney (Chen and Goodman 1999) with three discounts an order, from the unweighted counts.
Trigrams below `--least` and bigrams never seen as context or continuation of a kept trigram are pruned; what
they lose goes to the back-off weight, so every distribution still sums to one. Slips of the corpus, much of
which an OCR read (`quy định chỉ tiết`), are mended before. Log probabilities are stored
in steps of 1/16 nat in one byte. The same text and parameters give the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import lzma
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from planparse.restore.hash_table import HashTable
from planparse.restore.language_model import FORMAT, STEP
from planparse.restore.words import BREAK, CLASSES, UNKNOWN, model_words
from planparse.vietnamese.syllable import is_syllable
from planparse.vietnamese.unicode import has_marks, strip_marks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Ids = NDArray[np.int64]
    Arrays = dict[str, NDArray[np.generic]]

BITS = 16
LONGEST_WORD = 14
RARE = 100
SLIP = 25
"""How many times as common a word of the same letters must be between the same neighbours, and before the
same word, for one to be a slip: `quy định chi tiết` over `quy định chỉ tiết`."""
SOURCES = Path(__file__).with_name("corpus_sources.tsv")


@dataclass(frozen=True, slots=True)
class Source:
    """One file of the corpus."""

    path: Path
    weight: int
    source: str
    licence: str

    def lines(self) -> Iterator[str]:
        """Its paragraphs."""
        if self.path.suffix == ".xz":
            with lzma.open(self.path, "rt", encoding="utf-8") as packed:
                yield from packed
        else:
            with self.path.open(encoding="utf-8") as plain:
                yield from plain


def sources(folder: Path) -> list[Source]:
    """The files of a corpus, in order of name."""
    rows = (line for line in SOURCES.read_text("utf-8").splitlines() if not line.startswith("#"))
    told = {row["file"]: row for row in csv.DictReader(rows, dialect="excel-tab")}
    files = sorted(path for path in folder.iterdir() if path.name.endswith((".txt", ".txt.xz")))
    return [
        Source(
            path,
            int(told.get(path.name, {}).get("weight", 1)),
            told.get(path.name, {}).get("source", ""),
            told.get(path.name, {}).get("licence", ""),
        )
        for path in files
    ]


def token_counts(source: Source) -> Counter[str]:
    """How often each token between spaces stands in the file."""
    counts: Counter[str] = Counter()
    for line in source.lines():
        counts.update(line.split())
    return counts


def lost_a_space(word: str, counts: Counter[str]) -> bool:
    """Whether the word is two of our syllables, both a hundred times as common (`tổchức`)."""
    if is_syllable(word) or not has_marks(word):
        return False
    halves = ((word[:cut], word[cut:]) for cut in range(1, len(word)))
    return any(min(counts[a], counts[b]) > RARE * counts[word] for a, b in halves if is_syllable(a))


def likely_slips(counts: Counter[str]) -> set[str]:
    """Words that are a letter or a mark short of a syllable a hundred times as common (`đượ`, `chât`)."""
    common: dict[str, int] = {}
    for word, count in counts.items():
        if is_syllable(word):
            for form in (word[:-1], strip_marks(word)):
                common[form] = max(count, common.get(form, 0))
    return {
        word
        for word, count in counts.items()
        if len(word) > 1
        and has_marks(word)
        and not is_syllable(word)
        and max(common.get(word, 0), common.get(strip_marks(word), 0)) > RARE * count
    }


def choose_vocabulary(counts: Counter[str], least_syllable: int, least_other: int) -> list[str]:
    """Classes first, then words by falling frequency, ties by spelling."""
    slips = likely_slips(counts)
    words = [
        word
        for word, count in counts.items()
        if word not in CLASSES
        and word not in slips
        and any(map(str.isalpha, word))
        and not lost_a_space(word, counts)
        and len(word) <= LONGEST_WORD
        and count >= (least_syllable if is_syllable(word) else least_other)
    ]
    return [*CLASSES, *sorted(words, key=lambda word: (-counts[word], word))]


def stream(source: Source, ids: dict[str, int]) -> Ids:
    """The file as ids; every paragraph begins after a break, and a break is two ids long."""
    known: dict[str, list[int]] = {}
    unknown, stop = ids[UNKNOWN], ids[BREAK]
    out: list[int] = []
    for line in source.lines():
        out += (stop, stop)
        for token in line.split():
            numbers = known.get(token)
            if numbers is None:
                numbers = []
                for word in model_words(token):
                    numbers += (stop, stop) if word == BREAK else (ids.get(word, unknown),)
                known[token] = numbers
            out += numbers
    return np.asarray(out, dtype=np.int64)


def kin(vocabulary: list[str]) -> Iterator[Ids]:
    """For each word another with the same letters but for their marks, -1 for none; all of them in turn."""
    families: dict[str, list[int]] = {}
    for number, word in enumerate(vocabulary):
        if len(word) > 1:
            families.setdefault(strip_marks(word), []).append(number)
    for step in range(1, max(map(len, families.values()))):
        other = np.full(len(vocabulary), -1, dtype=np.int64)
        for family in families.values():
            if step < len(family):
                other[family] = family[step:] + family[:step]
        yield other


def slips(texts: list[Ids], vocabulary: list[str]) -> tuple[Ids, Ids]:
    """Trigrams, sorted, whose word in the middle was slipped on, and that word."""
    trigrams, counts = count(np.concatenate([trigrams_of(text) for text in texts]))
    pairs = trigrams & ((1 << 2 * BITS) - 1)
    followed, at = np.unique(pairs, return_inverse=True)
    pair_counts = np.bincount(at, weights=counts).astype(np.int64)
    middle = pairs >> BITS
    best, meant = SLIP * counts - 1, np.full(len(trigrams), -1, dtype=np.int64)
    for other in kin(vocabulary):
        some = np.flatnonzero(other[middle] >= 0)
        change = (other[middle[some]] - middle[some]) << BITS
        where, known = locate(trigrams, trigrams[some] + change)
        beside, _ = locate(followed, pairs[some] + change)
        more = known & (counts[where] > best[some]) & (pair_counts[beside] >= SLIP * pair_counts[at[some]])
        best[some[more]] = counts[where[more]]
        meant[some[more]] = other[middle[some[more]]]
    found = meant >= 0
    return trigrams[found], meant[found]


def trigrams_of(text: Ids) -> Ids:
    """The key of every three words that follow each other."""
    return (text[:-2] << (2 * BITS)) | (text[1:-1] << BITS) | text[2:]


def mended(text: Ids, found: tuple[Ids, Ids]) -> Ids:
    """The text without its slips."""
    at, slipped = locate(found[0], trigrams_of(text))
    out = text.copy()
    out[1:-1][slipped] = found[1][at[slipped]]
    return out


def count(keys: Ids) -> tuple[Ids, Ids]:
    """Sorted distinct keys and how often each occurs."""
    return np.unique(keys, return_counts=True)


def merge(parts: list[tuple[Ids, Ids]], weights: list[int]) -> tuple[Ids, Ids, Ids]:
    """Keys of all parts, with unweighted and weighted counts."""
    keys, inverse = np.unique(np.concatenate([part[0] for part in parts]), return_inverse=True)
    plain = np.zeros(len(keys), dtype=np.int64)
    weighted = np.zeros(len(keys), dtype=np.int64)
    start = 0
    for (part, counts), weight in zip(parts, weights, strict=True):
        where = inverse[start : start + len(part)]
        plain[where] += counts
        weighted[where] += counts * weight
        start += len(part)
    return keys, plain, weighted


def discounts(counts: Ids) -> NDArray[np.float64]:
    """D1, D2, D3+ from the counts of counts (Chen and Goodman 1999, equation 26); index 0 is unused."""
    n1, n2, n3, n4 = (int((counts == k).sum()) for k in (1, 2, 3, 4))
    y = n1 / (n1 + 2 * n2)
    return np.asarray([0.0, 1 - 2 * y * n2 / n1, 2 - 3 * y * n3 / n2, 3 - 4 * y * n4 / n3])


def discounted(counts: Ids, by: NDArray[np.float64]) -> NDArray[np.float64]:
    """Counts less their discount."""
    return np.asarray(counts - by[np.minimum(counts, 3)], dtype=np.float64)


def quantise(probabilities: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Negative log probabilities in steps of STEP nats, 0 to 255."""
    nats = -np.log(np.maximum(probabilities, 1e-9))
    return np.clip(np.rint(nats / STEP), 0, 255).astype(np.uint8)


def sums(groups: Ids, values: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    """Sum of `values` in each of `size` groups."""
    return np.bincount(groups, weights=values, minlength=size).astype(np.float64)


def estimate(trigrams: tuple[Ids, Ids, Ids], size: int, least: int) -> Arrays:
    """All arrays of the model from the trigram counts (keys, plain, weighted)."""
    keys, plain, weighted = trigrams
    low = (1 << BITS) - 1
    # Unigrams: in how many bigrams does a word continue? One more for each keeps the unseen possible.
    pair_keys = np.unique(keys & ((low << BITS) | low))
    unigram = sums(pair_keys & low, np.ones(len(pair_keys)), size) + 0.5
    unigram /= unigram.sum()

    # Bigrams: in how many trigrams does a pair continue?
    pairs, pair_of, continuation = np.unique(
        keys & ((low << BITS) | low), return_inverse=True, return_counts=True
    )
    by2 = discounts(continuation)
    first, second = pairs >> BITS, pairs & low
    total2 = sums(first, continuation.astype(float), size)
    share2 = discounted(continuation, by2) / total2[first]
    rest2 = 1 - sums(first, share2, size)
    p2 = share2 + rest2[first] * unigram[second]

    # Trigrams.
    by3 = discounts(plain)
    contexts, context_of = np.unique(keys >> BITS, return_inverse=True)
    total3 = sums(context_of, weighted.astype(float), len(contexts))
    share3 = discounted(weighted, by3) / total3[context_of]
    kept = weighted >= least
    rest3 = 1 - sums(context_of[kept], share3[kept], len(contexts))
    p3 = share3 + rest3[context_of] * p2[pair_of]

    # A bigram is stored for its own probability, its back-off weight as a context, or both.
    stored = np.unique(np.concatenate([pairs[continuation > 1], contexts[np.unique(context_of[kept])]]))
    rest2_pruned = 1 - sums(first[np.isin(pairs, stored)], share2[np.isin(pairs, stored)], size)
    bigram_p = rest2_pruned[stored >> BITS] * unigram[stored & low]
    at, found = locate(pairs, stored)
    bigram_p[found] += share2[at[found]]
    backoff = np.ones(len(stored))
    at, found = locate(contexts, stored)
    backoff[found] = rest3[at[found]]
    return {
        "unigram": quantise(unigram),
        "unigram_backoff": quantise(rest2_pruned),
        "bigram_keys": stored.astype(np.uint32),
        "bigram": quantise(bigram_p),
        "bigram_backoff": quantise(backoff),
        "trigram_keys": keys[kept].astype(np.uint64),
        "trigram": quantise(p3[kept]),
    }


def locate(keys: Ids, wanted: Ids) -> tuple[Ids, NDArray[np.bool_]]:
    """Where each of `wanted` stands in the sorted `keys`, and whether it does."""
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return at, keys[at] == wanted


def hashed(arrays: Arrays) -> tuple[Arrays, dict[str, dict[str, int]]]:
    """The same arrays with sorted keys as hash tables, and what a reader of each table must know."""
    out, tables = dict(arrays), {}
    for order, values in (("bigram", ("bigram", "bigram_backoff")), ("trigram", ("trigram",))):
        table, at = HashTable.of(arrays[f"{order}_keys"].astype(np.int64), exact=order == "bigram")
        tables[order] = {"size": table.size, "reach": table.reach, "exact": table.exact}
        out[f"{order}_keys"] = table.slots
        out |= {name: table.spread(arrays[name], at) for name in values}
    return out, tables


def build(folder: Path, out: Path, least: int, least_syllable: int, least_other: int) -> None:
    """Count, estimate, write the arrays and the manifest."""
    files = sources(folder)
    if not files:
        raise SystemExit(f"no .txt or .txt.xz files in {folder}")
    words: Counter[str] = Counter()
    for source in files:
        for token, number in token_counts(source).items():
            for word in model_words(token):
                words[word] += number
    vocabulary = choose_vocabulary(words, least_syllable, least_other)
    ids = {word: number for number, word in enumerate(vocabulary)}
    texts = [stream(source, ids) for source in files]
    lengths = [int((text != ids[BREAK]).sum()) for text in texts]
    found = slips(texts, vocabulary)
    texts = [mended(text, found) for text in texts]
    parts = [count(trigrams_of(text)[text[2:] != ids[BREAK]]) for text in texts]
    arrays = estimate(merge(parts, [source.weight for source in files]), len(vocabulary), least)
    sizes = {name: len(array) for name, array in arrays.items()}
    arrays, tables = hashed(arrays)
    out.mkdir(parents=True, exist_ok=True)
    (out / "vocabulary.txt").write_text("\n".join(vocabulary) + "\n", "utf-8", newline="\n")
    for name, array in arrays.items():
        np.save(out / f"{name}.npy", array, allow_pickle=False)
    manifest = {
        "format": FORMAT,
        "made_by": "tools/build_language_model.py",
        "parameters": {
            "order": 3,
            "smoothing": "interpolated modified Kneser-Ney",
            "least_trigram": least,
            "least_syllable": least_syllable,
            "least_other_word": least_other,
            "nats_per_step": STEP,
        },
        "corpus": [
            {
                "file": source.path.name,
                "sha256": hashlib.sha256(source.path.read_bytes()).hexdigest(),
                "words": length,
                "weight": source.weight,
                "source": source.source,
                "licence": source.licence,
            }
            for source, length in zip(files, lengths, strict=True)
        ],
        "sizes": sizes,
        "tables": tables,
        "sha256": {
            path.name: hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(out.iterdir())
            if path.suffix in {".npy", ".txt"}
        },
    }
    (out / "manifest.json").write_text(
        json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", "utf-8", newline="\n"
    )
    print(f"{len(vocabulary)} words, {manifest['sizes']} in {out}")


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("dictionaries/language_model"))
    parser.add_argument("--least", type=int, default=1, help="weighted count that keeps a trigram")
    parser.add_argument("--least-syllable", type=int, default=3, help="count that keeps a syllable")
    parser.add_argument("--least-other", type=int, default=12, help="count that keeps any other word")
    options = parser.parse_args()
    build(options.corpus, options.out, options.least, options.least_syllable, options.least_other)
    return 0


if __name__ == "__main__":
    sys.exit(main())
