"""The README's examples are real: ``make readme`` runs its commands and writes what they print below them.

A test runs the same and compares. Console blocks are POSIX shell, run in one folder with ``samples/`` in it.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
EXAMPLE = ROOT / "samples" / "phuong-hoa-moc" / "scan-poor200.pdf.json"
_CONSOLE = re.compile(r"(?<=```console\n)(.*?)(?=```)", re.DOTALL)
_JSON = re.compile(r"(?<=```json\n)(.*?)(?=```)", re.DOTALL)


def refreshed(text: str, folder: Path) -> str:
    """The README with every example as it comes out now.

    Args:
        text: the README.
        folder: an empty one, where the commands leave their files.
    """
    (folder / "samples").symlink_to(ROOT / "samples")
    text = _CONSOLE.sub(lambda block: _console(block[1], folder), text)
    return _JSON.sub(lambda _block: _example(), text)


def _console(block: str, folder: Path) -> str:
    commands = [line[2:] for line in block.splitlines() if line.startswith("$ ")]
    return "".join(f"$ {command}\n{_printed(command, folder)}" for command in commands)


def _printed(command: str, folder: Path) -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=folder,
        env={**os.environ, "PATH": path, "COLUMNS": "100"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        timeout=240,
    )
    return done.stdout.decode("utf-8").replace("\r\n", "\n")


def _example() -> str:
    whole = json.loads(EXAMPLE.read_text("utf-8"))
    return json.dumps(first_of_each(whole), ensure_ascii=False, indent=2) + "\n"


def first_of_each(value: Any) -> Any:
    """The value with every list of objects cut down to its first.

    Example:
        >>> first_of_each({"tasks": [{"id": 1}, {"id": 2}], "path": ["II", "1"]})
        {'tasks': [{'id': 1}], 'path': ['II', '1']}
    """
    if isinstance(value, dict):
        return {key: first_of_each(inner) for key, inner in value.items()}
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [first_of_each(value[0])]
    return value


def main() -> None:
    """Rewrite the README."""
    with tempfile.TemporaryDirectory() as folder:
        README.write_text(refreshed(README.read_text("utf-8"), Path(folder)), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
