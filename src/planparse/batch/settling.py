"""How one input is settled: read, taken over from its twin, or listed as failed."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from pydantic import ValidationError

from planparse.batch import work
from planparse.batch.reading import Outcome, Reading, one, read_file
from planparse.errors import DiskFull, OcrUnavailable, PlanparseError, UsageError
from planparse.model.plan import PlanDocument

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from planparse.batch.identity import Identity
    from planparse.batch.inputs import Input
    from planparse.batch.manifest import Entry, Manifest, Status
    from planparse.batch.store import Store
    from planparse.settings import Settings

_HASH_SECONDS = 600.0
_TAKEN_OVER = ("pages", "lost_pages", "tasks", "flags", "error")


class Observer(Protocol):
    """Whoever wants to watch."""

    def begins(self, inputs: int, settled: int) -> None:
        """So many inputs, of which so many need nothing done."""

    def page(self) -> None:
        """A page was read."""

    def settles(self, entry: Entry) -> None:
        """An input is done with."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one run works with."""

    store: Store
    """Where results go; held by this run."""
    manifest: Manifest
    identity: Identity
    settings: Settings
    observer: Observer
    retry_failed: bool = False

    def page_read(self) -> None:
        """Tell whoever wants to know."""
        self.observer.page()
        self.store.still_here()


@dataclass(slots=True, eq=False)
class Case:
    """An input in work."""

    item: Input
    sha256: str = ""
    seconds: float = 0.0
    """Of work so far, over all processes; kept by the conductor."""


class Settler:
    """Settles inputs, those with the same bytes together.

    Args:
        run: with what.
        inputs: to settle.
        place: where workers find an input.
    """

    def __init__(self, run: Run, inputs: Iterable[Input], place: Callable[[Input], work.Place]) -> None:
        self.todo = deque(inputs)
        """Inputs that nobody works on yet."""
        self._run, self._place = run, place
        self._twins: defaultdict[str, list[Input]] = defaultdict(list)
        """Inputs that wait for the one with the same bytes, by hash; a key for each that is in work."""
        self._fresh: set[str] = set()
        """Hashes settled by this run."""

    def settle(self, case: Case) -> Reading[None]:
        """The whole way of one input: what goes wrong on it is its failure, and nobody else's.

        Raises:
            OcrUnavailable: no other file would fare better.
            UsageError: the settings or dictionaries make no sense; likewise.
            DiskFull: likewise.
            OutputError: the manifest cannot be written.
        """
        try:
            yield from self._read_or_adopt(case)
        except (OcrUnavailable, UsageError, DiskFull):
            raise
        except Exception as error:  # noqa: BLE001 - a bug that one file shows must not cost the night's others
            self._fail(case, error)
        self.todo.extendleft(self._twins.pop(case.sha256, ()))

    def _read_or_adopt(self, case: Case) -> Reading[None]:
        if case.item.trouble is not None:
            raise case.item.trouble
        place = self._place(case.item)
        sha256 = yield from one(work.identify, place, seconds=_HASH_SECONDS)
        if sha256 in self._twins:
            self._twins[sha256].append(case.item)
            return
        case.sha256 = sha256
        self._twins[sha256] = []
        known = self._run.manifest.of_content(sha256, self._run.identity)
        if known is None or not self._adopt(known, case):
            outcome = yield from read_file(place, case.item.title, self._run.settings)
            self._write(case, outcome)

    def _write(self, case: Case, outcome: Outcome) -> None:
        """First the output, then the entry: what the manifest calls done is on the disk."""
        self._run.store.write(case.item.output, outcome.result.data)
        self._enter(
            case,
            "partial" if outcome.lost_pages else "done",
            output=case.item.output,
            pages=outcome.pages,
            lost_pages=outcome.lost_pages,
            tasks=outcome.result.tasks,
            flags=outcome.result.flags,
        )

    def _adopt(self, known: Entry, case: Case) -> bool:
        """Take over what is known of the same bytes; False where they must be read (again)."""
        stale = self._run.retry_failed and known.status != "done" and case.sha256 not in self._fresh
        if stale or (known.output is not None and not self._copy(known.output, case)):
            return False
        facts = {name: getattr(known, name) for name in _TAKEN_OVER}
        twin = None if known.input == case.item.name else known.input
        output = None if known.output is None else case.item.output
        self._enter(case, known.status, output=output, same_as=twin, **facts)
        return True

    def _copy(self, output: str, case: Case) -> bool:
        """Write another input's output under this one's name; False where it is gone or of other bytes."""
        try:
            plan = PlanDocument.model_validate_json(self._run.store.read(output))
        except (OSError, ValidationError):
            return False
        if plan.source.sha256 != case.sha256:
            return False
        source = plan.source.model_copy(update={"name": case.item.title})
        copy = plan.model_copy(update={"source": source})
        self._run.store.write(case.item.output, work.output_bytes(copy))
        return True

    def _fail(self, case: Case, error: Exception) -> None:
        code, told = type(error).__name__, str(error) or "no reason given"
        hint = error.hint if isinstance(error, PlanparseError) else PlanparseError.default_hint
        self._enter(case, "failed", error={"code": code, "message": told, "hint": hint})

    def _enter(self, case: Case, status: Status, **facts: Any) -> None:
        entry = self._run.manifest.settle(
            case.item, self._run.identity, status, case.sha256, seconds=round(case.seconds, 3), **facts
        )
        self._fresh.add(case.sha256)
        self._run.observer.settles(entry)
