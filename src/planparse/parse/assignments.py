"""Who and when, told in the sentence itself: `Giao Sở Nội vụ chủ trì, phối hợp với Sở Tài chính …`.

The grammar of the sentences is small and fixed by administrative style:

    assignment = ["Giao" | "Đề nghị" | "Yêu cầu"] units verb …
    verb       = "chủ trì" | "có trách nhiệm" | "tham mưu" | "tổ chức" | an action
    partners   = "phối hợp" ["chặt chẽ"] ["với" | "cùng"] units (action | "," | ".")
    deadline   = ("hoàn thành" | "xong" | "chậm nhất" | "trước" …) a time
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planparse.parse.charges import Assignment, charged_in_bracket, charged_inside, partners_in, purely_time
from planparse.parse.text import squeeze
from planparse.parse.verbs import ending_verbs, verbs_of

if TYPE_CHECKING:
    from pathlib import Path

    from planparse.parse.units import Directory

_ORDER = re.compile(
    r"^(?:giao(?:\s+cho)?|đề nghị|yêu cầu|phân công|giao nhiệm vụ cho|đối với)\s+", re.IGNORECASE
)
_LEADING_TIME = re.compile(
    r"^(?P<time>(?:Trong|Vào|Trước|Chậm nhất|Muộn nhất|Từ|Đến|Hằng|Hàng|Định kỳ|Quý|Tháng)\b[^,;.]{2,60}?"
    r"(?:,\s+(?:(?:hằng|hàng)\s+)?(?:\d+\s+tháng|quý|năm|đột xuất)(?:\s+(?:và|hoặc)\s+[^,;.]{2,20})?)*)"
    r"\s*,\s*(?=[A-ZĐÀ-Ỹa-zđà-ỹ])"
)
_MOMENT = (
    r"(?:ngày\s+)?(?:\d{1,2}\s?/\s?\d{1,2}(?:\s?/\s?\d{4})?|\d{1,2}\s+tháng\s+\d{1,2}(?:\s+năm\s+\d{4})?"
    r"|tháng\s+\d{1,2}(?:\s?/\s?\d{4}|\s+năm\s+\d{4})?|quý\s+[IVX\d]{1,3}(?:\s?/\s?\d{4}|\s+năm\s+\d{4})?"
    r"|năm\s+\d{4}|\d{1,2}\s+(?:của\s+)?tháng\s+cuối\s+(?:của\s+)?(?:mỗi\s+)?quý|\d{1,2}(?=\s+h[ằà]ng\s))"
    r"(?:\s+(?:hằng|hàng)\s+(?:năm|quý|tháng))?"
)
_DEADLINE = re.compile(
    rf"(?P<time>(?:(?:hoàn thành|xong)\s+)?(?:chậm nhất|trước|muộn nhất)\s+"
    rf"(?:(?:là|vào|trong|đến|hết|trước)\s+)*{_MOMENT}"
    rf"|(?:hoàn thành|xong)\s+(?:(?:trong|vào)\s+)?{_MOMENT}"
    rf"|(?:trong|vào)\s+(?=tháng|quý){_MOMENT}(?=\s*[.;]?\s*$)"
    rf"|(?<=tổ chức )(?:trong|vào)\s+(?=tháng|quý){_MOMENT}"
    r"|từ\s+(?:ngày\s+)?\d{1,2}/\d{1,2}(?:/\d{4})?\s+đến\s+(?:hết\s+)?(?:ngày\s+)?\d{1,2}/\d{1,2}/\d{4}"
    r"|(?<=thực hiện )thường xuyên(?:[,\s]+(?:liên tục|trong năm|(?:hằng|hàng) năm))*(?=\s*[.;]?\s*$))",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\b(?:số liệu|báo cáo|tính)\b", re.IGNORECASE)
"""Where figures are told of, `từ ngày … đến ngày …` is the time that they are counted over."""
_TIME_SENTENCE = re.compile(
    r"(?:^|[.;]\s+)Thời (?:gian|hạn)(?:\s+(?:thực hiện|hoàn thành))?\s*:?\s+(?P<time>[^.;]+)"
)
_LEADS = re.compile(
    r"\s*,?\s*(?:là (?:cơ quan|đơn vị) )?(?:chủ trì|chủ động|làm đầu mối|có trách nhiệm|chịu trách nhiệm)\b"
    r"|\s+là\b"
)
_BASIS = re.compile(
    r"\s*,?\s*\b(?:theo (?:chức năng|nhiệm vụ|thẩm quyền|lĩnh vực)|trong phạm vi|căn cứ|trên cơ sở"
    r"|phải|cần)\b"
)
"""Behind a name: what it acts by, or that it must."""
_ASIDE = re.compile(r"\s*\([^()]*\)")
_TOPIC = re.compile(r"[^:;.]{3,90}:\s+")
_PART = re.compile(
    r"\s*,?\s*(?:là |làm )?(?:chủ trì|phối hợp|đầu mối|tham mưu|có trách nhiệm|chịu trách nhiệm)\b"
)
_CLAUSE = re.compile(
    r"(?:Căn cứ|Trên cơ sở|Sau khi|Trước khi|Khi|Để|Nhằm|Theo|Trong quá trình|Định kỳ|Hằng|Hàng)\s",
    re.IGNORECASE,
)
_ACTS = re.compile(rf"(?:{_PART.pattern}|{_LEADS.pattern}|{_BASIS.pattern})")
"""In small letters only: `Cần Thơ` is a place."""
_LONGEST_SUBJECT = 240
_SEVERAL = 3
"""Sub-bullets from which on a deadline in one of them is not the item's."""


def read_assignment(text: str, directory: Directory, extra: tuple[Path, ...] = ()) -> Assignment:
    """Leads, partners and time of one sentence or item.

    Example:
        >>> from planparse.parse.units import load_directory
        >>> text = "Giao Sở Nội vụ chủ trì, phối hợp với Sở Tài chính tổng hợp, báo cáo."
        >>> read_assignment(text, load_directory())
        Assignment(leads='Sở Nội vụ', partners='Sở Tài chính', time='')
    """
    first, *below = (squeeze(line) for line in text.split("\n"))
    opening_time = _LEADING_TIME.match(first)
    body = first[opening_time.end() :] if opening_time else first
    if opening_time and not purely_time(opening_time["time"]) and directory.begins_kind(body):
        body = first  # `Hằng năm cử cán bộ, viên chức tham gia …`: no time, and no subject behind it
    leads = (
        _subject(body, directory, extra)
        or _behind_topic(body, directory, extra)
        or _behind_clause(body, directory, extra)
    )
    partners = partners_in(first, directory, extra)
    if len(below) == 1:
        partners = partners or partners_in(below[0], directory, extra)
        if not leads and directory.begins_named(_ORDER.sub("", below[0])):
            leads = _subject(below[0], directory, extra)
    bracket = charged_in_bracket(first, directory, extra)
    inside = charged_inside(text, directory, extra)
    timed = text if text.count("\n") < _SEVERAL else first
    return Assignment(
        leads or inside.leads or bracket.leads,
        partners or inside.partners or bracket.partners,
        _time(timed, opening_time["time"] if opening_time else "") or bracket.time,
    )


_ROLES = re.compile(
    r"^(?P<leads>.{3,200}?)\s*,?\s*(?:\(?\s*(?:là (?:cơ quan|đơn vị) )?chủ trì\)?(?:\s+thực hiện)?)"
    r"(?:\s*[,;]?\s*(?:và\s+)?phối hợp(?:\s+(?:chặt chẽ|với|cùng|thực hiện))*\s+(?P<partners>.+?))?[\s.;]*$",
    re.IGNORECASE | re.DOTALL,
)


_ROLES_BEHIND = re.compile(
    r"^(?P<leads>.{3,200}?)\s+chủ trì(?:\s+thực hiện)?\s*[,;]\s*(?:và\s+)?"
    r"(?P<partners>(?:(?!chủ trì).){3,200}?)\s+(?:cùng\s+)?phối hợp(?:\s+thực hiện)?[\s.;]*$",
    re.IGNORECASE,
)
"""`UBND các xã chủ trì, Mặt trận các xã phối hợp`."""
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
    text = re.sub(
        r"^(?:(?:trách nhiệm|nhiệm vụ)(?: chung| cụ thể)? của|đối với)\s+", "", text, flags=re.IGNORECASE
    )
    text = text[:1].upper() + text[1:]
    if len(text) > _LONGEST_SUBJECT or not (directory.begins_named(text) or _several(text, directory)):
        return ""
    told = any(verb.start() > 0 for verb in verbs_of(extra)[0].finditer(text))
    if not (told or _ACTS.search(text)) or directory.find(text) is not None:
        return text
    units = _subject(text, directory, extra)
    return units if _ACTS.match(text[len(units) :]) or text.endswith("thực hiện") else ""


def _several(text: str, directory: Directory) -> bool:
    """Whether a heading names several units: `Các trường`, `Sở, ngành liên quan`; not `Doanh nghiệp số`."""
    listed = directory.begins_collective(text) or re.search(r",|\b(?:và|liên quan|trực thuộc)\b", text)
    return bool(listed) and directory.begins_group(text)


def split_roles(text: str) -> Assignment:
    """A field that names leads and partners in one: `Sở Nội vụ chủ trì, phối hợp với các sở, ngành`.

    Example:
        >>> split_roles("Sở Nội vụ chủ trì, phối hợp với các sở, ban, ngành.").partners
        'các sở, ban, ngành'
        >>> split_roles("Sở Nội vụ chủ trì, Sở Y tế, Sở Xây dựng phối hợp.").partners
        'Sở Y tế, Sở Xây dựng'
        >>> split_roles("Sở Nội vụ.").leads
        'Sở Nội vụ.'
    """
    match = _ROLES.match(squeeze(text)) or _ROLES_BEHIND.match(squeeze(text))
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


def _behind_topic(text: str, directory: Directory, extra: tuple[Path, ...]) -> str:
    """`Giải quyết đơn thư: Văn phòng phối hợp với …`: the units behind the topic, where they get a part."""
    topic = _TOPIC.match(text)
    if not topic:
        return ""
    rest = text[topic.end() :]
    units = _subject(rest, directory, extra)
    return units if units and (_ORDER.match(rest) or _PART.match(rest[len(units) :])) else ""


def _behind_clause(text: str, directory: Directory, extra: tuple[Path, ...]) -> str:
    """`Trên cơ sở đề xuất của các xã, Sở Tài chính tham mưu …`: the units behind the clause that opens it."""
    topic = _TOPIC.match(text)
    text = text[topic.end() :] if topic else text
    if not _CLAUSE.match(text):
        return ""
    for comma in re.finditer(r",\s+(?=[^\W\d])", text[:_LONGEST_SUBJECT]):
        rest = text[comma.end() :]
        units = _subject(rest, directory, extra)
        if units and _ACTS.match(rest[len(units) :]):
            return units
    return ""


def _first_verb(text: str, directory: Directory, extra: tuple[Path, ...]) -> int | None:
    """Where the names end and the sentence goes on."""
    marks = [mark.start() for pattern in (_LEADS, _BASIS) if (mark := pattern.search(text))]
    places = [*ending_verbs(text, directory, extra)[:1], *marks]
    colon = text.find(":")
    if 0 < colon < _LONGEST_SUBJECT:
        places.append(colon)
    return min(places) if places else None


def _time(text: str, opening_time: str) -> str:
    sentence = _TIME_SENTENCE.search(text)
    if sentence:
        return squeeze(sentence["time"])
    if opening_time and purely_time(opening_time):
        return squeeze(opening_time)
    deadline = _DEADLINE.search(text)
    if deadline is None or (deadline["time"][:2].casefold() == "từ" and _COUNTED.search(text)):
        return ""
    return squeeze(deadline["time"])
