"""Parts of a time: ranges, ends, starts, and what fixes nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planparse.parse.schedules.parser import Parser
from planparse.parse.schedules.points import MONTHS, Days, Point, quarters, read_point, trailing_year
from planparse.parse.schedules.recurrences import continuous, every, onward, periodic, repeats
from planparse.parse.schedules.tokens import tokens_of

if TYPE_CHECKING:
    from planparse.model.plan import Recurrence

_RESUMES = frozenset({"before", "latest", "continuous", "periodic", "from"})
_RANKED: tuple[Recurrence, ...] = ("continuous", "weekly", "monthly", "quarterly", "yearly", "periodic")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a time fixes. `understood` is False where a time is printed that no rule reads."""

    start: dt.date | None
    end: dt.date | None
    recurrence: Recurrence | None
    understood: bool


def read_schedule(text: str, year: int | None = None, span: Days | None = None) -> Reading:
    """The days and the recurrence that a printed time fixes.

    Args:
        text: the time as printed.
        year: the plan's year, for times that leave theirs out.
        span: the plan's year or period, for standing work.

    Example:
        >>> reading = read_schedule("Quý I/2023")
        >>> reading.start.isoformat(), reading.end.isoformat()
        ('2023-01-01', '2023-03-31')
        >>> read_schedule("Hoàn thành trước tháng 12/2022").end.isoformat()
        '2022-11-30'
        >>> read_schedule("Theo Kế hoạch số 140/KH-UBND ngày 14/10/2021").end is None
        True
    """
    if span is None:
        span = Days(dt.date(year, 1, 1), dt.date(year, 12, 31)) if year else Days()
    parser = Parser(tokens=tokens_of(text), year=year, span=span)
    while parser.position < len(parser.tokens):
        before = parser.position
        _read_part(parser)
        if parser.position == before:
            parser.take()
    parser.close_clause()
    return _result(parser)


def _result(parser: Parser) -> Reading:
    starts = [days.start for days in parser.found if days.start]
    ends = [days.end for days in parser.found if days.end]
    start, end = min(starts, default=None), max(ends, default=None)
    crossed = bool(start and end and end < start)
    recurrence = next((kind for kind in _RANKED if kind in parser.recurrences), None)
    understood = not crossed and bool(start or end or recurrence or parser.relative)
    return Reading(None if crossed else start, None if crossed else end, recurrence, understood)


def _read_part(parser: Parser) -> None:
    rules = {
        "stop": _stop,
        "relative": _relative,
        "before": _before,
        "latest": _before,
        "until": _until,
        "full": _until,
        "from": _from,
        "every": every,
        "continuous": continuous,
        "periodic": periodic,
        "yearword": _whole_year,
        "period": _whole_period,
    }
    rule = rules.get(parser.kind())
    if rule is None:
        _point_or_range(parser)
    else:
        rule(parser)


def _stop(parser: Parser) -> None:
    """`;` and `.` end a clause: `thường xuyên` of one clause is not bounded by the dates of another."""
    parser.take()
    parser.close_clause()


def _relative(parser: Parser) -> None:
    """`theo hướng dẫn của cấp trên`, `sau khi UBND tỉnh ban hành`: fixes nothing, to the end of the clause.

    A comma with `trước`, `chậm nhất`, `từ`, `thường xuyên` or `định kỳ` behind it ends it too.

    Example:
        >>> read_schedule("Theo tiến độ của Sở, chậm nhất 30/6/2025").end.isoformat()
        '2025-06-30'
    """
    if parser.kind(1) in ("periodic", "every", "continuous"):  # `theo định kỳ`
        parser.take()
        return
    parser.relative = True
    while parser.kind() not in ("stop", "end"):
        if parser.take().kind == "comma" and (parser.kind() in _RESUMES or _time_within(parser)):
            return


def _time_within(parser: Parser) -> bool:
    """`…, kiểm tra đột xuất trong năm 2023`: a clause of its own, since `trong` brings its time."""
    ahead = 0
    while parser.kind(ahead) not in ("comma", "stop", "end"):
        inside = parser.kind(ahead) == "word" and parser.text(ahead) == "trong"
        if inside and parser.kind(ahead + 1) in ("yearword", "quarter", "month"):
            return True
        ahead += 1
    return False


def _before(parser: Parser) -> None:
    """`trước ngày 30/11/2023` ends that day, `trước tháng 12/2022` the day before; `chậm nhất` never earlier.

    Example:
        >>> read_schedule("trước Quý III", 2023).end.isoformat()
        '2023-06-30'
        >>> read_schedule("Chậm nhất trong tháng 6/2025").end.isoformat()
        '2025-06-30'
    """
    strict = False
    while parser.kind() in ("before", "latest", "until", "full") or parser.text() in (
        "trong",
        "vào",
        "là",
    ):
        strict = strict or parser.kind() == "before"
        parser.take()
        if parser.kind() == "end":
            return
    point = read_point(parser)
    if point is None or repeats(parser):
        return
    days = point.days(parser.year)
    if strict and point.day is None and days.start:
        days = Days(None, days.start - dt.timedelta(days=1))
    parser.add(Days(None, days.end), dated=point.year is not None)


def _until(parser: Parser) -> None:
    """`đến hết năm 2030`, `hết tháng 6/2025`: an end and no start.

    Example:
        >>> read_schedule("Đến hết năm 2030").end.isoformat()
        '2030-12-31'
    """
    while parser.skip("until", "full"):
        pass
    if parser.kind() == "before":
        _before(parser)
        return
    point = read_point(parser)
    if point and not repeats(parser):
        end = None if onward(parser) else point.days(parser.year).end
        parser.add(Days(None, end), dated=point.year is not None)


def _from(parser: Parser) -> None:
    """`từ 01/7/2025` has no end; `từ tháng 3 đến tháng 6/2025` takes its year from the end.

    Example:
        >>> reading = read_schedule("Từ tháng 3 đến hết tháng 6/2025")
        >>> reading.start.isoformat(), reading.end.isoformat()
        ('2025-03-01', '2025-06-30')
        >>> read_schedule("Từ năm 2013 đến năm 2020 và tiếp theo").end is None
        True
    """
    parser.take()
    point = read_point(parser)
    if point is None:
        _days_of_one_month(parser)
        return
    if not _range_to(parser, point):
        onward(parser)
        if not repeats(parser):
            parser.add(Days(point.days(parser.year).start, None), dated=point.year is not None)


def _days_of_one_month(parser: Parser) -> None:
    """`từ ngày 01 đến ngày 15/6/2025`: the first day takes month and year from the second.

    Example:
        >>> read_schedule("Từ ngày 01 đến ngày 15/6/2025").start.isoformat()
        '2025-06-01'
    """
    mark = parser.position
    parser.skip("day")
    if parser.kind() != "number" or parser.kind(1) not in ("until", "dash"):
        parser.position = mark
        return
    day = parser.take().numbers[0]
    parser.take()
    last = read_point(parser)
    if last is None or last.day is None or not 1 <= day <= last.day:
        parser.position = mark
        return
    first = Point(last.months, last.year, day=day)
    dated = last.year is not None
    parser.add(Days(first.days(parser.year).start, last.days(parser.year).end), dated=dated)


def _point_or_range(parser: Parser) -> None:
    """A point of the calendar, or two with a dash or `đến` between; `6 tháng, năm` comes again.

    Example:
        >>> reading = read_schedule("Tháng 11, 12/2025")
        >>> reading.start.isoformat(), reading.end.isoformat()
        ('2025-11-01', '2025-12-31')
        >>> read_schedule("Năm 2025 và các năm tiếp theo").end is None
        True
    """
    if (
        parser.kind() == "number"
        and parser.kind(1) == "month"
        and parser.kind(2) in ("comma", "and", "end", "stop")
    ):
        parser.position += 2
        parser.recurrences.add("periodic")
        return
    point = read_point(parser)
    if point is None or _range_to(parser, point) or repeats(parser):
        return
    days = point.days(parser.year)
    parser.add(Days(days.start, None) if onward(parser) else days, dated=point.year is not None)


def _range_to(parser: Parser, first: Point) -> bool:
    mark = parser.position
    if not parser.skip("until", "dash"):
        return False
    while parser.skip("full", "until", "before"):
        pass
    last = read_point(parser) or _bare_end(parser, first)
    if last is None:
        parser.position = mark
        if parser.kind() == "until":  # `đến khi tổ chức xong`: the end is relative
            parser.add(Days(first.days(parser.year).start, None))
            parser.take()
            return True
        return False
    if repeats(parser):
        return True
    end = last.days(parser.year).end
    start = first.days(_year_before(first, last, parser.year)).start
    parser.add(Days(start, None if onward(parser) else end), dated=last.year is not None)
    return True


def _bare_end(parser: Parser, first: Point) -> Point | None:
    """`tháng 3 - 6/2025`, `Quý I - IV`: the second number without its word."""
    token = parser.tokens[parser.position] if parser.kind() != "end" else None
    if token is None:
        return None
    if token.kind == "monthyear" and 1 <= token.numbers[0] <= MONTHS:
        parser.take()
        return Point((token.numbers[0], token.numbers[0]), token.numbers[1])
    if token.kind == "roman":
        return quarters(parser)
    if token.kind == "number" and 1 <= token.numbers[0] <= MONTHS and first.day is None:
        parser.take()
        return Point((token.numbers[0], token.numbers[0]), trailing_year(parser))
    return None


def _year_before(first: Point, last: Point, plan_year: int | None) -> int | None:
    """The year of a range's start where only its end names one."""
    year = last.year or plan_year
    if year and first.months[0] > last.months[1]:
        return year - 1
    return year


def _whole_year(parser: Parser) -> None:
    """`trong năm`, `cả năm`: the plan's year; with a number behind it, that year."""
    if _is_year_ahead(parser):
        _point_or_range(parser)
        return
    before = parser.text(-1)
    parser.take()
    if before in ("trong", "cả") and parser.kind() != "onward":
        parser.add(parser.span)


def _whole_period(parser: Parser) -> None:
    """`trong giai đoạn`: the plan's period; with years behind it, those."""
    if _is_year_ahead(parser):
        _point_or_range(parser)
        return
    parser.take()
    parser.add(parser.span)


def _is_year_ahead(parser: Parser) -> bool:
    ahead = 1
    while parser.kind(ahead) in ("yearword", "period"):
        ahead += 1
    return parser.kind(ahead) == "year"
