"""stdout is the product, stderr is talk, and no output is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from planparse.errors import ExitCode
from planparse.model.plan import PlanDocument

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Planparse


TYPED = """\
KẾ HOẠCH
Công tác năm 2025

I. NHIỆM VỤ

1. Việc chung

a) Rà soát hồ sơ lưu trữ của cơ quan.

- Đơn vị chủ trì: Phòng Nội vụ.

- Thời gian: Quý I/2025.
"""


@pytest.fixture
def mine(digital: Path, tmp_path: Path) -> Path:
    """A copy whose folder may be written to, under a name in Vietnamese with a space."""
    copy = tmp_path / "Kế hoạch số 17.pdf"
    copy.write_bytes(digital.read_bytes())
    return copy


def test_dash_writes_clean_json_to_stdout(planparse: Planparse, digital: Path) -> None:
    outcome = planparse("ingest", digital, "-o", "-")
    assert outcome.code == ExitCode.GOOD
    plan = PlanDocument.model_validate_json(outcome.out)
    assert plan.document.number == "17/KH-UBND"
    assert "2 tasks" in outcome.err


def test_json_goes_beside_the_file(planparse: Planparse, mine: Path) -> None:
    outcome = planparse("ingest", mine)
    assert (outcome.code, outcome.out) == (ExitCode.GOOD, "")
    assert (
        json.loads(mine.with_name("Kế hoạch số 17.pdf.json").read_text("utf-8"))["source"]["name"]
        == mine.name
    )


def test_an_existing_output_is_kept_unless_told(planparse: Planparse, mine: Path) -> None:
    output = mine.with_name("plan.json")
    output.write_text("mine", "utf-8")
    refused = planparse("ingest", mine, "-o", output)
    assert refused.code == ExitCode.INPUT
    assert "--overwrite" in refused.complaint[1]
    assert output.read_text("utf-8") == "mine"
    assert planparse("ingest", mine, "-o", output, "--overwrite").code == ExitCode.GOOD
    assert json.loads(output.read_text("utf-8"))["schema_version"] == "1"


def test_the_input_is_never_the_output(planparse: Planparse, mine: Path) -> None:
    before = mine.read_bytes()
    outcome = planparse("ingest", mine, "-o", mine, "--overwrite")
    assert outcome.code == ExitCode.USAGE
    assert mine.read_bytes() == before


def test_a_name_too_long_for_an_output_is_told_before_reading(planparse: Planparse, mine: Path) -> None:
    long = mine.rename(mine.with_name("x" * 250 + ".pdf"))
    refused = planparse("ingest", long)
    assert refused.code == ExitCode.INPUT
    assert "cannot write" in refused.complaint[0]
    assert planparse("ingest", long, "-o", "-").code == ExitCode.GOOD


def test_compact_is_one_line(planparse: Planparse, digital: Path) -> None:
    assert planparse("ingest", digital, "-o", "-", "--compact").out.count("\n") == 1


def test_stdin_is_plain_text(planparse: Planparse) -> None:
    outcome = planparse("ingest", "-", stdin=TYPED.encode())
    assert outcome.code == ExitCode.GOOD
    (task,) = json.loads(outcome.out)["tasks"]
    assert task["path"] == ["I", "1", "a"]
    assert task["schedule"]["end"] == "2025-03-31"


def test_pages_that_are_asked_for(planparse: Planparse, digital: Path) -> None:
    plan = json.loads(planparse("ingest", digital, "-o", "-", "--pages", "1").out)
    assert [page["number"] for page in plan["source"]["pages"]] == [1]


@pytest.mark.parametrize("pages", ["0", "x", "3-1", ""])
def test_pages_that_make_no_sense(planparse: Planparse, digital: Path, pages: str) -> None:
    assert planparse("ingest", digital, "-o", "-", f"--pages={pages}").code == ExitCode.USAGE


def test_schema_is_json_schema(planparse: Planparse) -> None:
    schema = json.loads(planparse("schema").out)
    assert schema["title"] == "PlanDocument"
    assert schema["$schema"].endswith("/2020-12/schema")
    assert set(schema["required"]) == set(PlanDocument.model_fields), "every output has all of them"


def test_doctor_lists_tesseract(planparse: Planparse) -> None:
    assert "esseract" in planparse("doctor").out


def test_what_a_person_should_look_at_is_told(planparse: Planparse) -> None:
    text = TYPED.replace("- Đơn vị chủ trì: Phòng Nội vụ.\n", "").replace(
        "Công tác", "Số: …/KH-UBND\nCông tác"
    )
    outcome = planparse("ingest", "-", "-o", "-", stdin=text.encode())
    assert "to look at: missing_lead 1\n" in outcome.err
    assert "to look at" not in planparse("ingest", "-", "-o", "-", stdin=TYPED.encode()).err


def test_a_pattern_that_no_shell_expanded_names_its_files(planparse: Planparse, mine: Path) -> None:
    assert planparse("ingest", "K*.pdf", "-o", "-").code == ExitCode.GOOD
    assert planparse("ingest", "x*.pdf").complaint[0] == "no such file: x*.pdf"
    bracketed = mine.rename(mine.with_name("[1].pdf"))
    assert planparse("ingest", bracketed).code == ExitCode.GOOD


def test_pictures_that_cannot_be_put_anywhere_are_told_before_reading(
    planparse: Planparse, scan: Path
) -> None:
    refused = planparse("ingest", scan, "-o", "-", "--debug-images", scan / "below")
    assert refused.code == ExitCode.INPUT
    assert "cannot write" in refused.complaint[0]


SMALL_DISK = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (512, 512))
sys.argv[0] = "planparse"
from planparse.cli import main
main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows bounds no file's size")
@pytest.mark.parametrize("name", ["tasks.csv", "tasks.xlsx", "tasks.sqlite", "tasks.parquet", "batch"])
def test_a_disk_that_takes_no_more_is_told_in_two_lines(planparse: Planparse, mine: Path, name: str) -> None:
    assert planparse("ingest", mine).code == ExitCode.GOOD
    export = ["export", f"{mine}.json", "--to", name]
    arguments = ["batch", mine, "--out", "out"] if name == "batch" else export
    done = subprocess.run(
        [sys.executable, "-c", SMALL_DISK, *arguments],
        cwd=mine.parent,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=60,
    )
    error, hint = done.stderr.splitlines()[-2:]
    assert (done.returncode, error[:20]) == (ExitCode.INPUT, "error: cannot write ")
    assert hint.startswith("hint: choose another place")
    assert "Traceback" not in done.stderr
    assert not mine.with_name(name).is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows bounds no file's size")
def test_a_product_that_the_disk_does_not_take_is_told(tmp_path: Path) -> None:
    with (tmp_path / "schema.json").open("wb") as product:
        done = subprocess.run(
            [sys.executable, "-c", SMALL_DISK, "schema"],
            stdout=product,
            stderr=subprocess.PIPE,
            check=False,
            encoding="utf-8",
            timeout=60,
        )
    error, hint = done.stderr.splitlines()
    assert (done.returncode, error[:29]) == (ExitCode.INPUT, "error: cannot write to stdout")
    assert hint.startswith("hint: ")


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX pipes")
def test_a_reader_that_has_read_enough_is_no_failure() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as closed:
        done = subprocess.run(
            [sys.executable, "-m", "planparse", "schema"],
            stdout=closed,
            stderr=subprocess.PIPE,
            check=False,
            timeout=60,
        )
    assert (done.returncode, done.stderr) == (ExitCode.PIPE_CLOSED, b"")
