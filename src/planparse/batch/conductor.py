"""The conductor: keeps the crew busy with the pages of as few files as that takes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from planparse.batch import work
from planparse.batch.settling import Case
from planparse.errors import WorkerFailed, WorkerTimeout
from planparse.workers import Call

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from planparse.batch.crew import Crew
    from planparse.batch.reading import Reading, Step
    from planparse.batch.settling import Settler

TRIES = 2
"""A call whose worker died is made once more: the fault may have been the machine's."""


@dataclass(slots=True, eq=False)
class _Open:
    """A file in work: its reading, the steps that it asked for last, and their calls."""

    case: Case
    reading: Reading[None]
    steps: Sequence[Step] = ()
    next_step: int = 0
    calls: list[Call[Any] | None] = field(default_factory=list)
    missing: int = 0
    tries: Counter[int] = field(default_factory=Counter)


class Conductor:
    """Carries the steps of readings to a crew, and the finished calls back.

    Args:
        crew: who makes the calls.
        settler: whose readings they are.
        page_read: is told of every page.
        file_seconds: work that reading one file's pages may cost; those beyond it are lost.
    """

    def __init__(
        self,
        crew: Crew,
        settler: Settler,
        page_read: Callable[[], None],
        file_seconds: float | None = None,
    ) -> None:
        self._crew, self._settler = crew, settler
        self._page_read, self._file_seconds = page_read, file_seconds
        self._open: list[_Open] = []
        self._at_work: dict[Call[Any], tuple[_Open, int]] = {}

    def run(self) -> None:
        """Until every input is settled.

        Raises:
            PlanparseError: what :meth:`Settler.settle` raises.
        """
        self._feed()
        for call in self._crew.finished():
            self._receive(call)
            self._feed()

    def _feed(self) -> None:
        """Hand out steps until everybody has one and another waits."""
        while self._crew.unfinished < 2 * self._crew.jobs and (ready := self._with_steps()):
            ready.next_step += 1
            self._hand_out(ready, ready.next_step - 1)

    def _with_steps(self) -> _Open | None:
        """The file longest in work that has a step to give; a new file where none has."""
        while True:
            ready = next((file for file in self._open if file.next_step < len(file.steps)), None)
            if ready is not None or not self._settler.todo:
                return ready
            case = Case(self._settler.todo.popleft())
            self._open.append(_Open(case, self._settler.settle(case)))
            self._advance(self._open[-1], None)

    def _advance(self, file: _Open, calls: list[Call[Any]] | None) -> None:
        """Bring a reading to its next steps, or to its end."""
        try:
            file.steps = file.reading.send(calls)  # type: ignore[arg-type]  # None begins a generator
            while not file.steps:
                file.steps = file.reading.send([])
        except StopIteration:
            self._open.remove(file)
        else:
            file.next_step, file.tries = 0, Counter()
            file.missing, file.calls = len(file.steps), [None] * len(file.steps)

    def _hand_out(self, file: _Open, index: int) -> None:
        step = file.steps[index]
        deadline = step.deadline_seconds
        if self._file_seconds is not None and step.function is work.read_page:
            left = self._file_seconds - file.case.seconds
            if left <= 0:
                self._accept(file, index, _too_late(step, self._file_seconds))
                return
            deadline = min(left, deadline or left)
        call = self._crew.submit(step.function, *step.arguments, deadline_seconds=deadline)
        file.tries[index] += 1
        self._at_work[call] = (file, index)

    def _receive(self, call: Call[Any]) -> None:
        file, index = self._at_work.pop(call)
        file.case.seconds += call.seconds
        if isinstance(call.error, WorkerFailed) and file.tries[index] < TRIES:
            self._hand_out(file, index)
        else:
            self._accept(file, index, call)

    def _accept(self, file: _Open, index: int, call: Call[Any]) -> None:
        if file.steps[index].function is work.read_page:
            self._page_read()
        file.calls[index] = call
        file.missing -= 1
        if file.missing == 0:
            self._advance(file, [call for call in file.calls if call is not None])


def _too_late(step: Step, file_seconds: float) -> Call[Any]:
    error = WorkerTimeout(f"no time left: the file took more than {file_seconds:g} seconds")
    return Call(b"", step.function.__name__, done=True, error=error)
