"""PDF stream filters, unpacked up to a bound and no further (ISO 32000-1, 7.4)."""

from __future__ import annotations

import base64
import binascii
import io
import re
import zlib
from typing import TYPE_CHECKING, Final

from pdfminer.lzw import LZWDecoder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_CHUNK: Final = 1 << 16
_PICTURE_FILTERS: Final = frozenset({"DCTDecode", "DCT", "JPXDecode", "CCITTFaxDecode", "CCF", "JBIG2Decode"})


class TooMuch(Exception):
    """A stream unpacks to more than it may."""


def unpack(data: bytes, filters: Iterable[str], most: int) -> bytes:
    """Data through its filters, up to a bound; pictures' own codecs end the chain.

    Raises:
        TooMuch: any step gives more than `most` bytes.

    Example:
        >>> len(unpack(zlib.compress(bytes(5000)), ["FlateDecode"], 10_000))
        5000
    """
    for name in filters:
        if name in _PICTURE_FILTERS:
            break
        step = _STEPS.get(name)
        if step is not None:
            data = step(data, most)
    if len(data) > most:
        raise TooMuch
    return data


def _inflate(data: bytes, most: int) -> bytes:
    inflater = zlib.decompressobj()
    try:
        out = inflater.decompress(data, most + 1)
    except zlib.error:  # what came before the fault is what readers go on with
        out = _inflate_broken(data, most)
    if len(out) > most:
        raise TooMuch
    return out


def _inflate_broken(data: bytes, most: int) -> bytes:
    inflater, out = zlib.decompressobj(), bytearray()
    for start in range(0, len(data), _CHUNK):
        try:
            out += inflater.decompress(data[start : start + _CHUNK], most + 1 - len(out))
        except zlib.error:
            break
        if len(out) > most:
            raise TooMuch
    return bytes(out)


def _unlzw(data: bytes, most: int) -> bytes:
    out = bytearray()
    for piece in LZWDecoder(io.BytesIO(data)).run():
        out += piece
        if len(out) > most:
            raise TooMuch
    return bytes(out)


def _unhex(data: bytes, most: int) -> bytes:
    del most  # it can only shrink
    digits = re.sub(rb"[^0-9A-Fa-f]", b"", data.split(b">")[0])
    return bytes.fromhex(digits[: len(digits) // 2 * 2].decode())


def _un85(data: bytes, most: int) -> bytes:
    text = re.sub(rb"\s", b"", data).removeprefix(b"<~").split(b"~>")[0]
    if text.count(b"z") * 4 + len(text) > most:
        raise TooMuch
    try:
        return base64.a85decode(text)
    except (ValueError, binascii.Error):
        return b""


def _unrun(data: bytes, most: int) -> bytes:
    out, place = bytearray(), 0
    while place < len(data) and data[place] != 128:  # noqa: PLR2004 - end of data
        length = data[place]
        if length < 128:  # noqa: PLR2004 - so many bytes as they are
            out += data[place + 1 : place + 2 + length]
            place += length + 2
        else:
            out += data[place + 1 : place + 2] * (257 - length)
            place += 2
        if len(out) > most:
            raise TooMuch
    return bytes(out)


_STEPS: Final[dict[str, Callable[[bytes, int], bytes]]] = {
    "FlateDecode": _inflate,
    "Fl": _inflate,
    "LZWDecode": _unlzw,
    "LZW": _unlzw,
    "ASCIIHexDecode": _unhex,
    "AHx": _unhex,
    "ASCII85Decode": _un85,
    "A85": _un85,
    "RunLengthDecode": _unrun,
    "RL": _unrun,
}
