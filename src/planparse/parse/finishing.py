"""Drafts to tasks: the units, the time, the evidence and the doubts of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planparse.model.page import BoundingBox
from planparse.model.plan import Evidence, Flag, Schedule, Task, Unit
from planparse.parse.assignments import charged_by_heading, read_assignment, split_roles
from planparse.parse.charges import charged_in_bracket
from planparse.parse.citations import find_citations
from planparse.parse.labels import Field
from planparse.parse.periods import time_of_heading
from planparse.parse.schedules import read_schedule
from planparse.parse.units import split_units
from planparse.parse.verbs import cut_to_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from planparse.parse.drafts import DraftTask, Harvest
    from planparse.parse.layout import TextLine
    from planparse.parse.schedules import Days, Reading
    from planparse.parse.units import Directory, NamedUnit

_LOW_CONFIDENCE = 0.75
_FLAG_COST = 0.1


@dataclass(frozen=True, slots=True)
class Context:
    """What every value of one document is read with."""

    directory: Directory
    abbreviations: Mapping[str, str]
    year: int | None
    span: Days
    extra: tuple[Path, ...]


def finish_tasks(harvest: Harvest, number: str, context: Context) -> list[Task]:
    """The values of every task; an organisation chapter counts only where nothing else orders work."""
    drafts = harvest.tasks or harvest.organisation
    tasks = _with_ids([_finish(draft, number, context) for draft in drafts])
    if any(task.schedule for task in tasks):
        tasks = [task if task.schedule else _flagged(task, Flag.MISSING_SCHEDULE) for task in tasks]
    return tasks


def _with_ids(tasks: Sequence[Task]) -> list[Task]:
    """Every id once: a number that the paper prints twice gets a counter behind it."""
    seen: dict[str, int] = {}
    unique = []
    for task in tasks:
        count = seen[task.id] = seen.get(task.id, 0) + 1
        unique.append(task if count == 1 else task.model_copy(update={"id": f"{task.id}~{count}"}))
    return unique


def _finish(draft: DraftTask, number: str, context: Context) -> Task:
    description = "\n".join(draft.description)
    named = [split_roles(text) for text in draft.values.get(Field.LEAD, ())]
    leads = _units((_names(roles.leads, context) for roles in named), context)
    partners = _units(
        (
            _names(text, context)
            for text in (*(roles.partners for roles in named), *draft.values.get(Field.COORDINATING, ()))
        ),
        context,
    )
    times = draft.values.get(Field.TIME, ())
    if not leads or not times:
        told = read_assignment(description, context.directory, context.extra)
        leads = leads or _units((told.leads,), context)
        if not draft.values.get(Field.LEAD):
            partners = partners or _units((told.partners,), context)
        times = times or ((told.time,) if told.time and not draft.values else ())
    times = times or tuple(time for heading in draft.headings if (time := time_of_heading(heading)))[:1]
    flags = set(draft.flags)
    if not leads:
        named_above = (
            charged_by_heading(text, context.directory, context.extra)
            or charged_in_bracket(text, context.directory, context.extra).leads
            for text in draft.headings
        )
        leads = _units((next(filter(None, named_above), ""),), context)
    if not leads:
        flags.add(Flag.MISSING_LEAD)
    schedule, understood = _schedule(times, context)
    if not understood:
        flags.add(Flag.SCHEDULE_NOT_UNDERSTOOD)
    sure = _confidence(draft.lines)
    if sure < _LOW_CONFIDENCE:
        flags.add(Flag.LOW_CONFIDENCE_TEXT)
    return Task(
        id=f"{draft.document or number}#{'.'.join(draft.path)}",
        path=list(draft.path),
        description=description,
        lead_units=leads,
        coordinating_units=partners,
        products=[part for part in draft.values.get(Field.PRODUCT, ()) if part],
        schedule=schedule,
        legal_bases=find_citations(description),
        evidence=evidence(draft.lines),
        confidence=_with_flags(sure, flags),
        flags=sorted(flags),
    )


def _names(text: str, context: Context) -> str:
    """A field of units without what one of them is told to do there."""
    return "; ".join(cut_to_names(part, context.directory, context.extra) for part in text.split("; "))


def _flagged(task: Task, flag: Flag) -> Task:
    flags = {*task.flags, flag}
    return task.model_copy(
        update={"flags": sorted(flags), "confidence": max(0.0, round(task.confidence - _FLAG_COST, 4))}
    )


def _units(texts: Iterable[str], context: Context) -> list[Unit]:
    found: dict[str, NamedUnit] = {}
    for text in texts:
        for unit in split_units(text, context.directory, context.abbreviations):
            found.setdefault(unit.name, unit)
    return [Unit(name=unit.name, unit_id=unit.unit_id) for unit in found.values()]


def _schedule(texts: Sequence[str], context: Context) -> tuple[Schedule | None, bool]:
    text = "; ".join(text.strip(" ;") for text in texts if text.strip())
    if not text:
        return None, True
    reading: Reading = read_schedule(text, context.year, context.span)
    schedule = Schedule(text=text, start=reading.start, end=reading.end, recurrence=reading.recurrence)
    return schedule, reading.understood


def _confidence(lines: Sequence[TextLine]) -> float:
    return sum(line.confidence for line in lines) / len(lines) if lines else 1.0


def _with_flags(sure: float, flags: Iterable[Flag]) -> float:
    return round(min(1.0, max(0.0, sure - _FLAG_COST * len(list(flags)))), 4)


def evidence(lines: Sequence[TextLine]) -> list[Evidence]:
    """One box a page around the lines, to a hundredth of a point."""
    pages = dict.fromkeys(line.page for line in lines)
    found = []
    for page in pages:
        box = BoundingBox.around(line.bbox for line in lines if line.page == page)
        bbox = (round(box.x0, 2), round(box.top, 2), round(box.x1, 2), round(box.bottom, 2)) if box else None
        found.append(Evidence(page=page, bbox=bbox))
    return found
