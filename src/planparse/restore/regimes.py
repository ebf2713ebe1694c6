"""Who read a line: an OCR that knew Vietnamese, an English one, or one of another language.

The letters tell. Six words in ten of Vietnamese carry a letter that no neighbour has (`ạ`, `ế`, `ư`); an
English OCR leaves bare letters and `é`; one of another language, or one that knows shapes only, leaves marks
of its own (`hânh`, `näm`, `cüa`), right ones and wrong ones.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from math import log
from typing import TYPE_CHECKING

from planparse.restore.words import Shape, is_abbreviation
from planparse.vietnamese.syllable import is_bare_syllable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Regime(StrEnum):
    """How a line was damaged, if at all."""

    LIGHT = "light"
    """Right, or read by an OCR that knows Vietnamese: identity is strongly preferred."""
    WRECKED = "wrecked"
    """Read by an English OCR: most marks are gone."""
    FOREIGN = "foreign"
    """Read by an OCR of another language: marks are there, many of them wrong."""

    @property
    def wrecked(self) -> bool:
        """Whether words are to be decided anew, whatever stands there."""
        return self is not Regime.LIGHT


_WORD = re.compile(r"[^\W\d_]{2,}")
_BARE = re.compile(r"[a-zA-Z]+")
_ONLY_E = re.compile(r"[a-zA-ZéÉ]+")
_SHARED_LETTERS = "a-zA-ZàáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ"
_SHARED = re.compile(f"[{_SHARED_LETTERS}]+")
_VIETNAMESE = re.compile(f"[{_SHARED_LETTERS}ăĂđĐĩĨũŨơƠưƯ\u1ea0-\u1ef9]+")
_KINDS = (_BARE, _ONLY_E, _SHARED, _VIETNAMESE)
# Shares of words of two letters or more: bare, marked with é only, with letters that Vietnamese shares with
# others, with letters of its own, with letters that it lacks. Counted on plans of many offices and on wrecks
# of them read with Tesseract (eng; fra, deu, por, ces); LIGHT leaves room for names and foreign words.
_SHARES = {
    Regime.LIGHT: (0.25, 0.03, 0.22, 0.498, 0.002),
    Regime.WRECKED: (0.75, 0.22, 0.012, 0.013, 0.005),
    Regime.FOREIGN: (0.40, 0.06, 0.34, 0.01, 0.19),
}
_WRECKED = (Regime.WRECKED, Regime.FOREIGN)
LONGEST_BARE_RUN = 3
"""Words in capitals that may follow each other without any mark: of headings every third word has none."""
_MOST_FROM_NEIGHBOURS = 2.0
_FROM_NEIGHBOURS = 0.5

Evidence = dict[Regime, float]


def tell_regimes(lines: Sequence[str]) -> list[Regime]:
    """The regime of each line, from its own letters, its written neighbours' and the whole text's.

    A text has one OCR behind it: all its wrecked lines are of one regime. Empty lines are no neighbours.
    """
    told = iter(_tell([line for line in lines if line.strip()]))
    return [next(told) if line.strip() else Regime.LIGHT for line in lines]


def _tell(lines: Sequence[str]) -> list[Regime]:
    evidence = [_evidence(line) for line in lines]
    kind = _kind(evidence)
    own = [line[kind] for line in evidence]
    whole = log((sum(max(e, 0) for e in own) + 1) / (sum(max(-e, 0) for e in own) + 1))
    regimes = []
    for number, odds in enumerate(own):
        beside = sum(own[max(0, number - 2) : number]) + sum(own[number + 1 : number + 3])
        beside = max(-_MOST_FROM_NEIGHBOURS, min(_MOST_FROM_NEIGHBOURS, _FROM_NEIGHBOURS * beside))
        regimes.append(kind if odds + beside + whole > 0 else Regime.LIGHT)
    return regimes


def lost_marks(line: str) -> Iterator[int]:
    """The tokens of a line in which an OCR that knows Vietnamese lost all marks: it does so to headings.

    Example:
        >>> list(lost_marks("DANH MỤC CAI CACH HANH CHINH NAM 2023"))
        [2, 3, 4, 5, 6]
    """
    run: list[int] = []
    for at, token in enumerate([*line.split(), ""]):
        core = Shape.of(token).core
        if len(core) > 1 and core.isupper() and is_bare_syllable(core.lower()):
            run.append(at)
            continue
        if len(run) > LONGEST_BARE_RUN:
            yield from run
        run = []


def _kind(evidence: Sequence[Evidence]) -> Regime:
    """The kind of wreck, from the lines that look like one."""
    wrecked = [line for line in evidence if max(line.values()) > 0]
    return max((Regime.WRECKED, Regime.FOREIGN), key=lambda regime: sum(line[regime] for line in wrecked))


def _evidence(line: str) -> Evidence:
    """Log odds of each kind of wreck against right text."""
    odds = [_odds(word) for word in _WORD.findall(line)]
    return {regime: sum(odd[number] for odd in odds) for number, regime in enumerate(_WRECKED)}


@lru_cache(maxsize=1 << 16)
def _odds(word: str) -> tuple[float, ...]:
    """Log odds of each kind of wreck from the letters of one word."""
    if is_abbreviation(word):
        return (0.0,) * len(_WRECKED)
    kind = next((number for number, letters in enumerate(_KINDS) if letters.fullmatch(word)), len(_KINDS))
    return tuple(log(_SHARES[regime][kind] / _SHARES[Regime.LIGHT][kind]) for regime in _WRECKED)
