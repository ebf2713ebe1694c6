"""What there is to read: folders, files and patterns on this machine become a list of inputs."""

# Paths are strings here: a hundred thousand of them must not take seconds.
# ruff: noqa: PTH100, PTH112, PTH116, PTH120, PTH207
from __future__ import annotations

import glob
import hashlib
import os
import stat
import unicodedata
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import partial
from typing import TYPE_CHECKING

from planparse.errors import InputError, InputMissing, InputUnsupported, UsageError
from planparse.files import as_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

_JUNK = {"thumbs.db", "desktop.ini"}
_LONGEST_NAME = 255
"""Bytes that a file system takes for one name."""


@dataclass(slots=True)
class Input:
    """One file to read. Not frozen: that would double the time of finding a hundred thousand."""

    name: str
    """Its path below what all inputs have in common, with slashes."""
    location: str
    """A path on this machine, or a URL."""
    size: int = 0
    stamp: str = ""
    """Changes when the file does: its time of change, or a store's ETag."""
    trouble: InputError | None = None
    """Why it cannot even be opened."""

    @property
    def version(self) -> str:
        """Changes when the file does, as far as can be told without reading it."""
        return f"{self.size} {self.stamp}"

    @property
    def title(self) -> str:
        """Its last name, as it may stand in an output: NFC, whatever the disk has."""
        return unicodedata.normalize("NFC", as_text(self.name.rpartition("/")[2]))

    @property
    def output(self) -> str:
        """Where its JSON goes: the same path and ``.json``, cut where that would be too long for a disk.

        Example:
            >>> Input("2031/kế hoạch.pdf", "/scans/2031/kế hoạch.pdf").output
            '2031/kế hoạch.pdf.json'
        """
        folder, slash, last = self.name.rpartition("/")
        whole = os.fsencode(f"{last}.json")
        if len(whole) > _LONGEST_NAME:
            mark = f"~{hashlib.sha256(whole).hexdigest()[:8]}.json"
            last = os.fsencode(last)[: _LONGEST_NAME - len(mark)].decode("utf-8", "ignore") + mark
            return f"{folder}{slash}{last}"
        return f"{self.name}.json"


def find_inputs(
    places: Sequence[str], patterns: Sequence[str] = (), without: Path | None = None
) -> list[Input]:
    """Every file in the places, sorted by name; hidden ones, a desktop's own and outputs are passed over.

    Args:
        places: folders (searched to the bottom), files, and patterns such as ``scans/*.pdf``.
        patterns: names to take from folders, such as ``*.pdf``; one with a slash is held against the whole
            path below the folder. Empty: all.
        without: a folder to leave out, that of the outputs.

    Raises:
        InputMissing: a place is not there, or nothing is in any.
        UsageError: the places have nothing in common (two Windows drives), or one is `without` itself.
    """
    roots = [os.path.abspath(root) for place in places for root in _roots(place)]
    if without is not None and any(os.path.realpath(root) == os.path.realpath(without) for root in roots):
        raise UsageError("the inputs would get the outputs among them", "give --out another folder")
    try:
        base = os.path.commonpath([root if os.path.isdir(root) else os.path.dirname(root) for root in roots])
    except ValueError as error:
        raise UsageError("the inputs lie on different drives", "run one batch for each drive") from error
    found = {item.name: item for root in roots for item in _files(root, base, patterns, without)}
    if not found:
        raise InputMissing(f"no file to read in {', '.join(places)}", "check the path and --glob")
    return [found[name] for name in sorted(found)]


def _roots(place: str) -> list[str]:
    if os.path.lexists(place):
        return [place]
    matches = sorted(glob.glob(place, recursive=True)) if glob.has_magic(place) else []
    if not matches:
        raise InputMissing(f"{place}: no such file or folder")
    return [match for match in matches if not os.path.isdir(match)]


def _files(root: str, base: str, patterns: Sequence[str], without: Path | None) -> Iterator[Input]:
    if not os.path.isdir(root):
        yield _input(root, base, partial(os.stat, root))
        return
    seen: set[tuple[int, int]] = set()
    if without is not None and without.is_dir():
        seen.add(_identity(without.stat()))
    for found in _below(root, seen):
        if isinstance(found, Unlistable):
            trouble = InputMissing(f"cannot list the folder: {found.why}")
            yield Input(_name(found.path, base) or ".", found.path, trouble=trouble)
        elif not patterns or wanted(_name(found.path, root), patterns):
            yield _input(found.path, base, found.stat)


@dataclass(frozen=True, slots=True)
class Unlistable:
    """A folder that does not tell what is in it."""

    path: str
    why: str | None


def _below(folder: str, seen: set[tuple[int, int]]) -> Iterator[os.DirEntry[str] | Unlistable]:
    """What is below a folder, each folder once, whatever links.

    Hidden files and a desktop's own are left out, and ``a.pdf.json`` beside ``a.pdf``, which `ingest` wrote.
    """
    try:
        identity = _identity(os.stat(folder))
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        yield Unlistable(folder, error.strerror)
        return
    if identity in seen:
        return
    seen.add(identity)
    outputs = {f"{entry.name}.json" for entry in entries}
    for entry in entries:
        if entry.name.startswith(".") or entry.name.lower() in _JUNK:
            continue
        if entry.is_dir():
            yield from _below(entry.path, seen)
        elif entry.name not in outputs:
            yield entry


def _identity(status: os.stat_result) -> tuple[int, int]:
    return status.st_dev, status.st_ino


def _name(path: str, base: str) -> str:
    """The path below a folder that contains it, with slashes."""
    return path[len(base) :].lstrip(os.sep).replace(os.sep, "/")


def _input(path: str, base: str, stat_of: Callable[[], os.stat_result]) -> Input:
    name = _name(path, base)
    try:
        status = stat_of()
    except OSError as error:
        return Input(name, path, trouble=InputMissing(f"cannot be found: {error.strerror}"))
    if not stat.S_ISREG(status.st_mode):
        return Input(name, path, trouble=InputUnsupported("a device, a pipe or a socket, not a file"))
    return Input(name, path, status.st_size, str(status.st_mtime_ns))


def wanted(path: str, patterns: Iterable[str]) -> bool:
    """Whether a path below a folder matches one of the patterns, or there are none.

    Both Unicode forms of a name match either form of a pattern.

    Example:
        >>> wanted("2031/kế hoạch.PDF", ["*.pdf"]), wanted("2031/a.pdf", ["2030/*"])
        (True, False)
    """
    whole = unicodedata.normalize("NFC", path).lower()
    last = whole.rpartition("/")[2]
    forms = [unicodedata.normalize("NFC", pattern).lower() for pattern in patterns]
    return not forms or any(fnmatchcase(whole if "/" in form else last, form) for form in forms)
