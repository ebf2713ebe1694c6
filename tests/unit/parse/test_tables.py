"""Task tables: columns in any order, merged cells, nested groups, rows that a page cuts in two."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from planparse.model.page import Block, BoundingBox, Cell, Line, Page, Table
from planparse.model.plan import Flag
from planparse.parse import parse_plan
from planparse.parse.grids import column_of
from planparse.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from planparse.model.plan import ParsedPlan

HEADER = ["STT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Sản phẩm", "Thời gian thực hiện"]
HEAD = (
    "KẾ HOẠCH",
    "Công tác năm 2025",
    "I. NHIỆM VỤ",
    "Nêu tại Phụ lục.",
    "Nơi nhận:",
    "- Lưu: VT.",
    "PHỤ LỤC",
)


def lines(text: str) -> tuple[Line, ...]:
    return tuple(Line.of(part) for part in text.split("\n") if part)


def grid(*rows: Sequence[str | None], spans: dict[tuple[int, int], tuple[int, int]] | None = None) -> Table:
    """A table of texts; None where a cell is covered by a merged one, `spans` (rows, columns) by place."""
    spans = spans or {}
    cells = tuple(
        Cell(row, column, lines(text), *spans.get((row, column), (1, 1)), BoundingBox(0, row, 10, row + 1))
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
        if text is not None
    )
    return Table(cells, len(rows), len(rows[0]))


def parsed(*tables: Table) -> ParsedPlan:
    head = Page(1, 595, 842, tuple(Block((Line.of(text),)) for text in HEAD), "ocr")
    pages = [Page(number, 842, 595, (table,), "ocr") for number, table in enumerate(tables, 2)]
    return parse_plan([head, *pages], Settings())


def test_group_rows_nest_and_are_sections() -> None:
    plan = parsed(
        grid(
            HEADER,
            ["I", "Thể chế", None, None, None, None],
            ["1", "Văn bản", None, None, None, None],
            ["1.1", "Rà soát văn bản", "Sở Tư pháp", "các sở, ngành", "Báo cáo", "Quý I"],
            ["1.2", "Sửa đổi quy chế", "Sở Nội vụ", "", "Quyết định", "Tháng 6/2025"],
            ["II", "Thủ tục", None, None, None, None],
            ["1", "Công bố thủ tục", "Văn phòng UBND tỉnh", "", "", "Thường xuyên"],
            spans={(1, 1): (1, 5), (2, 1): (1, 5), (5, 1): (1, 5)},
        )
    )
    assert [task.path for task in plan.tasks] == [
        ["annex", "I", "1", "1.1"],
        ["annex", "I", "1", "1.2"],
        ["annex", "II", "1"],
    ]
    assert [(one.path[-1], one.title) for one in plan.sections[1:]] == [
        ("I", "Thể chế"),
        ("1", "Văn bản"),
        ("II", "Thủ tục"),
    ]
    assert plan.tasks[0].schedule is not None
    assert str(plan.tasks[0].schedule.end) == "2025-03-31"


def test_a_row_that_a_page_cuts_is_made_whole() -> None:
    plan = parsed(
        grid(HEADER, ["1", "Tổ chức hội nghị tỉnh Quảng", "Trung tâm", "", "Báo cáo năm", "Quý"]),
        grid(["", "Nam mở rộng", "Phục vụ hành chính công", "", "2025", "II/2025"]),
    )
    task = plan.tasks[0]
    assert len(plan.tasks) == 1
    assert task.description == "Tổ chức hội nghị tỉnh Quảng Nam mở rộng"
    assert [unit.name for unit in task.lead_units] == ["Trung tâm Phục vụ hành chính công"]
    assert task.schedule is not None
    assert task.schedule.text == "Quý II/2025"
    assert [place.page for place in task.evidence] == [2, 3]


def test_a_repeated_header_is_passed_over() -> None:
    plan = parsed(
        grid(HEADER, ["1", "Rà soát", "Sở Nội vụ", "", "", "Quý I"]),
        grid(HEADER, ["2", "Sửa đổi", "Sở Nội vụ", "", "", "Quý II"]),
    )
    assert [task.path[-1] for task in plan.tasks] == ["1", "2"]


def test_several_activities_under_one_merged_number_get_a_counter() -> None:
    plan = parsed(
        grid(
            HEADER,
            ["1", "Khảo sát", "Sở Nội vụ", "", "Phiếu", "Quý I"],
            [None, "Phân tích", "Sở Tài chính", "", "Báo cáo", "Quý II"],
            ["2", "Tổng kết", "Sở Nội vụ", "", "Hội nghị", "Quý IV"],
            spans={(1, 0): (2, 1)},
        )
    )
    assert [task.path for task in plan.tasks] == [["annex", "1", "1"], ["annex", "1", "2"], ["annex", "2"]]


def test_one_activity_with_several_products_stays_one() -> None:
    plan = parsed(
        grid(
            HEADER,
            ["1", "Xây dựng kế hoạch", "Sở Nội vụ", "", "Dự thảo", "Quý I"],
            [None, None, None, None, "Quyết định", "Quý II"],
            spans={(1, column): (2, 1) for column in range(4)},
        )
    )
    assert len(plan.tasks) == 1
    assert plan.tasks[0].products == ["Dự thảo", "Quyết định"]
    assert plan.tasks[0].schedule is not None
    assert str(plan.tasks[0].schedule.end) == "2025-06-30"


def test_a_repeated_header_that_was_read_otherwise_does_not_end_the_group() -> None:
    dirty = [*HEADER[:-1], "'Thời gian thựchiện"]
    plan = parsed(
        grid(HEADER, ["I", "Thể chế", None, None, None, None], spans={(1, 1): (1, 5)}),
        grid(dirty, ["1", "Rà soát văn bản", "Sở Tư pháp", "", "Báo cáo", "Quý I"]),
    )
    assert [task.path for task in plan.tasks] == [["annex", "I", "1"]]


def test_a_repeated_header_whose_tt_was_read_as_a_number_is_passed_over() -> None:
    header = ["TT", *HEADER[1:]]
    plan = parsed(
        grid(header, ["1", "Rà soát văn bản", "Sở Tư pháp", "", "Báo cáo", "Quý I"]),
        grid(["11", *HEADER[1:]], ["2", "Sửa đổi quy chế", "Sở Nội vụ", "", "", "Quý II"]),
    )
    assert [task.path[-1] for task in plan.tasks] == ["1", "2"]


@pytest.mark.parametrize("number", ["E", "II", "11"])
def test_a_header_whose_tt_was_read_as_a_number_heads_its_table(number: str) -> None:
    plan = parsed(grid([number, *HEADER[1:]], ["1", "Rà soát văn bản", "Sở Tư pháp", "", "Báo cáo", "Quý I"]))
    assert [unit.name for unit in plan.tasks[0].lead_units] == ["Sở Tư pháp"]


@pytest.mark.parametrize(("garbled", "told"), [(24, True), (6, False)])
def test_an_annex_of_which_hardly_a_task_was_read_is_told(garbled: int, *, told: bool) -> None:
    texts = [*HEAD, "1. Rà soát văn bản.", "Đơn vị chủ trì: Sở Tư pháp", "Thời gian: Quý I"]
    texts += ["Sở Nội vụ và các xã Quý II hội nghị báo"] * garbled
    page = Page(1, 595, 842, tuple(Block((Line.of(text),)) for text in texts), "ocr")
    plan = parse_plan([page], Settings())
    assert [task.path for task in plan.tasks] == [["annex", "1"]]
    assert ("annex_not_understood" in {warning.code for warning in plan.warnings}) is told


def test_rows_that_stand_in_one_are_flagged_and_told() -> None:
    plan = parsed(
        grid(
            HEADER,
            ["1\n2", "Rà soát văn bản\nSửa đổi quy chế", "Sở Tư pháp\nSở Nội vụ", "", "", "Quý I\nQuý II"],
        )
    )
    assert [task.flags for task in plan.tasks] == [[Flag.TABLE_NOT_UNDERSTOOD]]
    assert [warning.code for warning in plan.warnings] == ["table_not_understood"]


def test_a_row_whose_number_counts_on_between_two_tasks_is_a_task() -> None:
    plan = parsed(
        grid(
            HEADER,
            ["1", "Rà soát văn bản", "Sở Tư pháp", "", "Báo cáo", "Quý I"],
            ["2", "Sửa đổi quy chế", "", "", "", ""],
            ["3", "Tổng kết", "Sở Nội vụ", "", "Hội nghị", "Quý IV"],
        )
    )
    assert [task.path[-1] for task in plan.tasks] == ["1", "2", "3"]
    assert len(plan.sections) == 1


def test_columns_come_in_any_order_under_other_headers() -> None:
    plan = parsed(
        grid(
            ["TT", "Tiến độ", "Chịu trách nhiệm chính", "Công việc", "Dự kiến sản phẩm", "Ghi chú"],
            ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
            ["1", "Hoàn thành trước 30/6", "Sở Y tế", "Mua sắm thiết bị", "- Hợp đồng\n- Biên bản", "x"],
        )
    )
    task = plan.tasks[0]
    assert task.description == "Mua sắm thiết bị"
    assert task.products == ["Hợp đồng", "Biên bản"]
    assert task.schedule is not None
    assert str(task.schedule.end) == "2025-06-30"


def test_a_header_of_two_rows() -> None:
    plan = parsed(
        grid(
            ["STT", "Nhiệm vụ", "Phân công", None, "Thời hạn"],
            [None, None, "Chủ trì", "Phối hợp", None],
            ["1", "Rà soát", "Sở Nội vụ", "Sở Tài chính", "Quý I"],
            spans={(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (1, 2), (0, 4): (2, 1)},
        )
    )
    assert [unit.name for unit in plan.tasks[0].lead_units] == ["Sở Nội vụ"]
    assert [unit.name for unit in plan.tasks[0].coordinating_units] == ["Sở Tài chính"]


def test_units_on_lines_of_their_own_are_apart_and_wrapped_names_are_not() -> None:
    plan = parsed(grid(HEADER, ["1", "Rà soát", "Sở Nội vụ\nSở Tư\npháp", "", "", "Quý I"]))
    assert [unit.name for unit in plan.tasks[0].lead_units] == ["Sở Nội vụ", "Sở Tư pháp"]


def test_a_name_that_wraps_before_its_dash_is_one_unit_and_a_bullet_opens_another() -> None:
    wrapped, listed = "Trung tâm Văn hóa\n- Thể thao huyện", "- Sở Nội vụ\n- Sở Tư pháp"
    plan = parsed(
        grid(HEADER, ["1", "Tổ chức giải\n- Thể thao", wrapped, listed, "Giấy khen;\n- Cúp", "Quý I"])
    )
    (task,) = plan.tasks
    assert [unit.name for unit in task.lead_units] == ["Trung tâm Văn hóa - Thể thao huyện"]
    assert [unit.name for unit in task.coordinating_units] == ["Sở Nội vụ", "Sở Tư pháp"]
    assert (task.description, task.products) == ("Tổ chức giải - Thể thao", ["Giấy khen;", "Cúp"])


@pytest.mark.parametrize("general", ["Cơ quan thẩm tra", "Lãnh đạo phụ trách"])
def test_a_column_that_names_units_in_general_leads_nothing_beside_one_of_leaders(general: str) -> None:
    plan = parsed(
        grid(
            ["TT", "Nội dung", "Đơn vị chủ trì", general, "Thời hạn"],
            ["1", "Rà soát", "Sở Y tế", "Ban Pháp chế", "Quý I"],
        )
    )
    assert [unit.name for unit in plan.tasks[0].lead_units] == ["Sở Y tế"]


@pytest.mark.parametrize("general", ["Người, bộ phận phụ trách", "Cơ quan"])
def test_a_column_that_names_units_in_general_leads_where_no_other_does(general: str) -> None:
    plan = parsed(grid(["TT", "Nội dung", general, "Thời hạn"], ["1", "Rà soát", "Sở Y tế", "Quý I"]))
    assert [unit.name for unit in plan.tasks[0].lead_units] == ["Sở Y tế"]


def test_a_number_whose_point_was_read_as_a_comma_is_a_number() -> None:
    plan = parsed(
        grid(HEADER, ["2", "Thể chế số", "", "", "", ""], ["2,1", "Rà soát", "Sở Nội vụ", "", "", "Quý I"])
    )
    assert [task.path for task in plan.tasks] == [["annex", "2", "2.1"]]


def test_a_table_of_figures_gives_a_warning_and_no_task() -> None:
    plan = parsed(grid(["STT", "Chỉ tiêu", "Đơn vị tính", "2025"], ["1", "Tỷ lệ hồ sơ", "%", "98"]))
    assert plan.tasks == []
    assert [(warning.code, warning.page) for warning in plan.warnings] == [("table_not_understood", 2)]


def test_a_header_of_numbers_that_an_ocr_ran_together_heads_them() -> None:
    plan = parsed(
        grid(["SốTT", *HEADER[1:]], ["07", "Rà soát thủ tục", "Sở Nội vụ", "Sở Tư pháp", "Báo cáo", "Quý I"])
    )
    assert [task.path for task in plan.tasks] == [["annex", "7"]]


def test_one_phrase_of_two_is_no_header_with_a_wrong_letter(tmp_path: Path) -> None:
    (tmp_path / "table_headers.tsv").write_text("words\tcolumn\nnơi gửi đi + nơi nhận về\tother\n", "utf-8")
    assert column_of("Nơi gửi đi, nơi nhận về", (tmp_path,)) == "other"
    assert column_of("Nơi gửi đi", (tmp_path,)) is None


def test_a_number_that_was_lost_between_two_is_told_by_them() -> None:
    first = grid(HEADER, ["1", "Rà soát văn bản", "Sở Tư pháp", "", "", "Quý I"])
    second = grid(
        HEADER,
        ["", "Sửa đổi quy chế", "Sở Nội vụ", "", "", "Quý II"],
        ["3", "Báo cáo kết quả", "Sở Nội vụ", "", "", "Quý IV"],
    )
    plan = parsed(first, second)
    assert [task.path[-1] for task in plan.tasks] == ["1", "2", "3"]
    assert [task.flags for task in plan.tasks] == [[], [Flag.NUMBER_OUT_OF_ORDER], []]


def test_a_row_that_goes_on_after_a_page_stays_one() -> None:
    first = grid(HEADER, ["1", "Rà soát văn bản và", "Sở Tư", "Sở Nội", "", "Quý"])
    second = grid(
        HEADER,
        ["", "sửa đổi quy chế", "pháp", "vụ", "", "I"],
        ["2", "Báo cáo kết quả", "Sở Nội vụ", "", "", "Quý IV"],
    )
    assert [task.path[-1] for task in parsed(first, second).tasks] == ["1", "2"]


def test_a_number_in_one_cell_with_its_text_is_taken_off() -> None:
    plan = parsed(
        grid(
            HEADER,
            ["1", "Rà soát văn bản", "Sở Tư pháp", "", "", "Quý I"],
            ["2_ Sửa đổi quy chế", None, "Sở Nội vụ", "", "", "Quý II"],
            ["3", "Báo cáo kết quả", "Sở Nội vụ", "", "", "Quý IV"],
            spans={(2, 0): (1, 2)},
        )
    )
    assert [(task.path[-1], task.description) for task in plan.tasks][1] == ("2", "Sửa đổi quy chế")
    assert plan.tasks[1].flags == [Flag.NUMBER_OUT_OF_ORDER]


def test_numbers_that_leave_rows_out_are_flagged_and_told() -> None:
    plan = parsed(
        grid(
            HEADER,
            ["1", "Rà soát văn bản", "Sở Tư pháp", "", "", "Quý I"],
            ["4", "Báo cáo kết quả", "Sở Nội vụ", "", "", "Quý IV"],
            ["5", "Sơ kết", "Sở Nội vụ", "", "", "Quý IV"],
        )
    )
    flagged = [Flag.NUMBER_OUT_OF_ORDER]
    assert [task.flags for task in plan.tasks] == [flagged, flagged, []]
    assert [(warning.code, warning.page) for warning in plan.warnings] == [("table_not_understood", 2)]


def test_a_group_above_rows_that_begin_at_1_is_roman() -> None:
    plan = parsed(
        grid(
            HEADER,
            ["1. Thể chế", None, None, None, None, None],
            ["1", "Rà soát văn bản", "Sở Tư pháp", "", "", "Quý I"],
            ["2", "Sửa đổi quy chế", "Sở Nội vụ", "", "", "Quý II"],
            spans={(1, 0): (1, 6)},
        )
    )
    assert [task.path for task in plan.tasks] == [["annex", "I", "1"], ["annex", "I", "2"]]


def test_a_first_column_of_numbers_is_known_whatever_its_header_says() -> None:
    plan = parsed(
        grid(
            ["STTthể", *HEADER[1:]],
            ["I", "Thể chế", None, None, None, None],
            ["1", "Rà soát văn bản", "Sở Tư pháp", "", "", "Quý I"],
            ["2", "Sửa đổi quy chế", "Sở Nội vụ", "", "", "Quý II"],
        )
    )
    assert [task.path for task in plan.tasks] == [["annex", "I", "1"], ["annex", "I", "2"]]


def test_a_list_of_sessions_names_its_work_by_the_topic() -> None:
    plan = parsed(
        grid(["TT", "Thời gian", "Chủ đề", "Phụ trách"], ["1", "Tháng 3/2026", "Chọn trường", "Tổ Xã hội"])
    )
    assert [task.description for task in plan.tasks] == ["Chọn trường"]


def test_a_roman_number_that_its_cell_breaks_is_one_number() -> None:
    plan = parsed(
        grid(HEADER, ["II\nI", "Thể chế", "", "", "", ""], ["1", "Rà soát", "Sở Nội vụ", "", "", "Quý I"])
    )
    assert ([task.path for task in plan.tasks], plan.tasks[0].flags) == ([["annex", "III", "1"]], [])


def test_the_sum_below_the_last_row_is_no_work() -> None:
    plan = parsed(
        grid(
            ["STT", "Nội dung", "Kinh phí", "Đơn vị thực hiện", "Thời gian"],
            ["1", "Rà soát", "20", "Sở Nội vụ", "Quý I"],
            ["TỔNG CỘNG", None, "20", "", ""],
            spans={(2, 0): (1, 2)},
        )
    )
    assert [task.description for task in plan.tasks] == ["Rà soát"]


@pytest.mark.parametrize(("number", "place"), [("lỗ", 0), ("G", 1), ("lỗ", 2)])
def test_an_unread_number_is_told_by_its_neighbours(number: str, place: int) -> None:
    rows: list[list[str]] = [[str(1 + row), "Rà soát", "Sở Nội vụ", "", "", "Quý I"] for row in range(3)]
    rows[place][0] = number
    plan = parsed(grid(HEADER, ["I", "Thể chế", "", "", "", ""], *rows, ["II", "Bộ máy", "", "", "", ""]))
    assert [task.path for task in plan.tasks] == [["annex", "I", str(1 + row)] for row in range(3)]
    assert [bool(task.flags) for task in plan.tasks] == [row == place for row in range(3)]


def test_times_are_known_below_a_header_that_was_lost() -> None:
    plan = parsed(
        grid(
            ["TT", "Nội dung giám sát", "Cơ quan tham mưu", "thực hiện"],
            *([str(row), "Rà soát", "Sở Nội vụ", f"Tháng {row}"] for row in range(1, 4)),
        )
    )
    assert [str(task.schedule and task.schedule.end) for task in plan.tasks] == [
        "2025-01-31",
        "2025-02-28",
        "2025-03-31",
    ]


@pytest.mark.parametrize(
    "cell",
    [
        "- Chủ trì: Sở Nội vụ;\n- Phối hợp: Sở Y tế,\nCông an tỉnh.",
        "Chủ trì: Sở Nội vụ\nPhối hợp: Sở Y tế, Công an tỉnh",
        "Sở Nội vụ; Phối hợp: Sở Y tế, Công an tỉnh",
        "~ Chủ trì: Sở Nội vụ;\n= Phối hợp: Sở Y tế, Công an tỉnh",
    ],
)
def test_labels_in_a_cell_part_who_leads_from_who_helps(cell: str) -> None:
    plan = parsed(grid(["TT", "Nội dung", "Cơ quan thực hiện", "Thời gian"], ["1", "Rà soát", cell, "Quý I"]))
    assert [unit.name for unit in plan.tasks[0].lead_units] == ["Sở Nội vụ"]
    assert [unit.name for unit in plan.tasks[0].coordinating_units] == ["Sở Y tế", "Công an tỉnh"]


def test_a_number_that_stands_twice_is_flagged() -> None:
    rows = [[letter, "Rà soát", "Sở Nội vụ", "", "", "Quý I"] for letter in "aac"]
    plan = parsed(grid(HEADER, ["1", "Thể chế", "", "", "", ""], *rows))
    assert [bool(task.flags) for task in plan.tasks] == [False, True, False]


def test_letters_below_a_header_that_its_cell_breaks_are_numbers() -> None:
    header = ["ST\nT", *HEADER[1:]]
    rows = [[letter, "Rà soát", "Sở Nội vụ", "", "", "Quý I"] for letter in "ab"]
    plan = parsed(
        grid(header, ["1", "Thể chế", "", "", "", ""], *rows, ["2", "Bộ máy", "", "", "", ""], *rows)
    )
    assert [task.path[1:] for task in plan.tasks] == [["1", "a"], ["1", "b"], ["2", "a"], ["2", "b"]]


def test_a_decimal_that_lost_its_point_counts_on_below_the_one_above() -> None:
    rows = [[number, "Rà soát", "Sở Nội vụ", "", "", "Quý I"] for number in ("1.1", "12", "13")]
    plan = parsed(grid(HEADER, ["I", "Thể chế", "", "", "", ""], *rows))
    assert [task.path[-1] for task in plan.tasks] == ["1.1", "1.2", "1.3"]
    assert [bool(task.flags) for task in plan.tasks] == [False, True, True]


def test_a_group_whose_letter_lost_the_blank_behind_it_is_numbered() -> None:
    row = ["1", "Rà soát", "Sở Nội vụ", "", "", "Quý I"]
    plan = parsed(grid(HEADER, ["B.PHÁT TRIỂN NHÂN LỰC", *[None] * 5], row, spans={(0, 0): (1, 6)}))
    assert [task.path for task in plan.tasks] == [["annex", "B", "1"]]
