from __future__ import annotations

import pytest

from planparse.errors import InputDamaged, InputUnsupported
from planparse.ingest.sniff import media_type


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"%PDF-1.4\n", "application/pdf"),
        (b"\r\n\r\nHTTP junk %PDF-1.4\n", "application/pdf"),
        (b"II*\0\x08\0\0\0", "image/tiff"),
        (b"MM\0*\0\0\0\x08", "image/tiff"),
        (b"\x89PNG\r\n\x1a\n\0\0", "image/png"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "image/jpeg"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "image/webp"),
        ("KẾ HOẠCH\n".encode(), "text/plain"),
        ("KẾ HOẠCH năm 2023\n".encode("utf-16"), "text/plain"),
        ("KẾ HOẠCH năm 2023\n".encode("utf-16-le"), "text/plain"),
        ("KẾ HOẠCH năm 2023\n".encode("utf-16-be"), "text/plain"),
        ("KÕ ho¹ch n¨m 2023".encode("cp1252"), "text/plain"),
        ("trang một\ftrang hai".encode(), "text/plain"),
    ],
)
def test_content_tells(head: bytes, expected: str) -> None:
    assert media_type(head) == expected


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (b"PK\x03\x04\x14\0\6\0", "Office file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Office file"),
        (b"<!DOCTYPE html><p>", "web page"),
        (b"GIF89a", "GIF"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC photograph"),
        (b'\xef\xbb\xbf{"schema_version": "1"}', "JSON"),
        (b'[{"id": 1}]', "JSON"),
        (b"{\\rtf1 KE HOACH}", "rich-text"),
        (bytes(range(256)), "no PDF, picture or text"),
        (b"KE HOACH " * 100 + b"\0", "no PDF, picture or text"),
    ],
)
def test_what_is_none_of_ours_is_named(head: bytes, said: str) -> None:
    with pytest.raises(InputUnsupported, match=said) as caught:
        media_type(head)
    assert caught.value.hint


def test_an_empty_file_is_damaged() -> None:
    with pytest.raises(InputDamaged, match="empty"):
        media_type(b"")
