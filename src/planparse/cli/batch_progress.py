"""A batch under way: a bar where stderr is a terminal, a line a file where it is a log."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from planparse.cli import console

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planparse.batch.manifest import Entry


class Lines:
    """A line for every file, for a log."""

    def __init__(self) -> None:
        self._inputs = self._settled = self._before = self._pages = self._failures = 0
        self._began = time.monotonic()

    def begins(self, inputs: int, settled: int) -> None:
        """Say what there is."""
        self._inputs, self._settled, self._before = inputs, settled, settled
        console.say(f"{console.count(inputs, 'file')}, {settled} of them done before")

    def page(self) -> None:
        """Count it."""
        self._pages += 1

    def settles(self, entry: Entry) -> None:
        """Say how it fared."""
        from planparse.cli.batch import printable

        self._settled += 1
        self._failures += entry.status != "done"
        read = f"{console.count(entry.pages, 'page')}, {console.count(entry.tasks, 'task')}"
        told = entry.error["message"] if entry.error else read
        same = f", same as {printable(entry.same_as)}" if entry.same_as else ""
        console.say(
            f"[{self._settled}/{self._inputs}] {entry.status} {printable(entry.input)}: {told}{same}"
            f" ({entry.seconds:.1f} s; {self.rate()})"
        )

    def rate(self) -> str:
        """Pages a minute, failures, and an estimate of what is left."""
        seconds = time.monotonic() - self._began
        done, left = self._settled - self._before, self._inputs - self._settled
        told = f"{self._pages * 60 / seconds:.0f} pages/min, {console.count(self._failures, 'failure')}"
        return f"{told}, {_clock(seconds / done * left)} left" if done and left else told


class Bar(Lines):
    """A bar of files with pages a minute, failures and the time left; failures stay above it."""

    def __init__(self, progress: Any) -> None:
        super().__init__()
        self._progress = progress
        self._task = progress.add_task("", total=None)

    def begins(self, inputs: int, settled: int) -> None:
        """Draw it."""
        self._inputs, self._settled, self._before = inputs, settled, settled
        self._draw()

    def page(self) -> None:
        """Count it."""
        super().page()
        self._draw()

    def settles(self, entry: Entry) -> None:
        """Move on; print what failed."""
        from planparse.cli.batch import printable

        self._settled += 1
        if entry.status != "done":
            self._failures += 1
            why = entry.error["message"] if entry.error else f"{console.count(entry.lost_pages, 'page')} lost"
            self._progress.console.print(f"{entry.status}: {printable(entry.input)}: {why}", markup=False)
        self._draw()

    def _draw(self) -> None:
        self._progress.update(
            self._task, total=self._inputs, completed=self._settled, description=self.rate()
        )


@contextmanager
def watched() -> Iterator[Lines]:
    """An observer that shows a batch on stderr."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    screen = Console(stderr=True)
    if not screen.is_terminal:
        yield Lines()
        return
    columns = (MofNCompleteColumn(), TextColumn("files"), BarColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=screen) as progress:
        yield Bar(progress)


def _clock(seconds: float) -> str:
    """Hours and minutes, minutes and seconds, or seconds.

    Example:
        >>> _clock(7380), _clock(75), _clock(4)
        ('2 h 03 min', '1 min 15 s', '4 s')
    """
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes:02} min"
    return f"{minutes} min {rest:02} s" if minutes else f"{rest} s"
