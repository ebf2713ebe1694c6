"""The verbs of ordered work, and where among them a list of names ends."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from planparse.parse.text import fold
from planparse.resources import read_table

if TYPE_CHECKING:
    from pathlib import Path

    from planparse.parse.units import Directory

_NAME_END = re.compile(
    r"(?:\b(?:tỉnh|thành phố|huyện|quận|xã|phường|đặc khu|liên quan|trực thuộc|các cấp|địa phương|ngành"
    r"|đơn vị|đoàn thể|chủ đầu tư|nhà trường|xã hội|thôn|bản|ấp|khu phố|tổ dân phố|chi bộ|chi hội)"
    r"|\)|\s[A-ZĐ][^\W\d_]+)$"
)
_AREA_END = re.compile(
    r"\b(?:tỉnh|huyện|quận|thị xã|thị trấn|phường|thành phố)\s+(?!(?:và|có|liên|trực|thuộc|đặc|thị|xã|phường"
    r"|thành|nơi|trên|trong|ở|cũ|mới|lần|đã|được|cùng|khóa|nhiệm|theo|các)\b)(?=\w)"
)
"""`Công an phường treo băng rôn`: a place has a large letter; a small one goes on with the sentence."""
_NOUN = re.compile(
    r"tổ chức(?=\s*,?\s*(?:và |hoặc )?(?:cá nhân|doanh nghiệp|đoàn thể|chính trị|xã hội|đảng|hội|thành viên"
    r"|liên quan|có liên quan|quốc tế|kinh tế)\b)",
    re.IGNORECASE,
)
"""`doanh nghiệp, tổ chức, cá nhân`: no verb."""
_LONG_NAME = 30
"""Letters up to which a field holds a name and no sentence."""


@lru_cache(maxsize=4)
def verbs_of(extra: tuple[Path, ...]) -> tuple[re.Pattern[str], frozenset[str]]:
    """The pattern of all verbs, and those that also stand inside names of units."""
    rows = read_table("action_verbs.tsv", extra)
    verbs = sorted({fold(row["verb"]) for row in rows}, key=len, reverse=True)
    inside = frozenset(fold(row["verb"]) for row in rows if row["inside"] == "yes")
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, verbs))})(?!\w)"), inside


def begins_with_action(text: str, extra: tuple[Path, ...] = ()) -> bool:
    """Whether a text begins with a verb of work (`Xây dựng`, `Tổ chức`).

    Example:
        >>> begins_with_action("Xây dựng kế hoạch"), begins_with_action("Mục tiêu chung")
        (True, False)
    """
    return bool(verbs_of(extra)[0].match(fold(text)))


def goes_on_with_an_order(text: str, extra: tuple[Path, ...] = ()) -> bool:
    """Whether a text goes on, with a small letter, with a verb that begins no name of a unit.

    Example:
        >>> texts = ("phối hợp với các sở tham mưu", "thanh tra sở", "Phối hợp")
        >>> [goes_on_with_an_order(text) for text in texts]
        [True, False, False]
    """
    verbs, inside = verbs_of(extra)
    match = verbs.match(fold(text)) if text[:1].islower() else None
    return match is not None and match[0] not in inside


def ending_verbs(text: str, directory: Directory, extra: tuple[Path, ...]) -> list[int]:
    """Where verbs stand that end a list of names.

    Names go on in capitals, `các tổ chức` is a noun, and a verb that also stands inside names (`Quỹ Đầu tư
    phát triển`) ends one only where what is before it is whole.
    """
    pattern, inside = verbs_of(extra)
    places = []
    for verb in pattern.finditer(text):
        before = text[: verb.start()].rstrip()
        if (
            not before
            or directory.begins_collective(before.rsplit(" ", 1)[-1] + " ")
            or _NOUN.match(text, verb.start())
        ):
            continue
        if verb[0] not in inside or _whole(before, directory):
            places.append(verb.start())
    return sorted([*places, *(area.end() for area in _AREA_END.finditer(text) if text[area.end()].islower())])


def _whole(names: str, directory: Directory) -> bool:
    last = re.split(r"[,;]\s*", names)[-1].strip()
    known = directory.find(last) or directory.find(re.split(r"\bvà\b", last)[-1].strip())
    return names.endswith(",") or bool(_NAME_END.search(names)) or known is not None


def cut_to_names(text: str, directory: Directory, extra: tuple[Path, ...] = ()) -> str:
    """The names of a field without what the last of them is told to do there.

    It is cut only behind a name that we know, or a collective: names of units hold verbs, too.

    Example:
        >>> from planparse.parse.units import load_directory
        >>> cut_to_names("Sở Xây dựng đăng tải thông điệp trên bảng quang báo", load_directory())
        'Sở Xây dựng'
        >>> cut_to_names("Ban Chỉ đạo xây dựng nông thôn mới", load_directory())
        'Ban Chỉ đạo xây dựng nông thôn mới'
    """
    for place in ending_verbs(text, directory, extra) if len(text) > _LONG_NAME else ():
        names = text[:place].rstrip(" ,")
        last = re.split(r"[,;]\s*|\bvà\s+", names)[-1]
        if directory.find(last) is not None or last.endswith("liên quan"):
            return names
    return text
