"""What a folder of outputs holds, in numbers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from planparse.export.reading import read_records

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from planparse.export.rows import Record
    from planparse.model.plan import Schedule, Unit


@dataclass(slots=True)
class Statistics:
    """Counts over a folder; every Counter goes from a name to a number of tasks unless it says otherwise."""

    documents: int = 0
    failures: int = 0
    """Inputs without a result."""
    pages: int = 0
    tasks: int = 0
    lead_units: Counter[str] = field(default_factory=Counter)
    """A task that several lead counts for each."""
    quarters: Counter[str] = field(default_factory=Counter)
    """By deadline, such as ``2031-Q1``; ``standing`` work; ``none`` where no day is fixed."""
    confidence: Counter[str] = field(default_factory=Counter)
    """By tenths: ``0.9`` holds 0.9 to 1.0."""
    flags: Counter[str] = field(default_factory=Counter)
    warnings: Counter[str] = field(default_factory=Counter)
    """Warnings by code, not tasks."""
    confidence_sum: float = 0.0

    @property
    def mean_confidence(self) -> float | None:
        """Over all tasks; None where there is none."""
        return round(self.confidence_sum / self.tasks, 4) if self.tasks else None

    def as_json(self) -> dict[str, Any]:
        """For ``--json``: counters as objects, the largest first, quarters and confidence in their order."""
        return {
            "documents": self.documents,
            "failures": self.failures,
            "pages": self.pages,
            "tasks": self.tasks,
            "mean_confidence": self.mean_confidence,
            "lead_units": _by_size(self.lead_units),
            "quarters": dict(sorted(self.quarters.items())),
            "confidence": dict(sorted(self.confidence.items())),
            "flags": _by_size(self.flags),
            "warnings": _by_size(self.warnings),
        }


def collect(source: Path) -> Statistics:
    """Read every output below a folder and count.

    Raises:
        InputMissing: no such folder.
        InputUnsupported: one file that is no output.
    """
    return count(read_records(source))


def count(records: Iterable[Record]) -> Statistics:
    """Count what goes by."""
    numbers, names = Statistics(), _Names()
    for record in records:
        numbers.failures += len(record.problems)
        if record.plan is None:
            continue
        numbers.documents += 1
        numbers.pages += len(record.plan.source.pages)
        numbers.warnings.update(warning.code for warning in record.plan.warnings)
        for task in record.plan.tasks:
            numbers.tasks += 1
            numbers.confidence_sum += task.confidence
            numbers.confidence[f"{min(int(task.confidence * 10), 9) / 10:.1f}"] += 1
            numbers.lead_units.update({names.of(unit) for unit in task.lead_units})
            numbers.quarters[quarter(task.schedule)] += 1
            numbers.flags.update(flag.value for flag in task.flags)
    return numbers


def quarter(schedule: Schedule | None) -> str:
    """The quarter of a deadline.

    Example:
        >>> import datetime as dt
        >>> from planparse.model.plan import Schedule
        >>> quarter(Schedule(text="trước ngày 30/11/2031", end=dt.date(2031, 11, 30)))
        '2031-Q4'
    """
    if schedule is not None and schedule.recurrence == "continuous":
        return "standing"
    if schedule is None or schedule.end is None:
        return "none"
    return f"{schedule.end.year}-Q{(schedule.end.month + 2) // 3}"


class _Names:
    """One name for each unit, however it is written: the first that was met."""

    def __init__(self) -> None:
        self._first: dict[str, str] = {}

    def of(self, unit: Unit) -> str:
        return self._first.setdefault(unit.unit_id or unit.name.casefold(), unit.name)


def _by_size(counter: Counter[str]) -> dict[str, int]:
    return dict(sorted(counter.items(), key=lambda item: (-item[1], item[0])))
