"""The tree of headings and items that an outline is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planparse.parse.layout import TextLine
    from planparse.parse.markers import Marker, Style


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together, without the marker that opens them.

    `bullet` is None for plain text.
    """

    text: str
    lines: tuple[TextLine, ...]
    bullet: Style | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """A numbered heading or item, what stands below it, and the items it holds.

    `title` is the paragraph of the number itself, `body` the paragraphs before its first child, `in_order`
    whether its number follows the one before.
    """

    marker: Marker
    title: Paragraph
    body: tuple[Paragraph, ...] = ()
    children: tuple[Node, ...] = ()
    in_order: bool = True

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Title and body."""
        return (self.title, *self.body)


@dataclass(frozen=True, slots=True)
class Outline:
    """Paragraphs before the first number, and the numbered tree."""

    preamble: tuple[Paragraph, ...]
    roots: tuple[Node, ...]

    def walk(self) -> Iterator[Node]:
        """Every node, in order."""
        for root in self.roots:
            yield from root.walk()
