"""What ended a line: the edge of the paper, or its writer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planparse.parse.layout import TextLine

_WRAPPED_WIDTH = 140
"""A text whose lines are longer than this is not broken by the width of the paper."""
_FULL_SHARE = 0.78
"""Of the letters of a full line, those that a line has at least which the paper ended."""
_TELLING = 10
"""Lines of a page that tell where its lines end."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What the paper leaves room for.

    Attributes:
        letters: of a full line of wrapped text; 0 where lines are not broken by the paper.
        right: where the lines of each page end, points; only of pages with lines enough to tell.
    """

    letters: float
    right: Mapping[int, float]

    @staticmethod
    def under(lines: Sequence[TextLine]) -> Paper:
        """The paper that a run of lines was set on."""
        lengths = sorted(len(line.text) for line in lines)
        letters = _nearly_all(lengths) if lengths else 0
        ends: dict[int, list[float]] = {}
        for line in lines:
            if line.bbox is not None:
                ends.setdefault(line.page, []).append(line.bbox.x1)
        right = {page: _nearly_all(sorted(many)) for page, many in ends.items() if len(many) >= _TELLING}
        return Paper(letters if letters <= _WRAPPED_WIDTH else 0, right)

    def ended(self, line: TextLine | None, following: TextLine) -> bool:
        """Whether the paper ended a line, not its writer: the next word had no room on it.

        Example:
            >>> from planparse.parse.layout import TextLine
            >>> texts = ("1. Rà soát văn bản, tham mưu", "Ủy ban nhân dân tỉnh ban hành.", "2. Kiểm tra")
            >>> lines = [TextLine(text, 1, number) for number, text in enumerate(texts)]
            >>> paper = Paper.under(lines)
            >>> paper.ended(lines[0], lines[1]), paper.ended(lines[2], lines[0])
            (True, False)
        """
        if line is None or not self.letters or len(line.text) < self.letters * _FULL_SHARE:
            return False
        if line.bbox is None or following.bbox is None or line.page not in self.right:
            return True
        word = (following.text.split(maxsplit=1) or [""])[0]
        needed = (following.bbox.x1 - following.bbox.x0) * (len(word) + 1) / max(len(following.text), 1)
        return self.right[line.page] - line.bbox.x1 < needed + line.bbox.height


def _nearly_all(ascending: Sequence[float]) -> float:
    """What nine in ten are below."""
    return ascending[len(ascending) * 9 // 10]
