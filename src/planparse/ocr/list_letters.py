"""Whether a list letter is ``d`` or ``đ``, seen by its stroke.

Tesseract with Vietnamese data takes every third ``d)`` of a list for ``đ)``, as surely as the others,
and the order of the list cannot tell, since some lists leave ``d`` out. The picture can: left of the stem a
``đ`` has its stroke, between the serif and the bow, where a ``d`` has nothing.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from planparse.model.page import Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from planparse.model.page import Word

_MARKER = re.compile(r"[dđ](?=[).]$)")
_SURE = 0.97
"""Confidence of a letter whose stroke was looked for, 0..1."""
_LEAST_HEIGHT = 12
"""Pixels of the letter; below, the stroke runs into serif and bow."""
_PAPER, _INK = 85, 3
"""Percentiles of a word's grey levels: its paper, its ink."""
_STEM_WITHIN = 0.65
"""Share of the word's width, from the left, in which the stem stands; the bracket is behind it."""
_STROKE_ROWS = (0.10, 0.24)
"""Shares of the height, from the top, between which the stroke lies."""
_STROKE_COLUMNS = (0.26, 0.12)
"""Shares of the height, to the left of the stem's middle, between which only a stroke has ink."""
_BARE, _STRUCK = 0.12, 0.25
"""Darkness of the darkest row there, 0 paper to 1 ink: at most without a stroke, at least with one."""


def confirm_list_letters(lines: Iterable[Line], pixels: NDArray[np.uint8]) -> Iterator[Line]:
    """Lines in which a ``d)`` or ``đ)`` at the beginning is what its picture shows.

    Args:
        lines: as the engine read them, boxes in pixels.
        pixels: the picture that was read, grey, height × width, ink dark.
    """
    for line in lines:
        first = line.words[0] if line.words else None
        if first is None or first.bbox is None or not _MARKER.match(first.text):
            yield line
        else:
            yield Line((_confirmed(first, pixels), *line.words[1:]))


def _confirmed(word: Word, pixels: NDArray[np.uint8]) -> Word:
    box = word.bbox
    if box is None:
        return word
    crop = pixels[max(0, int(box.top)) : int(box.bottom) + 1, max(0, int(box.x0)) : int(box.x1) + 1]
    struck = has_stroke(crop)
    if struck is None:
        return word
    return replace(
        word, text=("đ" if struck else "d") + word.text[1:], confidence=max(_SURE, word.confidence)
    )


def has_stroke(crop: NDArray[np.uint8]) -> bool | None:
    """Whether the letter that a crop begins with is a ``đ``; None where the picture does not tell.

    Args:
        crop: ``d)`` or ``đ)``, grey, height × width, ink dark.
    """
    if min(crop.shape) < _LEAST_HEIGHT:
        return None
    paper, ink = np.percentile(crop, [_PAPER, _INK])
    if paper <= ink:
        return None
    dark = np.clip((paper - crop.astype(np.float32)) / (paper - ink), 0, 1)
    height, width = dark.shape
    stem = int(dark[: height * 3 // 5, : int(width * _STEM_WITHIN)].mean(axis=0).argmax())
    inked = np.flatnonzero(dark[:, max(0, stem - 1) : stem + 2].max(axis=1) > 0.5)  # noqa: PLR2004 - half ink
    tall = int(inked[-1] - inked[0] + 1) if len(inked) else 0
    far, near = (stem - round(share * tall) for share in _STROKE_COLUMNS)
    if tall < _LEAST_HEIGHT or far < 0:
        return None
    first, last = (int(inked[0]) + round(share * tall) for share in _STROKE_ROWS)
    darkest = float(dark[first : last + 1, far:near].mean(axis=1).max())
    if _BARE < darkest < _STRUCK:
        return None
    return darkest >= _STRUCK
