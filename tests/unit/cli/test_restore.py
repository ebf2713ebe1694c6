"""`planparse restore` and `planparse evaluate text` from the outside."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from planparse.cli.app import app
from planparse.errors import InputMissing, InputUnsupported, UsageError

if TYPE_CHECKING:
    from pathlib import Path

WRECK = "Trién khai thuc hién nhiém vu\n\n- Pon vi chu tri: Van phong\n"
CLEAN = "Triển khai thực hiện nhiệm vụ\n\n- Đơn vị chủ trì: Văn phòng\n"


def run(*arguments: str, given: str | None = None) -> str:
    result = CliRunner().invoke(app, arguments, input=given)
    if result.exception:
        raise result.exception
    return result.stdout


def test_lines_stay_as_they_are() -> None:
    assert run("restore", "-", given=WRECK) == CLEAN


def test_explain_shows_candidates_and_costs(tmp_path: Path) -> None:
    path = tmp_path / "wreck.txt"
    path.write_text(WRECK, "utf-8")
    told = run("restore", str(path), "--explain")
    assert "1: thuc -> thực" in told
    assert " + " in told
    assert "nhiệm vụ\n" not in told


def test_marks_strike_out_what_went() -> None:
    told = run("restore", "-", "--marks", given="khai thuc hién nhiém vu\n")
    assert told.startswith("khai \x1b[31;9mthuc\x1b[0m\x1b[32mthực\x1b[0m ")


def test_wrong_calls_are_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        run("restore", "-", "--marks", "--explain", given="")
    with pytest.raises(InputMissing):
        run("restore", str(tmp_path / "none.txt"))
    (tmp_path / "latin.txt").write_bytes(b"\xff\xfe\xe9")
    with pytest.raises(InputUnsupported):
        run("restore", str(tmp_path / "latin.txt"))


def test_evaluate_text_prints_figures_and_confusions(tmp_path: Path) -> None:
    gold, output = tmp_path / "gold.txt", tmp_path / "output.txt"
    gold.write_text("văn phòng văn bản", "utf-8")
    output.write_text("vin phòng vin bản", "utf-8")
    figures, _, rest = run(
        "evaluate", "text", str(gold), str(output), "--worst", "5", "--alignment"
    ).partition("}\n")
    assert json.loads(figures + "}")["word_error_rate"] == 0.5
    assert "    2  văn -> vin" in rest
    assert "line 1: văn -> vin" in rest


def test_confusions_leave_the_gold_for_what_comes_after(tmp_path: Path) -> None:
    names = [tmp_path / name for name in ("gold.txt", "output.txt", "ocr.txt")]
    for name, content in zip(names, ["văn phòng", "văn phóng", "vin phóng"], strict=True):
        name.write_text(content, "utf-8")
    told = run("evaluate", "text", *map(str, names[:2]), "--worst", "3", "--before", str(names[2]))
    assert "page 1: word errors 2 -> 1\n  mended: vin -> văn" in told


def test_the_command_line_starts_without_the_heavy_libraries() -> None:
    code = "import planparse.cli, sys; print(sorted({'numpy', 'pydantic', 'cv2'} & set(sys.modules)))"
    started = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert started.stdout.strip() == "[]"
