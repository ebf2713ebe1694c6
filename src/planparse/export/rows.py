"""Documents, tasks and problems as rows: the one list of columns that every table format shares."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planparse.model.plan import PlanDocument, Task, Unit

Value = str | int | float | dt.date | list[str] | None
Row = dict[str, Value]
Kind = Literal["text", "integer", "number", "date", "list"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in every format, and what its values are."""

    name: str
    kind: Kind = "text"


def _columns(names: str) -> tuple[Column, ...]:
    """``"title year:integer"`` and so on, words apart."""
    parts = (word.partition(":") for word in names.split())
    return tuple(Column(name, kind or "text") for name, _, kind in parts)  # type: ignore[arg-type]  # a Kind, below


TASK_COLUMNS = _columns(
    "file source document_number document_type issuer place issued_on:date title year:integer"
    " task_id path section description lead_units:list coordinating_units:list products:list"
    " schedule start:date end:date recurrence page:integer confidence:number flags:list"
)
DOCUMENT_COLUMNS = _columns(
    "file source sha256 media_type pages:integer document_number document_type issuer place issued_on:date"
    " title year:integer period_start:date period_end:date signer_title signer_name tasks:integer"
    " confidence:number flags:list"
)
PROBLEM_COLUMNS = _columns("file page:integer task_id code message")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that a person should look at: a file without a result, a page's warning, a task's flag."""

    file: str
    code: str
    message: str
    page: int | None = None
    task_id: str | None = None

    def row(self) -> Row:
        """As :data:`PROBLEM_COLUMNS`."""
        return {column.name: getattr(self, column.name) for column in PROBLEM_COLUMNS}


@dataclass(frozen=True, slots=True)
class Record:
    """One output on its way to a table; `plan` is None where there is only a problem to tell.

    `file` is the output's path below the exported folder, with slashes.
    """

    file: str
    plan: PlanDocument | None
    problems: tuple[Problem, ...] = ()

    def task_rows(self) -> Iterator[Row]:
        """One row a task, the document's columns repeated."""
        if self.plan is not None:
            head = _head(self.file, self.plan)
            sections = {tuple(section.path): section.title for section in self.plan.sections}
            for task in self.plan.tasks:
                yield head | _task(task, sections)

    def document_rows(self) -> Iterator[Row]:
        """Its one row, or none."""
        if self.plan is not None:
            yield _document(self.file, self.plan)

    def problem_rows(self) -> Iterator[Row]:
        """Its own problems, then the document's warnings, then the tasks' flags."""
        for problem in self.problems:
            yield problem.row()
        if self.plan is not None:
            for warning in self.plan.warnings:
                yield Problem(self.file, warning.code, warning.message, warning.page).row()
            for task in self.plan.tasks:
                for flag in task.flags:
                    yield Problem(self.file, flag.value, task.description, _page(task), task.id).row()


def _head(file: str, plan: PlanDocument) -> Row:
    document = plan.document
    return {
        "file": file,
        "source": plan.source.name,
        "document_number": document.number,
        "document_type": document.type.name if document.type else None,
        "issuer": document.issuer,
        "place": document.place,
        "issued_on": document.issued_on,
        "title": document.title,
        "year": document.year,
    }


def _document(file: str, plan: PlanDocument) -> Row:
    period, signer, pages = plan.document.period, plan.document.signer, plan.source.pages
    more: Row = {
        "sha256": plan.source.sha256,
        "media_type": plan.source.media_type,
        "pages": plan.source.page_count,
        "period_start": period.start if period else None,
        "period_end": period.end if period else None,
        "signer_title": signer.title if signer else None,
        "signer_name": signer.name if signer else None,
        "tasks": len(plan.tasks),
        "confidence": round(sum(page.confidence for page in pages) / len(pages), 4) if pages else None,
        "flags": list(plan.document.flags),
    }
    row = _head(file, plan) | more
    return {column.name: row[column.name] for column in DOCUMENT_COLUMNS}


def _task(task: Task, sections: dict[tuple[str, ...], str]) -> Row:
    schedule = task.schedule
    return {
        "task_id": task.id,
        "path": ".".join(task.path),
        "section": _section(task.path, sections),
        "description": task.description,
        "lead_units": _names(task.lead_units),
        "coordinating_units": _names(task.coordinating_units),
        "products": list(task.products),
        "schedule": schedule.text if schedule else None,
        "start": schedule.start if schedule else None,
        "end": schedule.end if schedule else None,
        "recurrence": schedule.recurrence if schedule else None,
        "page": _page(task),
        "confidence": task.confidence,
        "flags": [flag.value for flag in task.flags],
    }


def _section(path: Sequence[str], sections: dict[tuple[str, ...], str]) -> str | None:
    """The title of the nearest heading above, or of the task's own.

    Example:
        >>> _section(["II", "1", "a"], {("II",): "NHIỆM VỤ", ("II", "1"): "Về thể chế"})
        'Về thể chế'
    """
    chains = (tuple(path[:length]) for length in range(len(path), 0, -1))
    return next((sections[chain] for chain in chains if chain in sections), None)


def _names(units: Sequence[Unit]) -> list[str]:
    return [unit.name for unit in units]


def _page(task: Task) -> int | None:
    return task.evidence[0].page if task.evidence else None


def flat(value: Value) -> str:
    """A value in one cell of text: lists a line each, dates ISO 8601, nothing for None."""
    if isinstance(value, list):
        return "\n".join(value)
    return "" if value is None else str(value)


def headings(sheet: str, table: Sequence[dict[str, str]]) -> dict[str, str]:
    """Column name to Vietnamese heading; the sheet's own under the empty name.

    Args:
        sheet: ``tasks``, ``documents`` or ``problems``.
        table: the rows of ``export_headings.tsv``.
    """
    return {row["name"]: row["heading"] for row in table if row["sheet"] == sheet}
