"""Numbers of rows that were read as letters, told from the rows above and below.

A figure alone in a cell gives the engine no line to go by: `11` is read as `H`, `13` as `I3`. Between `12`
and `14` it is 13, where its letters can be those figures.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from planparse.model.page import Line, Word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planparse.model.page import Cell

_FIGURES = {
    **dict.fromkeys("IiìíïlTt|!", "1"),
    **dict.fromkeys("OoØøQ", "0"),
    **dict.fromkeys("SsŠš", "5"),
    **dict.fromkeys("HnU", "11"),
    **dict.fromkeys("B§", "8"),
    **dict.fromkeys("Zz", "2"),
    **dict.fromkeys("gq", "9"),
    **dict.fromkeys("óbé", "6"),
    **dict.fromkeys("AÀÄ", "4"),
    **{sign: sign for sign in "0123456789.)"},
}
"""What a figure alone is read as."""
_ROMAN = frozenset("IVX.")
"""The number of a group of rows may stand after the last row of the group before."""
_NUMBER = re.compile(r"(?P<group>(?:\d{1,3}\.)*)(?P<last>\d{1,3})(?P<stop>[.)]?)")
_SURE = 0.85
"""Confidence of a number that its neighbours told, 0..1."""


def mend_row_numbers(
    cells: Sequence[Cell], unread: frozenset[tuple[int, int]] = frozenset()
) -> tuple[Cell, ...]:
    """Cells of a table; a cell of one word that is no number gets the one that the rows around it leave.

    The numbers above and below must leave one place, every letter must look like its figure, and what may be
    a roman numeral, or was not read at all, must stand between two.

    Args:
        cells: of one table.
        unread: rows and columns of the cells that hold print of which nothing was read.
    """
    numbers = {
        (cell.column, cell.row): number
        for cell in cells
        if (word := _only_word(cell)) and (number := _NUMBER.fullmatch(word.text))
    }
    return tuple(
        cell
        if (cell.column, cell.row) in numbers
        else _filled(cell, numbers)
        if (cell.row, cell.column) in unread
        else _mended(cell, numbers)
        for cell in cells
    )


def _only_word(cell: Cell) -> Word | None:
    """The word of a cell that has but one."""
    words = [word for line in cell.lines for word in line.words]
    return words[0] if len(words) == 1 else None


def _mended(cell: Cell, numbers: dict[tuple[int, int], re.Match[str]]) -> Cell:
    word, ways = _only_word(cell), _ways(cell, numbers)
    if word is None or (len(ways) == 1 and set(word.text) <= _ROMAN) or set(ways) != {_as_figures(word.text)}:
        return cell
    return replace(
        cell, lines=(Line((replace(word, text=ways[0], confidence=max(word.confidence, _SURE)),)),)
    )


def _filled(cell: Cell, numbers: dict[tuple[int, int], re.Match[str]]) -> Cell:
    ways = _ways(cell, numbers)
    if len(ways) < 2 or len(set(ways)) > 1:  # noqa: PLR2004 - a row above and one below
        return cell
    return replace(cell, lines=(Line((Word(ways[0], cell.bbox, _SURE),)),))


def _ways(cell: Cell, numbers: dict[tuple[int, int], re.Match[str]]) -> list[str]:
    """What the number of a cell is by that of the row above, and by that of the row below."""
    around = ((step, numbers.get((cell.column, cell.row + step))) for step in (-1, 1))
    return [_next(number, -step) for step, number in around if number is not None]


def _next(number: re.Match[str], step: int) -> str:
    """The number after another (1) or before it (-1), written alike.

    Example:
        >>> _next(_NUMBER.fullmatch("2.9."), 1), _next(_NUMBER.fullmatch("08"), -1)
        ('2.10.', '07')
    """
    last = number["last"]
    width = len(last) if last.startswith("0") else 1
    return f"{number['group']}{int(last) + step:0{width}d}{number['stop']}"


def _as_figures(text: str) -> str:
    """A word as the figures that its letters look like; empty where one looks like none.

    Example:
        >>> _as_figures("I3"), _as_figures("2.H"), _as_figures("Kế")
        ('13', '2.11', '')
    """
    return "".join(_FIGURES[letter] for letter in text) if all(letter in _FIGURES for letter in text) else ""
