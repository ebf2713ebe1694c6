"""The signer's block read once more, line by line: titles and the name, freed from seal and pen.

A name is the one line of a page that no language model mends. It stands between seal and signature, and pen
strokes near it draw the engine's lines away from its stacked marks. Here each line of print on the right is
freed from all ink but its own, made a little smaller, and read alone.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from planparse.model.page import Line
from planparse.ocr.engine import Segmentation
from planparse.ocr.geometry import Rectangle
from planparse.ocr.montage import Montage
from planparse.ocr.preprocess.letters import paper_level
from planparse.ocr.regions import TextRegion
from planparse.ocr.tidy import without_stray_marks
from planparse.vietnamese.names import is_family_name, read_damaged_person, read_person
from planparse.vietnamese.signing import read_title

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from planparse.model.page import Word
    from planparse.ocr.preprocess.letters import Ink
    from planparse.ocr.regions import PageParts

    Pixels = NDArray[np.uint8]
    Read = Callable[[Pixels, Segmentation], tuple[Line, ...]]
    Shares = tuple[tuple[Line, ...], ...]

_RIGHT, _WIDEST = 0.36, 0.55
"""Shares of the page's width: a title or a name begins behind the first and is narrower than the second."""
_FEWEST = 5
"""Letters of a title or a name."""
_MOST_LINES = 12
_COLUMN_SIZE, _LINE_SIZE = 14.0, 16.0
"""x-heights at which a line is read again. The names of nine real scans were read right, stacked marks and
all, from 11 to 15 pixels in a column and from 11 to 18 alone; at 18 to 28 a third lost a mark in a column."""
_ABOVE, _BELOW, _BESIDE = 1.0, 0.6, 0.6
"""Times the x-height around the letters of a line in which their marks stand."""
_STRIP = 0.5
"""Times the x-height above and below where all ink is taken, pen strokes too."""
_TALLEST = 3.5
"""Times the x-height: taller ink is no letter."""
_OWN = 0.5
"""Share of the height of a piece of ink that must stand in the line."""
_SAME_ROW = 0.4
"""Share of the height of a line of letters that a reading must cover to be of it."""
_SURE = 0.6
"""Confidence from which a line is taken that the first reading did not see."""
_SURELY = 0.9
"""Confidence of every word from which a line that is neither title nor name is left alone."""
_DOUBT = 0.7
"""Confidence of a word that was read in more ways than one; below what the parser takes for sure."""


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A line of print, the part of the page that it stands in, and the line without other ink."""

    box: Rectangle
    part: int
    around: Rectangle
    freed: Pixels
    strip: Pixels


def read_signature(parts: PageParts, shares: Shares, read: Read) -> tuple[Shares, int]:
    """Read again, each by itself, the lines that may be titles and names of signers.

    Args:
        parts: the regions of the page and its picture.
        shares: the lines of every part, boxes in pixels.
        read: gives the lines of a picture.

    Returns:
        The shares, and how many lines were changed or found.
    """
    candidates = list(_candidates(parts))
    firsts = [_first_reading(candidate, shares) for candidate in candidates]
    if len(candidates) > _MOST_LINES or all(map(_is_something_else, firsts)):
        return shares, 0
    result = [list(share) for share in shares]
    changed = 0
    again = _read_column(candidates, parts.ink.height, read)
    for candidate, first, line in zip(candidates, firsts, again, strict=True):
        if first is not None and _words_beside(first, candidate.box) and not (line and _signs(line.text)):
            continue  # the end of a line whose words stand far apart
        chosen = _choose(candidate, first, line, parts.ink.height, read)
        if chosen is None or chosen == first:
            continue
        changed += first is None or chosen.text != first.text
        result[candidate.part] = sorted([*_kept(result[candidate.part], candidate.box), chosen], key=_top)
    return tuple(tuple(share) for share in result), changed


def _first_reading(candidate: Candidate, shares: Shares) -> Line | None:
    """What the first reading has there, the longest of several."""
    here = (line for line in shares[candidate.part] if _covers(line, candidate.box))
    return max(here, key=lambda line: len(line.text), default=None)


def _is_something_else(first: Line | None) -> bool:
    """Whether a line was read so surely, and as neither title nor name, that it need not be read again."""
    if first is None or _signs(first.text):
        return False
    return all(word.confidence >= _SURELY for word in first.words)


def _candidates(parts: PageParts) -> Iterator[Candidate]:
    """Short lines of print on the right, outside letterhead and tables."""
    wide = parts.pixels.shape[1]
    runs = [
        run.box
        for run in parts.runs
        if run.letters >= _FEWEST and run.box.left > _RIGHT * wide and run.box.width < _WIDEST * wide
    ]
    number = 0
    for region in parts.regions:
        if isinstance(region, TextRegion) and region.kind == "text":
            for box in runs:
                if _within(box, region.box):
                    yield cut_free(box, number, parts)
        number += len(region.boxes())


def _within(box: Rectangle, region: Rectangle) -> bool:
    across = region.left <= box.middle < region.right
    return across and region.top <= (box.top + box.bottom) / 2 < region.bottom


def cut_free(box: Rectangle, part: int, parts: PageParts) -> Candidate:
    """A line of print, its letters between the edges of `box`, as a picture of its own."""
    ink, height = parts.ink, parts.ink.height
    tall, wide = parts.pixels.shape
    around = Rectangle(
        max(0, round(box.left - _BESIDE * height)),
        max(0, round(box.top - _ABOVE * height)),
        min(wide, round(box.right + _BESIDE * height)),
        min(tall, round(box.bottom + _BELOW * height)),
    )
    part_pixels = around.cut(parts.pixels)
    labels = ink.labels[around.top : around.bottom, around.left : around.right]
    freed = np.where(_own(ink, around, box)[labels], part_pixels, paper_level(parts.pixels))
    strip = part_pixels.copy()
    above, below = round((_ABOVE - _STRIP) * height), round((_BELOW - _STRIP) * height)
    strip[: max(0, above)] = paper_level(parts.pixels)
    strip[len(strip) - max(0, below) :] = paper_level(parts.pixels)
    return Candidate(box, part, around, freed.astype(np.uint8), strip)


def _own(ink: Ink, around: Rectangle, box: Rectangle) -> NDArray[np.bool_]:
    """Which pieces of ink are the line's letters and marks; paper is everybody's."""
    top, tall = ink.boxes[:, 1], ink.boxes[:, 3]
    shared = np.minimum(top + tall, around.bottom) - np.maximum(top, around.top)
    letters = (tall <= _TALLEST * ink.height) & (shared >= tall)
    crossing = (tall <= _TALLEST * ink.height) & (
        np.minimum(top + tall, box.bottom) - np.maximum(top, box.top) >= _OWN * tall
    )
    own: NDArray[np.bool_] = letters | crossing
    own[0] = True
    return own


def _read_column(candidates: Sequence[Candidate], height: float, read: Read) -> list[Line | None]:
    """All freed lines in one picture, one below another."""
    montage = _stacked(candidates, round(2 * height))
    factor = _COLUMN_SIZE / height
    lines = read(_resized(montage.pixels, factor), Segmentation.COLUMN)
    return [_joined(share) for share in montage.give_back([_scaled(line, 1 / factor) for line in lines])]


def _stacked(candidates: Sequence[Candidate], between: int) -> Montage:
    wide = max(one.around.width for one in candidates) + 2 * between
    tall = sum(one.around.height + between for one in candidates) + between
    canvas = np.full((tall, wide), 255, np.uint8)
    tops, top = [], between
    for one in candidates:
        canvas[top : top + one.around.height, between : between + one.around.width] = one.freed
        tops.append(top)
        top += one.around.height + between
    return Montage(canvas, tuple(one.around for one in candidates), tuple(tops), between, between)


def _choose(
    candidate: Candidate, first: Line | None, second: Line | None, height: float, read: Read
) -> Line | None:
    """What most readings say; the surest where all differ. Other lines stay as they are.

    A reading that is a title or a name before one that is none: `TL. CHỦ TỊCH`, not `II. CHỦ TỊCH`.
    """
    if second is None or not (_may_sign(second.text) or _signs(second.text)):
        return first
    if first is None:
        return second if second.confidence >= _SURE else None
    if first.text == second.text:
        return first if first.confidence >= second.confidence else second
    alone = [read_alone(candidate, picture, height, read) for picture in (candidate.freed, candidate.strip)]
    readings = [second, *(line for line in alone if line), first]
    votes = Counter(line.text for line in readings)
    best = max(readings, key=lambda line: (_signs(line.text), votes[line.text], line.confidence))
    return _doubted(best, readings)


def read_alone(
    candidate: Candidate, picture: Pixels, height: float, read: Read, size: float = _LINE_SIZE
) -> Line | None:
    """A line read by itself.

    Args:
        candidate: where it stands.
        picture: the line with or without other ink.
        height: x-height of the page in pixels.
        read: gives the lines of a picture.
        size: the x-height at which it is read.
    """
    edge = round(height)
    framed = np.full((picture.shape[0] + 2 * edge, picture.shape[1] + 2 * edge), 255, np.uint8)
    framed[edge:-edge, edge:-edge] = picture
    factor = size / height
    lines = [_scaled(line, 1 / factor) for line in read(_resized(framed, factor), Segmentation.LINE)]
    return _joined(Montage(framed, (candidate.around,), (edge,), edge, edge).give_back(lines)[0])


def _doubted(best: Line, readings: Sequence[Line]) -> Line:
    """The line, each word as sure as the readings agree on it; none where another reading has more words."""
    lost = any(_words(other) > _words(best) for other in readings)
    words = [
        word
        if 2 * sum(word.text in other.text.split() for other in readings) > len(readings) and not lost
        else replace(word, confidence=min(word.confidence, _DOUBT))
        for word in best.words
    ]
    return Line(tuple(words))


def _words(line: Line) -> int:
    """How many words hold more than one letter; the others are left by pens."""
    return sum(sum(map(str.isalpha, word.text)) > 1 for word in line.words)


def _may_sign(text: str) -> bool:
    """Whether a line is written like a title or a name: in capitals, or every word with one."""
    words = [word for word in text.split() if any(map(str.isalpha, word))]
    return len(words) > 1 and all(word.lstrip("(\"'“").strip(".,")[:1].isupper() for word in words)


def _signs(text: str) -> int:
    """How surely a line is a title or a name: 2 where we know it, 1 where its family name is damaged."""
    person = read_person(text)
    known = read_title(text) or (person and is_family_name(person.split()[0]))
    return 2 if known else int(read_damaged_person(text) is not None)


def _joined(lines: Sequence[Line]) -> Line | None:
    """The one line of print among what was read, without stray marks."""
    tidy = list(without_stray_marks(lines))
    return max(tidy, key=lambda line: len(line.text), default=None)


def _covers(line: Line, box: Rectangle) -> bool:
    found = line.bbox
    if found is None:
        return False
    tall = min(found.bottom, box.bottom) - max(found.top, box.top)
    wide = min(found.x1, box.right) - max(found.x0, box.left)
    return tall >= _SAME_ROW * min(box.height, found.height) and wide > 0


def _words_beside(line: Line, box: Rectangle) -> tuple[Word, ...]:
    """The words of a line that stand before or behind a box."""
    boxed = ((word, word.bbox) for word in line.words if word.bbox)
    return tuple(word for word, own in boxed if own.x1 <= box.left or own.x0 >= box.right)


def _kept(lines: Sequence[Line], box: Rectangle) -> list[Line]:
    """The lines without what stands in a box; words beside it stay."""
    left = (Line(_words_beside(line, box)) if _covers(line, box) else line for line in lines)
    return [line for line in left if line.words]


def _top(line: Line) -> float:
    return line.bbox.top if line.bbox else 0.0


def _resized(pixels: Pixels, factor: float) -> Pixels:
    method = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=method), np.uint8)


def _scaled(line: Line, factor: float) -> Line:
    return Line(tuple(replace(word, bbox=word.bbox and word.bbox.scaled(factor)) for word in line.words))
