"""Readings kept by what was read: tests replay them, and a run that is repeated reads nothing twice."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from planparse.model.page import BoundingBox, Line, Word
from planparse.ocr.engine import ReadingFailed, Segmentation

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from planparse.ocr.engine import Engine


class RecordedEngine:
    """An engine that remembers.

    A recording is one JSON file, named by the hash of the pixels, the segmentation and the resolution.

    Args:
        folder: where the recordings are.
        engine: reads what is not recorded yet; None: only what is recorded can be read.
    """

    name = "recorded"

    def __init__(self, folder: Path, engine: Engine | None = None) -> None:
        self._folder = folder
        self._engine = engine

    def version(self) -> str:
        """That of the engine behind it."""
        return self._engine.version() if self._engine else self.name

    def read(
        self, pixels: NDArray[np.uint8], segmentation: Segmentation, *, dpi: int, seconds: float
    ) -> tuple[Line, ...]:
        """The lines of a picture; see :class:`planparse.ocr.engine.Engine`.

        Raises:
            ReadingFailed: nothing is recorded for this picture, and there is no engine.
        """
        path = self._folder / f"{fingerprint(pixels, segmentation, dpi)}.json"
        if path.is_file():
            return _from_json(path.read_text("utf-8"))
        if self._engine is None:
            raise ReadingFailed("this picture was never read", f"no recording {path.name}")
        lines = self._engine.read(pixels, segmentation, dpi=dpi, seconds=seconds)
        self._folder.mkdir(parents=True, exist_ok=True)
        path.write_text(_to_json(lines), "utf-8")
        return lines


def fingerprint(pixels: NDArray[np.uint8], segmentation: Segmentation, dpi: int) -> str:
    """Twenty hex digits that change with every pixel."""
    facts = f"{pixels.shape} {int(segmentation)} {dpi} ".encode()
    return hashlib.sha256(facts + pixels.tobytes()).hexdigest()[:20]


def _to_json(lines: tuple[Line, ...]) -> str:
    rows = [[[word.text, word.confidence, *_corners(word)] for word in line.words] for line in lines]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")) + "\n"


def _corners(word: Word) -> tuple[float, ...]:
    box = word.bbox
    return (box.x0, box.top, box.x1, box.bottom) if box else ()


def _from_json(text: str) -> tuple[Line, ...]:
    return tuple(
        Line(tuple(Word(word, BoundingBox(*corners), sure) for word, sure, *corners in row))
        for row in json.loads(text)
    )
