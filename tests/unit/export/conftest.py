"""Plans of invented offices."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from planparse.files import write_whole
from planparse.model.plan import PlanDocument

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def task(number: str, **changes: Any) -> dict[str, Any]:
    return {
        "id": f"12/KH-UBND#II.1.{number}",
        "path": ["II", "1", number],
        "description": "Rà soát thủ tục hành chính",
        "lead_units": [{"name": "Phòng Nội vụ", "unit_id": "phong-noi-vu"}],
        "coordinating_units": [{"name": "Văn phòng"}, {"name": "các phòng, ban liên quan"}],
        "products": ["Báo cáo", "Quyết định công bố"],
        "schedule": {"text": "Quý I/2031", "start": "2031-01-01", "end": "2031-03-31"},
        "evidence": [{"page": 2, "bbox": [72.0, 100.0, 500.0, 140.0]}],
        "confidence": 0.9,
    } | changes


def plan(name: str, tasks: list[dict[str, Any]]) -> PlanDocument:
    return PlanDocument.model_validate_json(
        json.dumps(
            {
                "source": {
                    "name": name,
                    "sha256": "ab" * 32,
                    "media_type": "text/plain",
                    "page_count": 2,
                    "pages": [{"number": n, "origin": "text", "confidence": 0.8 + n / 10} for n in (1, 2)],
                },
                "document": {
                    "type": {"code": "KH", "name": "Kế hoạch"},
                    "number": "12/KH-UBND",
                    "issuer": "UBND huyện Sông Trăng",
                    "issued_on": "2030-12-20",
                    "title": "Cải cách hành chính năm 2031",
                    "year": 2031,
                    "period": {"start": "2031-01-01", "end": "2031-12-31"},
                },
                "sections": [{"path": ["II", "1"], "title": "Về thủ tục hành chính", "page": 2}],
                "tasks": tasks,
                "warnings": [{"code": "page_timeout", "message": "trang 2 quá lâu", "page": 2}],
            }
        )
    )


STANDING = {
    "schedule": {
        "text": "Thường xuyên",
        "start": "2031-01-01",
        "end": "2031-12-31",
        "recurrence": "continuous",
    }
}
HOSTILE = {
    "description": '=HYPERLINK("http://x")',
    "lead_units": [],
    "schedule": None,
    "products": ["- Báo cáo"],
    "flags": ["missing_lead"],
    "evidence": [],
}


@pytest.fixture
def outputs(tmp_path: Path) -> Path:
    """Two plans, one file that is no output, a summary, and a manifest with one failure."""
    folder = tmp_path / "out"
    first = plan("a.pdf", [task("a"), task("b", **STANDING)])
    second = plan("b.pdf", [task("đ", **HOSTILE)])
    write_whole(folder / "2031" / "a.pdf.json", first.model_dump_json().encode())
    write_whole(folder / "b.pdf.json", second.model_dump_json().encode())
    write_whole(folder / "stray.json", b'{"schema_version": "9"}')
    write_whole(folder / "summary.json", b"{}")
    error = {"code": "InputDamaged", "message": "tệp hỏng", "hint": ""}
    entries = [
        {"input": "bad.pdf", "status": "failed", "error": error},
        {"input": "mended.pdf", "status": "failed", "error": error},
        {"input": "mended.pdf", "status": "done"},
    ]
    lines = "".join(json.dumps(entry) + "\n" for entry in entries) + '{"input": "ha'
    write_whole(folder / "manifest.jsonl", lines.encode())
    return folder


@pytest.fixture
def make_outputs(tmp_path: Path) -> Callable[[int, int], Path]:
    """A folder of so many documents with so many tasks each."""

    def make(documents: int, tasks: int) -> Path:
        content = plan("x.pdf", [task(str(n)) for n in range(tasks)]).model_dump_json().encode()
        folder = tmp_path / "many"
        folder.mkdir()
        for number in range(documents):
            (folder / f"{number}.json").write_bytes(content)
        return folder

    return make
