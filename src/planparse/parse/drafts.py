"""What an outline and tables give before values are read: headings and tasks, their texts as printed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planparse.model.plan import Flag
    from planparse.parse.labels import Field
    from planparse.parse.layout import TextLine


@dataclass(frozen=True, slots=True)
class DraftSection:
    """A numbered heading."""

    path: tuple[str, ...]
    title: str
    page: int


@dataclass(frozen=True, slots=True)
class DraftTask:
    """A task before its values are read: texts as printed, and where they stand."""

    path: tuple[str, ...]
    description: tuple[str, ...]
    values: Mapping[Field, tuple[str, ...]]
    lines: tuple[TextLine, ...]
    headings: tuple[str, ...] = ()
    """Its own heading and those above, nearest first: one may name who does it."""
    flags: frozenset[Flag] = frozenset()
    document: str = ""
    """The number of its document, where that is not the file's first."""


@dataclass(slots=True)
class Harvest:
    """Sections and tasks of a run of nodes."""

    sections: list[DraftSection] = field(default_factory=list)
    tasks: list[DraftTask] = field(default_factory=list)
    organisation: list[DraftTask] = field(default_factory=list)

    def of_document(self, number: str) -> Harvest:
        """The same, of another document in the file."""
        tasks, organisation = (
            [replace(draft, document=number) for draft in drafts]
            for drafts in (self.tasks, self.organisation)
        )
        return Harvest(self.sections, tasks, organisation)

    def add(self, other: Harvest) -> None:
        """What another run gave, behind what is here."""
        self.sections += other.sections
        self.tasks += other.tasks
        self.organisation += other.organisation
