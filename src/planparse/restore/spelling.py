"""How a core is spelled: what may be a word at all, in which case, and what one costs that nobody knows."""

from __future__ import annotations

import re

from planparse.restore.regimes import Regime
from planparse.restore.words import NUMBER, is_abbreviation, word_class
from planparse.vietnamese.syllable import is_bare_syllable
from planparse.vietnamese.unicode import has_marks

SPELL_START, SPELL_LETTER = 3.0, 2.5
"""Nats for a word that the vocabulary lacks: to begin to spell, and by letter."""
SPELL_CAPITAL = 1.2
"""Nats for a letter of an unknown abbreviation: capitals are read well, and offices make up their own."""
SPELL_SIGN = 5.0
"""Nats for a sign that stands in no word (¢ € & |)."""
SPELL_DIGIT = 2.3
"""Nats for one digit: log 10."""
RIGHT_AS_IT_IS = 2.0
"""Nats for an unknown word in a line that looks right: names and foreign words are common."""
LONGEST_SYLLABLE, NO_SYLLABLE = 7, 8.0
"""Letters that a syllable may have (`nghiêng`), and nats for a longer unknown word with marks."""
FIGURE_INSIDE = 6.0
"""Nats for a figure among small letters (`g1ao`)."""
BARE_SYLLABLE = 6.0
"""Nats for an unknown word that would be a syllable of ours but for its marks (`dua`)."""
LONGEST_CODE = 3
"""Letters of bare capitals that are taken for an abbreviation where the line reads right (`TU`)."""
_TALL = re.compile("[A-ZĐ][OQ]")
LETTERLIKE = frozenset("¢€&§£$@©®")
"""Signs that an English OCR makes of whole letters; any other lone sign is a speck or a rule."""


def is_wordy(text: str) -> bool:
    """Whether a core has a letter or a digit at all."""
    return any(map(str.isalnum, text))


def is_plain_word(text: str) -> bool:
    """Whether a word is made of letters in an ordinary case, and no abbreviation.

    Example:
        >>> [is_plain_word(word) for word in ("phẩm", "Sản", "THANH", "pH", "UBND", "6", "a")]
        [True, True, True, False, False, False, False]
    """
    if len(text) < 2 or not text.isalpha() or is_abbreviation(text):  # noqa: PLR2004 - one letter is no word
        return False
    return (
        text.islower() or text.istitle() or (text.isupper() and (has_marks(text) or len(text) > LONGEST_CODE))
    )


def is_shouted(text: str) -> bool:
    """Whether a word is printed in capitals throughout, as far as its glyphs tell.

    Example:
        >>> is_shouted("KE"), is_shouted("HOACh"), is_shouted("Ke"), is_shouted("B")
        (True, True, False, False)
    """
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) > 1 and sum(map(str.isupper, letters)) * 2 > len(letters)


def as_beside(text: str, before: str, after: str) -> str:
    """A core whose second letter is no capital though it is as tall as one: a mark stands on an `o`.

    Args:
        text: as it was read.
        before: the token on the left, empty at a line's end.
        after: the token on the right.

    Example:
        >>> as_beside("BO", "của", "trưởng"), as_beside("SO", "", "GIAO")
        ('Bo', 'SO')
    """
    if not _TALL.fullmatch(text) or is_shouted(before) or is_shouted(after):
        return text
    return text.capitalize() if any(map(str.islower, before + after)) else text


def in_case(word: str, *, shouted: bool, capital: bool) -> str:
    """A word of the vocabulary as it is printed in such a place."""
    if shouted:
        return word.upper()
    return word[:1].upper() + word[1:] if capital else word


def _oddness(text: str) -> float:
    """Nats for an unknown word in a line that reads right: names and foreign words lack marks or shout."""
    if word_class(text):
        return FIGURE_INSIDE
    if has_marks(text):
        return NO_SYLLABLE if text.islower() or len(text) > LONGEST_SYLLABLE else RIGHT_AS_IT_IS
    return BARE_SYLLABLE if text.islower() and is_bare_syllable(text) else RIGHT_AS_IT_IS


def spelling_cost(text: str, regime: Regime) -> float:
    """Nats for a word that the vocabulary lacks."""
    if regime is Regime.LIGHT:
        return _oddness(text)
    digits = sum(letter.isdigit() for letter in text)
    letters = sum(letter.isalpha() for letter in text)
    letter = SPELL_CAPITAL if text.isupper() and letters == len(text) > 1 else SPELL_LETTER
    signs = sum(letter in LETTERLIKE for letter in text) if word_class(text) else len(text) - digits - letters
    start = 0.0 if word_class(text) == NUMBER else SPELL_START
    return start + SPELL_DIGIT * digits + letter * letters + SPELL_SIGN * signs
