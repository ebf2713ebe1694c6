"""The README's commands are run, and what it shows is what they print."""

from __future__ import annotations

import doctest
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import readme

if TYPE_CHECKING:
    from pathlib import Path

TESSERACT = "tesseract 5.3.0"  # another one may read a letter of the sample's scan otherwise


def tesseract_version() -> str:
    program = shutil.which("tesseract")
    if program is None:
        return ""
    return subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout


@pytest.mark.skipif(sys.platform == "win32", reason="the README's console is a POSIX shell")
@pytest.mark.skipif(TESSERACT not in tesseract_version(), reason=f"the README was made with {TESSERACT}")
def test_the_readme_shows_what_its_commands_print(tmp_path: Path) -> None:
    shown = readme.README.read_text("utf-8")
    assert shown.count("```console") >= 4
    assert readme.refreshed(shown, tmp_path) == shown


@pytest.mark.parametrize(("name", "examples"), [("README.md", 4), ("docs/python.md", 21)])
def test_the_python_examples_are_true(monkeypatch: pytest.MonkeyPatch, name: str, examples: int) -> None:
    monkeypatch.chdir(readme.ROOT)
    failed, tried = doctest.testfile(str(readme.ROOT / name), module_relative=False, encoding="utf-8")
    assert (failed, tried) == (0, examples)
