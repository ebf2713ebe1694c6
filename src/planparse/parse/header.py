"""The head of a document: its letterhead, type and title.

The head ends where the title ends. Lines may come in the order of two columns or run together; each value is
looked for by its own form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from planparse.parse.letterhead import DATE, MARKING, NATION, Letterhead, issuer_of, read_letterhead
from planparse.parse.markers import Style
from planparse.parse.numbering import opening
from planparse.parse.outline import join_lines
from planparse.parse.phrases import either
from planparse.parse.text import bare, fold, squeeze
from planparse.resources import read_table

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from planparse.model.page import BoundingBox
    from planparse.model.plan import DocumentFlag
    from planparse.parse.layout import TextLine

_HEAD_LINES = 80
"""The type is looked for in so many lines from the top."""
_OPENERS = re.compile(rf"^(?:{either('preamble_opener')}\b|Năm \d{{4}},)")
_AUTHORITY = re.compile(rf"^{either('authority')}\b(?:\s+(?:[A-ZĐÀ-Ỹ]+\s*){{0,8}})?$")
_ABOUT = re.compile(r"(?:^|\s)V/[vwy]\s*:?\s*", re.IGNORECASE)
_LEADING_MARKING = re.compile(rf"^{either('marking')}[\s|]+(?=\S*[^\W\d_A-ZĐ])")
"""A stamp of urgency on the line of a title that goes on in small letters."""
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_WARD = re.compile(r"PHƯỜNG\s+A[NM]\b")
"""`PHƯỜNG AN LẠC`: only without its marks is it a `PHƯƠNG ÁN`."""
_SHORT_TITLE = 3
"""Words behind a type that may only be its kind: `KẾ HOẠCH HÀNH ĐỘNG`."""
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
    found = read_letterhead(lines[:place])
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
        >>> is_type_line("_KẾ HOẠCH"), is_type_line("KẾHOẠCH _"), is_type_line("PHƯỜNG AN LẠC TÂY")
        (True, True, False)
    """
    match = _types()[1].match(_core(text))
    if not match or text.upper() != text or _WARD.match(_EDGES.sub("", text)):
        return False
    behind = len(_words(text)) - len(match[0].split())
    return behind == 0 or (behind > 1 and not alone)


def _core(text: str) -> str:
    """The bare text without the specks and points around it (`_KẾ HOẠCH`)."""
    return _EDGES.sub("", bare(text))


def _words(text: str) -> list[str]:
    return _EDGES.sub("", text).split()


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
        kind_only = parts == [glued] and len(glued.split()) <= _SHORT_TITLE and not _OPENERS.match(text)
        if _ends_title(text, [] if kind_only else parts) or (
            used and parts and _stands_apart(lines[used - 1], line)
        ):
            break
        used += 1
        marked = bool(_LEADING_MARKING.match(text))
        text = _LEADING_MARKING.sub("", text)
        if _is_print(text) and not MARKING.match(text):
            parts.append(text)
        goes_on = bool(parts) and (_open_ended(parts[-1]) or _stands_under(line, below, marked=marked))
        if line.closes_block and parts and not goes_on:
            break
    title = join_lines(parts).strip(" .:|_")
    if title.startswith("(") and title.count("(") > title.count(")"):  # a speck, or a stroke of a stamp
        title = title[1:].lstrip()
    return title or None, used


def _is_print(text: str) -> bool:
    """Whether a line holds mostly letters and figures; what is left of print under a stamp does not.

    Example:
        >>> _is_print("năm 2026"), _is_print("†_Ÿ—-^^ 2... ——--~ j2 892. -/A.- A--Ấn")
        (True, False)
    """
    signs = text.replace(" ", "")
    return 2 * sum(map(str.isalnum, signs)) > len(signs)


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
        return parts[-1].isupper() and not text.isupper() and bool(_OPENERS.match(text))
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
        text for text in titles if not (DATE.search(text) or NATION.search(text) or MARKING.match(text))
    ]
    title = squeeze(_ABOUT.sub("", join_lines(titles)))
    return _head(read_letterhead(lines[:end]), "CV", "Công văn", title or None, end)


def _cut_off(lines: Sequence[TextLine]) -> Head:
    """No type and no `V/v`: whatever stands above the first number may hold a number and a date."""
    first = next((n for n, line in enumerate(lines[:_HEAD_LINES]) if opening(line.text)), 0)
    return _head(read_letterhead(lines[:first]), None, None, None, 0)


def _head(found: Letterhead, code: str | None, name: str | None, title: str | None, length: int) -> Head:
    return Head(
        type_code=code,
        type_name=name,
        number=found.number and with_type(found.number, code),
        issuer=issuer_of(found.agencies),
        place=found.place,
        issued_on=found.issued_on,
        title=title,
        length=length,
        flags=tuple(found.flags),
    )
