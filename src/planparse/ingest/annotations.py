"""Words that annotations draw over a page: signature stamps, numbers filled in on release, typed notes.

When a digital letter is released, the clerk's program puts its number and day into the blanks of
``Số:   /KH-UBND`` and ``ngày   tháng`` as little signature fields of their own. Readers show them, the page's
content lacks them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

import pdfplumber.page
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.utils import apply_matrix_rect, mult_matrix

from planparse.ingest.rows import lines_of
from planparse.ingest.signatures import read_stamp
from planparse.ingest.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planparse.model.page import Line
    from planparse.model.plan import Signature

_MOST: Final = 200
_HIDDEN: Final = 0b100010
"""Annotation flags Hidden (2) and NoView (6), ISO 32000-1 table 165."""
_FILLED_IN: Final = re.compile(r"\d{1,6}(?:[/.-]\d{1,4}){0,2}[a-zđA-ZĐ]?")
"""A number or a day by itself."""

Matrix = tuple[float, float, float, float, float, float]
AnnotationKind = Literal["stamp", "filled in", "note"]


@dataclass(frozen=True, slots=True)
class Annotation:
    """What one annotation says, in the points of the upright page."""

    kind: AnnotationKind
    lines: tuple[Line, ...]
    signature: Signature | None = None


def read_annotations(pdf: Any, page_obj: Any, number: int) -> list[Annotation]:
    """The annotations of a page that draw words.

    Args:
        pdf: an open pdfplumber PDF.
        page_obj: pdfminer's page.
        number: the page, from 1.
    """
    found = []
    for appearance, matrix in _appearances(page_obj):
        page = _drawn(pdf, page_obj, number, appearance, matrix)
        lines = tuple(lines_of(words_of(page)))
        page.close()
        if lines:
            found.append(_told_apart(lines, number))
    return found


def _told_apart(lines: tuple[Line, ...], number: int) -> Annotation:
    if signature := read_stamp([line.text for line in lines], number):
        return Annotation("stamp", lines, signature)
    if len(lines) == 1 and _FILLED_IN.fullmatch(lines[0].text):
        return Annotation("filled in", lines)
    return Annotation("note", lines)


def _appearances(page_obj: Any) -> Iterator[tuple[PDFStream, Matrix]]:
    """Appearance streams, each with the matrix that brings it onto the page (ISO 32000-1, 12.5.5)."""
    annotations = resolve1(page_obj.annots)
    for reference in annotations[:_MOST] if isinstance(annotations, list) else ():
        annotation = resolve1(reference)
        if not isinstance(annotation, dict) or int(resolve1(annotation.get("F", 0)) or 0) & _HIDDEN:
            continue
        looks = resolve1(annotation.get("AP"))
        stream = resolve1(looks.get("N")) if isinstance(looks, dict) else None
        rectangle, box = _numbers(annotation.get("Rect"), 4), None
        if isinstance(stream, PDFStream):
            box = _numbers(stream.get("BBox"), 4)
        if rectangle and box and isinstance(stream, PDFStream):
            yield stream, _onto_page(rectangle, box, _numbers(stream.get("Matrix"), 6))


def _numbers(value: Any, count: int) -> list[float] | None:
    values = resolve1(value)
    if not isinstance(values, list) or len(values) != count:
        return None
    numbers = [resolve1(item) for item in values]
    return [float(item) for item in numbers] if all(isinstance(i, int | float) for i in numbers) else None


def _onto_page(rectangle: list[float], box: list[float], own: list[float] | None) -> Matrix:
    matrix: Matrix = (own[0], own[1], own[2], own[3], own[4], own[5]) if own else (1, 0, 0, 1, 0, 0)
    x0, y0, x1, y1 = apply_matrix_rect(matrix, (box[0], box[1], box[2], box[3]))
    left, bottom = min(rectangle[0], rectangle[2]), min(rectangle[1], rectangle[3])
    wide = abs(rectangle[2] - rectangle[0]) / (x1 - x0) if x1 > x0 else 1.0
    high = abs(rectangle[3] - rectangle[1]) / (y1 - y0) if y1 > y0 else 1.0
    placed: Matrix = (wide, 0.0, 0.0, high, left - x0 * wide, bottom - y0 * high)
    return mult_matrix(matrix, placed)


def _drawn(pdf: Any, page_obj: Any, number: int, appearance: PDFStream, matrix: Matrix) -> Any:
    """A pdfplumber page that holds nothing but one appearance."""
    device = pdfplumber.page.PDFPageAggregatorWithMarkedContent(pdf.rsrcmgr, pageno=number, laparams=None)
    interpreter = PDFPageInterpreter(pdf.rsrcmgr, device)
    upright = _upright(page_obj)
    device.begin_page(page_obj, upright)
    resources = resolve1(appearance.get("Resources")) or page_obj.resources
    interpreter.render_contents(resources, [appearance], ctm=mult_matrix(matrix, upright))
    device.end_page(page_obj)
    page = pdfplumber.page.Page(pdf, page_obj, number)
    page._layout = device.get_result()  # noqa: SLF001 - pdfplumber's cache of the one pass, there is no other door
    return page


def _upright(page_obj: Any) -> Matrix:
    """The matrix that pdfminer lays a page out with."""
    x0, y0, x1, y1 = page_obj.mediabox
    if page_obj.rotate == 90:  # noqa: PLR2004 - degrees
        return (0, -1, 1, 0, -y0, x1)
    if page_obj.rotate == 180:  # noqa: PLR2004 - degrees
        return (-1, 0, 0, -1, x1, y1)
    if page_obj.rotate == 270:  # noqa: PLR2004 - degrees
        return (0, 1, -1, 0, y1, -x0)
    return (1, 0, 0, 1, -x0, -y0)
