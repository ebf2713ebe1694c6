"""Open a file, whatever it is: one door, and a document of one shape behind it."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, Self

from planparse.errors import InputMissing, InputTooLarge, InputUnsupported
from planparse.files import as_text
from planparse.ingest import sniff

if TYPE_CHECKING:
    from types import TracebackType

    from planparse.model.page import Notice
    from planparse.model.plan import Signature
    from planparse.model.source import LoadedPage, SourceInfo
    from planparse.settings import Settings

_CHUNK = 1 << 20


class SourceDocument(Protocol):
    """An open file. Pages are read one at a time and none is kept."""

    @property
    def info(self) -> SourceInfo:
        """Name, hash, media type and page count; the hash is taken when first asked for."""

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What was odd about the file as a whole."""

    @property
    def signatures(self) -> tuple[Signature, ...]:
        """The file's own digital signatures; those stamped on a page come with that page."""

    def read_page(self, number: int) -> LoadedPage:
        """One page.

        Args:
            number: from 1.

        Raises:
            InputError: this page cannot be read; others may.
        """

    def close(self) -> None:
        """Let go of the file."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


def open_document(
    source: Path | bytes | tuple[Path, ...], *, name: str | None = None, settings: Settings
) -> SourceDocument:
    r"""Open a PDF, a picture or a text, told apart by content, or several pictures as one document.

    Opening is cheap: no page is decoded, so a worker process may open the file for a single page.

    Args:
        source: a path, the bytes themselves, a folder of pictures, or the pictures themselves
            (docs/adr/0033).
        name: what the file is called in the output; the path's own name where it is not given.
        settings: bounds, and how pages are to be read.

    Raises:
        InputMissing: no such file, a directory without pictures, or no permission.
        InputUnsupported: content that is none of ours, or a picture where OCR is off.
        InputDamaged: broken, or without pages.
        InputEncrypted: behind a password.
        InputTooLarge: beyond ``settings.limits``.

    Example:
        >>> from planparse.settings import Settings
        >>> text = "Đơn vị chủ trì: Văn phòng\fĐơn vị phối hợp: Sở Nội vụ".encode()
        >>> with open_document(text, name="kế hoạch.txt", settings=Settings()) as document:
        ...     print(document.info.page_count, document.read_page(2).page.text)
        2 Đơn vị phối hợp: Sở Nội vụ
    """
    if isinstance(source, tuple) or (isinstance(source, Path) and source.is_dir()):
        return _open_pictures(source, name, settings)
    size, head = _size_and_head(source)
    if size > settings.limits.file_bytes:
        most = settings.limits.file_bytes // 1_000_000
        raise InputTooLarge(f"the file has {size // 1_000_000} MB, more than the {most} allowed")
    kind = sniff.media_type(head)
    label = name or (source.name if isinstance(source, Path) else "input")
    # Each reader's libraries load only when it is needed.
    if kind == sniff.PDF:
        from planparse.ingest.pdf import PdfFile

        return PdfFile(source, label, settings)
    if kind == sniff.TEXT:
        from planparse.ingest.text import TextFile

        return TextFile(source, label, settings)
    _refuse_unread(label, settings)
    from planparse.ingest.image import ImageFile

    return ImageFile(source, label, kind, settings)


def _refuse_unread(label: str, settings: Settings) -> None:
    """A picture has no text but what OCR reads."""
    if settings.ocr == "never":
        raise InputUnsupported(f"{as_text(label)} is a picture, and OCR is off", "leave out --ocr never")


def _open_pictures(source: Path | tuple[Path, ...], name: str | None, settings: Settings) -> SourceDocument:
    from planparse.ingest.pictures import PictureFiles, as_named, pictures_in

    if not source:
        raise InputMissing("no picture is named", "name the pages of one document")
    if isinstance(source, Path):
        paths, label = pictures_in(source), source.resolve().name
    else:
        paths = as_named(source)
        label = f"{paths[0].name} … {paths[-1].name}"
    _refuse_unread(name or label, settings)
    return PictureFiles(paths, name or label, settings)


def _size_and_head(source: Path | bytes) -> tuple[int, bytes]:
    if isinstance(source, bytes):
        return len(source), source[: sniff.HEAD_BYTES]
    try:
        if source.exists() and not source.is_file():
            raise InputMissing(f"{source} is no ordinary file", "give a file; - reads stdin")
        with source.open("rb") as file:
            return source.stat().st_size, file.read(sniff.HEAD_BYTES)
    except FileNotFoundError as error:
        raise InputMissing(f"no such file: {source}") from error
    except OSError as error:
        raise InputMissing(f"cannot read {source}: {error.strerror or error}") from error


def content_of(source: Path | bytes) -> bytes:
    """All bytes of a small file."""
    return source if isinstance(source, bytes) else source.read_bytes()


def sha256_of(source: Path | bytes | tuple[Path, ...]) -> str:
    """64 hex digits, read in pieces; of several files, one after another as ``cat`` gives them."""
    if isinstance(source, bytes):
        return hashlib.sha256(source).hexdigest()
    digest = hashlib.sha256()
    for path in source if isinstance(source, tuple) else (source,):
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    return digest.hexdigest()
