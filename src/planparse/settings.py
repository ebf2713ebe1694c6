"""One frozen settings object, passed by argument to whoever needs it.

The command line builds it (flags > environment > ``planparse.toml`` > the defaults here). Nothing in the
library reads the environment or a file behind the caller's back.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from pathlib import Path

OcrMode = Literal["auto", "always", "never"]
Engine = Literal["auto", "pytesseract", "tesserocr"]


def usable_cores() -> int:
    """Cores that this process may run on, at least 1."""
    affinity = getattr(os, "sched_getaffinity", None)
    return max(1, len(affinity(0)) if affinity else os.cpu_count() or 1)


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that keep a hostile or damaged file from costing more than itself."""

    page_seconds: float = 120.0
    """Wall time for one page, reading and OCR together; a page over it becomes a warning."""
    open_seconds: float = 10.0
    """Wall time for opening a file and counting its pages."""
    draw_seconds: float = 10.0
    """Wall time for drawing one PDF page; patterns and masks can keep a program busy for ever."""
    page_pixels: int = 120_000_000
    """Pixels of one page image; A3 at 600 dpi has 70 million."""
    page_bytes: int = 64_000_000
    """Bytes that the drawing commands and fonts of one PDF page may unpack to."""
    worker_bytes: int = 1_500_000_000
    """Address space that a page worker may take beyond what it starts with, where the system can cap it."""
    file_bytes: int = 2_000_000_000
    """Size of an input file."""
    pages: int = 10_000
    """Pages of one file."""


@dataclass(frozen=True, slots=True)
class ImageSteps:
    """The steps between a scan and the picture that Tesseract sees; each can be switched off."""

    rectify: bool = True
    orient: bool = True
    deskew: bool = True
    lift_stamps: bool = True
    even_light: bool = True
    despeckle: bool = True
    scale: bool = True
    find_tables: bool = True
    second_reading: bool = True


@dataclass(frozen=True, slots=True)
class Settings:
    """How a file is to be read.

    Example:
        >>> Settings(jobs=1).with_options(dpi=200).dpi
        200
    """

    ocr: OcrMode = "auto"
    engine: Engine = "auto"
    dpi: int | None = None
    """Resolution of the picture that is read, dots an inch; None: found per page from the letter height."""
    jobs: int = field(default_factory=usable_cores)
    """Pages that are read side by side."""
    pages: tuple[int, ...] = ()
    """Page numbers to read, from 1; empty: all."""
    restore: bool = True
    dictionaries: tuple[Path, ...] = ()
    """Folders with a user's own TSV files, in the form of ours; they count beside them."""
    limits: Limits = field(default_factory=Limits)
    image_steps: ImageSteps = field(default_factory=ImageSteps)
    debug_images: Path | None = None
    """A folder for the picture after every step."""

    def with_options(self, **changes: Any) -> Settings:
        """A copy with some fields changed."""
        return replace(self, **changes)

    def fingerprint(self) -> str:
        """Twelve hex digits that change with every setting that can change a result (not with ``jobs``)."""
        relevant = asdict(self)
        for name in ("jobs", "debug_images"):
            del relevant[name]
        return hashlib.sha256(json.dumps(relevant, default=str, sort_keys=True).encode()).hexdigest()[:12]
