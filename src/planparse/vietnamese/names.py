"""Names of persons: how they are written, and which of two readings is the likelier name.

A language model of law text knows no names, and OCR confuses stacked marks (`Trân` for `Trần`). What names
are made of is known, though: few family names, some hundred middle and given names. They are the prior of a
noisy channel whose confusions are those of `channel_vietnamese.tsv`, marks only. A name that can be stays as
it was read.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from planparse.resources import read_table
from planparse.vietnamese.signing import read_title
from planparse.vietnamese.syllable import is_syllable
from planparse.vietnamese.unicode import TONES, strip_marks

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_JUNK = re.compile(r"^(?:[^\w]|_)+|[^\w]+$")
_SPECKS = "'’‘`\"."
"""What specks beside a word are read as."""
_FEWEST, _MOST = 2, 6
"""Syllables of a name."""
_PERSONS = 10_000
_UNKNOWN, _IMPOSSIBLE = (0.005, 0.2, 0.2), 0.002
"""Persons of 10,000 for a syllable that the dictionary lacks, by place, and for what is no syllable."""
_ELSEWHERE = 0.1
"""Share of its weight that a given name has in the middle, and a middle name at the end."""
_TONELESS, _UNMARKED, _OTHER_MARK = 0.015, 0.005, 0.001
"""Probability that a letter loses its tone, loses all marks, and gets others, before anything is counted."""
_WEIGHT = 100.0
"""Letters that this prior weighs."""
_SURE, _DOUBTED = 1.4, 0.6
"""Powers to which the channel is raised: a name read again by itself says more than words of a page, on which
the channel was counted; a word read in several ways says less."""
_MENTION = 5.0
"""Nats for a syllable that stands so in the same name elsewhere in the document."""
_STROKE = 2.5
"""Nats for a letter or a mark that is missing, added or another."""
_LIKELY = 0.8
"""Share of all family names from which one is taken for a damaged word."""
_ENOUGH, _ENOUGH_FAMILY = 0.95, 0.9
"""Share of all readings from which a name is changed, a wrong change being worse than none; the same for
family names, which are few."""


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name as we take it; `observed` is what was read, where that was another."""

    text: str
    confidence: float = 1.0
    observed: str | None = None


@lru_cache(maxsize=1)
def _shares() -> dict[str, tuple[float, float, float]]:
    """Persons of 10,000 by syllable: as family name, as middle name, as given name."""
    return {
        row["syllable"]: (float(row["family"]), float(row["middle"]), float(row["given"]))
        for row in read_table("person_names.tsv")
    }


@lru_cache(maxsize=1)
def _by_letters() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for syllable in _shares():
        found[strip_marks(syllable).lower()].append(syllable)
    return found


@lru_cache(maxsize=1)
def _confusions() -> dict[str, dict[str, float]]:
    """How often a printed letter was read as each of those that differ in marks only."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for row in read_table("channel_vietnamese.tsv"):
        printed, read = row["printed"], row["read"]
        if len(read) == 1 and strip_marks(printed) == strip_marks(read):
            found[printed][read] = float(row["count"])
    return found


@lru_cache(maxsize=1)
def _honours() -> re.Pattern[str]:
    phrases = {row["phrase"] for row in read_table("phrases.tsv") if row["role"] == "honour"}
    longest = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"^(?:(?:{'|'.join(map(re.escape, longest))})[.,]?(?:\s+|(?<=\.)))+(?=\S)")


def is_family_name(word: str) -> bool:
    """Whether a word is a family name that we know.

    Example:
        >>> is_family_name("Nguyễn"), is_family_name("Lưu:"), is_family_name("Nơi")
        (True, False, False)
    """
    return _shares().get(word, (0.0,))[0] > 0


def read_person(text: str) -> str | None:
    """The name in a line that is a person's, without rank and degree; None for any other line.

    Example:
        >>> read_person("Đại tá Lê Văn Mẫu"), read_person("PGS.TS. Trần Thị Dụ"), read_person("NGÔ VĂN THỬ")
        ('Lê Văn Mẫu', 'Trần Thị Dụ', 'Ngô Văn Thử')
        >>> read_person("Lê Thị 'Mẫu")
        'Lê Thị Mẫu'
        >>> read_person("Lưu: VT"), read_person("CHÁNH VĂN PHÒNG"), read_person("Như trên")
        (None, None, None)
    """
    if read_title(text):
        return None
    name = _honours().sub("", _JUNK.sub("", " ".join(text.split())))
    words = [word.strip(_SPECKS) for word in name.split()]
    if not _FEWEST <= len(words) <= _MOST or not all(map(_is_name_word, words)):
        return None
    name = " ".join(words)
    if name.isupper():
        words = [word[:1] + word[1:].lower() for word in words]
        return " ".join(words) if is_family_name(words[0]) else None
    return name if not any(len(word) > 1 and word.isupper() for word in words) else None


def read_damaged_person(text: str) -> str | None:
    """The name in a line whose family name a seal has damaged: there are few, and one is nearest.

    The others must be names or syllables as they were read: two guesses are no name.

    Example:
        >>> read_damaged_person("?(guyền Thí Dụ"), read_damaged_person("ùi Văn Mẫu")
        ('Nguyễn Thí Dụ', 'Bùi Văn Mẫu')
        >>> read_damaged_person("ùi Vău Fẫm") is None
        True
    """
    words = [_JUNK.sub("", word) for word in text.split()]
    words = [word for word in words if word]
    whole = bool(words) and _is_name_word(words[0]) and is_syllable(words[0])
    if len(words) < _FEWEST or whole or not is_legible(words[1:]) or words[-1].isupper():
        return None
    family = _nearest_family(words[0])
    return read_person(" ".join([family, *words[1:]])) if family else None


def is_legible(words: Iterable[str]) -> bool:
    """Whether every word is a Vietnamese syllable or part of a name that we know, such as `Ksor`.

    Example:
        >>> is_legible(["Thị", "Mẫu"]), is_legible(["Miuh", "Fâm"])
        (True, False)
    """
    return all(is_syllable(word) or word in _shares() for word in words)


@lru_cache(maxsize=1 << 10)
def _nearest_family(word: str) -> str | None:
    """The family name that a damaged word must be; letters and marks count alike."""
    apart = unicodedata.normalize("NFD", word.lower())
    scores = {}
    for family, (share, *_) in _shares().items():
        if share:
            other = unicodedata.normalize("NFD", family.lower())
            strokes = Levenshtein.distance(apart, other)
            if 2 * strokes <= len(other):
                scores[family] = math.log(share) - _STROKE * strokes
    best = max(scores, key=lambda family: scores[family], default=None)
    if best is None:
        return None
    total = sum(math.exp(score - scores[best]) for score in scores.values())
    return best if 1 / total >= _LIKELY else None


def _is_name_word(word: str) -> bool:
    parts = word.replace("’", "'").split("'")
    return all(
        part.isalpha() and part[0].isupper() and (part.isupper() or part[1:].islower()) for part in parts
    )


def mend_name(name: str, doubtful: Collection[str] = (), mentions: Iterable[str] = ()) -> PersonName:
    """The likeliest name behind what was read: only marks are in question.

    Args:
        name: as read, its words in order: family name first, given name last.
        doubtful: words that were read with little certainty.
        mentions: names found elsewhere in the document.

    Example:
        >>> mend_name("Trân Thị Hoa").text, mend_name("Trịnh Văn Thử").text
        ('Trần Thị Hoa', 'Trịnh Văn Thử')
        >>> mend_name("Trân Thị Hoa").observed
        'Trân Thị Hoa'
    """
    words = name.split()
    known = [mention.split() for mention in mentions]
    like = [other for other in known if _letters(other) == _letters(words)]
    ways = []
    for place, word in enumerate(words):
        here = 0 if place == 0 else 2 if place == len(words) - 1 else 1
        power = _DOUBTED if word in doubtful else _SURE
        seen = {other[place] for other in like}
        candidates = {word, *seen, *_by_letters().get(strip_marks(word).lower(), ())}
        ways.append(
            {
                one: _prior(one, here) + power * _channel(one, word) + _MENTION * (one in seen)
                for one in candidates
            }
        )
    return _decide(words, ways)


def _decide(words: list[str], ways: list[dict[str, float]]) -> PersonName:
    chosen: list[str] = []
    confidence = 1.0
    for word, way in zip(words, ways, strict=True):
        best = max(way, key=lambda one: way[one])
        total = sum(math.exp(score - way[best]) for score in way.values())
        if best != word and 1 / total < (_ENOUGH if chosen else _ENOUGH_FAMILY):
            best = word
        chosen.append(best)
        confidence *= math.exp(way[best] - max(way.values())) / total
    text = " ".join(chosen)
    return PersonName(text, round(confidence, 3), None if chosen == words else " ".join(words))


def _letters(words: Iterable[str]) -> str:
    return " ".join(strip_marks(word).lower() for word in words)


def _prior(syllable: str, place: int) -> float:
    """Log probability of a syllable at its place: 0 family name, 1 middle, 2 given name."""
    family, middle, given = _shares().get(syllable, (0.0, 0.0, 0.0))
    least = _UNKNOWN[place] if is_syllable(syllable) else _IMPOSSIBLE
    share = (family, middle + _ELSEWHERE * given, given + _ELSEWHERE * middle)[place]
    return math.log(max(share, least) / _PERSONS)


def _channel(printed: str, read: str) -> float:
    """Log probability of reading one word where the other, of the same letters, is printed."""
    return sum(_confusion(one, other) for one, other in zip(printed.lower(), read.lower(), strict=True))


def _toneless(letter: str) -> str:
    apart = unicodedata.normalize("NFD", letter)
    return unicodedata.normalize("NFC", "".join(sign for sign in apart if sign not in TONES))


@lru_cache(maxsize=1 << 12)
def _confusion(printed: str, read: str) -> float:
    counts = _confusions().get(printed, {})
    bare = strip_marks(printed)
    if read == printed:
        expected = 1.0
    elif strip_marks(read) != bare:
        return -math.inf
    else:
        expected = _TONELESS if read == _toneless(printed) else _UNMARKED if read == bare else _OTHER_MARK
    return math.log((counts.get(read, 0.0) + _WEIGHT * expected) / (sum(counts.values()) + _WEIGHT))
