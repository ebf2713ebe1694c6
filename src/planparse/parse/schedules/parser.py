"""What a reading of a time has found so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planparse.parse.schedules.cursor import Cursor

if TYPE_CHECKING:
    from planparse.model.plan import Recurrence
    from planparse.parse.schedules.points import Days


@dataclass(slots=True, kw_only=True)
class Parser(Cursor):
    """What was found so far, and the plan's year and span for times that leave theirs out."""

    year: int | None
    span: Days
    found: list[Days] = field(default_factory=list)
    recurrences: set[Recurrence] = field(default_factory=set)
    clause_points: list[tuple[Days, bool]] = field(default_factory=list)
    """What the open clause fixes, and whether each names its year."""
    clause_repeats: bool = False
    clause_continuous: bool = False
    relative: bool = False

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
