"""Bad input gets one line that says what is wrong, one that says what to do, and its own exit code."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from planparse.errors import ExitCode

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Planparse


def missing(_path: Path) -> None:
    """Nothing there."""


def a_directory(path: Path) -> None:
    path.mkdir()


def empty(path: Path) -> None:
    path.write_bytes(b"")


def an_archive(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04" + bytes(range(256)) * 20)


def a_broken_pdf(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n" + b"\x00\xff" * 500)


def a_pdf_without_pages(path: Path) -> None:
    path.write_bytes(
        b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n"
        b"trailer\n<< /Root 1 0 R /Size 3 >>\n%%EOF\n"
    )


def behind_a_password(path: Path) -> None:
    canvas = Canvas(str(path), encrypt="secret")
    canvas.drawString(72, 720, "x")
    canvas.save()


def a_huge_picture(path: Path) -> None:
    Image.new("1", (30_000, 30_000)).save(path, "PNG")


def a_huge_picture_in_a_header(path: Path) -> None:
    """A PNG of a few bytes that claims 60,000 x 60,000 pixels."""
    header = (60_000).to_bytes(4) * 2 + bytes([8, 2, 0, 0, 0])
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(9000))), (b"IEND", b""))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(png_chunk(*chunk) for chunk in chunks))


def png_chunk(name: bytes, content: bytes) -> bytes:
    return len(content).to_bytes(4) + name + content + zlib.crc32(name + content).to_bytes(4)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (missing, "no such file"),
        (a_directory, "directory|folder"),
        (empty, "empty"),
        (an_archive, "zip"),
        (a_broken_pdf, "damaged|broken|cannot"),
        (a_pdf_without_pages, "page|broken"),
        (behind_a_password, "password"),
        (a_huge_picture, "pixel"),
        (a_huge_picture_in_a_header, "pixel"),
    ],
)
def test_unreadable_files(
    planparse: Planparse, tmp_path: Path, make: Callable[[Path], None], said: str
) -> None:
    path = tmp_path / "kế hoạch.pdf"
    make(path)
    outcome = planparse("ingest", path, "-o", "-")
    assert outcome.code == ExitCode.INPUT
    assert outcome.out == ""
    error, _hint = outcome.complaint
    assert any(word in error.lower() for word in said.lower().split("|"))


def test_a_blank_page_is_nothing_recognised(planparse: Planparse, tmp_path: Path) -> None:
    path = tmp_path / "blank.png"
    Image.new("L", (1654, 2339), 255).save(path, dpi=(200, 200))
    outcome = planparse("ingest", path)
    assert outcome.code == ExitCode.NOTHING
    assert not path.with_name("blank.png.json").exists()


def test_without_tesseract_a_scan_is_refused(planparse: Planparse, scan: Path) -> None:
    outcome = planparse("ingest", scan, "-o", "-", "--engine", "pytesseract", environment={"PATH": ""})
    assert outcome.code == ExitCode.OCR_MISSING
    _error, hint = outcome.complaint
    assert "planparse doctor" in hint


def test_without_vietnamese_a_scan_is_refused(planparse: Planparse, scan: Path, tmp_path: Path) -> None:
    outcome = planparse("ingest", scan, "-o", "-", environment={"TESSDATA_PREFIX": str(tmp_path)})
    assert outcome.code == ExitCode.OCR_MISSING


def test_without_tesseract_a_digital_plan_is_read(planparse: Planparse, digital: Path) -> None:
    assert planparse("ingest", digital, "-o", "-", environment={"PATH": ""}).code == ExitCode.GOOD


def test_traceback_only_with_debug(planparse: Planparse, tmp_path: Path) -> None:
    outcome = planparse("ingest", tmp_path / "missing.pdf", "--debug")
    assert "Traceback" in outcome.err


def test_debug_keeps_the_exit_code(planparse: Planparse, tmp_path: Path) -> None:
    assert planparse("stats", tmp_path / "missing", "--debug").code == ExitCode.INPUT


@pytest.mark.parametrize(
    ("arguments", "said", "helper"),
    [
        (["bogus"], "'bogus'", "planparse --help"),
        (["ingest"], "FILE", "planparse ingest --help"),
        (["ingest", "x.pdf", "--dpi", "10"], "--dpi", "planparse ingest --help"),
        (["ingest", "x.pdf", "--skip", "ink"], "deskew", "planparse ingest --help"),
        (["evaluate", "bogus"], "'bogus'", "planparse evaluate --help"),
        (["export", "results"], "--to", "planparse export --help"),
    ],
)
def test_a_call_that_makes_no_sense(
    planparse: Planparse, arguments: list[str], said: str, helper: str
) -> None:
    outcome = planparse(*arguments)
    assert outcome.code == ExitCode.USAGE
    error, hint = outcome.complaint
    assert said in error
    assert hint.endswith(helper)


def test_stdin_without_end_is_bounded(planparse: Planparse, tmp_path: Path) -> None:
    (tmp_path / "planparse.toml").write_text("[limits]\nfile_bytes = 1000000\n", "utf-8")
    outcome = planparse("ingest", "-", stdin=b"x" * 1_000_001)
    assert outcome.code == ExitCode.INPUT
    assert "stdin gives more than the 1 MB allowed" in outcome.complaint[0]
