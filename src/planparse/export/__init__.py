"""Outputs to other programs' formats: a folder of JSON in, one file out, in constant memory."""

from __future__ import annotations

from planparse.export.exporting import FORMATS, Counts, export

__all__ = ["FORMATS", "Counts", "export"]
