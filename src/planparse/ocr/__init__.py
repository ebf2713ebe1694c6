"""Rasters to words with boxes and confidence."""

from __future__ import annotations

from planparse.ocr.engines import engine_report
from planparse.ocr.recogniser import Recogniser

__all__ = ["Recogniser", "engine_report"]
