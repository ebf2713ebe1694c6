"""What a file is, told by its first bytes and never by its suffix."""

from __future__ import annotations

from typing import Final

from planparse.errors import InputDamaged, InputUnsupported

PDF: Final = "application/pdf"
TEXT: Final = "text/plain"
TIFF: Final = "image/tiff"
HEAD_BYTES: Final = 4096
"""How much of a file :func:`media_type` wants to see."""

_PDF_WITHIN = 1024  # readers accept junk before %PDF- up to here (ISO 32000-1, implementation note 13)
_IMAGES: Final = (
    (b"II*\0", TIFF),
    (b"MM\0*", TIFF),
    (b"II+\0", TIFF),
    (b"MM\0+", TIFF),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
)
_FOREIGN: Final = (
    (b"PK\x03\x04", "a ZIP archive or an Office file", "save it as PDF from Word, Excel or LibreOffice"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file", "save it as PDF from Word or LibreOffice"),
    (b"{\\rtf", "a rich-text file", "save it as PDF from Word or LibreOffice"),
    (b"GIF8", "a GIF picture", "save it as PNG"),
    (b"BM", "a BMP picture", "save it as PNG"),
    (b"Rar!", "a RAR archive", "unpack it first"),
    (b"7z\xbc\xaf", "a 7-Zip archive", "unpack it first"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"AT&TFORM", "a DjVu file", "print it to PDF"),
)
_TEXT_BOMS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
# Bytes that no text has: controls but for tab, line ends and form feed. VPS and VISCII put capitals on some
# low codes, so a few are forgiven.
_CONTROLS: Final = bytes(set(range(32)) - {9, 10, 11, 12, 13, 27})
_CONTROLS_FORGIVEN: Final = 0.02


def media_type(head: bytes, name: str = "the file") -> str:
    r"""The media type of a file.

    Args:
        head: its first :data:`HEAD_BYTES` bytes, or all of it where it is shorter.
        name: what an error calls it.

    Returns:
        ``application/pdf``, ``image/tiff``, ``image/png``, ``image/jpeg``, ``image/webp`` or ``text/plain``.

    Raises:
        InputDamaged: it is empty.
        InputUnsupported: it is something else.

    Example:
        >>> media_type("KẾ HOẠCH\nCải cách hành chính năm 2023".encode())
        'text/plain'
        >>> media_type(b"%PDF-1.7\n")
        'application/pdf'
    """
    if not head:
        raise InputDamaged(f"{name} is empty", "look where it came from: a copy or a download broke off")
    if b"%PDF-" in head[:_PDF_WITHIN]:
        return PDF
    for magic, kind in _IMAGES:
        if head.startswith(magic):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    _refuse_foreign(head, name)
    if _looks_like_text(head):
        return TEXT
    raise InputUnsupported(f"{name} is no PDF, picture or text that planparse knows")


def _refuse_foreign(head: bytes, name: str) -> None:
    for magic, what, hint in _FOREIGN:
        if head.startswith(magic):
            raise InputUnsupported(f"{name} is {what}", hint)
    if head[4:8] == b"ftyp":
        raise InputUnsupported(f"{name} is a HEIC photograph or a film", "save the photograph as JPEG")
    text = head.removeprefix(_TEXT_BOMS[0]).lstrip()
    if text.startswith((b"{", b"[{")):
        raise InputUnsupported(f"{name} is JSON", "planparse export reads outputs of planparse")
    if text[:14].lower().startswith((b"<!doctype html", b"<html")):
        raise InputUnsupported(f"{name} is a web page", "print it to PDF from the browser")


def _looks_like_text(head: bytes) -> bool:
    if head.startswith(_TEXT_BOMS) or _utf16_without_mark(head):
        return True
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return b"\0" not in head and controls <= _CONTROLS_FORGIVEN * len(head)


def _utf16_without_mark(head: bytes) -> bool:
    return utf16_order(head) is not None


def utf16_order(head: bytes) -> str | None:
    """``utf-16-le`` or ``utf-16-be`` where spaces have their zero byte on one side, else None."""
    if len(head) < 4 or b"\0" not in head:  # noqa: PLR2004 - two characters
        return None
    even, odd = head[0::2], head[1::2]
    for order, high, low in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        # Vietnamese lies below U+2000: the high byte is 0, 1, 3 or 0x1E, never a letter.
        if high.count(0) > len(high) // 3 and 0 not in low and max(high) <= 0x20:  # noqa: PLR2004 - U+20xx
            return order
    return None
