"""Somebody kills Tesseract over a page: that page gets a warning, the others their words."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import threading
import time
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from planparse import ingest
from planparse.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from planparse.model.page import Page

SAMPLE = Path(__file__).parents[2] / "samples" / "tinh-bach-van" / "scan-clean300.pdf"
PROCESSES = Path("/proc")

pytestmark = [
    pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed"),
    pytest.mark.skipif(sys.platform != "linux", reason="processes are found through /proc"),
]


def below(process: int) -> Iterator[tuple[int, str]]:
    """Number and name of every process that this one started, and that those started."""
    for path in PROCESSES.glob("[0-9]*/stat"):
        try:
            name, _, rest = path.read_text("utf-8").partition("(")[2].rpartition(")")
        except OSError:
            continue  # it has ended
        if int(rest.split()[1]) == process:
            own = int(path.parent.name)
            yield own, name
            yield from below(own)


def kill_first(chosen: Callable[[str], bool], killed: list[int]) -> None:
    """Wait for a process below this one whose name is chosen, and kill it."""
    until = time.monotonic() + 30
    while not killed and time.monotonic() < until:
        for number, name in below(os.getpid()):
            if chosen(name):
                os.kill(number, signal.SIGKILL)
                killed.append(number)
                return
        time.sleep(0.01)


def test_a_killed_program_is_a_warning_of_its_page() -> None:
    killed: list[int] = []
    hunter = threading.Thread(target=kill_first, args=(lambda name: name == "tesseract", killed))
    done: list[Page] = []

    def progress(page: Page, _: int) -> None:
        done.append(page)
        if len(done) == 1:
            hunter.start()

    plan = ingest(SAMPLE, Settings(engine="pytesseract", jobs=1, restore=False), progress=progress)
    hunter.join()
    assert killed
    (lost,) = (warning for warning in plan.warnings if warning.code == "ocr_failed")
    assert "-9" in lost.message
    others = [page for page in done if page.number != lost.page]
    assert len(others) == len(done) - 1 >= 2
    assert all(page.text for page in others)


@pytest.mark.skipif(find_spec("tesserocr") is None, reason="tesserocr is not installed")
def test_a_killed_library_takes_one_page_along() -> None:
    done: list[Page] = []

    def progress(page: Page, _: int) -> None:
        done.append(page)
        if len(done) == 1:
            time.sleep(0.2)  # the next page is being read
            kill_first(lambda name: name.startswith("python"), [])

    plan = ingest(SAMPLE, Settings(engine="tesserocr", jobs=1, restore=False), progress=progress)
    (lost,) = (warning for warning in plan.warnings if warning.code == "page_crashed")
    others = [page for page in done if page.number != lost.page]
    assert len(others) == len(done) - 1 >= 2
    assert all(page.text for page in others)
