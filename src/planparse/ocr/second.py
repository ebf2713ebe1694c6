"""A second picture of the page: lines that were read with little certainty, and short cells."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from planparse.model.page import BoundingBox, Line
from planparse.ocr.carriers import LOW, find_carriers, set_between
from planparse.ocr.geometry import Rectangle
from planparse.ocr.lost_lines import lost_lines
from planparse.ocr.montage import assemble
from planparse.ocr.preprocess.letters import paper_level
from planparse.ocr.tidy import without_torn_marks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from planparse.model.judge import LineJudge
    from planparse.ocr.carriers import Strips
    from planparse.ocr.montage import Montage
    from planparse.ocr.regions import PageParts

    Read = Callable[[NDArray[np.uint8]], tuple[Line, ...]]

Shares = tuple[tuple[Line, ...], ...]

_DOUBTFUL = 0.85
"""Mean confidence of a line below which it is read again; good print gives 0.9 and more."""
_MOST_LINES = 8
"""Lines of one page that are read again, the least certain first: the cost stays small on any page."""
_FACTOR = 1.3
"""The second picture is so much larger: other pixels, other mistakes."""
_ABOVE, _BELOW, _BESIDE = 0.5, 0.35, 0.8
"""Times the x-height around a line that is cut out: room for its own stacked marks."""
_WORTH = 8.0
"""Nats a token that a whole point of confidence is worth: a surer reading is nearly always the right one."""
_DOUBTFUL_FIGURES = 0.7
"""Confidence of figures that two readings give differently; the parser takes none below 0.8."""
_BETTER = 0.25
"""Nats a token by which the second reading must win: the first had more of the page around it."""


_CARRIED, _SURER = 0.8, 0.2
"""A short cell that was read less surely than the first between carriers is taken as it was read alone, if
that was surer by the second."""


@dataclass(frozen=True, slots=True)
class _Spot:
    part: int
    line: int


def read_again(shares: Shares, parts: PageParts, read: Read, judge: LineJudge | None) -> tuple[Shares, int]:
    """Read doubtful lines and short cells a second time, larger, and keep what is better.

    Doubtful lines, and lines of cells that were passed over, are read each on its own, short cells, and
    cells of one line of which nothing was read, between words of the page.

    Args:
        shares: the lines of every part of the page, boxes in pixels.
        parts: the page that they were read from.
        read: gives the lines of a picture.
        judge: weighs two readings of a line; without one their confidence decides.

    Returns:
        The shares, and how many lines were changed or added.
    """
    shares, bereft = without_torn_marks(shares, parts.ink.height)
    boxes = parts.boxes()
    unread = (number for number in parts.cells() if not shares[number])
    low = (number for number in unread if boxes[number].height <= LOW * parts.ink.height)
    short = tuple(sorted({*parts.short_cells(), *low}))
    carriers = find_carriers(_but(shares, short)) if short else ()
    if not carriers:
        short = ()
    lost = _lost_lines(shares, parts, short)
    spots = _doubtful(shares, short, bereft)
    pictures: list[Montage | Strips] = []
    if spots or lost:
        doubtful = [_cut_out(shares[spot.part][spot.line], parts.pixels, parts.ink.height) for spot in spots]
        doubtful += [box for _, box in lost]
        pictures.append(assemble(parts.pixels, doubtful, parts.ink.height))
    if short:
        cells = [boxes[number] for number in short]
        pictures.append(set_between(parts.pixels, cells, carriers, parts.ink.letter_boxes, parts.ink.height))
    if not pictures:
        return shares, 0
    found = [lines for picture in _read_as_one(pictures, read) for lines in picture]
    result = [list(share) for share in shares]
    changed = 0
    for spot, again in zip(spots, found, strict=False):
        first, second = result[spot.part][spot.line], _one_line(again)
        if len(again) == 1 and second.text != first.text and _is_better(second, first, judge):
            result[spot.part][spot.line] = _with_doubtful_figures(second, first)
            changed += 1
    for (number, _), again in zip(lost, found[len(spots) :], strict=False):
        result[number] = sorted((*result[number], *again), key=_middle)
        changed += bool(again)
    for number, carried in zip(short, found[len(spots) + len(lost) :], strict=True):
        result[number] = _better_cell(result[number], carried)
    return tuple(tuple(share) for share in result), changed


def _lost_lines(shares: Shares, parts: PageParts, short: Sequence[int]) -> list[tuple[int, Rectangle]]:
    """Lines that were passed over in cells of which others were read, with the number of the cell."""
    boxes = parts.boxes()
    wanted = (number for number in parts.cells() if shares[number] and number not in short)
    lost = ((number, lost_lines(boxes[number], shares[number], parts.ink)) for number in wanted)
    return [(number, box) for number, found in lost for box in found][:_MOST_LINES]


def _but(shares: Shares, short: Sequence[int]) -> Iterator[Line]:
    """All lines but those of short cells."""
    left_out = frozenset(short)
    return (line for number, share in enumerate(shares) if number not in left_out for line in share)


def _better_cell(alone: list[Line], carried: list[Line]) -> list[Line]:
    """A short cell as it was read between carriers; alone, where only that was read surely."""
    sure_alone, sure = (min((line.confidence for line in lines), default=0.0) for lines in (alone, carried))
    return alone if sure < _CARRIED and sure_alone > sure + _SURER else carried


def _read_as_one(pictures: Sequence[Montage | Strips], read: Read) -> list[list[list[Line]]]:
    """What each of the pictures holds, read in one call from one larger picture."""
    wide = max(picture.pixels.shape[1] for picture in pictures)
    paper = paper_level(pictures[0].pixels)
    canvas = np.vstack([_widened(picture.pixels, wide, paper) for picture in pictures])
    enlarged = cv2.resize(canvas, None, fx=_FACTOR, fy=_FACTOR, interpolation=cv2.INTER_CUBIC)
    lines = [_shrunk(line) for line in read(np.asarray(enlarged, np.uint8))]
    found, top = [], 0
    for picture in pictures:
        bottom = top + picture.pixels.shape[0]
        own = [_moved_up(line, top) for line in lines if top <= _middle(line) < bottom]
        found.append(picture.give_back(own))
        top = bottom
    return found


def _widened(pixels: NDArray[np.uint8], wide: int, paper: int) -> NDArray[np.uint8]:
    more = wide - pixels.shape[1]
    return np.pad(pixels, ((0, 0), (0, more)), constant_values=paper)


def _middle(line: Line) -> float:
    box = line.bbox
    return (box.top + box.bottom) / 2 if box else -1.0


def _moved_up(line: Line, rows: int) -> Line:
    return Line(tuple(replace(word, bbox=word.bbox and word.bbox.moved(0, -rows)) for word in line.words))


def _one_line(lines: Sequence[Line]) -> Line:
    return Line(tuple(word for line in lines for word in line.words))


def _doubtful(shares: Shares, short: Sequence[int], bereft: frozenset[Line]) -> list[_Spot]:
    found = [
        (0.0 if line in bereft else line.confidence, part, number)
        for part, share in enumerate(shares)
        if part not in short
        for number, line in enumerate(share)
        if (line.confidence < _DOUBTFUL or line in bereft) and line.bbox is not None
    ]
    return [_Spot(part, number) for _, part, number in sorted(found)[:_MOST_LINES]]


def _cut_out(line: Line, pixels: NDArray[np.uint8], height: float) -> Rectangle:
    box = line.bbox or BoundingBox(0, 0, 1, 1)
    tall, wide = pixels.shape
    return Rectangle(
        max(0, int(box.x0 - _BESIDE * height)),
        max(0, int(box.top - _ABOVE * height)),
        min(wide, int(box.x1 + _BESIDE * height)),
        min(tall, int(box.bottom + _BELOW * height)),
    )


def _shrunk(line: Line) -> Line:
    return Line(tuple(replace(word, bbox=word.bbox and word.bbox.scaled(1 / _FACTOR)) for word in line.words))


def _with_doubtful_figures(second: Line, first: Line) -> Line:
    """The second reading; figures that the first gave otherwise are doubtful, as those written by hand are.

    Example:
        >>> first, second = Line.of("Số: 43 /BC-UBND", 0.7), Line.of("Số: 23 /BC-UBND", 0.9)
        >>> [word.confidence for word in _with_doubtful_figures(second, first).words]
        [0.9, 0.7, 0.9]
    """
    before = {word.text for word in first.words}
    return Line(
        tuple(
            replace(word, confidence=min(word.confidence, _DOUBTFUL_FIGURES))
            if word.text.isdecimal() and word.text not in before
            else word
            for word in second.words
        )
    )


def _is_better(second: Line, first: Line, judge: LineJudge | None) -> bool:
    surer = second.confidence - first.confidence
    better = judge.score(second.text) - judge.score(first.text) if judge else 0.0
    return better + _WORTH * surer > _BETTER
