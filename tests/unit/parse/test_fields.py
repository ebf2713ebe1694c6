"""Paragraphs of one item to its description and its fields."""

from __future__ import annotations

import pytest

from planparse.parse.assignments import split_roles
from planparse.parse.fields import FieldSet, read_field_sets
from planparse.parse.labels import Field, load_labels
from planparse.parse.markers import Style
from planparse.parse.nodes import Paragraph


def sets(*texts: str) -> list[FieldSet]:
    bullets = {"-": Style.DASH, "+": Style.PLUS}
    paragraphs = [Paragraph(text.lstrip("-+ "), (), bullets.get(text[:1])) for text in texts]
    return read_field_sets(paragraphs, load_labels())


def test_products_have_one_entry_for_each_sub_bullet() -> None:
    (found,) = sets("Rà soát.", "- Sản phẩm:", "+ Kế hoạch.", "+ Báo cáo.", "- Thời gian: Quý I.")
    assert found.values[Field.PRODUCT] == ("Kế hoạch.", "Báo cáo.")
    assert found.values[Field.TIME] == ("Quý I.",)


def test_units_on_bullets_below_their_label_belong_to_it() -> None:
    (found,) = sets("Rà soát.", "- Đơn vị chủ trì:", "+ Sở Nội vụ.", "+ Sở Tư pháp.")
    assert found.values[Field.LEAD] == ("Sở Nội vụ.", "Sở Tư pháp.")


def test_activities_with_fields_of_their_own_are_apart() -> None:
    found = sets(
        "- Số hóa hồ sơ", "+ Chủ trì: Phòng A", "+ Thời gian: Quý I", "- Tập huấn", "+ Chủ trì: Phòng B"
    )
    assert [(one.description, one.values[Field.LEAD]) for one in found] == [
        (("Số hóa hồ sơ",), ("Phòng A",)),
        (("Tập huấn",), ("Phòng B",)),
    ]


def test_a_bullet_behind_a_closed_field_is_a_new_activity() -> None:
    found = sets("- Mở chuyên mục.", "Đơn vị chủ trì: Báo A.", "- Phát sóng.", "Đơn vị chủ trì: Đài B.")
    assert [one.description for one in found] == [("Mở chuyên mục.",), ("Phát sóng.",)]


def test_fields_in_brackets_behind_the_text() -> None:
    (found,) = sets("Rà soát văn bản (Đơn vị chủ trì: Phòng A; thời gian thực hiện: Quý I/2025).")
    assert found.description == ("Rà soát văn bản",)
    assert (found.values[Field.LEAD], found.values[Field.TIME]) == (("Phòng A",), ("Quý I/2025",))


def test_a_colon_in_a_sentence_opens_no_field() -> None:
    (found,) = sets("Ban hành các Kế hoạch: Theo dõi thi hành pháp luật; rà soát văn bản.")
    assert found.values == {}


def test_labels_are_known_with_a_slip_and_in_new_wording() -> None:
    labels = load_labels()
    assert labels.field_of("Sản phầm") is Field.PRODUCT
    assert labels.field_of("Thời gian thực hiện và hoàn thành") is Field.TIME
    assert labels.field_of("Cơ quan, đơn vị được giao chủ trì") is Field.LEAD
    assert labels.field_of("Mục tiêu đến năm 2030 của tỉnh là") is None


def test_roles_inside_one_field() -> None:
    assert split_roles("Phòng A chủ trì; Phòng B, Phòng C phối hợp.").partners == "Phòng B, Phòng C"
    found = split_roles("Sở Nội vụ (chủ trì), Sở Tài chính (phối hợp)")
    assert (found.leads, found.partners) == ("Sở Nội vụ", "Sở Tài chính")


def test_where_and_how_many_are_told_apart_from_what() -> None:
    found = sets("Thành lập tổ truyền thông", "Địa bàn: Các thôn.", "Thời gian: Quý I/2026", "Quy mô: 12 tổ")
    assert [one.description for one in found] == [("Thành lập tổ truyền thông",)]


def test_units_that_a_label_is_called_by_are_no_label() -> None:
    assert load_labels().at_start("Các chủ đầu tư: Lập tiến độ giải ngân.") is None


@pytest.mark.parametrize("sign", [":", ";"])
def test_a_comma_that_was_read_as_a_colon_makes_no_units_of_an_order(sign: str) -> None:
    text = f"Chủ trì{sign} phối hợp với các phòng rà soát văn bản."
    (only,) = read_field_sets([Paragraph(text, ())], load_labels())
    assert only.description == (text,)
    assert not only.values


def test_names_of_units_may_begin_with_a_small_verb() -> None:
    (only,) = read_field_sets([Paragraph("Chủ trì: thanh tra sở.", ())], load_labels())
    assert only.values == {Field.LEAD: ("thanh tra sở.",)}
