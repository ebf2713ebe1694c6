"""From a page image to the picture that is read."""

from __future__ import annotations

from planparse.ocr.preprocess.prepare import Picture, prepare, turn
from planparse.ocr.preprocess.steps import Diary

__all__ = ["Diary", "Picture", "prepare", "turn"]
