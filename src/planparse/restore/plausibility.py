"""How sure a word can be that nothing was decided about: a number, a name, a lone letter.

The posterior weighs candidates, and these have none. What they look like tells how often such a word is
misread, and the text around them how noisy the page is: of unknown words (`nrởng`) more than half are wrong
on a noisy page, of numbers one in a hundred, and on right pages next to none of either. In wrecked lines lone
letters and figures are specks more often than not.
"""

from __future__ import annotations

import re
from functools import lru_cache

from planparse.restore.words import CACHED, CODE, NUMBER, word_class

NOISY = 0.005
"""Estimated share of misread words at which the odds below were counted: pages of 27 offices, printed, worn
and read with Tesseract (`tools/bench_light.py`)."""
STEEPNESS = 1.5
"""Power of the share with which the odds grow: what looks odd on a right page is a name."""
UNREADABLE = 0.5
"""Confidence of a token with letters that Vietnamese lacks."""
SLIP = 0.8
"""The most that a word is sure which the OCR was certain of and its neighbours are against: of nine on eight
scans seven stood on the paper."""
UNKNOWN_WORD, LONE_LETTER, ODD_CODE, ROMAN, CODE_OR_NUMBER = 1.5, 0.5, 0.3, 0.2, 0.013
"""Odds that such a word is misread; of roman numerals a stroke is lost (`XIII` is read `XII`)."""

_IN_WRECKS = {
    "lone letter": 5.0,
    "lone figure": 0.9,
    "marker": 0.04,
    "number": 0.02,
    "number with signs": 0.12,
    "code": 0.03,
    "odd code": 1.0,
    "unknown": 2.0,
    "unknown capitals": 0.4,
}
"""The same odds in lines that an OCR wrecked, counted on 33,000 words in wrecks of 29 offices."""

_LETTERS_OF_OTHERS = re.compile("[äëïöüÿøñšžåæœßÄËÏÖÜŸØÑŠŽÅÆŒ†£]")
_CODE_SHAPE = re.compile(
    r"\d+[\d/]*[-/][A-ZĐa-z&]{1,8}(?:[-/][A-ZĐ&][A-ZĐa-z&]{0,9})*|[A-ZĐa-z]{0,4}\d+|\d+[a-zđ%]{1,3}"
)
_ROMAN = re.compile("[IVX]{2,}")
_LONE_WORDS = frozenset("yýởôỷủ")


def ceiling(text: str, share: float, *, known: bool) -> float:
    """The most that a word of a line that reads right can be sure, 0..1.

    Args:
        text: the word.
        share: estimated share of misread words in the whole text.
        known: whether the vocabulary has it.

    Example:
        >>> ceiling("nrởng", 0.005, known=False) < 0.5 < 0.95 < ceiling("Srêpốk", 0.0002, known=False)
        True
    """
    if _LETTERS_OF_OTHERS.search(text):
        return UNREADABLE
    noise: float = min(share / NOISY, 1.0) ** STEEPNESS
    return 1 / (1 + _odds(text, known=known) * noise)


def ceiling_in_wreck(text: str, *, known: bool, marker: bool) -> float:
    """The most that a word of a wrecked line can be sure, 0..1.

    Args:
        text: the word.
        known: whether the vocabulary has it.
        marker: whether a stop or a bracket follows, as after the numbers and letters of lists.

    Example:
        >>> [round(ceiling_in_wreck("7", known=True, marker=marker), 2) for marker in (False, True)]
        [0.53, 0.96]
    """
    return 1 / (1 + _odds_in_wreck(text, known=known, marker=marker))


@lru_cache(maxsize=CACHED)
def _odds_in_wreck(text: str, *, known: bool, marker: bool) -> float:
    kind = word_class(text)
    if kind == CODE:
        looks = "code" if _CODE_SHAPE.fullmatch(text) else "odd code"
    elif len(text) == 1 and text.lower() not in _LONE_WORDS:
        looks = "marker" if marker else "lone figure" if kind else "lone letter"
    elif kind:
        looks = "number with signs" if kind == NUMBER and not text.isdecimal() else "number"
    elif known:
        return 0.0
    else:
        looks = "unknown capitals" if text.isupper() else "unknown"
    return _IN_WRECKS[looks]


@lru_cache(maxsize=CACHED)
def _odds(text: str, *, known: bool) -> float:
    kind = word_class(text)
    if kind == CODE and not _CODE_SHAPE.fullmatch(text):
        return ODD_CODE
    if kind:
        return CODE_OR_NUMBER
    if len(text) == 1 and text.lower() not in _LONE_WORDS:
        return LONE_LETTER
    if _ROMAN.fullmatch(text):
        return ROMAN
    return 0.0 if known else UNKNOWN_WORD
