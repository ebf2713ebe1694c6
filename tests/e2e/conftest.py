"""The command line as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def planparse(tmp_path: Path) -> Callable[..., subprocess.Popen[str]]:
    """Start the command line; restoration is off unless asked, for it takes a second to load."""

    def start(*arguments: object, restore: bool = False) -> subprocess.Popen[str]:
        root = Path(__file__).parents[2]
        environment = os.environ | {
            "PLANPARSE_RESTORE": str(int(restore)),
            "PYTHONPATH": str(root / "src"),
            "PYTHONUTF8": "1",
        }
        return subprocess.Popen(
            [sys.executable, "-m", "planparse", *map(str, arguments)],
            cwd=tmp_path,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    return start


@pytest.fixture
def outputs() -> Callable[[Path], dict[str, bytes]]:
    """Every output in a folder, by path."""

    def read(folder: Path) -> dict[str, bytes]:
        found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.json")}
        del found["summary.json"]
        return found

    return read
