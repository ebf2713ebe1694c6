"""The signer's block read once more, line by line: titles and the name, freed from seal and pen.

A name is the one line of a page that no language model mends. It stands between seal and signature, and pen
strokes near it draw the engine's lines away from its stacked marks. Here each line of print on the right is
freed from all ink but its own, made a little smaller, and read alone.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from planparse.model.page import Line
from planparse.ocr.freed_lines import FreedLine, cut_free, read_alone, read_column
from planparse.ocr.regions import TextRegion
from planparse.vietnamese.names import is_family_name, read_damaged_person, read_person
from planparse.vietnamese.signing import read_title

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planparse.model.page import Word
    from planparse.ocr.freed_lines import Read
    from planparse.ocr.geometry import Rectangle
    from planparse.ocr.regions import PageParts

    Shares = tuple[tuple[Line, ...], ...]

_RIGHT, _WIDEST = 0.36, 0.55
"""Shares of the page's width: a title or a name begins behind the first and is narrower than the second."""
_FEWEST = 5
"""Letters of a title or a name."""
_MOST_LINES = 12
_SAME_ROW = 0.4
"""Share of the height of a line of letters that a reading must cover to be of it."""
_SURE = 0.6
"""Confidence from which a line is taken that the first reading did not see."""
_SURELY = 0.9
"""Confidence of every word from which a line that is neither title nor name is left alone."""
_DOUBT = 0.7
"""Confidence of a word that was read in more ways than one; below what the parser takes for sure."""


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
    again = read_column(candidates, parts.ink.height, read)
    for candidate, first, line in zip(candidates, firsts, again, strict=True):
        if first is not None and _words_beside(first, candidate.box) and not (line and _signs(line.text)):
            continue  # the end of a line whose words stand far apart
        chosen = _choose(candidate, first, line, parts.ink.height, read)
        if chosen is None or chosen == first:
            continue
        changed += first is None or chosen.text != first.text
        result[candidate.part] = sorted([*_kept(result[candidate.part], candidate.box), chosen], key=_top)
    return tuple(tuple(share) for share in result), changed


def _first_reading(candidate: FreedLine, shares: Shares) -> Line | None:
    """What the first reading has there, the longest of several."""
    here = (line for line in shares[candidate.part] if _covers(line, candidate.box))
    return max(here, key=lambda line: len(line.text), default=None)


def _is_something_else(first: Line | None) -> bool:
    """Whether a line was read so surely, and as neither title nor name, that it need not be read again."""
    if first is None or _signs(first.text):
        return False
    return all(word.confidence >= _SURELY for word in first.words)


def _candidates(parts: PageParts) -> Iterator[FreedLine]:
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


def _choose(
    candidate: FreedLine, first: Line | None, second: Line | None, height: float, read: Read
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
