"""The parent's hold on one worker."""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import subprocess
import sys
import tempfile
import threading
import time
from typing import TYPE_CHECKING, Any

from planparse.workers.child import kill_family

if TYPE_CHECKING:
    from queue import SimpleQueue

    from planparse.workers.pool import Call

_BOOT = (
    "import sys, pickle; sys.path[:] = pickle.load(sys.stdin.buffer);"
    "from planparse.workers.child import serve; serve()"
)
_ONE_CORE = {"OMP_THREAD_LIMIT": "1", "OPENBLAS_NUM_THREADS": "1"}
"""A worker is for one core: so is the Tesseract below it, and numpy starts no threads that nobody uses."""
# A session of its own keeps Ctrl-C from the worker and makes it the head of what kill_family ends.
if sys.platform == "win32":
    _APART: dict[str, Any] = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
else:
    _APART: dict[str, Any] = {"start_new_session": True}


class Worker:
    """One process: the call that it serves (first of all `set_up`), since when, and its last words.

    Every answer goes to `inbox` as (worker, bytes); its death as (worker, None).
    """

    def __init__(self, set_up: Call[Any], inbox: SimpleQueue[tuple[Worker, bytes | None]]) -> None:
        self.ready = False
        """Whether it is set up."""
        self.call: Call[Any] | None = None
        self._since = 0.0
        self._stderr = tempfile.TemporaryFile()  # noqa: SIM115 - closed by kill()
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _BOOT],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._stderr,
            env=os.environ | _ONE_CORE,
            **_APART,
        )
        self._send(sys.path)
        self.begin(set_up)
        self._ear = threading.Thread(target=self._listen, args=(inbox,), daemon=True)
        self._ear.start()

    @property
    def busy(self) -> bool:
        """Whether it serves a caller."""
        return self.ready and self.call is not None

    @property
    def seconds_left(self) -> float:
        """Until its call's deadline."""
        if self.call is None or self.call.deadline_seconds is None:
            return float("inf")
        return self._since + self.call.deadline_seconds - time.monotonic()

    def begin(self, call: Call[Any]) -> None:
        """Send a call."""
        self.call, self._since = call, time.monotonic()
        call.worker = self
        self._send(call.payload)

    def end(self) -> Call[Any] | None:
        """The call that it served; None for its set-up."""
        call, self.call = self.call, None
        if call is not None:
            call.seconds = time.monotonic() - self._since
        return call if self.ready else None

    def last_words(self) -> str:
        """How it died, and the last line that it or a library in it wrote to stderr."""
        code = self._process.wait()
        how = f"exit code {code}" if code >= 0 else f"signal {signal.Signals(-code).name}"
        self._stderr.seek(max(0, os.fstat(self._stderr.fileno()).st_size - 2000))
        lines = self._stderr.read().decode("utf-8", "replace").split("\n")
        said = next((line.strip() for line in reversed(lines) if line.strip()), "")
        return f"{how}: {said}" if said else how

    def kill(self) -> None:
        """End it and every program that it started; the second time does nothing."""
        with contextlib.suppress(ProcessLookupError, PermissionError):  # it and its children are gone
            kill_family(self._process.pid)
        self._process.kill()
        self._process.wait()
        self._ear.join()
        with contextlib.suppress(OSError):  # what it never came to read; Windows calls that EINVAL
            self._process.stdin.close()  # type: ignore[union-attr]  # we asked for a pipe
        self._process.stdout.close()  # type: ignore[union-attr]  # likewise
        self._stderr.close()

    def _send(self, message: object) -> None:
        with contextlib.suppress(OSError):  # it died: the ear hears that
            pickle.dump(message, self._process.stdin)  # type: ignore[arg-type]  # we asked for a pipe
            self._process.stdin.flush()  # type: ignore[union-attr]  # likewise

    def _listen(self, inbox: SimpleQueue[tuple[Worker, bytes | None]]) -> None:
        while True:
            try:
                inbox.put((self, pickle.load(self._process.stdout)))  # type: ignore[arg-type]  # noqa: S301 - our worker
            except (EOFError, pickle.UnpicklingError):
                inbox.put((self, None))
                return
