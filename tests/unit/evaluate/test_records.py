"""The score of records."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

from typer.testing import CliRunner

from planparse.cli.app import app
from planparse.evaluate.records import score_records

if TYPE_CHECKING:
    from pathlib import Path

GOLD: dict[str, Any] = {
    "document": {
        "type": {"code": "KH", "name": "Kế hoạch"},
        "number": "1/KH-VP",
        "title": "Cải cách hành chính năm 2025",
        "year": 2025,
        "legal_bases": [{"type": "Quyết định", "number": "5/QĐ-UBND"}],
        "signer": {"title": "CHÁNH VĂN PHÒNG", "name": "Ngô Văn Mẫu"},
    },
    "sections": [{"path": ["II"], "title": "NHIỆM VỤ"}],
    "tasks": [
        {
            "path": ["II", "1"],
            "description": "Rà soát văn bản hết hiệu lực",
            "lead_units": [{"name": "Phòng Nội chính"}],
            "products": ["Báo cáo", "Danh mục"],
            "schedule": {
                "text": "Quý I",
                "start": "2025-01-01",
                "end": "2025-03-31",
                "recurrence": None,
            },
        }
    ],
}


def test_the_same_records_are_all_right() -> None:
    score = score_records(GOLD, GOLD)
    assert (score.cell_accuracy, score.document.share, score.sections.share) == (1.0, 1.0, 1.0)
    assert score.wrong == []


def test_a_flat_gold_file_means_the_same() -> None:
    flat = copy.deepcopy(GOLD)
    flat["document"] |= {"type": "KH", "signer": "Ngô Văn Mẫu"}
    flat["tasks"] = [
        {
            "path": ["II", "1"],
            "text": "Rà soát văn bản hết hiệu lực.",
            "lead": ["Phòng Nội chính"],
            "coordinating": [],
            "products": "Báo cáo\nDanh mục",
            "time": "Quý I.",
            "start": "2025-01-01",
            "end": "2025-03-31",
            "recurring": False,
        }
    ]
    assert score_records(flat, GOLD).figures()["cell_accuracy"] == 1.0


def test_a_wrong_unit_and_a_wrong_day_are_told() -> None:
    output = copy.deepcopy(GOLD)
    output["tasks"][0]["lead_units"] = [{"name": "Phòng Tổng hợp"}]
    output["tasks"][0]["schedule"]["end"] = "2025-03-30"
    score = score_records(GOLD, output)
    assert [(cell.where, cell.field) for cell in score.wrong] == [("II/1", "lead"), ("II/1", "end")]
    assert score.cells["lead"].share == 0.0


def test_a_task_elsewhere_is_found_by_its_text_and_its_path_is_wrong() -> None:
    output = copy.deepcopy(GOLD)
    output["tasks"][0]["path"] = ["III", "4"]
    score = score_records(GOLD, output)
    assert score.found_tasks == 1
    assert [cell.field for cell in score.wrong] == ["path"]


def test_an_invented_task_makes_its_cells_wrong() -> None:
    output = copy.deepcopy(GOLD)
    output["tasks"].append({"path": ["IX"], "description": "Mua máy bay"})
    score = score_records(GOLD, output)
    assert [cell.field for cell in score.wrong] == ["invented"]
    assert score.cells["text"].all == 2


def test_lost_and_invented_legal_bases_are_told_apart() -> None:
    output = copy.deepcopy(GOLD)
    output["document"]["legal_bases"] = [{"number": "6/QĐ-UBND"}]
    cells = [cell for cell in score_records(GOLD, output).wrong if cell.field == "legal_bases"]
    assert [(cell.gold, cell.output) for cell in cells] == [("5/qđ-ubnd", None), (None, "6/qđ-ubnd")]


def test_the_command_prints_figures_and_wrong_cells(tmp_path: Path) -> None:
    output = copy.deepcopy(GOLD)
    output["sections"][0]["title"] = "TỔ CHỨC"
    for name, document in (("gold.json", GOLD), ("out.json", output)):
        (tmp_path / name).write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    result = CliRunner().invoke(
        app, ["evaluate", "records", str(tmp_path / "gold.json"), str(tmp_path / "out.json"), "--show"]
    )
    assert result.exit_code == 0
    assert '"section_accuracy": 0.0' in result.stdout
    assert "section II [title]" in result.stdout


def test_a_file_without_records_is_refused(tmp_path: Path) -> None:
    (tmp_path / "gold.json").write_text("[]", "utf-8")
    result = CliRunner().invoke(
        app, ["evaluate", "records", str(tmp_path / "gold.json"), str(tmp_path / "gold.json")]
    )
    assert result.exit_code != 0
