"""`planparse doctor` names what is missing, and the step that mends just that."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from planparse import diagnosis
from planparse.ocr.engines import EngineReport

if TYPE_CHECKING:
    from planparse.diagnosis import Check


def checks(monkeypatch: pytest.MonkeyPatch, program: str | None, *languages: str) -> dict[str, Check]:
    missing = () if program and "vie" in languages else ("something",)
    report = EngineReport(program, None, languages, tesserocr=False, missing=missing)
    monkeypatch.setattr(diagnosis, "engine_report", lambda: report)
    return {check.name: check for check in diagnosis.diagnose()}


def test_all_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    found = checks(monkeypatch, "/usr/bin/tesseract", "eng", "vie")
    assert all(check.good for check in found.values() if check.needed)
    assert not any(check.remedy for check in found.values() if check.good)


def test_no_program(monkeypatch: pytest.MonkeyPatch) -> None:
    found = checks(monkeypatch, None)
    for name in ("tesseract", "tesseract languages"):
        assert not found[name].good
        assert "tesseract" in found[name].remedy


def test_no_vietnamese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TESSDATA_PREFIX", raising=False)
    found = checks(monkeypatch, "/usr/bin/tesseract", "eng")
    assert (found["tesseract"].good, found["tesseract"].remedy) == (True, "")
    assert not found["tesseract languages"].good
    assert found["tesseract languages"].remedy == diagnosis.install_command(sys.platform)


def test_vietnamese_is_looked_for_where_it_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TESSDATA_PREFIX", "/nowhere")
    assert "/nowhere" in checks(monkeypatch, "/usr/bin/tesseract")["tesseract languages"].remedy


@pytest.mark.parametrize(
    ("platform", "named"), [("win32", "winget"), ("darwin", "brew"), ("linux", "tesseract")]
)
def test_every_system_has_its_command(platform: str, named: str) -> None:
    assert named in diagnosis.install_command(platform)
