"""Plain text to pages: form feeds break pages, blank lines break blocks."""

from __future__ import annotations

import time
import unicodedata
from itertools import groupby
from typing import TYPE_CHECKING, Final

from planparse.errors import InputTooLarge, NothingRecognised
from planparse.ingest import encodings, sniff
from planparse.ingest.base import OpenFile
from planparse.ingest.document import content_of
from planparse.model.page import Block, Cell, Line, Notice, Page, Table
from planparse.model.source import LoadedPage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from planparse.settings import Settings


_MOST_BYTES: Final = 50_000_000
_TABLE_ROWS: Final = 3
_TABLE_COLUMNS: Final = 3
"""Lines with tabs, and columns of the first, from which they are a table: a letterhead has two."""


class TextFile(OpenFile):
    """A text in whatever encoding an office keeps it.

    Args:
        source: a path, or the bytes themselves.
        name: what the file is called in the output.
        settings: bounds.

    Raises:
        InputTooLarge: it has more than 50 MB, or more pages than ``settings.limits`` allows.
        NothingRecognised: there is nothing but white space in it.
    """

    def __init__(self, source: Path | bytes, name: str, settings: Settings) -> None:
        started = time.perf_counter()
        data = content_of(source)
        if len(data) > _MOST_BYTES:
            raise InputTooLarge(
                f"the text has {len(data) // 1_000_000} MB, more than any document", "split the file"
            )
        decoded = encodings.decode(data)
        if not decoded.text.strip():
            raise NothingRecognised("the text is empty", "look where it came from: its export gave no words")
        self._pages = text_pages(decoded.text, f"plain text, {decoded.encoding}")
        self._encoding = decoded
        self._seconds = (time.perf_counter() - started) / len(self._pages)
        most = settings.limits.pages
        if len(self._pages) > most:
            raise InputTooLarge(f"the text has {len(self._pages)} pages, more than the {most} allowed")
        super().__init__(source, name, sniff.TEXT, len(self._pages))

    @property
    def notices(self) -> tuple[Notice, ...]:
        """A legacy encoding is worth a word: the conversion may have guessed."""
        if not self._encoding.legacy:
            return ()
        return (Notice("legacy_encoding", f"the text was converted from {self._encoding.encoding}"),)

    def read_page(self, number: int) -> LoadedPage:
        """One page, its words without boxes."""
        self._check_number(number)
        return LoadedPage(self._pages[number - 1], None, seconds=self._seconds)


def text_pages(text: str, reason: str = "plain text") -> tuple[Page, ...]:
    r"""Pages of a plain text, as an OCR or an office left it.

    Words have no boxes; a page has no size. Text is brought to NFC. A form feed at the very end, as
    ``pdftotext`` and Tesseract leave it, opens no page of its own.

    Example:
        >>> [page.text for page in text_pages("KẾ HOẠCH\n\nNăm 2023\f1. Mục đích\n\f")]
        ['KẾ HOẠCH\n\nNăm 2023', '1. Mục đích']
    """
    clean = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    parts = clean.split("\f")
    while len(parts) > 1 and not parts[-1].strip():
        parts.pop()
    return tuple(_page(number, part, reason) for number, part in enumerate(parts, 1))


def _page(number: int, text: str, reason: str) -> Page:
    lines = text.split("\n")
    blocks = tuple(
        block
        for filled, group in groupby(lines, key=lambda line: bool(line.strip()))
        if filled
        for block in _blocks(list(group))
    )
    return Page(number, 0.0, 0.0, blocks, origin="text", origin_reason=reason)


def _blocks(lines: Sequence[str]) -> Iterator[Block | Table]:
    """Lines with tabs one below the other are the rows of a table, as a spreadsheet copies it."""
    plain: list[str] = []
    for tabbed, group in groupby(lines, key=lambda line: "\t" in line.strip()):
        run = list(group)
        rows = [line.split("\t") for line in run]
        if not (tabbed and len(rows) >= _TABLE_ROWS and len(rows[0]) >= _TABLE_COLUMNS):
            plain += run
            continue
        if plain:
            yield Block(tuple(map(Line.of, plain)))
        plain = []
        yield _table(rows)
    if plain:
        yield Block(tuple(map(Line.of, plain)))


def _table(rows: Sequence[Sequence[str]]) -> Table:
    cells = tuple(
        Cell(place, column, (Line.of(text),) if text.strip() else ())
        for place, row in enumerate(rows)
        for column, text in enumerate(row)
    )
    return Table(cells, len(rows), max(map(len, rows)))
