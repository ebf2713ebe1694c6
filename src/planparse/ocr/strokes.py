"""What the strokes of a word's picture say: a roman numeral of I and V, or the figure 1.

The strokes are plain: an ``I`` is one upright stem with serifs on both sides, a ``V`` two arms that meet
below, the figure ``1`` a stem with a flag on its left alone. (``X`` is left to Tesseract, which reads it
well.)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

_LEVELS = (0.24, 0.33, 0.42)
"""Where strokes are cut, as shares of the letter from its top: below the serifs, above the meeting of a V."""
_LOWER_LEVELS = (0.5, 0.66, 0.8)
"""Where a stem still stands alone; an H has its bar among them."""
_FOOT_LEVEL = 0.88
"""Where poor print may show the serifs of the foot, on both sides; a U has its bow there, on one."""
_EVEN, _SERIFS = 0.6, 2.2
"""Least share of the farther serif by which the nearer reaches out; widths of the stem that both take."""
_UPRIGHT = 0.15
"""Largest drift of a stem, its run over its rise."""
_ARM = 0.2
"""Least drift of an arm of V, or of a slash."""
_WIDEST_SERIF = 0.25
"""Share of the height by which the first stem's head may reach to its left; that of a T reaches farther."""
_HEAD, _FLAG = 0.11, 0.22
"""Shares of the height, from the top, in which serifs and the flag of a 1 are."""
_PALE, _PAPER = (0.5, 0.35, 0.2, 0.0), 90
"""Levels at which ink is parted from paper, from Otsu's (0) to the paper's (1), which is this percentile:
serifs are paler than stems, and on poor scans seen at the first levels only."""
_LEAST_HEIGHT = 9
"""Pixels; below, serifs and stems run together for good."""
_WORK_HEIGHT = 75
"""Pixels that a word is brought to: at the 25 that OCR likes, blur joins the serifs of neighbours."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """What the strokes at the beginning of a word say."""

    letters: str
    """Such as ``III``, or ``1``; empty where it is no numeral."""
    full_stop: bool = False
    """Whether a point follows at the foot of the line."""


@dataclass(frozen=True, slots=True)
class _Stroke:
    """One stroke, cut at every level; pixels."""

    centre: float
    width: float
    drift: float
    """Run over rise, positive where it goes right as it goes down."""


def read_numeral(crop: NDArray[np.uint8]) -> Numeral:
    """The roman numeral that a word begins with.

    Args:
        crop: the word, grey, height × width, ink dark.
    """
    if len(crop) < _LEAST_HEIGHT or crop.shape[1] < 3:  # noqa: PLR2004 - a stem between two columns of paper
        return Numeral("")
    factor = max(1, -(-_WORK_HEIGHT // len(crop)))
    large = cv2.resize(crop, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)
    middle, _ = cv2.threshold(large, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    paper = float(np.percentile(large, _PAPER))
    levels = (middle + share * (paper - middle) for share in _PALE)
    found = (_numeral((large < level).astype(np.uint8)) for level in levels)
    return next((numeral for numeral in found if numeral.letters), Numeral(""))


def _numeral(ink: NDArray[np.uint8]) -> Numeral:
    """The numeral in black and white; 0 is paper."""
    start = _before_a_point(ink)
    if start is None:
        return Numeral("")
    letters = _letters(start.ink)
    whole = set(letters) <= {"I", "V"} or (letters == "1" and not start.more)
    return Numeral(letters if whole else "", start.full_stop)


@dataclass(frozen=True, slots=True, eq=False)
class _Start:
    """The first letters of a word, cut to their height; whether a point ends them, and more follows it."""

    ink: NDArray[np.bool_]
    full_stop: bool
    more: bool


def _before_a_point(binary: NDArray[np.uint8]) -> _Start | None:
    count, labels, stats, _ = cv2.connectedComponentsWithStats(binary, connectivity=8)
    blobs = sorted(range(1, count), key=lambda blob: int(stats[blob, cv2.CC_STAT_LEFT]))
    tallest = max((int(stats[blob, cv2.CC_STAT_HEIGHT]) for blob in blobs), default=0)
    kept: list[int] = []
    full_stop = more = False
    for blob in blobs:
        _, top, _, height, _ = map(int, stats[blob])
        if height >= 0.6 * tallest:
            more = full_stop
            if more:
                break
            kept.append(blob)
        elif kept and top > 0.55 * binary.shape[0] and height > 0.08 * tallest:
            full_stop = True
    if not kept:
        return None
    top = int(stats[kept[0], cv2.CC_STAT_TOP])
    bottom = top + int(stats[kept[0], cv2.CC_STAT_HEIGHT])
    return _Start(np.isin(labels, kept)[top:bottom], full_stop, more)


def _runs(row: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Runs of ink in one row, as first and one past the last column."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], row, [False])).astype(np.int8)))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _strokes(ink: NDArray[np.bool_]) -> Iterator[_Stroke | None]:
    """Strokes, left to right; None where the cuts do not belong to one."""
    height = len(ink)
    cuts = [_runs(ink[int(level * height)]) for level in _LEVELS]
    rise = (_LEVELS[-1] - _LEVELS[0]) * height
    for high, middle, low in zip_longest(*cuts, fillvalue=(-height, -height)):
        centre = (middle[0] + middle[1]) / 2
        ends = (high[0] + high[1], low[0] + low[1])
        bend = sum(ends) / 4 - centre
        drift = (ends[1] - ends[0]) / 2 / rise
        straight = abs(bend) < 0.05 * height
        yield _Stroke(centre, middle[1] - middle[0], drift) if straight else None


def _letters(ink: NDArray[np.bool_]) -> str:
    """I and V up to a slash or the end, or 1 alone; empty where any other stroke stands among them."""
    letters = ""
    strokes = _strokes(ink)
    for stroke in strokes:
        if stroke is None:
            return ""
        if _is_stem(ink, stroke):
            if not letters and _reach(ink, stroke, -1) > _WIDEST_SERIF * len(ink):
                return ""
            letters += _stem_letter(ink, stroke)
        elif stroke.drift > _ARM and (right := next(strokes, None)) and right.drift < -_ARM:
            letters += "V"
        else:
            return _agreed(letters) if stroke.drift < -_ARM and set(_agreed(letters)) <= {"I", "V"} else ""
    return _agreed(letters)


def _agreed(letters: str) -> str:
    """The letters, a few stems whose serifs are not seen taken for what most are: no numeral mixes I and 1.

    Example:
        >>> _agreed("1II"), _agreed("?I"), _agreed("?1I"), _agreed("11")
        ('III', 'II', '?1I', '11')
    """
    return re.sub(r"[1?]", "I", letters) if 2 * letters.count("I") >= len(letters) else letters


def _is_stem(ink: NDArray[np.bool_], stroke: _Stroke) -> bool:
    """Whether a stroke is upright and alone all the way down."""
    if abs(stroke.drift) > _UPRIGHT or stroke.width > 0.4 * len(ink):
        return False
    column = int(stroke.centre)
    below = (_width_at(ink[int(level * len(ink))], column) for level in _LOWER_LEVELS)
    return all(0 < width < 1.6 * stroke.width for width in below) and _stands(
        ink[int(_FOOT_LEVEL * len(ink))], stroke
    )


def _stands(row: NDArray[np.bool_], stem: _Stroke) -> bool:
    """Whether a stem goes on in a row of its foot, alone or with serifs on both sides."""
    foot = next(((first, last) for first, last in _runs(row) if first <= int(stem.centre) < last), None)
    if foot is None:
        return False
    first, last = foot
    near, far = sorted((stem.centre - first, last - stem.centre))
    width = last - first
    return width < 1.6 * stem.width or (width < _SERIFS * stem.width and near >= _EVEN * far)


def _width_at(row: NDArray[np.bool_], column: int) -> int:
    """Pixels of the run of ink that holds a column; 0 where there is none."""
    return next((last - first for first, last in _runs(row) if first <= column < last), 0)


def _stem_letter(ink: NDArray[np.bool_], stem: _Stroke) -> str:
    """I has serifs on both sides of its head, 1 a flag on its left alone; ? where neither is seen."""
    serif = int(max(1, 0.06 * len(ink)))
    if _reach(ink, stem, 1) >= serif:
        return "I"
    return "1" if _reach(ink, stem, -1, _FLAG) >= serif else "?"


def _reach(ink: NDArray[np.bool_], stem: _Stroke, side: int, head_share: float = _HEAD) -> int:
    """Pixels by which the head reaches out beyond the stem, to the left (-1) or the right (1)."""
    head = np.asarray(ink[: max(2, int(head_share * len(ink)))].any(axis=0))
    edge = int(stem.centre + side * stem.width / 2) + side
    beyond = head[edge:] if side > 0 else head[: max(0, edge + 1)][::-1]
    gaps = np.flatnonzero(~beyond)
    return int(gaps[0]) if gaps.size else len(beyond)
