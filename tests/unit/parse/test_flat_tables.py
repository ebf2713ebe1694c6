"""Tables that came out as lines, one cell a line."""

from __future__ import annotations

from planparse.parse.flat_tables import find_flat_table, read_flat_table
from planparse.parse.layout import TextLine
from planparse.parse.units import load_directory

HEADER = ["STT", "Nhiệm vụ", "Đơn vị thực hiện", "Thời gian thực hiện"]
FIRST = ["I", "Hạ tầng", "1", "Lắp đặt trạm", "Sở Xây dựng", "Quý I/2026"]


def test_a_header_printed_again_below_a_group_makes_no_task_of_it() -> None:
    again = ["II", "Dữ liệu", "Nội dung", *HEADER[2:], "2", "Số hóa hồ sơ", "Sở Nội vụ", "Quý II/2026"]
    lines = [TextLine(text, 1, place) for place, text in enumerate([*HEADER, *FIRST, *again])]
    table = find_flat_table(lines)
    assert table is not None
    found = read_flat_table(table, ("annex",), load_directory())
    assert found is not None
    assert [section.title for section in found.sections] == ["Hạ tầng", "Dữ liệu"]
    assert [task.path for task in found.tasks] == [("annex", "I", "1"), ("annex", "II", "2")]
