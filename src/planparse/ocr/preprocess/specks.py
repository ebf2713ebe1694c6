"""What scanners add to the paper: dust, grain, and the streaks of a dirty lens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from planparse.ocr.preprocess.letters import paper_level

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from planparse.ocr.preprocess.letters import Ink

_STREAK_CONTRAST = 12
_STREAK_LENGTH = 0.6
"""Share of the page's height."""
_EDGE = 0.03
"""Share of the page's height, at its top and its foot, that streaks cross and rules of tables leave free."""
_SPECK = 0.4
"""Times the x-height: larger ink is no speck; hyphens are longer."""
_RULE_LENGTH, _RULE_THICKNESS = 3.0, 0.35
"""Times the x-height: longer and thinner ink is a rule; dashes are shorter."""
_MARK_ABOVE, _MARK_BESIDE = 0.8, 0.6
"""Times the x-height: tones and full stops stand within this reach of a letter."""
_SAMPLE = 4
_PAPER_SPREAD = 40
"""Grey levels below the paper's own that still are paper."""
_GRAINY = 4.0
"""Standard deviation of paper, in grey levels, from which a 3 × 3 median pays."""


def remove_streaks(grey: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], int]:
    """Paint over hair-fine lines that run down the whole scan; gives their number too.

    A dirty scanner draws them straight along its track, so they are looked for before the page is turned.
    They cut words in two and make a layout analysis see columns: on a poor scan they cost four of five wrong
    words. The rules of a wide table that lies on its side are as long, but end before the edge of the paper.
    """
    reach = 2
    left, right = np.roll(grey, reach, axis=1), np.roll(grey, -reach, axis=1)
    around = np.minimum(left, right)
    paper = around > paper_level(grey) * 2 // 3
    darker = paper & (cv2.subtract(around, grey) > _STREAK_CONTRAST)
    edge = max(1, int(_EDGE * grey.shape[0]))
    whole = np.minimum.reduce([_share(darker[rows], paper[rows]) for rows in np.s_[:, :edge, -edge:]])
    whole[:reach] = whole[-reach:] = 0.0
    light = np.count_nonzero(paper, axis=0)
    columns = np.flatnonzero((whole > _STREAK_LENGTH) & (light > _STREAK_LENGTH * grey.shape[0]))
    if columns.size == 0:
        return grey, 0
    mended = grey.copy()
    mended[:, columns] = np.where(paper[:, columns], around[:, columns], mended[:, columns])
    return mended, int((np.diff(columns) > 1).sum()) + 1


def _share(part: NDArray[np.bool_], whole: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Column by column, how much of `whole` is `part`, 0..1."""
    share: NDArray[np.float64] = np.count_nonzero(part, axis=0) / np.maximum(
        1, np.count_nonzero(whole, axis=0)
    )
    return share


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
    near = cv2.dilate(large[ink.labels].astype(np.uint8), _reach(ink.height))
    beside_letters = np.bincount(ink.labels[near > 0], minlength=len(size)) > 0
    specks = ~beside_letters & ~large
    specks[0] = False
    count = int(specks.sum())
    if count + int(rules.sum()) == 0:
        return grey, 0
    stain = cv2.dilate((specks | rules)[ink.labels].astype(np.uint8), np.ones((5, 5), np.uint8))
    clean = grey.copy()
    clean[stain > 0] = paper_level(grey)
    return clean, count


def _reach(height: float) -> NDArray[np.uint8]:
    wide, tall = int(2 * _MARK_BESIDE * height) | 1, int(2 * _MARK_ABOVE * height) | 1
    return np.ones((tall, wide), np.uint8)


def grain(grey: NDArray[np.uint8]) -> float:
    """Noise of the paper between the letters: standard deviation in grey levels, robust against the print."""
    sample = grey[::_SAMPLE, ::_SAMPLE]
    paper = sample[sample > paper_level(grey) - _PAPER_SPREAD].astype(np.int16)
    return float(1.4826 * np.median(np.abs(paper - np.median(paper)))) if paper.size else 0.0


def is_grainy(grey: NDArray[np.uint8]) -> bool:
    """Whether the grain is strong enough to hide marks."""
    return grain(grey) >= _GRAINY


def smooth_grain(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """A 3 × 3 median: grain goes, strokes of two pixels stay."""
    return cv2.medianBlur(grey, 3).astype(np.uint8, copy=False)
