"""The maker of the samples: what is printed, what is gold, and that both say the same."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pdfplumber
import pytest
from paper.fonts import FontUnfit, register_fonts, vietnamese_letters
from paper.gold import gold_records
from paper.printing import print_plan
from paper.scanner import POOR, bitonal, has_colour, photograph, scan
from paper.source import SamplePlan, Work, read_plan
from paper.table import Row, RuledTable
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SAMPLES = Path(__file__).parents[2] / "samples"
SOURCES = sorted(SAMPLES.glob("*/plan.toml"))
BYTES_IN_ALL = 8 * 2**20
UPPER_MARGIN = 50  # points; only page numbers stand above


@pytest.fixture(params=SOURCES, ids=lambda path: path.parent.name)
def source(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


@pytest.fixture
def plan(source: Path) -> SamplePlan:
    return read_plan(source)


@pytest.fixture(scope="module")
def _fonts() -> None:
    try:
        register_fonts()
    except FontUnfit as unfit:
        pytest.skip(str(unfit))


def words_of(pdf: Path) -> str:
    """What stands below the page numbers."""
    with pdfplumber.open(pdf) as document:
        bodies = [page.crop((0, UPPER_MARGIN, page.width, page.height)) for page in document.pages]
        return squeezed(" ".join(body.extract_text() for body in bodies))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_the_committed_gold_is_what_the_source_says(source: Path, plan: SamplePlan) -> None:
    assert json.loads(source.with_name("gold.json").read_text("utf-8")) == gold_records(plan)


def test_samples_stay_small() -> None:
    assert sum(path.stat().st_size for path in SAMPLES.rglob("*") if path.is_file()) <= BYTES_IN_ALL


def test_every_plan_is_there_digital_clean_and_poor(source: Path) -> None:
    assert {"digital.pdf", "scan-clean300.pdf", "scan-poor200.pdf"} <= {
        p.name for p in source.parent.iterdir()
    }


def values(works: Iterable[Work]) -> Iterator[str]:
    for work in works:
        yield from (work.task, *work.lead, *work.coordinating, *work.products)
        if work.time:
            yield work.time


def test_the_digital_print_shows_every_gold_value(source: Path, plan: SamplePlan) -> None:
    """Cells of a table are wrapped among other columns: their words must be there, not side by side."""
    text = words_of(source.with_name("digital.pdf"))
    body = [node for node in plan.nodes if isinstance(node, Work)]
    assert [value for value in values(body) if squeezed(value) not in text] == []
    rows = [work for work in plan.works if work not in body]
    printed = set(re.findall(r"\w+", text))
    assert [value for value in values(rows) if not set(re.findall(r"\w+", value)) <= printed] == []


def test_times_are_in_order(plan: SamplePlan) -> None:
    for work in plan.works:
        assert not (work.start and work.end) or work.start <= work.end


@pytest.mark.usefixtures("_fonts")
def test_the_same_source_prints_the_same_bytes(plan: SamplePlan, tmp_path: Path) -> None:
    for name in ("one.pdf", "two.pdf"):
        print_plan(plan, tmp_path / name, stamped=True)
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


@pytest.mark.usefixtures("_fonts")
def test_the_committed_print_is_of_this_source(source: Path, plan: SamplePlan, tmp_path: Path) -> None:
    print_plan(plan, tmp_path / "again.pdf")
    assert words_of(tmp_path / "again.pdf") == words_of(source.with_name("digital.pdf"))


def test_vietnamese_has_134_letters_with_marks_and_twelve_without() -> None:
    letters = vietnamese_letters()
    assert len(letters) == 146
    assert sum(not letter.isascii() for letter in letters) == 134


@pytest.mark.usefixtures("_fonts")
def test_a_row_too_high_for_the_page_is_cut_and_loses_no_word(tmp_path: Path) -> None:
    style = ParagraphStyle("cell", fontName="Serif", fontSize=12, leading=15)
    long = " ".join(f"việc{number}" for number in range(400))
    rows = [("1", "ngắn"), ("2", long)]
    table = RuledTable(
        Row(tuple(Paragraph(text, style) for text in ("TT", "Nhiệm vụ"))),
        [Row(tuple(Paragraph(text, style) for text in row)) for row in rows],
        [40, 200],
    )
    path = tmp_path / "table.pdf"
    SimpleDocTemplate(str(path)).build([table])
    with pdfplumber.open(path) as document:
        assert len(document.pages) > 1
        tables = [row for page in document.pages for row in page.extract_tables()[0]]
    assert [row[0] for row in tables].count("TT") > 1
    assert " ".join((row[1] or "") for row in tables if row[0] in {"2", ""}).split() == long.split()


SHEET = np.full((200, 150, 3), 255, np.uint8)
SHEET[60:70, 20:130] = 0


def test_a_scan_is_told_by_its_seed() -> None:
    assert np.array_equal(scan(SHEET, POOR, 7), scan(SHEET, POOR, 7))
    assert not np.array_equal(scan(SHEET, POOR, 7), scan(SHEET, POOR, 8))


def test_a_poor_scan_is_grey_dirty_and_legible() -> None:
    poor = scan(SHEET, POOR, 7)
    assert np.ptp(poor.astype(int), axis=2).max() == 0
    assert poor[64, 40:110].mean() < 130 < poor[120:180].mean()


def test_a_photograph_shows_the_desk_around_the_sheet() -> None:
    photo = photograph(SHEET, 3)
    assert photo.shape[0] > SHEET.shape[0]
    assert photo[0, 0].max() < 110


def test_colour_decides_whether_a_page_may_be_two_tone() -> None:
    sealed = SHEET.copy()
    sealed[100:140, 60:100] = (217, 20, 33)
    assert has_colour(sealed)
    assert not has_colour(SHEET)
    assert bitonal(SHEET).dtype == np.bool_
