"""How a run went, in one JSON file."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field, fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planparse.batch.identity import Identity
    from planparse.batch.inputs import Input
    from planparse.batch.manifest import Manifest


@dataclass(slots=True)
class Summary:
    """Every input of a run, whichever run settled it."""

    inputs: int = 0
    done: int = 0
    partial: int = 0
    """Read, but some pages were lost."""
    failed: int = 0
    unsettled: int = 0
    """Not yet read: the run was interrupted."""
    duplicates: int = 0
    """Inputs that have the bytes of another and were not read."""
    settled_now: int = 0
    """By this run; the others were done before."""
    pages: int = 0
    tasks: int = 0
    flags: Counter[str] = field(default_factory=Counter)
    work_seconds: float = 0.0
    """Over all processes and runs."""
    wall_seconds: float = 0.0
    """Of this run."""
    settings: str = ""
    planparse: str = ""
    dictionaries: str = ""
    failures: list[dict[str, Any]] = field(default_factory=list)
    """Input, status, and code, message and hint, or the number of lost pages."""

    @property
    def all_done(self) -> bool:
        """Whether nothing failed, was lost, or is left to do."""
        return self.inputs == self.done

    def as_json(self) -> dict[str, Any]:
        """For `summary.json`."""
        told = {field.name: getattr(self, field.name) for field in fields(self)}
        return told | {"flags": dict(self.flags.most_common())}


def summarise(
    inputs: Iterable[Input], manifest: Manifest, identity: Identity, *, wall_seconds: float
) -> Summary:
    """Count over the inputs of a run."""
    summary = Summary(settled_now=manifest.settled, wall_seconds=round(wall_seconds, 3), **asdict(identity))
    statuses: Counter[str] = Counter()
    for item in inputs:
        summary.inputs += 1
        entry = manifest.of(item.name)
        if entry is None:
            summary.unsettled += 1
            continue
        statuses[entry.status] += 1
        summary.duplicates += entry.same_as is not None
        summary.pages += entry.pages
        summary.tasks += entry.tasks
        summary.work_seconds += entry.seconds
        for flag, number in entry.flags.items():
            summary.flags[flag] += number
        if entry.status == "failed":
            summary.failures.append({"input": item.name, "status": "failed", **(entry.error or {})})
        elif entry.status == "partial":
            summary.failures.append({"input": item.name, "status": "partial", "lost_pages": entry.lost_pages})
    summary.done, summary.partial, summary.failed = (statuses[s] for s in ("done", "partial", "failed"))
    summary.work_seconds = round(summary.work_seconds, 3)
    return summary
