"""The real command line in a process of its own: exit codes, stdout and stderr as a script sees them."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping

SAMPLES = Path(__file__).parents[2] / "samples"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run left behind."""

    code: int
    out: str
    err: str

    @property
    def complaint(self) -> tuple[str, str]:
        """The error and its hint; fails where stderr holds anything else or more."""
        error, hint = self.err.strip().splitlines()
        assert error.startswith("error: ")
        assert hint.startswith("hint: ")
        return error.removeprefix("error: "), hint.removeprefix("hint: ")


class Planparse(Protocol):
    """Runs `planparse` with arguments."""

    def __call__(
        self, *arguments: str | Path, stdin: bytes = b"", environment: Mapping[str, str] | None = None
    ) -> Outcome: ...


@pytest.fixture
def planparse(tmp_path: Path) -> Planparse:
    """`planparse` in an empty folder, without a terminal."""

    def run(
        *arguments: str | Path, stdin: bytes = b"", environment: Mapping[str, str] | None = None
    ) -> Outcome:
        done = subprocess.run(
            [sys.executable, "-m", "planparse", *map(str, arguments)],
            input=stdin,
            capture_output=True,
            check=False,
            cwd=tmp_path,
            env={**os.environ, "COLUMNS": "100", **(environment or {})},
            timeout=240,
        )
        return Outcome(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))

    return run


@pytest.fixture
def digital() -> Path:
    """A born-digital plan: read without OCR."""
    return SAMPLES / "phuong-hoa-moc" / "digital.pdf"


@pytest.fixture
def scan() -> Path:
    """A scan of one page."""
    return SAMPLES / "phuong-hoa-moc" / "scan.tiff"
