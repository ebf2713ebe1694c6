"""Abbreviations that were misread by a letter: one `CGHC` in a text that has `CCHC` again and again.

No dictionary knows what an office makes up for itself, but it uses it more than once. What stands a single
time, that nobody else writes either, of which the OCR was not certain, a letter off from what stands often,
is the same abbreviation.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from planparse.restore.noise import CERTAIN
from planparse.restore.words import Shape
from planparse.vietnamese.syllable import is_bare_syllable
from planparse.vietnamese.unicode import strip_marks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from planparse.restore.cells import ObservedLine

    Place = tuple[int, int]

OFTEN = 4
"""Times that an abbreviation must stand in a text to vouch for another."""
SHORTEST, LONGEST_OTHER = 3, 4
"""Letters of an abbreviation, and of the longer of two: short ones differ by a letter on purpose (`GDP`)."""


def mend_abbreviations(lines: Sequence[ObservedLine], is_known: Callable[[str], bool]) -> dict[Place, str]:
    """What misread abbreviations stand for, by line and token.

    Args:
        lines: those that read right; an empty one for any other.
        is_known: whether others write a word too, given in lower case.

    Example:
        >>> from planparse.restore.cells import ObservedLine
        >>> right = [ObservedLine("công tác CCHC;", True, (0.97, 0.97, 0.96))] * 4
        >>> misread = ObservedLine("nhiệm vụ (CGHC)", True, (0.97, 0.97, 0.9))
        >>> mend_abbreviations([*right, misread], {"cchc"}.__contains__)
        {(4, 2): '(CCHC)'}
    """
    places = _places(lines)
    usual: dict[str, list[str]] = defaultdict(list)
    for word, found in places.items():
        for form in _forms(word) if len(found) >= OFTEN else ():
            usual[form].append(word)
    mended = {}
    for word, found in places.items():
        number, at = found[0]
        line = lines[number]
        if len(found) > 1 or not _is_doubted(line, at) or is_known(word.lower()):
            continue
        meant = {
            other for form in _forms(word) for other in usual.get(form, ()) if _is_a_letter_off(word, other)
        }
        if meant:
            best = max(meant, key=lambda other: (len(places[other]), other))
            mended[number, at] = line.text.split()[at].replace(word, best)
    return mended


def _places(lines: Sequence[ObservedLine]) -> dict[str, list[Place]]:
    """Where each abbreviation stands."""
    places: dict[str, list[Place]] = defaultdict(list)
    for number, line in enumerate(lines):
        for at, token in enumerate(line.text.split()):
            core = Shape.of(token).core if any(map(str.isupper, token)) else ""
            if _is_abbreviation(core):
                places[core].append((number, at))
    return places


def _is_abbreviation(core: str) -> bool:
    return (
        len(core) >= SHORTEST
        and core.isalpha()
        and core.isupper()
        and not is_bare_syllable(strip_marks(core))
    )


def _is_doubted(line: ObservedLine, token: int) -> bool:
    return bool(line.confidences) and line.confidences[token] < CERTAIN


def _is_a_letter_off(word: str, other: str) -> bool:
    """Whether one letter makes one of the other; the first tells offices apart (`SGDĐT`, `PGDĐT`)."""
    from rapidfuzz.distance import Levenshtein

    if max(len(word), len(other)) < LONGEST_OTHER or Levenshtein.distance(word, other) > 1:
        return False
    return len(word) != len(other) or word[0] == other[0]


def _forms(word: str) -> Iterator[str]:
    """The word, without each letter, and with a hole for each: two words a letter apart share one."""
    yield word
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]
        yield word[:at] + "?" + word[at + 1 :]
