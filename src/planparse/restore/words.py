"""How the language model reads tokens: what stands between spaces becomes words, classes and breaks.

A token is punctuation, a core, punctuation. A core with digits is a class (number, date, code); any other
is one word, or several with hyphens or slashes between. Words are lower case, with the tone of `hòa` in the
old style. A token that ends a clause is followed by a break, over which the model does not look.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from planparse.vietnamese.syllable import is_bare_syllable
from planparse.vietnamese.unicode import has_marks, place_tones

BREAK, UNKNOWN, NUMBER, DATE, CODE = "<s>", "<unk>", "<num>", "<date>", "<code>"
CLASSES = (BREAK, UNKNOWN, NUMBER, DATE, CODE)

CACHED = 1 << 16
"""Distinct tokens that are looked at once: a text repeats its own."""

# Signs that stand around words; any other sign (¢ & € | § …) may be what an OCR made of a letter.
_SIGNS = r"[.,;:!?()\[\]{}<>\"'“”„‘’‚`´«»\-‐‑–—−_/\\…*+=~•·●▪■◦%°^]"
_PARTS = re.compile(rf"(?P<lead>{_SIGNS}*)(?P<core>.*?)(?P<trail>{_SIGNS}*)\Z", re.DOTALL)
_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2}[/.-]\d{4}")
_GLUE = re.compile(r"([-–—/]+)")
_SPACED_GLUE = re.compile(r"([-–—/]+|[.,:;]? )")
_INNER_BREAK = re.compile(r"(?<=\w)[.,:;()]+(?=\w)")
_ENDS_CLAUSE = re.compile(r"[.;:!?]")


@dataclass(frozen=True, slots=True)
class Shape:
    """One token, taken apart.

    Example:
        >>> Shape.of("(CCHC);")
        Shape(lead='(', core='CCHC', trail=');')
    """

    lead: str
    core: str
    trail: str

    @staticmethod
    @lru_cache(maxsize=CACHED)
    def of(token: str) -> Shape:
        """Split `token`; one of signs only is all lead."""
        match = _PARTS.match(token)
        if match is None:  # pragma: no cover - the pattern matches any text
            raise AssertionError(token)
        return Shape(match["lead"], match["core"], match["trail"])

    @property
    def ends_clause(self) -> bool:
        """Whether a new clause begins after it."""
        return _ENDS_CLAUSE.search(self.trail if self.core else self.lead) is not None


@lru_cache(maxsize=CACHED)
def key_of(word: str) -> str:
    """The form in which the model knows a word.

    Example:
        >>> key_of("HOÀ")
        'hòa'
    """
    return place_tones(word.lower(), "old")


@lru_cache(maxsize=CACHED)
def word_class(core: str) -> str | None:
    """The class of a core with digits; None for a word.

    Example:
        >>> [word_class(core) for core in ("2023", "21/12/2022", "1782/QĐ-UBND", "tỉnh")]
        ['<num>', '<date>', '<code>', None]
    """
    if not any(letter.isdigit() for letter in core):
        return None
    if _DATE.fullmatch(core):
        return DATE
    return CODE if any(letter.isalpha() for letter in core) else NUMBER


def is_abbreviation(word: str) -> bool:
    """Whether a word is letters that stand for others: capitals without marks that spell no syllable.

    Example:
        >>> [is_abbreviation(word) for word in ("CCHC", "UBND", "THANH", "QĐ", "Web")]
        [True, True, False, True, False]
    """
    consonants = re.sub(r"[Đđ]", "D", word)
    return word.isupper() and not has_marks(consonants) and not is_bare_syllable(consonants)


def split_core(core: str) -> tuple[str, ...]:
    """Words and the hyphens or slashes between them, alternating.

    Example:
        >>> split_core("và/hoặc")
        ('và', '/', 'hoặc')
    """
    return tuple(_GLUE.split(core))


def split_words(core: str) -> tuple[str, ...]:
    """As :func:`split_core`, spaces being glue too, with the punctuation before them.

    Example:
        >>> split_words("I. MỤC ĐÍCH")
        ('I', '. ', 'MỤC', ' ', 'ĐÍCH')
    """
    return tuple(_SPACED_GLUE.split(core))


def model_words(token: str) -> tuple[str, ...]:
    """What the language model counts for one token, break included.

    Example:
        >>> model_words("Phục"), model_words("(2021-2025);"), model_words("và/hoặc")
        (('phục',), ('<num>', '<s>'), ('và', 'hoặc'))
    """
    shape = Shape.of(token)
    end = (BREAK,) if shape.ends_clause else ()
    if not shape.core:
        return end
    kind = word_class(shape.core)
    if kind:
        return (kind, *end)
    parts = [
        part
        for clause in _INNER_BREAK.split(shape.core)
        for part in (*split_core(clause)[::2], BREAK)
        if part
    ]
    return (*(part if part == BREAK else key_of(part) for part in parts[:-1]), *end)
