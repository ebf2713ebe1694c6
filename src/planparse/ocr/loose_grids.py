"""A table told by its white: its columns, what runs over them, where its rows begin."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from planparse.ocr.geometry import Rectangle
from planparse.ocr.grids import Grid, GridCell
from planparse.ocr.white import (
    GUTTER,
    SURE_GUTTER,
    gutters_of,
    is_open,
    letters_in,
    levels_of,
    stretches,
    white_between,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from planparse.ocr.white import Sheet, Stretch

_FEWEST_GUTTERS = 2
_HEADER_GUTTER = 0.9
"""Times the x-height: the least white between two headers."""
_NUMBER = 6.0
"""Times the x-height: the widest print of a column of numbers."""
_ASTRAY = 0.3
"""Times the x-height by which a rule may stray from its level."""
_AS_WIDE = 0.8
"""Share of the widest white below the header's number that is as good: the first such is its foot."""
_PAD = 0.6
"""Times the x-height of white around the table."""


@dataclass(frozen=True, slots=True, eq=False)
class LooseGrid:
    """A table told by its white."""

    grid: Grid
    down: tuple[Rectangle, ...]
    """Where rules may run down: white between its columns."""
    across: tuple[Rectangle, ...]
    """Where they run across."""


class TableDraft:
    """A table under way: its columns, what runs over them, where its rows begin."""

    def __init__(self, sheet: Sheet, area: Rectangle, rough: Sequence[Stretch], most: int) -> None:
        self._sheet, self._height, self._area = sheet, sheet.ink.height, area
        self._letters = letters_in(area, sheet.ink)
        self._inside = [box for box in sheet.lines if area.holds(box)]
        self._over = [box for box in self._inside if self._is_over(box, rough)]
        self._levels = levels_of(area, sheet)
        gutters = self._clean_gutters(most)
        self._header_foot = self._find_header_foot(gutters[0]) if gutters else area.top
        self._gutters = self._below_headers(gutters)
        middles = [sum(gutter) // 2 for gutter in self._gutters]
        edge = round(_PAD * self._height)
        self._stops = [area.left - edge, *middles, area.right + edge]

    def _is_over(self, box: Rectangle, gutters: Sequence[Stretch]) -> bool:
        """Whether a line runs through a gutter and leaves no more white there than between words."""
        own = self._of(box)
        return any(
            box.left < begin and end < box.right and not is_open(own, begin, end, GUTTER * self._height)
            for begin, end in gutters
        )

    def _of(self, box: Rectangle) -> NDArray[np.int32]:
        """The letters of a line."""
        left, top, right, bottom = self._letters.T
        middle = (top + bottom) / 2
        own = (middle > box.top) & (middle < box.bottom) & (left >= box.left) & (right <= box.right)
        return np.asarray(self._letters[own], np.int32)

    def _clean_gutters(self, most: int) -> list[Stretch]:
        """What is white all the way down beside the lines that run over the columns."""
        left, top, right, bottom = self._letters.T
        middle = (top + bottom) / 2
        kept = np.ones(len(middle), np.bool_)
        for box in self._over:
            kept &= ~((middle > box.top) & (middle < box.bottom) & (left >= box.left) & (right <= box.right))
        return gutters_of(self._letters[kept], self._area, self._sheet, most)

    def _find_header_foot(self, first: Stretch) -> int:
        """Where the header ends: at its rule, or in the white above the first row."""
        numbers = sorted(
            (box for box in self._letters.tolist() if box[0] + box[2] < sum(first)), key=lambda box: box[3]
        )
        feet = [box[3] for box in numbers]
        place = next((i for i, (a, b) in enumerate(pairwise(feet), 1) if b - a > self._height), None)
        if place is None:
            return self._area.top
        begin, end = int(numbers[place - 1][3]), int(numbers[place][1])
        if ruled := [
            level for level in self._levels if begin - self._height <= level <= end + self._height / 2
        ]:
            return ruled[0]
        printed = np.zeros(end - begin + 1, np.bool_)
        for _, top, _, bottom in self._letters.tolist():
            printed[max(0, top - begin) : max(0, bottom - begin)] = True
        bands = stretches(~printed)
        widest = max((after - before for before, after in bands), default=0)
        return next(
            (begin + (before + after) // 2 for before, after in bands if after - before >= _AS_WIDE * widest),
            end,
        )

    def _below_headers(self, gutters: Sequence[Stretch]) -> list[Stretch]:
        """The widest gutter below each stretch of white in the header."""
        over = [box for box in self._over if box.top < self._header_foot]
        header = [
            box
            for box in self._letters.tolist()
            if box[3] <= self._header_foot + self._height / 2
            and not any(line.holds(Rectangle(*box)) for line in over)
        ]
        found: list[Stretch] = []
        self._headed = True
        open_header = white_between(
            np.array(header, np.int32).reshape(-1, 4), self._area, _HEADER_GUTTER * self._height
        )
        for begin, end in open_header:
            below = [
                gutter
                for gutter in gutters
                if 2 * (min(end, gutter[1]) - max(begin, gutter[0])) >= gutter[1] - gutter[0]
            ]
            if below:
                found.append(max(below, key=lambda gutter: gutter[1] - gutter[0]))
            elif end - begin >= SURE_GUTTER * self._height:
                self._headed = False
        return found

    @property
    def told(self) -> bool:
        """Whether each column has a header, the first is as narrow as numbers, and only groups run over."""
        if not self._headed or len(self._gutters) < _FEWEST_GUTTERS:
            return False
        narrow = self._gutters[0][0] - self._area.left <= _NUMBER * self._height
        return narrow and not self._over_header and not self._mixed

    @property
    def white(self) -> int:
        """How wide its gutters are together: with a group row for a line of the table, they hardly are."""
        return sum(end - begin for begin, end in self._gutters)

    @property
    def _over_header(self) -> bool:
        return any(line.top < self._header_foot for line in self._over)

    @property
    def _mixed(self) -> bool:
        """Whether a line that runs over columns has print beside it, and no number: it is no group."""
        return any(
            box.shares_rows_with(line) and box.left > self._stops[1]
            for line in self._over
            for box in self._inside
            if box is not line and line.top > self._header_foot
        )

    def grid(self) -> LooseGrid:
        """Its rows as far as rules and group rows part them."""
        groups = [line for line in self._over if line.top > self._header_foot]
        levels = self._borders(groups)
        edges = sorted(place for line in groups for place in (line.top, line.bottom))
        ends = [max(0, levels[0]), *edges, levels[-1]]
        down = tuple(
            Rectangle(begin, top, end, bottom)
            for begin, end in self._gutters
            for top, bottom in zip(ends[::2], ends[1::2], strict=True)
        )
        reach = round(_ASTRAY * self._height)
        across = tuple(
            Rectangle(max(0, self._stops[0]), max(0, level - reach), self._stops[-1], level + reach)
            for level in self._levels
        )
        cells: list[GridCell] = []
        for row, (top, bottom) in enumerate(pairwise(levels)):
            group = next((line for line in groups if top <= (line.top + line.bottom) / 2 <= bottom), None)
            cells += self._cells(row, top, bottom, group)
        box = Rectangle(self._stops[0], levels[0], self._stops[-1], levels[-1])
        return LooseGrid(Grid(tuple(cells), len(levels) - 1, len(self._stops) - 1, box), down, across)

    def _borders(self, groups: Sequence[Rectangle]) -> list[int]:
        """The borders between rows that are told already, from the table's head to its foot."""
        places = {self._header_foot, *self._levels}
        for line in groups:
            above = max(
                (bottom for bottom in self._letters[:, 3].tolist() if bottom <= line.top), default=line.top
            )
            below = min(
                (top for top in self._letters[:, 1].tolist() if top >= line.bottom), default=line.bottom
            )
            places |= {(above + line.top) // 2, (below + line.bottom) // 2}
        edge = round(_PAD * self._height)
        borders = [self._area.top - edge]
        for place in sorted(places):
            if place - borders[-1] > 2 * self._height and self._area.bottom - place > self._height:
                borders.append(place)
        return [*borders, self._area.bottom + edge]

    def _cells(self, row: int, top: int, bottom: int, group: Rectangle | None) -> Iterator[GridCell]:
        """The cells of a row; a group's title takes all columns, or all but that of its number."""
        stops = self._stops
        if group is not None:
            stops = [*stops[:2], stops[-1]] if self._has_number(group) else [stops[0], stops[-1]]
        for column, (left, right) in enumerate(pairwise(stops)):
            span = self._stops.index(right) - self._stops.index(left)
            yield GridCell(row, column, 1, span, Rectangle(max(0, left), max(0, top), right, bottom))

    def _has_number(self, group: Rectangle) -> bool:
        """Whether print stands in the first column beside a group's title, apart from it."""
        left, top, right, bottom = self._letters.T
        level = (top < group.bottom) & (bottom > group.top)
        place = self._stops[1]
        return bool((level & (right < place)).any() and not (level & (left < place) & (right > place)).any())
