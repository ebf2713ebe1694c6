"""What can be a Vietnamese syllable: onset, rime and tone (Đoàn Thiện Thuật, Ngữ âm tiếng Việt, 1977)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from planparse.vietnamese.unicode import TONES, strip_marks

_ONSET = "(?:ngh|ng|nh|n|ch|c|th|tr|t|ph|p|kh|k|gh|gi|g|qu|đ|d|b|h|l|m|r|s|v|x)?"
_RIMES = (
    "a(?:[cmpt]|ch|nh|ng|n|[iouy])?",
    "ă(?:[cmpt]|ng|n)",
    "â(?:[cmpt]|ng|n|[uy])",
    "e(?:[cmpto]|ng|nh|n)?",
    "ê(?:[mptu]|ch|nh|n)?",
    "i(?:[mptau]|ch|nh|n)?",
    "o(?:[cmpti]|ng|n|oc|ong|on)?",
    "ô(?:[cmpti]|ng|n)?",
    "ơ(?:[mptin])?",
    "u(?:[cmptai]|ng|n|ơ)?",
    "ư(?:[cmtaui]|ng|n)?",
    "y",
    "(?:iê|yê)(?:[cmptu]|ng|n)",
    "oa(?:[cmptioy]|ch|nh|ng|n)?",
    "oă(?:[cmt]|ng|n)",
    "oe(?:[mto]|n)?",
    "uâ(?:[ty]|ng|n)",
    "uê(?:ch|nh|n)?",
    "uô(?:[cmtip]|ng|n)",
    "uy(?:[tupa]|ch|nh|n|êt|ên)?",
    "(?<=qu)y(?:[tn]|ch|nh)",
    "ươ(?:[cmptiu]|ng|n)",
)
_SYLLABLE = re.compile(f"{_ONSET}(?:{'|'.join(_RIMES)})")
_BARE_SYLLABLE = re.compile(strip_marks(_SYLLABLE.pattern))
_STOPPED = re.compile(r"(?:c|ch|p|t)\Z")
_TONE = re.compile(f"[{TONES}]")
_STOPPED_TONES = ("\u0301", "\u0323")


@lru_cache(maxsize=1 << 16)
def is_syllable(word: str) -> bool:
    """Whether spelling and tone allow the word, whatever its case and its style of tone.

    Example:
        >>> [is_syllable(word) for word in ("nghiệm", "Thuỷ", "vé&", "sb", "cạp", "cap")]
        [True, True, False, False, True, False]
    """
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = _TONE.findall(decomposed)
    if len(tones) > 1:
        return False
    toneless = unicodedata.normalize("NFC", _TONE.sub("", decomposed))
    if not _SYLLABLE.fullmatch(toneless):
        return False
    return not _STOPPED.search(toneless) or (bool(tones) and tones[0] in _STOPPED_TONES)


@lru_cache(maxsize=1 << 16)
def is_bare_syllable(word: str) -> bool:
    """Whether the word could be a syllable that lost its marks, whatever its case.

    Example:
        >>> [is_bare_syllable(word) for word in ("THUC", "nghiep", "UBND", "thức")]
        [True, True, False, False]
    """
    return _BARE_SYLLABLE.fullmatch(word.lower()) is not None
