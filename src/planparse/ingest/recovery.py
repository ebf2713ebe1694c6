"""What a broken-off PDF still holds: its whole objects, set under a new page tree.

A copy that broke off has lost its tail, and with it the table that says where things are; but a scan's page
pictures lie one after another from the front. Objects are found by their marks, pages that came through whole
are kept, and every page-sized picture that no kept page shows becomes a page of its own. The picture that the
break goes through is kept too: its upper part can be read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import count
from typing import Any, Final

from planparse.errors import InputTooLarge

_OBJECT: Final = re.compile(rb"(?<!\d)(\d{1,9})[ \r\n]+\d{1,5}[ \r\n]+obj\b")
_END: Final = re.compile(rb"endobj|endstream")
_PAGE: Final = re.compile(rb"/Type\s*/Page\b(?!s)")
_PICTURE: Final = re.compile(rb"/Subtype\s*/Image\b")
_REFERENCE: Final = re.compile(rb"(?<!\d)(\d{1,9})\s+\d{1,5}\s+R\b")
_AWAY: Final = re.compile(rb"/(?:Parent|SMask|Mask|Annots|B|StructParents?)\s*(?:\d+\s+\d+\s+R|\[[^\]]*\])")
_HELPER: Final = re.compile(rb"/(?:SMask|Mask)\s+(\d{1,9})\s+\d{1,5}\s+R")
_SIDE: Final = rb"/%s\s+(\d{1,6})\b"
_LEAST_SIDE: Final = 500
"""Pixels; a page at 75 dpi has 620 × 880."""
_MOST_ASPECT: Final = 2.0
_HEAD_BYTES: Final = 8192
_TAIL_BYTES: Final = 4096
_A4_INCHES: Final = (8.27, 11.69)
_MOST_OBJECTS: Final = 100_000
"""Objects of a broken file that are looked for; a scan of ten thousand pages has some forty thousand."""
_DEPTH: Final = 4
_LONE_PAGE: Final = (
    b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 %.2f %.2f]/Contents %d 0 R/Resources<</XObject<</I %d 0 R>>>>>>"
)


@dataclass(frozen=True, slots=True)
class _Found:
    place: int
    head: bytes
    """The object's dictionary, or its first kilobytes."""


def looks_cut(data: Any) -> bool:
    """Whether the file lacks its end mark.

    Args:
        data: the whole file, bytes or a memory map.
    """
    return b"%%EOF" not in bytes(data[max(0, len(data) - _TAIL_BYTES) :])


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A whole PDF from what was left of a broken one."""

    file: bytes
    pages: int
    last_is_cut: bool
    """Whether the break goes through the picture of the last page."""


def rebuilt(data: Any) -> Rebuilt | None:
    """A whole PDF from what is left; None where no page is left.

    Args:
        data: the whole file, bytes or a memory map.

    Raises:
        InputTooLarge: it has too many pieces.
    """
    objects, cut = _objects(data)
    kept = [number for number, item in objects.items() if _is_whole_page(item, objects)]
    shown = set().union(*(_reached(number, objects) for number in kept))
    helpers = {int(found) for item in objects.values() for found in _HELPER.findall(item.head)}
    alone = {
        number: size
        for number, item in objects.items()
        if number not in shown | helpers and (size := _page_size(item)) is not None
    }
    pages: list[tuple[int, int]] = [(objects[number].place, number) for number in kept]
    pages += [(objects[number].place, number) for number in alone]
    if not pages:
        return None
    file = _assembled(data, objects, [number for _, number in sorted(pages)], alone)
    return Rebuilt(file, len(pages), last_is_cut=cut is not None)


def _objects(data: Any) -> tuple[dict[int, _Found], int | None]:
    """Objects that have their end, by number, the last of several; and the picture that is cut in two."""
    objects: dict[int, _Found] = {}
    place = 0
    while found := _OBJECT.search(data, place):
        end = _END.search(data, found.end())
        head = bytes(data[found.end() : min(end.start() if end else len(data), found.end() + _HEAD_BYTES)])
        item = _Found(found.start(), head.split(b"stream", 1)[0])
        if end is None:
            if _page_size(item) is None or b"stream" not in head:
                break
            return objects | {int(found[1]): item}, int(found[1])
        if len(objects) == _MOST_OBJECTS:
            raise InputTooLarge(
                f"the file is broken off, and what is left has more than {_MOST_OBJECTS} objects",
                "copy or scan it again",
            )
        objects[int(found[1])] = item
        place = end.end()
    return objects, None


def _is_whole_page(item: _Found, objects: dict[int, _Found]) -> bool:
    if not _PAGE.search(item.head):
        return False
    return all(int(number) in objects for number in _REFERENCE.findall(_AWAY.sub(b"", item.head)))


def _reached(number: int, objects: dict[int, _Found]) -> set[int]:
    """Objects that a page leads to, a few steps deep."""
    reached, edge = {number}, {number}
    for _ in range(_DEPTH):
        edge = {
            int(found)
            for item in edge
            if item in objects
            for found in _REFERENCE.findall(_AWAY.sub(b"", objects[item].head))
        } - reached
        reached |= edge
    return reached


def _page_size(item: _Found) -> tuple[float, float] | None:
    """The size in points that a page-sized picture has when it fills A4, None for any other object."""
    if not _PICTURE.search(item.head):
        return None
    sides = [re.search(_SIDE % name, item.head) for name in (b"Width", b"Height")]
    if sides[0] is None or sides[1] is None:
        return None
    width, height = int(sides[0][1]), int(sides[1][1])
    short, long = sorted((width, height))
    if short < _LEAST_SIDE or long > _MOST_ASPECT * short:
        return None
    dpi = max(short / _A4_INCHES[0], long / _A4_INCHES[1])
    return width * 72.0 / dpi, height * 72.0 / dpi


def _assembled(
    data: Any, objects: dict[int, _Found], pages: list[int], alone: dict[int, tuple[float, float]]
) -> bytes:
    """The file as it is, and after it a catalog, pages for lone pictures, and a new table of all objects."""
    out = bytearray(data)
    out += b"\nendstream endobj\n"
    places = {number: item.place for number, item in objects.items()}
    fresh = count(max(objects) + 1)
    catalog, tree = next(fresh), next(fresh)

    def add(number: int, body: bytes) -> int:
        places[number] = len(out)
        out.extend(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        return number

    kids = []
    for number in pages:
        if number not in alone:
            kids.append(number)
            continue
        width, height = alone[number]
        commands = b"%.2f 0 0 %.2f 0 0 cm /I Do" % (width, height)
        content = add(next(fresh), b"<</Length %d>>\nstream\n%s\nendstream" % (len(commands), commands))
        page = _LONE_PAGE % (tree, width, height, content, number)
        kids.append(add(next(fresh), page))
    references = b" ".join(b"%d 0 R" % kid for kid in kids)
    add(tree, b"<</Type/Pages/MediaBox[0 0 595 842]/Kids[%s]/Count %d>>" % (references, len(kids)))
    add(catalog, b"<</Type/Catalog/Pages %d 0 R>>" % tree)
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number in sorted(places):
        out += b"%d 1\n%010d 00000 n \n" % (number, places[number])
    size = max(places) + 1
    out += b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, catalog, start)
    return bytes(out)
