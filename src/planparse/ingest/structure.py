"""A PDF's objects as pdfminer finds them, for weighing pages and for pdfplumber to lay them out."""

from __future__ import annotations

import copy
import io
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1
from pdfplumber.pdf import PDF

from planparse.ingest.signatures import from_dictionary
from planparse.model.signatures import merge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planparse.model.plan import Signature

_MEND_UP_TO: Final = 20_000_000
"""Bytes of a file whose cross-reference table pdfminer may rebuild: a quarter of a second for ten million,
each time that a worker opens the file."""


_MOST_FIELDS: Final = 1000


class _Plumbing(PDF):
    """pdfplumber's document without its own opening, which always rebuilds broken tables."""

    def __init__(self, stream: Any, *, mend: bool) -> None:
        self.stream = stream
        self.stream_is_external = True
        self.path = self.pages_to_parse = self.laparams = self.password = None
        self.unicode_norm = None
        self.raise_unicode_errors = False
        self.doc = PDFDocument(PDFParser(stream), password="", fallback=mend)
        self.rsrcmgr = PDFResourceManager()
        self.metadata: dict[str, Any] = {}


def _cropped(page_obj: Any) -> Any:
    """The page as a reader shows it: what lies outside its crop box is not there, and its corner is 0, 0."""
    outer, inner = page_obj.mediabox, page_obj.cropbox
    x0, y0 = max(outer[0], inner[0]), max(outer[1], inner[1])
    x1, y1 = min(outer[2], inner[2]), min(outer[3], inner[3])
    if x1 <= x0 or y1 <= y0:
        return page_obj
    cropped = copy.copy(page_obj)
    # pdfminer shifts what it draws by the box, and pdfplumber back by the dictionary's.
    cropped.mediabox = cropped.cropbox = (x0, y0, x1, y1)
    box = [0, 0, x1 - x0, y1 - y0]
    cropped.attrs = {**page_obj.attrs, "MediaBox": box, "CropBox": box}
    return cropped


class Structure:
    """The objects of an open PDF.

    Args:
        source: a path, or the bytes themselves.

    Raises:
        Exception: pdfminer cannot find its way; it raises whatever it meets.
    """

    def __init__(self, source: Path | bytes) -> None:
        self._stream: BinaryIO = source.open("rb") if isinstance(source, Path) else io.BytesIO(source)
        size = source.stat().st_size if isinstance(source, Path) else len(source)
        self._pages: list[Any] = []
        try:
            self.plumbing: Any = _Plumbing(self._stream, mend=size <= _MEND_UP_TO)
        except BaseException:
            self._stream.close()
            raise

    @cached_property
    def _coming(self) -> Iterator[Any]:
        return PDFPage.create_pages(self.plumbing.doc)

    @property
    def catalog(self) -> dict[str, Any]:
        """The document's root dictionary."""
        catalog: dict[str, Any] = self.plumbing.doc.catalog
        return catalog

    def page(self, number: int) -> Any:
        """Pdfminer's page, counted from 1.

        Raises:
            IndexError: it finds no such page.
        """
        self._pages += islice(self._coming, max(0, number - len(self._pages)))
        return _cropped(self._pages[number - 1])

    def signatures(self) -> tuple[Signature, ...]:
        """The document's own digital signatures, those that carry a name or a time."""
        form = resolve1(self.catalog.get("AcroForm"))
        fields = resolve1(form.get("Fields")) if isinstance(form, dict) else None
        found = []
        for field in fields[:_MOST_FIELDS] if isinstance(fields, list) else ():
            field = resolve1(field)  # noqa: PLW2901 - the same thing, found
            value = resolve1(field.get("V")) if isinstance(field, dict) else None
            if isinstance(value, dict) and "Contents" in value:
                resolved = {key: resolve1(item) for key, item in value.items()}
                found.append(from_dictionary(resolved, self._page_number(field.get("P"))))
        return merge(signature for signature in found if signature)

    def _page_number(self, reference: Any) -> int | None:
        """The number of the page that a reference leads to, if any."""
        self._pages += self._coming
        numbers = {page.pageid: number for number, page in enumerate(self._pages, 1)}
        return numbers.get(getattr(reference, "objid", None))

    def forget(self) -> None:
        """Drop the objects read so far: a scan of 200 pages would stay in memory otherwise."""
        self.plumbing.doc._cached_objs.clear()  # noqa: SLF001 - pdfminer offers only all or nothing

    def close(self) -> None:
        """Let go of the file."""
        self._stream.close()
