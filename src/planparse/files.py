"""Files that appear whole or not at all, whatever happens while they are written."""

from __future__ import annotations

import errno
import os
import secrets
import sys
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from planparse.errors import DiskFull, OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import FileIO
    from pathlib import Path

_FULL = {errno.ENOSPC, errno.EDQUOT}
_PREFIX, _SUFFIX = ".planparse-", ".part"


def write_whole(path: Path, data: bytes, *, overwrite: bool = False) -> None:
    """Write a file that power loss leaves either as it was or whole; folders are made.

    Args:
        path: the file.
        data: all of its bytes.
        overwrite: whether a file that stands there may be replaced.

    Raises:
        OutputError: a file stands there already, or the disk or its permissions do not allow it.
    """
    with whole_file(path, overwrite=overwrite) as aside:
        aside.write_bytes(data)


def write_all(file: IO[bytes] | FileIO, data: bytes) -> None:
    """Write to an open file, buffered or not: without a buffer, a full disk takes a part and says nothing."""
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]


@contextmanager
def whole_file(path: Path, *, overwrite: bool = False) -> Iterator[Path]:
    """A path beside `path` to write to; on leaving without an error it becomes `path`, durably.

    The body should do nothing but write: every OSError in it is taken for a failure to write.

    Raises:
        OutputError: as :func:`write_whole`; DiskFull where there is no room.
    """
    aside = path.parent / f"{_PREFIX}{secrets.token_hex(8)}{_SUFFIX}"
    try:
        refuse_to_lose(path, overwrite=overwrite)
        make_folder(path.parent)
        try:
            yield aside
            _flush_file(aside)
            aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)
        flush_folder(path.parent)
    except OSError as error:
        kind = DiskFull if error.errno in _FULL else OutputError
        raise kind(f"cannot write {path}: {error.strerror or error}") from error


def refuse_to_lose(path: Path, *, overwrite: bool) -> None:
    """Say no to a place that holds what must stay.

    Raises:
        OutputError: a folder, a device, a pipe or a link to nothing is there, or a file that may not be
            replaced.
    """
    if path.is_dir():
        raise OutputError(f"{path} is a folder", "name a file in it")
    there = path.exists() or path.is_symlink()
    if there and not path.is_file():  # /dev/null too: it would be no device any more
        raise OutputError(f"{path} is no ordinary file", "choose another place")
    if there and not overwrite:
        raise OutputError(f"{path} is there already", "choose another place, or replace it with --overwrite")


def as_text(name: str) -> str:
    r"""A file name as it may stand in an output: old disks have names that are no Unicode.

    Example:
        >>> as_text("k\udcd5 ho\udcb9ch.pdf")
        'k? ho?ch.pdf'
    """
    return name.encode("utf-8", "replace").decode("utf-8")


def make_folder(folder: Path) -> None:
    """Make a folder and its parents, and see to it that they outlast a power loss."""
    missing = [here for here in (folder, *folder.parents) if not here.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for made in missing:
        flush_folder(made.parent)


def flush_folder(folder: Path) -> None:
    """Bring a folder's list of names to the disk; Windows does that by itself."""
    if sys.platform != "win32":
        _flush(folder, os.O_RDONLY | os.O_DIRECTORY)


def sweep(folder: Path) -> set[str]:
    """Remove what killed runs left in a folder and below it; the paths of all other files, with slashes."""
    names = set()
    start = len(str(folder)) + 1
    for here, _, files in os.walk(folder):
        for name in files:
            path = f"{here}{os.sep}{name}"
            if name.startswith(_PREFIX) and name.endswith(_SUFFIX):
                os.unlink(path)  # noqa: PTH108 - strings: there may be a hundred thousand
            else:
                names.add(path[start:].replace(os.sep, "/"))
    return names


def _flush_file(path: Path) -> None:
    _flush(path, os.O_RDWR)  # Windows flushes only what is open for writing


def _flush(path: Path, flags: int) -> None:
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
