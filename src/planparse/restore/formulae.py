"""Formulae of administrative documents: `4ơi nhận:` at the beginning of a line is `Nơi nhận:`.

They are set by decree, so a line that has half the words of one, and the others but for a letter or two, is
that formula.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planparse.resources import read_table
from planparse.restore.words import Shape, key_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


_SPECK = re.compile("[.,'`‘’·]")


@dataclass(frozen=True, slots=True)
class Formulae:
    """Mends the words of formulae at the beginnings of lines.

    Attributes:
        known: the words of each.

    Example:
        >>> Formulae((("Nơi", "nhận:"),)).mend([["4ơi", "nhận:", "GIÁM"]])
        {(0, 0): 'Nơi'}
    """

    known: tuple[tuple[str, ...], ...]

    @staticmethod
    def load(extra: Sequence[Path]) -> Formulae:
        """Read our table, and a user's of the same name."""
        return Formulae(tuple(tuple(row["formula"].split()) for row in read_table("formulae.tsv", extra)))

    def mend(self, lines: Sequence[Sequence[str]]) -> dict[tuple[int, int], str]:
        """Misread words of formulae, by line and token."""
        return {
            (number, at): word
            for number, tokens in enumerate(lines)
            for formula in self.known
            for at, word in _misread(formula, tokens)
        }


def _misread(formula: Sequence[str], tokens: Sequence[str]) -> Iterator[tuple[int, str]]:
    others = [
        (at, word, token)
        for at, (word, token) in enumerate(zip(formula, tokens, strict=False))
        if key_of(word) != key_of(token)
    ]
    if not others or len(tokens) < len(formula) or 2 * len(others) > len(formula):
        return
    if all(_is_kin(Shape.of(word), Shape.of(token)) for _, word, token in others):
        for at, word, token in others:
            yield at, _in_case(word, token)


def _is_kin(word: Shape, token: Shape) -> bool:
    """Whether half the letters are the same, and all the signs around them but a speck before them."""
    if word.trail != token.trail or not (word.lead == token.lead or _SPECK.fullmatch(token.lead)):
        return False
    from rapidfuzz.distance import Levenshtein

    return 2 * Levenshtein.distance(key_of(word.core), key_of(token.core)) <= len(word.core)


def _in_case(word: str, token: str) -> str:
    if token.isupper() or not word.isupper():
        return word.upper() if token.isupper() else word
    return word.capitalize() if token[0].isupper() else word.lower()
