"""What scanners add to the paper: dust, grain, and the streaks of a dirty lens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from planparse.ocr.preprocess.letters import count_levels, median_level, paper_level

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from planparse.ocr.preprocess.letters import Ink

_STREAK_CONTRAST = 12
_EDGE = 0.04
"""Share of the page's height at head and foot, its margins, where streaks run and rules do not."""
_DEEPER = 2.0
"""Times the usual depth of a streak: what is darker is a letter that it crosses."""
_STREAK_REACH = 3
"""Pixels to the side at which there is paper again."""
_STREAK_LENGTH = 0.6
"""Share of the page's height, and of its margins, that a streak must darken."""
_SPECK = 0.4
"""Times the x-height: larger ink is no speck; hyphens are longer."""
_RULE_LENGTH, _RULE_THICKNESS = 3.0, 0.35
"""Times the x-height: longer and thinner ink is a rule; dashes are shorter."""
_DOT = 0.34
"""Times the x-height: ink so small in both directions is a dot, if it is print at all."""
_MOST_DOTS = 3000
"""Specks beyond which a page is one cloud of dust and no dot can be weighed by its neighbours."""
_DIRTY = 12
"""Specks far from letters from which a page is so dirty that dots near letters are doubted."""
_MARK_ABOVE, _MARK_BESIDE = 0.8, 0.6
"""Times the x-height: tones and full stops stand within this reach of a letter."""
_DASH, _FLAT = 0.3, 1.5
"""Times the x-height, and times its own height, that a dash is wide at least."""
_DASH_LEVEL, _DASH_REACH = (0.2, 0.9), 1.4
"""Times the x-height: how far a dash stands above the foot of a letter, and at most beside it."""
_COARSE = 2
"""Every so many pixels are looked at where it does not depend on one."""
_BLUR = 2
"""Pixels around a speck that are its blur."""
_PAPER_SPREAD = 40
"""Grey levels below the paper's own that still are paper."""
_GRAINY = 9.0
"""Standard deviation of paper, in grey levels, from which a 3 × 3 median pays."""
_GRAINY_AND_DIRTY = 4.0, 50
"""The same on a page with so many specks: where so many were found there are as many that were not."""
_NEAR_INK = np.ones((5, 5), np.uint8)
"""Pixels around ink that hold the blur of its edges."""


def remove_streaks(grey: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], int]:
    """Paint over hair-fine lines that run through the whole scan; gives their number too.

    A dirty scanner draws them straight along its track: down the picture, or across where that was turned
    since. They cut words in two and make a layout analysis see columns: on a poor scan they cost four of five
    wrong words. The rules of a wide table are as long, but end before the edge of the paper.
    """
    paper = paper_level(grey)
    clean, down = _without_lines_down(grey, paper)
    turned, across = _without_lines_down(clean.T, paper)
    return np.ascontiguousarray(turned.T), down + across


def _without_lines_down(grey: NDArray[np.uint8], level: int) -> tuple[NDArray[np.uint8], int]:
    """The picture without fine lines from its upper to its lower edge, and how many there were."""
    edge = round(_EDGE * len(grey))
    inner = np.arange(_STREAK_REACH, grey.shape[1] - _STREAK_REACH)
    for rows in (slice(edge), slice(-edge, None), slice(None)):  # margins first: few columns go on
        inner = inner[_share_of_line(grey[rows], inner, level) > _STREAK_LENGTH]
        if inner.size == 0:
            return grey, 0
    count = int((np.diff(inner) > 1).sum()) + 1
    columns = np.unique(np.concatenate((inner - 1, inner, inner + 1)))  # and the blur beside them
    around, depth = _depth(grey, columns)
    paper = around > level * 2 // 3
    usual = float(np.median(depth[paper & (depth > _STREAK_CONTRAST)]))  # letters are darker still
    mended = grey.copy()
    mended[:, columns] = np.where(paper & (depth < _DEEPER * usual), around, grey[:, columns])
    return mended, count


def _depth(
    grey: NDArray[np.uint8], columns: NDArray[np.int64]
) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """What stands beside some columns, the darker of both sides, and how much darker the columns are."""
    wide = grey.shape[1]
    left, right = grey[:, (columns - _STREAK_REACH) % wide], grey[:, (columns + _STREAK_REACH) % wide]
    around = np.minimum(left, right)
    own = grey[:, columns]
    return around, np.where(around > own, around - own, 0).astype(np.uint8)


def _share_of_line(grey: NDArray[np.uint8], columns: NDArray[np.int64], level: int) -> NDArray[np.float64]:
    """Column by column, how much of its paper is darkened; nothing where there is too little to tell."""
    around, depth = _depth(grey, columns)
    paper = around > level * 2 // 3
    among = np.count_nonzero(paper, axis=0)
    share = np.count_nonzero(paper & (depth > _STREAK_CONTRAST), axis=0) / np.maximum(1, among)
    return np.where(among < _STREAK_LENGTH * len(paper), 0.0, share)


def remove_specks(grey: NDArray[np.uint8], ink: Ink) -> tuple[NDArray[np.uint8], int]:
    """Paint over small ink that stands too far from any letter to be its mark; gives the number of specks.

    Dots of i, tones and full stops are near their letters and stay. Lone rules, such as those under a
    letterhead, go too: they are no text, and next to a line they are read as dashes.
    """
    width, tall = ink.boxes[:, 2], ink.boxes[:, 3]
    size = np.maximum(width, tall)
    rules = (width >= _RULE_LENGTH * ink.height) & (tall <= _RULE_THICKNESS * ink.height)
    large = (size >= _SPECK * ink.height) & ~rules
    large[0] = rules[0] = False
    specks = ~large & ~_beside_letters(ink, large)
    specks[0] = False
    if _DIRTY <= int(specks.sum()) <= _MOST_DOTS:
        specks |= _misplaced_dots(ink, large)
    specks &= ~_dashes(ink, specks, large)
    return _without(grey, ink, np.flatnonzero(specks | rules)), int(specks.sum())


def _dashes(ink: Ink, specks: NDArray[np.bool_], letters: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which of the specks are short dashes: flat, and at half the height of a letter beside them."""
    unit, (left, top, width, tall) = ink.height, ink.boxes.T.astype(np.float32)
    flat = np.flatnonzero(specks & (width >= _DASH * unit) & (width >= _FLAT * tall))
    found = np.zeros_like(specks)
    if 0 < flat.size <= _MOST_DOTS:
        others = np.flatnonzero(letters & ink.letters)
        middle = (top + tall / 2)[flat][:, None]
        begin, end = left[flat][:, None], (left + width)[flat][:, None]
        gap = np.maximum(left[others] - end, begin - (left + width)[others])
        above_foot = (top + tall)[others] - middle
        level = (above_foot > _DASH_LEVEL[0] * unit) & (above_foot < _DASH_LEVEL[1] * unit)
        found[flat[np.any(level & (gap > 0) & (gap < _DASH_REACH * unit), axis=1)]] = True
    return found


def _beside_letters(ink: Ink, letters: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which pieces reach to where the marks of letters stand; looked at on every second pixel."""
    seen = letters.astype(np.uint8)[ink.labels[::_COARSE, ::_COARSE]]
    near = np.asarray(cv2.dilate(seen, _reach(ink.height)), np.bool_)
    left, top, width, tall = ink.boxes.T
    rows, columns = (
        (top // _COARSE, (top + tall - 1) // _COARSE),
        (left // _COARSE, (left + width - 1) // _COARSE),
    )
    beside: NDArray[np.bool_] = np.any([near[row, column] for row in rows for column in columns], axis=0)
    return beside


def _without(grey: NDArray[np.uint8], ink: Ink, pieces: NDArray[np.int64]) -> NDArray[np.uint8]:
    """The picture with pieces of ink painted over, blur and all; no other piece loses a pixel."""
    if pieces.size == 0:
        return grey
    clean, paper = grey.copy(), paper_level(grey)
    for piece, (left, top, width, tall) in zip(pieces.tolist(), ink.boxes[pieces].tolist(), strict=True):
        window = (
            slice(max(0, top - _BLUR), top + tall + _BLUR),
            slice(max(0, left - _BLUR), left + width + _BLUR),
        )
        labels = ink.labels[window]
        clean[window][(labels == 0) | (labels == piece)] = paper
    return clean


def _misplaced_dots(ink: Ink, letters: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Dots near letters that are where no dot of print stands.

    Dots of print are over or under a letter (i, ạ), at the foot of the line after a letter (full stop,
    colon), or next to another such dot (colon, ellipsis).
    """
    unit = ink.height
    left, top = ink.boxes[:, 0].astype(np.float64), ink.boxes[:, 1].astype(np.float64)
    right, bottom = left + ink.boxes[:, 2], top + ink.boxes[:, 3]
    dots = np.flatnonzero(~letters & (ink.boxes[:, 2:].max(axis=1) <= _DOT * unit))
    dots = dots[dots > 0][:_MOST_DOTS]
    others = np.flatnonzero(letters & ink.letters)
    middle = ((left + right) / 2)[dots][:, None]
    dot_top, dot_bottom = top[dots][:, None], bottom[dots][:, None]
    within = (middle > left[others] - 0.2 * unit) & (middle < right[others] + 0.2 * unit)
    near = (top[others] - dot_bottom < 0.6 * unit) & (dot_top - bottom[others] < 0.6 * unit)
    after = (middle > right[others]) & (middle < right[others] + 0.8 * unit)
    foot = (dot_bottom > bottom[others] - 0.75 * unit) & (dot_bottom < bottom[others] + 0.3 * unit)
    in_place = np.any((within & near) | (after & foot), axis=1)
    beside = np.abs(middle - middle.T) + np.abs(dot_top - dot_top.T) < 1.1 * unit
    kept = in_place | np.any(beside & in_place[None, :], axis=1)
    misplaced = np.zeros_like(letters)
    misplaced[dots[~kept]] = True
    return misplaced


def _reach(height: float) -> NDArray[np.uint8]:
    """What stands within reach of a letter, in a picture of every second pixel; rather more than less."""
    tall, wide = (2 * (int(share * height) // _COARSE + 2) + 1 for share in (_MARK_ABOVE, _MARK_BESIDE))
    return np.ones((tall, wide), np.uint8)


def grain(grey: NDArray[np.uint8]) -> float:
    """Noise of the paper between the letters: standard deviation in grey levels, robust against the print."""
    counts = count_levels(grey)
    counts[: max(0, median_level(counts) - _PAPER_SPREAD + 1)] = 0
    level = median_level(counts)
    deviations = np.bincount(np.abs(np.arange(counts.size) - level), weights=counts)
    return 1.4826 * median_level(deviations.astype(np.int64))


def is_grainy(noise: float, specks: int = 0) -> bool:
    """Whether grain is strong enough to hide marks, or to pass for them.

    Args:
        noise: of the paper, as `grain` gives it.
        specks: how many stand on the page.
    """
    level, dirt = _GRAINY_AND_DIRTY
    return noise >= (level if specks >= dirt else _GRAINY)


def smooth_grain(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Half the picture, half its 3 × 3 median: grain fades, the hook of ể stays apart from the stroke of ế.

    On light grain nothing is better than this, and the whole median worse: photographs went from 0.8 to 2.3 %
    wrong words with it.
    """
    return cv2.addWeighted(cv2.medianBlur(grey, 3), 0.5, grey, 0.5, 0).astype(np.uint8, copy=False)


def clear_paper(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The picture with paper of one grey wherever no ink is near; letters and their blurred edges stay.

    Tesseract packs every line as PNG before it reads it, and grain does not pack: a tenth of its time goes
    into that. What is only a little darker than paper counts as ink, so that faint marks stay as they are;
    so does what is brighter: where a picture fills the page, paper is.
    """
    paper = paper_level(grey)
    inked = cv2.bitwise_not(cv2.inRange(grey, paper - _PAPER_SPREAD + 1, paper + _PAPER_SPREAD))
    clear = np.full_like(grey, paper)
    cv2.copyTo(grey, cv2.dilate(inked, _NEAR_INK), clear)
    return clear
