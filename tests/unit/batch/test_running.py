"""Whole runs over small texts: what is read, what is not, and what is told of it."""

from __future__ import annotations

import json
import os
import tempfile
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from planparse.batch import Options, Summary, run_batch
from planparse.errors import (
    DiskFull,
    InputMissing,
    OcrUnavailable,
    UsageError,
    WorkerCrashed,
    WorkerOutOfMemory,
    WorkerTimeout,
)
from planparse.settings import Settings

if TYPE_CHECKING:
    from collections import deque
    from collections.abc import Callable
    from pathlib import Path

    from planparse.batch.manifest import Entry

    Put = Callable[[str, int], Path]

pytestmark = pytest.mark.usefixtures("crew")


class InlineCrew(Protocol):
    """Of conftest.py."""

    jobs: int
    made: list[str]
    faults: dict[tuple[str, int], list[Exception]]
    _waiting: deque[object]


class Watch:
    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.pages = 0
        self.before = -1

    def begins(self, inputs: int, settled: int) -> None:
        assert settled <= inputs
        self.before = settled

    def page(self) -> None:
        self.pages += 1

    def settles(self, entry: Entry) -> None:
        self.entries.append(entry)


def run(folder: Path, settings: Settings | None = None, **options: Any) -> tuple[Summary, Watch]:
    watch = Watch()
    settings = settings or Settings(jobs=1, restore=False)
    summary = run_batch([str(folder / "in")], str(folder / "out"), settings, Options(**options), watch)
    return summary, watch


def output(folder: Path, name: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((folder / "out" / name).read_bytes())
    return told


def test_a_second_run_does_nothing_and_changed_new_or_lost_files_are_read(tmp_path: Path, put: Put) -> None:
    first, second = put("2031/a.txt", 1), put("b.txt", 2)
    second.write_text(second.read_text("utf-8").replace("- Đơn vị chủ trì: Phòng Nội vụ.\n", ""), "utf-8")
    summary, watch = run(tmp_path)
    assert (summary.done, summary.tasks, watch.pages) == (2, 2, 2)
    assert output(tmp_path, "2031/a.txt.json")["document"]["number"] == "1/KH-UBND"
    assert json.loads((tmp_path / "out" / "summary.json").read_bytes())["flags"] == {"missing_lead": 1}
    summary, watch = run(tmp_path)
    assert (summary.done, summary.settled_now, watch.pages, watch.before) == (2, 0, 0, 2)

    first.write_text(first.read_text("utf-8").replace("Số: 1/", "Số: 111/"), "utf-8")
    put("c.txt", 3)
    (tmp_path / "out" / "b.txt.json").unlink()
    summary, watch = run(tmp_path)
    assert {entry.input for entry in watch.entries} == {"2031/a.txt", "b.txt", "c.txt"}
    assert (summary.done, watch.pages) == (3, 3)
    assert output(tmp_path, "2031/a.txt.json")["document"]["number"] == "111/KH-UBND"


def test_other_settings_read_again(tmp_path: Path, put: Put) -> None:
    put("a.txt", 1)
    run(tmp_path)
    _, watch = run(tmp_path, Settings(jobs=1, restore=False, dpi=200))
    assert watch.pages == 1


def test_a_touched_file_is_not_read_again(tmp_path: Path, put: Put) -> None:
    path = put("a.txt", 1)
    run(tmp_path)
    os.utime(path, (1, 1))
    _, watch = run(tmp_path)
    assert ([entry.same_as for entry in watch.entries], watch.pages) == ([None], 0)
    _, watch = run(tmp_path)
    assert watch.entries == []


def test_duplicates_are_read_once_and_each_gets_its_output(tmp_path: Path, put: Put) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        put(name, 1)
    summary, watch = run(tmp_path, Settings(jobs=2, restore=False))
    assert (summary.done, summary.duplicates, watch.pages) == (3, 2, 1)
    put("d.txt", 1)
    summary, watch = run(tmp_path)
    assert (summary.duplicates, watch.pages) == (3, 0)
    assert output(tmp_path, "d.txt.json")["source"]["name"] == "d.txt"
    assert output(tmp_path, "d.txt.json")["tasks"] == output(tmp_path, "a.txt.json")["tasks"]


def test_a_twin_whose_output_was_overwritten_is_not_copied(tmp_path: Path, put: Put) -> None:
    put("a.txt", 1)
    run(tmp_path)
    put("a.txt", 22)
    run(tmp_path)
    put("b.txt", 1)
    run(tmp_path)
    assert output(tmp_path, "b.txt.json")["document"]["number"] == "1/KH-UBND"


def test_failures_are_listed_skipped_and_tried_again_when_asked(tmp_path: Path, put: Put) -> None:
    put("good.txt", 1)
    (tmp_path / "in" / "empty.pdf").write_bytes(b"")
    (tmp_path / "in" / "empty too.pdf").write_bytes(b"")
    summary, _ = run(tmp_path)
    assert (summary.done, summary.failed, summary.all_done) == (1, 2, False)
    assert [failure["code"] for failure in summary.failures] == ["InputDamaged", "InputDamaged"]
    assert json.loads((tmp_path / "out" / "summary.json").read_bytes())["failures"] == summary.failures
    assert run(tmp_path)[1].entries == []
    _, watch = run(tmp_path, retry_failed=True)
    assert len(watch.entries) == 2


def pages(path: Path, number: int) -> None:
    path.write_text("\f".join([path.read_text("utf-8"), *["thêm một trang"] * (number - 1)]), "utf-8")


def test_a_file_over_its_time_loses_pages_and_keeps_the_others(
    tmp_path: Path, put: Put, crew: InlineCrew
) -> None:
    pages(put("long.txt", 1), 40)
    put("short.txt", 2)
    summary, watch = run(tmp_path, file_seconds=10)
    assert (summary.done, summary.partial, summary.all_done) == (1, 1, False)
    entry = next(entry for entry in watch.entries if entry.input == "long.txt")
    read = crew.made.count("read_page") - 1
    assert 10 <= read <= 10 + 2 * crew.jobs, "what was handed out already is read"
    assert (entry.pages, entry.lost_pages, watch.pages) == (40, 40 - read, 41)
    told = output(tmp_path, "long.txt.json")["warnings"]
    assert {warning["code"] for warning in told} == {"page_timeout"}
    summary, _ = run(tmp_path, retry_failed=True)
    assert (summary.done, summary.partial) == (2, 0)


def test_a_call_whose_worker_died_is_made_once_more(tmp_path: Path, put: Put, crew: InlineCrew) -> None:
    pages(put("a.txt", 1), 3)
    crew.faults = {
        ("identify", 0): [WorkerCrashed("SIGSEGV")],
        ("read_page", 2): [WorkerTimeout("late"), WorkerCrashed("SIGSEGV")],
        ("read_page", 3): [WorkerOutOfMemory("full")],
    }
    summary, watch = run(tmp_path)
    assert (summary.partial, watch.entries[0].lost_pages) == (1, 1)
    assert [w["page"] for w in output(tmp_path, "a.txt.json")["warnings"]] == [2]


def test_a_file_that_kills_every_worker_is_listed_and_the_others_are_done(
    tmp_path: Path, put: Put, crew: InlineCrew
) -> None:
    put("a.txt", 1)
    put("b.txt", 2)
    crew.faults = {("open_file", 0): [WorkerCrashed("SIGSEGV")] * 3}
    summary, _ = run(tmp_path)
    assert (summary.done, summary.failed) == (1, 1)
    assert summary.failures[0]["code"] == "WorkerCrashed"


def test_a_bug_that_one_file_shows_costs_that_file(tmp_path: Path, put: Put, crew: InlineCrew) -> None:
    put("a.txt", 1)
    put("b.txt", 2)
    crew.faults = {("finish", 0): [ZeroDivisionError("division by zero")]}
    summary, _ = run(tmp_path)
    assert (summary.done, summary.failed) == (1, 1)
    assert summary.failures[0]["message"] == "division by zero"


def test_a_bug_that_one_page_shows_costs_that_page(tmp_path: Path, put: Put, crew: InlineCrew) -> None:
    pages(put("a.txt", 1), 3)
    crew.faults = {("read_page", 2): [ZeroDivisionError("division by zero")]}
    summary, _ = run(tmp_path)
    assert summary.partial == 1
    [warning] = output(tmp_path, "a.txt.json")["warnings"]
    assert (warning["page"], warning["code"]) == (2, "page_crashed")


def test_an_interrupted_run_sums_up_and_the_next_one_finishes(
    tmp_path: Path, put: Put, crew: InlineCrew, monkeypatch: pytest.MonkeyPatch
) -> None:
    put("a.txt", 1)
    put("b.txt", 2)
    monkeypatch.setattr(crew, "close", crew._waiting.clear)
    crew.faults = {("finish", 0): [KeyboardInterrupt()]}  # type: ignore[list-item]  # what Ctrl-C raises
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path)
    told = json.loads((tmp_path / "out" / "summary.json").read_bytes())
    assert told["unsettled"] >= 1
    summary, _ = run(tmp_path)
    assert summary.all_done


def test_outputs_are_the_same_bytes_each_time(tmp_path: Path, put: Put) -> None:
    put("a.txt", 1)
    run(tmp_path)
    before = (tmp_path / "out" / "a.txt.json").read_bytes()
    (tmp_path / "out" / "a.txt.json").unlink()
    (tmp_path / "out" / "manifest.jsonl").unlink()
    run(tmp_path)
    assert (tmp_path / "out" / "a.txt.json").read_bytes() == before


def test_inputs_here_and_behind_urls_do_not_mix(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="URLs and local"):
        run_batch(["memory://x", str(tmp_path)], str(tmp_path / "out"), Settings())


def test_a_run_here_needs_no_temporary_folder_that_a_kill_would_leave(
    tmp_path: Path, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    put("a.txt", 1)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    assert run(tmp_path)[0].all_done


def test_nothing_to_read_leaves_no_folder(tmp_path: Path) -> None:
    with pytest.raises(InputMissing):
        run_batch([str(tmp_path / "in")], str(tmp_path / "out"), Settings())
    assert not (tmp_path / "out").exists()


def test_an_output_that_cannot_be_written_is_one_failure(tmp_path: Path, put: Put) -> None:
    put("a", 1)
    put("a.json/b.txt", 2)
    summary, _ = run(tmp_path)
    assert (summary.done, summary.failed) == (1, 1)
    assert summary.failures[0]["code"] == "OutputError"


def test_what_no_file_is_to_blame_for_ends_the_run(tmp_path: Path, put: Put, crew: InlineCrew) -> None:
    put("a.txt", 1)
    for fault in (
        OcrUnavailable("no tesseract"),
        UsageError("labels.tsv has no header row"),
        DiskFull("no space left"),
    ):
        crew.faults = {("open_file", 0): [fault]}
        with pytest.raises(type(fault)):
            run(tmp_path)
        assert (tmp_path / "out" / "manifest.jsonl").read_bytes() == b""


def test_a_copy_of_what_is_done_is_not_read_though_failures_are_read_again(tmp_path: Path, put: Put) -> None:
    put("a.txt", 1)
    run(tmp_path)
    put("b.txt", 1)
    summary, watch = run(tmp_path, retry_failed=True)
    assert (summary.done, watch.pages) == (2, 0)
    assert [entry.same_as for entry in watch.entries] == ["a.txt"]
