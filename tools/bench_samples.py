"""How right and how fast the samples are read, from file to records: ``make bench-samples``.

Each sample goes through the real command line in a process of its own, start-up included, and is compared
with the gold that its author wrote down.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from goldens import ROOT, sample_files

from planparse.evaluate.records import RecordScore, score_records

HEADER = "| sample | pages | tasks found | task cells right | head right | sections right | seconds |"


def main() -> None:
    """Print a table in Markdown, a row a sample, and what the wrong cells are to stderr."""
    print(HEADER)
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for sample in sample_files():
            output, seconds = ingested(sample, Path(folder) / "plan.json")
            gold = json.loads(sample.with_name("gold.json").read_text("utf-8"))
            score = score_records(gold, output)
            print(row(sample, output, score, seconds), flush=True)
            for cell in score.wrong:
                print(
                    f"{sample.name} {cell.where} [{cell.field}] {cell.gold!r} <> {cell.output!r}",
                    file=sys.stderr,
                )


def ingested(sample: Path, target: Path) -> tuple[dict[str, Any], float]:
    """The output of one sample and the wall time it took, seconds."""
    command = [sys.executable, "-m", "planparse", "ingest", str(sample), "-o", str(target), "--overwrite"]
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    seconds = time.perf_counter() - started
    return json.loads(target.read_text("utf-8")), seconds


def row(sample: Path, output: dict[str, Any], score: RecordScore, seconds: float) -> str:
    """One row of the table."""
    name = sample.relative_to(ROOT / "samples").as_posix()
    found = f"{score.found_tasks} of {score.gold_tasks}"
    shares = (score.cell_accuracy, score.document.share, score.sections.share)
    pages = output["source"]["page_count"]
    return (
        f"| {name} | {pages} | {found} | {' | '.join(f'{share:.3f}' for share in shares)} | {seconds:.1f} |"
    )


if __name__ == "__main__":
    main()
