"""Lines to the tree of numbered headings and items."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planparse.model.page import BoundingBox
from planparse.parse.layout import TextLine
from planparse.parse.outline import read_outline

if TYPE_CHECKING:
    from planparse.parse.nodes import Outline


def outline(*texts: str) -> Outline:
    return read_outline([TextLine(text, 1, number) for number, text in enumerate(texts)])


def tree(*texts: str) -> list[tuple[str, str]]:
    return [(node.marker.text, node.title.text) for node in outline(*texts).walk()]


def test_decimal_numbers_hang_below_the_number_that_they_name() -> None:
    root = outline(
        "II. NHIỆM VỤ", "6. Chính quyền số", "6.1. Mục tiêu", "6.2. Nhiệm vụ", "a) Hạ tầng", "7. Chỉ đạo"
    )
    (chapter,) = root.roots
    assert [node.marker.text for node in chapter.children] == ["6", "7"]
    assert [node.marker.text for node in chapter.children[0].children] == ["6.1", "6.2"]
    assert chapter.children[0].children[1].children[0].marker.text == "a"


def test_a_year_at_the_start_of_a_broken_line_is_text() -> None:
    assert tree(
        "I. MỤC TIÊU", "1. Phấn đấu đến năm", "2025 đạt 100%; giai đoạn 2021", "- 2025 giữ vững."
    ) == [
        ("I", "MỤC TIÊU"),
        ("1", "Phấn đấu đến năm 2025 đạt 100%; giai đoạn 2021 - 2025 giữ vững."),
    ]


def test_a_pair_of_words_that_the_paper_broke_at_its_dash_is_text() -> None:
    full = "1. Các bộ, ngành, Mặt trận Tổ quốc Việt Nam và các tổ chức chính trị"
    (chapter,) = outline("I. NHIỆM VỤ", full, "- xã hội tập trung tuyên truyền.", "- Vận động.").roots
    assert [text.text for text in chapter.children[0].paragraphs] == [
        f"{full[3:]} - xã hội tập trung tuyên truyền.",
        "Vận động.",
    ]


def test_a_dash_behind_a_line_that_its_writer_ended_opens_a_bullet_in_lower_case_too() -> None:
    (chapter,) = outline(
        "I. NHIỆM VỤ",
        "1. Rà soát văn bản, tham mưu ban hành văn bản thay thế trong năm 2026.",
        "2. Tuyên truyền",
        "- xã hội hóa việc tập huấn.",
    ).roots
    assert [text.text for text in chapter.children[1].paragraphs] == [
        "Tuyên truyền",
        "xã hội hóa việc tập huấn.",
    ]


def test_the_order_of_the_list_mends_what_ocr_broke() -> None:
    found = outline(
        "I. A", "1. B", "a) Một.", "b) Hai.", "c) Ba.", "d) Bốn.", "d) Năm.", "e) Sáu.", "9) Bảy."
    )
    items = found.roots[0].children[0].children
    assert [node.marker.text for node in items] == ["a", "b", "c", "d", "đ", "e", "g"]
    assert [node.in_order for node in items] == [True, True, True, True, False, True, False]


def test_a_lost_letter_is_the_next_of_its_list() -> None:
    assert [number for number, _ in tree("I. A", "1. B", "i) Một.", "k) Hai.", ") Ba.")][-1] == "l"


def test_a_letter_that_the_office_left_out_is_flagged_and_kept() -> None:
    items = outline("I. A", "1. B", "a) Một.", "b) Hai.", "d) Ba.").roots[0].children[0].children
    assert [(node.marker.text, node.in_order) for node in items] == [("a", True), ("b", True), ("d", False)]


def test_what_restoration_made_of_a_marker_does_not_hide_what_was_read() -> None:
    lines = [
        TextLine("I. A", 1, 0),
        TextLine("a) Một.", 1, 1),
        TextLine("b) Hai.", 1, 2),
        TextLine("A) Ba.", 1, 3, observed="¢)"),
    ]
    assert [node.marker.text for node in read_outline(lines).walk()] == ["I", "a", "b", "c"]


def test_a_marker_without_a_letter_is_what_restoration_made_of_it_and_flagged() -> None:
    lines = [
        TextLine("I. A", 1, 0),
        *(TextLine(f"{letter}) Một.", 1, 1) for letter in "abcdđeg"),
        TextLine("i) Hai.", 1, 3, observed="¡)"),
    ]
    last = list(read_outline(lines).walk())[-1]
    assert last.marker is not None
    assert (last.marker.text, last.in_order) == ("i", False)


def test_a_heading_that_its_first_item_was_glued_to_is_cut() -> None:
    assert tree(
        "III. PHÂN CÔNG 1.", "Sở Nội vụ", "2. Sở Tài chính a) Bố trí kinh phí.", "b) Quyết toán."
    ) == [
        ("III", "PHÂN CÔNG"),
        ("1", "Sở Nội vụ"),
        ("2", "Sở Tài chính"),
        ("a", "Bố trí kinh phí."),
        ("b", "Quyết toán."),
    ]


def test_a_heading_is_parted_from_the_paragraph_below_it() -> None:
    node = outline("3. Về cải cách tổ chức bộ máy", "Sửa đổi, bổ sung Đề án vị trí việc làm.").roots[0]
    assert (node.title.text, [paragraph.text for paragraph in node.body]) == (
        "Về cải cách tổ chức bộ máy",
        ["Sửa đổi, bổ sung Đề án vị trí việc làm."],
    )


def test_every_line_is_kept_once() -> None:
    texts = ["Căn cứ Luật", "I. A", "1. B", "- c", "dòng tiếp", "II. D", "chữ"]
    found = outline(*texts)
    kept = [line.number for paragraph in found.preamble for line in paragraph.lines]
    kept += [
        line.number for node in found.walk() for paragraph in node.paragraphs for line in paragraph.lines
    ]
    assert sorted(kept) == list(range(len(texts)))


def test_a_sentence_that_is_set_flush_goes_on_with_its_item() -> None:
    texts = [("1. Tổ chức thực hiện", 120), ("- Giao Phòng Văn xã báo cáo Ủy ban", 120)]
    texts += [("nhân dân tỉnh theo quy định.", 84), ("Thời gian xong trước 01/12/2018.", 84)]
    texts += [("Trên đây là Kế hoạch của Văn phòng.", 120)]
    lines = [
        TextLine(text, 1, n, BoundingBox(left, 100 + 16 * n, 530, 113 + 16 * n))
        for n, (text, left) in enumerate(texts)
    ]
    (item,) = read_outline(lines).roots
    assert [paragraph.text for paragraph in item.body] == [
        "Giao Phòng Văn xã báo cáo Ủy ban nhân dân tỉnh theo quy định. Thời gian xong trước 01/12/2018.",
        "Trên đây là Kế hoạch của Văn phòng.",
    ]


def test_a_heading_of_the_time_to_come_is_whole() -> None:
    texts = ["II. Nhiệm vụ trong thời gian đến", "Để đẩy nhanh tiến độ giải ngân vốn đầu tư công, các sở:"]
    outline = read_outline([TextLine(text, 1, place) for place, text in enumerate(texts)])
    assert outline.roots[0].title.text == "Nhiệm vụ trong thời gian đến"


def test_a_quarter_that_a_line_broke_goes_on_with_its_sentence() -> None:
    texts = ["1. Tổ chức đại hội các chi đoàn, xong trong quý", "III/2026.", "2. Sơ kết."]
    outline = read_outline([TextLine(text, 1, place) for place, text in enumerate(texts)])
    assert outline.roots[0].title.text.endswith("xong trong quý III/2026.")
