"""Parts of a time that begin: a point of the calendar, a range of them, the whole year or period."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planparse.parse.schedules.points import MONTHS, Days, Point, quarters, read_point, trailing_year
from planparse.parse.schedules.recurrences import onward, repeats

if TYPE_CHECKING:
    from planparse.parse.schedules.parser import Parser


def beginning(parser: Parser) -> None:
    """`từ 01/7/2025` has no end; `từ tháng 3 đến tháng 6/2025` takes its year from the end.

    Example:
        >>> from planparse.parse.schedules import read_schedule
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
        >>> from planparse.parse.schedules import read_schedule
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


def point_or_range(parser: Parser) -> None:
    """A point of the calendar, or two with a dash or `đến` between; `6 tháng, năm` comes again.

    Example:
        >>> from planparse.parse.schedules import read_schedule
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


def whole_year(parser: Parser) -> None:
    """`trong năm`, `cả năm`: the plan's year; with a number behind it, that year."""
    if _is_year_ahead(parser):
        point_or_range(parser)
        return
    before = parser.text(-1)
    parser.take()
    if before in ("trong", "cả") and parser.kind() != "onward":
        parser.add(parser.span)


def whole_period(parser: Parser) -> None:
    """`trong giai đoạn`: the plan's period; with years behind it, those."""
    if _is_year_ahead(parser):
        point_or_range(parser)
        return
    parser.take()
    parser.add(parser.span)


def _is_year_ahead(parser: Parser) -> bool:
    ahead = 1
    while parser.kind(ahead) in ("yearword", "period"):
        ahead += 1
    return parser.kind(ahead) == "year"
