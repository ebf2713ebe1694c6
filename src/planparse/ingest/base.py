"""What every kind of open file shares."""

from __future__ import annotations

import unicodedata
from functools import cached_property
from typing import TYPE_CHECKING, Self

from planparse.errors import UsageError
from planparse.files import as_text
from planparse.ingest.document import sha256_of
from planparse.model.source import SourceInfo

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from planparse.model.page import Notice
    from planparse.model.plan import Signature


class OpenFile:
    """The file's name, bytes and page count, and its end.

    Args:
        source: a path, the bytes themselves, or the paths of the files that are one document.
        name: what the file is called in the output.
        media_type: told by content.
        page_count: at least 1.
    """

    def __init__(
        self, source: Path | bytes | tuple[Path, ...], name: str, media_type: str, page_count: int
    ) -> None:
        self._source = source
        self._name = name
        self._media_type = media_type
        self._page_count = page_count

    @property
    def page_count(self) -> int:
        """How many pages the file has."""
        return self._page_count

    @cached_property
    def info(self) -> SourceInfo:
        """Name (NFC, whatever the disk has), hash, media type and page count."""
        name = unicodedata.normalize("NFC", as_text(self._name))
        return SourceInfo(name, sha256_of(self._source), self._media_type, self._page_count)

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What was odd about the file as a whole."""
        return ()

    @property
    def signatures(self) -> tuple[Signature, ...]:
        """The file's own digital signatures."""
        return ()

    def close(self) -> None:
        """Let go of the file."""

    def _check_number(self, number: int) -> None:
        if not 1 <= number <= self._page_count:
            raise UsageError(
                f"there is no page {number}", f"pages of {self._name} count from 1 to {self._page_count}"
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
