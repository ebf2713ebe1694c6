"""Who is charged in the middle of a sentence, behind a colon, or in the bracket at its end."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planparse.parse.schedules import read_schedule, tokens_of
from planparse.parse.text import squeeze
from planparse.parse.verbs import ending_verbs

if TYPE_CHECKING:
    from pathlib import Path

    from planparse.parse.units import Directory

_INSIDE = re.compile(
    r"(?:\bdo\s+|(?:[(;.]\s*)?\bgiao(?: cho)?\s+|[(;.]\s*)(?P<units>[^;.()]{3,160}?)\s+"
    r"(?:là (?:cơ quan |đơn vị )?)?(?:chủ trì|(?:làm |là )?đầu mối"
    r"|chịu trách nhiệm(?=\s+(?:chủ trì|chính|thực hiện|triển khai|tham mưu|tổ chức|xây dựng)))\b"
    r"(?P<rest>[^.;()]*)",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:[.,;]|\s[-–])\s+(?P<units>[^,;.()]{3,120}?)\s+(?:chủ trì,?\s+)?(?:thực hiện|chủ trì|tham mưu)"
    r"(?:\s+(?:trong|vào|trước|từ|thường xuyên|hằng|hàng)\b[^.;]*)?\s*[.;]?$"
)
"""`Tập huấn cho chủ cơ sở - Phòng Kinh tế thực hiện.`"""
_GIVEN = re.compile(r"(?:^|[,;.(])\s*giao(?: cho)?\s+(?=[A-ZĐ])", re.IGNORECASE)
_ROLE = re.compile(r"chủ trì|đầu mối|trách nhiệm", re.IGNORECASE)
_HELPERS_FIRST = re.compile(r"^\s*,\s*(?P<units>.{3,160}?)\s+(?:cùng\s+)?phối hợp\b(?!\s+(?:với|cùng|chặt))")
"""`giao A chủ trì, B và C phối hợp …`."""
_PARTNERS = re.compile(r"\bphối hợp(?:\s+(?:chặt chẽ|với|cùng|chung))*\s+(?P<units>.+)", re.IGNORECASE)
_BRACKET = re.compile(r"(?P<before>.*)\((?P<inside>[^()]{3,160})\)[\s.;,]*$", re.DOTALL)
_OWN_ASIDE = re.compile(r".*\b(?:về|qua|cho|tại|của|thuộc|đến|với|gửi|là|từ|và)\s+(?P<whose>[^,;.]{1,70})$")
_AREA = re.compile(r"(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|trung ương|ngành)\b", re.IGNORECASE)
_CHARGED = re.compile(
    r"(?P<units>.{3,160}?)\s+(?:là (?:cơ quan |đơn vị )?)?"
    r"(?:chủ trì|tham mưu|phụ trách|(?:làm )?đầu mối|thực hiện|chịu trách nhiệm)\b(?P<rest>.*)"
)
"""`Ban Tổ chức chủ trì, Trung tâm Chính trị phối hợp`."""
_LAST_PIECE = re.compile(r"(?P<units>.+)(?:\s[-–]\s+|,\s+)(?P<time>[^,]+)$")
_LASTING = re.compile(
    r"\b(?:quý|tháng|trước|thường xuyên|hằng|hàng|định kỳ|cả năm|trong năm|chậm nhất|từ)\b", re.IGNORECASE
)
"""A bare day in brackets, `Ngày Môi trường thế giới (05/6)`, is no deadline."""
_TIME_WORDS = frozenset({"trong", "vào", "các", "những", "thực", "hiện", "hoặc"})
_COMPLETION = re.compile(r"^(?:hoàn thành|thực hiện|xong)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Assignment:
    """What a sentence says of who and when; empty strings where it says nothing."""

    leads: str = ""
    partners: str = ""
    time: str = ""


def charged_inside(text: str, directory: Directory, extra: tuple[Path, ...] = ()) -> Assignment:
    """Whoever is told to lead in the middle of a sentence, or at the start of a sub-bullet.

    Example:
        >>> from planparse.parse.units import load_directory
        >>> text = "Rà soát điểm đen. Giao Sở Xây dựng chủ trì, phối hợp với Công an tỉnh thực hiện."
        >>> charged_inside(text, load_directory())
        Assignment(leads='Sở Xây dựng', partners='Công an tỉnh', time='')
    """
    leads, partners = [], []
    for line in text.split("\n"):
        for match in _INSIDE.finditer(f". {line}") if _ROLE.search(line) else ():
            units = squeeze(match["units"]).rstrip(" ,")
            if directory.begins_named(units) and not ending_verbs(units, directory, extra):
                leads.append(units)
                partners.append(_helpers(match["rest"], directory, extra))
        if not leads:
            leads.extend(filter(None, (_given(line, directory, extra),)))
    return Assignment("; ".join(leads), "; ".join(filter(None, partners)))


def _given(line: str, directory: Directory, extra: tuple[Path, ...]) -> str:
    """Units behind `giao` up to what they are told to do, or at the end with `thực hiện` behind them."""
    given = _GIVEN.search(line)
    tail = None if given else _TAIL.search(line)
    units = ""
    if given:
        rest = line[given.end() :]
        units = rest[: min(ending_verbs(rest, directory, extra), default=0)]
    elif tail:
        units = tail["units"]
    units = squeeze(units).strip(" ,")
    several = directory.begins_collective(units) or directory.begins_named(units)
    return units if several and _only_names(units, directory, extra) else ""


def _helpers(rest: str, directory: Directory, extra: tuple[Path, ...]) -> str:
    """Those who help whoever leads: named before `phối hợp`, or behind it."""
    first = _HELPERS_FIRST.match(rest)
    if first and _names(first["units"], directory):
        return squeeze(first["units"])
    return partners_in(rest, directory, extra)


def _names(text: str, directory: Directory) -> bool:
    return directory.begins_named(text) or directory.begins_collective(text) or directory.begins_kind(text)


def partners_in(text: str, directory: Directory, extra: tuple[Path, ...] = ()) -> str:
    """The units that a sentence names behind `phối hợp với`."""
    match = _PARTNERS.search(squeeze(text))
    if not match or not _names(match["units"], directory):
        return ""
    units = match["units"]
    clean = re.sub(r"\s*\([^()]*\)", lambda aside: " " * len(aside[0]), units)
    ends = ending_verbs(clean, directory, extra)
    stop = re.search(r"[.:]|\b(?:để|trong|nhằm|theo|khi|về|tại|trên)\b", clean)
    if stop:
        ends.append(stop.start())
    ends += [
        mark.start() for mark in re.finditer(r";\s+", clean) if not _names(clean[mark.end() :], directory)
    ]
    end = min(ends, default=len(units))
    found = squeeze(units[:end]).strip(" ,:;")
    return found.removesuffix(" và").strip(" ,")


def charged_in_bracket(text: str, directory: Directory, extra: tuple[Path, ...] = ()) -> Assignment:
    """Who and when in the bracket that ends a sentence.

    Example:
        >>> from planparse.parse.units import load_directory
        >>> charged_in_bracket("Công khai dự toán (Phòng Tài chính - Quý II/2026).", load_directory())
        Assignment(leads='Phòng Tài chính', partners='', time='Quý II/2026')
        >>> charged_in_bracket("Báo cáo gửi về UBND tỉnh (Sở Nội vụ).", load_directory()).leads
        ''
    """
    found = _BRACKET.match(text) if text.rstrip(" .;,").endswith(")") else None
    if not found:
        return Assignment()
    leads, partners, times = [], [], []
    for piece in re.split(r"\s*;\s*", found["inside"]):
        last = _LAST_PIECE.match(piece)
        units, time = (
            (last["units"], last["time"])
            if last and _LASTING.search(last["time"]) and purely_time(last["time"])
            else (piece, "")
        )
        if _LASTING.search(units) and purely_time(_COMPLETION.sub("", units)):
            units, time = "", squeeze(f"{units} {time}")
        if time:
            times.append(time.removeprefix("thực hiện "))
        told = _CHARGED.fullmatch(units)
        units, rest = (told["units"], told["rest"]) if told else (units, "")
        if _only_names(units, directory, extra) and (told or not _tells_office(found["before"], directory)):
            leads.append(units)
            partners.append(_helpers(rest, directory, extra))
    return Assignment("; ".join(leads), "; ".join(filter(None, partners)), "; ".join(times))


def _tells_office(before: str, directory: Directory) -> bool:
    """Whether a bracket behind `gửi UBND tỉnh` tells which of its offices, not who is charged."""
    whose = _OWN_ASIDE.match(before.rstrip())
    return whose is not None and (
        _names(whose["whose"], directory) or _AREA.match(whose["whose"]) is not None
    )


def _only_names(text: str, directory: Directory, extra: tuple[Path, ...]) -> bool:
    if not (directory.begins_named(text) or directory.begins_group(text)) or re.search(r"[\d:]", text):
        return False
    return not ending_verbs(text, directory, extra) and "chủ trì" not in text


def purely_time(text: str) -> bool:
    """Whether a phrase holds a time and no other word.

    Example:
        >>> purely_time("trong quý III năm 2026"), purely_time("tháng hành động")
        (True, False)
    """
    foreign = [token for token in tokens_of(text) if token.kind == "word" and token.text not in _TIME_WORDS]
    reading = read_schedule(text, 2000)
    return not foreign and bool(reading.start or reading.end or reading.recurrence)
