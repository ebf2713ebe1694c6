"""What a result depends on besides the file: settings, program, dictionaries."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planparse import __version__
from planparse.resources import dictionaries_folder
from planparse.settings import Limits

if TYPE_CHECKING:
    from pathlib import Path

    from planparse.settings import Settings


@dataclass(frozen=True, slots=True)
class Identity:
    """Work done under another identity is done again."""

    settings: str
    planparse: str
    dictionaries: str


def identity_of(settings: Settings) -> Identity:
    """The identity of a run.

    Limits do not count: they change what fails, and ``--retry-failed`` is for that. The folders of a user's
    dictionaries do not count either, but what is in them does.
    """
    bare = settings.with_options(limits=Limits(), dictionaries=())
    folders = (dictionaries_folder(), *settings.dictionaries)
    return Identity(bare.fingerprint(), __version__, _fingerprint(folders))


def _fingerprint(folders: tuple[Path, ...]) -> str:
    """Twelve hex digits over the names and bytes of all files, folder by folder."""
    whole = hashlib.sha256()
    for folder in folders:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            with path.open("rb") as file:
                content = hashlib.file_digest(file, "sha256").hexdigest()
            whole.update(f"{path.relative_to(folder).as_posix()} {content}\n".encode())
    return whole.hexdigest()[:12]
