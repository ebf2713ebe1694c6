"""Who and when, told in the sentence itself: `Giao Sở Nội vụ chủ trì, phối hợp với Sở Tài chính …`.

The grammar of the sentences is small and fixed by administrative style:

    assignment = ["Giao" | "Đề nghị" | "Yêu cầu"] units verb …
    verb       = "chủ trì" | "có trách nhiệm" | "tham mưu" | "tổ chức" | an action
    partners   = "phối hợp" ["chặt chẽ"] ["với" | "cùng"] units (action | "," | ".")
    deadline   = ("hoàn thành" | "xong" | "chậm nhất" | "trước" …) a time
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from planparse.parse.text import fold, squeeze
from planparse.resources import read_table

if TYPE_CHECKING:
    from pathlib import Path

    from planparse.parse.units import Directory

_ORDER = re.compile(r"^(?:giao(?:\s+cho)?|đề nghị|yêu cầu|phân công|giao nhiệm vụ cho)\s+", re.IGNORECASE)
_LEADING_TIME = re.compile(
    r"^(?P<time>(?:Trong|Vào|Trước|Từ|Đến|Hằng|Hàng|Định kỳ|Quý|Tháng)\b[^,;.]{2,60}?)"
    r"\s*,\s*(?=[A-ZĐÀ-Ỹa-zđà-ỹ])"
)
_DEADLINE = re.compile(
    r"(?P<time>(?:(?:hoàn thành|xong)\s+)?(?:chậm nhất|trước|muộn nhất)\s+"
    r"(?:(?:là|vào|trong|đến|hết|trước)\s+)*"
    r"(?:ngày|tháng|quý|năm|\d{1,2}/\d)[^,;.()]*"
    r"|(?:hoàn thành|xong)\s+(?:trong|vào|quý|tháng|năm)[^,;.()]*\d[^,;.()]*)",
    re.IGNORECASE,
)
_TIME_SENTENCE = re.compile(
    r"(?:^|[.;]\s+)Thời (?:gian|hạn)(?:\s+(?:thực hiện|hoàn thành))?\s*:?\s+(?P<time>[^.;]+)"
)
_PARTNERS = re.compile(r"\bphối hợp(?:\s+(?:chặt chẽ|với|cùng|chung))*\s+(?P<units>.+)", re.IGNORECASE)
_LEADS = re.compile(
    r"\s*,?\s*(?:là (?:cơ quan|đơn vị) )?(?:chủ trì|chủ động|làm đầu mối|có trách nhiệm|chịu trách nhiệm)\b"
)
_ASIDE = re.compile(r"\s*\([^()]*\)")
_LONGEST_SUBJECT = 240


@dataclass(frozen=True, slots=True)
class Assignment:
    """What a sentence says of who and when; empty strings where it says nothing."""

    leads: str = ""
    partners: str = ""
    time: str = ""


@lru_cache(maxsize=4)
def _verbs(extra: tuple[Path, ...]) -> re.Pattern[str]:
    verbs = sorted(
        {fold(row["verb"]) for row in read_table("action_verbs.tsv", extra)}, key=len, reverse=True
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, verbs))})(?!\w)")


def begins_with_action(text: str, extra: tuple[Path, ...] = ()) -> bool:
    """Whether a text begins with a verb of work (`Xây dựng`, `Tổ chức`).

    Example:
        >>> begins_with_action("Xây dựng kế hoạch"), begins_with_action("Mục tiêu chung")
        (True, False)
    """
    return bool(_verbs(extra).match(fold(text)))


def read_assignment(text: str, directory: Directory, extra: tuple[Path, ...] = ()) -> Assignment:
    """Leads, partners and time of one sentence or item.

    Example:
        >>> from planparse.parse.units import load_directory
        >>> text = "Giao Sở Nội vụ chủ trì, phối hợp với Sở Tài chính tổng hợp, báo cáo."
        >>> read_assignment(text, load_directory())
        Assignment(leads='Sở Nội vụ', partners='Sở Tài chính', time='')
    """
    first = squeeze(text.split("\n", 1)[0])
    opening_time = _LEADING_TIME.match(first)
    body = first[opening_time.end() :] if opening_time else first
    leads = _subject(body, directory, extra)
    partners = _partners(text, directory, extra)
    return Assignment(leads, partners, _time(text, opening_time["time"] if opening_time else ""))


_ROLES = re.compile(
    r"^(?P<leads>.{3,200}?)\s*,?\s*(?:\(?\s*(?:là (?:cơ quan|đơn vị) )?chủ trì\)?(?:\s+thực hiện)?)"
    r"(?:\s*[,;]?\s*(?:và\s+)?phối hợp(?:\s+(?:chặt chẽ|với|cùng|thực hiện))*\s+(?P<partners>.+?))?[\s.;]*$",
    re.IGNORECASE | re.DOTALL,
)


def split_roles(text: str) -> Assignment:
    """A field that names leads and partners in one: `Sở Nội vụ chủ trì, phối hợp với các sở, ngành`.

    Example:
        >>> split_roles("Sở Nội vụ chủ trì, phối hợp với các sở, ban, ngành.").partners
        'các sở, ban, ngành'
        >>> split_roles("Sở Nội vụ.").leads
        'Sở Nội vụ.'
    """
    match = _ROLES.match(squeeze(text))
    if not match:
        return Assignment(leads=text)
    return Assignment(leads=match["leads"], partners=match["partners"] or "")


def _subject(text: str, directory: Directory, extra: tuple[Path, ...]) -> str:
    """The units before the first verb."""
    order = _ORDER.match(text)
    rest = text[order.end() :] if order else text
    if not (
        directory.begins_named(rest)
        or directory.begins_collective(rest)
        or (order and directory.begins_kind(rest))
    ):
        return ""
    clean = _ASIDE.sub(lambda match: " " * len(match[0]), rest)
    end = _first_verb(clean, directory, extra)
    if end is None or end > _LONGEST_SUBJECT:
        return ""
    return squeeze(rest[:end]).strip(" ,:;")


def _first_verb(text: str, directory: Directory, extra: tuple[Path, ...]) -> int | None:
    """Where the names end and the sentence goes on."""
    lead = _LEADS.search(text)
    action = next(
        (
            match
            for match in _verbs(extra).finditer(text)
            if match.start() > 0 and _after_name(text, match.start(), directory)
        ),
        None,
    )
    places = [match.start() for match in (lead, action) if match]
    colon = text.find(":")
    if colon > 0 and colon < _LONGEST_SUBJECT:
        places.append(colon)
    return min(places) if places else None


def _after_name(text: str, place: int, directory: Directory) -> bool:
    """A verb inside a name ends nothing: names go on in capitals, and `các tổ chức` is a noun."""
    before = text[:place].rstrip().rsplit(" ", 1)[-1]
    return text[place].islower() and not directory.begins_collective(before + " ")


def _partners(text: str, directory: Directory, extra: tuple[Path, ...]) -> str:
    match = _PARTNERS.search(squeeze(text.split("\n", 1)[0]))
    if not match:
        return ""
    units = match["units"]
    if not (
        directory.begins_named(units) or directory.begins_collective(units) or directory.begins_kind(units)
    ):
        return ""
    clean = _ASIDE.sub(lambda aside: " " * len(aside[0]), units)
    ends = [
        found.start()
        for found in _verbs(extra).finditer(clean)
        if found.start() > 0 and clean[found.start()].islower()
    ]
    stop = re.search(r"[.:]|\b(?:để|trong|nhằm|theo|khi|về|tại|trên)\b", clean)
    if stop:
        ends.append(stop.start())
    end = min(ends, default=len(units))
    found = squeeze(units[:end]).strip(" ,:;")
    return found.removesuffix(" và").strip(" ,")


def _time(text: str, opening_time: str) -> str:
    sentence = _TIME_SENTENCE.search(text)
    if sentence:
        return squeeze(sentence["time"])
    if opening_time and re.search(r"\d", opening_time):
        return squeeze(opening_time)
    deadline = _DEADLINE.search(text)
    return squeeze(deadline["time"]) if deadline else ""
