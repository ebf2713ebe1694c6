"""Cells that repeat the one above."""

from __future__ import annotations

import pytest
from tests.unit.parse.test_tables import HEADER, grid, parsed

from planparse.model.page import Cell, Line, Table, Word


@pytest.mark.parametrize("sign", ["nt", "-nt-", "N.T", "Như trên", '"', "//"])
def test_a_cell_that_repeats_the_one_above_says_what_that_says(sign: str) -> None:
    plan = parsed(
        grid(
            HEADER,
            ["1", "Rà soát", "Sở Nội vụ", "Sở Y tế", "Báo cáo", "Quý I"],
            ["2", "Kiểm tra", sign, "", sign, sign],
            ["3", "Tổng kết", sign, "Công an tỉnh", "Kế hoạch", "Quý III"],
        )
    )
    assert [[unit.name for unit in task.lead_units] for task in plan.tasks] == [["Sở Nội vụ"]] * 3
    assert [unit.name for unit in plan.tasks[1].coordinating_units] == []
    assert (plan.tasks[1].products, str(plan.tasks[1].schedule and plan.tasks[1].schedule.end)) == (
        ["Báo cáo"],
        "2025-03-31",
    )


def test_a_sign_that_restoration_made_a_word_of_is_known_by_what_was_read() -> None:
    above, below = (
        ["1", "Rà soát", "Sở Nội vụ", "", "", "Quý I"],
        ["2", "Kiểm tra", "nút", "", "", "Quý II"],
    )
    table = grid(HEADER, above, below)
    cells = tuple(
        Cell(cell.row, cell.column, (Line((Word("nút", observed="nt"),)),)) if cell.text == "nút" else cell
        for cell in table.cells
    )
    plan = parsed(Table(cells, table.row_count, table.column_count))
    assert [unit.name for unit in plan.tasks[1].lead_units] == ["Sở Nội vụ"]
