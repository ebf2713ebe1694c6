"""The command as people and schedulers use it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from functools import partial
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageDraw

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Start = Callable[..., subprocess.Popen[str]]


def scans(folder: Path, plan: Callable[[int], str], files: int) -> Path:
    folder.mkdir()
    for number in range(files):
        (folder / f"{number}.txt").write_text("\f".join([plan(number), *["phụ lục"] * 10]), "utf-8")
    return folder


def test_a_log_has_a_line_for_every_file(
    tmp_path: Path, plan: Callable[[int], str], planparse: Start
) -> None:
    run = planparse("batch", scans(tmp_path / "in", plan, 3), "--out", "out")
    product, talk = run.communicate()
    assert (run.returncode, product) == (0, "")
    assert (
        sum(line.startswith("[") and "done" in line and "pages/min" in line for line in talk.splitlines())
        == 3
    )
    assert "3 of 3 files done" in talk


def test_files_are_read_as_one_is(tmp_path: Path, plan: Callable[[int], str], planparse: Start) -> None:
    folder, office = scans(tmp_path / "in", plan, 1), tmp_path / "của ta"
    Image.new("L", (100, 100)).save(folder / "picture.png")
    office.mkdir()
    text = (folder / "0.txt").read_text("utf-8")
    (folder / "0.txt").write_text(text.replace("Phòng Nội vụ", "Tổ SHTL"), "utf-8")
    row = "to-so-hoa\tTổ Số hóa tài liệu\tTổ SHTL\toffice\t"
    (office / "units.tsv").write_text(f"id\tname\taliases\tlevel\tera\n{row}\n", "utf-8")
    run = planparse("batch", folder, "--out", "out", "--ocr", "never", "--dictionary", office)
    talk = run.communicate()[1]
    assert run.returncode == 6
    assert "picture.png is a picture, and OCR is off" in talk
    [task] = json.loads((tmp_path / "out" / "0.txt.json").read_bytes())["tasks"]
    assert task["lead_units"] == [{"name": "Tổ SHTL", "unit_id": "to-so-hoa"}]


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_it_says_so_and_goes_on_later(
    tmp_path: Path,
    plan: Callable[[int], str],
    planparse: Start,
    number: signal.Signals,
    request: pytest.FixtureRequest,
) -> None:
    folder = scans(tmp_path / "in", plan, 80)
    # A shell that starts this test run in the background has Ctrl-C ignored, and children inherit that.
    heard = signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL
    request.addfinalizer(partial(signal.signal, number, signal.signal(number, heard)))
    run = planparse("batch", folder, "--out", "out", "--jobs", 1)
    assert run.stderr is not None
    while not run.stderr.readline().startswith("[2/"):
        assert run.poll() is None
    run.send_signal(number)
    assert "interrupted" in run.communicate()[1]
    assert run.returncode == 130
    summary = json.loads((tmp_path / "out" / "summary.json").read_bytes())
    assert 0 < summary["unsettled"] < 80
    again = planparse("batch", folder, "--out", "out", "--jobs", 1)
    again.communicate()
    assert again.returncode == 0


def test_a_second_run_on_the_same_folder_is_refused(
    tmp_path: Path, plan: Callable[[int], str], planparse: Start
) -> None:
    folder = scans(tmp_path / "in", plan, 40)
    first = planparse("batch", folder, "--out", "out", "--jobs", 1)
    assert first.stderr is not None
    first.stderr.readline()
    second = planparse("batch", folder, "--out", "out")
    talk = second.communicate()[1]
    assert second.returncode == 3
    assert f"process {first.pid} on " in talk
    first.communicate()
    assert first.returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows finds programs elsewhere too")
def test_without_tesseract_the_run_ends_and_blames_no_file(
    tmp_path: Path, plan: Callable[[int], str], planparse: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = scans(tmp_path / "in", plan, 1)
    picture = Image.new("L", (900, 300), 255)
    ImageDraw.Draw(picture).text((50, 100), "KE HOACH", fill=0, font_size=80)
    picture.save(folder / "scan.png", dpi=(300, 300))
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PLANPARSE_ENGINE", "pytesseract")
    run = planparse("batch", folder, "--out", "out")
    assert "planparse doctor" in run.communicate()[1]
    assert run.returncode == 4
    assert "scan.png" not in (tmp_path / "out" / "manifest.jsonl").read_text("utf-8")


def test_remote_places_by_the_command_line(
    tmp_path: Path, plan: Callable[[int], str], planparse: Start
) -> None:
    folder = scans(tmp_path / "in", plan, 2)
    run = planparse("batch", f"file://{folder.as_posix()}", "--out", f"file://{tmp_path.as_posix()}/out")
    talk = run.communicate()[1]
    assert run.returncode == 0, talk
    assert {path.name for path in (tmp_path / "out").glob("*.txt.json")} == {"0.txt.json", "1.txt.json"}


def test_a_terminal_gets_a_bar(tmp_path: Path, plan: Callable[[int], str]) -> None:
    pty = pytest.importorskip("pty")
    folder = scans(tmp_path / "in", plan, 2)
    (folder / "empty.pdf").write_bytes(b"")
    screen, terminal = pty.openpty()
    command = [sys.executable, "-m", "planparse", "batch", str(folder), "--out", str(tmp_path / "out")]
    with subprocess.Popen(
        command, stderr=terminal, env=os.environ | {"TERM": "xterm", "COLUMNS": "120"}
    ) as run:
        os.close(terminal)
        shown = b""
        while chunk := read(screen):
            shown += chunk
    assert run.returncode == 6
    text = shown.decode("utf-8", "replace")
    assert "3/3" in text
    assert "pages/min" in text
    assert "failed: empty.pdf: the file is empty" in text


def read(screen: int) -> bytes:
    try:
        return os.read(screen, 65536)
    except OSError:  # the other side closed: Linux says so by an error
        return b""
