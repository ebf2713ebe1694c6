"""Bounds on what a PDF may unpack to, checked before any library unpacks it.

Half a megabyte of zeros, deflated twice, is half a terabyte. Everything here unpacks piece by piece and stops
at the bound; nothing else in the house may touch a stream that was not weighed first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1
from pdfminer.psparser import PSLiteral

from planparse.errors import InputTooLarge
from planparse.ingest.nesting import Nesting
from planparse.ingest.unpack import TooMuch, unpack

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MOST_OBJECTS: Final = 50_000
_ELSEWHERE: Final = frozenset({"Parent", "P", "Popup", "Dest", "A", "AA", "B", "Next", "Prev", "IRT", "V"})
"""Keys that lead away from a page's own content."""
_TABLE_STREAM: Final = re.compile(rb"/Type\s*/(?:ObjStm|XRef)\b")
_ANY_STREAM: Final = re.compile(rb"\bstream\r?\n")
_FILTER: Final = re.compile(
    rb"/(FlateDecode|Fl|LZWDecode|LZW|ASCII85Decode|A85|ASCIIHexDecode|AHx|RunLengthDecode|RL)\b"
)
_DICTIONARY_REACH: Final = 4096
_MOST_DRAWINGS: Final = 100_000


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


@dataclass(frozen=True, slots=True)
class Weight:
    """What weighing a page found out."""

    content: int
    """Bytes that its content streams unpack to."""
    masked: frozenset[tuple[int, int]]
    """Width and height of pictures that let through what lies behind them."""


def check_page(page_obj: Any, most: int, page_pixels: int, number: int) -> Weight:
    """Weigh what a page draws with: content, forms, fonts, annotations' looks; read pictures' sizes.

    Args:
        page_obj: pdfminer's page.
        most: bytes that all of it together may unpack to.
        page_pixels: pixels that one picture may declare.
        number: the page, for messages.

    Raises:
        InputTooLarge: it is more.
    """
    left = most
    content = b""
    for stream in map(resolve1, page_obj.contents):
        if isinstance(stream, PDFStream):
            content += b"\n" + _unpacked(stream, left - len(content), number)
    left -= len(content)
    masked = set()
    for stream in _streams([page_obj.resources, page_obj.annots]):
        if _name(stream.get("Subtype")) == "Image":
            size = _checked_size(stream, page_pixels, number)
            if stream.get("SMask") is not None or stream.get("Mask") is not None:
                masked.add(size)
        else:
            left -= len(_unpacked(stream, left, number))
    nesting = Nesting(lambda form: _unpacked(form, most, number), _MOST_DRAWINGS)
    drawn = nesting.drawn_by(content, page_obj.resources)
    if drawn + sum(map(nesting.drawn_as, _looks(page_obj.annots))) >= _MOST_DRAWINGS:
        raise InputTooLarge(
            f"page {number} has more than {_MOST_DRAWINGS} forms drawn within forms",
            "print it to a new PDF and ingest that",
        )
    return Weight(len(content), frozenset(masked))


def _looks(annotations: Any) -> Iterator[PDFStream]:
    """What annotations look like, in every state that they have."""
    listed = resolve1(annotations)
    for known in map(resolve1, listed if isinstance(listed, list) else ()):
        looks = resolve1(known.get("AP")) if isinstance(known, dict) else None
        for look in map(resolve1, looks.values() if isinstance(looks, dict) else ()):
            states = look.values() if isinstance(look, dict) else [look]
            yield from (state for state in map(resolve1, states) if isinstance(state, PDFStream))


def _unpacked(stream: PDFStream, left: int, number: int) -> bytes:
    data = stream.rawdata
    if data is None:  # unpacked before, and weighed then
        return stream.data or b""
    if stream.decipher and stream.objid is not None and stream.genno is not None:
        data = stream.decipher(stream.objid, stream.genno, data, stream.attrs)
    filters = [_name(name) for name, _ in stream.get_filters()]
    try:
        return unpack(data, filters, left)
    except TooMuch as error:
        raise _bomb(left, number) from error


def _checked_size(stream: PDFStream, most: int, number: int) -> tuple[int, int]:
    sides = [resolve1(stream.get(key)) for key in ("Width", "Height")]
    width, height = (side if isinstance(side, int) else 0 for side in sides)
    if width * height > most:
        raise InputTooLarge(
            f"page {number} holds a picture of {width} × {height} pixels, more than the {most // 1_000_000} "
            "million allowed"
        )
    return width, height


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
