"""Pages to a plan: head, body, end and annexes, each read by its own module, in one screen."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planparse.model.page import BoundingBox
from planparse.model.plan import (
    Document,
    DocumentType,
    Evidence,
    Flag,
    OutputWarning,
    ParsedPlan,
    Period,
    Schedule,
    Section,
    Task,
    Unit,
)
from planparse.parse.abbreviations import find_abbreviations
from planparse.parse.assignments import charged_by_heading, read_assignment, split_roles
from planparse.parse.citations import find_citations, merge
from planparse.parse.flat_tables import find_flat_table, read_flat_table
from planparse.parse.header import read_head
from planparse.parse.labels import Field, load_labels
from planparse.parse.layout import PlacedTable, read_items, text_lines
from planparse.parse.letterhead import issuer_from_preamble
from planparse.parse.outline import read_outline
from planparse.parse.schedules import Days, read_schedule
from planparse.parse.signer import find_signer, signer_flags
from planparse.parse.tables import not_understood, read_tables
from planparse.parse.tasks import Harvest, Reader
from planparse.parse.units import load_directory, split_units
from planparse.parse.zones import Part, take_apart

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from planparse.model.page import Page
    from planparse.parse.header import Head
    from planparse.parse.layout import TextLine
    from planparse.parse.schedules import Reading
    from planparse.parse.tasks import DraftTask
    from planparse.parse.units import Directory, NamedUnit
    from planparse.parse.zones import Zone
    from planparse.settings import Settings

_YEARS = re.compile(r"(?:giai đoạn|thời kỳ|năm)\s+(\d{4})\s*(?:[-–]|đến(?:\s+năm)?)\s*(\d{4})", re.IGNORECASE)
_DATES = re.compile(
    r"(?:ngày|tháng)\s+\d[\d\s/]*(?:tháng\s+\d+\s+)?năm\s+\d{4}|(?:đến|tới|từ|trước|sau)\s+(?:hết\s+)?năm\s+\d{4}",
    re.IGNORECASE,
)
"""Dates of instruments, and years that a title only looks ahead to."""
_YEAR = re.compile(r"\b(?:năm|NĂM)\s+(\d{4})\b", re.IGNORECASE)
_CLOSING_WORDS = (
    "trên đây là",
    "trong quá trình thực hiện",
    "yêu cầu các",
    "đề nghị các",
    "yêu cầu thủ trưởng",
)
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


def parse_plan(pages: Sequence[Page], settings: Settings) -> ParsedPlan:
    """The plan that stands on the pages. Never raises on any text.

    Args:
        pages: upright pages, restored, in order.
        settings: only the user's own dictionaries are used.

    Example:
        >>> from planparse.model.page import Block, Line, Page
        >>> from planparse.settings import Settings
        >>> texts = ["KẾ HOẠCH", "Năm 2023", "I. NHIỆM VỤ", "1. Thể chế", "a) Rà soát văn bản."]
        >>> texts += ["- Đơn vị chủ trì: Phòng A."]
        >>> page = Page(1, 0, 0, tuple(Block((Line.of(text),)) for text in texts), "text")
        >>> task = parse_plan([page], Settings()).tasks[0]
        >>> task.path, task.lead_units[0].name
        (['I', '1', 'a'], 'Phòng A')
    """
    extra = settings.dictionaries
    items = read_items(pages)
    layout = take_apart(items)
    head, closing = layout.head, layout.closing
    year, period = title_years(head.title or "")
    span = Days(period.start, period.end) if period else Days()
    text = " ".join(line.text for line in text_lines(items))
    context = Context(load_directory(extra), find_abbreviations(text), year, span, extra)
    reading = read_zones(layout.zones, context, report=head.type_code == "BC")
    signer = find_signer(closing, pages, text)
    cited = [*find_citations(reading.preamble), *find_citations(head.title or "")]
    document = Document(
        type=DocumentType(code=head.type_code, name=head.type_name or head.type_code)
        if head.type_code
        else None,
        number=head.number,
        issuer=head.issuer or issuer_from_preamble(reading.preamble),
        place=head.place,
        issued_on=head.issued_on,
        title=head.title,
        year=year,
        period=period,
        legal_bases=[basis for basis in merge(cited) if basis.number != head.number],
        signer=signer,
        recipients=list(closing.recipients),
        flags=[*head.flags, *signer_flags(signer)],
    )
    harvest = reading.harvest
    return ParsedPlan(
        document=document,
        sections=[Section(path=list(one.path), title=one.title, page=one.page) for one in harvest.sections],
        tasks=finish_tasks(harvest, head.number or "plan", context),
        warnings=[*_warnings(head), *reading.warnings],
    )


_SCRAMBLED_LINES, _SCRAMBLED_SHARE = 8, 0.15
"""Lines with a rule in their middle, and their share, from which nothing of them is taken for an outline."""


@dataclass(frozen=True, slots=True)
class ZoneReading:
    """What all zones of a document gave together."""

    preamble: str
    harvest: Harvest
    warnings: list[OutputWarning]


def read_zones(zones: Sequence[Zone], context: Context, *, report: bool) -> ZoneReading:
    """Body, attached plans and annexes, in order."""
    labels = load_labels(context.extra)
    whole = Harvest()
    preambles: list[str] = []
    warnings: list[OutputWarning] = []
    numbered = sum(zone.part is Part.ANNEX for zone in zones) > 1
    for zone in zones:
        base: tuple[str, ...] = ()
        items = zone.items
        if zone.part is Part.ANNEX:
            base = ("annex", zone.number) if numbered and zone.number else ("annex",)
        elif zone.part is Part.ATTACHED:
            items = items[read_head(text_lines(items)).length :]
        lines = text_lines(items)
        flat = find_flat_table(lines, context.extra)
        outline = read_outline(
            lines[: flat.start] if flat else lines, lambda text: labels.at_start(text) is not None
        )
        if zone.part is not Part.ANNEX:
            preambles.extend(paragraph.text for paragraph in outline.preamble)
        reader = Reader(labels, base, report=report, extra=context.extra)
        found = Harvest() if is_scrambled(lines) else reader.read(outline.roots)
        tables = [item for item in items if isinstance(item, PlacedTable)]
        rows, doubts = read_tables(tables, base or ("annex",), context.directory, context.extra)
        parts = [found, rows]
        flat_rows = read_flat_table(flat, base or ("annex",), context.directory) if flat else None
        if flat_rows:
            parts.append(flat_rows)
        elif flat:
            warnings.append(not_understood(flat.lines[0].page))
        for part in parts:
            whole.sections.extend(part.sections)
            whole.tasks.extend(part.tasks)
            whole.organisation.extend(part.organisation)
        if zone.part is Part.ANNEX and lines and not any(part.tasks for part in parts):
            warnings.append(annex_not_understood(lines))
        warnings.extend(doubts)
    return ZoneReading(" ".join(preambles), whole, warnings)


def is_scrambled(lines: Sequence[TextLine]) -> bool:
    """Whether the lines are a ruled table that an OCR read across its cells: rules stand among the words."""
    ruled = sum("|" in line.text.strip(" |") for line in lines)
    return ruled >= _SCRAMBLED_LINES and ruled >= _SCRAMBLED_SHARE * len(lines)


def annex_not_understood(lines: Sequence[TextLine]) -> OutputWarning:
    """Lines behind the signature of which no rule could make tasks."""
    return OutputWarning(
        code="annex_not_understood",
        message=f"{len(lines)} lines behind the signature hold no list or table of work that could be read",
        page=lines[0].page,
    )


def title_years(title: str) -> tuple[int | None, Period | None]:
    """The year, or the years, that a title names.

    Example:
        >>> title_years("Cải cách hành chính năm 2023")[0]
        2023
        >>> title_years("Phòng, chống ma túy đến năm 2030")[0] is None
        True
        >>> title_years("Phát triển đô thị giai đoạn 2026 - 2030")[1].end.isoformat()
        '2030-12-31'
    """
    years = _YEARS.search(title)
    if years and int(years[1]) <= int(years[2]):
        return None, Period(start=dt.date(int(years[1]), 1, 1), end=dt.date(int(years[2]), 12, 31))
    single = sorted({int(found) for found in _YEAR.findall(_DATES.sub(" ", title))})
    if len(single) != 1 or single[0] < 1:
        return None, None
    return single[0], Period(start=dt.date(single[0], 1, 1), end=dt.date(single[0], 12, 31))


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
    leads = _units((roles.leads for roles in named), context)
    partners = _units(
        (*(roles.partners for roles in named), *draft.values.get(Field.COORDINATING, ())), context
    )
    times = draft.values.get(Field.TIME, ())
    if not leads or not times:
        told = read_assignment(description, context.directory, context.extra)
        leads = leads or _units((told.leads,), context)
        if not draft.values.get(Field.LEAD):
            partners = partners or _units((told.partners,), context)
        times = times or ((told.time,) if told.time and not draft.values else ())
    flags = set(draft.flags)
    if not leads:
        named_above = (charged_by_heading(text, context.directory, context.extra) for text in draft.headings)
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
        id=f"{number}#{'.'.join(draft.path)}",
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
    """One box a page around the lines."""
    pages = dict.fromkeys(line.page for line in lines)
    found = []
    for page in pages:
        box = BoundingBox.around(line.bbox for line in lines if line.page == page)
        found.append(Evidence(page=page, bbox=(box.x0, box.top, box.x1, box.bottom) if box else None))
    return found


def _warnings(head: Head) -> list[OutputWarning]:
    if head.type_code:
        return []
    return [OutputWarning(code="document_type_unknown", message="no document type stands in the head")]
