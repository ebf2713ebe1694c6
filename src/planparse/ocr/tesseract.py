"""Tesseract as a program of its own, through pytesseract: the engine that works wherever Tesseract does."""

from __future__ import annotations

import os
import re
import shutil
import sys
import unicodedata
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PIL import Image

from planparse.errors import OcrUnavailable
from planparse.model.page import BoundingBox, Line, Word
from planparse.ocr.engine import LANGUAGE, ReadingFailed, ReadingTimedOut, Segmentation
from planparse.vietnamese.unicode import without_eths

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

_WINDOWS_HOME = Path("C:/Program Files/Tesseract-OCR/tesseract.exe")
_WORD_LEVEL = "5"
_LINE_KEY = slice(1, 5)
_FIELDS = 12
QUICK = {
    "paragraph_text_based": "0",
    "textord_tabfind_find_tables": "0",
    "textord_tabfind_vertical_text": "0",
    "textord_all_prop": "1",
}
"""Tesseract's variables: it need not look for paragraphs and tables, which are found here, nor for columns of
upright text, which no page here has, nor whether letters are all of one width, as those of typewriters."""
_QUICK_OPTIONS = " ".join(f"-c {name}={value}" for name, value in QUICK.items())
_SLASHES = re.compile(r"/?⁄/?")
"""The slash of fractions, which the data hold too; some are read as both."""


def one_thread() -> None:
    """Keep Tesseract to one thread: its own threads make a page three to five times slower."""
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")


@lru_cache(maxsize=1)
def _pytesseract() -> Any:  # it has no types
    """The package, loaded when it is first needed, and without pandas.

    It loads pandas for an output format that nobody here asks for, which takes longer than all else that a
    worker loads.
    """
    hidden = "pandas" not in sys.modules
    if hidden:
        sys.modules["pandas"] = None  # type: ignore[assignment]  # how an import is made to fail
    try:
        from pytesseract import pytesseract
    finally:
        if hidden:
            del sys.modules["pandas"]
    return pytesseract


def find_program() -> str | None:
    """The path of the program, None where it is not installed."""
    found = shutil.which("tesseract")
    if found is None and sys.platform == "win32" and _WINDOWS_HOME.is_file():
        return str(_WINDOWS_HOME)
    return found


def installed_languages() -> tuple[str, ...]:
    """The languages of the installed program, sorted; empty where there is none."""
    program = find_program()
    if program is None:
        return ()
    _pytesseract().tesseract_cmd = program
    return tuple(sorted(_pytesseract().get_languages(config="")))


class Tesseract:
    """The `tesseract` program, one process a picture.

    Raises:
        OcrUnavailable: it is not installed, or has no Vietnamese data.
    """

    name = "pytesseract"

    def __init__(self, language: str = LANGUAGE) -> None:
        program = find_program()
        if program is None:
            raise OcrUnavailable("Tesseract is not installed, or not on the PATH")
        one_thread()
        _pytesseract().tesseract_cmd = program
        if language not in installed_languages():
            raise OcrUnavailable(f"Tesseract has no data for the language {language}")
        self._language = language

    def version(self) -> str:
        """Such as ``tesseract 5.3.0``."""
        return f"tesseract {_pytesseract().get_tesseract_version()}"

    def read(
        self, pixels: NDArray[np.uint8], segmentation: Segmentation, *, dpi: int, seconds: float
    ) -> tuple[Line, ...]:
        """The lines of a picture; see :class:`planparse.ocr.engine.Engine`."""
        library = _pytesseract()
        picture = Image.fromarray(pixels)
        picture.format = "BMP"  # uncompressed, and read at once: PPM is read byte by byte
        try:
            table = library.image_to_data(
                picture,
                lang=self._language,
                config=f"--psm {int(segmentation)} --dpi {dpi} {_QUICK_OPTIONS}",
                timeout=seconds,
            )
        except RuntimeError as error:
            if isinstance(error, library.TesseractError):
                raise ReadingFailed(f"Tesseract stopped with status {error.status}") from error
            raise ReadingTimedOut(f"Tesseract took longer than {seconds:.0f} s") from error
        return tuple(parse_table(table))


def parse_table(table: str) -> Iterator[Line]:
    r"""Lines of Tesseract's TSV output, boxes in pixels, confidence 0..1.

    Example:
        >>> row = "5\t1\t1\t1\t1\t1\t10\t20\t30\t12\t96.5\tKế"
        >>> (word,) = next(parse_table(row)).words
        >>> word.text, word.bbox, word.confidence
        ('Kế', BoundingBox(x0=10, top=20, x1=40, bottom=32), 0.965)
    """
    rows = (row.split("\t") for row in table.splitlines())
    words = (row for row in rows if row[0] == _WORD_LEVEL and len(row) == _FIELDS and row[-1].strip())
    for _, line in groupby(words, key=lambda row: row[_LINE_KEY]):
        yield Line(tuple(_word(row) for row in line))


def _word(row: list[str]) -> Word:
    left, top, width, height = map(int, row[6:10])
    return word_of(row[11], BoundingBox(left, top, left + width, top + height), float(row[10]))


def word_of(text: str, box: BoundingBox, percent: float) -> Word:
    """A word as Tesseract gives it; the lookalikes in its data made Vietnamese.

    Example:
        >>> word_of("Ðơn ", BoundingBox(10, 20, 40, 32), 96.5).text
        'Đơn'
    """
    said = without_eths(_SLASHES.sub("/", unicodedata.normalize("NFC", text.strip())))
    return Word(said, box, round(percent / 100, 4))
