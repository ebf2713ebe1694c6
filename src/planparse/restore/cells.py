"""Lines to cells: the places where one word is to be decided, in clauses that the model reads whole."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING

from planparse.restore.words import CACHED, Shape, split_core, split_words, word_class
from planparse.vietnamese.unicode import without_eths

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

LONGEST_CHAIN = 64
"""Cells after which a clause is cut, so that a line without any stop costs no more than its length."""

SHORT = 0.6
"""Share of the letters of nine lines in ten, below which a line ends its paragraph."""

NOTHING: Mapping[tuple[int, int], str] = MappingProxyType({})

_TOKEN = re.compile(r"\S+")
_ITEM = re.compile(r"\s*(?:[-+*•·–—]|\(?(?:[0-9IVXl|]{1,4}|[a-zA-ZđĐ]{1,2})[).])")


@dataclass(frozen=True, slots=True)
class ObservedLine:
    """A line as it came: its text, whether an OCR read it for us, and how sure that was of each token (0..1).

    Example:
        >>> ObservedLine("thuc hién").confidences
        ()
    """

    text: str
    read: bool = False
    confidences: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """One place: a word, or a core with digits; nothing else may stand in a closed one."""

    line: int
    token: int
    part: int
    text: str
    closed: bool


@dataclass(frozen=True, slots=True)
class CutToken:
    """One token between spaces: its punctuation, its core cut at hyphens and slashes (odd parts are glue).

    A mended token is cut as it was mended, also at the spaces that it was given; `observed` is what stood
    there.
    """

    observed: str
    shape: Shape
    parts: tuple[str, ...]
    mended: bool = False


@dataclass(frozen=True, slots=True)
class CutText:
    """A text cut up: tokens of each line with the white space between, cells, and where clauses begin."""

    spaces: tuple[tuple[str, ...], ...]
    tokens: tuple[tuple[CutToken, ...], ...]
    cells: tuple[Cell, ...]
    starts: tuple[int, ...]

    @staticmethod
    def of(
        lines: Sequence[str],
        mended: Mapping[tuple[int, int], str] = NOTHING,
        pieces: Callable[[int, str], tuple[str, ...]] = lambda _, core: (core,),
    ) -> CutText:
        """Cut lines; `starts` ends with the number of cells.

        Args:
            lines: as they were observed.
            mended: tokens that the grammar mended, by line and token; closed unless they are two words.
            pieces: the words that a core of a line is, run together or not.
        """
        spaces, tokens, starts = [], [], [0]
        cells: list[Cell] = []
        for number, (line, begins) in enumerate(zip(lines, _beginnings(lines), strict=True)):
            words = partial(pieces, number)
            found = [_cut(token, mended.get((number, at)), words) for at, token in enumerate(line.split())]
            spaces.append(tuple(_TOKEN.split(line)))
            tokens.append(tuple(found))
            if begins:
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

    def beside(self, cell: Cell) -> tuple[str, str]:
        """The tokens before and after the one of a cell, empty at the line's ends."""
        tokens, at = self.tokens[cell.line], cell.token
        return (
            tokens[at - 1].observed if at else "",
            tokens[at + 1].observed if at + 1 < len(tokens) else "",
        )

    def is_marker(self, cell: Cell) -> bool:
        """Whether a stop, bracket or stroke stands after a cell, as after numbers and letters of lists."""
        token = self.tokens[cell.line][cell.token]
        return len(token.parts) == 1 and token.shape.trail[:1] in {".", ")", "/"}

    def touch(self, cell: Cell, following: Cell) -> bool:
        """Whether nothing but white space stands between two cells of one line, and both are whole cores."""
        if cell.line != following.line or cell.token + 1 != following.token:
            return False
        left, right = self.tokens[cell.line][cell.token], self.tokens[cell.line][following.token]
        whole = len(left.parts) == len(right.parts) == 1 and not (cell.closed or following.closed)
        return whole and not left.shape.trail and not right.shape.lead


def _beginnings(lines: Sequence[str]) -> Iterator[bool]:
    """Whether a clause begins with each line: a list's item, what follows an empty line or a short one.

    A sentence goes on after an empty line in lower case, after a full line with a capital too.
    """
    sizes = sorted(len(line.strip()) for line in lines if line.strip())
    full = SHORT * sizes[len(sizes) * 9 // 10] if sizes else 0
    blank, short = False, False
    for line in lines:
        text = line.strip()
        if not text:
            blank = True
            yield False
            continue
        yield bool(_ITEM.match(text)) or (blank and not _goes_on(text)) or (short and _is_capital(text))
        blank, short = False, len(text) < full


def _is_capital(line: str) -> bool:
    """Whether a word with one capital begins the line; headings in capitals run over lines of any length."""
    return line[0].isupper() and line[1:2].islower()


def _goes_on(line: str) -> bool:
    """Whether a lower-case word begins the line."""
    word = Shape.of(line.split(maxsplit=1)[0])
    return not word.lead and word.core[:2].islower() and len(word.core) > 1


def _begin(starts: list[int], cell: int) -> None:
    if starts[-1] != cell:
        starts.append(cell)


def _cut(token: str, mended: str | None, words: Callable[[str], tuple[str, ...]]) -> CutToken:
    if mended is not None:
        whole = _taken_apart(mended)
        core = whole.shape.core
        if " " in core:
            return CutToken(token, whole.shape, split_words(core))
        # A code whose type was mended may have other parts to mend.
        return CutToken(token, whole.shape, whole.parts, not core[:1].isdecimal())
    cut = _taken_apart(token)
    several = words(cut.shape.core) if len(cut.parts) == 1 else ()
    return replace(cut, parts=_spaced(several)) if len(several) > 1 else cut


@lru_cache(maxsize=CACHED)
def _taken_apart(token: str) -> CutToken:
    # Some keyboards and OCRs give the Icelandic eth and the slash of fractions for ours.
    shape = Shape.of(without_eths(token).replace("⁄", "/"))
    number = word_class(shape.core) is not None
    return CutToken(token, shape, (shape.core,) if number else split_core(shape.core))


def _spaced(words: tuple[str, ...]) -> tuple[str, ...]:
    """Words with the space between them as glue."""
    return tuple(chain.from_iterable((" ", word) for word in words))[1:]


def _cells(line: int, tokens: list[CutToken]) -> Iterator[tuple[Cell | None, bool]]:
    """Cells in order, and whether a clause ends after each."""
    for number, token in enumerate(tokens):
        for part in range(0, len(token.parts), 2):
            text = token.parts[part]
            if text:
                yield Cell(line, number, part, text, token.mended), False
        yield None, token.shape.ends_clause
