"""`nt`, `như trên`, `"`: what stands in the same column of the row above."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planparse.parse.grids import GridCell
    from planparse.parse.table_rows import Row

_DITTO = re.compile(r"[-–.\s]*(?:n\.?t|như\s+trên|[\"“”″〃]|//)[-–.\s]*", re.IGNORECASE)
_COLUMNS = ("lead", "coordinating", "product", "time")


def fill_dittos(rows: Sequence[Row]) -> None:
    """Let cells that repeat the one above say what that says."""
    above: dict[str, GridCell] = {}
    for row in rows:
        for column in _COLUMNS:
            cells = row.cells.get(column)
            if not cells:
                continue
            if column in above and len(cells) == 1 and _is_ditto(cells[0]):
                cells[0] = replace(cells[0], lines=above[column].lines)
            above[column] = cells[0]


def _is_ditto(cell: GridCell) -> bool:
    """Whether it was printed or, before restoration made a word of it, read as such a sign."""
    return any(_DITTO.fullmatch(text) for text in (cell.text, cell.lines[0].observed) if len(cell.lines) == 1)
