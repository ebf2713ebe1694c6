"""What was read on a page, part by part, and how it becomes blocks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planparse.model.page import Block, BoundingBox, Cell, Line, Table
from planparse.ocr.layout import paragraphs
from planparse.ocr.lost_lines import lost_lines
from planparse.ocr.regions import TableRegion, TextRegion
from planparse.ocr.row_numbers import mend_row_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planparse.ocr.geometry import Rectangle
    from planparse.ocr.preprocess import Picture
    from planparse.ocr.regions import PageParts

_FEWEST_LETTERS = 5
"""Letters of a run below which it may be dirt or a pen stroke."""
_COVERED = 0.3
"""Share of a run's width and height that lines must take to have read it."""


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """The lines of every part of a page, boxes in pixels; one entry for each of ``parts.boxes()``."""

    picture: Picture
    parts: PageParts
    shares: tuple[tuple[Line, ...], ...]

    @property
    def confidence(self) -> float:
        """Mean over its words; 0 where it has none."""
        words = [word.confidence for share in self.shares for line in share for word in line.words]
        return sum(words) / len(words) if words else 0.0

    def unread_lines(self) -> int:
        """How many lines of print no word covers: lines can vanish without a trace."""
        boxes = [box for share in self.shares for line in share if (box := line.bbox) is not None]
        runs = sum(run.letters >= _FEWEST_LETTERS and not _is_read(run.box, boxes) for run in self.parts.runs)
        parts, ink = self.parts.boxes(), self.parts.ink
        cells = (len(lost_lines(parts[number], self.shares[number], ink)) for number in self.parts.cells())
        return max(runs, sum(cells))  # one line may be found in both ways

    def blocks(self) -> tuple[Block | Table, ...]:
        """Blocks and tables in reading order, boxes in points."""
        return tuple(self._blocks())

    def _blocks(self) -> Iterator[Block | Table]:
        shares = iter(self.shares)
        page_height = self.picture.pixels.shape[0] * self._scale
        for region in self.parts.regions:
            if isinstance(region, TableRegion):
                yield self._table(region, shares)
            else:
                yield from self._text(region, next(shares), page_height)

    @property
    def _scale(self) -> float:
        return 1 / self.picture.pixels_per_point

    def _text(self, region: TextRegion, share: tuple[Line, ...], page_height: float) -> Iterator[Block]:
        lines = tuple(_in_points(line, self._scale) for line in share)
        if region.kind == "text":
            yield from paragraphs(lines, page_height)
        elif lines:
            yield Block(lines, region.kind)

    def _table(self, region: TableRegion, shares: Iterator[tuple[Line, ...]]) -> Table:
        grid = region.grid
        cells = tuple(
            Cell(
                cell.row,
                cell.column,
                tuple(_in_points(line, self._scale) for line in next(shares)) if part else (),
                cell.row_span,
                cell.column_span,
                _box(cell.box, self._scale),
            )
            for cell, part in zip(grid.cells, region.parts, strict=True)
        )
        unread = frozenset(
            (cell.row, cell.column)
            for cell, part in zip(cells, region.parts, strict=True)
            if part and not cell.lines
        )
        mended = mend_row_numbers(cells, unread)
        return Table(mended, grid.row_count, grid.column_count, _box(grid.box, self._scale))


def _is_read(run: Rectangle, lines: Sequence[BoundingBox]) -> bool:
    """Whether lines of words take a good part of a run of print; it may go through several cells."""
    beside = (
        box for box in lines if _shared(box.top, box.bottom, run.top, run.bottom) > _COVERED * run.height
    )
    return sum(_shared(box.x0, box.x1, run.left, run.right) for box in beside) > _COVERED * run.width


def _shared(begin: float, end: float, other_begin: float, other_end: float) -> float:
    """The length that two stretches share."""
    return max(0.0, min(end, other_end) - max(begin, other_begin))


def _box(pixels: Rectangle, scale: float) -> BoundingBox:
    return _rounded(BoundingBox(pixels.left, pixels.top, pixels.right, pixels.bottom).scaled(scale))


def _in_points(line: Line, scale: float) -> Line:
    return Line(
        tuple(replace(word, bbox=word.bbox and _rounded(word.bbox.scaled(scale))) for word in line.words)
    )


def _rounded(box: BoundingBox) -> BoundingBox:
    return BoundingBox(round(box.x0, 2), round(box.top, 2), round(box.x1, 2), round(box.bottom, 2))
