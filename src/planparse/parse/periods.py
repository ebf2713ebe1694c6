"""Headings that are a time: `QUÝ I`, `Tháng 9/2025`, `Nhiệm vụ quý II`: it falls to all below them."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from planparse.parse.charges import purely_time
from planparse.parse.markers import Marker, Opening, Style
from planparse.parse.numbering import opening
from planparse.parse.text import fold, squeeze

if TYPE_CHECKING:
    from collections.abc import Sequence

_LEADING = re.compile(
    r"^(?:(?:các|những|nhiệm vụ|công tác|công việc|nội dung|hoạt động|kế hoạch|chương trình|trọng tâm|cụ thể"
    r"|trong)\s+)+",
    re.IGNORECASE,
)
_PERIOD = re.compile(r"\b(?:quy|quý|tháng|tuần|học kỳ)\b")
_LINE = re.compile(
    r"^\W*(?P<kind>quý|tháng|tuần)\s+(?P<which>[IVX]{1,4}|\d{1,2})(?:\s?/\s?\d{4}|\s+năm\s+\d{4})?\s*[.:]?$",
    re.IGNORECASE,
)


@lru_cache(maxsize=1024)
def time_of_heading(heading: str) -> str:
    """The time that a heading is, where it is nothing but a part of a year; else nothing.

    Example:
        >>> time_of_heading("QUÝ I"), time_of_heading("Nhiệm vụ trọng tâm tháng 9/2025")
        ('QUÝ I', 'tháng 9/2025')
        >>> time_of_heading("NHIỆM VỤ NĂM 2026"), time_of_heading("Tháng hành động vì trẻ em")
        ('', '')
    """
    text = _LEADING.sub("", squeeze(heading).strip(" .:;*"))
    return text if _PERIOD.search(fold(text)) and purely_time(text) else ""


def is_period_line(text: str) -> bool:
    """Whether a line without a number is such a heading.

    Example:
        >>> is_period_line("Tháng 10/2025:"), is_period_line("Tháng 10 tổ chức sơ kết")
        (True, False)
    """
    return _LINE.match(text) is not None


def period_headings(lines: Sequence[str]) -> dict[int, Opening]:
    """Lines that are a time and stand over an item, by place; none where there is but one: it may be a cell.

    Example:
        >>> list(period_headings(["Tháng 9", "- Khai giảng", "Tháng 10", "- Hội thi", "Quý I"]))
        [0, 2]
    """
    found = {}
    for place, (line, below) in enumerate(pairwise(lines)):
        if is_period_line(line) and opening(below):
            name = squeeze(line).strip(" .:*")
            found[place] = Opening((Marker(Style.PERIOD, name, place),), name)
    return found if len(found) > 1 else {}
