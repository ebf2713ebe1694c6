"""A ruled table whose rows run over the page as a word processor lets them.

reportlab's own Table can split rows, but repeats the header in the middle of a page when it does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlab.lib.colors import black
from reportlab.platypus import Flowable, Paragraph, Table, TableStyle

if TYPE_CHECKING:
    from collections.abc import Sequence

_PADDING = 3.0  # points above and below the words of a cell
_LEAST = 40.0  # points that a part of a row must have to be worth a break


@dataclass(frozen=True, slots=True)
class Row:
    """Cells left to right.

    `spans` gives, by column, how many rows a cell takes; `wide` joins all cells after the first.
    """

    cells: tuple[Paragraph | None, ...]
    spans: tuple[tuple[int, int], ...] = ()
    wide: bool = False
    cut: bool = False
    """It goes on from, or over to, another page."""


class RuledTable(Flowable):  # type: ignore[misc]  # reportlab has no types
    """Rows below a header that every page repeats.

    Args:
        header: one paragraph a column.
        rows: all rows; None stands in a cell that the cell above, or left in a wide row, covers.
        widths: of the columns, points.
    """

    def __init__(self, header: Row, rows: Sequence[Row], widths: Sequence[float]) -> None:
        super().__init__()
        self.header, self.rows, self.widths = header, tuple(rows), tuple(widths)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Size of the whole, points."""
        self.grid = self._grid()
        size: tuple[float, float] = self.grid.wrap(width, height)
        return size

    def draw(self) -> None:
        """Draw what `wrap` laid out."""
        self.grid.drawOn(self.canv, 0, 0)

    def split(self, width: float, height: float) -> list[RuledTable]:
        """The part that fits into `height` and the rest; nothing where not even one row begins."""
        self.wrap(width, height)
        tall: list[float] = self.grid._rowHeights  # noqa: SLF001 - reportlab has no public name for it
        room, fits = height - tall[0], 0
        while fits < len(self.rows) and room >= tall[fits + 1]:
            room -= tall[fits + 1]
            fits += 1
        above, below = list(self.rows[:fits]), list(self.rows[fits:])
        if below and room >= _LEAST and not below[0].wide and not below[0].spans and not _covered(below[0]):
            top, below[0] = self._cut(below[0], room - 2 * _PADDING)
            above.append(top)
        while above and below and (above[-1].wide or _covered(below[0])):
            below.insert(0, above.pop())
        return [self._part(above), self._part(below)] if above and below else []

    def _part(self, rows: Sequence[Row]) -> RuledTable:
        return RuledTable(self.header, rows, self.widths)

    def _cut(self, row: Row, room: float) -> tuple[Row, Row]:
        parts = [
            cell.split(width - 2 * _PADDING, room) if cell else []
            for cell, width in zip(row.cells, self.widths, strict=True)
        ]
        return (
            Row(tuple(part[0] if part else None for part in parts), cut=True),
            Row(tuple(part[1] if len(part) > 1 else None for part in parts), cut=True),
        )

    def _grid(self) -> Table:
        style: list[tuple[object, ...]] = [
            ("GRID", (0, 0), (-1, -1), 0.7, black),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            *((f"{side}PADDING", (0, 0), (-1, -1), _PADDING) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")),
        ]
        for number, row in enumerate(self.rows, 1):
            if row.wide:
                style.append(("SPAN", (1, number), (-1, number)))
            style += [("SPAN", (column, number), (column, number + rows - 1)) for column, rows in row.spans]
        cells = [[cell or "" for cell in row.cells] for row in (self.header, *self.rows)]
        return Table(cells, colWidths=self.widths, style=TableStyle(style))


def _covered(row: Row) -> bool:
    """Whether a cell of the row above reaches into `row`."""
    return not row.wide and None in row.cells and not row.cut
