"""Group rows of tables whose rows no rule parts: there the rules between the columns leave off."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from planparse.ocr.white import stretches

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

_SLACK = 0.45
"""Times the x-height by which a rule may stray from its place."""
_TALL = 8.0
"""Times the x-height: a lower row holds one line or two, and no group of rows."""
_OPEN = (1.2, 7.0)
"""Times the x-height: how far rules leave off for a group row of one to three lines."""
_JOINT = 0.8
"""Times the x-height: what is shorter is no piece of a rule, and no break of it."""
_RULED = 0.5
"""Share of a tall row down which each of its columns is ruled."""
_FEWEST = 2
"""Columns that a group row runs over, beside the one of its number."""


def with_group_rows(
    across: NDArray[np.uint8],
    down: NDArray[np.uint8],
    levels: Sequence[int],
    stops: Sequence[int],
    height: float,
) -> tuple[NDArray[np.uint8], tuple[int, ...]]:
    """The rules across with one above and one below each group row, and where those stand.

    Args:
        across: rules of the table, 255 on a rule.
        down: likewise.
        levels: where rules run across, pixels from the top.
        stops: where they run down, pixels from the left.
        height: x-height in pixels.
    """
    added = [
        place
        for top, bottom in pairwise(levels)
        if bottom - top >= _TALL * height
        for place in _borders(down, top, bottom, stops, height)
    ]
    if not added:
        return across, ()
    drawn = across.copy()
    for place in added:
        drawn[place - 1 : place + 1, stops[0] : stops[-1] + 1] = 255
    return drawn, tuple(added)


def _borders(
    down: NDArray[np.uint8], top: int, bottom: int, stops: Sequence[int], height: float
) -> Iterator[int]:
    """Heads and feet of the stretches in which the rules between columns leave off, but for the first's."""
    slack = max(2, round(_SLACK * height))
    inner = [
        down[top:bottom, max(0, stop - slack) : stop + slack + 1].max(axis=1) > 0 for stop in stops[1:-1]
    ]
    if len(inner) < _FEWEST + 1:
        return
    ruled = np.array([_mended(rule, round(_JOINT * height)) for rule in inner])
    if ruled.mean(axis=1).min() < _RULED:
        return
    free = np.asarray(~ruled[1:].any(axis=0), np.bool_)
    near = _JOINT * height
    for begin, end in stretches(free):
        if _OPEN[0] * height <= end - begin <= _OPEN[1] * height:
            if begin > near:
                yield top + begin
            if bottom - top - end > near:
                yield top + end


def _mended(rule: NDArray[np.bool_], joint: int) -> NDArray[np.bool_]:
    """A rule without its short breaks, and without short pieces of ink that are none."""
    mended = rule.copy()
    for value in (False, True):
        for begin, end in stretches(mended if value else ~mended):
            if end - begin < joint:
                mended[begin:end] = not value
    return mended
