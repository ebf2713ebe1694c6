"""Samples give the outputs that lie beside them; scans are replayed from recorded OCR."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import goldens
import pytest

from planparse.evaluate.records import score_records

if TYPE_CHECKING:
    from pathlib import Path


LEAST_OF_SCANS = 0.85
LEAST_OF_HEADS = 0.85


def name_of(sample: Path) -> str:
    return f"{sample.parent.name}/{sample.name}"


@pytest.mark.parametrize("sample", goldens.sample_files(), ids=name_of)
def test_a_sample_gives_its_expected_output(sample: Path) -> None:
    expected = json.loads(goldens.expected_path(sample).read_text("utf-8"))
    assert goldens.stable(goldens.ingest_with(sample, goldens.replayed)) == expected


@pytest.mark.parametrize("sample", goldens.sample_files(), ids=name_of)
def test_expected_outputs_are_near_the_gold(sample: Path) -> None:
    """Expected is what the program gives; gold is what its author wrote. They must not drift apart."""
    gold = json.loads(sample.with_name("gold.json").read_text("utf-8"))
    output = json.loads(goldens.expected_path(sample).read_text("utf-8"))
    score = score_records(gold, output)
    digital = sample.name == "digital.pdf"
    assert score.cell_accuracy >= (1.0 if digital else LEAST_OF_SCANS), score.wrong
    assert score.document.share >= (1.0 if digital else LEAST_OF_HEADS), score.wrong


def test_no_recording_is_left_over() -> None:
    """Every recording belongs to a page of a sample: the number of scanned pages is the number of files."""
    scanned = sum(
        page["origin"] == "ocr"
        for sample in goldens.sample_files()
        for page in json.loads(goldens.expected_path(sample).read_text("utf-8"))["source"]["pages"]
    )
    assert len(list(goldens.RECORDINGS.glob("*.json.gz"))) == scanned
