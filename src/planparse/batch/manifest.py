"""The manifest: one line for every input that was settled, the last one counts; never rewritten."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, dataclass, field
from sys import intern
from typing import TYPE_CHECKING, Any, Literal

from pydantic_core import from_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from planparse.batch.identity import Identity
    from planparse.batch.inputs import Input

Status = Literal["done", "partial", "failed"]
"""``partial``: read, but some pages were lost."""


@dataclass(slots=True)
class Entry:
    """How one input fared. Not frozen: that would double the time of reading a hundred thousand."""

    input: str
    status: Status
    sha256: str
    """Of its bytes; empty where they could not be read."""
    size: int
    stamp: str
    settings: str
    planparse: str
    dictionaries: str
    output: str | None = None
    """The JSON, below the output folder."""
    pages: int = 0
    lost_pages: int = 0
    tasks: int = 0
    flags: Mapping[str, int] = field(default_factory=dict)
    """How often each flag stands on its tasks."""
    seconds: float = 0.0
    """Of work, over all processes."""
    same_as: str | None = None
    """The input with the same bytes whose result this is."""
    error: Mapping[str, str] | None = None
    """Code, message and hint of a failure."""
    finished_at: str = ""

    def line(self) -> bytes:
        """As it stands in the manifest; names that are no Unicode keep their bytes as escapes."""
        text = json.dumps(asdict(self), ensure_ascii=False) + "\n"
        return text.encode("utf-8", "backslashreplace")

    def is_of(self, identity: Identity) -> bool:
        """Whether it was made under these settings, program and dictionaries."""
        return (self.settings, self.planparse, self.dictionaries) == (
            identity.settings,
            identity.planparse,
            identity.dictionaries,
        )


class Manifest:
    """What is known of every input.

    Args:
        lines: those of the file so far; one that a killed run left half is passed over.
        append: makes a line durable.
    """

    def __init__(self, lines: Iterable[bytes], append: Callable[[bytes], None]) -> None:
        self.settled = 0
        """Inputs settled since it was opened."""
        self._append = append
        self._by_input: dict[str, Entry] = {}
        self._by_content: dict[str, Entry] = {}
        for line in lines:
            entry = _parsed(line)
            if entry is not None:
                self._learn(entry)

    def of(self, name: str) -> Entry | None:
        """The last entry of an input."""
        return self._by_input.get(name)

    def of_content(self, sha256: str, identity: Identity) -> Entry | None:
        """An entry of whichever input has these bytes, if made under this identity."""
        entry = self._by_content.get(sha256)
        return entry if entry is not None and entry.is_of(identity) else None

    def settle(self, item: Input, identity: Identity, status: Status, sha256: str, **facts: Any) -> Entry:
        """Write down how an input fared; when this returns, no crash undoes it."""
        entry = Entry(
            input=item.name,
            status=status,
            sha256=sha256,
            size=item.size,
            stamp=item.stamp,
            settings=identity.settings,
            planparse=identity.planparse,
            dictionaries=identity.dictionaries,
            finished_at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            **facts,
        )
        self._append(entry.line())
        self._learn(entry)
        self.settled += 1
        return entry

    def _learn(self, entry: Entry) -> None:
        self._by_input[entry.input] = entry
        if entry.sha256 and entry.same_as is None:
            self._by_content[entry.sha256] = entry


_NO_FLAGS: Mapping[str, int] = {}


def _parsed(line: bytes) -> Entry | None:
    """An entry, sparing memory: what many lines share is held once; None where a line is none of ours."""
    try:
        told = from_json(line)  # twice as fast as json, but strict about names that are no Unicode
    except ValueError:
        try:
            told = json.loads(line.decode("utf-8", "replace"))
        except ValueError:
            return None
    try:
        for name in ("settings", "planparse", "dictionaries", "status"):
            told[name] = intern(told[name])
        told["flags"] = told["flags"] or _NO_FLAGS
        return Entry(**told)
    except (KeyError, TypeError):
        return None
