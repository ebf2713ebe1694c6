"""A time as printed, part by part: ends, what fixes nothing, and what the neighbouring modules read."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planparse.parse.schedules.parser import Parser
from planparse.parse.schedules.points import Days, read_point
from planparse.parse.schedules.ranges import beginning, point_or_range, whole_period, whole_year
from planparse.parse.schedules.recurrences import closing_month, continuous, every, onward, periodic, repeats
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
        "from": beginning,
        "every": every,
        "continuous": continuous,
        "periodic": periodic,
        "late": closing_month,
        "yearword": whole_year,
        "period": whole_period,
    }
    rule = rules.get(parser.kind())
    if rule is None:
        point_or_range(parser)
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
