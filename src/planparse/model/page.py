"""Pages as they were read: words in lines, lines in blocks, cells in tables, with boxes and confidence.

Boxes are in PDF points (1/72 inch), origin at the top left of the page as a reader holds it, that is after
its rotation was undone. Confidence runs from 0 (a guess) to 1 (sure).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import numpy as np
    from numpy.typing import NDArray

    from planparse.model.plan import Signature

Origin = Literal["text_layer", "ocr", "text"]


@dataclass(frozen=True, slots=True)
class BoundingBox:
    """A rectangle on a page, in points.

    Example:
        >>> BoundingBox(72, 310.5, 300, 322).union(BoundingBox(72, 324, 523, 336))
        BoundingBox(x0=72, top=310.5, x1=523, bottom=336)
    """

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        """Points from left to right."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Points from top to bottom."""
        return self.bottom - self.top

    def union(self, other: BoundingBox) -> BoundingBox:
        """The smallest box that holds both."""
        return BoundingBox(
            min(self.x0, other.x0),
            min(self.top, other.top),
            max(self.x1, other.x1),
            max(self.bottom, other.bottom),
        )

    def moved(self, right: float, down: float) -> BoundingBox:
        """The same box elsewhere."""
        return BoundingBox(self.x0 + right, self.top + down, self.x1 + right, self.bottom + down)

    def scaled(self, factor: float) -> BoundingBox:
        """Every coordinate times `factor` (pixels to points: 72 / dpi)."""
        return BoundingBox(self.x0 * factor, self.top * factor, self.x1 * factor, self.bottom * factor)

    @staticmethod
    def around(boxes: Iterable[BoundingBox | None]) -> BoundingBox | None:
        """The box around all that have one; None when none has."""
        known = [box for box in boxes if box is not None]
        if not known:
            return None
        return BoundingBox(
            min([box.x0 for box in known]),
            min([box.top for box in known]),
            max([box.x1 for box in known]),
            max([box.bottom for box in known]),
        )


@dataclass(frozen=True, slots=True)
class Word:
    """One token between spaces.

    `text` is what we take it to say, `observed` what the page or its OCR gave; the original is never lost.
    """

    text: str
    bbox: BoundingBox | None = None
    confidence: float = 1.0
    observed: str | None = None
    """What was read before restoration; None where nothing changed."""
    sight: float | None = None
    """How sure the OCR was of its letters; None where `confidence` tells it."""

    @property
    def legibility(self) -> float:
        """How well it could be read, whatever it says, 0..1: low for handwriting and under seals."""
        return self.confidence if self.sight is None else self.sight


@dataclass(frozen=True, slots=True)
class Line:
    """Words that stand on one line, left to right.

    Example:
        >>> Line.of("Đơn vị chủ trì: Phòng Nội chính").words[2].text
        'chủ'
    """

    words: tuple[Word, ...]

    @staticmethod
    def of(text: str, confidence: float = 1.0) -> Line:
        """A line without boxes, split at white space."""
        return Line(tuple(Word(token, confidence=confidence) for token in text.split()))

    @property
    def text(self) -> str:
        """The words with single spaces between."""
        return " ".join(word.text for word in self.words)

    @property
    def observed(self) -> str:
        """The line as it was read, before restoration."""
        return " ".join(word.text if word.observed is None else word.observed for word in self.words).strip()

    @property
    def bbox(self) -> BoundingBox | None:
        """The box around its words."""
        return BoundingBox.around(word.bbox for word in self.words)

    @property
    def confidence(self) -> float:
        """Mean over its words; 0 where it has none."""
        return sum(word.confidence for word in self.words) / len(self.words) if self.words else 0.0


BlockKind = Literal["text", "letterhead", "margin"]


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together: a paragraph, or one column of a letterhead.

    ``margin`` marks what is no part of the running text: page numbers, running heads, signature stamps.
    """

    lines: tuple[Line, ...]
    kind: BlockKind = "text"

    @property
    def bbox(self) -> BoundingBox | None:
        """The box around its lines."""
        return BoundingBox.around(line.bbox for line in self.lines)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; `row` and `column` count from 0, spans from 1."""

    row: int
    column: int
    lines: tuple[Line, ...] = ()
    row_span: int = 1
    column_span: int = 1
    bbox: BoundingBox | None = None

    @property
    def text(self) -> str:
        """Its lines, a newline between them."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled grid. Cells are in reading order; a merged cell stands once, at its top left."""

    cells: tuple[Cell, ...]
    row_count: int
    column_count: int
    bbox: BoundingBox | None = None

    def row(self, number: int) -> tuple[Cell, ...]:
        """The cells that begin in row `number` (from 0), left to right."""
        return tuple(cell for cell in self.cells if cell.row == number)

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines, cell by cell."""
        return tuple(line for cell in self.cells for line in cell.lines)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a person should know; becomes an entry of `warnings` in the output."""

    code: str
    message: str
    page: int | None = None
    hint: str = ""
    """What to do about it."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page, upright, its content in reading order."""

    number: int
    """From 1, as in the file."""
    width: float
    height: float
    blocks: tuple[Block | Table, ...]
    origin: Origin
    origin_reason: str = ""
    """Why the words came from there, in a few words."""
    rotation: int = 0
    """Degrees clockwise that were undone: 0, 90, 180 or 270."""
    skew: float = 0.0
    """Degrees that were undone."""
    seconds: float = 0.0
    steps: tuple[str, ...] = ()
    """What was done to the picture, in order."""
    notices: tuple[Notice, ...] = ()
    signatures: tuple[Signature, ...] = ()
    """What digital-signature stamps on the page say."""

    def lines(self) -> Iterator[Line]:
        """Every line, tables included, in reading order."""
        for block in self.blocks:
            yield from block.lines

    @property
    def confidence(self) -> float:
        """Mean over its words; 0 where it has none."""
        words = [word.confidence for line in self.lines() for word in line.words]
        return sum(words) / len(words) if words else 0.0

    @property
    def text(self) -> str:
        """The page as plain text: a blank line between blocks, a table's cells one after another."""
        return "\n\n".join("\n".join(line.text for line in block.lines) for block in self.blocks)


@dataclass(frozen=True, slots=True, eq=False)
class PageImage:
    """The picture of one page, before any step.

    `pixels` is uint8, height × width for grey or height × width × 3 for RGB.
    """

    number: int
    pixels: NDArray[np.uint8]
    dpi: float
    width: float
    height: float
    reason: str = ""
    """Why the page is read from its picture."""
