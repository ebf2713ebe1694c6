"""Ingest a sample scan through the real command line and show its tasks. Run by ``make demo``."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[1]
SCAN = ROOT / "samples" / "van-phong-lam-son" / "scan-clean300.pdf"
OUTPUT = ROOT / "build" / "demo" / "scan-clean300.json"
WIDE = 110  # columns of a terminal from which the days and the confidence have room beside the words


def main() -> int:
    """Run the command, then show what it wrote; the command's exit code where it failed."""
    console = Console()
    OUTPUT.parent.mkdir(parents=True, exist_ok=True)
    OUTPUT.unlink(missing_ok=True)  # what an earlier run left must not pass for this one's
    command = ["ingest", str(SCAN.relative_to(ROOT)), "-o", str(OUTPUT.relative_to(ROOT))]
    console.print(f"[bold]$ planparse {' '.join(command)}[/]", soft_wrap=True)
    started = time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "planparse", *command], cwd=ROOT, check=False)
    if not OUTPUT.is_file():
        return done.returncode or 1
    plan = json.loads(OUTPUT.read_text("utf-8"))
    console.print(task_table(plan, wide=console.width >= WIDE))
    pages = plan["source"]["page_count"]
    console.print(
        f"{len(plan['tasks'])} tasks from {pages} scanned pages in {time.perf_counter() - started:.1f} s; "
        f"the whole record is in {OUTPUT.relative_to(ROOT)}",
        soft_wrap=True,
    )
    return done.returncode


def task_table(plan: dict[str, Any], *, wide: bool) -> Table:
    """One row a task, in the order of the paper; `wide` adds the days and the confidence."""
    document = plan["document"]
    kind = (document["type"] or {}).get("name", "")
    head = " · ".join(str(document[key] or "?") for key in ("number", "issued_on", "issuer"))
    table = Table(title=f"{kind} {document['title']}\n{head}", show_lines=True, expand=True)
    table.add_column("Mục", no_wrap=True)
    table.add_column("Nhiệm vụ", ratio=5)
    table.add_column("Chủ trì", ratio=3)
    table.add_column("Thời gian", ratio=2)
    for name in ("Từ", "Đến", "Tin cậy") if wide else ():
        table.add_column(name, no_wrap=True)
    for task in plan["tasks"]:
        schedule = task["schedule"] or {}
        days = (schedule.get("start"), schedule.get("end"), f"{task['confidence']:.2f}")
        table.add_row(
            ".".join(task["path"]),
            task["description"],
            "; ".join(unit["name"] for unit in task["lead_units"]),
            schedule.get("text"),
            *(days if wide else ()),
        )
    return table


if __name__ == "__main__":
    sys.exit(main())
