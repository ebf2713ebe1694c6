"""Words that ran together: a speck, a hyphen or nothing stands where the space was.

`sáng.tạo`, `cán-bộ`, `26tháng` and `I.MỤC` are two words each; `các-bon`, `tế-xã` and `NĐ-CP` are written so
on purpose.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planparse.resources import read_table
from planparse.vietnamese.syllable import is_syllable
from planparse.vietnamese.unicode import has_marks

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from pathlib import Path

LIKELY_PAIR = 6.5
"""Nats of the second word after the first up to which the two may stand side by side."""

_NUMBER_GLUED = re.compile(r"([IVX]{1,4}\.)([^\W\d_]{2,}.*)")
_GLUED = re.compile(
    r"(?P<lead>\W*)(?P<left>[^\W\d_]{2,})(?P<sign>[.'’`´·:;,*_~\-])(?P<right>[^\W\d_]{2,}|\d{4})(?P<trail>\W*)"
)
_NUMBERED_WORD = re.compile(
    r"(?P<lead>\W*)(?P<left>\d{1,2}(?=(?i:tháng|năm|ngày|giờ))|(?i:tháng|năm|ngày|số)(?=\d))"
    r"(?P<right>[^\W\d_]+|\d{1,4}(?:/[\w/-]*\w)?)(?P<trail>\W*)"
)
_ENGLISH_MARKS = re.compile("[éÉ]")
_LISTED = re.compile(r"(\W*(?:[^\W\d_]{2,}|[^\W\d_A-ZĐ]+\d[^\W\d_A-ZĐ]*)[,;])(\w{2,}\W*)")
"""Words with a comma between them and no space: where a line was wrecked, too, no letter looks like it."""


class Parting:
    """Takes apart what ran together.

    Args:
        hyphenated: pairs of words, lower case, that are written with a hyphen.
        pair_cost: nats of a word after another.
    """

    def __init__(
        self, hyphenated: frozenset[tuple[str, str]], pair_cost: Callable[[str, str], float]
    ) -> None:
        self._hyphenated = hyphenated
        self._pair_cost = pair_cost

    @staticmethod
    def load(extra: Sequence[Path], pair_cost: Callable[[str, str], float]) -> Parting:
        """Read our table of hyphenated words, and a user's of the same name."""
        rows = read_table("hyphenated.tsv", extra)
        return Parting(frozenset((row["left"], row["right"]) for row in rows), pair_cost)

    def part(
        self, lines: Sequence[Sequence[str]], wrecked: Collection[int] = ()
    ) -> dict[tuple[int, int], str]:
        """Tokens that are two words, by line and token, with a space between the two.

        Args:
            lines: their tokens.
            wrecked: numbers of those that do not read right.
        """
        return {
            (number, at): text
            for number, tokens in enumerate(lines)
            for at, token in enumerate(tokens)
            if (text := self._apart(token, first=at == 0, wrecked=number in wrecked))
        }

    def _apart(self, token: str, *, first: bool, wrecked: bool) -> str | None:
        if token.isalpha():
            return None
        listed = _LISTED.fullmatch(token) if wrecked else None
        if listed:
            return f"{listed[1]} {listed[2]}"
        glued = _NUMBER_GLUED.fullmatch(token) if first else None
        if glued:
            return f"{glued[1]} {self._two(glued[2]) or glued[2]}"
        numbered = _NUMBERED_WORD.fullmatch(token)
        if numbered:
            return "{lead}{left} {right}{trail}".format_map(numbered.groupdict())
        return self._two(token)

    def _two(self, token: str) -> str | None:
        match = _GLUED.fullmatch(token)
        if match is None or not is_syllable(match["left"].lower()):
            return None
        if not has_marks(_ENGLISH_MARKS.sub("e", token)):
            return None
        left, sign, right = match["left"], match["sign"], match["right"]
        kept = sign if sign in ",;:" else ""
        parted = f"{match['lead']}{left}{kept} {right}{match['trail']}"
        if right.isdecimal():
            return parted
        if not is_syllable(right.lower()) or (left.istitle() and not right.islower()):
            return None
        if sign == "-":
            return parted if self._is_lost_space(left.lower(), right.lower()) else None
        return parted if right.islower() else None

    def _is_lost_space(self, left: str, right: str) -> bool:
        return (left, right) not in self._hyphenated and self._pair_cost(left, right) < LIKELY_PAIR
