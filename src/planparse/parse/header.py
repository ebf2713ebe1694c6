"""The head of a document: letterhead, number, place and date, type, title, addressee.

The head ends where the title ends. Lines may come in the order of two columns or run together; each value is
looked for by its own form.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from planparse.model.plan import DocumentFlag
from planparse.parse.citations import NUMBER
from planparse.parse.numbering import Style, opening
from planparse.parse.outline import join_lines
from planparse.parse.phrases import either
from planparse.parse.places import province_in, written
from planparse.parse.text import bare, fold, is_name_word, squeeze
from planparse.resources import read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planparse.model.page import BoundingBox
    from planparse.parse.layout import TextLine

_HEAD_LINES = 80
"""The type is looked for in so many lines from the top."""
_NATION = re.compile(r"\s*(?:CỘNG H[OÒ][ÀA]|CONG HOA|ĐẢNG CỘNG SẢN)\b.*$|\s*Độc lập\s*[-–].*$", re.IGNORECASE)
_NUMBER = re.compile(
    rf"^\s*(?:S[ốôoỐÔ6]|só|\S{{1,3}}(?=\s*:\s*\d))\s*[:.;]?\s*(?P<number>{NUMBER}|\d+\s*$)?(?P<rest>.*)$",
    re.IGNORECASE,
)
_NUMBER_LABEL = re.compile(r"S[ốô]\W*$", re.IGNORECASE)
_BLANK_NUMBER = re.compile(r"^[\s.…_]*[-/]\s*[A-ZĐ]")
_WORD = r"(?-i:[A-ZĐÀ-Ỹ])[^\W\d_]+"
_PLACE_NAME = rf"(?:(?-i:Thành phố|TP\.?|Tp\.?)\s+)?{_WORD}(?:[\s-]+{_WORD}){{0,4}}"
_DATE = re.compile(
    rf"(?:(?P<place>{_PLACE_NAME})\s*[,;.]\s*)?(?P<day>\bng[àa]\S{{1,6}}(?:\s+\S{{1,4}})?)\s*"
    r"(?:tháng|thang)\s*(?P<month>\d{1,2})?[\s.…]*(?:năm|nam)\s*(?P<year>\d{4})",
    re.IGNORECASE,
)
_DAY = re.compile(r"ng[àa]y\s*(?P<day>\d{1,2})?[\s.…]*", re.IGNORECASE)
_HANDWRITTEN = re.compile(r"^\s*S[ốôóòõồỗổộơo]\s*:\s*\S{1,8}\s*[-/]\W?\s*[A-ZĐ]")
_OPENERS = re.compile(rf"^(?:{either('preamble_opener')}\b|Năm \d{{4}},)")
_AUTHORITY = re.compile(rf"^{either('authority')}\b(?:\s+(?:[A-ZĐÀ-Ỹ]+\s*){{0,8}})?$")
_ABOUT = re.compile(r"(?:^|\s)V/[vwy]\s*:?\s*", re.IGNORECASE)
_UNIT_START = re.compile(rf"^{either('letterhead_unit')}\b")
_WITH_PLACE = re.compile(r"\b(?:TỈNH|THÀNH PHỐ|TP\.?|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU)\s+\S.*$")
_MARKING = re.compile(rf"^{either('marking')}\b.{{0,20}}$", re.IGNORECASE)
_LEADING_MARKING = re.compile(rf"^{either('marking')}[\s|]+(?=\S*[^\W\d_A-ZĐ])")
"""A stamp of urgency on the line of a title that goes on in small letters."""
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_SPECKS = re.compile(r"^[^\w(]+|[^\w).]+$")
_APART = 0.6
"""Times the height of a line: lines of one title stand closer."""
_TYPE_CODE = re.compile(r"(?<=\d/)[^\W\d_]{3,}(?=-)")
"""Of two letters no mend is sure: `TU` may be an agency as well as `TB` misread."""
_USUAL = 50
"""Codes of the corpus from which a part of a code stands for itself."""
_ATTACHED = re.compile(r"^\(?\s*(?:Ban hành kèm|Kèm theo|Đính kèm|Phê duyệt kèm)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Head:
    """What the head says, and how many lines it takes."""

    type_code: str | None = None
    type_name: str | None = None
    number: str | None = None
    issuer: str | None = None
    place: str | None = None
    issued_on: dt.date | None = None
    title: str | None = None
    length: int = 0
    flags: tuple[DocumentFlag, ...] = ()


@dataclass(slots=True)
class _Found:
    letterhead: list[str] = field(default_factory=list)
    number: str | None = None
    place: str | None = None
    issued_on: dt.date | None = None
    flags: list[DocumentFlag] = field(default_factory=list)


@lru_cache(maxsize=1)
def _types() -> tuple[dict[str, tuple[str, str]], re.Pattern[str]]:
    """Code and name by the name without marks and spaces, and the pattern of all: OCR may lose a space."""
    rows = {bare(row["name"]): (row["code"], row["name"]) for row in read_table("document_types.tsv")}
    longest = sorted(rows, key=len, reverse=True)
    names = "|".join(r"\s?".join(map(re.escape, name.split())) for name in longest)
    return {name.replace(" ", ""): row for name, row in rows.items()}, re.compile(rf"(?:{names})(?!\w)")


def read_head(lines: Sequence[TextLine]) -> Head:
    """The head of a document.

    Example:
        >>> from planparse.parse.layout import TextLine
        >>> texts = ["UBND TỈNH QUẢNG NGÃI", "VĂN PHÒNG", "Số: 2374/KH-VP"]
        >>> texts += ["Quảng Ngãi, ngày 29 tháng 12 năm 2022", "KẾ HOẠCH", "Cải cách hành chính năm 2023"]
        >>> head = read_head([TextLine(text, 1, n) for n, text in enumerate(texts)])
        >>> head.type_code, head.number, head.issuer, head.place, head.title
        ('KH', '2374/KH-VP', 'Văn phòng UBND tỉnh Quảng Ngãi', 'Quảng Ngãi', 'Cải cách hành chính năm 2023')
    """
    place = _type_line(lines)
    if place is None:
        return _untyped(lines)
    types, pattern = _types()
    match = pattern.match(_core(lines[place].text))
    code, name = types[match[0].replace(" ", "")] if match else (None, None)
    found = _letterhead(lines[:place])
    glued = " ".join(_words(lines[place].text)[len(match[0].split()) :]) if match else ""
    title, used = _title(lines[place + 1 :], glued)
    return _head(found, code, name, title, place + 1 + used)


def _type_line(lines: Sequence[TextLine]) -> int | None:
    """The line that is a document type in capitals, alone or with the title behind it."""
    head = enumerate(lines[:_HEAD_LINES])
    return next((place for place, line in head if is_type_line(line.text, alone=place == 0)), None)


def is_type_line(text: str, *, alone: bool = False) -> bool:
    """Whether a line is a document type in capitals; with `alone`, nothing may stand behind it.

    Example:
        >>> is_type_line("KẾ HOẠCH"), is_type_line("Kế hoạch"), is_type_line("QUYẾT ĐỊNH PHÊ DUYỆT KẾ HOẠCH")
        (True, False, True)
        >>> is_type_line("_KẾ HOẠCH"), is_type_line("KẾHOẠCH _")
        (True, True)
    """
    match = _types()[1].match(_core(text))
    if not match or text.upper() != text:
        return False
    behind = len(_words(text)) - len(match[0].split())
    return behind == 0 or (behind > 1 and not alone)


def _core(text: str) -> str:
    """The bare text without the specks and points around it (`_KẾ HOẠCH`)."""
    return _EDGES.sub("", bare(text))


def _words(text: str) -> list[str]:
    return _EDGES.sub("", text).split()


def _letterhead(lines: Sequence[TextLine]) -> _Found:
    found = _Found()
    rest: list[str] = []
    letterhead = True
    doubtful = {word for line in lines for word in line.doubtful}
    for line in lines:
        text = squeeze(line.text)
        number = _NUMBER.match(text)
        if number and (number["number"] or _BLANK_NUMBER.match(number["rest"])):
            letterhead = False
            if number["number"] and _written_by_hand(number["number"], line.doubtful):
                found.flags.append(DocumentFlag.HANDWRITTEN_NUMBER)
            elif number["number"] and "/" in number["number"] + "-":
                found.number = found.number or _tight(number["number"])
            else:
                found.flags.append(_why_no_number(number["rest"], line.doubtful))
            text = number["rest"] if number["number"] else ""
        elif _HANDWRITTEN.match(text):
            letterhead = False
            found.flags.append(DocumentFlag.HANDWRITTEN_NUMBER)
            text = ""
        if _NATION.search(text):
            text = _NATION.sub("", text).strip(" -–")
            if text and letterhead:
                found.letterhead.append(_SPECKS.sub("", text))
            letterhead = letterhead and (bool(text) or not found.letterhead)
            continue
        rest.append(text)
        if (
            letterhead
            and text
            and not _DATE.search(text)
            and not _MARKING.match(text)
            and text.upper() == text
        ):
            found.letterhead.append(_SPECKS.sub("", text))
    _read_date(join_lines(rest), doubtful, found)
    return found


def _written_by_hand(figures: str, doubtful: Iterable[str]) -> bool:
    """Whether the figures of a number stand in a word that was read with little confidence."""
    counter = re.match(r"\d+", figures)
    return counter is not None and any(counter[0] in word for word in doubtful)


def _why_no_number(rest: str, doubtful: Iterable[str]) -> DocumentFlag:
    """Left blank, or written by hand: what was not read as figures is still ink in the words beside it."""
    beside = rest.split()[:1]
    unsure = any(word in beside or _NUMBER_LABEL.match(word) for word in doubtful)
    return DocumentFlag.HANDWRITTEN_NUMBER if unsure else DocumentFlag.MISSING_NUMBER


def _read_date(text: str, doubtful: Iterable[str], found: _Found) -> None:
    match = _DATE.search(text)
    if not match:
        return
    if match["place"]:
        found.place = _place_name(match["place"])
    day = _DAY.fullmatch(match["day"])
    if day is None or _written_by_hand(day["day"] or "", doubtful):
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


@lru_cache(maxsize=1)
def _usual_codes() -> frozenset[str]:
    counted = read_table("code_parts.tsv")
    usual = {row["part"] for row in counted if int(row["first"]) + int(row["later"]) >= _USUAL}
    return frozenset(usual | {code for code, _ in _types()[0].values()})


def with_type(number: str, code: str | None) -> str:
    """The number with the code of the document's own type, where OCR missed it by one letter.

    Example:
        >>> with_type("17/TIr-SNV", "TTr"), with_type("12/QĐĐ-UBND", "QĐ"), with_type("8/TU-VP", "TB")
        ('17/TTr-SNV', '12/QĐ-UBND', '8/TU-VP')
    """
    printed = _TYPE_CODE.search(number)
    if not code or not printed or printed[0] in _usual_codes() or Levenshtein.distance(printed[0], code) > 1:
        return number
    return number[: printed.start()] + code + number[printed.end() :]


def _title(lines: Sequence[TextLine], glued: str) -> tuple[str | None, int]:
    """The summary under the type, and the lines that it takes."""
    parts = [glued] if glued else []
    used = 0
    for line, below in zip_longest(lines, lines[1:]):
        text = squeeze(line.text)
        if _ends_title(text, parts) or (used and parts and _stands_apart(lines[used - 1], line)):
            break
        used += 1
        marked = bool(_LEADING_MARKING.match(text))
        text = _LEADING_MARKING.sub("", text)
        if text and not _MARKING.match(text):
            parts.append(text)
        goes_on = bool(parts) and (_open_ended(parts[-1]) or _stands_under(line, below, marked=marked))
        if line.closes_block and parts and not goes_on:
            break
    title = join_lines(parts).strip(" .:|_")
    if title.startswith("(") and title.count("(") > title.count(")"):  # a speck, or a stroke of a stamp
        title = title[1:].lstrip()
    return title or None, used


def _stands_apart(above: TextLine, line: TextLine) -> bool:
    """Whether a line begins the text below a title: further down, and not centred as the title is."""
    if above.bbox is None or line.bbox is None or above.page != line.page:
        return False
    if _LEADING_MARKING.match(squeeze(above.text)):
        return False
    gap = line.bbox.top - above.bbox.bottom
    return gap > _APART * above.bbox.height and _off_centre(above.bbox, line.bbox) > above.bbox.height


def _off_centre(one: BoundingBox, other: BoundingBox) -> float:
    return abs(one.x0 + one.x1 - other.x0 - other.x1) / 2


def _stands_under(line: TextLine, below: TextLine | None, *, marked: bool) -> bool:
    """Whether the next line is close below and centred on this one, as the lines of a title are.

    A line with a stamp of urgency on it is `marked`; its middle is not the title's.
    """
    if below is None or line.bbox is None or below.bbox is None:
        return False
    gap = below.bbox.top - line.bbox.bottom
    off_centre = _off_centre(line.bbox, below.bbox)
    return -line.bbox.height < gap < line.bbox.height / 2 and (marked or off_centre < line.bbox.height)


def _ends_title(text: str, parts: list[str]) -> bool:
    """Whether a line is no more part of the title: the preamble, an authority, or the first number."""
    if _ATTACHED.match(text) or text.startswith("Kính gửi"):
        return True
    if not parts:
        return bool(_AUTHORITY.match(text) or _numbered(text))
    if _open_ended(parts[-1]):
        return False
    return bool(_AUTHORITY.match(text) or _numbered(text)) or _changes_case(text, parts[-1])


def _numbered(text: str) -> bool:
    found = opening(text)
    if found is None or found.readings[0].style is Style.PAREN:
        return False
    return found.readings[0].first and not found.readings[0].style.bullet


def _changes_case(text: str, before: str) -> bool:
    """A title is in capitals or in small letters throughout; a preamble opens with a phrase of its own."""
    if before.isupper() and not text.isupper():
        goes_on = text[:1].islower() or text[:1].isdigit() or text.startswith(("“", '"', "("))
        return not goes_on or bool(_OPENERS.match(text))
    return text.isupper() != before.isupper() or (not text.isupper() and bool(_OPENERS.match(text)))


def _open_ended(text: str) -> bool:
    """A title line that cannot be the last: it ends in a link word or an open quote."""
    last = fold(text).rsplit(" ", 1)[-1]
    return last in {
        "của",
        "và",
        "về",
        "các",
        "theo",
        "cho",
        "trên",
        "tại",
        "thuộc",
        "với",
        "trong",
        "-",
        ",",
    } or (text.count("“") > text.count("”"))


def _untyped(lines: Sequence[TextLine]) -> Head:
    """An official letter: no type line, `V/v …` under the number and `Kính gửi` before the text."""
    about = next((n for n, line in enumerate(lines[:_HEAD_LINES]) if _ABOUT.search(line.text[:60])), None)
    greeting = next(
        (n for n, line in enumerate(lines[:_HEAD_LINES]) if line.text.lstrip().startswith("Kính gửi")), None
    )
    first = about if about is not None else greeting
    if first is None:
        return _cut_off(lines)
    end = greeting if greeting is not None and greeting >= first else first
    titles = [squeeze(line.text) for line in lines[first:end]] if about is not None else []
    titles = [
        text for text in titles if not (_DATE.search(text) or _NATION.search(text) or _MARKING.match(text))
    ]
    title = squeeze(_ABOUT.sub("", join_lines(titles)))
    return _head(_letterhead(lines[:end]), "CV", "Công văn", title or None, end)


def _cut_off(lines: Sequence[TextLine]) -> Head:
    """No type and no `V/v`: whatever stands above the first number may hold a number and a date."""
    first = next((n for n, line in enumerate(lines[:_HEAD_LINES]) if opening(line.text)), 0)
    return _head(_letterhead(lines[:first]), None, None, None, 0)


def _head(found: _Found, code: str | None, name: str | None, title: str | None, length: int) -> Head:
    return Head(
        type_code=code,
        type_name=name,
        number=found.number and with_type(found.number, code),
        issuer=_issuer(found.letterhead),
        place=found.place,
        issued_on=found.issued_on,
        title=title,
        length=length,
        flags=tuple(found.flags),
    )


def _issuer(letterhead: Sequence[str]) -> str | None:
    """The signing agency with the parent or the province that names it.

    Example:
        >>> _issuer(["UBND THÀNH PHỐ ĐÀ NẴNG", "SỞ GIÁO DỤC VÀ ĐÀO TẠO"])
        'Sở Giáo dục và Đào tạo thành phố Đà Nẵng'
    """
    segments: list[str] = []
    for line in letterhead:
        if segments and not _UNIT_START.match(line):
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
