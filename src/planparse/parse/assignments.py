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

from planparse.parse.schedules import read_schedule, tokens_of
from planparse.parse.text import fold, squeeze
from planparse.resources import read_table

if TYPE_CHECKING:
    from pathlib import Path

    from planparse.parse.units import Directory

_ORDER = re.compile(r"^(?:giao(?:\s+cho)?|đề nghị|yêu cầu|phân công|giao nhiệm vụ cho)\s+", re.IGNORECASE)
_LEADING_TIME = re.compile(
    r"^(?P<time>(?:Trong|Vào|Trước|Chậm nhất|Muộn nhất|Từ|Đến|Hằng|Hàng|Định kỳ|Quý|Tháng)\b[^,;.]{2,60}?)"
    r"\s*,\s*(?=[A-ZĐÀ-Ỹa-zđà-ỹ])"
)
_MOMENT = (
    r"(?:ngày\s+)?(?:\d{1,2}\s?/\s?\d{1,2}(?:\s?/\s?\d{4})?|\d{1,2}\s+tháng\s+\d{1,2}(?:\s+năm\s+\d{4})?"
    r"|tháng\s+\d{1,2}(?:\s?/\s?\d{4}|\s+năm\s+\d{4})?|quý\s+[IVX\d]{1,3}(?:\s?/\s?\d{4}|\s+năm\s+\d{4})?"
    r"|năm\s+\d{4})(?:\s+(?:hằng|hàng)\s+(?:năm|quý|tháng))?"
)
_DEADLINE = re.compile(
    rf"(?P<time>(?:(?:hoàn thành|xong)\s+)?(?:chậm nhất|trước|muộn nhất)\s+"
    rf"(?:(?:là|vào|trong|đến|hết|trước)\s+)*{_MOMENT}"
    rf"|(?:hoàn thành|xong)\s+(?:(?:trong|vào)\s+)?{_MOMENT}"
    rf"|(?:trong|vào)\s+(?=tháng|quý){_MOMENT}(?=\s*[.;]?\s*$))",
    re.IGNORECASE,
)
_TIME_SENTENCE = re.compile(
    r"(?:^|[.;]\s+)Thời (?:gian|hạn)(?:\s+(?:thực hiện|hoàn thành))?\s*:?\s+(?P<time>[^.;]+)"
)
_PARTNERS = re.compile(r"\bphối hợp(?:\s+(?:chặt chẽ|với|cùng|chung))*\s+(?P<units>.+)", re.IGNORECASE)
_LEADS = re.compile(
    r"\s*,?\s*(?:là (?:cơ quan|đơn vị) )?(?:chủ trì|chủ động|làm đầu mối|có trách nhiệm|chịu trách nhiệm)\b"
    r"|\s+là\b"
)
_INSIDE = re.compile(
    r"(?:\bdo\s+|(?:[(;.]\s*)?\bgiao(?: cho)?\s+|[(;.]\s*)(?P<units>[^;.()]{3,160}?)\s+chủ trì\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\s*\([^()]*\)")
_NAME_END = re.compile(
    r"(?:\b(?:tỉnh|thành phố|huyện|quận|xã|phường|đặc khu|liên quan|trực thuộc|các cấp|địa phương|ngành"
    r"|đơn vị|đoàn thể)|\)|\s[A-ZĐ][^\W\d_]+)$"
)
_LONGEST_SUBJECT = 240
_TIME_WORDS = frozenset({"trong", "vào", "các", "những"})
_SEVERAL = 3
"""Sub-bullets from which on a deadline in one of them is not the item's."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """What a sentence says of who and when; empty strings where it says nothing."""

    leads: str = ""
    partners: str = ""
    time: str = ""


@lru_cache(maxsize=4)
def _verbs(extra: tuple[Path, ...]) -> tuple[re.Pattern[str], frozenset[str]]:
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
    return bool(_verbs(extra)[0].match(fold(text)))


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
    leads = _subject(body, directory, extra) or _charged(text, directory)
    partners = _partners(text, directory, extra)
    timed = text if text.count("\n") < _SEVERAL else first
    return Assignment(leads, partners, _time(timed, opening_time["time"] if opening_time else ""))


_ROLES = re.compile(
    r"^(?P<leads>.{3,200}?)\s*,?\s*(?:\(?\s*(?:là (?:cơ quan|đơn vị) )?chủ trì\)?(?:\s+thực hiện)?)"
    r"(?:\s*[,;]?\s*(?:và\s+)?phối hợp(?:\s+(?:chặt chẽ|với|cùng|thực hiện))*\s+(?P<partners>.+?))?[\s.;]*$",
    re.IGNORECASE | re.DOTALL,
)


_ROLE_IN_BRACKETS = re.compile(r"\s*\((?:là )?(?:cơ quan |đơn vị )?(chủ trì|phối hợp)\)\s*[,;]?")


def _roles_apart(text: str) -> Assignment:
    """`Phòng A chủ trì; Phòng B, Phòng C phối hợp`: each part says its role behind the names."""
    leads, partners = [], []
    text = _ROLE_IN_BRACKETS.sub(r" \1;", squeeze(text))
    for part in filter(None, re.split(r"\s*;\s*", text)):
        helping = re.fullmatch(
            r"(?P<units>.{3,200}?)\s*[-(:]?\s*(?:cùng\s+)?phối hợp(?: thực hiện)?\)?[\s.;,]*", part
        )
        leading = re.fullmatch(r"(?P<units>.{3,200}?)\s*[-(:]?\s*chủ trì(?: thực hiện)?\)?[\s.;,]*", part)
        if helping:
            partners.append(helping["units"])
        else:
            leads.append(leading["units"] if leading else part)
    return Assignment(leads="; ".join(leads), partners="; ".join(partners))


def charged_by_heading(heading: str, directory: Directory, extra: tuple[Path, ...] = ()) -> str:
    """The units that a heading names and nothing else: `1. Sở Y tế`, `4. Đề nghị Ủy ban Mặt trận …`.

    Example:
        >>> from planparse.parse.units import load_directory
        >>> charged_by_heading("Đề nghị Hội Nông dân tỉnh", load_directory())
        'Hội Nông dân tỉnh'
        >>> charged_by_heading("Hạ tầng số", load_directory())
        ''
    """
    text = _ORDER.sub("", squeeze(_ASIDE.sub("", heading)).strip(" .:;"))
    text = re.sub(r"^(?:trách nhiệm của|nhiệm vụ của|đối với)\s+", "", text, flags=re.IGNORECASE)
    text = text[:1].upper() + text[1:]
    if len(text) > _LONGEST_SUBJECT or not (directory.begins_named(text) or directory.begins_group(text)):
        return ""
    told = any(verb.start() > 0 for verb in _verbs(extra)[0].finditer(text))
    return "" if told and directory.find(text) is None else text


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
        return _roles_apart(text)
    return Assignment(leads=match["leads"], partners=match["partners"] or "")


def _subject(text: str, directory: Directory, extra: tuple[Path, ...]) -> str:
    """The units before the first verb."""
    order = _ORDER.match(text)
    rest = text[order.end() :] if order else text
    if not (directory.begins_named(rest) or directory.begins_group(rest)):
        return ""
    clean = _ASIDE.sub(lambda match: " " * len(match[0]), rest)
    end = _first_verb(clean, directory, extra)
    if end is None or end > _LONGEST_SUBJECT:
        return ""
    return squeeze(rest[:end]).strip(" ,:;")


def _charged(text: str, directory: Directory) -> str:
    """Whoever is told to lead in the middle of a sentence, or at the start of a sub-bullet."""
    charged = []
    for line in text.split("\n"):
        for match in _INSIDE.finditer(f". {line}"):
            units = squeeze(match["units"])
            if directory.begins_named(units):
                charged.append(units)
    return "; ".join(charged)


def _first_verb(text: str, directory: Directory, extra: tuple[Path, ...]) -> int | None:
    """Where the names end and the sentence goes on."""
    lead = _LEADS.search(text)
    places = [*_ending_verbs(text, directory, extra)[:1], *([lead.start()] if lead else [])]
    colon = text.find(":")
    if 0 < colon < _LONGEST_SUBJECT:
        places.append(colon)
    return min(places) if places else None


def _ending_verbs(text: str, directory: Directory, extra: tuple[Path, ...]) -> list[int]:
    """Where verbs stand that end a list of names.

    Names go on in capitals, `các tổ chức` is a noun, and a verb that also stands inside names (`Quỹ Đầu tư
    phát triển`) ends one only where what is before it is whole.
    """
    pattern, inside = _verbs(extra)
    places = []
    for verb in pattern.finditer(text):
        before = text[: verb.start()].rstrip()
        if not before or directory.begins_collective(before.rsplit(" ", 1)[-1] + " "):
            continue
        if verb[0] not in inside or _whole(before, directory):
            places.append(verb.start())
    return places


def _whole(names: str, directory: Directory) -> bool:
    last = re.split(r"[,;]\s*", names)[-1].strip()
    known = directory.find(last) or directory.find(re.split(r"\bvà\b", last)[-1].strip())
    return names.endswith(",") or bool(_NAME_END.search(names)) or known is not None


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
    ends = _ending_verbs(clean, directory, extra)
    stop = re.search(r"[.:]|\b(?:để|trong|nhằm|theo|khi|về|tại|trên)\b", clean)
    if stop:
        ends.append(stop.start())
    end = min(ends, default=len(units))
    found = squeeze(units[:end]).strip(" ,:;")
    return found.removesuffix(" và").strip(" ,")


def _purely_time(text: str) -> bool:
    """Whether a phrase before a comma holds a time and no other word."""
    foreign = [token for token in tokens_of(text) if token.kind == "word" and token.text not in _TIME_WORDS]
    reading = read_schedule(text, 2000)
    return not foreign and bool(reading.start or reading.end or reading.recurrence)


def _time(text: str, opening_time: str) -> str:
    sentence = _TIME_SENTENCE.search(text)
    if sentence:
        return squeeze(sentence["time"])
    if opening_time and _purely_time(opening_time):
        return squeeze(opening_time)
    deadline = _DEADLINE.search(text)
    return squeeze(deadline["time"]) if deadline else ""
