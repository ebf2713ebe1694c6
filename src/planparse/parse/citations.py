"""Legal instruments named in running text: type, number, date, issuer."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from planparse.model.plan import LegalBasis
from planparse.parse.phrases import either
from planparse.parse.text import fold, sentence_case, squeeze
from planparse.resources import read_table

if TYPE_CHECKING:
    from collections.abc import Iterable

NUMBER = (
    r"\d{1,5}[a-zA-Z]?(?:\s?[-/]\s?\d{4})?\s?[-/]\s?(?:[A-ZĐ][A-Za-zĐđƯưÔô0-9&]*)"
    r"(?:\s?[-/]\s?(?:[A-ZĐ][\wĐđ&]*)(?:,[A-ZĐ&]+)*)*"
)


def _long_names() -> str:
    """Units whose names hold a comma or `và`."""
    names = {row["name"] for row in read_table("units.tsv") if re.search(r",| và ", row["name"])}
    return f"(?:{'|'.join(re.escape(name) for name in sorted(names, key=len, reverse=True))})"


_DATE = (
    r"(?:,?\s*(?:ngày\s+)?(?P<day>\d{1,2})\s*(?:[/.-]|tháng)\s*(?P<month>\d{1,2})\s*"
    r"(?:[/.-]|năm|,\s*năm)\s*(?P<year>\d{4}))"
)
_SLIPPED = re.compile(r"(?<![A-ZĐ])(?:([QN])(?:DP|Pb|D|B|P|Ð|b)()|(H)(?:D|B|P|Ð)(ND))(?=-|/|$)")
"""QĐ, NĐ and HĐND as OCR leaves them."""
_TYPE_REACH = 160
"""Letters before a number within which its type is looked for (`Luật … số 72/2020/QH14`)."""


@lru_cache(maxsize=1)
def _pattern() -> tuple[re.Pattern[str], re.Pattern[str]]:
    names = {row["name"] for row in read_table("document_types.tsv")} | {
        row["name"] for row in read_table("instrument_types.tsv")
    }
    types = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    named = rf"(?:(?:Bộ trưởng|Giám đốc)\s+)?{_long_names()}|(?-i:[A-ZĐÀ-Ỹ])[^;,.:(“\"]{{1,80}}?"
    end = rf"(?=\s*(?:[;,.:(“\"]|$|\b{either('issuer_end')}\b|\bvà\s+(?:(?-i:[a-zđ])|{types})))"
    issuer = rf"(?:,?\s*(?:của|do)\s+(?P<issuer>{named}){end})?"
    opening = rf"(?:\bsố\s*:?\s*|\b(?:{types})\s+)(?P<number>(?-i:{NUMBER}))"
    number = re.compile(f"{opening}{_DATE}?{issuer}", re.IGNORECASE)
    return number, re.compile(rf"\b({types})\b", re.IGNORECASE)


def find_citations(text: str) -> list[LegalBasis]:
    """Every numbered instrument in a text, in order, each number once.

    Example:
        >>> text = "Thực hiện Quyết định số 1782/QĐ-UBND ngày 21/12/2022 của Chủ tịch UBND tỉnh về"
        >>> basis = find_citations(text)[0]
        >>> basis.type, basis.number, basis.date.isoformat(), basis.issuer
        ('Quyết định', '1782/QĐ-UBND', '2022-12-21', 'Chủ tịch UBND tỉnh')
    """
    number, types = _pattern()
    found: dict[str, LegalBasis] = {}
    last_type = ""
    for match in number.finditer(text):
        if not _upper_code(match["number"]):
            continue
        before = text[max(0, match.start() - _TYPE_REACH) : match.start("number")]
        named = _nearest_type(types.finditer(before), before)
        last_type = named or last_type
        basis = LegalBasis(
            type=sentence_case(fold_type(last_type)) if last_type else "Văn bản",
            number=_tight(match["number"]),
            date=_date(match),
            issuer=squeeze(match["issuer"]) if match["issuer"] else None,
        )
        known = found.get(basis.number)
        if known is None or (known.date is None and basis.date is not None):
            found[basis.number] = basis
    return list(found.values())


def _upper_code(number: str) -> bool:
    """The pattern ignores case; a code must hold capitals (`QĐ-UBND`, not `ngày`)."""
    return bool(re.search(r"[A-ZĐ]{2}", number))


def fold_type(name: str) -> str:
    """The type in small letters with single spaces."""
    return squeeze(name).lower()


def _nearest_type(matches: Iterable[re.Match[str]], before: str) -> str:
    """The last type named in the same clause."""
    nearest = ""
    for match in matches:
        gap = before[match.end() :]
        if ";" not in gap and not re.search(r"\bsố\b.*\d", gap):
            nearest = match[1]
    return nearest


def _tight(number: str) -> str:
    """A number without blanks, its Đ where OCR read another letter.

    Example:
        >>> _tight("1648/QD- UBND"), _tight("61/2018/ND-CP")
        ('1648/QĐ-UBND', '61/2018/NĐ-CP')
    """
    tight = re.sub(r"\s*([-/])\s*", r"\1", number)
    return _SLIPPED.sub(lambda match: f"{match[1] or match[3]}Đ{match[4] or ''}", tight)


def _date(match: re.Match[str]) -> dt.date | None:
    if not match["day"]:
        return None
    try:
        return dt.date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def merge(bases: Iterable[LegalBasis]) -> list[LegalBasis]:
    """Each number once, in order; a later mention fills in what the first left out.

    Example:
        >>> [basis.number for basis in merge(find_citations("Nghị quyết số 04-NQ/TU") * 2)]
        ['04-NQ/TU']
    """
    found: dict[str, LegalBasis] = {}
    for basis in bases:
        key = fold(basis.number)
        known = found.get(key)
        found[key] = (
            basis
            if known is None
            else known.model_copy(
                update={"date": known.date or basis.date, "issuer": known.issuer or basis.issuer}
            )
        )
    return list(found.values())
