"""What comes again, and what goes on without an end."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planparse.model.plan import Recurrence
    from planparse.parse.schedules.parser import Parser

_EVERY: dict[str, Recurrence] = {
    "week": "weekly",
    "month": "monthly",
    "quarter": "quarterly",
    "yearword": "yearly",
    "day": "continuous",
}


def repeats(parser: Parser) -> bool:
    """`… hằng năm` behind a day or a month: it comes again each time, and fixes no single day."""
    if parser.kind() == "every" and parser.kind(1) in _EVERY:
        every(parser)
        return True
    return False


def onward(parser: Parser) -> bool:
    """`và các năm tiếp theo`, `và những năm sau`, `trở đi`: no end."""
    for ahead in range(5):
        kind = parser.kind(ahead)
        if kind == "onward":
            parser.position += ahead + 1
            return True
        if kind not in ("and", "word", "yearword", "comma"):
            return False
    return False


def every(parser: Parser) -> None:
    """`hằng tuần`, `hàng tháng`, `hằng quý`, `hàng năm`: comes again.

    Example:
        >>> from planparse.parse.schedules import read_schedule
        >>> read_schedule("Định kỳ hằng quý").recurrence
        'quarterly'
    """
    parser.take()
    while parser.kind() in _EVERY or (parser.kind() == "comma" and parser.kind(1) in _EVERY):
        kind = parser.take().kind
        if kind in _EVERY:
            parser.recurrences.add(_EVERY[kind])
            parser.clause_repeats = parser.clause_repeats or kind == "yearword"


def continuous(parser: Parser) -> None:
    """`thường xuyên`: the plan's year or period, unless its clause names a time of its own.

    Example:
        >>> from planparse.parse.schedules import read_schedule
        >>> read_schedule("Thường xuyên", 2023).end.isoformat()
        '2023-12-31'
    """
    parser.take()
    parser.recurrences.add("continuous")
    parser.clause_continuous = True


def periodic(parser: Parser) -> None:
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


def closing_month(parser: Parser) -> None:
    """`ngày 15 tháng cuối quý`, `tháng cuối của quý`: each quarter; `cuối quý IV` is one.

    Example:
        >>> from planparse.parse.schedules import read_schedule
        >>> read_schedule("Trước ngày 15 của tháng cuối quý").recurrence
        'quarterly'
    """
    parser.take()
    while parser.kind() == "word":
        parser.take()
    if parser.kind() == "quarter" and parser.kind(1) not in ("number", "roman", "monthyear"):
        parser.recurrences.add("quarterly")
