"""Small plans as text files, and a crew without processes."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

import pytest

from planparse.batch import running
from planparse.batch.work import Place
from planparse.workers import Call

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from planparse.batch.inputs import Input


@pytest.fixture
def put(tmp_path: Path, plan: Callable[[int], str]) -> Callable[[str, int], Path]:
    """Write the plan with this number below ``in``."""

    def write(name: str, number: int) -> Path:
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(plan(number), "utf-8")
        return path

    return write


class InlineCrew:
    """Makes calls in this process, each in one second by its own clock, with faults where they are set.

    `faults` gives the errors that calls of a function meet, by function name and page number (0: any other
    argument), first to last.
    """

    def __init__(self) -> None:
        self.jobs = 2
        self.made: list[str] = []
        self.faults: dict[tuple[str, int], list[Exception]] = {}
        self._waiting: deque[tuple[Call[Any], Callable[..., Any], tuple[Any, ...]]] = deque()

    @property
    def unfinished(self) -> int:
        return len(self._waiting)

    def submit(
        self, function: Callable[..., Any], *arguments: Any, deadline_seconds: float | None = None
    ) -> Call[Any]:
        call: Call[Any] = Call(b"", function.__name__, deadline_seconds)
        self._waiting.append((call, function, arguments))
        return call

    def finished(self) -> Iterator[Call[Any]]:
        while self._waiting:
            call, function, arguments = self._waiting.popleft()
            self.made.append(call.name)
            call.seconds = 1.0
            try:
                call.value = self._make(function, arguments)
            except Exception as error:  # noqa: BLE001 - as a worker does
                call.error = error
            call.done = True
            yield call

    def _make(self, function: Callable[..., Any], arguments: tuple[Any, ...]) -> object:
        number = next((argument for argument in arguments if isinstance(argument, int)), 0)
        faults = self.faults.get((function.__name__, number))
        if faults:
            raise faults.pop(0)
        return function(*arguments)

    def place(self, item: Input) -> Place:
        return Place(item.location)

    def close(self) -> None:
        assert not self._waiting


@pytest.fixture
def crew(monkeypatch: pytest.MonkeyPatch) -> InlineCrew:
    """The crew that every run in a test gets."""
    inline = InlineCrew()
    monkeypatch.setattr(running, "_crew", lambda run, scheduler, spool: inline)  # noqa: ARG005 - the signature
    return inline
