from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from planparse.batch.store import LocalFolder
from planparse.errors import OutputError

if TYPE_CHECKING:
    from pathlib import Path

HOLDER = """
import sys, time
from pathlib import Path
from planparse.batch.store import LocalFolder
with LocalFolder(Path(sys.argv[1])).held():
    print("held", flush=True)
    time.sleep(60)
"""


def test_two_runs_do_not_share_a_folder_and_a_killed_one_gives_it_back(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLDER, tmp_path], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"held"
        with (
            pytest.raises(OutputError, match=f"process {other.pid} on .* since") as caught,
            LocalFolder(tmp_path).held(),
        ):
            pass
        assert "another --out" in caught.value.hint
        other.kill()
    with LocalFolder(tmp_path).held():
        pass


def test_half_a_line_is_cut_and_whole_ones_stay(tmp_path: Path) -> None:
    (tmp_path / "manifest.jsonl").write_bytes(b'{"a": 1}\n{"b": "' + b"x" * 200_000)
    store = LocalFolder(tmp_path)
    with store.held():
        store.append(b'{"c": 3}\n')
        assert list(store.manifest_lines()) == [b'{"a": 1}\n', b'{"c": 3}\n']


def test_a_manifest_of_half_a_line_is_empty(tmp_path: Path) -> None:
    (tmp_path / "manifest.jsonl").write_bytes(b"x" * 70_000)
    store = LocalFolder(tmp_path)
    with store.held():
        assert list(store.manifest_lines()) == []


def test_what_a_killed_run_left_is_swept_away(tmp_path: Path) -> None:
    (tmp_path / "2031").mkdir()
    (tmp_path / "2031" / ".planparse-0123.part").write_bytes(b"half")
    store = LocalFolder(tmp_path)
    with store.held():
        store.write("2031/a.json", b"1")
        assert store.read("2031/a.json") == b"1"
    with store.held():
        assert store.names() == {"2031/a.json", "manifest.jsonl", ".planparse.lock"}


def test_an_entry_needs_a_held_folder(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError):
        LocalFolder(tmp_path).append(b"\n")


def test_a_folder_that_cannot_be_made_is_an_output_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError), LocalFolder(tmp_path / "file" / "out").held():
        pass
