"""Where results go: a folder that one run at a time may fill."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import platform
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from planparse.errors import OutputError
from planparse.files import flush_folder, make_folder, sweep, write_all, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import FileIO
    from pathlib import Path

MANIFEST, SUMMARY, LOCK = "manifest.jsonl", "summary.json", ".planparse.lock"


class Store(Protocol):
    """What a batch asks of the place that it fills."""

    def held(self) -> contextlib.AbstractContextManager[None]:
        """Keep every other run out, or raise OutputError."""

    def names(self) -> set[str]:
        """Paths of all files that were in it when it was held, with slashes."""

    def read(self, name: str) -> bytes:
        """A file's bytes."""

    def write(self, name: str, data: bytes) -> None:
        """A file, whole or not at all, durably."""

    def manifest_lines(self) -> Iterator[bytes]:
        """The manifest so far."""

    def append(self, line: bytes) -> None:
        """One more line of it, durably."""

    def still_here(self) -> None:
        """Renew a lock that would lapse; called now and then."""


class LocalFolder:
    """A folder on a disk of this machine, or one that it mounts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._manifest: FileIO | None = None
        self._names: set[str] = set()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock, sweep away what a killed run left, open the manifest."""
        with contextlib.ExitStack() as files:
            try:
                make_folder(self.folder)
                _take(files.enter_context(self._unbuffered(LOCK)), self.folder)
                self._names = sweep(self.folder)
                self._manifest = files.enter_context(self._unbuffered(MANIFEST))
                _cut_half_line(self._manifest)
                flush_folder(self.folder)
            except OSError as error:
                raise OutputError(f"cannot write in {self.folder}: {error.strerror}") from error
            yield

    def _unbuffered(self, name: str) -> FileIO:
        """A file to add to; what a full disk did not take is in no buffer, where closing would fail on it."""
        return (self.folder / name).open("a+b", buffering=0)

    def names(self) -> set[str]:
        """Paths of all files that were in it when it was first held, with slashes."""
        return self._names

    def read(self, name: str) -> bytes:
        """A file's bytes."""
        return (self.folder / name).read_bytes()

    def write(self, name: str, data: bytes) -> None:
        """A file, whole or not at all, durably."""
        write_whole(self.folder / name, data, overwrite=True)

    def manifest_lines(self) -> Iterator[bytes]:
        """The manifest so far."""
        with (self.folder / MANIFEST).open("rb") as lines:
            yield from lines

    def still_here(self) -> None:
        """The system's lock does not lapse."""

    def append(self, line: bytes) -> None:
        """One more line of the manifest, durably."""
        if self._manifest is None:
            raise RuntimeError("the folder is not held")
        try:
            write_all(self._manifest, line)
            os.fsync(self._manifest.fileno())
        except OSError as error:
            raise OutputError(f"cannot write {self.folder / MANIFEST}: {error.strerror}") from error


def _take(lock: FileIO, folder: Path) -> None:
    """The system's own lock: it ends with its process, however that ends."""
    try:
        _lock(lock)
    except (BlockingIOError, PermissionError) as error:
        lock.seek(0)
        who = lock.read().decode("utf-8", "replace").strip() or "another run"
        raise OutputError(
            f"{who} is writing to {folder}", "wait until it is done, or give another --out"
        ) from error
    except OSError as error:
        raise OutputError(
            f"cannot lock {folder}: {error.strerror}", "give an --out on another disk"
        ) from error
    lock.truncate(0)
    now = dt.datetime.now().astimezone()
    lock.write(f"process {os.getpid()} on {platform.node()} since {now:%d/%m/%Y %H:%M}".encode())


if sys.platform == "win32":

    def _lock(file: FileIO) -> None:
        import msvcrt

        file.seek(1 << 30)  # far behind the text, which others must be able to read
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:

    def _lock(file: FileIO) -> None:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _cut_half_line(file: FileIO) -> None:
    """Drop what a killed run wrote of a line: the next entry must begin one."""
    end = file.seek(0, os.SEEK_END)
    whole = end
    while whole > 0:
        start = max(0, whole - 65536)
        file.seek(start)
        newline = file.read(whole - start).rfind(b"\n")
        if newline >= 0:
            whole = start + newline + 1
            break
        whole = start
    if whole < end:
        file.truncate(whole)
        os.fsync(file.fileno())
