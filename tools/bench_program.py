"""The whole program on the clock, beside plain Tesseract: ``make bench-program SCAN="a.pdf b.pdf"``.

``planparse ingest`` from a cold start to the JSON file, with each engine, against the plain ``tesseract -l
vie`` command on the same pages drawn at 300 dpi (the drawing is not counted), one thread a process and as
many processes side by side. Other programs on the machine spoil the clock; the processor time tells whether
they did.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import pypdfium2

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SAMPLES = sorted((Path(__file__).resolve().parents[1] / "samples").glob("*/scan-clean300.pdf"))
ENGINES = ("pytesseract", "tesserocr")
ONE_THREAD = {**os.environ, "OMP_THREAD_LIMIT": "1"}


def main() -> None:
    """Print a table in Markdown, one row a scan and reader; shares are of plain Tesseract's medians."""
    arguments = _arguments()
    print("| scan | reader | seconds | processor seconds | share of the clock | of the processor |")
    print("|---|---|---|---|---|---|")
    for scan in arguments.scans:
        with tempfile.TemporaryDirectory() as folder:
            pictures = _draw(scan, Path(folder))
            readers = {"tesseract -l vie": partial(_tesseract, pictures, arguments.jobs)}
            for engine in arguments.engines:
                output = Path(folder) / f"{engine}.json"
                readers[f"planparse, {engine}"] = partial(_planparse, scan, output, engine, arguments.jobs)
            rounds = [{name: _timed(read) for name, read in readers.items()} for _ in range(arguments.rounds)]
        _print_rows(scan, rounds)


def _print_rows(scan: Path, rounds: Sequence[dict[str, tuple[float, float]]]) -> None:
    yardstick: tuple[float, float] | None = None
    for name in rounds[0]:
        wall, processor = (median(values) for values in zip(*(times[name] for times in rounds), strict=True))
        yardstick = yardstick or (wall, processor)
        shares = f"{wall / yardstick[0]:.2f} | {processor / yardstick[1]:.2f}"
        place = f"{scan.parent.name}/{scan.stem}"
        print(f"| {place} | {name} | {wall:.2f} | {processor:.2f} | {shares} |", flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scans", nargs="*", type=Path, default=SAMPLES, help="PDF files; default: samples")
    parser.add_argument("-j", "--jobs", type=int, default=2, help="processes side by side")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each, of which the median counts")
    parser.add_argument("--engines", nargs="*", choices=ENGINES, default=ENGINES)
    return parser.parse_args()


def _draw(scan: Path, folder: Path) -> list[Path]:
    """The pages as a person would draw them for Tesseract: 300 dpi, PNG."""
    pictures = []
    document = pypdfium2.PdfDocument(str(scan))
    for number in range(len(document)):
        pictures.append(folder / f"page-{number + 1:03}.png")
        document[number].render(scale=300 / 72).to_pil().save(pictures[-1])
    document.close()
    return pictures


def _timed(reader: Callable[[], None]) -> tuple[float, float]:
    """Wall and processor seconds, those of the programs that it starts included."""
    wall, processor = time.perf_counter(), sum(os.times()[:4])
    reader()
    return time.perf_counter() - wall, sum(os.times()[:4]) - processor


def _tesseract(pictures: Sequence[Path], jobs: int) -> None:
    program = shutil.which("tesseract") or "tesseract"

    def read(picture: Path) -> None:
        command = [program, str(picture), str(picture.with_suffix("")), "-l", "vie"]
        subprocess.run(command, capture_output=True, check=True, env=ONE_THREAD)

    with ThreadPoolExecutor(jobs) as side_by_side:
        list(side_by_side.map(read, pictures))


def _planparse(scan: Path, output: Path, engine: str, jobs: int) -> None:
    command = [sys.executable, "-m", "planparse", "ingest", str(scan), "-o", str(output), "--overwrite"]
    done = subprocess.run(
        [*command, "--engine", engine, "-j", str(jobs)], capture_output=True, check=False, text=True
    )
    if not output.exists():
        sys.exit(f"planparse could not read {scan}: {done.stderr}")


if __name__ == "__main__":
    main()
