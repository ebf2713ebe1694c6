"""Remote files at hand: copied once to each machine that works on them."""

from __future__ import annotations

import hashlib
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from planparse.errors import InputMissing, UsageError
from planparse.files import write_whole

if TYPE_CHECKING:
    from pathlib import Path


def is_url(place: str) -> bool:
    """Whether it is a URL that fsspec opens.

    Example:
        >>> is_url("s3://plans/2031"), is_url("C:/plans"), is_url("scans/2031")
        (True, False, False)
    """
    return "://" in place


def plain(place: str) -> str:
    """A ``file://`` URL as the path that it is, so that it gets what only a disk gives: rename and fsync.

    Example:
        >>> plain("file:///scans/2031"), plain("s3://plans"), plain("scans")
        ('/scans/2031', 's3://plans', 'scans')
    """
    path = place.removeprefix("file://")
    return path.lstrip("/") if path != place and re.match(r"/+[A-Za-z]:", path) else path


def filesystem(url: str) -> tuple[Any, str]:
    """The fsspec file system behind a URL, and the path in it.

    Raises:
        UsageError: fsspec or the package for this kind of URL is not installed, or there is no such kind.
    """
    kind = url.partition("://")[0]
    try:
        import fsspec

        return fsspec.core.url_to_fs(url)  # type: ignore[no-any-return]  # fsspec has no types
    except (ImportError, ValueError) as error:
        hint = f'run: pip install "planparse[remote]" and the fsspec package for {kind}://'
        raise UsageError(f"cannot open {kind}:// URLs: {error}", hint) from error


def at_hand(location: str, version: str, spool: Path, keep: int = 16) -> Path:
    """A path on this machine with the bytes of a location; fetched unless it is there already.

    Args:
        location: a URL.
        version: changes when the file behind it does.
        spool: a folder for copies.
        keep: so many copies stay in it; the oldest go first.

    Raises:
        InputMissing: the store does not give it.
    """
    copy = spool / hashlib.sha256(f"{location}\n{version}".encode("utf-8", "surrogateescape")).hexdigest()
    if not copy.exists():
        files, path = filesystem(location)
        try:
            data = files.cat_file(path)
        except Exception as error:
            raise InputMissing(f"cannot be fetched: {error}") from error
        write_whole(copy, data, overwrite=True)
        _trim(spool, keep)
    return copy


def _trim(spool: Path, keep: int) -> None:
    with suppress(FileNotFoundError):  # another process on this machine was quicker
        copies = sorted(spool.iterdir(), key=lambda path: path.stat().st_mtime)
        for path in copies[:-keep]:
            path.unlink()
