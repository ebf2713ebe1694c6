"""Inputs and outputs in object stores: `s3://`, `gs://`, `az://` and whatever else fsspec knows."""

from __future__ import annotations

import datetime as dt
import json
import os
import platform
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from planparse.batch.fetching import filesystem, is_url
from planparse.batch.inputs import Input, wanted
from planparse.batch.store import LOCK, MANIFEST
from planparse.errors import InputMissing, OutputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SAVE_SECONDS = 20.0
"""So often the manifest goes to the store: object stores cannot append."""
STALE_SECONDS = 300.0
"""A lock that was not renewed for so long belonged to a run that was killed."""


def find_remote(urls: Sequence[str], patterns: Sequence[str] = (), without: str = "") -> list[Input]:
    """Every file below the URLs, sorted by name; see :func:`planparse.batch.inputs.find_inputs`.

    Raises:
        InputMissing: nothing is there.
        UsageError: several kinds of URL at once.
    """
    opened = [filesystem(url) for url in urls]
    outputs = _whole(without) if is_url(without) else ""
    if len({type(files) for files, _ in opened}) > 1:
        raise UsageError("URLs of several kinds", "run one batch for each")
    found: dict[str, tuple[str, dict[str, Any]]] = {}
    for (files, root), url in zip(opened, urls, strict=True):
        listed = files.find(root, detail=True)
        if not listed and files.exists(root) is False:
            raise InputMissing(f"{url}: nothing there")
        for path, facts in listed.items():
            below = path[len(root) :].lstrip("/") or path.rpartition("/")[2]
            hidden = any(part.startswith(".") for part in below.split("/"))
            written = path.removesuffix(".json") in listed and path.endswith(".json")
            inside = within(files.unstrip_protocol(path), outputs)
            if wanted(below, patterns) and not (hidden or written or inside):
                found[path] = (root, facts)
    if not found:
        raise InputMissing(f"no file to read in {', '.join(urls)}", "check the URL and --glob")
    files = opened[0][0]
    folders = [root if path != root else root.rpartition("/")[0] for path, (root, _) in found.items()]
    base = os.path.commonpath(folders)
    inputs = (_input(files, path, base, facts) for path, (_, facts) in found.items())
    return sorted(inputs, key=lambda item: item.name)


def _whole(url: str) -> str:
    """A URL as its store writes it."""
    files, path = filesystem(url)
    whole: str = files.unstrip_protocol(path)
    return whole


def within(url: str, folder: str) -> bool:
    """Whether a URL lies below another, which may be empty.

    Example:
        >>> within("s3://plans/out/a.json", "s3://plans/out"), within("s3://plans/outer", "s3://plans/out")
        (True, False)
    """
    return bool(folder) and url.startswith(f"{folder.rstrip('/')}/")


def _input(files: Any, path: str, base: str, facts: dict[str, Any]) -> Input:
    change = next(
        (facts[key] for key in ("ETag", "etag", "mtime", "LastModified", "created") if key in facts), ""
    )
    name = path[len(base) :].lstrip("/")
    return Input(name, files.unstrip_protocol(path), int(facts.get("size") or 0), str(change))


class RemoteFolder:
    """A folder in an object store.

    A store puts an object whole or not at all, but cannot append: the manifest is put again every
    :data:`SAVE_SECONDS` and at the end, so that a killed run may do that much work again.
    """

    def __init__(self, url: str) -> None:
        self._files, self._root = filesystem(url.rstrip("/"))
        self._url = url
        self._lines: list[bytes] = []
        self._saved = 0.0

    @contextmanager
    def held(self) -> Iterator[None]:
        """Put a lock object, renewed with the manifest; take it away in the end."""
        self._refuse_company()
        self._lines = self._read_lines()
        self._save()
        try:
            yield
        finally:
            self._save()
            self._files.rm_file(self._path(LOCK))

    def names(self) -> set[str]:
        """Paths of all files in it."""
        self._files.invalidate_cache()
        return {path[len(self._root) :].lstrip("/") for path in self._files.find(self._root)}

    def read(self, name: str) -> bytes:
        """A file's bytes."""
        data: bytes = self._files.cat_file(self._path(name))
        return data

    def write(self, name: str, data: bytes) -> None:
        """A file, whole or not at all."""
        path = self._path(name)
        try:
            self._files.makedirs(path.rpartition("/")[0], exist_ok=True)
            self._files.pipe_file(path, data)
        except Exception as error:  # every store raises its own
            raise OutputError(f"cannot write {self._url}/{name}: {error}") from error

    def manifest_lines(self) -> Iterator[bytes]:
        """The manifest so far."""
        yield from self._lines

    def append(self, line: bytes) -> None:
        """One more line of the manifest; durable within :data:`SAVE_SECONDS`."""
        self._lines.append(line)
        self.still_here()

    def still_here(self) -> None:
        """Put lock and manifest again, if that is due."""
        if time.monotonic() - self._saved > SAVE_SECONDS:
            self._save()

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}"

    def _read_lines(self) -> list[bytes]:
        there = self._files.exists(self._path(MANIFEST))
        return self.read(MANIFEST).splitlines(keepends=True) if there else []

    def _save(self) -> None:
        who = f"process {os.getpid()} on {platform.node()}"
        self.write(LOCK, json.dumps({"who": who, "at": dt.datetime.now(dt.UTC).timestamp()}).encode())
        self.write(MANIFEST, b"".join(self._lines))
        self._saved = time.monotonic()

    def _refuse_company(self) -> None:
        self._files.invalidate_cache()
        if not self._files.exists(self._path(LOCK)):
            return
        lock = json.loads(self.read(LOCK))
        age = dt.datetime.now(dt.UTC).timestamp() - lock["at"]
        if age < STALE_SECONDS:
            raise OutputError(
                f"{lock['who']} was writing to {self._url} {age:.0f} seconds ago",
                f"wait until it is done; a killed run's lock ends after {STALE_SECONDS:.0f} seconds",
            )
