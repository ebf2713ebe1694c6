"""Signature stamps that lie in a page's own text, found and lifted out of it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from planparse.ingest.rows import box_of, rows_of
from planparse.ingest.signatures import is_stamp_line
from planparse.model.page import Block, Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planparse.model.page import Word

_PARTED: Final = 12.0
"""Points between a stamp and what stands beside it."""
_ALIGNED: Final = 8.0
_LEADING: Final = 1.4
"""A stamp's lines follow each other within so many heights of a line."""


def lift_stamps(words: Iterable[Word]) -> tuple[list[Block], list[Word]]:
    """The stamps of a page as margin blocks, and all words that stand in none.

    A stamp is the lines set flush left around one that only a stamp has (``Ký bởi: …``, ``Thời gian ký: …``).
    """
    pieces = [piece for row in rows_of(words) for piece in _pieces(row)]
    taken: set[int] = set()
    stamps: list[Block] = []
    for index, piece in enumerate(pieces):
        if index in taken or not is_stamp_line(_text(piece)):
            continue
        members = _flush_lines(pieces, index)
        taken |= members
        stamps.append(Block(tuple(Line(tuple(pieces[member])) for member in sorted(members)), "margin"))
    rest = [word for index, piece in enumerate(pieces) if index not in taken for word in piece]
    return stamps, rest


def _pieces(row: Sequence[Word]) -> list[list[Word]]:
    pieces = [[row[0]]]
    for before, word in pairwise(row):
        if box_of(word).x0 - box_of(before).x1 > _PARTED:
            pieces.append([word])
        else:
            pieces[-1].append(word)
    return pieces


def _flush_lines(pieces: Sequence[Sequence[Word]], seed: int) -> set[int]:
    """The pieces that follow the seed upwards and downwards, flush with it."""
    members = {seed}
    for step in (-1, 1):
        last = seed
        index = seed + step
        while 0 <= index < len(pieces):
            one, two = box_of(pieces[last][0]), box_of(pieces[index][0])
            apart = abs((two.top + two.bottom) - (one.top + one.bottom)) / 2
            if apart > _LEADING * max(one.height, two.height):
                break
            if abs(one.x0 - two.x0) <= _ALIGNED:
                members.add(index)
                last = index
            index += step
    return members


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)
