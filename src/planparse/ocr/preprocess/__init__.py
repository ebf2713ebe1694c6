"""From a page image to the picture that is read."""

from __future__ import annotations

from planparse.ocr.preprocess.letters import Ink, find_ink
from planparse.ocr.preprocess.preparation import Picture, prepare, turn
from planparse.ocr.preprocess.steps import Diary

__all__ = ["Diary", "Ink", "Picture", "find_ink", "prepare", "turn"]
