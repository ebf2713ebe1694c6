"""Tesseract as a library, through tesserocr: no process, no file a picture; the extra ``planparse[fast]``."""

from __future__ import annotations

import os
import subprocess
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PIL import Image

from planparse.errors import OcrUnavailable
from planparse.model.page import BoundingBox, Line
from planparse.ocr.engine import LANGUAGE, ReadingFailed, ReadingTimedOut, Segmentation
from planparse.ocr.tesseract import QUICK, find_program, one_thread, word_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from planparse.model.page import Word

_LSTM_ONLY = 1
_VARIABLES = {"debug_file": os.devnull, **QUICK}


@lru_cache(maxsize=1)
def find_language_data() -> Path | None:
    """The folder of the system's language data; the library brings none of its own.

    ``TESSDATA_PREFIX`` counts as it does for Tesseract; otherwise the program is asked.
    """
    given = os.environ.get("TESSDATA_PREFIX")
    if given and Path(given).is_dir():
        return Path(given)
    program = find_program()
    if program is None:
        return None
    answer = subprocess.run([program, "--list-langs"], capture_output=True, check=False, timeout=10)
    first = (answer.stdout or answer.stderr).decode("utf-8", "replace").partition("\n")[0]
    folder = Path(first.partition('"')[2].partition('"')[0])
    return folder if folder.is_dir() and first.count('"') > 1 else None


class TesserocrEngine:
    """The Tesseract library in this process.

    Raises:
        OcrUnavailable: the package or the Vietnamese data is missing.
    """

    name = "tesserocr"

    def __init__(self, language: str = LANGUAGE) -> None:
        one_thread()  # before the library is loaded: it reads the variable only then
        try:
            import tesserocr
        except ImportError as error:
            raise OcrUnavailable(
                "the package tesserocr is not installed",
                'pip install "planparse[fast]", or use --engine pytesseract',
            ) from error
        folder = find_language_data()
        if folder is None or not (folder / f"{language}.traineddata").is_file():
            raise OcrUnavailable(f"Tesseract has no data for the language {language}")
        self._version: str = tesserocr.tesseract_version().partition("\n")[0]
        self._levels: Any = tesserocr.RIL
        self._library = tesserocr.PyTessBaseAPI(
            path=f"{folder}{os.sep}", lang=language, oem=_LSTM_ONLY, variables=_VARIABLES
        )

    def version(self) -> str:
        """Such as ``tesseract 5.5.1``."""
        return self._version

    def read(
        self, pixels: NDArray[np.uint8], segmentation: Segmentation, *, dpi: int, seconds: float
    ) -> tuple[Line, ...]:
        """The lines of a picture; see :class:`planparse.ocr.engine.Engine`."""
        library = self._library
        library.SetPageSegMode(int(segmentation))
        library.SetImage(Image.fromarray(pixels))
        library.SetSourceResolution(dpi)
        try:
            if not library.Recognize(round(seconds * 1000)):
                raise ReadingTimedOut(f"Tesseract took longer than {seconds:.0f} s")
            return tuple(Line(tuple(words)) for words in self._words_by_line())
        except RuntimeError as error:
            raise ReadingFailed(f"Tesseract gave no reading: {error}") from error
        finally:
            library.Clear()

    def _words_by_line(self) -> list[list[Word]]:
        """Word by word; Tesseract's own table of them takes three times as long."""
        lines: list[list[Word]] = []
        levels, words = self._levels, self._library.GetIterator()
        while words is not None:
            text = None if words.Empty(levels.WORD) else words.GetUTF8Text(levels.WORD)
            if words.IsAtBeginningOf(levels.TEXTLINE):
                lines.append([])
            if text and text.strip() and lines:
                box = BoundingBox(*words.BoundingBox(levels.WORD))
                lines[-1].append(word_of(text, box, words.Confidence(levels.WORD)))
            if not words.Next(levels.WORD):
                break
        return [line for line in lines if line]
