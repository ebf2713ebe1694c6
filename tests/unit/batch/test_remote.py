"""Stores behind URLs, by fsspec's own `memory://` and `file://`."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import fsspec
import pytest

from planparse.batch import Options, Summary, run_batch
from planparse.batch.fetching import at_hand
from planparse.batch.remote import RemoteFolder, find_remote
from planparse.errors import InputMissing, OutputError, UsageError
from planparse.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Put = Callable[[str, int], Path]


@pytest.fixture
def memory(put: Put) -> Iterator[Any]:
    """An object store with two plans and an empty file."""
    store = fsspec.filesystem("memory")
    for name, number in (("2031/kế hoạch.txt", 1), ("b.txt", 2)):
        store.pipe(f"/scans/{name}", put(name, number).read_bytes())
    store.pipe("/scans/empty.pdf", b"")
    yield store
    store.rm("/", recursive=True)


def run(places: list[str], out: str, **options: Any) -> Summary:
    return run_batch(places, out, Settings(jobs=1, restore=False), Options(**options))


def test_a_batch_from_store_to_store_goes_on_where_it_stopped(memory: Any) -> None:
    summary = run(["memory://scans"], "memory://results")
    assert (summary.done, summary.failed, summary.settled_now) == (2, 1, 3)
    told = json.loads(memory.cat_file("/results/2031/kế hoạch.txt.json"))
    assert (told["document"]["number"], told["source"]["name"]) == ("1/KH-UBND", "kế hoạch.txt")
    assert memory.cat_file("/results/manifest.jsonl").count(b"\n") == 3
    assert not memory.exists("/results/.planparse.lock")
    assert run(["memory://scans"], "memory://results").settled_now == 0


def test_from_a_store_to_a_folder(memory: Any, tmp_path: Path) -> None:
    del memory
    assert run(["memory://scans"], str(tmp_path / "out"), patterns=("*.txt",)).done == 2
    assert (tmp_path / "out" / "2031" / "kế hoạch.txt.json").exists()


@pytest.mark.usefixtures("crew")
def test_from_a_folder_to_a_store(put: Put, tmp_path: Path, memory: Any) -> None:
    put("a.txt", 1)
    assert run([str(tmp_path / "in")], "memory://results", patterns=("a.txt",)).done == 1
    assert memory.exists("/results/a.txt.json")


@pytest.mark.usefixtures("crew")
def test_file_urls_are_folders(put: Put, tmp_path: Path) -> None:
    put("a.txt", 1)
    url = f"file://{tmp_path.as_posix()}"
    assert run([f"{url}/in"], f"{url}/out").done == 1
    assert (tmp_path / "out" / ".planparse.lock").exists(), "with the lock of a disk"
    assert run([str(tmp_path / "in")], str(tmp_path / "out")).settled_now == 0


def test_outputs_below_the_inputs_are_no_inputs(memory: Any) -> None:
    memory.pipe("/scans/out/a.json", b"x")
    memory.pipe("/scans/b.txt.json", b"{}")
    names = [item.name for item in find_remote(["memory://scans"], without="memory://scans/out")]
    assert names == ["2031/kế hoạch.txt", "b.txt", "empty.pdf"]


def test_a_lock_is_renewed_while_a_long_file_is_read(memory: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planparse.batch.remote.SAVE_SECONDS", -1.0)
    store = RemoteFolder("memory://results")
    with store.held():
        memory.pipe("/results/.planparse.lock", b"old")
        store.still_here()
        assert b"process" in memory.cat_file("/results/.planparse.lock")


def test_names_are_below_what_the_urls_share(memory: Any) -> None:
    del memory
    inputs = find_remote(["memory://scans/2031", "memory://scans/b.txt"])
    assert [item.name for item in inputs] == ["2031/kế hoạch.txt", "b.txt"]
    assert inputs[0].location == "memory:///scans/2031/kế hoạch.txt"
    assert inputs[0].stamp


def test_two_runs_do_not_share_a_store_and_an_old_lock_is_no_lock(
    memory: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    del memory
    first, second = RemoteFolder("memory://results"), RemoteFolder("memory://results")
    with first.held():
        with pytest.raises(OutputError, match="seconds ago"), second.held():
            pass
        monkeypatch.setattr("planparse.batch.remote.STALE_SECONDS", -1.0)
        with second.held():
            pass
        first.write(".planparse.lock", b"{}")


def test_what_is_not_there_is_said(memory: Any, tmp_path: Path) -> None:
    del memory
    with pytest.raises(InputMissing, match="nothing there"):
        find_remote(["memory://nowhere"])
    with pytest.raises(InputMissing, match="cannot be fetched"):
        at_hand("memory://scans/none.pdf", "", tmp_path)
    with pytest.raises(UsageError, match="nosuch://"):
        find_remote(["nosuch://scans"])


def test_copies_are_fetched_once_for_each_version_and_the_oldest_go(memory: Any, tmp_path: Path) -> None:
    spool = tmp_path / "spool"
    copy = at_hand("memory://scans/b.txt", "1", spool)
    memory.pipe("/scans/b.txt", b"changed")
    assert at_hand("memory://scans/b.txt", "1", spool) == copy
    assert copy.read_bytes() != b"changed"
    os.utime(copy, (1, 1))
    assert at_hand("memory://scans/b.txt", "2", spool, keep=1).read_bytes() == b"changed"
    assert not copy.exists()
