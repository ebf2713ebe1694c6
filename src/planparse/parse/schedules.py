"""Times as offices write them, and the days that they fix.

A small grammar, read by recursive descent over tokens. A text is clauses, a clause is parts, a part is one of

    part    = range | before | until | from | point | repeated | relative
    range   = ["từ"] point ("đến" | "-") ["hết"] point ["và các năm tiếp theo"]
    before  = ("trước" | "chậm nhất" ["trước"]) point
    until   = ("đến" | "tới" | "hết") point
    from    = "từ" point ["trở đi"]
    point   = date | month list | quarter list | half | year | years
    repeated = "thường xuyên" | ["định kỳ"] "hằng" ("tuần" | "tháng" | "quý" | "năm") | "định kỳ"
    relative = ("theo" | "sau khi" | "khi" …) anything to the end of the clause; fixes nothing

What no rule reads is passed over. Several parts give the earliest start and the latest end.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planparse.parse.numbering import roman_value
from planparse.parse.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planparse.model.plan import Recurrence

_FIRST_YEAR, _LAST_YEAR = 1945, 2100
_QUARTERS = 4
_MONTHS = 12


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
class Reading:
    """What a time fixes. `understood` is False where a time is printed that no rule reads."""

    start: dt.date | None
    end: dt.date | None
    recurrence: Recurrence | None
    understood: bool


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or sign of a time; `kind` names the terminal of the grammar."""

    kind: str
    text: str
    numbers: tuple[int, ...] = ()


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


_TOKEN = re.compile(
    r"(?P<citation>\b(?:số\s+)?\d+(?:/\d{4})?/?-?\s*[A-ZĐ][\w-]*(?:[-/][\wĐ-]+)+(?:,?\s+ngày\s+[\d/ ]+"
    r"(?:tháng\s+\d+\s+năm\s+\d{4})?)?)"
    r"|(?P<slip>(?<=[Qq]u[ýỹyíi] )(?:111|11|1I|I1|1II|II1|1V)(?!\d))"
    r"|(?P<date>\b\d{1,2}(?:\s?/\s?\d{1,2}\s?/\s?|-\d{1,2}-|\.\d{1,2}\.)\d{4}\b)"
    r"|(?P<monthyear>\b\d{1,2}\s?/\s?\d{4}\b)"
    r"|(?P<daymonth>\b\d{1,2}/\d{1,2}\b)"
    r"|(?P<year>\b(?:19|20)\d{2}\b)"
    r"|(?P<number>\b\d{1,3}\b)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<sign>[;.,()/&–—-])"
)
_WORDS = {
    "quý": "quarter",
    "quí": "quarter",
    "quỹ": "quarter",
    "tháng": "month",
    "ngày": "day",
    "năm": "yearword",
    "tuần": "week",
    "trước": "before",
    "đến": "until",
    "tới": "until",
    "hết": "full",
    "từ": "from",
    "hằng": "every",
    "hàng": "every",
    "mỗi": "every",
    "theo": "relative",
    "khi": "relative",
    "và": "and",
    "đầu": "early",
    "cuối": "late",
    "sáu": "six",
}
_SLIPS = {"111": 3, "11": 2, "1I": 2, "I1": 2, "1II": 3, "II1": 3, "1V": 4}
"""Roman quarters as OCR leaves them."""
_PHRASES = {
    ("thường", "xuyên"): "continuous",
    ("liên", "tục"): "continuous",
    ("định", "kỳ"): "periodic",
    ("định", "kì"): "periodic",
    ("chậm", "nhất"): "latest",
    ("muộn", "nhất"): "latest",
    ("giai", "đoạn"): "period",
    ("tiếp", "theo"): "onward",
    ("trở", "đi"): "onward",
    ("năm", "sau"): "onward",
    ("căn", "cứ"): "relative",
    ("tùy", "theo"): "relative",
    ("đột", "xuất"): "passing",
    ("trong", "vòng"): "relative",
}
_RESUMES = frozenset({"before", "latest", "continuous", "periodic", "from"})
_EVERY: dict[str, Recurrence] = {
    "week": "weekly",
    "month": "monthly",
    "quarter": "quarterly",
    "yearword": "yearly",
    "day": "continuous",
}
_RANKED: tuple[Recurrence, ...] = ("continuous", "weekly", "monthly", "quarterly", "yearly", "periodic")


def tokens_of(text: str) -> list[Token]:
    """The terminals of a time.

    Example:
        >>> [token.kind for token in tokens_of("trước ngày 30/11/2023; hằng quý")]
        ['before', 'day', 'date', 'stop', 'every', 'quarter']
    """
    flat: list[Token] = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        if kind == "citation":
            continue
        flat.append(_token(kind, match[0]))
    return _join_phrases(flat)


def _token(kind: str, text: str) -> Token:
    if kind == "sign":
        return Token(
            "stop" if text in ";.)" else "comma" if text in ",&(" else "slash" if text == "/" else "dash",
            text,
        )
    if kind == "slip":
        return Token("roman", text, (_SLIPS[text],))
    if kind == "word":
        value = roman_value(text) if text.isupper() else None
        if value and value <= _QUARTERS:
            return Token("roman", text, (value,))
        return Token(_WORDS.get(fold(text), "word"), fold(text))
    return Token(kind, text, tuple(int(part) for part in re.findall(r"\d+", text)))


def _join_phrases(tokens: Sequence[Token]) -> list[Token]:
    joined: list[Token] = []
    position = 0
    while position < len(tokens):
        pair = tuple(token.text for token in tokens[position : position + 2])
        kind = _PHRASES.get((pair[0], pair[1])) if len(pair) == 2 else None  # noqa: PLR2004 - a pair has two
        joined.append(Token(kind, " ".join(pair)) if kind else tokens[position])
        position += 2 if kind else 1
    return joined


@dataclass(slots=True)
class _Parser:
    """Position in the tokens, and what was found so far."""

    tokens: list[Token]
    year: int | None
    span: Days
    position: int = 0
    found: list[Days] = field(default_factory=list)
    recurrences: set[Recurrence] = field(default_factory=set)
    continuous_clauses: int = 0
    clause_points: list[tuple[Days, bool]] = field(default_factory=list)
    """What the open clause fixes, and whether each names its year."""
    clause_repeats: bool = False
    clause_continuous: bool = False
    timely: bool = False
    relative: bool = False

    def kind(self, ahead: int = 0) -> str:
        place = self.position + ahead
        return self.tokens[place].kind if place < len(self.tokens) else "end"

    def take(self) -> Token:
        token = self.tokens[self.position]
        self.position += 1
        return token

    def skip(self, *kinds: str) -> bool:
        """Pass over one token of the given kinds."""
        if self.kind() in kinds:
            self.position += 1
            return True
        return False

    def add(self, days: Days, *, dated: bool = True) -> None:
        """Fix days; `dated` tells that their year is printed or that they are the plan's own."""
        if days.fixed:
            self.clause_points.append((days, dated))

    def close_clause(self) -> None:
        """A day of a clause that comes again each year is no single day, unless its year is printed."""
        kept = [days for days, dated in self.clause_points if dated or not self.clause_repeats]
        self.found.extend(kept)
        if self.clause_continuous and not kept:
            self.found.append(self.span)
        self.clause_points = []
        self.clause_repeats = self.clause_continuous = False


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
    parser = _Parser(tokens_of(text), year, span)
    while parser.position < len(parser.tokens):
        before = parser.position
        _read_part(parser)
        if parser.position == before:
            parser.take()
    parser.close_clause()
    return _result(parser)


def _result(parser: _Parser) -> Reading:
    starts = [days.start for days in parser.found if days.start]
    ends = [days.end for days in parser.found if days.end]
    start, end = min(starts, default=None), max(ends, default=None)
    crossed = bool(start and end and end < start)
    recurrence = next((kind for kind in _RANKED if kind in parser.recurrences), None)
    understood = not crossed and bool(start or end or recurrence or parser.relative)
    return Reading(None if crossed else start, None if crossed else end, recurrence, understood)


def _read_part(parser: _Parser) -> None:
    rules = {
        "stop": _stop,
        "relative": _relative,
        "before": _before,
        "latest": _before,
        "until": _until,
        "full": _until,
        "from": _from,
        "every": _every,
        "continuous": _continuous,
        "periodic": _periodic,
        "yearword": _whole_year,
        "period": _whole_period,
    }
    rule = rules.get(parser.kind())
    if rule is None:
        _point_or_range(parser)
    else:
        rule(parser)


def _stop(parser: _Parser) -> None:
    """`;` and `.` end a clause: `thường xuyên` of one clause is not bounded by the dates of another."""
    parser.take()
    parser.close_clause()


def _relative(parser: _Parser) -> None:
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


def _time_within(parser: _Parser) -> bool:
    """`…, kiểm tra đột xuất trong năm 2023`: a clause of its own, since `trong` brings its time."""
    ahead = 0
    while parser.kind(ahead) not in ("comma", "stop", "end"):
        inside = parser.kind(ahead) == "word" and parser.tokens[parser.position + ahead].text == "trong"
        if inside and parser.kind(ahead + 1) in ("yearword", "quarter", "month"):
            return True
        ahead += 1
    return False


def _before(parser: _Parser) -> None:
    """`trước ngày 30/11/2023` ends that day, `trước tháng 12/2022` the day before; `chậm nhất` never earlier.

    Example:
        >>> read_schedule("trước Quý III", 2023).end.isoformat()
        '2023-06-30'
        >>> read_schedule("Chậm nhất trong tháng 6/2025").end.isoformat()
        '2025-06-30'
    """
    strict = False
    while parser.kind() in ("before", "latest", "until", "full") or parser.tokens[parser.position].text in (
        "trong",
        "vào",
        "là",
    ):
        strict = strict or parser.kind() == "before"
        parser.take()
        if parser.kind() == "end":
            return
    point = _point(parser)
    if point is None or _repeats(parser):
        return
    days = point.days(parser.year)
    if strict and point.day is None and days.start:
        days = Days(None, days.start - dt.timedelta(days=1))
    parser.add(Days(None, days.end), dated=point.year is not None)


def _until(parser: _Parser) -> None:
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
    point = _point(parser)
    if point and not _repeats(parser):
        end = None if _onward(parser) else point.days(parser.year).end
        parser.add(Days(None, end), dated=point.year is not None)


def _from(parser: _Parser) -> None:
    """`từ 01/7/2025` has no end; `từ tháng 3 đến tháng 6/2025` takes its year from the end.

    Example:
        >>> reading = read_schedule("Từ tháng 3 đến hết tháng 6/2025")
        >>> reading.start.isoformat(), reading.end.isoformat()
        ('2025-03-01', '2025-06-30')
        >>> read_schedule("Từ năm 2013 đến năm 2020 và tiếp theo").end is None
        True
    """
    parser.take()
    point = _point(parser)
    if point is None:
        _days_of_one_month(parser)
        return
    if not _range_to(parser, point):
        _onward(parser)
        if not _repeats(parser):
            parser.add(Days(point.days(parser.year).start, None), dated=point.year is not None)


def _days_of_one_month(parser: _Parser) -> None:
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
    last = _point(parser)
    if last is None or last.day is None or not 1 <= day <= last.day:
        parser.position = mark
        return
    first = Point(last.months, last.year, day=day)
    dated = last.year is not None
    parser.add(Days(first.days(parser.year).start, last.days(parser.year).end), dated=dated)


def _point_or_range(parser: _Parser) -> None:
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
    point = _point(parser)
    if point is None or _range_to(parser, point) or _repeats(parser):
        return
    days = point.days(parser.year)
    parser.add(Days(days.start, None) if _onward(parser) else days, dated=point.year is not None)


def _range_to(parser: _Parser, first: Point) -> bool:
    mark = parser.position
    if not parser.skip("until", "dash"):
        return False
    while parser.skip("full", "until", "before"):
        pass
    last = _point(parser) or _bare_end(parser, first)
    if last is None:
        parser.position = mark
        if parser.kind() == "until":  # `đến khi tổ chức xong`: the end is relative
            parser.add(Days(first.days(parser.year).start, None))
            parser.take()
            return True
        return False
    if _repeats(parser):
        return True
    end = last.days(parser.year).end
    start = first.days(_year_before(first, last, parser.year)).start
    parser.add(Days(start, None if _onward(parser) else end), dated=last.year is not None)
    return True


def _bare_end(parser: _Parser, first: Point) -> Point | None:
    """`tháng 3 - 6/2025`, `Quý I - IV`: the second number without its word."""
    token = parser.tokens[parser.position] if parser.kind() != "end" else None
    if token is None:
        return None
    if token.kind == "monthyear" and 1 <= token.numbers[0] <= _MONTHS:
        parser.take()
        return Point((token.numbers[0], token.numbers[0]), token.numbers[1])
    if token.kind == "roman":
        return _quarters(parser)
    if token.kind == "number" and 1 <= token.numbers[0] <= _MONTHS and first.day is None:
        parser.take()
        return Point((token.numbers[0], token.numbers[0]), _trailing_year(parser))
    return None


def _year_before(first: Point, last: Point, plan_year: int | None) -> int | None:
    """The year of a range's start where only its end names one."""
    year = last.year or plan_year
    if year and first.months[0] > last.months[1]:
        return year - 1
    return year


def _point(parser: _Parser) -> Point | None:
    """A date, months, quarters, half a year, a year or years.

    Example:
        >>> read_schedule("6 tháng đầu năm 2024").end.isoformat()
        '2024-06-30'
        >>> read_schedule("ngày 30 tháng 4 năm 2025").start.isoformat()
        '2025-04-30'
        >>> read_schedule("giai đoạn 2026 - 2030").end.isoformat()
        '2030-12-31'
    """
    while parser.kind() == "word" and parser.tokens[parser.position].text in (
        "khoảng",
        "trong",
        "vào",
        "các",
        "cả",
    ):
        parser.take()
    rules = {
        "day": _day,
        "date": _date,
        "daymonth": _day_month,
        "monthyear": _month_year,
        "month": _months,
        "quarter": _quarters,
        "yearword": _year,
        "year": _year,
        "period": _year,
        "number": _half,
        "six": _half,
    }
    rule = rules.get(parser.kind())
    mark = parser.position
    point = rule(parser) if rule else None
    if point is None:
        parser.position = mark
    return point


def _date(parser: _Parser) -> Point | None:
    day, month, year = parser.take().numbers
    return Point((month, month), year, day=day) if _is_day(day, month) else None


def _day_month(parser: _Parser) -> Point | None:
    day, month = parser.take().numbers
    if not _is_day(day, month):
        return None
    return Point((month, month), _trailing_year(parser), day=day)


def _month_year(parser: _Parser) -> Point | None:
    month, year = parser.take().numbers
    return Point((month, month), year) if 1 <= month <= _MONTHS else None


def _is_day(day: int, month: int) -> bool:
    return 1 <= month <= _MONTHS and 1 <= day <= calendar.monthrange(2024, month)[1]


def _day(parser: _Parser) -> Point | None:
    """`ngày 30/4/2025`, `ngày 30 tháng 4 năm 2025`, `ngày 15/6`."""
    parser.take()
    whole = {"date": _date, "daymonth": _day_month}.get(parser.kind())
    if whole:
        return whole(parser)
    if parser.kind() != "number":
        return None
    day = parser.take().numbers[0]
    if not parser.skip("month") or parser.kind() not in ("number", "monthyear"):
        return None
    month, *year = parser.take().numbers
    if not _is_day(day, month):
        return None
    return Point((month, month), year[0] if year else _trailing_year(parser), day=day)


def _months(parser: _Parser) -> Point | None:
    """`tháng 6/2025`, `tháng 3, 4, 5`, `tháng 11, 12/2025`."""
    parser.take()
    months: list[int] = []
    year = None
    while parser.kind() in ("number", "monthyear"):
        token = parser.take()
        months.append(token.numbers[0])
        if token.kind == "monthyear":
            year = token.numbers[1]
            break
        if not (parser.kind() in ("comma", "and", "slash") and parser.kind(1) in ("number", "monthyear")):
            break
        parser.take()
    if not months or not all(1 <= month <= _MONTHS for month in months):
        return None
    return Point((min(months), max(months)), year or _trailing_year(parser))


def _quarters(parser: _Parser) -> Point | None:
    """`Quý I/2023`, `Quý II, III`, `quý 1 và quý 2 năm 2025`, `Quý I - IV/2025`."""
    parser.skip("quarter")
    quarters: list[int] = []
    while parser.kind() in ("roman", "number", "monthyear"):
        token = parser.take()
        quarters.append(token.numbers[0])
        if token.kind == "monthyear":
            return _quarter_point(quarters, token.numbers[1])
        if not _more_quarters(parser):
            break
    return _quarter_point(quarters, _trailing_year(parser))


def _more_quarters(parser: _Parser) -> bool:
    if parser.kind() not in ("comma", "and", "dash", "slash"):
        return False
    ahead = 2 if parser.kind(1) == "quarter" else 1
    if parser.kind(ahead) not in ("roman", "number", "monthyear"):
        return False
    parser.position += ahead
    return True


def _quarter_point(quarters: Sequence[int], year: int | None) -> Point | None:
    if not quarters or not all(1 <= quarter <= _QUARTERS for quarter in quarters):
        return None
    return Point((3 * min(quarters) - 2, 3 * max(quarters)), year)


def _half(parser: _Parser) -> Point | None:
    """`6 tháng đầu năm`, `sáu tháng cuối năm 2024`; `9 tháng đầu năm`."""
    token = parser.take()
    count = token.numbers[0] if token.numbers else 6
    if not parser.skip("month") or parser.kind() not in ("early", "late") or not 1 <= count <= _MONTHS:
        return None
    early = parser.take().kind == "early"
    if parser.kind() not in ("yearword", "year"):
        return None
    months = (1, count) if early else (_MONTHS - count + 1, _MONTHS)
    return Point(months, _trailing_year(parser))


def _year(parser: _Parser) -> Point | None:
    """`năm 2025`, `năm 2025, 2026`, `giai đoạn 2026 - 2030`, `2026-2030`."""
    while parser.skip("period", "yearword"):
        pass
    if parser.kind() != "year":
        return None
    years = [parser.take().numbers[0]]
    while parser.kind() in ("dash", "comma", "and") and parser.kind(1) == "year":
        parser.take()
        years.append(parser.take().numbers[0])
    return Point((1, _MONTHS), min(years), max(years))


def _trailing_year(parser: _Parser) -> int | None:
    """`/2023`, `năm 2023` or `2023` behind a quarter, a month or a half; `năm` alone is passed over."""
    mark = parser.position
    parser.skip("slash", "dash")
    parser.skip("comma")
    parser.skip("yearword")
    if parser.kind() == "year":
        return parser.take().numbers[0]
    parser.position = mark
    if parser.kind() == "yearword" and parser.kind(1) != "onward":
        parser.take()
    return None


def _repeats(parser: _Parser) -> bool:
    """`… hằng năm` behind a day or a month: it comes again each time, and fixes no single day."""
    if parser.kind() == "every" and parser.kind(1) in _EVERY:
        _every(parser)
        return True
    return False


def _onward(parser: _Parser) -> bool:
    """`và các năm tiếp theo`, `và những năm sau`, `trở đi`: no end."""
    for ahead in range(5):
        kind = parser.kind(ahead)
        if kind == "onward":
            parser.position += ahead + 1
            return True
        if kind not in ("and", "word", "yearword", "comma"):
            return False
    return False


def _every(parser: _Parser) -> None:
    """`hằng tuần`, `hàng tháng`, `hằng quý`, `hàng năm`: comes again.

    Example:
        >>> read_schedule("Định kỳ hằng quý").recurrence
        'quarterly'
    """
    parser.take()
    while parser.kind() in _EVERY or (parser.kind() == "comma" and parser.kind(1) in _EVERY):
        kind = parser.take().kind
        if kind in _EVERY:
            parser.recurrences.add(_EVERY[kind])
            parser.clause_repeats = parser.clause_repeats or kind == "yearword"


def _continuous(parser: _Parser) -> None:
    """`thường xuyên`: the plan's year or period, unless its clause names a time of its own.

    Example:
        >>> read_schedule("Thường xuyên", 2023).end.isoformat()
        '2023-12-31'
    """
    parser.take()
    parser.recurrences.add("continuous")
    parser.clause_continuous = True


def _periodic(parser: _Parser) -> None:
    """`định kỳ`, with or without how often."""
    parser.take()
    if parser.kind() in ("month", "quarter", "week") and parser.kind(1) not in (
        "number",
        "roman",
        "monthyear",
    ):
        parser.recurrences.add(_EVERY[parser.take().kind])
    elif parser.kind() != "every":
        parser.recurrences.add("periodic")


def _whole_year(parser: _Parser) -> None:
    """`trong năm`, `cả năm`: the plan's year; with a number behind it, that year."""
    if _is_year_ahead(parser):
        _point_or_range(parser)
        return
    before = parser.tokens[parser.position - 1].text if parser.position else ""
    parser.take()
    if before in ("trong", "cả") and parser.kind() != "onward":
        parser.add(parser.span)


def _whole_period(parser: _Parser) -> None:
    """`trong giai đoạn`: the plan's period; with years behind it, those."""
    if _is_year_ahead(parser):
        _point_or_range(parser)
        return
    parser.take()
    parser.add(parser.span)


def _is_year_ahead(parser: _Parser) -> bool:
    ahead = 1
    while parser.kind(ahead) in ("yearword", "period"):
        ahead += 1
    return parser.kind(ahead) == "year"
