"""Measure the batch: how it scales over cores, what it costs beside reading, how fast a finished one resumes.

Run by `make bench-batch` on a machine that does nothing else. Scans are those of samples/, each copy with a
comment of its own at the end, so that no two files have the same bytes.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from itertools import count, cycle
from pathlib import Path

from planparse import pipeline
from planparse.batch import run_batch
from planparse.batch.identity import identity_of
from planparse.batch.inputs import find_inputs
from planparse.batch.manifest import Manifest
from planparse.pipeline import prepare
from planparse.settings import Settings
from planparse.workers import WorkerPool

ROOT = Path(__file__).parents[1]
ENTRIES = 100_000


def make_scans(folder: Path, pages: int) -> None:
    """Copies of the sample scans until there are so many pages; the last one may go a page or two beyond."""
    import pypdfium2

    made = 0
    for number, scan in zip(count(), cycle(sorted((ROOT / "samples").glob("*/scan-*00.pdf"))), strict=False):
        with pypdfium2.PdfDocument(scan) as document:
            made += len(document)
        copy = folder / str(number % 7) / f"{scan.parent.name} {number}.pdf"
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(scan.read_bytes() + f"\n% copy {number}\n".encode())
        if made >= pages:
            return


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds on the clock, and of processor time of this process and of its workers that ended."""

    wall: float
    own: float
    workers: float

    @staticmethod
    def now() -> Cost:
        """Since the process began."""
        times = os.times()
        return Cost(times.elapsed, times.user + times.system, times.children_user + times.children_system)

    def since(self, before: Cost) -> Cost:
        """What was spent between."""
        return Cost(self.wall - before.wall, self.own - before.own, self.workers - before.workers)

    def overhead(self, other: Cost) -> str:
        """How much more this is than another, on the clock and in processor time."""
        wall, work = self.wall / other.wall - 1, (self.own + self.workers) / (other.own + other.workers) - 1
        return f"{100 * wall:.1f} % on the clock, {100 * work:.1f} % in processor time"


def batch(scans: Path, out: Path, jobs: int) -> Cost:
    """Run a batch, its workers' start included; prints its figures."""
    before = Cost.now()
    summary = run_batch([str(scans)], str(out), Settings(jobs=jobs))
    cost = Cost.now().since(before)
    if not summary.all_done:
        raise SystemExit(f"not all done: {summary.failures}")
    print(
        f"{summary.pages} scanned pages, jobs {jobs}: {cost.wall:.1f} s,"
        f" {summary.pages * 60 / cost.wall:.1f} pages/min;"
        f" processor time: workers {cost.workers:.1f} s, batch itself {cost.own:.2f} s",
        flush=True,
    )
    return cost


def singles(scans: Path) -> Cost:
    """Single ingests, one after another, by one warm worker and this process."""
    settings = Settings(jobs=1)
    before = Cost.now()
    with WorkerPool(1, initializer=prepare, initargs=(settings,)) as pool:
        for item in find_inputs([str(scans)]):
            pipeline.ingest(item.location, settings, pool=pool).model_dump_json(indent=2)
    return Cost.now().since(before)


def bench_pages(pages: int) -> None:
    """Jobs 1 against jobs 2, and against single ingests."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "scans").mkdir()
        make_scans(folder / "scans", pages)
        one = batch(folder / "scans", folder / "one", 1)
        two = batch(folder / "scans", folder / "two", 2)
        print(f"jobs 2 over jobs 1: {one.wall / two.wall:.2f} x", flush=True)
        alone = singles(folder / "scans")
        print(f"single ingests, sum: {alone.wall:.1f} s; overhead of the batch: {one.overhead(alone)}")


def bench_resume() -> None:
    """A run over a folder of which 100,000 files are done."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_archive(folder)
        command = [sys.executable, "-m", "planparse", "batch", folder / "scans", "--out", folder / "out"]
        began = time.perf_counter()
        code = subprocess.call(list(map(str, command)), stderr=subprocess.DEVNULL)
        seconds = time.perf_counter() - began
        mebibytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        settled = json.loads((folder / "out" / "summary.json").read_bytes())["settled_now"]
        print(
            f"{ENTRIES:,} finished entries: {seconds:.2f} s, {mebibytes:.0f} MiB, exit {code}, read {settled}"
        )


def make_archive(folder: Path) -> None:
    """As many inputs, outputs and manifest entries as a finished run leaves."""
    identity = identity_of(Settings())
    for number in range(ENTRIES):
        path = folder / "scans" / str(number // 1000) / f"kế hoạch {number}.pdf"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    inputs = find_inputs([str(folder / "scans")])
    (folder / "out").mkdir()
    with (folder / "out" / "manifest.jsonl").open("wb") as lines:
        manifest = Manifest([], lambda line: lines.writelines([line]))
        for number, item in enumerate(inputs):
            output = folder / "out" / item.output
            output.parent.mkdir(exist_ok=True)
            output.touch()
            facts = {"pages": 12, "tasks": 30, "seconds": 40.123, "flags": {"missing_lead": 2}}
            manifest.settle(item, identity, "done", f"{number:064x}", output=item.output, **facts)


def main() -> None:
    """Run what was asked for."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("what", nargs="*", default=["pages", "resume"], help="pages, resume, or both")
    arguments.add_argument("--pages", type=int, default=200)
    asked = arguments.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {shutil.which('tesseract')}", flush=True)
    if "pages" in asked.what:
        bench_pages(asked.pages)
    if "resume" in asked.what:
        bench_resume()


if __name__ == "__main__":
    main()
