"""What restoration did to each word: mended, left wrong, or harmed; page by page where the text has pages.

Gold seldom tells where its pages end. The pages that an OCR read are aligned with the whole gold text first,
and gold is cut where they end; the same cut serves the text before and after, so that they compare.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from planparse.evaluate.text import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

AROUND = 3
"""Gold words shown on either side of a word."""


@dataclass(frozen=True, slots=True)
class Fate:
    """One gold word that was wrong before or after; an empty `gold` stands for a word too many."""

    gold: str
    before: str
    after: str
    context: str
    """Gold words around it."""

    @property
    def harmed(self) -> bool:
        """Whether it was right before."""
        return self.gold == self.before

    @property
    def mended(self) -> bool:
        """Whether it is right after."""
        return self.gold == self.after


@dataclass(frozen=True, slots=True)
class Repair:
    """One page before and after; errors are words to insert, delete or replace."""

    words: int
    errors_before: int
    errors_after: int
    fates: tuple[Fate, ...]

    @property
    def gone(self) -> float:
        """Share of the errors that went, below 0 where they grew."""
        return (
            1 - self.errors_after / self.errors_before if self.errors_before else float(not self.errors_after)
        )


def score_repair(gold: str, before: Sequence[str], after: Sequence[str]) -> list[Repair]:
    """Compare the pages of a text before and after with gold.

    Args:
        gold: what the paper says, of all pages together.
        before: the text of each page as the OCR read it.
        after: the same pages restored.

    Example:
        >>> page = score_repair("kế hoạch năm 2023", ["kế hoach năm 2023"], ["kế hoạch năm 2023"])[0]
        >>> page.errors_before, page.errors_after, page.fates[0].before
        (1, 0, 'hoach')
    """
    words = words_of(gold)
    left, right = [list(map(words_of, pages)) for pages in (before, after)]
    ends = _page_ends(words, left)
    return [
        _repair(words[start:end], a, b)
        for (start, end), a, b in zip(pairwise([0, *ends]), left, right, strict=True)
    ]


def _page_ends(gold: Sequence[str], pages: Sequence[Sequence[str]]) -> list[int]:
    """The number of gold words before the end of each page; all of them before the last."""
    flat = [word for page in pages for word in page]
    at = {
        block.dest_start + n: block.src_start + n
        for block in Levenshtein.opcodes(gold, flat)
        if block.tag in {"equal", "replace"}
        for n in range(block.dest_end - block.dest_start)
    }
    ends = [
        next((at[word] + 1 for word in range(end - 1, -1, -1) if word in at), 0)
        for end in accumulate(map(len, pages))
    ]
    return [*ends[:-1], len(gold)] if ends else []


def _repair(gold: Sequence[str], before: Sequence[str], after: Sequence[str]) -> Repair:
    read, extra_before = _readings(gold, before)
    told, extra_after = _readings(gold, after)
    fates = [
        Fate(word, a, b, _context(gold, at))
        for at, (word, a, b) in enumerate(zip(gold, read, told, strict=True))
        if not word == a == b
    ]
    fates += [
        Fate("", word, word, _context(gold, at)) for at, word in extra_after if (at, word) in extra_before
    ]
    fates += [
        Fate("", "", word, _context(gold, at)) for at, word in extra_after if (at, word) not in extra_before
    ]
    fates += [
        Fate("", word, "", _context(gold, at)) for at, word in extra_before if (at, word) not in extra_after
    ]
    return Repair(
        len(gold), Levenshtein.distance(gold, before), Levenshtein.distance(gold, after), tuple(fates)
    )


def _readings(gold: Sequence[str], words: Sequence[str]) -> tuple[list[str], list[tuple[int, str]]]:
    """What stands for each gold word, empty for nothing; and words too many, with where in gold."""
    read, extra = list(gold), []
    for edit in Levenshtein.editops(gold, words):
        if edit.tag == "insert":
            extra.append((edit.src_pos, words[edit.dest_pos]))
        else:
            read[edit.src_pos] = words[edit.dest_pos] if edit.tag == "replace" else ""
    return read, extra


def _context(gold: Sequence[str], at: int) -> str:
    return " ".join(gold[max(0, at - AROUND) : at + AROUND + 1])
