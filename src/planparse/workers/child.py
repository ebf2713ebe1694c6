"""The worker's side: calls come in on stdin, answers go out on what was stdout."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import subprocess
import sys
import threading
import traceback
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, BinaryIO

from planparse.errors import PlanparseError, WorkerCrashed, WorkerOutOfMemory, WorkerTimeout

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_speaking = threading.Lock()
_answers: BinaryIO | None = None
"""Where a worker's answers go; None in every other process."""


def serve() -> None:
    """Answer calls until the parent closes stdin, or dies."""
    global _answers  # noqa: PLW0603 - a process serves one parent, and `within` must find the way to it
    gc.set_threshold(50_000)  # as the command line does: looking for cycles takes a tenth of loading
    _answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not stand between two answers
    calls: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, calls), daemon=True).start()
    while True:
        answer = _answer(calls.get())
        with _speaking:
            pickle.dump(answer, _answers)
            _answers.flush()


@contextmanager
def within(seconds: float, what: str, hint: str | None = None) -> Iterator[None]:
    """A stretch of a call that has a deadline of its own, even inside a library that lets nobody in.

    Once it is over, a thread answers in the call's place, and the parent kills the worker. Outside a worker
    nothing happens.

    Args:
        seconds: wall time that the stretch may take.
        what: what is done in it, for the message of the WorkerTimeout that the caller gets.
        hint: what to do about it.
    """
    if _answers is None:
        yield
        return
    over = threading.Event()
    late = WorkerTimeout(f"{what} took more than {seconds:g} seconds", hint)
    timer = threading.Timer(seconds, _give_up, (_answers, over, late))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        with _speaking:
            over.set()
        timer.cancel()


def _give_up(answers: BinaryIO, over: threading.Event, error: WorkerTimeout) -> None:
    """Answer for a call that cannot, unless it got there first; nothing else is said after that."""
    with _speaking:
        if not over.is_set():
            pickle.dump(pickle.dumps((error, None)), answers)
            answers.flush()
            threading.Event().wait()  # for the parent to kill us


def set_up(
    initializer: Callable[..., object] | None, initargs: tuple[Any, ...], memory_bytes: int | None
) -> None:
    """The first call of every worker. The cap comes last: it counts from what the initialiser has mapped."""
    if initializer is not None:
        initializer(*initargs)
    if memory_bytes is not None:
        _cap_memory(memory_bytes)


def kill_family(process_id: int) -> None:
    """End a worker and every program that it started."""
    if sys.platform == "win32":
        call = ["taskkill", "/F", "/T", "/PID", str(process_id)]  # there are no process groups
        subprocess.run(call, capture_output=True, check=False)
    else:
        os.killpg(process_id, signal.SIGKILL)


def _listen(stream: BinaryIO, calls: SimpleQueue[bytes]) -> None:
    """Pass calls on; in a thread of its own, so that a busy worker notices its parent's death at once."""
    while True:
        try:
            calls.put(pickle.load(stream))  # noqa: S301 - our own parent wrote it
        except EOFError:
            kill_family(os.getpid())


def _answer(payload: bytes) -> bytes:
    """The pickled pair (error, value), one of which is None."""
    try:
        function, arguments = pickle.loads(payload)  # noqa: S301 - our own parent wrote it
        return pickle.dumps((None, function(*arguments)))
    except Exception as error:  # noqa: BLE001 - whatever it is, it is the caller's to judge
        if _lacks_memory(error):
            return pickle.dumps((WorkerOutOfMemory(f"out of memory: {error or 'no more to be had'}"), None))
        return _pickled_error(error)


def _lacks_memory(error: Exception) -> bool:
    """Whether Python or OpenCV (whose error -4 is StsNoMem) found no memory."""
    return isinstance(error, MemoryError) or (type(error).__module__ == "cv2" and "(-4:" in str(error))


def _pickled_error(error: Exception) -> bytes:
    """The error itself with its traceback as a note; one that will not cross is told in words."""
    story = traceback.format_exc().strip()
    if not isinstance(error, PlanparseError):
        error.add_note(f"in the worker:\n{story}")
    try:
        pickled = pickle.dumps((error, None))
        pickle.loads(pickled)  # noqa: S301 - written one line above
    except Exception:  # noqa: BLE001 - pickling runs the error's own code
        return pickle.dumps((WorkerCrashed(f"{type(error).__name__}: {error}"), None))
    return pickled


def _cap_memory(beyond: int) -> None:
    """Cap the address space at `beyond` bytes more than now; only Linux tells what now is.

    A lower cap that the system has set (`ulimit -v`) stays.
    """
    if sys.platform == "linux":
        import resource

        mapped = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        if most == resource.RLIM_INFINITY or mapped + beyond < most:
            resource.setrlimit(resource.RLIMIT_AS, (mapped + beyond, most))
