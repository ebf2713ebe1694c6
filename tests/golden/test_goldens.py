"""Samples give the outputs that lie beside them; scans are replayed from recorded OCR."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import goldens
import pytest

if TYPE_CHECKING:
    from pathlib import Path


def name_of(sample: Path) -> str:
    return f"{sample.parent.name}/{sample.name}"


@pytest.mark.parametrize("sample", goldens.sample_files(), ids=name_of)
def test_a_sample_gives_its_expected_output(sample: Path) -> None:
    expected = json.loads(goldens.expected_path(sample).read_text("utf-8"))
    assert goldens.stable(goldens.ingest_with(sample, goldens.replayed)) == expected


def test_no_recording_is_left_over() -> None:
    """Every recording belongs to a page of a sample: the number of scanned pages is the number of files."""
    scanned = sum(
        page["origin"] == "ocr"
        for sample in goldens.sample_files()
        for page in json.loads(goldens.expected_path(sample).read_text("utf-8"))["source"]["pages"]
    )
    assert len(list(goldens.RECORDINGS.glob("*.json.gz"))) == scanned
