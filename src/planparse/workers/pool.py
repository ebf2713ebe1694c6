"""The pool: who works on what, until when."""

from __future__ import annotations

import pickle
from collections import deque
from dataclasses import dataclass
from itertools import islice
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

from planparse.errors import WorkerCrashed, WorkerOutOfMemory, WorkerTimeout
from planparse.workers.child import set_up
from planparse.workers.process import Worker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import TracebackType

T = TypeVar("T")

START_SECONDS = 120.0
"""Wall time that a worker has to start and to run its initialiser."""
_LAST_WORDS = (WorkerOutOfMemory, WorkerTimeout)
"""Errors after which a worker is of no more use."""
_TICK_SECONDS = 0.5
"""Longest single wait: Windows delivers Ctrl-C only between waits."""


@dataclass(slots=True, eq=False)
class Call(Generic[T]):
    """One function call that a worker makes; come by through :meth:`WorkerPool.submit`."""

    payload: bytes
    name: str
    deadline_seconds: float | None = None
    after: Call[Any] | None = None
    """The call whose worker makes this one."""
    worker: Worker | None = None
    """Who makes it, or made it; None while it waits."""
    done: bool = False
    value: T | None = None
    error: BaseException | None = None
    seconds: float = 0.0
    """Wall time in the worker, once it is done."""

    def result(self) -> T:
        """What the function returned.

        Raises:
            WorkerFailed: the worker was killed for time, ran out of memory, or died.
            Exception: whatever the function raised.
        """
        if not self.done:
            raise RuntimeError(f"{self.name} has not finished")
        if self.error is not None:
            raise self.error
        return self.value  # type: ignore[return-value]  # done without error: a T, which may be None


class WorkerPool:
    """Up to `jobs` processes that make calls; started when first needed (or by :meth:`start`), kept warm.

    One consumer at a time: :meth:`finished` or :meth:`in_order`, from one thread. Leaving the ``with`` block,
    by whatever exception, kills every worker; a worker whose parent died kills itself.

    Args:
        jobs: processes side by side, at least 1.
        initializer: called once in every new worker; where it raises, a waiting call gets its error.
        initargs: its arguments.
        memory_bytes: address space that a worker, and each program that it starts, may take beyond what the
            worker has after its initialiser; Linux only, elsewhere there is no cap.

    Example:
        >>> with WorkerPool(jobs=1) as pool:
        ...     [call.result() for call in pool.in_order(str.upper, [("kế hoạch",), ("đơn vị",)])]
        ['KẾ HOẠCH', 'ĐƠN VỊ']
    """

    def __init__(
        self,
        jobs: int,
        *,
        initializer: Callable[..., object] | None = None,
        initargs: tuple[Any, ...] = (),
        memory_bytes: int | None = None,
    ) -> None:
        self.jobs = max(1, jobs)
        self._set_up = pickle.dumps((set_up, (initializer, initargs, memory_bytes)))
        self._waiting: deque[Call[Any]] = deque()
        self._workers: list[Worker] = []
        self._inbox: SimpleQueue[tuple[Worker, bytes | None]] = SimpleQueue()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Kill every worker, busy or not, and forget what waits."""
        self._waiting.clear()
        while self._workers:
            self._workers.pop().kill()

    def start(self, workers: int) -> None:
        """Start this many workers, `jobs` at most, before there are calls for them: they load meanwhile."""
        for _ in range(min(workers, self.jobs) - len(self._workers)):
            self._start_one()

    @property
    def unfinished(self) -> int:
        """Calls that wait or run."""
        return len(self._waiting) + sum(worker.busy for worker in self._workers)

    def submit(
        self,
        function: Callable[..., T],
        *arguments: Any,
        deadline_seconds: float | None = None,
        after: Call[Any] | None = None,
    ) -> Call[T]:
        """Hand over a call; it runs as soon as a worker is free.

        Args:
            function: picklable by its module's name, as are its arguments and its result.
            arguments: for the function.
            deadline_seconds: wall time after which its worker is killed; counted from when the call begins.
            after: a call that loads what this one needs: as long as its worker lives, no other makes this.
        """
        name = getattr(function, "__name__", "call")
        call: Call[T] = Call(pickle.dumps((function, arguments)), name, deadline_seconds, after)
        self._waiting.append(call)
        self._hand_out()
        return call

    def finished(self) -> Iterator[Call[Any]]:
        """Calls as they finish, until none is left; more may be submitted meanwhile."""
        while self.unfinished:
            yield from self._collect()

    def in_order(
        self,
        function: Callable[..., T],
        argument_tuples: Iterable[tuple[Any, ...]],
        *,
        deadline_seconds: float | None = None,
        look_ahead: int | None = None,
    ) -> Iterator[Call[T]]:
        """One finished call for each tuple, in the tuples' order.

        No more than `look_ahead` calls (by default twice the jobs) are out at any time, finished ones that
        wait for their turn included: `argument_tuples` may be a generator over something large.
        """
        source = iter(argument_tuples)
        window: deque[Call[T]] = deque()
        try:
            while True:
                for arguments in islice(source, (look_ahead or 2 * self.jobs) - len(window)):
                    window.append(self.submit(function, *arguments, deadline_seconds=deadline_seconds))
                if not window:
                    return
                while not window[0].done:
                    self._collect()
                yield window.popleft()
        finally:
            for call in window:
                self.cancel(call)

    def cancel(self, call: Call[Any]) -> None:
        """Forget a call; where it runs already, its worker is killed. It does not appear as finished."""
        if call in self._waiting:
            self._waiting.remove(call)
        for worker in [worker for worker in self._workers if worker.call is call]:
            self._dismiss(worker)
        self._hand_out()

    def _hand_out(self) -> None:
        """Give waiting calls to idle workers; start a worker for every one that still waits."""
        for worker in self._workers:
            if worker.call is None and (call := self._next_for(worker)):
                self._waiting.remove(call)
                worker.begin(call)
        starting = sum(not worker.ready for worker in self._workers)
        for _ in range(min(len(self._waiting) - starting, self.jobs - len(self._workers))):
            self._start_one()

    def _next_for(self, worker: Worker) -> Call[Any] | None:
        """The first that waits for this worker or for any."""
        for call in self._waiting:
            wanted = call.after.worker if call.after else None
            if wanted is worker or wanted not in self._workers:
                return call
        return None

    def _start_one(self) -> None:
        self._workers.append(Worker(Call(self._set_up, "start", START_SECONDS), self._inbox))

    def _collect(self) -> list[Call[Any]]:
        """Wait for news, a tick at most; the callers' calls that it finishes."""
        patience = min([_TICK_SECONDS, *(worker.seconds_left for worker in self._workers)])
        try:
            worker, answer = self._inbox.get(timeout=max(0.0, patience))
        except Empty:  # only now: an answer that came in time counts, however late it is fetched
            overdue = [worker for worker in self._workers if worker.seconds_left <= 0]
            finished = [call for worker in overdue for call in self._time_out(worker)]
        else:
            known = worker in self._workers  # else the end of one that was killed
            finished = self._hear(worker, answer) if known else []
        self._hand_out()
        return finished

    def _time_out(self, worker: Worker) -> list[Call[Any]]:
        seconds = worker.call.deadline_seconds if worker.call else None
        what = worker.call.name.replace("_", " ") if worker.call else ""
        return self._fail(worker, WorkerTimeout(f"{what} took more than {seconds:g} seconds"))

    def _hear(self, worker: Worker, answer: bytes | None) -> list[Call[Any]]:
        if answer is None:
            return self._fail(worker, WorkerCrashed(f"the worker died: {worker.last_words()}"))
        error, value = pickle.loads(answer)  # noqa: S301 - our own worker wrote it
        if error is not None and (not worker.ready or isinstance(error, _LAST_WORDS)):
            return self._fail(worker, error)
        call = worker.end()
        worker.ready = True
        return _settle(call, error, value)

    def _fail(self, worker: Worker, error: BaseException) -> list[Call[Any]]:
        """Let a worker go; the call that it served, or that waited for it to start, gets the error."""
        call = worker.end()
        if not worker.ready and self._waiting:
            call = self._waiting.popleft()
        self._dismiss(worker)
        return _settle(call, error, None)

    def _dismiss(self, worker: Worker) -> None:
        self._workers.remove(worker)
        worker.kill()


def _settle(call: Call[Any] | None, error: BaseException | None, value: object) -> list[Call[Any]]:
    if call is None:
        return []
    call.error, call.value, call.done = error, value, True
    return [call]
