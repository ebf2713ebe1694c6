"""Pages to a plan: head, body, end and annexes, each read by its own module, in one screen."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planparse.model.plan import (
    Document,
    DocumentType,
    OutputWarning,
    ParsedPlan,
    Period,
    Section,
)
from planparse.parse.abbreviations import find_abbreviations
from planparse.parse.citations import find_citations, merge
from planparse.parse.drafts import Harvest
from planparse.parse.endings import without_closing
from planparse.parse.finishing import Context, finish_tasks
from planparse.parse.flat_tables import find_flat_table, read_flat_table
from planparse.parse.header import read_head
from planparse.parse.labels import load_labels
from planparse.parse.layout import read_items, text_lines
from planparse.parse.letterhead import issuer_from_preamble
from planparse.parse.outline import read_outline
from planparse.parse.places import with_capitals_of
from planparse.parse.schedules import Days
from planparse.parse.signer import find_signer, signer_flags
from planparse.parse.table_places import tables_by_heading
from planparse.parse.tables import not_understood, read_tables
from planparse.parse.tasks import Reader
from planparse.parse.units import load_directory
from planparse.parse.zones import Part, take_apart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planparse.model.page import Page
    from planparse.parse.header import Head
    from planparse.parse.layout import TextLine
    from planparse.parse.zones import Zone
    from planparse.settings import Settings

_YEARS = re.compile(r"(?:giai đoạn|thời kỳ|năm)\s+(\d{4})\s*(?:[-–]|đến(?:\s+năm)?)\s*(\d{4})", re.IGNORECASE)
_DATES = re.compile(
    r"(?:ngày|tháng)\s+\d[\d\s/]*(?:tháng\s+\d+\s+)?năm\s+\d{4}|(?:đến|tới|từ|trước|sau)\s+(?:hết\s+)?năm\s+\d{4}",
    re.IGNORECASE,
)
"""Dates of instruments, and years that a title only looks ahead to."""
_YEAR = re.compile(r"\b(?:năm|NĂM)\s+(\d{4})\b", re.IGNORECASE)


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
        issuer=with_capitals_of(head.issuer, text) if head.issuer else issuer_from_preamble(reading.preamble),
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


_LINES_A_TASK = 20
"""Lines behind the signature for each task read there from which the most of them were not understood."""
_SCRAMBLED_LINES, _SCRAMBLED_SHARE = 8, 0.15
"""Lines with a rule in their middle, and their share, from which nothing of them is taken for an outline."""


@dataclass(frozen=True, slots=True)
class ZoneReading:
    """What one zone of a document gave, or all together."""

    preamble: str
    harvest: Harvest
    warnings: list[OutputWarning]


def read_zones(zones: Sequence[Zone], context: Context, *, report: bool) -> ZoneReading:
    """Body, attached plans and annexes, in order."""
    numbered = sum(zone.part is Part.ANNEX for zone in zones) > 1
    readings = [_read_zone(zone, context, numbered=numbered, report=report) for zone in zones]
    harvest = Harvest()
    for reading in readings:
        harvest.add(reading.harvest)
    preamble = " ".join(reading.preamble for reading in readings if reading.preamble)
    return ZoneReading(preamble, harvest, [warning for reading in readings for warning in reading.warnings])


def _read_zone(zone: Zone, context: Context, *, numbered: bool, report: bool) -> ZoneReading:
    """The list, the tables and the table without rules of one zone; `numbered` tells annexes apart."""
    labels = load_labels(context.extra)
    base: tuple[str, ...] = ()
    if zone.part is Part.ANNEX:
        base = ("annex", zone.number) if numbered and zone.number else ("annex",)
    head = read_head(text_lines(zone.items)).length if zone.part is Part.ATTACHED else 0
    items = zone.items[head:]
    lines = text_lines(items)
    flat = find_flat_table(lines, context.extra)
    outline = read_outline(
        lines[: flat.start] if flat else lines, lambda text: labels.at_start(text) is not None
    )
    if zone.part is not Part.ANNEX:
        outline = without_closing(outline)
    harvest = Harvest()
    warnings = []
    if not is_scrambled(lines):
        title = [paragraph.text for paragraph in outline.preamble] if zone.part is Part.ANNEX else []
        harvest.add(Reader(labels, base, report=report, extra=context.extra).read(outline.roots, title))
    doubts = []
    for place, tables in tables_by_heading(items, outline.roots, context.extra):
        path = (*base, *place) or ("annex",)
        rows, found = read_tables(tables, path, context.directory, context.extra)
        harvest.add(rows)
        doubts += found
    flat_rows = read_flat_table(flat, base or ("annex",), context.directory) if flat else None
    if flat_rows:
        harvest.add(flat_rows)
    elif flat:
        warnings.append(not_understood(flat.lines[0].page))
    if zone.part is Part.ANNEX and lines and len(lines) >= _LINES_A_TASK * len(harvest.tasks):
        warnings.append(annex_not_understood(lines, len(harvest.tasks)))
    if zone.part is Part.ATTACHED and zone.number:
        harvest = harvest.of_document(zone.number)
        warnings.append(another_document(zone))
    above = () if zone.part is Part.ANNEX else outline.preamble
    return ZoneReading(" ".join(paragraph.text for paragraph in above), harvest, [*warnings, *doubts])


def another_document(zone: Zone) -> OutputWarning:
    """A second document in the file: its tasks are read, its head and end are not."""
    page = next((item.page for item in zone.items), None)
    return OutputWarning(
        code="several_documents",
        message=f"{zone.number} begins in the same file: its tasks are here, its head is not; split the file",
        page=page,
    )


def is_scrambled(lines: Sequence[TextLine]) -> bool:
    """Whether the lines are a ruled table that an OCR read across its cells: rules stand among the words."""
    ruled = sum("|" in line.text.strip(" |") for line in lines)
    return ruled >= _SCRAMBLED_LINES and ruled >= _SCRAMBLED_SHARE * len(lines)


def annex_not_understood(lines: Sequence[TextLine], tasks: int) -> OutputWarning:
    """Lines behind the signature of which no rule could make tasks, or hardly any."""
    what = "no list or table of work" if not tasks else f"no more than {tasks} task{'s'[: tasks > 1]}"
    return OutputWarning(
        code="annex_not_understood",
        message=f"{len(lines)} lines behind the signature hold {what} that could be read",
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


def _warnings(head: Head) -> list[OutputWarning]:
    if head.type_code:
        return []
    return [OutputWarning(code="document_type_unknown", message="no document type stands in the head")]
