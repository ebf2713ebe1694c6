"""Ruled grids: where the tables of a page are, and where their cells."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise, product
from typing import TYPE_CHECKING

import cv2
import numpy as np

from planparse.ocr.geometry import Rectangle
from planparse.ocr.group_rows import with_group_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from planparse.ocr.rules import Rules

_SAME = 0.9
"""Times the x-height: rules nearer to each other are one."""
_COVERED = 0.6
"""Share of the border between two cells that must be ruled to part them."""
_SHORT_OF = 0.45
"""Times the x-height by which a border may fall short of the rules it runs between; the bars of TT, set in a
narrow cell, fall shorter."""
_NARROW = 5.5
"""Times the x-height: a cell as wide as two or three capitals."""
_BROKEN = 0.2
"""Share of a border that is left of a broken rule at least; of 1,200 borders never ruled 0.11 were inked."""
_FRAME = 0.5
"""Share of the page's area that no cell of a table takes."""
_FEWEST = 2
"""Rows, and columns, of a grid."""
LEFT_OVER, _WIDE = 4, 0.5
"""Columns, and share of the page's width, of a row that is a table by itself: the last, alone on its page."""
_TALL = 8.0
"""Times the x-height: a row in which there are more rows that no rule parts."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell, merged ones whole; `box` runs along the middles of its rules."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Rectangle


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: its cells row by row."""

    cells: tuple[GridCell, ...]
    row_count: int
    column_count: int
    box: Rectangle


def find_grids(rules: Rules, height: float) -> tuple[Grid, ...]:
    """Every grid of two rows and columns at least, or of one tall or wide row of columns, from the top down.

    Args:
        rules: the rules of the picture.
        height: x-height in pixels.
    """
    reach = int(_SAME * height) | 1
    both = cv2.dilate(cv2.bitwise_or(rules.across, rules.down), np.ones((reach, reach), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(both)
    loose = (
        stats[:, cv2.CC_STAT_WIDTH] < _FEWEST * height
    )  # between two group rows columns touch no other rule
    grids = []
    for label in range(1, count):
        left, top, width, tall = stats[label, :4].tolist()
        if min(width, tall) < _FEWEST * height * 2:
            continue
        window = Rectangle(left, top, left + width, top + tall)
        within = labels[window.top : window.bottom, window.left : window.right]
        own = ((within == label) | loose[within]).astype(np.uint8)
        across, down = window.cut(rules.across) * own, window.cut(rules.down) * own
        grid = _grid(across, down, height, (left, top), rules.across.shape[1])
        if grid is not None:
            grids.append(grid)
    tables = (grid for grid in grids if not _is_frame(grid, grids, page_area=rules.across.size))
    return tuple(sorted(tables, key=lambda grid: (grid.box.top, grid.box.left)))


def _is_frame(grid: Grid, grids: Sequence[Grid], *, page_area: int) -> bool:
    """Whether it is no table but what stands around the page: a frame, the edges of the sheet on the scan."""
    largest = max(cell.box.width * cell.box.height for cell in grid.cells)
    return largest >= _FRAME * page_area or any(_holds(grid.box, other.box) for other in grids)


def _holds(outer: Rectangle, inner: Rectangle) -> bool:
    """Whether one lies in the other, and is not the same."""
    across = outer.left <= inner.left and inner.right <= outer.right
    return across and outer.top <= inner.top and inner.bottom <= outer.bottom and outer != inner


def _grid(
    across: NDArray[np.uint8],
    down: NDArray[np.uint8],
    height: float,
    origin: tuple[int, int],
    page_width: int,
) -> Grid | None:
    levels = _positions(across, height, axis=1)
    stops = _positions(down, height, axis=0)
    # the outer border may be pale or missing: the ends of the other rules stand for it
    stops = _with_ends(stops, across.max(axis=0), height)
    levels = _with_ends(levels, down.max(axis=1), height)
    if not _is_enough(levels, stops, height, page_width):
        return None
    across, added = with_group_rows(across, down, levels, stops, height)
    levels = sorted({*levels, *added})
    levels, stops = _parting(levels, stops, across, height), _parting(stops, levels, down.T, height)
    if not _is_enough(levels, stops, height, page_width):
        return None
    borders = _Borders(
        _ruled(across, levels, stops, height),
        _ruled(down.T, stops, levels, height).T,
    )
    cells = tuple(_cells(levels, stops, borders, origin))
    left, top = origin
    box = Rectangle(left + stops[0], top + levels[0], left + stops[-1], top + levels[-1])
    return Grid(cells, len(levels) - 1, len(stops) - 1, box)


def _is_enough(levels: Sequence[int], stops: Sequence[int], height: float, page_width: int) -> bool:
    """Whether there are rows and columns enough, or one row of them that is wide, or tall, to be parted."""
    if len(levels) > _FEWEST:
        return len(stops) > _FEWEST
    wide = len(stops) > LEFT_OVER and stops[-1] - stops[0] >= _WIDE * page_width
    return wide or (len(stops) > _FEWEST + 1 and levels[-1] - levels[0] >= _TALL * height)


@dataclass(frozen=True, slots=True, eq=False)
class _Borders:
    """`across[i, c]`: level i is ruled over column c; `down[r, j]`: stop j is ruled along row r."""

    across: NDArray[np.bool_]
    down: NDArray[np.bool_]


def _positions(mask: NDArray[np.uint8], height: float, *, axis: int) -> list[int]:
    """Where the rules of one direction stand; those that nearly touch count once, by their longest."""
    count, _, stats, middles = cv2.connectedComponentsWithStats(mask)
    length_of, place_of = (cv2.CC_STAT_HEIGHT, 0) if axis == 0 else (cv2.CC_STAT_WIDTH, 1)
    segments = sorted((float(middles[i, place_of]), int(stats[i, length_of])) for i in range(1, count))
    groups: list[list[tuple[float, int]]] = []
    for place, length in segments:
        if not groups or place - groups[-1][-1][0] > _SAME * height:
            groups.append([])
        groups[-1].append((place, length))
    return [round(sum(p * n for p, n in group) / sum(n for _, n in group)) for group in groups]


def _with_ends(places: list[int], ruled: NDArray[np.uint8], height: float) -> list[int]:
    """The places and, where no rule stands there, the ends of the rules that run the other way."""
    reached = np.flatnonzero(ruled)
    if reached.size == 0:
        return places
    first, last = int(reached[0]), int(reached[-1])
    if not places or places[0] - first > height * 2:
        places = [first, *places]
    if last - places[-1] > height * 2:
        places = [*places, last]
    return places


def _coverage(
    mask: NDArray[np.uint8], places: Sequence[int], stops: Sequence[int], height: float
) -> NDArray[np.float64]:
    """Share of every stretch between two stops that is ruled, for each place (rows: places).

    A stretch whose ends are not reached is none: it is a stroke of print inside a cell.
    """
    slack = max(2, int(_SAME * height / 2))
    reach = slack + round(_SHORT_OF * height)
    share = np.zeros((len(places), max(0, len(stops) - 1)))
    for i, place in enumerate(places):
        ruled = mask[max(0, place - slack) : place + slack + 1].max(axis=0) > 0
        for j, (begin, end) in enumerate(pairwise(stops)):
            whole = ruled[begin : begin + reach].any() and ruled[max(begin, end - reach) : end].any()
            share[i, j] = ruled[begin:end].mean() if whole else 0.0
    return share


def _ruled(
    mask: NDArray[np.uint8], places: Sequence[int], stops: Sequence[int], height: float
) -> NDArray[np.bool_]:
    """Which stretches between two stops are ruled, for each place (rows: places)."""
    ruled = np.greater_equal(_coverage(mask, places, stops, height), _COVERED)
    slack = max(2, int(_SAME * height / 2))
    for i, place in enumerate(places):
        line = mask[max(0, place - slack) : place + slack + 1].max(axis=0) > 0
        ruled[i] |= _broken(line, stops, slack, ruled[i])
    return ruled


def _broken(
    line: NDArray[np.bool_], stops: Sequence[int], slack: int, ruled: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Stretches over which a rule is broken: nobody rules a part of a border.

    A streak that was painted over, or faint print, takes a piece of a rule, and two rows would run together.
    What is left holds to a crossing rule for a while; no stroke of print in a cell does. Whole stretches
    within the break, or from there to the edge of the table, were ruled as well.

    Args:
        line: where ink is along the place.
        stops: the crossing rules.
        slack: pixels by which a rule may miss a stop; for as many again it must go on without a gap.
        ruled: which stretches surely are.
    """
    parts = [line[begin:end] for begin, end in pairwise(stops)]
    much = np.array([part.mean() >= _BROKEN for part in parts]) & ~ruled
    begins = np.array([part[slack // 2 : 2 * slack].all() for part in parts]) & much
    ends = np.array([part[-2 * slack : -slack // 2].all() for part in parts]) & much
    broken = begins | ends
    empty = np.flatnonzero(~(ruled | broken))
    for gap in np.split(empty, np.flatnonzero(np.diff(empty) > 1) + 1) if empty.size else ():
        before, after = int(gap[0]) - 1, int(gap[-1]) + 1
        from_left, to_right = before >= 0 and begins[before], after < len(parts) and ends[after]
        whole = (from_left or before < 0) and (to_right or after == len(parts))
        broken[gap] = whole and (from_left or to_right)
    return broken


def _parting(
    places: Sequence[int], stops: Sequence[int], mask: NDArray[np.uint8], height: float
) -> list[int]:
    """The places that part at least one pair of cells; strokes inside a cell do not. The ends always stay.

    What is ruled in one narrow cell alone is the heads of its capitals: `TT` in bold fills its column.
    """
    ruled = _coverage(mask, places, stops, height) >= _COVERED
    narrow = np.diff(stops) < _NARROW * height
    parts = (ruled & ~narrow).any(axis=1) | (ruled.sum(axis=1) > 1)
    last = len(places) - 1
    return [place for i, place in enumerate(places) if parts[i] or i in (0, last)]


def _cells(
    levels: Sequence[int], stops: Sequence[int], borders: _Borders, origin: tuple[int, int]
) -> Iterator[GridCell]:
    """Cells row by row; neighbours without a rule between them are one."""
    taken = np.zeros((len(levels) - 1, len(stops) - 1), bool)
    for row, column in product(range(len(levels) - 1), range(len(stops) - 1)):
        if taken[row, column]:
            continue
        last_column = column
        while (
            last_column + 1 < taken.shape[1]
            and not borders.down[row, last_column + 1]
            and not taken[row, last_column + 1]
        ):
            last_column += 1
        last_row = row
        while (
            last_row + 1 < taken.shape[0] and not borders.across[last_row + 1, column : last_column + 1].any()
        ):
            last_row += 1
        taken[row : last_row + 1, column : last_column + 1] = True
        left, top = origin
        box = Rectangle(
            left + stops[column], top + levels[row], left + stops[last_column + 1], top + levels[last_row + 1]
        )
        yield GridCell(row, column, last_row - row + 1, last_column - column + 1, box)
