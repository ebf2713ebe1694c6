"""Where tables stand in the outline: one below each heading, or one for all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planparse.parse.grids import header_depth, rows_of
from planparse.parse.layout import PlacedTable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from planparse.parse.layout import Item
    from planparse.parse.nodes import Node

Place = tuple[tuple[str, ...], list[PlacedTable]]


def tables_by_heading(
    items: Sequence[Item], roots: Sequence[Node], extra: tuple[Path, ...] = ()
) -> list[Place]:
    """The tables with the numbers of the heading that they stand below, where each heading has its own.

    Their rows are numbered from 1 again below each. A part without a header goes on with the table before, so
    all are one then, and tables below one heading have no place of their own.

    Args:
        items: lines and tables in order.
        roots: the outline of the lines.
        extra: folders with a user's tables of words.
    """
    headings = dict(_headings(roots, ()))
    path: tuple[str, ...] = ()
    places: list[Place] = []
    for item in items:
        if not isinstance(item, PlacedTable):
            path = headings.get((item.page, item.number), path)
        elif places and places[-1][0] == path:
            places[-1][1].append(item)
        else:
            places.append((path, [item]))
    if len(places) > 1 and all(header_depth(rows_of(tables[0]), extra) for _, tables in places):
        return places
    return [((), [table for _, tables in places for table in tables])]


def _headings(
    nodes: Sequence[Node], above: tuple[str, ...]
) -> Iterator[tuple[tuple[int, int], tuple[str, ...]]]:
    """Page and number of each heading's first line, and its path."""
    for node in nodes:
        path = (*above, node.marker.text)
        first = node.title.lines[0]
        yield (first.page, first.number), path
        yield from _headings(node.children, path)
