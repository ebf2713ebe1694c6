"""A plan onto A4, in the layout of Decree 30/2020/NĐ-CP, annex I."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm, mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    KeepTogether,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
)

from paper.fonts import register_fonts
from paper.seal import draw_seal, draw_signature
from paper.source import FIELDS, Annex, Group, Passage, SamplePlan, Work
from paper.table import Row, RuledTable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
_MARGINS = {"leftMargin": 3 * cm, "rightMargin": 2 * cm, "topMargin": 2 * cm, "bottomMargin": 2 * cm}
_CELL = ParagraphStyle("cell", fontName="Serif", fontSize=13, leading=16)
_CELL_BOLD = ParagraphStyle("cell bold", _CELL, fontName="Serif-Bold")
_CELL_CENTRE = ParagraphStyle("cell centre", _CELL, alignment=TA_CENTER)
_HEADER = ParagraphStyle("header", _CELL_BOLD, alignment=TA_CENTER)
_COLUMN_WIDTHS = {
    "no": 1.2,
    "task": 7.6,
    "products": 4.8,
    "lead": 3.9,
    "coordinating": 4.0,
    "time": 3.2,
}  # cm


@dataclass(frozen=True, slots=True)
class Styles:
    """Paragraph styles of one document; they differ in their size only."""

    body: ParagraphStyle
    bold: ParagraphStyle
    italic: ParagraphStyle
    centre: ParagraphStyle

    @classmethod
    def of(cls, size: float) -> Styles:
        """Styles for print of `size` points (13 to 14 by the decree)."""
        body = ParagraphStyle(
            "body",
            fontName="Serif",
            fontSize=size,
            leading=size * 1.29,
            alignment=TA_JUSTIFY,
            firstLineIndent=1.27 * cm,
            spaceAfter=5,
        )
        return cls(
            body,
            bold=ParagraphStyle("bold", body, fontName="Serif-Bold", keepWithNext=1),
            italic=ParagraphStyle("italic", body, fontName="Serif-Italic"),
            centre=ParagraphStyle(
                "centre", body, fontName="Serif-Bold", alignment=TA_CENTER, firstLineIndent=0, spaceAfter=0
            ),
        )


def print_plan(plan: SamplePlan, path: Path, *, stamped: bool = False) -> None:
    """Draw `plan` as a PDF at `path`; `stamped` adds the seal and the signature that paper has.

    The same plan gives the same bytes.
    """
    register_fonts()
    document = BaseDocTemplate(
        str(path), pagesize=A4, invariant=1, title=plan.letterhead["number"], **_MARGINS
    )
    document.addPageTemplates([_template("portrait", A4), _template("landscape", landscape(A4))])
    document.build(list(_story(plan, stamped=stamped)))


def _template(name: str, size: tuple[float, float]) -> PageTemplate:
    side = 2 * cm if name == "landscape" else 3 * cm
    frame = Frame(side, 2 * cm, size[0] - side - 2 * cm, size[1] - 4 * cm, 0, 0, 0, 0)
    return PageTemplate(name, [frame], onPage=_page_number, pagesize=size)


def _page_number(canvas: Any, document: Any) -> None:
    """Arabic, centred in the upper margin, none on the first page (annex I, II.7)."""
    if document.page > 1:
        width, height = canvas._pagesize  # noqa: SLF001 - reportlab has no public name for it
        canvas.setFont("Serif", 13)
        canvas.drawCentredString(width / 2, height - 1.3 * cm, str(document.page))


def _story(plan: SamplePlan, *, stamped: bool) -> Iterator[Flowable]:
    styles = Styles.of(plan.document.get("size", 14))
    yield Letterhead(plan)
    yield Spacer(0, 14)
    yield Paragraph(plan.document["heading"], styles.centre)
    yield Paragraph(escape(plan.document["title"]).replace("\n", "<br/>"), styles.centre)
    yield Rule(2.6 * cm)
    *bases, opening = plan.document["preamble"]
    for text in bases:
        yield Paragraph(escape(text), styles.italic)
    yield Paragraph(escape(opening), styles.body)
    for node in plan.nodes:
        yield from _work(node, plan.labels, styles) if isinstance(node, Work) else _passage(node, styles)
    for text in plan.document["closing"]:
        yield Paragraph(escape(text), styles.body)
    yield Spacer(0, 6)
    yield KeepTogether([SignatureBlock(plan, stamped=stamped)])
    if plan.annex:
        yield from _annex(plan.annex, styles)


def _marker(path: tuple[str, ...]) -> str:
    """The number in front of a passage: `II.`, `1.` or `a)`.

    Example:
        >>> _marker(("II", "2", "đ"))
        'đ)'
    """
    last = path[-1]
    return f"{last})" if last.isalpha() and last.islower() else f"{last}."


def _passage(node: Passage, styles: Styles) -> Iterator[Flowable]:
    text = node.heading or node.text or ""
    yield Paragraph(f"{_marker(node.path)} {escape(text)}", styles.bold if node.heading else styles.body)
    for line in node.body:
        yield Paragraph(escape(line), styles.body)


def _work(work: Work, labels: dict[str, Any], styles: Styles) -> Iterator[Flowable]:
    yield Paragraph(f"{_marker(work.path)} {escape(work.task)}", styles.body)
    present = [field for field in FIELDS if work.printed(field)]
    if labels.get("inline"):
        line = "; ".join(f"{labels[field]}: {work.printed(field)}" for field in present)
        yield Paragraph(f"{escape(line)}.", styles.body)
        return
    for field in present:
        if field == "products" and len(work.products) > 1:
            yield Paragraph(f"- {labels[field]}:", styles.body)
            for product in work.products:
                yield Paragraph(f"+ {escape(product)}", styles.body)
        else:
            value = work.printed(field)
            yield Paragraph(
                f"- {labels[field]}: {escape(value)}{'' if value.endswith('.') else '.'}", styles.body
            )


def _annex(annex: Annex, styles: Styles) -> Iterator[Flowable]:
    yield NextPageTemplate("landscape")
    yield PageBreak()
    yield Paragraph(annex.heading, styles.centre)
    yield Paragraph(annex.title, styles.centre)
    yield Paragraph(
        f"<i>{annex.note}</i>",
        ParagraphStyle("note", styles.centre, fontName="Serif", fontSize=13, spaceAfter=8),
    )
    header = Row(tuple(Paragraph(text, _HEADER) for text in annex.columns.values()))
    widths = [_COLUMN_WIDTHS[column] * cm for column in annex.columns]
    yield RuledTable(header, [_row(row, list(annex.columns)) for row in annex.rows], widths)


def _row(row: Group | Work, columns: list[str]) -> Row:
    if isinstance(row, Group):
        cells = {"no": Paragraph(row.path[-1], _HEADER), "task": Paragraph(escape(row.group), _CELL_BOLD)}
        return Row(tuple(cells.get(column) for column in columns), wide=True)
    spans = tuple(
        (columns.index(field), rows)
        for field, rows in (("lead", row.lead_rows), ("time", row.time_rows))
        if rows > 1
    )
    return Row(tuple(_cell(row, column) for column in columns), spans)


def _cell(row: Work, column: str) -> Paragraph | None:
    if column in row.merged:
        return None
    if column == "no":
        return Paragraph(row.path[-1], _CELL_CENTRE)
    return Paragraph(escape(row.task if column == "task" else row.printed(column)), _CELL)


class Rule(Flowable):  # type: ignore[misc]  # reportlab has no types
    """A short rule in the middle."""

    def __init__(self, width: float) -> None:
        """`width` in points."""
        super().__init__()
        self.rule = width

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Takes the line's width and a little height."""
        self.middle = width / 2
        return width, 12

    def draw(self) -> None:
        """Draw it."""
        self.canv.setLineWidth(0.8)
        self.canv.line(self.middle - self.rule / 2, 9, self.middle + self.rule / 2, 9)


class Letterhead(Flowable):  # type: ignore[misc]  # reportlab has no types
    """Two columns: the office and the number left, the nation, the motto, place and day right."""

    LEFT, RIGHT = 3.1 * cm, 11.2 * cm  # middles of the columns, from the left margin

    def __init__(self, plan: SamplePlan) -> None:
        """What to write comes from the plan."""
        super().__init__()
        self.head = plan.letterhead

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Five lines."""
        return width, 78

    def draw(self) -> None:
        """Draw both columns from the top."""
        day = self.head["issued_on"]
        y = 66
        for text, face in self._office():
            self._line(self.LEFT, y, text, face, 13)
            y -= 15
        self._rule(self.LEFT, y + 9.5, stringWidth(text, face, 13) * 0.4)
        self._line(self.LEFT, 14, f"Số: {self.head['number']}", "Serif", 13)
        self._line(self.RIGHT, 66, NATION, "Serif-Bold", 12.5)
        self._line(self.RIGHT, 50, MOTTO, "Serif-Bold", 13.5)
        self._rule(self.RIGHT, 46, stringWidth(MOTTO, "Serif-Bold", 13.5))
        date = f"{self.head['place']}, ngày {day:%d} tháng {_month(day.month)} năm {day.year}"
        self._line(self.RIGHT, 14, date, "Serif-Italic", 13.5)

    def _office(self) -> Iterator[tuple[str, str]]:
        if "parent" in self.head:
            yield self.head["parent"], "Serif"
        for line in self.head["office"].split("\n"):
            yield line, "Serif-Bold"

    def _line(self, middle: float, y: float, text: str, face: str, size: float) -> None:
        self.canv.setFont(face, size)
        self.canv.drawCentredString(middle, y, text)

    def _rule(self, middle: float, y: float, length: float) -> None:
        half = length / 2
        self.canv.setLineWidth(0.8)
        self.canv.line(middle - half, y, middle + half, y)


class SignatureBlock(Flowable):  # type: ignore[misc]  # reportlab has no types
    """Recipients left, the signer right, with seal and signature where the sheet is stamped."""

    MIDDLE = 11.6 * cm

    def __init__(self, plan: SamplePlan, *, stamped: bool) -> None:
        """Seal and signature only where `stamped`."""
        super().__init__()
        self.signature = plan.signature
        self.stamped = stamped
        self.seed = zlib.crc32(plan.name.encode())

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """High enough for the recipients and for a seal between title and name."""
        titles = len(self.signature["title"])
        self.tall = max(16 + 13.5 * len(self.signature["recipients"]), 17 * titles + 40 * mm)
        return width, self.tall

    def draw(self) -> None:
        """Draw both columns from the top, then the ink over them."""
        self.canv.setFont("Serif-BoldItalic", 12)
        self.canv.drawString(0, self.tall - 12, "Nơi nhận:")
        self.canv.setFont("Serif", 11)
        for number, line in enumerate(self.signature["recipients"], 1):
            self.canv.drawString(0, self.tall - 12 - 13.5 * number, f"- {line}")
        y = self.tall - 12
        self.canv.setFont("Serif-Bold", 14)
        for line in self.signature["title"]:
            self.canv.drawCentredString(self.MIDDLE, y, line)
            y -= 17
        name = y - 31 * mm
        self.canv.drawCentredString(self.MIDDLE, name, self.signature["name"])
        if self.stamped:
            draw_signature(self.canv, self.MIDDLE, name + 13 * mm, self.seed)
            draw_seal(self.canv, self.MIDDLE - 16 * mm, name + 14 * mm, self.signature["seal"])


def _month(number: int) -> str:
    """Months below 3 get a zero before them (Decree 30/2020/NĐ-CP, annex I, II.4).

    Example:
        >>> _month(2), _month(3)
        ('02', '3')
    """
    return f"{number:02d}" if number < 3 else str(number)  # noqa: PLR2004 - the decree's own bound
