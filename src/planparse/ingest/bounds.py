"""Bounds on what a PDF may unpack to, checked before any library unpacks it.

Half a megabyte of zeros, deflated twice, is half a terabyte. Everything here unpacks piece by piece and stops
at the bound; nothing else in the house may touch a stream that was not weighed first.
"""

from __future__ import annotations

import base64
import binascii
import io
import re
import zlib
from typing import TYPE_CHECKING, Any, Final

from pdfminer.lzw import LZWDecoder
from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1
from pdfminer.psparser import PSLiteral

from planparse.errors import InputTooLarge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_CHUNK: Final = 1 << 16
_MOST_OBJECTS: Final = 50_000
_ELSEWHERE: Final = frozenset({"Parent", "P", "Popup", "Dest", "A", "AA", "B", "Next", "Prev", "IRT", "V"})
"""Keys that lead away from a page's own content."""
_PICTURE_FILTERS: Final = frozenset({"DCTDecode", "DCT", "JPXDecode", "CCITTFaxDecode", "CCF", "JBIG2Decode"})
_TABLE_STREAM: Final = re.compile(rb"/Type\s*/(?:ObjStm|XRef)\b")
_ANY_STREAM: Final = re.compile(rb"\bstream\r?\n")
_FILTER: Final = re.compile(
    rb"/(FlateDecode|Fl|LZWDecode|LZW|ASCII85Decode|A85|ASCIIHexDecode|AHx|RunLengthDecode|RL)\b"
)
_DICTIONARY_REACH: Final = 4096


class TooMuch(Exception):
    """A stream unpacks to more than it may."""


def check_tables(data: Any, most: int) -> None:
    """Weigh the compressed object and cross-reference streams, which readers unpack on opening a file.

    Args:
        data: the whole file, bytes or a memory map.
        most: bytes that one of them may unpack to.

    Raises:
        InputTooLarge: one unpacks to more.
    """
    for found in _TABLE_STREAM.finditer(data):
        _check_raw_stream(data, found.end(), most)


def check_every_stream(data: Any, most: int) -> None:
    """Weigh every stream that is no picture, for files whose structure is broken.

    Raises:
        InputTooLarge: one unpacks to more than `most`.
    """
    for found in _ANY_STREAM.finditer(data):
        if b"/Image" not in _dictionary_before(data, found.start()):
            _weigh_raw(data, found.start(), found.end(), most)


def _check_raw_stream(data: Any, after: int, most: int) -> None:
    if found := _ANY_STREAM.search(data, after, after + _DICTIONARY_REACH):
        _weigh_raw(data, found.start(), found.end(), most)


def _dictionary_before(data: Any, stream: int) -> bytes:
    before = bytes(data[max(0, stream - _DICTIONARY_REACH) : stream])
    return before[before.rfind(b" obj") + 1 :]


def _weigh_raw(data: Any, start: int, begin: int, most: int) -> None:
    end = data.find(b"endstream", begin)
    body = bytes(data[begin : end if end >= 0 else len(data)])
    filters = [name.decode() for name in _FILTER.findall(_dictionary_before(data, start))]
    try:
        unpack(body, filters, most)
    except TooMuch as error:
        raise _bomb(most) from error


def check_page(page_obj: Any, most: int, page_pixels: int, number: int) -> int:
    """Weigh what a page draws with: content, forms, fonts, annotations' looks; read pictures' sizes.

    Args:
        page_obj: pdfminer's page.
        most: bytes that all of it together may unpack to.
        page_pixels: pixels that one picture may declare.
        number: the page, for messages.

    Returns:
        Bytes that the page's content streams unpack to.

    Raises:
        InputTooLarge: it is more.
    """
    left = most
    content = 0
    for stream in page_obj.contents:
        stream = resolve1(stream)  # noqa: PLW2901 - the same thing, found
        if isinstance(stream, PDFStream):
            content += _weigh(stream, left - content, number)
    left -= content
    for stream in _streams([page_obj.resources, page_obj.annots]):
        if _name(stream.get("Subtype")) == "Image":
            _check_picture(stream, page_pixels, number)
        else:
            left -= _weigh(stream, left, number)
    return content


def _weigh(stream: PDFStream, left: int, number: int) -> int:
    data = stream.rawdata
    if data is None:  # unpacked before, and weighed then
        return len(stream.data or b"")
    if stream.decipher and stream.objid is not None and stream.genno is not None:
        data = stream.decipher(stream.objid, stream.genno, data, stream.attrs)
    filters = [_name(name) for name, _ in stream.get_filters()]
    try:
        return len(unpack(data, filters, left))
    except TooMuch as error:
        raise _bomb(left, number) from error


def _check_picture(stream: PDFStream, most: int, number: int) -> None:
    width, height = (resolve1(stream.get(key)) for key in ("Width", "Height"))
    if isinstance(width, int) and isinstance(height, int) and width * height > most:
        raise InputTooLarge(
            f"page {number} holds a picture of {width} × {height} pixels, more than the {most // 1_000_000} "
            "million allowed"
        )


def _bomb(most: int, number: int | None = None) -> InputTooLarge:
    where = f"page {number}" if number else "the file"
    return InputTooLarge(
        f"{where} unpacks to more than {most // 1_000_000} MB of drawing commands",
        "print it to a new PDF and ingest that",
    )


def _streams(roots: Iterable[Any]) -> Iterator[PDFStream]:
    """Every stream that can be reached, each once."""
    waiting, seen, count = list(roots), set[int](), 0
    while waiting and count < _MOST_OBJECTS:
        item = waiting.pop()
        count += 1
        if isinstance(item, PDFObjRef):
            if item.objid in seen:
                continue
            seen.add(item.objid)
            item = resolve1(item)
        if isinstance(item, PDFStream):
            yield item
            item = item.attrs
        if isinstance(item, dict):
            waiting += [value for key, value in item.items() if key not in _ELSEWHERE]
        elif isinstance(item, list):
            waiting += [value for value in item if isinstance(value, PDFObjRef | dict | list)]


def _name(value: Any) -> str:
    value = resolve1(value)
    return str(value.name) if isinstance(value, PSLiteral) else ""


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
