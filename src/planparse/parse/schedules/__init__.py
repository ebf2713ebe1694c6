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

from planparse.parse.schedules.parts import Reading, read_schedule
from planparse.parse.schedules.points import Days
from planparse.parse.schedules.tokens import tokens_of

__all__ = ["Days", "Reading", "read_schedule", "tokens_of"]
