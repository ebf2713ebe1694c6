"""Whoever can tell good Vietnamese from bad."""

from __future__ import annotations

from typing import Protocol


class LineJudge(Protocol):
    """Weighs readings of the same line; the restorer's language model is one."""

    def score(self, text: str) -> float:
        """Mean natural log-probability a token; the higher, the better the Vietnamese."""
        ...
