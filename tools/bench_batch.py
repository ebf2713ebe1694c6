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
from itertools import count, cycle
from pathlib import Path

from planparse import pipeline
from planparse.batch import run_batch
from planparse.batch.identity import identity_of
from planparse.batch.inputs import find_inputs
from planparse.batch.manifest import Manifest
from planparse.batch.work import prepare
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


def batch(scans: Path, out: Path, jobs: int) -> float:
    """Wall time of a batch, workers' start included; prints its figures."""
    began, before = time.perf_counter(), os.times()
    summary = run_batch([str(scans)], str(out), Settings(jobs=jobs))
    seconds, after = time.perf_counter() - began, os.times()
    if not summary.all_done:
        raise SystemExit(f"not all done: {summary.failures}")
    own = after.user + after.system - before.user - before.system
    workers = after.children_user + after.children_system - before.children_user - before.children_system
    rate = summary.pages * 60 / seconds
    print(
        f"{summary.pages} scanned pages, jobs {jobs}: {seconds:.1f} s, {rate:.1f} pages/min;"
        f" processor time: workers {workers:.1f} s, batch itself {own:.2f} s",
        flush=True,
    )
    return seconds


def seconds_of_singles(scans: Path) -> float:
    """Sum of the wall times of single ingests, one after another, by one warm worker."""
    settings = Settings(jobs=1)
    total = 0.0
    with WorkerPool(1, initializer=prepare, initargs=(settings,)) as pool:
        pipeline.restorer(settings)
        for item in find_inputs([str(scans)]):
            began = time.perf_counter()
            plan = pipeline.ingest(item.location, settings, pool=pool)
            plan.model_dump_json(indent=2)
            total += time.perf_counter() - began
    return total


def bench_pages(pages: int) -> None:
    """Jobs 1 against jobs 2, and against single ingests."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "scans").mkdir()
        make_scans(folder / "scans", pages)
        one = batch(folder / "scans", folder / "one", 1)
        two = batch(folder / "scans", folder / "two", 2)
        print(f"jobs 2 over jobs 1: {one / two:.2f} x", flush=True)
        singles = seconds_of_singles(folder / "scans")
        print(
            f"single ingests, sum: {singles:.1f} s; overhead of the batch: {100 * (one / singles - 1):.1f} %"
        )


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
