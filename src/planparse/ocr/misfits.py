"""Grids that are none: print beside them or two columns in one tell of rules that were lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from planparse.ocr.geometry import Rectangle
from planparse.ocr.white import GUTTER, LETTER, SURE_GUTTER, letters_in, white_between

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planparse.ocr.grids import Grid
    from planparse.ocr.preprocess.letters import Ink
    from planparse.ocr.runs import Run

_FEWEST = 3
"""Runs beside a grid that no speck explains; cells of a column, and lines in each half, that may be two."""
_LINE = 2.6
"""Times the x-height from one line of a cell to the next, about."""
_COLUMN, _FEWEST_LETTERS = 4.0, 20
"""Times the x-height, and letters: the least of a column beside another in one cell."""


def is_misfit(grid: Grid, runs: Sequence[Run], ink: Ink) -> bool:
    """Whether print stands beside a grid, or half in it, or a column of it is two: rules were lost."""
    box, height = grid.box, ink.height
    beside = sum(
        run.box.height >= LETTER[0] * height
        and box.top < (run.box.top + run.box.bottom) / 2 < box.bottom
        and (run.box.left < box.left - height or run.box.right > box.right + height)
        for run in runs
    )
    return beside >= _FEWEST or any(
        _is_two([cell.box for cell in grid.cells if (cell.column, cell.column_span) == (column, 1)], ink)
        for column in range(grid.column_count)
    )


def _is_two(cells: Sequence[Rectangle], ink: Ink) -> bool:
    """Whether white as wide as between columns runs down all cells of one, its header's first and widest."""
    if len(cells) < _FEWEST or cells[0].width < 2 * _COLUMN * ink.height:
        return False
    area = Rectangle.around(cells)
    letters = np.concatenate([letters_in(cell, ink) for cell in cells])
    header = white_between(letters_in(cells[0], ink), area, SURE_GUTTER * ink.height)
    return any(
        first <= begin
        and end <= last
        and all(
            len(side) >= _FEWEST_LETTERS
            and side[:, 2].max() - side[:, 0].min() >= _COLUMN * ink.height
            and np.ptp(side[:, 3]) >= _FEWEST * _LINE * ink.height
            for side in (letters[letters[:, 2] <= begin + 1], letters[letters[:, 0] >= end - 1])
        )
        for begin, end in white_between(letters, area, GUTTER * ink.height)
        for first, last in header
    )
