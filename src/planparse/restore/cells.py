"""Lines to cells: the places where one word is to be decided, in clauses that the model reads whole."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planparse.restore.words import Shape, split_core, word_class

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LONGEST_CHAIN = 64
"""Cells after which a clause is cut, so that a line without any stop costs no more than its length."""

_TOKEN = re.compile(r"\S+")
_ITEM = re.compile(r"\s*(?:[-+*•·–—]|\(?[0-9a-zA-ZđĐ]{1,4}[).])")


@dataclass(frozen=True, slots=True)
class Cell:
    """One place: `text` is a word or a core with digits, `kind` its class (None for a word)."""

    line: int
    token: int
    part: int
    text: str
    kind: str | None


@dataclass(frozen=True, slots=True)
class CutToken:
    """One token between spaces: its punctuation, its core cut at hyphens and slashes (odd parts are glue)."""

    observed: str
    shape: Shape
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CutText:
    """A text cut up: tokens of each line with the white space between, cells, and where clauses begin."""

    spaces: tuple[tuple[str, ...], ...]
    tokens: tuple[tuple[CutToken, ...], ...]
    cells: tuple[Cell, ...]
    starts: tuple[int, ...]

    @staticmethod
    def of(lines: Sequence[str]) -> CutText:
        """Cut lines; `starts` ends with the number of cells."""
        spaces, tokens, starts = [], [], [0]
        cells: list[Cell] = []
        for number, line in enumerate(lines):
            found = [_cut(match[0]) for match in _TOKEN.finditer(line)]
            spaces.append(tuple(_TOKEN.split(line)))
            tokens.append(tuple(found))
            if not found or _ITEM.match(line):
                _begin(starts, len(cells))
            for cell, ends in _cells(number, found):
                if len(cells) - starts[-1] >= LONGEST_CHAIN:
                    _begin(starts, len(cells))
                if cell:
                    cells.append(cell)
                if ends:
                    _begin(starts, len(cells))
        _begin(starts, len(cells))
        return CutText(tuple(spaces), tuple(tokens), tuple(cells), tuple(starts))


def _begin(starts: list[int], cell: int) -> None:
    if starts[-1] != cell:
        starts.append(cell)


def _cut(token: str) -> CutToken:
    shape = Shape.of(token)
    whole = word_class(shape.core) is not None
    return CutToken(token, shape, (shape.core,) if whole else split_core(shape.core))


def _cells(line: int, tokens: list[CutToken]) -> Iterator[tuple[Cell | None, bool]]:
    """Cells in order, and whether a clause ends after each."""
    for number, token in enumerate(tokens):
        for part in range(0, len(token.parts), 2):
            text = token.parts[part]
            if text:
                yield Cell(line, number, part, text, word_class(text)), False
        yield None, token.shape.ends_clause
