"""What the parser makes of a folder of plain-text plans, as a Markdown table of figures.

Usage: python tools/survey_plans.py FOLDER [--tasks]

The table holds no text of the plans. With `--tasks`, every task is printed to stderr for reading by eye.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from planparse.ingest.text import text_pages
from planparse.parse import parse_plan
from planparse.settings import Settings

if TYPE_CHECKING:
    from planparse.model.plan import ParsedPlan

HEADER = (
    "plan",
    "type",
    "head",
    "legal bases",
    "sections",
    "tasks",
    "with lead",
    "with time",
    "flags",
    "warnings",
)


def row(path: Path, plan: ParsedPlan) -> tuple[str, ...]:
    """The figures of one plan."""
    head = plan.document
    known = (head.number, head.issuer, head.place, head.issued_on, head.title, head.signer)
    flags = Counter(flag.value for task in plan.tasks for flag in task.flags)
    warnings = Counter(warning.code for warning in plan.warnings)
    return (
        path.stem,
        head.type.code if head.type else "-",
        f"{sum(value is not None for value in known)}/6",
        str(len(head.legal_bases)),
        str(len(plan.sections)),
        str(len(plan.tasks)),
        _share(sum(bool(task.lead_units) for task in plan.tasks), len(plan.tasks)),
        _share(sum(task.schedule is not None for task in plan.tasks), len(plan.tasks)),
        _counts(flags),
        _counts(warnings),
    )


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else "-"


def _counts(counter: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counter.most_common()) or "-"


def _show(path: Path, plan: ParsedPlan) -> None:
    print(f"== {path.name}: {plan.document.title}", file=sys.stderr)
    for task in plan.tasks:
        leads = ", ".join(unit.name for unit in task.lead_units)
        time = task.schedule.text if task.schedule else ""
        text = task.description.replace("\n", " // ")
        print(f"{'.'.join(task.path)} | {text[:120]} | {leads} | {time} | {task.flags}", file=sys.stderr)


def main() -> None:
    """Print the table to stdout."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--tasks", action="store_true", help="print every task to stderr")
    wanted = arguments.parse_args()
    rows = []
    for path in sorted(wanted.folder.glob("*.txt")):
        plan = parse_plan(text_pages(path.read_text("utf-8")), Settings())
        rows.append(row(path, plan))
        if wanted.tasks:
            _show(path, plan)
    for cells in (HEADER, tuple("---" for _ in HEADER), *rows):
        print(f"| {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
