"""docs/recipes.md: every command runs, and does what it says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
BLOCKS = re.findall(
    r"^```sh\n(.*?)^```", (ROOT / "docs" / "recipes.md").read_text("utf-8"), re.MULTILINE | re.DOTALL
)
NEEDED = [program for program in ("sh", "jq", "find", "grep") if shutil.which(program) is None]


@pytest.mark.skipif(bool(NEEDED), reason=f"this machine has no {', '.join(NEEDED)}")
def test_every_recipe(outputs: Path) -> None:
    manifest = outputs / "manifest.jsonl"
    whole_lines = manifest.read_text("utf-8").rpartition("\n")[0]  # as the next batch leaves it
    manifest.write_text(f"{whole_lines}\n", "utf-8")
    outputs.rename(outputs.parent / "results")
    programs = outputs.parent / "programs"
    programs.mkdir()
    (programs / "planparse").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m planparse "$@"\n', "utf-8")
    (programs / "planparse").chmod(0o755)
    path = os.pathsep.join([str(programs), str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = os.environ | {"PATH": path, "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"}
    told = []
    for block in BLOCKS:
        run = subprocess.run(
            ["sh", "-e", "-c", block],  # noqa: S607 - whichever shell the reader has
            cwd=outputs.parent,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert run.returncode == 0, run.stderr
        told.append(run.stdout)
    busiest, early, pages, failed, found, duck, quarters, events, sheets, chart = told
    assert busiest.split() == ["2", "Phòng", "Nội", "vụ"]
    assert early == "2031-03-31\tPhòng Nội vụ\tBáo cáo\n"
    assert "2\t12/KH-UBND#II.1.a" in pages
    assert failed == "bad.pdf\tInputDamaged\ttệp hỏng\n"
    assert found.count("Rà soát thủ tục hành chính") == 2
    assert "Phòng Nội vụ" in duck
    assert "2031Q1    1" in quarters
    assert events == "1\n"
    assert sheets == ""
    assert "lead unit" in chart
    assert {"plans.xlsx", "plans.csv", "chart.png"} <= {made.name for made in outputs.parent.iterdir()}
