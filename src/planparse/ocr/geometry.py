"""Rectangles of whole pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Rectangle:
    """Pixels from `left` to before `right`, from `top` to before `bottom`."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """Pixels from left to right."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Pixels from top to bottom."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Where its vertical axis stands."""
        return (self.left + self.right) / 2

    def shares_rows_with(self, other: Rectangle) -> bool:
        """Whether the two stand side by side: they share a third of the height of the flatter one."""
        shared = min(self.bottom, other.bottom) - max(self.top, other.top)
        return shared * 3 >= min(self.height, other.height)

    def holds(self, other: Rectangle) -> bool:
        """Whether the middle of another stands in it."""
        middle = (other.top + other.bottom) / 2
        return self.left <= other.middle <= self.right and self.top <= middle <= self.bottom

    def grown(self, margin: int, within: tuple[int, int]) -> Rectangle:
        """Larger by `margin` on every side, but inside a picture of shape `within` (height, width)."""
        tall, wide = within
        return Rectangle(
            max(0, self.left - margin),
            max(0, self.top - margin),
            min(wide, self.right + margin),
            min(tall, self.bottom + margin),
        )

    def cut(self, pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """That part of a picture, as a view."""
        return pixels[self.top : self.bottom, self.left : self.right]

    @staticmethod
    def around(rectangles: Iterable[Rectangle]) -> Rectangle:
        """The smallest rectangle that holds all of at least one."""
        lefts, tops, rights, bottoms = zip(
            *((r.left, r.top, r.right, r.bottom) for r in rectangles), strict=True
        )
        return Rectangle(min(lefts), min(tops), max(rights), max(bottoms))
