from __future__ import annotations

import errno
import os
import stat
import sys
from typing import TYPE_CHECKING

import pytest

from planparse.errors import DiskFull, OutputError
from planparse.files import sweep, whole_file, write_whole

if TYPE_CHECKING:
    from pathlib import Path


def test_writes_into_folders_that_are_not_there_yet(tmp_path: Path) -> None:
    target = tmp_path / "Sở Nội vụ" / "2023" / "kế hoạch.json"
    write_whole(target, "đơn vị".encode())
    assert target.read_text("utf-8") == "đơn vị"
    assert [path.name for path in target.parent.iterdir()] == ["kế hoạch.json"]


def test_keeps_what_is_there_unless_told(tmp_path: Path) -> None:
    target = tmp_path / "a.json"
    write_whole(target, b"old")
    with pytest.raises(OutputError, match="there already"):
        write_whole(target, b"new")
    assert target.read_bytes() == b"old"
    write_whole(target, b"new", overwrite=True)
    assert target.read_bytes() == b"new"


def fill_the_disk(path: Path) -> None:
    path.write_bytes(b"half")
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_failure_half_way_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "a.json"
    write_whole(target, b"old")
    with pytest.raises(DiskFull, match="No space left"), whole_file(target, overwrite=True) as aside:
        fill_the_disk(aside)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_name_as_long_as_the_system_allows(tmp_path: Path) -> None:
    target = tmp_path / ("x" * 255)
    write_whole(target, b"1")
    assert target.read_bytes() == b"1"


def test_what_cannot_be_written_says_why(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError, match="cannot write"):
        write_whole(tmp_path / "file" / "below.json", b"1")
    with pytest.raises(OutputError, match="is a folder"):
        write_whole(tmp_path, b"1", overwrite=True)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_permissions_are_the_users_usual_ones(tmp_path: Path) -> None:
    write_whole(tmp_path / "a", b"1")
    before = os.umask(0)
    os.umask(before)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o666 & ~before


def test_sweep_removes_leftovers_only(tmp_path: Path) -> None:
    (tmp_path / "2023").mkdir()
    (tmp_path / "2023" / ".planparse-00ff.part").write_bytes(b"half")
    (tmp_path / "2023" / "mine.part").write_bytes(b"")
    assert sweep(tmp_path) == {"2023/mine.part"}
    assert [path.name for path in (tmp_path / "2023").iterdir()] == ["mine.part"]


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX pipes")
def test_a_pipe_or_a_link_to_nothing_stays_what_it_is(tmp_path: Path) -> None:
    pipe, link = tmp_path / "pipe", tmp_path / "link"
    os.mkfifo(pipe)
    link.symlink_to(tmp_path / "nowhere")
    for place in (pipe, link):
        with pytest.raises(OutputError, match="no ordinary file"):
            write_whole(place, b"1", overwrite=True)
    assert pipe.is_fifo()
    assert link.is_symlink()
