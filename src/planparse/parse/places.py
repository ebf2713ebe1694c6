"""Names in capitals brought back to how they are written inside a sentence."""

from __future__ import annotations

import re
from functools import lru_cache

from planparse.parse.text import bare, fold, sentence_case, squeeze
from planparse.resources import read_table

_PLACE = re.compile(
    r"\b(tỉnh|thành phố|tp\.?|huyện|quận|thị xã|xã(?! hội)|phường|thị trấn|đặc khu)\s+(?!ủy\b)(\S.*)$",
    re.IGNORECASE,
)
_PARTY = re.compile(r"\b((?:tỉnh|thành|huyện|quận|thị) ủy)\s+(\S.*)$", re.IGNORECASE)
_HEAD = re.compile(
    r"^(bộ|sở|cục|vụ|ban|phòng|chi cục|tổng cục|trung tâm|viện|trường|hội)\s+([^\W\d_])", re.IGNORECASE
)
"""The word after the head of a unit's name is large: `Sở Tư pháp`."""
_ABBREVIATION = re.compile(r"(?:UBND|HĐND|UBMTTQ|MTTQ|BCĐ|ĐBQH|TNCS|TW|TP\.?|BQL|[IVX]{2,})(?!\w)")
_VOWELS = re.compile(r"[aeiouyăâêôơư]")
_KEPT_LETTERS = re.compile(r"^[A-ZĐ]{2,}$")


@lru_cache(maxsize=1)
def _known_names() -> tuple[re.Pattern[str], dict[str, str]]:
    tables = ("provinces.tsv", "units.tsv")
    names = ["Việt Nam", *(row["name"] for table in tables for row in read_table(table))]
    by_key = {fold(name): name for name in names}
    longest = sorted(by_key, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)"), by_key


def province_in(text: str) -> str | None:
    """`tỉnh Quảng Ngãi` of a text that names it; None where it names none.

    Example:
        >>> province_in("kế hoạch cải cách hành chính năm 2023 tỉnh Quảng Ngãi")
        'tỉnh Quảng Ngãi'
    """
    key = fold(text)
    for row in read_table("provinces.tsv"):
        if f"{row['kind']} {fold(row['name'])}" in key:
            return f"{row['kind']} {row['name']}"
    return None


def written(text: str) -> str:
    """A name in capitals as it is written inside a sentence.

    Example:
        >>> written("ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI")
        'Ủy ban nhân dân tỉnh Quảng Ngãi'
        >>> written("UBND TỈNH HƯNG YÊN")
        'UBND tỉnh Hưng Yên'
        >>> written("BAN CHQS HUYỆN TRÀ LĨNH")
        'Ban CHQS huyện Trà Lĩnh'
    """
    text = squeeze(text)
    if not text.isupper():
        return text
    kept = {match[0].lower(): match[0] for match in _ABBREVIATION.finditer(text)}
    kept |= {
        word.lower(): word for word in re.findall(r"[^\W\d_]{2,}", text) if not _VOWELS.search(bare(word))
    }
    small = re.sub(r"[^\W\d_]+\.?", lambda word: kept.get(word[0].lower(), word[0].lower()), text)
    pattern, names = _known_names()
    named = pattern.sub(lambda match: names[match[0]], fold_spaces(small))
    named = _PLACE.sub(lambda match: f"{match[1]} {_title(match[2])}", named)
    named = _PARTY.sub(lambda match: f"{match[1]} {_title(match[2])}", named)
    named = _HEAD.sub(lambda match: f"{match[1]} {sentence_case(match[2])}", named)
    return sentence_case(named)


def fold_spaces(text: str) -> str:
    """Small letters with the tone where the dictionary has it; abbreviations stay."""
    return " ".join(word if _KEPT_LETTERS.match(word) else fold(word) for word in text.split())


def _title(name: str) -> str:
    known = _known_names()[1].get(fold(name))
    return known or " ".join(
        word if word.isupper() and len(word) > 1 else word[:1].upper() + word[1:] for word in name.split()
    )


def with_capitals_of(name: str, text: str) -> str:
    """A name with the large letters that its words have where a text writes them as a name.

    Example:
        >>> with_capitals_of("Trường THCS lê bình thị xã Bến Vân", "của Trường THCS Lê Bình năm học mới")
        'Trường THCS Lê Bình thị xã Bến Vân'
    """
    words = name.split()
    spans = [(n, m) for n in range(len(words)) for m in range(n + 2, len(words) + 1)]
    for start, end in sorted(spans, key=lambda span: span[0] - span[1]):
        part = words[start:end]
        proper = " ".join(map(sentence_case, part))
        if all(map(str.islower, part)) and proper in text:
            words[start:end] = proper.split()
    return " ".join(words)
