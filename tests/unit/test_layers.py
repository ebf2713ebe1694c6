"""Imports go one way; a test holds them to it."""

from __future__ import annotations

import ast
from pathlib import Path

import planparse

ROOT = Path(planparse.__file__).parent
# A module may import only from rooms on a lower floor, or from its own room.
FLOORS = {
    "cli": 6,
    "pipeline": 5,
    "assemble": 4,
    "diagnosis": 5,
    "batch": 5,
    "evaluate": 5,
    "review": 5,
    "ingest": 4,
    "ocr": 4,
    "restore": 4,
    "parse": 4,
    "export": 4,
    "vietnamese": 3,
    "model": 2,
    "resources": 1,
    "settings": 1,
    "errors": 0,
    "workers": 1,
    "files": 1,
    "__init__": 9,
    "__main__": 9,
}
# The pipeline is the conductor: rooms on its own floor may call it.
ALLOWED_SIDEWAYS = {("batch", "pipeline")}


def room(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


def imports_of(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("planparse"):
            names = (
                {f"planparse.{alias.name}" for alias in node.names}
                if node.module == "planparse"
                else {node.module}
            )
            found |= {name for name in names if room(name) in FLOORS}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name.startswith("planparse.")}
    return found


def test_imports_go_down_only() -> None:
    wrong = []
    for path in sorted(ROOT.rglob("*.py")):
        here = path.relative_to(ROOT).with_suffix("").parts[0]
        for module in imports_of(path):
            there = room(module)
            sideways = (
                FLOORS[here] == FLOORS[there] and here != there and (here, there) not in ALLOWED_SIDEWAYS
            )
            if FLOORS[there] > FLOORS[here] or sideways:
                wrong.append(f"{path.relative_to(ROOT)} imports {module}")
    assert wrong == []


def test_only_the_command_line_knows_typer() -> None:
    users = {p.parent.name for p in ROOT.rglob("*.py") if "import typer" in p.read_text("utf-8")}
    assert users == {"cli"}


def test_only_one_module_knows_pytesseract() -> None:
    users = {p.name for p in ROOT.rglob("*.py") if "import pytesseract" in p.read_text("utf-8")}
    assert users <= {"tesseract.py"}
