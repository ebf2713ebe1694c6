"""A sample plan as its author wrote it: what is printed, and what each task means.

The file is TOML so that a clerk can read and mend it. Fields that a reader of the paper must understand
(start, end, recurring) are written down by the author and never computed by the program under test.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - dataclasses of dates are built from TOML
import tomllib
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path  # noqa: TC003 - used by the reader below
from typing import Any

Field = str  # one of "lead", "coordinating", "products", "time"
FIELDS: tuple[Field, ...] = ("lead", "coordinating", "products", "time")
_MEANING = {"time": ("time", "start", "end", "recurring")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A task: the text that orders it and its fields."""

    path: tuple[str, ...]
    task: str
    lead: tuple[str, ...] = ()
    coordinating: tuple[str, ...] = ()
    coordinating_printed: str | None = None
    """How the list is printed where commas inside a name forbid plain commas."""
    products: tuple[str, ...] = ()
    time: str | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    recurring: bool = False
    merged: tuple[Field, ...] = ()
    """Fields whose table cell is shared with the row above."""
    lead_rows: int = 1
    time_rows: int = 1
    """Table rows that the cell spans."""

    def printed(self, field: Field) -> str:
        """The field's value as the paper shows it on one line."""
        if field == "coordinating" and self.coordinating_printed:
            return self.coordinating_printed
        value = getattr(self, field)
        return value if isinstance(value, str) else ", ".join(value or ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A numbered heading or paragraph that orders no work."""

    path: tuple[str, ...]
    heading: str | None = None
    text: str | None = None
    body: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A row of a table that heads the rows below it."""

    path: tuple[str, ...]
    group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """A landscape table of tasks."""

    heading: str
    title: str
    note: str
    columns: dict[str, str]
    """Field ("no" and "task" too) to column header, in printed order."""
    rows: tuple[Group | Work, ...]
    lying: bool = False
    """Its pages went into the scanner on their side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplePlan:
    """A whole plan."""

    name: str
    letterhead: dict[str, Any]
    document: dict[str, Any]
    signature: dict[str, Any]
    labels: dict[str, Any]
    nodes: tuple[Passage | Work, ...]
    annex: Annex | None

    @property
    def works(self) -> tuple[Work, ...]:
        """Every task in the order of the paper."""
        rows = self.annex.rows if self.annex else ()
        return tuple(item for item in (*self.nodes, *rows) if isinstance(item, Work))


def read_plan(path: Path) -> SamplePlan:
    """The plan that a ``plan.toml`` describes, named after its folder.

    Raises:
        TypeError: an entry has a key that no dataclass above knows.
        ValueError: the text is not NFC.
    """
    text = path.read_text("utf-8")
    if not unicodedata.is_normalized("NFC", text):
        raise ValueError(f"{path} is not NFC")
    raw = tomllib.loads(text)
    return SamplePlan(
        name=path.parent.name,
        letterhead=raw["letterhead"],
        document=raw["document"],
        signature=raw["signature"],
        labels=raw["labels"],
        nodes=tuple(_node(node) for node in raw["node"]),
        annex=_annex(raw["annex"]) if "annex" in raw else None,
    )


def _node(raw: dict[str, Any]) -> Passage | Work:
    path = tuple(raw.pop("path").split("."))
    return Work(path=path, **_frozen(raw)) if "task" in raw else Passage(path=path, **_frozen(raw))


def _annex(raw: dict[str, Any]) -> Annex:
    group: tuple[str, ...] = ()
    rows: list[Group | Work] = []
    for row in raw.pop("row"):
        number = row.pop("no")
        if "group" in row:
            group = ("annex", number)
            rows.append(Group(path=group, group=row["group"]))
            continue
        work = Work(path=(*group, number), **_frozen(row))
        rows.append(_with_merged_cells(work, rows))
    return Annex(rows=tuple(rows), **raw)


def _with_merged_cells(work: Work, above: list[Group | Work]) -> Work:
    """A row that shares a cell with the row above has that cell's meaning too."""
    if not work.merged:
        return work
    former = above[-1]
    if not isinstance(former, Work):
        raise TypeError(f"{'/'.join(work.path)} shares a cell with a group row")
    shared = {name: getattr(former, name) for field in work.merged for name in _MEANING.get(field, (field,))}
    return replace(work, **shared)


def _frozen(raw: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in raw.items()}
