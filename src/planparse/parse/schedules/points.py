"""Points of the calendar: a date, months, quarters, half a year, a year or years."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planparse.parse.schedules.cursor import Cursor

_FIRST_YEAR, _LAST_YEAR = 1945, 2100
_QUARTERS = 4
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day, either of which may be open."""

    start: dt.date | None = None
    end: dt.date | None = None

    @property
    def fixed(self) -> bool:
        """Whether it says anything."""
        return self.start is not None or self.end is not None


@dataclass(frozen=True, slots=True)
class Point:
    """A stretch of the calendar, its year possibly left out.

    `months` are first and last; `day` is set for a single day.
    """

    months: tuple[int, int]
    year: int | None
    last_year: int | None = None
    day: int | None = None

    def days(self, year: int | None) -> Days:
        """Its days; `year` is used where it names none."""
        first = self.year or year
        if first is None or not _FIRST_YEAR <= first <= _LAST_YEAR:
            return Days()
        last = self.last_year or first
        if self.day is not None:
            day = min(self.day, calendar.monthrange(first, self.months[0])[1])
            only = dt.date(first, self.months[0], day)
            return Days(only, only)
        return Days(
            dt.date(first, self.months[0], 1),
            dt.date(last, self.months[1], calendar.monthrange(last, self.months[1])[1]),
        )


def read_point(cursor: Cursor) -> Point | None:
    """A date, months, quarters, half a year, a year or years.

    Example:
        >>> from planparse.parse.schedules import read_schedule
        >>> read_schedule("6 tháng đầu năm 2024").end.isoformat()
        '2024-06-30'
        >>> read_schedule("ngày 30 tháng 4 năm 2025").start.isoformat()
        '2025-04-30'
        >>> read_schedule("giai đoạn 2026 - 2030").end.isoformat()
        '2030-12-31'
    """
    while cursor.kind() == "word" and cursor.text() in ("khoảng", "trong", "vào", "các", "cả"):
        cursor.take()
    rules = {
        "day": _day,
        "date": _date,
        "daymonth": _day_month,
        "monthyear": _month_year,
        "month": _months,
        "quarter": quarters,
        "yearword": _year,
        "year": _year,
        "period": _year,
        "number": _half,
        "six": _half,
    }
    rule = rules.get(cursor.kind())
    mark = cursor.position
    point = rule(cursor) if rule else None
    if point is None:
        cursor.position = mark
    return point


def _date(cursor: Cursor) -> Point | None:
    day, month, year = cursor.take().numbers
    return Point((month, month), year, day=day) if _is_day(day, month) else None


def _day_month(cursor: Cursor) -> Point | None:
    day, month = cursor.take().numbers
    if not _is_day(day, month):
        return None
    return Point((month, month), trailing_year(cursor), day=day)


def _month_year(cursor: Cursor) -> Point | None:
    month, year = cursor.take().numbers
    return Point((month, month), year) if 1 <= month <= MONTHS else None


def _is_day(day: int, month: int) -> bool:
    return 1 <= month <= MONTHS and 1 <= day <= calendar.monthrange(2024, month)[1]


def _day(cursor: Cursor) -> Point | None:
    """`ngày 30/4/2025`, `ngày 30 tháng 4 năm 2025`, `ngày 15/6`."""
    cursor.take()
    whole = {"date": _date, "daymonth": _day_month}.get(cursor.kind())
    if whole:
        return whole(cursor)
    if cursor.kind() != "number":
        return None
    day = cursor.take().numbers[0]
    if not cursor.skip("month") or cursor.kind() not in ("number", "monthyear"):
        return None
    month, *year = cursor.take().numbers
    if not _is_day(day, month):
        return None
    return Point((month, month), year[0] if year else trailing_year(cursor), day=day)


def _months(cursor: Cursor) -> Point | None:
    """`tháng 6/2025`, `tháng 3, 4, 5`, `tháng 11, 12/2025`."""
    cursor.take()
    months: list[int] = []
    year = None
    while cursor.kind() in ("number", "monthyear"):
        token = cursor.take()
        months.append(token.numbers[0])
        if token.kind == "monthyear":
            year = token.numbers[1]
            break
        if not (cursor.kind() in ("comma", "and", "slash") and cursor.kind(1) in ("number", "monthyear")):
            break
        cursor.take()
    if not months or not all(1 <= month <= MONTHS for month in months):
        return None
    return Point((min(months), max(months)), year or trailing_year(cursor))


def quarters(cursor: Cursor) -> Point | None:
    """`Quý I/2023`, `Quý II, III`, `quý 1 và quý 2 năm 2025`, `Quý I - IV/2025`."""
    cursor.skip("quarter")
    found: list[int] = []
    while cursor.kind() in ("roman", "number", "monthyear"):
        token = cursor.take()
        found.append(token.numbers[0])
        if token.kind == "monthyear":
            return _quarter_point(found, token.numbers[1])
        if not _more_quarters(cursor):
            break
    return _quarter_point(found, trailing_year(cursor))


def _more_quarters(cursor: Cursor) -> bool:
    if cursor.kind() not in ("comma", "and", "dash", "slash"):
        return False
    ahead = 2 if cursor.kind(1) == "quarter" else 1
    if cursor.kind(ahead) not in ("roman", "number", "monthyear"):
        return False
    cursor.position += ahead
    return True


def _quarter_point(quarters: Sequence[int], year: int | None) -> Point | None:
    if not quarters or not all(1 <= quarter <= _QUARTERS for quarter in quarters):
        return None
    return Point((3 * min(quarters) - 2, 3 * max(quarters)), year)


def _half(cursor: Cursor) -> Point | None:
    """`6 tháng đầu năm`, `sáu tháng cuối năm 2024`; `9 tháng đầu năm`."""
    token = cursor.take()
    count = token.numbers[0] if token.numbers else 6
    if not cursor.skip("month") or cursor.kind() not in ("early", "late") or not 1 <= count <= MONTHS:
        return None
    early = cursor.take().kind == "early"
    if cursor.kind() not in ("yearword", "year"):
        return None
    months = (1, count) if early else (MONTHS - count + 1, MONTHS)
    return Point(months, trailing_year(cursor))


def _year(cursor: Cursor) -> Point | None:
    """`năm 2025`, `năm 2025, 2026`, `giai đoạn 2026 - 2030`, `2026-2030`."""
    while cursor.skip("period", "yearword"):
        pass
    if cursor.kind() != "year":
        return None
    years = [cursor.take().numbers[0]]
    while cursor.kind() in ("dash", "comma", "and") and cursor.kind(1) == "year":
        cursor.take()
        years.append(cursor.take().numbers[0])
    return Point((1, MONTHS), min(years), max(years))


def trailing_year(cursor: Cursor) -> int | None:
    """`/2023`, `năm 2023` or `2023` behind a quarter, a month or a half; `năm` alone is passed over."""
    mark = cursor.position
    cursor.skip("slash", "dash")
    cursor.skip("comma")
    cursor.skip("yearword")
    if cursor.kind() == "year":
        return cursor.take().numbers[0]
    cursor.position = mark
    if cursor.kind() == "yearword" and cursor.kind(1) != "onward":
        cursor.take()
    return None
