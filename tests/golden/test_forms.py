"""The sample forms against their expected records; `make golden` rewrites them, the diff is read."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from planparse.ingest.text import text_pages
from planparse.parse import parse_plan
from planparse.settings import Settings

FORMS = Path(__file__).parents[2] / "samples" / "forms"
REWRITE = os.environ.get("PLANPARSE_GOLDEN") == "rewrite"


def parsed(path: Path) -> dict[str, Any]:
    plan = parse_plan(text_pages(path.read_text("utf-8")), Settings())
    document: dict[str, Any] = json.loads(plan.model_dump_json(exclude_defaults=True))
    return document


@pytest.mark.parametrize("path", sorted(FORMS.glob("*.txt")), ids=lambda path: path.stem)
def test_a_form_gives_its_records(path: Path) -> None:
    expected = path.with_suffix(".json")
    found = parsed(path)
    if REWRITE:
        expected.write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", "utf-8")
    assert found == json.loads(expected.read_text("utf-8"))


def test_there_are_forms() -> None:
    assert len(list(FORMS.glob("*.txt"))) >= 8
