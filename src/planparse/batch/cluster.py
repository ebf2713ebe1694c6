"""The crew on a Dask cluster: the same calls, made by workers of a scheduler that somebody runs.

Each Dask worker makes a call in a process of its own, under the same deadline and memory cap as here, so a
hostile page costs a cluster no more than it costs one machine. A worker that is lost has its calls made by
another.
"""

from __future__ import annotations

import pickle
import platform
import threading
import time
import zlib
from importlib import import_module
from typing import TYPE_CHECKING, Any

from planparse.batch.fetching import is_url
from planparse.batch.identity import identity_of
from planparse.batch.work import Place
from planparse.errors import PlanparseError, UsageError, WorkerCrashed
from planparse.pipeline import prepare
from planparse.workers import Call, WorkerPool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from planparse.batch.identity import Identity
    from planparse.batch.inputs import Input
    from planparse.settings import Settings

CONNECT_SECONDS = 30
RECOUNT_SECONDS = 5.0


class DaskCrew:
    """Workers of a Dask scheduler, as a crew.

    Args:
        address: such as ``tcp://10.0.0.5:8786``.
        identity: what the workers must share with us.
        settings: how files are read.

    Raises:
        UsageError: no scheduler there, no workers, or workers with another planparse or other dictionaries.
    """

    def __init__(self, address: str, identity: Identity, settings: Settings) -> None:
        try:
            distributed: Any = import_module("distributed")
        except ModuleNotFoundError as error:
            raise UsageError("a cluster needs dask", 'run: pip install "planparse[cluster]"') from error
        try:
            self._client = distributed.Client(address, timeout=CONNECT_SECONDS)
            self._client.wait_for_workers(1, timeout=CONNECT_SECONDS)
        except (OSError, TimeoutError, ValueError) as error:
            raise UsageError(
                f"no Dask cluster with workers at {address}: {error}", "see docs/scaling.md"
            ) from error
        self._settings, self._identity = settings, identity
        self._greet()
        self._threads, self._counted_at = 1, float("-inf")
        self._stream = distributed.as_completed(with_results=False)
        self._calls: dict[str, Call[Any]] = {}

    @property
    def jobs(self) -> int:
        """Threads of all workers; workers may come and go."""
        if time.monotonic() - self._counted_at > RECOUNT_SECONDS:
            threads: dict[str, int] = self._client.nthreads()
            self._threads, self._counted_at = max(1, sum(threads.values())), time.monotonic()
        return self._threads

    @property
    def unfinished(self) -> int:
        """Calls that wait or run."""
        return len(self._calls)

    def submit(
        self, function: Callable[..., Any], *arguments: Any, deadline_seconds: float | None = None
    ) -> Call[Any]:
        """Hand over a call."""
        payload = zlib.compress(pickle.dumps((function, arguments)), level=1)
        call: Call[Any] = Call(b"", function.__name__, deadline_seconds)
        future = self._client.submit(
            make_call, payload, deadline_seconds, self._settings, self._identity, pure=False
        )
        self._calls[future.key] = call
        self._stream.add(future)
        return call

    def finished(self) -> Iterator[Call[Any]]:
        """Calls as they finish, until none is left."""
        for future in self._stream:
            call = self._calls.pop(future.key)
            try:
                call.error, call.value, call.seconds = pickle.loads(future.result())  # noqa: S301 - our worker's
            except PlanparseError as error:
                call.error = error
            except Exception as error:  # noqa: BLE001 - whatever Dask raises, the call was not made
                call.error = WorkerCrashed(f"the cluster gave {call.name} up: {error}")
            call.done = True
            yield call

    def place(self, item: Input) -> Place:
        """A path that every worker must see, or a URL that each fetches by itself."""
        return Place(item.location, item.version, "planparse-spool" if is_url(item.location) else "")

    def close(self) -> None:
        """Give up what is not done and leave; the cluster stays."""
        self._client.close()

    def _greet(self) -> None:
        """Meet the workers that are there; those that come later are met at their first call."""
        try:
            self._client.run(refuse_strangers, self._settings, self._identity)
        except UsageError:
            self._client.close()
            raise


_HANDS = threading.local()


def refuse_strangers(settings: Settings, identity: Identity) -> None:
    """On a Dask worker.

    Raises:
        UsageError: it has another planparse or other dictionaries than the one who sent this.
    """
    ours = identity_of(settings)
    if ours != identity:
        raise UsageError(
            f"{platform.node()} has {ours}, the batch {identity}", "install the same planparse everywhere"
        )


def make_call(
    payload: bytes, deadline_seconds: float | None, settings: Settings, identity: Identity
) -> bytes:
    """On a Dask worker: one call in a process of this thread's own; error, value and seconds, pickled."""
    function, arguments = pickle.loads(zlib.decompress(payload))  # noqa: S301 - our own client's
    [call] = _own_process(settings, identity).in_order(
        function, [arguments], deadline_seconds=deadline_seconds
    )
    return pickle.dumps((call.error, call.value, call.seconds))


def _own_process(settings: Settings, identity: Identity) -> WorkerPool:
    """A pool of one, kept for as long as the settings stay."""
    if getattr(_HANDS, "serves", None) != (settings, identity):
        refuse_strangers(settings, identity)
        if hasattr(_HANDS, "pool"):
            _HANDS.pool.close()
        memory_bytes = settings.limits.worker_bytes
        _HANDS.pool = WorkerPool(1, initializer=prepare, initargs=(settings,), memory_bytes=memory_bytes)
        _HANDS.serves = (settings, identity)
    pool: WorkerPool = _HANDS.pool
    return pool
