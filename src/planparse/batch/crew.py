"""Who does the work: processes here, or a cluster. The conductor sees no difference."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from planparse.batch.fetching import at_hand, is_url
from planparse.batch.work import Place
from planparse.pipeline import prepare
from planparse.workers import WorkerPool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from planparse.batch.inputs import Input
    from planparse.settings import Settings
    from planparse.workers import Call


class Crew(Protocol):
    """A :class:`planparse.workers.WorkerPool`, or what behaves like one."""

    @property
    def jobs(self) -> int:
        """Calls that are made side by side."""

    @property
    def unfinished(self) -> int:
        """Calls that wait or run."""

    def submit(
        self, function: Callable[..., Any], *arguments: Any, deadline_seconds: float | None = None
    ) -> Call[Any]:
        """Hand over a call."""

    def finished(self) -> Iterator[Call[Any]]:
        """Calls as they finish, until none is left; more may be submitted meanwhile."""

    def place(self, item: Input) -> Place:
        """Where its workers find an input.

        Raises:
            InputMissing: it cannot be fetched.
        """

    def close(self) -> None:
        """Let everybody go."""


class LocalCrew(WorkerPool):
    """Processes on this machine; remote inputs are fetched here, once, where the user's credentials are."""

    def __init__(self, settings: Settings, spool: Path) -> None:
        memory_bytes = settings.limits.worker_bytes
        super().__init__(settings.jobs, initializer=prepare, initargs=(settings,), memory_bytes=memory_bytes)
        self._spool = spool

    def place(self, item: Input) -> Place:
        """A path; a URL's file is copied to the spool first."""
        if not is_url(item.location):
            return Place(item.location)
        # the conductor has at most two files a job in work, so none loses its copy
        return Place(str(at_hand(item.location, item.version, self._spool, keep=4 * self.jobs)))
