"""A bar per page where stderr is a terminal; silence where it is not."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from planparse.model.page import Page


@contextmanager
def page_progress(name: str) -> Iterator[Callable[[Page, int], None]]:
    """A function to be called with every page that is done and the number of all.

    Args:
        name: what the bar is labelled with.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("pages"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(name, total=None)

        def done(page: Page, total: int) -> None:
            bar.update(
                task, total=total, advance=1, description=f"{name}, page {page.number} by {page.origin}"
            )

        yield done
