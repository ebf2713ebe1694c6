"""Which engine reads, and what is there to read with."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING

from planparse.ocr.engine import LANGUAGE
from planparse.ocr.tesseract import Tesseract, find_program, installed_languages
from planparse.ocr.tesserocr_engine import TesserocrEngine, find_language_data

if TYPE_CHECKING:
    from planparse.ocr.engine import Engine
    from planparse.settings import Settings


@dataclass(frozen=True, slots=True)
class EngineReport:
    """What is installed to read with."""

    program: str | None
    """Path of the `tesseract` program."""
    version: str | None
    languages: tuple[str, ...]
    tesserocr: bool
    """Whether the package of ``planparse[fast]`` is there."""
    missing: tuple[str, ...]
    """What must be installed before a scan can be read; empty: nothing."""


def engine_report() -> EngineReport:
    """What is there and what is missing; raises nothing."""
    program, languages = find_program(), installed_languages()
    missing = [] if program else ["tesseract"]
    if LANGUAGE not in languages:
        missing.append(f"tesseract language {LANGUAGE}")
    version = None if missing else Tesseract().version()
    return EngineReport(program, version, languages, find_spec("tesserocr") is not None, tuple(missing))


def open_engine(settings: Settings) -> Engine:
    """The engine that the settings ask for; ``auto`` takes the fastest that is there.

    Raises:
        OcrUnavailable: it is not installed, or has no Vietnamese data.
    """
    if settings.engine == "tesserocr" or (settings.engine == "auto" and _has_tesserocr()):
        return TesserocrEngine()
    return Tesseract()


def _has_tesserocr() -> bool:
    return find_spec("tesserocr") is not None and find_language_data() is not None
