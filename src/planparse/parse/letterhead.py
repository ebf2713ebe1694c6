"""The letterhead: who issues, the number, place and date, in the order of two columns or run together."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planparse.model.plan import DocumentFlag
from planparse.parse.citations import NUMBER
from planparse.parse.outline import join_lines
from planparse.parse.phrases import either
from planparse.parse.places import province_in, written
from planparse.parse.text import fold, is_name_word, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planparse.parse.layout import TextLine

NATION = re.compile(r"\s*(?:CỘNG H[OÒ][ÀA]|CONG HOA|ĐẢNG CỘNG SẢN)\b.*$|\s*Độc lập\s*[-–].*$", re.IGNORECASE)
_NUMBER = re.compile(
    rf"^\s*(?:S[ốôoỐÔ6]|só|\S{{1,3}}(?=\s*:\s*\d))\s*[:.;]?\s*(?P<number>{NUMBER}|\d+\s*$)?(?P<rest>.*)$",
    re.IGNORECASE,
)
_NUMBER_LABEL = re.compile(r"S[ốô]\W*$", re.IGNORECASE)
_BLANK_NUMBER = re.compile(r"^[\s.…_]*[-/]\s*[A-ZĐ]")
_WORD = r"(?-i:[A-ZĐÀ-Ỹ])[^\W\d_]+"
_PLACE_NAME = rf"(?:(?-i:Thành phố|TP\.?|Tp\.?)\s+)?{_WORD}(?:[\s-]+{_WORD}){{0,4}}"
DATE = re.compile(
    rf"(?:(?P<place>{_PLACE_NAME})\s*[,;.]\s*)?(?P<day>\bng[àa]\S{{1,6}}(?:\s+\S{{1,4}})?)\s*"
    r"(?:tháng|thang)\s*(?P<month>\d{1,2})?[\s.…]*(?:năm|nam)\s*(?P<year>\d{4})",
    re.IGNORECASE,
)
_DAY = re.compile(r"ng[àa]y\s*(?P<day>\d{1,2})?[\s.…]*", re.IGNORECASE)
_HANDWRITTEN = re.compile(r"^\s*S[ốôóòõồỗổộơo]\s*:\s*\S{1,8}\s*[-/]\W?\s*[A-ZĐ]")
_UNIT_START = re.compile(rf"^{either('letterhead_unit')}\b")
_WITH_PLACE = re.compile(
    r"\b(?:TỈNH|THÀNH PHỐ|TP\.?|HUYỆN|QUẬN|THỊ XÃ|XÃ(?! HỘI\b)|PHƯỜNG|THỊ TRẤN|ĐẶC KHU)\s+\S.*$"
)
_ORGAN = re.compile(
    r"(?P<organ>BAN CHẤP HÀNH|BAN THƯỜNG VỤ|BCH)\s+(?=(?:TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG)\s)"
)
MARKING = re.compile(rf"^{either('marking')}\b.{{0,20}}$", re.IGNORECASE)
_SPECKS = re.compile(r"^[^\w(]+|[^\w).]+$")


@dataclass(slots=True)
class Letterhead:
    """What the letterhead says; `agencies` are its lines in capitals, from the top."""

    agencies: list[str] = field(default_factory=list)
    number: str | None = None
    place: str | None = None
    issued_on: dt.date | None = None
    flags: list[DocumentFlag] = field(default_factory=list)


def read_letterhead(lines: Sequence[TextLine]) -> Letterhead:
    """The lines above the type of a document, or above `V/v` and `Kính gửi`.

    Example:
        >>> from planparse.parse.layout import TextLine
        >>> texts = ["UBND HUYỆN SÔNG TRĂNG", "Số: 12/KH-UBND", "Sông Trăng, ngày 09 tháng 01 năm 2031"]
        >>> found = read_letterhead([TextLine(text, 1, n) for n, text in enumerate(texts)])
        >>> found.agencies, found.number, found.place, found.issued_on.isoformat()
        (['UBND HUYỆN SÔNG TRĂNG'], '12/KH-UBND', 'Sông Trăng', '2031-01-09')
    """
    found = Letterhead()
    rest: list[str] = []
    above_number = True
    for line in lines:
        text, numbered = _read_number(line, found)
        above_number = above_number and not numbered
        if NATION.search(text):
            text = NATION.sub("", text).strip(" -–")
            if text and above_number:
                found.agencies.append(_SPECKS.sub("", text))
            above_number = above_number and (bool(text) or not found.agencies)
            continue
        rest.append(text)
        if above_number and _names_agency(text):
            found.agencies.append(_SPECKS.sub("", text))
    _read_date(join_lines(rest), {word for line in lines for word in line.blurred}, found)
    return found


def _names_agency(text: str) -> bool:
    return bool(text) and text.upper() == text and not DATE.search(text) and not MARKING.match(text)


def _read_number(line: TextLine, found: Letterhead) -> tuple[str, bool]:
    """Take the number off a line; gives what is left of it, and whether there was one."""
    text = squeeze(line.text)
    match = _NUMBER.match(text)
    if match is None or not (match["number"] or _BLANK_NUMBER.match(match["rest"])):
        if _HANDWRITTEN.match(text):
            found.flags.append(DocumentFlag.HANDWRITTEN_NUMBER)
            return "", True
        return text, False
    number = match["number"]
    if number and _written_by_hand(number, line.blurred):
        found.flags.append(DocumentFlag.HANDWRITTEN_NUMBER)
    elif number and "/" in number + "-":
        found.number = found.number or _tight(number)
    else:
        found.flags.append(_why_no_number(match["rest"], line.blurred))
    return match["rest"] if number else "", True


def _written_by_hand(figures: str, blurred: Iterable[str]) -> bool:
    """Whether the figures of a number stand in a word that was read with little confidence."""
    counter = re.match(r"\d+", figures)
    return counter is not None and any(counter[0] in word for word in blurred)


def _why_no_number(rest: str, blurred: Iterable[str]) -> DocumentFlag:
    """Left blank, or written by hand: what was not read as figures is still ink in the words beside it."""
    beside = rest.split()[:1]
    unsure = any(word in beside or _NUMBER_LABEL.match(word) for word in blurred)
    return DocumentFlag.HANDWRITTEN_NUMBER if unsure else DocumentFlag.MISSING_NUMBER


def _read_date(text: str, blurred: Iterable[str], found: Letterhead) -> None:
    match = DATE.search(text)
    if not match:
        return
    if match["place"]:
        found.place = _place_name(match["place"])
    day = _DAY.fullmatch(match["day"])
    if day is None or _written_by_hand(day["day"] or "", blurred):
        found.flags.append(DocumentFlag.HANDWRITTEN_DATE)
    elif day["day"] and match["month"]:
        try:
            found.issued_on = dt.date(int(match["year"]), int(match["month"]), int(day["day"]))
        except ValueError:
            found.flags.append(DocumentFlag.DATE_NOT_UNDERSTOOD)
    else:
        found.flags.append(DocumentFlag.MISSING_DATE)


def _place_name(text: str) -> str | None:
    """The name before `, ngày`, without what the column beside it ran into it."""
    words = text.split()
    while words and not (is_name_word(words[0]) or len(words) == 1):
        words.pop(0)
    return " ".join(words) or None


def _tight(number: str) -> str:
    return re.sub(r"\s*([-/])\s*", r"\1", squeeze(number))


def issuer_of(letterhead: Sequence[str]) -> str | None:
    """The signing agency with the parent or the province that names it.

    Example:
        >>> issuer_of(["UBND THÀNH PHỐ ĐÀ NẴNG", "SỞ GIÁO DỤC VÀ ĐÀO TẠO"])
        'Sở Giáo dục và Đào tạo thành phố Đà Nẵng'
        >>> issuer_of(["UBND TỈNH ĐỒNG THÁP", "SỞ NÔNG NGHIỆP VÀ MÔI", "TRƯỜNG"])
        'Sở Nông nghiệp và Môi trường tỉnh Đồng Tháp'
        >>> issuer_of(["UBND TỈNH ĐỒNG THÁP", "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI"])
        'Sở Lao động - Thương binh và Xã hội tỉnh Đồng Tháp'
    """
    segments: list[str] = []
    for line in letterhead:
        if segments and (" " not in line or not _UNIT_START.match(line)):
            segments[-1] = f"{segments[-1]} {line}"
        elif _UNIT_START.match(line):
            segments.append(line)
    if not segments:
        return None
    agency = segments[-1]
    if len(segments) == 1:
        return written(agency)
    parent = segments[-2]
    if agency == "VĂN PHÒNG":
        return f"Văn phòng {written(parent)}"
    if _ORGAN.match(
        agency
    ):  # `HỘI NÔNG DÂN VIỆT NAM` / `BAN CHẤP HÀNH TỈNH …`: an organ is nothing without its body
        return written(_ORGAN.sub(rf"\g<organ> {parent} ", agency))
    place = _WITH_PLACE.search(parent)
    if place and not _WITH_PLACE.search(agency):
        return written(f"{agency} {place[0]}")
    return written(agency)


_BY = re.compile(
    rf"(?P<agency>{either('drafting_unit')}\b[^,;.(]{{0,80}}?)\s*(?:\([^)]*\)\s*)?"
    r"(?:xây dựng|ban hành|triển khai|đề ra|tổ chức|lập)\s+[Kk]ế hoạch"
)


def issuer_from_preamble(text: str) -> str | None:
    """The agency that `xây dựng Kế hoạch` in the preamble, where the letterhead is cut off.

    Example:
        >>> issuer_from_preamble("năm 2023 tỉnh Quảng Ngãi, Văn phòng UBND tỉnh xây dựng Kế hoạch như sau:")
        'Văn phòng UBND tỉnh Quảng Ngãi'
    """
    matches = list(_BY.finditer(text))
    if not matches:
        return None
    agency = squeeze(matches[-1]["agency"])
    province = province_in(text)
    if province and fold(agency).endswith(province.split()[0]):
        return f"{agency} {province.removeprefix('tỉnh ').removeprefix('thành phố ')}"
    return agency
