"""The conductor: keeps the crew busy with the pages of as few files as that takes, and settles each file."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from pydantic import ValidationError

from planparse.batch import work
from planparse.batch.reading import Outcome, Reading, Step, one, read_file
from planparse.errors import OcrUnavailable, OutputError, PlanparseError, WorkerFailed, WorkerTimeout
from planparse.model.plan import PlanDocument
from planparse.workers import Call

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planparse.batch.crew import Crew
    from planparse.batch.identity import Identity
    from planparse.batch.inputs import Input
    from planparse.batch.manifest import Entry, Manifest, Status
    from planparse.batch.store import Store
    from planparse.settings import Settings

TRIES = 2
"""A call whose worker died is made once more: the fault may have been the machine's."""
_HASH_SECONDS = 600.0


class Observer(Protocol):
    """Whoever wants to watch."""

    def begins(self, inputs: int, settled: int) -> None:
        """So many inputs, of which so many need nothing done."""

    def page(self) -> None:
        """A page was read."""

    def settles(self, entry: Entry) -> None:
        """An input is done with."""


@dataclass(frozen=True, slots=True)
class Options:
    """How a batch is run; how files are read is in the settings."""

    patterns: tuple[str, ...] = ()
    """Names to take from folders; empty: all."""
    retry_failed: bool = False
    """Read again what failed before, or lost pages."""
    file_seconds: float | None = None
    """Work that reading one file's pages may cost; those beyond it are lost."""
    scheduler: str | None = None
    """Address of a Dask scheduler; None: processes on this machine."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one run works with."""

    store: Store
    """Where results go; held by this run."""
    manifest: Manifest
    identity: Identity
    settings: Settings
    options: Options
    observer: Observer


@dataclass(slots=True, eq=False)
class _Task:
    """A file in work: its reading, the steps that it asked for last, and their calls."""

    item: Input
    sha256: str = ""
    reading: Reading[None] | None = None
    steps: Sequence[Step] = ()
    next_step: int = 0
    calls: list[Call[Any] | None] = field(default_factory=list)
    missing: int = 0
    tries: Counter[int] = field(default_factory=Counter)
    seconds: float = 0.0


class Conductor:
    """One run over a list of inputs.

    Args:
        crew: who works.
        run: with what.
    """

    def __init__(self, crew: Crew, run: Run) -> None:
        self._crew, self._job = crew, run
        self._todo: deque[Input] = deque()
        self._open: list[_Task] = []
        self._at_work: dict[Call[Any], tuple[_Task, int]] = {}
        self._twins: defaultdict[str, list[Input]] = defaultdict(list)
        """Inputs that wait for the one with the same bytes, by hash; a key for each that is in work."""
        self._fresh: set[str] = set()
        """Hashes settled by this run."""

    def run(self, inputs: Sequence[Input]) -> None:
        """Settle every input.

        Raises:
            OcrUnavailable: no file would fare better than the first.
            OutputError: results or manifest cannot be written.
        """
        self._todo.extend(inputs)
        self._feed()
        for call in self._crew.finished():
            self._receive(call)
            self._feed()

    def _feed(self) -> None:
        """Hand out steps until everybody has one and another waits."""
        while self._crew.unfinished < 2 * self._crew.jobs and (ready := self._ready_task()):
            ready.next_step += 1
            self._hand_out(ready, ready.next_step - 1)

    def _ready_task(self) -> _Task | None:
        """The oldest file in work that has a step to give; a new file where none has."""
        while True:
            ready = next((task for task in self._open if task.next_step < len(task.steps)), None)
            if ready is not None or not self._todo:
                return ready
            self._begin(self._todo.popleft())

    def _begin(self, item: Input) -> None:
        task = _Task(item)
        task.reading = self._reading(task)
        self._open.append(task)
        self._advance(task, None)

    def _hand_out(self, task: _Task, index: int) -> None:
        step = task.steps[index]
        deadline = step.deadline_seconds
        if self._job.options.file_seconds is not None and step.function is work.read_page:
            left = self._job.options.file_seconds - task.seconds
            if left <= 0:
                self._accept(task, index, _too_late(step, self._job.options.file_seconds))
                return
            deadline = min(left, deadline or left)
        call = self._crew.submit(step.function, *step.arguments, deadline_seconds=deadline)
        task.tries[index] += 1
        self._at_work[call] = (task, index)

    def _receive(self, call: Call[Any]) -> None:
        task, index = self._at_work.pop(call)
        task.seconds += call.seconds
        if isinstance(call.error, WorkerFailed) and task.tries[index] < TRIES:
            self._hand_out(task, index)
        else:
            self._accept(task, index, call)

    def _accept(self, task: _Task, index: int, call: Call[Any]) -> None:
        if task.steps[index].function is work.read_page:
            self._job.observer.page()
        task.calls[index] = call
        task.missing -= 1
        if task.missing == 0:
            self._advance(task, [call for call in task.calls if call is not None])

    def _advance(self, task: _Task, calls: list[Call[Any]] | None) -> None:
        """Bring a reading to its next steps, or to its end."""
        assert task.reading is not None  # noqa: S101 - set in the line after it was made
        try:
            task.steps = next(task.reading) if calls is None else task.reading.send(calls)
        except StopIteration:
            self._open.remove(task)
        else:
            task.next_step, task.tries = 0, Counter()
            task.missing, task.calls = len(task.steps), [None] * len(task.steps)

    def _reading(self, task: _Task) -> Reading[None]:
        """The whole way of one input: what raises here is its failure, and nobody else's."""
        try:
            yield from self._settle(task)
        except (OcrUnavailable, OutputError):
            raise
        except Exception as error:  # noqa: BLE001 - a bug that one file shows must not cost the night's others
            self._fail(task, error)
        for twin in self._twins.pop(task.sha256, ()):
            self._todo.appendleft(twin)

    def _settle(self, task: _Task) -> Reading[None]:
        item = task.item
        if item.trouble is not None:
            raise item.trouble
        place = self._crew.place(item)
        sha256 = yield from one(work.identify, place, seconds=_HASH_SECONDS)
        if sha256 in self._twins:
            self._twins[sha256].append(item)
            return
        task.sha256 = sha256
        self._twins[sha256] = []
        known = self._job.manifest.of_content(sha256, self._job.identity)
        if known is None or not self._adopt(known, task):
            outcome = yield from read_file(place, item.title, self._job.settings)
            self._write(task, outcome)

    def _write(self, task: _Task, outcome: Outcome) -> None:
        """First the output, then the entry: what the manifest calls done is on the disk."""
        self._job.store.write(task.item.output, outcome.result.data)
        self._enter(
            task,
            "partial" if outcome.lost_pages else "done",
            output=task.item.output,
            pages=outcome.pages,
            lost_pages=outcome.lost_pages,
            tasks=outcome.result.tasks,
            flags=outcome.result.flags,
        )

    def _adopt(self, known: Entry, task: _Task) -> bool:
        """Take over what is known of the same bytes; False where they must be read (again)."""
        stale = self._job.options.retry_failed and known.status != "done" and task.sha256 not in self._fresh
        if stale or (known.output is not None and not self._copy(known.output, task)):
            return False
        facts = {name: getattr(known, name) for name in ("pages", "lost_pages", "tasks", "flags", "error")}
        twin = None if known.input == task.item.name else known.input
        output = None if known.output is None else task.item.output
        self._enter(task, known.status, output=output, same_as=twin, **facts)
        return True

    def _copy(self, output: str, task: _Task) -> bool:
        """Write another input's output under this one's name; False where it is gone or of other bytes."""
        try:
            plan = PlanDocument.model_validate_json(self._job.store.read(output))
        except (OSError, ValidationError):
            return False
        if plan.source.sha256 != task.sha256:
            return False
        source = plan.source.model_copy(update={"name": task.item.title})
        copy = plan.model_copy(update={"source": source})
        self._job.store.write(task.item.output, work.output_bytes(copy))
        return True

    def _fail(self, task: _Task, error: Exception) -> None:
        code, told = type(error).__name__, str(error) or "no reason given"
        hint = error.hint if isinstance(error, PlanparseError) else PlanparseError.default_hint
        self._enter(task, "failed", error={"code": code, "message": told, "hint": hint})

    def _enter(self, task: _Task, status: Status, **facts: Any) -> None:
        entry = self._job.manifest.settle(
            task.item, self._job.identity, status, task.sha256, seconds=round(task.seconds, 3), **facts
        )
        self._fresh.add(task.sha256)
        self._job.observer.settles(entry)


def _too_late(step: Step, file_seconds: float) -> Call[Any]:
    error = WorkerTimeout(f"no time left: the file took more than {file_seconds:g} seconds")
    return Call(b"", step.function.__name__, done=True, error=error)
