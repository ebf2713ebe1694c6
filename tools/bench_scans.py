"""How right and how fast scans are read, side by side with others: ``make bench-scans``.

planparse (with pytesseract and with tesserocr), plain ``tesseract -l vie`` on pages drawn at 300 dpi, and
OCRmyPDF from a virtual environment of its own. Each reads every page in one process with one thread. The time
of plain Tesseract is that of the command alone, without the drawing; that of planparse is of the whole way,
from opening the file to parsed records, start-up aside.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
import venv
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2

from planparse.evaluate.running_text import running_text
from planparse.evaluate.text import score_text
from planparse.parse import parse_plan
from planparse.pipeline import read_page, restorer
from planparse.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[1]
CASES = ROOT.parent / "shared" / "cases"
OWN_PLACE = ROOT / "build" / "bench-ocrmypdf"
ONE_THREAD = {**os.environ, "OMP_THREAD_LIMIT": "1"}


@dataclass(frozen=True)
class Result:
    """What one reader gave for one scan."""

    text: str
    seconds: float
    processor: float
    """Seconds of processor time, child processes included; on a busy machine the fairer measure."""


class Clock:
    """Wall and processor time, summed over what was timed."""

    def __init__(self) -> None:
        self.wall = self.processor = 0.0

    def __enter__(self) -> None:
        self._wall, self._processor = time.perf_counter(), sum(os.times()[:4])

    def __exit__(self, *_: object) -> None:
        self.wall += time.perf_counter() - self._wall
        self.processor += sum(os.times()[:4]) - self._processor

    def result(self, text: str) -> Result:
        """What was read in that time."""
        return Result(text, self.wall, self.processor)


def planparse(engine: str) -> Callable[[Path, int], Result]:
    """The whole way with one of the two engines."""
    settings = Settings(jobs=1, engine="tesserocr" if engine == "tesserocr" else "pytesseract")

    def read(scan: Path, pages: int) -> Result:
        restorer(settings)
        clock = Clock()
        with clock:
            read = [read_page(scan, number, settings) for number in range(1, pages + 1)]
            restored = restorer(settings).restore_pages(read)
            parse_plan(restored, settings)
        return clock.result(running_text(restored))

    return read


def plain_tesseract(scan: Path, pages: int) -> Result:
    """The command a person would type, page by page."""
    texts, clock = [], Clock()
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder) / "page.png"
        document = pypdfium2.PdfDocument(str(scan))
        for number in range(pages):
            document[number].render(scale=300 / 72).to_pil().save(picture)
            command = [shutil.which("tesseract") or "tesseract", str(picture), "-", "-l", "vie"]
            with clock:
                output = subprocess.run(command, capture_output=True, check=True, env=ONE_THREAD)
            texts.append(output.stdout.decode("utf-8"))
        document.close()
    return clock.result("\n".join(texts))


def ocrmypdf(scan: Path, pages: int) -> Result:
    """OCRmyPDF with one job; its text is the sidecar file."""
    del pages
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "out.txt"
        command = [
            *(str(_ocrmypdf_program()), "-l", "vie", "--jobs", "1", "--force-ocr", "--output-type", "pdf"),
            *("--sidecar", str(text), str(scan), str(Path(folder) / "out.pdf")),
        ]
        clock = Clock()
        with clock:
            subprocess.run(command, capture_output=True, check=True, env=ONE_THREAD)
        return clock.result(text.read_text("utf-8"))


def _ocrmypdf_program() -> Path:
    scripts = OWN_PLACE / ("Scripts" if sys.platform == "win32" else "bin")
    if not OWN_PLACE.is_dir():
        venv.create(OWN_PLACE, with_pip=True)
        subprocess.run([str(scripts / "python"), "-m", "pip", "install", "-qq", "ocrmypdf"], check=True)
    return scripts / "ocrmypdf"


READERS: dict[str, Callable[[Path, int], Result]] = {
    "tesseract -l vie": plain_tesseract,
    "planparse, pytesseract": planparse("pytesseract"),
    "planparse, tesserocr": planparse("tesserocr"),
    "OCRmyPDF": ocrmypdf,
}


def main() -> None:
    """Print a table in Markdown, one row a scan and reader; * as shares of the first reader's."""
    arguments = _arguments()
    print("| scan | reader | words wrong | letters wrong | pages a minute | wall time* | processor time* |")
    print("|---|---|---|---|---|---|---|")
    for scan in arguments.scans or sorted(CASES.glob("*/scan-*.pdf")):
        yardstick: Result | None = None
        for name in arguments.readers or READERS:
            try:
                result, pages = _measured(READERS[name], scan)
            except (subprocess.CalledProcessError, OSError) as error:
                print(f"{name} on {scan.name}: {error}", file=sys.stderr)
                continue
            yardstick = yardstick or result
            print(_row(scan, name, result, pages, yardstick), flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scans", nargs="*", type=Path, help="PDF files with a truth.txt beside them")
    parser.add_argument(
        "--readers", nargs="*", choices=READERS, help="only these, the first is the yardstick"
    )
    return parser.parse_args()


def _measured(reader: Callable[[Path, int], Result], scan: Path) -> tuple[Result, int]:
    document = pypdfium2.PdfDocument(str(scan))
    pages = len(document)
    document.close()
    return reader(scan, pages), pages


def _row(scan: Path, name: str, result: Result, pages: int, yardstick: Result) -> str:
    score = score_text(scan.with_name("truth.txt").read_text("utf-8"), result.text)
    return (
        f"| {scan.parent.name}/{scan.stem} | {name} | {score.word_error_rate:.2%} | "
        f"{score.character_error_rate:.2%} | {60 * pages / result.seconds:.0f} | "
        f"{result.seconds / yardstick.seconds:.2f} | {result.processor / yardstick.processor:.2f} |"
    )


if __name__ == "__main__":
    main()
