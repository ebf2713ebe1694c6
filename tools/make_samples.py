"""Draw the samples: each ``samples/*/plan.toml`` into a digital PDF, scans of it and the gold records.

Run by ``make samples``. The files are committed; the same sources, fonts and libraries give the same bytes.
"""

from __future__ import annotations

import json
import sys
import tempfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pdfplumber
from paper.binding import as_image, english_wreck, save_layered_pdf, save_pdf, save_tiff, signature_stamp
from paper.gold import gold_records
from paper.printing import print_plan
from paper.scanner import CLEAN, POOR, Wear, photograph, scan, sheets
from paper.source import SamplePlan, read_plan

if TYPE_CHECKING:
    from paper.scanner import Sheet

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
ONE_SHEET = "phuong-hoa-moc"  # its single page is enough to show every odd kind of file
STAMP = [
    "Ký bởi: Ủy ban nhân dân phường Hòa Mộc",
    "Email: ubnd@hoamoc.example",
    "Thời gian ký: 09.01.2026 15:42:10 +07:00",
]


def main() -> int:
    """Draw every plan; 0 when all is written."""
    for source in sorted(SAMPLES.glob("*/plan.toml")):
        plan = read_plan(source)
        make(plan, source.parent)
        if plan.name == ONE_SHEET:
            make_odd_files(plan, source.parent)
    total = sum(path.stat().st_size for path in SAMPLES.rglob("*") if path.is_file())
    print(f"{total / 1e6:.1f} MB in {SAMPLES}")
    return 0


def make(plan: SamplePlan, folder: Path) -> None:
    """The digital PDF, the gold, the clean and the poor scan of one plan."""
    gold = json.dumps(gold_records(plan), ensure_ascii=False, indent=1)
    (folder / "gold.json").write_text(f"{gold}\n", "utf-8", newline="\n")
    print_plan(plan, folder / "digital.pdf")
    clean = [as_image(page, two_tone=True) for page in _scanned(plan, CLEAN)]
    save_pdf(clean, folder / "scan-clean300.pdf", dpi=CLEAN.dpi, quality=45)
    poor = [as_image(page, grey=True) for page in _scanned(plan, POOR)]
    save_pdf(poor, folder / "scan-poor200.pdf", dpi=POOR.dpi, quality=35)


def make_odd_files(plan: SamplePlan, folder: Path) -> None:
    """One sheet in other dress: photographed, as TIFF, under a signature stamp, over a wrecked layer."""
    office = Wear(dpi=200, skew=0.4, blur=0.6, noise=2.0, specks=20)
    seed = _seed(plan.name, "photo")
    as_image(photograph(_paper(plan, 200)[0], seed)).save(folder / "photo.jpg", quality=60, dpi=(200, 200))
    save_tiff(
        [as_image(page, two_tone=True) for page in _copied(plan, CLEAN)], folder / "scan.tiff", dpi=CLEAN.dpi
    )
    images = [as_image(page) for page in _scanned(plan, office, "signed")]
    size = (images[0].width * 72 / office.dpi, images[0].height * 72 / office.dpi)
    stamps = [signature_stamp(STAMP, *size) if number == 0 else [] for number in range(len(images))]
    save_layered_pdf(images, stamps, folder / "scan-signed.pdf", dpi=office.dpi, quality=50)
    images = [as_image(page) for page in _scanned(plan, office, "wrecked")]
    wrecks = [english_wreck(image, dpi=office.dpi) for image in images]
    save_layered_pdf(images, wrecks, folder / "scan-wrecked.pdf", dpi=office.dpi, quality=50)
    with pdfplumber.open(folder / "scan-wrecked.pdf") as document:
        layer = "\f".join(page.extract_text() for page in document.pages)
    (folder / "wrecked.txt").write_text(f"{layer}\n", "utf-8", newline="\n")


def _paper(plan: SamplePlan, dpi: int) -> list[Sheet]:
    """The signed and sealed sheets as they lie in the scanner: an annex may lie on its side."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "stamped.pdf"
        print_plan(plan, path, stamped=True)
        pages = sheets(path, dpi)
    lying = plan.annex is not None and plan.annex.lying
    return [
        np.ascontiguousarray(np.rot90(page)) if lying and page.shape[1] > page.shape[0] else page
        for page in pages
    ]


def _scanned(plan: SamplePlan, wear: Wear, run: str = "") -> list[Sheet]:
    """Every sheet once through the scanner; each `run` gets dirt and skew of its own."""
    return [
        scan(page, wear, _seed(plan.name, str(wear.dpi), str(number) + run))
        for number, page in enumerate(_paper(plan, wear.dpi))
    ]


def _copied(plan: SamplePlan, wear: Wear) -> list[Sheet]:
    """Scanned by a machine without colour."""
    return [
        np.repeat(page.mean(axis=2, keepdims=True).astype(np.uint8), 3, axis=2)
        for page in _scanned(plan, wear)
    ]


def _seed(*names: str) -> int:
    return zlib.crc32("/".join(names).encode())


if __name__ == "__main__":
    sys.exit(main())
