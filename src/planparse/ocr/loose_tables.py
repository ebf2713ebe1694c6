"""Tables of which no grid was found: print in columns, whatever its rules are.

Where several lines of a page stand in three parts or more, and no grid holds them, columns are told by the
white between them, which must be open through header and rows, and rows by the rules across that there are,
by the lines that run over the columns (group rows), and then by their numbers, as in any table.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from planparse.ocr.geometry import Rectangle
from planparse.ocr.grids import Grid, GridCell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from planparse.ocr.preprocess.letters import Ink
    from planparse.ocr.rules import Rules
    from planparse.ocr.runs import Run

_ABREAST = 3
"""Runs of print side by side: letterheads and feet of letters have two."""
_FEWEST_LINES = 3
"""Lines of so many runs that make a table."""
_MANY = 5
"""Runs side by side of which two lines are enough: a header and a row."""
_ROW = 16.0
"""Times the x-height between the heads of two such lines: more is no table."""
_LETTER = (0.7, 3.5)
"""Times the x-height: smaller ink bars no gutter, larger is a rule."""
_NARROWEST = 0.3
"""Times the x-height: what is narrower bars no gutter either: pieces of rules down, and an l or two."""
_GUTTER, _RULED_GUTTER = 0.7, 0.25
"""Times the x-height: the least white between two columns, and where a rule runs down it."""
_HEADER_GUTTER, _SURE_GUTTER = 0.9, 1.5
"""Times the x-height: the least white between two headers, and such as no words have between them."""
_OVER = 0.12
"""Share of the lines that may run over the columns: group rows."""
_LINE, _NEAR = 2.6, 1.7
"""Times the x-height from one line of a cell to the next, about, and the white between two at most."""
_COLUMN, _FEWEST_LETTERS = 4.0, 20
"""Times the x-height, and letters: the least of a column beside another in one cell."""
_NUMBER = 6.0
"""Times the x-height: the widest print of a column of numbers."""
_RULED = 0.4
"""Share of the table's width that a rule between two rows covers at least."""
_ASTRAY = 0.3
"""Times the x-height by which a rule may stray from its level."""
_NEXT_ROW = 4.0
"""Times the x-height from the table to what stands side by side below it, a row more of it."""
_AS_WIDE = 0.8
"""Share of the widest white below the header's number that is as good: the first such is its foot."""
_PAD = 0.6
"""Times the x-height of white around the table."""


Stretch = tuple[int, int]


def lines_abreast(runs: Sequence[Run], height: float) -> list[Rectangle]:
    """The longest series of lines that stand in three runs or more, from the top down; empty for too few."""
    boxes = [run.box for run in runs if run.box.height >= _LETTER[0] * height]
    if len(boxes) < _ABREAST * _FEWEST_LINES:
        return []
    top, bottom = (np.array([getattr(box, side) for box in boxes]) for side in ("top", "bottom"))
    shared = np.minimum(bottom[:, None], bottom) - np.maximum(top[:, None], top)
    beside = 2 * shared >= np.minimum((bottom - top)[:, None], bottom - top)
    count = beside.sum(axis=1)
    lines: list[Rectangle] = []
    for number in np.flatnonzero(count >= _ABREAST).tolist():
        line = Rectangle.around(boxes[other] for other in np.flatnonzero(beside[number]).tolist())
        if not lines or boxes[number].top >= lines[-1].bottom - height:
            lines.append(line)
    series: list[list[Rectangle]] = [[]]
    for line in lines:
        if series[-1] and line.top - series[-1][-1].top > _ROW * height:
            series.append([])
        series[-1].append(line)
    longest = max(series, key=len)
    header_and_row = len(longest) == _FEWEST_LINES - 1 and np.count_nonzero(count >= _MANY) >= 2 * _MANY
    return longest if len(longest) >= _FEWEST_LINES or header_and_row else []


def is_misfit(grid: Grid, runs: Sequence[Run], ink: Ink) -> bool:
    """Whether print stands beside a grid, or half in it, or a column of it is two: rules were lost."""
    box, height = grid.box, ink.height
    beside = sum(
        run.box.height >= _LETTER[0] * height
        and box.top < (run.box.top + run.box.bottom) / 2 < box.bottom
        and (run.box.left < box.left - height or run.box.right > box.right + height)
        for run in runs
    )
    return beside >= _FEWEST_LINES or any(
        _is_two([cell.box for cell in grid.cells if (cell.column, cell.column_span) == (column, 1)], ink)
        for column in range(grid.column_count)
    )


def _is_two(cells: Sequence[Rectangle], ink: Ink) -> bool:
    """Whether white as wide as between columns runs down all cells of one, its header's first and widest."""
    if len(cells) < _FEWEST_LINES or cells[0].width < 2 * _COLUMN * ink.height:
        return False
    area = Rectangle.around(cells)
    letters = np.concatenate([_letters(cell, ink) for cell in cells])
    header = _white(_letters(cells[0], ink), area, _SURE_GUTTER * ink.height)
    return any(
        first <= begin
        and end <= last
        and all(
            len(side) >= _FEWEST_LETTERS
            and side[:, 2].max() - side[:, 0].min() >= _COLUMN * ink.height
            and np.ptp(side[:, 3]) >= _FEWEST_LINES * _LINE * ink.height
            for side in (letters[letters[:, 2] <= begin + 1], letters[letters[:, 0] >= end - 1])
        )
        for begin, end in _white(letters, area, _GUTTER * ink.height)
        for first, last in header
    )


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """What tables are looked for in."""

    lines: tuple[Rectangle, ...]
    """Runs of print that no grid holds."""
    rules: Rules
    ink: Ink

    @staticmethod
    def of(runs: Sequence[Run], rules: Rules, ink: Ink) -> Sheet:
        """With those runs that are no marks of letters."""
        least = _LETTER[0] * ink.height
        return Sheet(tuple(run.box for run in runs if run.box.height >= least), rules, ink)


@dataclass(frozen=True, slots=True, eq=False)
class LooseGrid:
    """A table told by its white."""

    grid: Grid
    down: tuple[Rectangle, ...]
    """Where rules may run down: white between its columns."""
    across: tuple[Rectangle, ...]
    """Where they run across."""


def find_loose_table(lines: Sequence[Rectangle], sheet: Sheet) -> LooseGrid | None:
    """The table that lines stand in, as `lines_abreast` gives them; None where its columns cannot be told."""
    area = Rectangle.around(lines)
    best: _Table | None = None
    for most in range(1 + max(1, int(_OVER * area.height / (_LINE * sheet.ink.height)))):
        gutters = _gutters(_letters(area, sheet.ink), area, sheet, most)
        if len(gutters) < _ABREAST - 1:
            continue
        table = _Table(sheet, _whole(area, gutters, sheet), gutters, most)
        if table.told and (best is None or table.white > best.white + _SURE_GUTTER * sheet.ink.height):
            best = table
    return best.grid() if best else None


def _letters(area: Rectangle, ink: Ink) -> NDArray[np.int32]:
    """Left, top, right, bottom of what is print in an area."""
    left, top, width, tall = ink.boxes.T
    middle = top + tall / 2
    inside = (
        ink.letters
        & (tall >= _LETTER[0] * ink.height)
        & (tall <= _LETTER[1] * ink.height)
        & (width >= _NARROWEST * ink.height)
        & (middle > area.top)
        & (middle < area.bottom)
        & (left >= area.left - ink.height)
        & (left + width <= area.right + ink.height)
    )
    boxes = ink.boxes[inside]
    return np.concatenate((boxes[:, :2], boxes[:, :2] + boxes[:, 2:]), axis=1)


def _gutters(letters: NDArray[np.int32], area: Rectangle, sheet: Sheet, most: int) -> list[Stretch]:
    """White wide enough to part columns, or with a rule down in it, that at most so many letters cover."""
    height = sheet.ink.height
    down = (area.cut(sheet.rules.down) > 0).mean(axis=0) >= _RULED
    return [
        (begin, end)
        for begin, end in _white(letters, area, _RULED_GUTTER * height, most=most)
        if end - begin >= _GUTTER * height or down[begin - area.left : end - area.left].any()
    ]


def _white(letters: NDArray[np.int32], area: Rectangle, least: float, *, most: int = 0) -> list[Stretch]:
    """Stretches between print that at most so many letters cover, from left to right."""
    count = np.zeros(area.width + 2, np.int32)
    np.add.at(count, np.clip(letters[:, 0] - area.left, 0, area.width), 1)
    np.add.at(count, np.clip(letters[:, 2] - area.left, 0, area.width), -1)
    printed = np.flatnonzero(np.cumsum(count)[: area.width] > most)
    return [
        (area.left + before + 1, area.left + after)
        for before, after in pairwise(printed.tolist())
        if after - before - 1 >= least
    ]


def _whole(area: Rectangle, gutters: Sequence[Stretch], sheet: Sheet) -> Rectangle:
    """The area with what stands in its columns above and below: right there, between rules, or side by side.

    So are the first line of a header, the last of a row, a row of few cells.
    """
    height = sheet.ink.height
    narrow = [
        box
        for box in sheet.lines
        if not any(box.left < begin and end < box.right for begin, end in gutters)
        and area.left - height <= box.left
        and box.right <= area.right + height
    ]
    levels = _levels(Rectangle(area.left, 0, area.right, len(sheet.rules.across)), sheet)
    head = max((level for level in levels if level < area.top + height / 2), default=0)
    while True:
        begin, end = max(head, area.top - _NEAR * height), _end(area.bottom, levels, height)
        near = [box for box in narrow if box.bottom >= begin and box.top <= end]
        below = [box for box in narrow if end < box.top <= area.bottom + _NEXT_ROW * height]
        row = [
            box for box in below if any(box.shares_rows_with(other) for other in below if other is not box)
        ]
        grown = Rectangle.around([area, *near, *row])
        if grown == area:
            return area
        area = grown


def _end(bottom: int, levels: Sequence[int], height: float) -> float:
    """How far down a table may go on below its print: to the last of its rules, or by a line."""
    below = [level for level in levels if level > bottom]
    if not below or below[0] > bottom + _ROW * height:
        return bottom + _NEAR * height
    return next((above for above, level in pairwise(below) if level - above > _ROW * height), below[-1])


def _is_open(letters: NDArray[np.int32], begin: int, end: int, least: float) -> bool:
    """Whether a stretch holds so much white in one piece."""
    inside = letters[(letters[:, 2] > begin) & (letters[:, 0] < end)]
    ends = [begin, *sorted(inside[:, 2].tolist())]
    return any(
        after - max(before for before in ends[: place + 1]) >= least
        for place, after in enumerate([*sorted(inside[:, 0].tolist()), end])
    )


class _Table:
    """A table under way: its columns, what runs over them, where its rows begin."""

    def __init__(self, sheet: Sheet, area: Rectangle, rough: Sequence[Stretch], most: int) -> None:
        self._sheet, self._height, self._area = sheet, sheet.ink.height, area
        self._letters = _letters(area, sheet.ink)
        self._inside = [box for box in sheet.lines if area.holds(box)]
        self._over = [box for box in self._inside if self._is_over(box, rough)]
        self._levels = _levels(area, sheet)
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
            box.left < begin and end < box.right and not _is_open(own, begin, end, _GUTTER * self._height)
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
        return _gutters(self._letters[kept], self._area, self._sheet, most)

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
        bands = _stretches(~printed)
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
        open_header = _white(
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
            elif end - begin >= _SURE_GUTTER * self._height:
                self._headed = False
        return found

    @property
    def told(self) -> bool:
        """Whether each column has a header, the first is as narrow as numbers, and only groups run over."""
        if not self._headed or len(self._gutters) < _ABREAST - 1:
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


def _levels(area: Rectangle, sheet: Sheet) -> list[int]:
    """Where rules run across a good part of a table."""
    across = sheet.rules.across
    window = area.grown(round(sheet.ink.height), (across.shape[0], across.shape[1]))
    ruled = np.asarray((window.cut(across) > 0).mean(axis=1) >= _RULED, np.bool_)
    return [window.top + (begin + end) // 2 for begin, end in _stretches(ruled)]


def _stretches(mask: NDArray[np.bool_]) -> list[Stretch]:
    edges = np.flatnonzero(np.diff(np.concatenate(([False], mask, [False])).astype(np.int8)))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
