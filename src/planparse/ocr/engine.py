"""What every OCR engine offers; the rest of the room knows no other thing about it."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Protocol

from planparse.errors import PlanparseError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from planparse.model.page import Line

LANGUAGE = "vie"


class Segmentation(IntEnum):
    """How the engine should take the picture; the numbers are Tesseract's own."""

    COLUMN = 4
    """One column of lines of different size; each line keeps the height of its own marks.

    As one block of like lines (6) Tesseract is faster, but cuts the upper of two stacked marks (ế, ố) off
    lines that are set close: on a real scan 8.3 % of the words came out wrong so, 1.6 % as a column.
    """
    LINE = 7
    """One line."""


class ReadingFailed(PlanparseError):
    """The engine was killed or crashed over this picture. Becomes a notice of the page."""

    default_hint = "read the page again; where it fails again, look at its picture"


class ReadingTimedOut(ReadingFailed):
    """The picture took longer than its page may."""

    default_hint = "allow the page more time with --page-timeout, or scan it again without its background"


class Engine(Protocol):
    """Reads pictures. An engine belongs to one thread."""

    name: str
    """As in ``settings.engine``."""

    def read(
        self, pixels: NDArray[np.uint8], segmentation: Segmentation, *, dpi: int, seconds: float
    ) -> tuple[Line, ...]:
        """The lines of a picture.

        Args:
            pixels: grey, height × width, ink dark.
            segmentation: what the picture holds.
            dpi: its resolution, dots an inch.
            seconds: how long it may take.

        Returns:
            Lines in reading order, text in NFC; boxes are in pixels, confidence in 0..1.

        Raises:
            ReadingFailed: the engine was killed or crashed.
            ReadingTimedOut: it took longer than `seconds`.
        """
        ...

    def version(self) -> str:
        """What it calls itself, with its version."""
        ...
