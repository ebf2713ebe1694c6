"""Real scans of offices: no thin or wrecked layer passes for the page's text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from planparse.ingest import open_document
from planparse.model.page import Table
from planparse.settings import Settings

CASES = Path(__file__).parents[3].parent / "shared" / "cases"
SCANS = CASES / "real-scans"
PDFS = sorted(path.name for path in SCANS.glob("*.pdf"))
HEADERS = SCANS / "headers.json"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not PDFS, reason="the team's cases are not beside this checkout"),
]


def header(name: str) -> dict[str, object]:
    found: dict[str, object] = next(
        item for item in json.loads(HEADERS.read_text("utf-8")) if item["file"] == name
    )
    return found


@pytest.mark.parametrize("name", PDFS)
def test_every_page_tells_its_origin_rightly(name: str) -> None:
    gold = header(name)
    blank = gold.get("blank_pages") or []
    assert isinstance(blank, list)
    with open_document(SCANS / name, settings=Settings()) as document:
        loaded = {number: document.read_page(number) for number in range(1, document.info.page_count + 1)}
    assert len(loaded) == gold["pages"]
    for number, page in loaded.items():
        if gold["text_layer"] == "good":
            assert page.page is not None
            assert page.page.origin == "text_layer"
        elif number in blank:
            assert page.page is not None
            assert (page.page.origin_reason, page.page.blocks) == ("blank", ())
        else:
            assert page.image is not None, f"page {number} was taken for text"
            assert page.image.dpi >= 199
    if gold["text_layer"] == "signature_stamp_only":
        assert all(signature.signed_at and signature.signer for signature in loaded[1].signatures)
        assert loaded[1].signatures


def test_numbers_filled_in_on_release_stand_in_their_line() -> None:
    name = next(name for name in PDFS if header(name)["text_layer"] == "good")
    gold = header(name)
    with open_document(SCANS / name, settings=Settings()) as document:
        page = document.read_page(1).page
    assert page is not None
    squeezed = page.text.replace(" ", "")
    assert f"Số:{gold['number']}" in squeezed


@pytest.mark.parametrize(
    "name", ["quang-ngai-vp-2023/scan-office200.pdf", "quang-ngai-vp-2023/scan-bad150.pdf"]
)
def test_a_scan_cut_at_sixty_percent_gives_its_whole_pages(name: str) -> None:
    data = (CASES / name).read_bytes()
    with open_document(data[: len(data) * 6 // 10], name="cut.pdf", settings=Settings()) as document:
        assert document.info.page_count >= 5
        assert [notice.code for notice in document.notices] == ["file_truncated"]
        assert document.read_page(5).image is not None


def test_the_annex_comes_out_as_tables() -> None:
    with open_document(CASES / "quang-ngai-vp-2023-annex" / "digital.pdf", settings=Settings()) as document:
        rows = 0
        for number in range(2, document.info.page_count + 1):
            page = document.read_page(number).page
            assert page is not None
            (table,) = [block for block in page.blocks if isinstance(block, Table)]
            assert table.column_count == 6
            rows += table.row_count
    assert rows >= 34 + 7  # the tasks, and a head on every page
