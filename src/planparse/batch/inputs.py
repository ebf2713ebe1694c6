"""What there is to read: folders, files and patterns on this machine become a list of inputs."""

from __future__ import annotations

import glob
import hashlib
import os
import stat
import unicodedata
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

from planparse.errors import InputError, InputMissing, InputUnsupported, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_JUNK = {"thumbs.db", "desktop.ini"}
_LONGEST_NAME = 255
"""Bytes that a file system takes for one name."""


@dataclass(frozen=True, slots=True)
class Input:
    """One file to read."""

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
        """Its last name, as it may stand in an output."""
        return self.name.rpartition("/")[2].encode("utf-8", "replace").decode("utf-8")

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
    """Every file in the places, sorted by name; hidden ones and a desktop's own are passed over.

    Args:
        places: folders (searched to the bottom), files, and patterns such as ``scans/*.pdf``.
        patterns: names to take from folders, such as ``*.pdf``; one with a slash is held against the whole
            path below the folder. Empty: all.
        without: a folder to leave out, that of the outputs.

    Raises:
        InputMissing: a place is not there, or nothing is in any.
        UsageError: the places have nothing in common (two Windows drives), or one is `without` itself.
    """
    roots = [root for place in places for root in _roots(place)]
    if without is not None and any(root.resolve() == without.resolve() for root in roots):
        raise UsageError("the inputs would get the outputs among them", "give --out another folder")
    folders = [os.path.abspath(root if root.is_dir() else root.parent) for root in roots]  # noqa: PTH100 - keeps links
    try:
        base = Path(os.path.commonpath(folders))
    except ValueError as error:
        raise UsageError("the inputs lie on different drives", "run one batch for each drive") from error
    found = {found.name: found for root in roots for found in _files(root, base, patterns, without)}
    if not found:
        raise InputMissing(f"no file to read in {', '.join(places)}", "check the path and --glob")
    return [found[name] for name in sorted(found)]


def _roots(place: str) -> list[Path]:
    if os.path.lexists(place):
        return [Path(place)]
    matches = sorted(glob.glob(place, recursive=True)) if glob.has_magic(place) else []  # noqa: PTH207 - any root
    if not matches:
        raise InputMissing(f"{place}: no such file or folder")
    return [Path(match) for match in matches if not Path(match).is_dir()]


def _files(root: Path, base: Path, patterns: Sequence[str], without: Path | None) -> Iterator[Input]:
    if not root.is_dir():
        yield _input(root, base)
        return
    seen: set[tuple[int, int]] = set()
    if without is not None and without.is_dir():
        seen.add(_identity(without))
    for path, error in _below(root, seen):
        if error is not None:
            name = _name(path, base)
            yield Input(name, str(path), trouble=InputMissing(f"cannot list the folder: {error.strerror}"))
        elif wanted(path.relative_to(root).as_posix(), patterns):
            yield _input(path, base)


def _below(folder: Path, seen: set[tuple[int, int]]) -> Iterator[tuple[Path, OSError | None]]:
    """Files below a folder, and folders that cannot be listed; no folder twice, whatever links there are."""
    identity = _identity(folder)
    if identity in seen:
        return
    seen.add(identity)
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        yield folder, error
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name.lower() in _JUNK:
            continue
        if entry.is_dir():
            yield from _below(Path(entry.path), seen)
        else:
            yield Path(entry.path), None


def _identity(folder: Path) -> tuple[int, int]:
    status = folder.stat()
    return status.st_dev, status.st_ino


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


def _name(path: Path, base: Path) -> str:
    return Path(os.path.abspath(path)).relative_to(base).as_posix()  # noqa: PTH100 - resolve() would follow links


def _input(path: Path, base: Path) -> Input:
    name, location = _name(path, base), os.path.abspath(path)  # noqa: PTH100 - likewise
    try:
        status = path.stat()
    except OSError as error:
        return Input(name, location, trouble=InputMissing(f"cannot be found: {error.strerror}"))
    if not stat.S_ISREG(status.st_mode):
        return Input(name, location, trouble=InputUnsupported("a device, a pipe or a socket, not a file"))
    return Input(name, location, status.st_size, str(status.st_mtime_ns))
