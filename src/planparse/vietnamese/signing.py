"""The titles under which official documents are signed: few, fixed, and so mended with certainty."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from planparse.resources import read_table
from planparse.vietnamese.unicode import strip_marks

if TYPE_CHECKING:
    from collections.abc import Sequence

_JUNK = re.compile(r"^(?:[^\w/]|_)+|[^\w.)]+$")
"""Specks before and behind a line."""
_ABBREVIATED = re.compile(r"^(?P<mark>TM|KT|TL|TUQ|Q)(?:\s*[.,:;]+\s*|\s+)(?=\S{2})")
"""`KT.`, whatever OCR made of its point."""
_FOR_CHIEF = re.compile(r"^(?:KT\. |K/T )")
_LEAST = 5
"""Letters at the end of a title, spaces not counted, by which it is known where a seal took the rest."""

_LEAST_AGAIN = 3
"""The same where the title above ends so."""
_ALIKE, _ALIKE_DEPUTY = 80.0, 55.0
"""Share of like letters, of 100, by which a damaged line is any post, and the one that must stand there."""
_CAPITALS = 0.8
"""Share of capitals in a title."""


def _key(text: str) -> str:
    return strip_marks(text).lower()


@lru_cache(maxsize=1)
def _posts() -> dict[str, str]:
    """The printed form of a post by its letters without marks."""
    rows = read_table("signer_titles.tsv")
    return {_key(row["title"]): row["title"] for row in rows if row["kind"] == "post"}


@lru_cache(maxsize=1)
def _post_pattern() -> re.Pattern[str]:
    longest = sorted(_posts(), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, longest))})(?!\w)")


@lru_cache(maxsize=1)
def _authority() -> re.Pattern[str]:
    marks = [row["title"] for row in read_table("signer_titles.tsv") if row["kind"] == "authority"]
    words = sorted((mark for mark in marks if not mark.endswith(".")), key=len, reverse=True)
    return re.compile(rf"^(?P<mark>{'|'.join(map(re.escape, words))})\.?\s*(?=\S{{2}})")


def read_title(text: str) -> str | None:
    """The title under which a document is signed, as it is printed; None where the line is none.

    Points and marks that OCR lost come back: the titles are few.

    Example:
        >>> read_title("KT, GIÁM ĐÓC"), read_title("„_ PHÓ CHỦ TỊCH"), read_title("TM.ỦY BAN NHÂN DÂN")
        ('KT. GIÁM ĐỐC', 'PHÓ CHỦ TỊCH', 'TM. ỦY BAN NHÂN DÂN')
        >>> read_title("Chủ tịch UBND tỉnh"), read_title("I. NHIỆM VỤ")
        (None, None)
    """
    text = _JUNK.sub("", " ".join(text.split()))
    if not text or text.upper() != text:
        return None
    for pattern, point in ((_ABBREVIATED, "."), (_authority(), "")):
        match = pattern.match(text)
        if match:
            held = text[match.end() :]
            return f"{match['mark']}{point} {_as_post(held) or _nearest(held) or held}"
    return _as_post(text)


def read_damaged_title(text: str, above: str | None = None) -> str | None:
    """The title in a line that a seal has damaged, most often at its beginning.

    Args:
        text: the line.
        above: the title in the line above. Below `KT.` only the deputy can stand, and so less of him must be
            left to know him by.

    Example:
        >>> read_damaged_title("x2 GIÁM ĐÓC"), read_damaged_title("-tluHỦ TỊCH"), read_damaged_title("UBND")
        ('GIÁM ĐỐC', 'CHỦ TỊCH', None)
        >>> read_damaged_title("25- ti TỊCH", above="CHỦ TỊCH"), read_damaged_title("„2 CIÁM ĐÓC")
        ('CHỦ TỊCH', 'GIÁM ĐỐC')
        >>> read_damaged_title("„b2TMỨ ZRƯỞNG", above="KT. BỘ TRƯỞNG")
        'THỨ TRƯỞNG'
    """
    chief = _FOR_CHIEF.sub("", above or "")
    deputy = _deputy(chief) if above != chief else None
    if deputy and _alike(text, deputy) >= _ALIKE_DEPUTY:
        return deputy
    words = text.split()
    for first in range(len(words)):
        title = read_title(" ".join(words[first:]))
        if title:
            return title
    return _from_its_end(text, chief) or _nearest(text)


def _from_its_end(text: str, above: str) -> str | None:
    """A post by the capitals that the line ends in; fewer will do where the line above ends so too."""
    key = _key(_capitals_at_end(_JUNK.sub("", text)))
    if len(key) >= _LEAST_AGAIN and _key(above).endswith(f" {key}") and _as_post(above):
        return above
    if len(key.replace(" ", "")) < _LEAST:
        return None
    whole = [bare for bare in _posts() if bare.endswith(key)]
    least = min(whole, key=len, default="")
    sure = 2 * len(key) >= len(least) and all(bare.endswith(least) for bare in whole)
    return _posts().get(least) if sure else None


def _nearest(text: str) -> str | None:
    """The post that a line in capitals is nearest to, where it is near."""
    letters = [sign for sign in text if sign.isalpha()]
    if not letters or sum(sign.isupper() for sign in letters) < _CAPITALS * len(letters):
        return None
    best = max(_posts().values(), key=lambda post: _alike(text, post))
    return best if _alike(text, best) >= _ALIKE else None


def _alike(text: str, post: str) -> float:
    letters = "".join(sign if sign.isalpha() else " " for sign in _key(text))
    return float(fuzz.ratio(" ".join(letters.split()), _key(post)))


def _deputy(post: str) -> str | None:
    """Who signs for the holder of a post: `PHÓ …`, or `THỨ TRƯỞNG` for a minister."""
    if post == "BỘ TRƯỞNG":
        return "THỨ TRƯỞNG"
    return _posts().get(_key(f"PHÓ {post}"))


def _capitals_at_end(text: str) -> str:
    end = len(text)
    while end and (text[end - 1].isupper() or text[end - 1] == " "):
        end -= 1
    return text[end:].strip()


def _as_post(text: str) -> str | None:
    """A line that begins with a post: the post with its own marks, then whose it is."""
    match = _post_pattern().match(_key(text))
    if match is None:
        return None
    words = text.split()
    return " ".join([_posts()[match[0]], *words[len(match[0].split()) :]])


def deputised(titles: Sequence[str]) -> list[str]:
    """Titles in order, where who signs for a chief (`KT.`) is the deputy.

    Decree 30/2020/NĐ-CP, article 13: a deputy signs `KT.` for the chief, and nobody holds two posts of one
    name. Where one post stands in two lines below each other, a seal took what was before it.

    Example:
        >>> deputised(["KT. GIÁM ĐỐC", "GIÁM ĐỐC"]), deputised(["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"])
        (['KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC'], ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'])
        >>> deputised(["CHỦ TỊCH", "PHÓ CHỦ TỊCH"])
        ['KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH']
    """
    mended = list(titles)
    for place in range(1, len(mended)):
        mark = _FOR_CHIEF.match(mended[place - 1])
        chief = _FOR_CHIEF.sub("", mended[place - 1])
        deputy = _deputy(chief)
        if deputy and mended[place] in {chief, deputy}:
            mended[place - 1 : place + 1] = [f"{mark[0] if mark else 'KT. '}{chief}", deputy]
    return mended
