"""Scores of a text against gold: word, letter and syllable errors, and which word was taken for which.

Line *i* is compared with line *i* when both texts have as many lines, else the texts as one sequence. A word
is what stands between spaces without its punctuation, case folded; dashes, quotes and the two styles of tone
count as one. A gold line with the sign for an illegible word (`⟦?⟧`) is left out, where lines correspond on
both sides.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from planparse.vietnamese.syllable import is_syllable
from planparse.vietnamese.unicode import place_tones

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ILLEGIBLE = "⟦?⟧"
_ONE_FORM = str.maketrans({"–": "-", "—": "-", "“": '"', "”": '"', "‘": "'", "’": "'", "…": "..."})


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where words differ; either side may be empty."""

    line: int
    """From 1 in the gold; 1 where the texts were compared as one sequence."""
    gold: str
    output: str


@dataclass(frozen=True, slots=True)
class TextScore:
    """How near a text is to gold. Rates are errors by what the gold holds; they may pass 1."""

    line_aligned: bool
    words: int
    word_errors: int
    letters: int
    letter_errors: int
    syllables: int
    syllables_right: int
    differences: tuple[Difference, ...]

    @property
    def word_error_rate(self) -> float:
        """Words to insert, delete or replace, by words of the gold."""
        return self.word_errors / max(self.words, 1)

    @property
    def character_error_rate(self) -> float:
        """Letters to insert, delete or replace, by letters of the gold."""
        return self.letter_errors / max(self.letters, 1)

    @property
    def syllable_accuracy(self) -> float:
        """Share of the gold's Vietnamese syllables that stand right, 0..1."""
        return self.syllables_right / max(self.syllables, 1)

    def confusions(self) -> Counter[tuple[str, str]]:
        """How often which word (gold) was taken for which (output)."""
        return Counter((found.gold, found.output) for found in self.differences)


def score_text(gold: str, output: str) -> TextScore:
    r"""Score `output` against `gold`.

    Example:
        >>> score = score_text("Đơn vị chủ trì:\nPhòng Nội vụ", "Đơn vị chủ tri:\nPhòng Nội vụ.")
        >>> score.word_errors, score.words, score.differences[0].output
        (1, 7, 'tri')
    """
    left, right = gold.split("\n"), output.split("\n")
    aligned = len(left) == len(right)
    if aligned:
        pairs = [
            (number, a, b)
            for number, (a, b) in enumerate(zip(left, right, strict=True), 1)
            if ILLEGIBLE not in a
        ]
    else:
        pairs = [(1, " ".join(line for line in left if ILLEGIBLE not in line), " ".join(right))]
    words = word_errors = letters = letter_errors = syllables = syllables_right = 0
    differences: list[Difference] = []
    for number, a, b in pairs:
        gold_words, output_words = words_of(a), words_of(b)
        found = list(_differences(number, gold_words, output_words))
        differences += found
        words += len(gold_words)
        word_errors += len(found)
        plain_a, plain_b = " ".join(comparable(a).split()), " ".join(comparable(b).split())
        letters += len(plain_a)
        letter_errors += Levenshtein.distance(plain_a, plain_b)
        all_syllables = sum(map(is_syllable, gold_words))
        syllables += all_syllables
        syllables_right += all_syllables - sum(is_syllable(difference.gold) for difference in found)
    return TextScore(
        aligned,
        words,
        word_errors,
        letters,
        letter_errors,
        syllables,
        syllables_right,
        tuple(differences),
    )


def comparable(text: str) -> str:
    """The text with dashes, quotes and the place of tones in one form, as scores compare it.

    Example:
        >>> comparable("đơn giản hoá – “một cửa”") == comparable('đơn giản hóa - "một cửa"')
        True
    """
    return place_tones(text, "old").translate(_ONE_FORM)


def words_of(line: str) -> list[str]:
    """What counts as words of a line, case and punctuation aside.

    Example:
        >>> words_of("– Đơn vị chủ trì:")
        ['đơn', 'vị', 'chủ', 'trì']
    """
    bare = ("".join(filter(str.isalnum, token.casefold())) for token in comparable(line).split())
    return [word for word in bare if word]


def _differences(line: int, gold: Sequence[str], output: Sequence[str]) -> Iterator[Difference]:
    for edit in Levenshtein.editops(gold, output):
        yield Difference(
            line,
            "" if edit.tag == "insert" else gold[edit.src_pos],
            "" if edit.tag == "delete" else output[edit.dest_pos],
        )
