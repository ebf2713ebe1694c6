"""Who read a line: an OCR that knew Vietnamese, or an English one that left no marks but `é`."""

from __future__ import annotations

import re
from enum import Enum
from math import log
from typing import TYPE_CHECKING

from planparse.restore.words import is_abbreviation
from planparse.vietnamese.unicode import has_marks

if TYPE_CHECKING:
    from collections.abc import Sequence


class Regime(Enum):
    """How a line was damaged, if at all."""

    LIGHT = "light"
    """Right, or read by an OCR that knows Vietnamese: identity is strongly preferred."""
    WRECKED = "wrecked"
    """Read by an OCR that does not: most marks are gone."""


_WORD = re.compile(r"[^\W\d_]{2,}")
_ENGLISH_MARKS = re.compile("[éÉ]")
# How often a word of two letters or more is marked, marked with é only, or bare: right text against wrecks.
# Counted on quang-ngai-vp-2022/text.txt and quang-ngai-vp-2023/ocr.txt.
_MARKED, _ONLY_E, _BARE = log(0.03 / 0.72), log(0.22 / 0.03), log(0.75 / 0.25)
_FROM_DOCUMENT = 3.0
_FROM_NEIGHBOURS = 0.5


def tell_regimes(lines: Sequence[str]) -> list[Regime]:
    """The regime of each line, from its own letters, its neighbours' and the whole text's."""
    evidence = [_evidence(line) for line in lines]
    whole = max(-_FROM_DOCUMENT, min(_FROM_DOCUMENT, sum(evidence)))
    regimes = []
    for number, own in enumerate(evidence):
        beside = sum(evidence[max(0, number - 2) : number]) + sum(evidence[number + 1 : number + 3])
        wrecked = own + _FROM_NEIGHBOURS * beside + whole > 0
        regimes.append(Regime.WRECKED if wrecked else Regime.LIGHT)
    return regimes


def _evidence(line: str) -> float:
    """Log odds that the line is a wreck."""
    return sum(_weigh(word) for word in _WORD.findall(line) if not is_abbreviation(word))


def _weigh(word: str) -> float:
    if not has_marks(word):
        return _BARE
    return _MARKED if has_marks(_ENGLISH_MARKS.sub("e", word)) else _ONLY_E
