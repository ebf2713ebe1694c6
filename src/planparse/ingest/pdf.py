"""PDF: per page, the text layer where it is good, else the picture."""

from __future__ import annotations

import mmap
import time
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import pypdfium2
import pypdfium2.raw as pdfium

from planparse.errors import InputDamaged, InputEncrypted, InputError, InputTooLarge
from planparse.ingest import bounds, recovery, sniff
from planparse.ingest.base import OpenFile
from planparse.ingest.pdf_page import PdfPage
from planparse.ingest.quiet import quiet
from planparse.ingest.structure import Structure
from planparse.model.page import Notice

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from planparse.model.plan import Signature
    from planparse.model.source import LoadedPage
    from planparse.settings import Settings


_PAGES_PER_OPENING: Final = 50


class PdfFile(OpenFile):
    """An open PDF, scanned, born digital or mixed page by page.

    Args:
        source: a path, or the bytes themselves.
        name: what the file is called in the output.
        settings: bounds, and how pages are to be read.

    Raises:
        InputDamaged: broken, or without pages.
        InputEncrypted: behind a password.
        InputTooLarge: more pages or larger tables than ``settings.limits`` allows.
    """

    def __init__(self, source: Path | bytes, name: str, settings: Settings) -> None:
        self._settings = settings
        with _whole(source) as data:
            bounds.check_tables(data, settings.limits.page_bytes)
            self._cut = recovery.looks_cut(data)
        self._pdf, self._content, self._notices = _open(source, name, cut=self._cut)
        self._pages_read = 0
        pages = len(self._pdf)
        if pages > settings.limits.pages:
            self._pdf.close()
            raise InputTooLarge(f"the file has {pages} pages, more than the {settings.limits.pages} allowed")
        super().__init__(source, name, sniff.PDF, pages)

    @property
    def notices(self) -> tuple[Notice, ...]:
        """Whether the file was broken off and had to be rebuilt."""
        return self._notices

    @cached_property
    def signatures(self) -> tuple[Signature, ...]:
        """The file's own digital signatures; they are not verified."""
        try:
            with quiet():
                return self._structure.signatures() if self._structure is not None else ()
        except Exception:  # noqa: BLE001 - as below; signatures are an extra
            return ()

    def read_page(self, number: int) -> LoadedPage:
        """One page: its text layer where that is good, else its picture.

        Raises:
            InputDamaged: this page is broken.
            InputTooLarge: it is beyond ``settings.limits``.
        """
        self._check_number(number)
        started = time.perf_counter()
        with quiet():
            loaded = self._read(number)
        return replace(loaded, seconds=time.perf_counter() - started)

    def close(self) -> None:
        """Let go of the file."""
        self._pdf.close()
        if opened := self.__dict__.get("_structure"):
            opened.close()

    @cached_property
    def _structure(self) -> Structure | None:
        try:
            return Structure(self._content)
        except (InputError, KeyboardInterrupt):
            raise
        except Exception:  # noqa: BLE001 - pdfminer raises whatever it meets; pdfium may still draw the pages
            with _whole(self._content) as data:
                bounds.check_every_stream(data, self._settings.limits.page_bytes)
            return None

    def _read(self, number: int) -> LoadedPage:
        content, weight = self._weighed(number)
        self._refresh()
        try:
            page = self._pdf[number - 1]
        except pypdfium2.PdfiumError as error:
            raise InputDamaged(f"page {number} is broken") from error
        try:
            plumbing = self._structure.plumbing if self._structure is not None else None
            reader = PdfPage(page, number, self._settings, plumbing=plumbing, content=content, weight=weight)
            if self._cut and reader.is_bare:
                raise InputDamaged(f"page {number} lies in the part of the file that is missing")
            return reader.load()
        finally:
            page.close()
            if self._structure is not None:
                self._structure.forget()

    def _refresh(self) -> None:
        """Open the file anew now and then: pdfium keeps every stream that it has read."""
        self._pages_read += 1
        if self._pages_read % _PAGES_PER_OPENING == 0:
            self._pdf.close()
            self._pdf = _opened(self._content, self._name)

    def _weighed(self, number: int) -> tuple[Any, bounds.Weight | None]:
        """The page as pdfminer has it, and its weight; None where pdfminer cannot find it."""
        limits = self._settings.limits
        if self._structure is None:
            return None, None
        try:
            content = self._structure.page(number)
            return content, bounds.check_page(content, limits.page_bytes, limits.page_pixels, number)
        except (InputError, KeyboardInterrupt):
            raise
        except Exception:  # noqa: BLE001 - as above
            with _whole(self._content) as data:
                bounds.check_every_stream(data, limits.page_bytes)
            return None, None


def _open(
    source: Path | bytes, name: str, *, cut: bool
) -> tuple[pypdfium2.PdfDocument, Path | bytes, tuple[Notice, ...]]:
    """Pdfium's document, the bytes that it reads, and a notice where these had to be rebuilt first."""
    try:
        document = _opened(source, name)
        if not cut or _has_page(document, len(document)):
            return document, source, ()
        document.close()
    except InputDamaged:
        if not cut:
            raise
    with _whole(source) as data:
        rebuilt = recovery.rebuilt(data)
    if rebuilt is None:
        raise InputDamaged(f"{name} is broken off, and no whole page is left in it", "copy or scan it again")
    last = ", the last one cut" if rebuilt.last_is_cut else ""
    pages = "1 page was" if rebuilt.pages == 1 else f"{rebuilt.pages} pages were"
    told = f"the file is broken off: {pages} found in what is left{last}"
    return _opened(rebuilt.file, name), rebuilt.file, (Notice("file_truncated", told),)


def _has_page(document: pypdfium2.PdfDocument, number: int) -> bool:
    try:
        document[number - 1].close()
    except pypdfium2.PdfiumError:
        return False
    return True


def _opened(source: Path | bytes, name: str) -> pypdfium2.PdfDocument:
    """Pdfium's document; `source` must outlive it.

    Not left to pypdfium2, which takes a PDF without pages for whatever went wrong with the last file.
    """
    if isinstance(source, bytes):
        raw = pdfium.FPDF_LoadMemDocument64(source, len(source), None)
    else:
        raw = pdfium.FPDF_LoadDocument(bytes(source.resolve()) + b"\0", None)
    if not raw:
        if pdfium.FPDF_GetLastError() in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}:
            raise InputEncrypted(f"{name} is locked with a password")
        raise InputDamaged(f"{name} is a broken PDF")
    document = pypdfium2.PdfDocument(raw)
    if not len(document):
        document.close()
        raise InputDamaged(f"{name} has no pages")
    return document


@contextmanager
def _whole(source: Path | bytes) -> Iterator[Any]:
    """All of the file to look through, without a copy in memory."""
    if isinstance(source, bytes):
        yield source
        return
    with source.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        yield data
