"""Lines to a plan: numbering, outline, head and end, fields, units, schedules, tables, tasks."""

from __future__ import annotations

from planparse.parse.plan import parse_plan

__all__ = ["parse_plan"]
