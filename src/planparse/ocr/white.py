"""White between print: where columns may be parted that no rule parts, and rules across."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from planparse.ocr.geometry import Rectangle
    from planparse.ocr.preprocess.letters import Ink
    from planparse.ocr.rules import Rules
    from planparse.ocr.runs import Run

LETTER = (0.7, 3.5)
"""Times the x-height: smaller ink bars no gutter, larger is a rule."""
_NARROWEST = 0.3
"""Times the x-height: what is narrower bars no gutter either: pieces of rules down, and an l or two."""
_RULED_GUTTER, GUTTER, SURE_GUTTER = 0.25, 0.7, 1.5
"""Times the x-height: the least white between two columns where a rule runs down it, and where none does; and
such as no words have between them."""
_RULED = 0.4
"""Share of the table's width that a rule between two rows covers at least."""

Stretch = tuple[int, int]


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
        least = LETTER[0] * ink.height
        return Sheet(tuple(run.box for run in runs if run.box.height >= least), rules, ink)


def letters_in(area: Rectangle, ink: Ink) -> NDArray[np.int32]:
    """Left, top, right, bottom of what is print in an area."""
    left, top, width, tall = ink.boxes.T
    middle = top + tall / 2
    inside = (
        ink.letters
        & (tall >= LETTER[0] * ink.height)
        & (tall <= LETTER[1] * ink.height)
        & (width >= _NARROWEST * ink.height)
        & (middle > area.top)
        & (middle < area.bottom)
        & (left >= area.left - ink.height)
        & (left + width <= area.right + ink.height)
    )
    boxes = ink.boxes[inside]
    return np.concatenate((boxes[:, :2], boxes[:, :2] + boxes[:, 2:]), axis=1)


def gutters_of(letters: NDArray[np.int32], area: Rectangle, sheet: Sheet, most: int) -> list[Stretch]:
    """White wide enough to part columns, or with a rule down in it, that at most so many letters cover."""
    height = sheet.ink.height
    down = (area.cut(sheet.rules.down) > 0).mean(axis=0) >= _RULED
    return [
        (begin, end)
        for begin, end in white_between(letters, area, _RULED_GUTTER * height, most=most)
        if end - begin >= GUTTER * height or down[begin - area.left : end - area.left].any()
    ]


def white_between(
    letters: NDArray[np.int32], area: Rectangle, least: float, *, most: int = 0
) -> list[Stretch]:
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


def is_open(letters: NDArray[np.int32], begin: int, end: int, least: float) -> bool:
    """Whether a stretch holds so much white in one piece."""
    inside = letters[(letters[:, 2] > begin) & (letters[:, 0] < end)]
    ends = [begin, *sorted(inside[:, 2].tolist())]
    return any(
        after - max(before for before in ends[: place + 1]) >= least
        for place, after in enumerate([*sorted(inside[:, 0].tolist()), end])
    )


def levels_of(area: Rectangle, sheet: Sheet) -> list[int]:
    """Where rules run across a good part of a table."""
    across = sheet.rules.across
    window = area.grown(round(sheet.ink.height), (across.shape[0], across.shape[1]))
    ruled = np.asarray((window.cut(across) > 0).mean(axis=1) >= _RULED, np.bool_)
    return [window.top + (begin + end) // 2 for begin, end in stretches(ruled)]


def stretches(mask: NDArray[np.bool_]) -> list[Stretch]:
    """Where a mask is set, from its first to behind its last."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], mask, [False])).astype(np.int8)))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
