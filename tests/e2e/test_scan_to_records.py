"""From a poor scan to records: the real command line, the real Tesseract, no recording."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

from planparse.errors import ExitCode
from planparse.evaluate.records import score_records
from planparse.model.plan import PlanDocument

SAMPLE = Path(__file__).parents[2] / "samples" / "phuong-hoa-moc"

needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")


def run(*arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "planparse", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, timeout=240)


@needs_tesseract
def test_a_poor_scan_gives_the_tasks_of_the_paper(tmp_path: Path) -> None:
    output = tmp_path / "plan.json"
    done = run("ingest", SAMPLE / "scan-poor200.pdf", "-o", output)
    assert done.returncode == ExitCode.GOOD, done.stderr.decode()
    assert done.stdout == b""
    plan = PlanDocument.model_validate_json(output.read_bytes())
    assert [page.origin for page in plan.source.pages] == ["ocr"]
    assert all(task.evidence[0].bbox for task in plan.tasks)
    gold = json.loads((SAMPLE / "gold.json").read_text("utf-8"))
    score = score_records(gold, json.loads(output.read_text("utf-8")))
    assert score.found_tasks == score.gold_tasks == score.output_tasks
    assert score.cell_accuracy >= 0.9, score.wrong


@needs_tesseract
@pytest.mark.parametrize(("name", "why"), [("scan-signed.pdf", "stamp"), ("scan-wrecked.pdf", "wrecked")])
def test_a_thin_or_wrecked_layer_does_not_pass_for_the_text(name: str, why: str) -> None:
    done = run("ingest", SAMPLE / name, "-o", "-")
    plan = PlanDocument.model_validate_json(done.stdout)
    assert [page.origin for page in plan.source.pages] == ["ocr"]
    assert plan.document.number == "17/KH-UBND"
    assert why in plan.source.pages[0].origin_reason


@needs_tesseract
def test_a_folder_of_photographed_pages_is_one_plan(tmp_path: Path) -> None:
    sample = SAMPLE.parent / "huyen-truc-khe"
    folder = tmp_path / "kế hoạch"
    folder.mkdir()
    with pypdfium2.PdfDocument(sample / "scan-clean300.pdf") as document:
        for number, page in enumerate(document, 9):
            page.render(scale=200 / 72).to_pil().save(folder / f"trang {number}.jpg", dpi=(200, 200))
    done = run("ingest", folder)
    assert done.returncode == ExitCode.GOOD, done.stderr.decode()
    plan = PlanDocument.model_validate_json(folder.with_name("kế hoạch.json").read_bytes())
    gold = json.loads((sample / "gold.json").read_text("utf-8"))
    score = score_records(gold, plan.model_dump(mode="json"))
    assert score.found_tasks == score.gold_tasks == score.output_tasks
    assert plan.source.page_count == len(list(folder.iterdir()))
