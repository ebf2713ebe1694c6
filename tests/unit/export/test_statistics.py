from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from planparse.errors import OutputError, UsageError
from planparse.export import chart
from planparse.export.statistics import collect

if TYPE_CHECKING:
    from pathlib import Path


def test_counts(outputs: Path) -> None:
    assert collect(outputs).as_json() == {
        "documents": 2,
        "failures": 2,
        "pages": 4,
        "tasks": 3,
        "mean_confidence": 0.9,
        "lead_units": {"Phòng Nội vụ": 2},
        "quarters": {"2031-Q1": 1, "none": 1, "standing": 1},
        "confidence": {"0.9": 3},
        "flags": {"missing_lead": 1},
        "warnings": {"page_timeout": 2},
    }


def test_an_empty_folder_has_no_mean(tmp_path: Path) -> None:
    assert collect(tmp_path).mean_confidence is None


@pytest.mark.parametrize("suffix", chart.FORMATS)
def test_the_chart_shows_vietnamese_names(outputs: Path, suffix: str) -> None:
    target = outputs.parent / f"chart{suffix}"
    with warnings.catch_warnings():
        warnings.filterwarnings("error", message="Glyph")
        warnings.filterwarnings("ignore", category=DeprecationWarning, module="(pyparsing|matplotlib).*")
        chart.draw(collect(outputs), target)
    if suffix == ".png":
        with Image.open(target) as picture:
            assert picture.width > 1000
            assert len(picture.convert("L").getcolors() or []) > 10
    else:
        assert target.stat().st_size > 1000
    with pytest.raises(OutputError, match="there already"):
        chart.draw(collect(outputs), target)


def test_other_pictures_are_refused(outputs: Path) -> None:
    with pytest.raises(UsageError, match="no picture format"):
        chart.draw(collect(outputs), outputs / "chart.bmp")
