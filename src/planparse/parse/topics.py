"""What a heading announces: work, aims, funding, or who answers for what (`dictionaries/headings.tsv`)."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from planparse.parse.text import fold
from planparse.resources import read_table

if TYPE_CHECKING:
    from pathlib import Path

_PARTS = re.compile(r"\s*(?:,|;|/|\bvà\b|&)\s*")
_WORK = re.compile(r"\b(?:nhiệm vụ|công việc|phân công)\b")
_LEADING = re.compile(r"^(?:về|một số|những|các|công tác|phần)\s+")


class Topic(StrEnum):
    """The kinds of chapters."""

    TASK = "task"
    AIM = "aim"
    ORGANISATION = "organisation"
    FUNDING = "funding"
    BACKGROUND = "background"


@lru_cache(maxsize=4)
def _topics(extra: tuple[Path, ...]) -> tuple[dict[str, Topic], re.Pattern[str]]:
    topics = {fold(row["heading"]): Topic(row["topic"]) for row in read_table("headings.tsv", extra)}
    longest = sorted(topics, key=len, reverse=True)
    return topics, re.compile(rf"(?:{'|'.join(map(re.escape, longest))})(?!\w)")


def topic_of(title: str, extra: tuple[Path, ...] = ()) -> Topic | None:
    """The topic of a heading; None where no word tells.

    A heading in several parts announces work if any part does: `MỤC TIÊU, NHIỆM VỤ`.

    Example:
        >>> topic_of("NHIỆM VỤ CHỦ YẾU NĂM 2023"), topic_of("PHÂN CÔNG NHIỆM VỤ"), topic_of("Thể chế")
        (<Topic.TASK: 'task'>, <Topic.ORGANISATION: 'organisation'>, None)
    """
    topics, pattern = _topics(extra)
    found = []
    for place, part in enumerate(_PARTS.split(fold(title))):
        match = pattern.match(part) or pattern.match(_LEADING.sub("", part))
        if match and part.startswith("công tác") and topics[match[0]] is Topic.AIM:
            continue  # `Công tác tiêu chuẩn chất lượng` is an office's field of work
        if match and (place == 0 or topics[match[0]] in (Topic.TASK, Topic.ORGANISATION)):
            found.append(topics[match[0]])
    order = (Topic.TASK, Topic.ORGANISATION, Topic.AIM, Topic.FUNDING, Topic.BACKGROUND)
    if (
        Topic.ORGANISATION in found
        and Topic.TASK in found
        and fold(title).startswith(("phân công", "tổ chức"))
    ):
        return Topic.ORGANISATION
    return next((topic for topic in order if topic in found), None)


def assigns_work(title: str, extra: tuple[Path, ...] = ()) -> bool:
    """Whether a title in capitals says that what stands below it is work to be done.

    Example:
        >>> assigns_work("PHÂN CÔNG NHIỆM VỤ"), assigns_work("NỘI DUNG BÁO CÁO")
        (True, False)
    """
    work = title.isupper() and _WORK.search(fold(title)) is not None
    return work and topic_of(title, extra) in (Topic.TASK, Topic.ORGANISATION)
