"""Expected outputs of the samples, replayed from recorded OCR.

``make golden`` rewrites every ``samples/*/*.json`` from the recordings, in seconds and without Tesseract;
``make golden-ocr`` reads the scans anew and records what Tesseract said. Read the diff of either.

A recording is one page as the OCR room gave it, before restoration, found by the hash of the page's picture.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from planparse.ingest import open_document
from planparse.model import page as page_model
from planparse.model.page import Page
from planparse.model.plan import Signature
from planparse.pipeline import file_facts, finish, recogniser
from planparse.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from planparse.model.page import PageImage
    from planparse.model.plan import PlanDocument

    Reader = Callable[[PageImage, Page | None], Page]

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "samples"
RECORDINGS = ROOT / "tests" / "golden" / "recordings"
SUFFIXES = {".pdf", ".tiff", ".jpg"}
SETTINGS = Settings(jobs=1)
_PAGES = TypeAdapter(Page)
_PAGES.rebuild(_types_namespace={**vars(page_model), "Signature": Signature})  # imported there for types only


def sample_files() -> list[Path]:
    """Every sample that has an expected output."""
    return sorted(path for path in SAMPLES.glob("*/*") if path.suffix in SUFFIXES)


def expected_path(sample: Path) -> Path:
    """Where the expected output of a sample lies.

    Example:
        >>> expected_path(Path("samples/phuong-hoa-moc/scan.tiff")).as_posix()
        'samples/phuong-hoa-moc/scan.tiff.json'
    """
    return sample.with_name(f"{sample.name}.json")


def ingest_with(sample: Path, read: Reader) -> PlanDocument:
    """The whole way of one sample, its pictures read by `read`."""
    facts = file_facts(sample, None, SETTINGS)
    pages = []
    with open_document(sample, settings=SETTINGS) as document:
        for number in range(1, facts.info.page_count + 1):
            loaded = document.read_page(number)
            page = loaded.page or (read(loaded.image, loaded.layer) if loaded.image else None)
            if page is None:
                raise ValueError(f"page {number} of {sample} has neither words nor a picture")
            pages.append(replace(page, signatures=loaded.signatures))
    return finish(facts, pages, SETTINGS)


def replayed(image: PageImage, _layer: Page | None) -> Page:
    """The recorded reading of a picture.

    Raises:
        FileNotFoundError: it was never recorded; run ``make golden-ocr``.
    """
    return _PAGES.validate_json(gzip.decompress(_recording(image).read_bytes()))


def recorded(image: PageImage, layer: Page | None) -> Page:
    """Read a picture with Tesseract and keep what it said."""
    page = replace(recogniser(SETTINGS).read(image, layer), seconds=0.0)
    RECORDINGS.mkdir(parents=True, exist_ok=True)
    _recording(image).write_bytes(gzip.compress(_PAGES.dump_json(page), mtime=0))
    return page


def _recording(image: PageImage) -> Path:
    digest = hashlib.sha256(f"{image.pixels.shape}{image.dpi:.0f}".encode() + image.pixels.tobytes())
    return RECORDINGS / f"{digest.hexdigest()[:20]}.json.gz"


def stable(plan: PlanDocument) -> dict[str, Any]:
    """An output as JSON values, without what differs from run to run."""
    values = plan.model_dump(mode="json")
    for page in values["source"]["pages"]:
        page["seconds"] = 0.0
    return values


def changed(samples: Iterator[Path] | list[Path], read: Reader) -> Iterator[Path]:
    """Rewrite expected outputs; gives those that were not so before."""
    import json

    for sample in samples:
        content = json.dumps(stable(ingest_with(sample, read)), ensure_ascii=False, indent=1) + "\n"
        path = expected_path(sample)
        if not path.is_file() or path.read_text("utf-8") != content:
            path.write_text(content, "utf-8", newline="\n")
            yield path


def main() -> int:
    """Rewrite, from recordings or from Tesseract."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--ocr", action="store_true", help="read the scans anew with Tesseract")
    parser.add_argument("only", nargs="*", type=Path, help="these samples; default: all")
    asked = parser.parse_args()
    samples = [path.resolve() for path in asked.only] or sample_files()
    if asked.ocr and not asked.only:
        for path in RECORDINGS.glob("*.json.gz"):
            path.unlink()
    for path in changed(samples, recorded if asked.ocr else replayed):
        print(f"changed {path.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
