"""Lists of organisations, split as the contract says."""

from __future__ import annotations

import pytest

from planparse.parse.units import load_directory, split_units

LISTS = [
    ("Phòng Nội chính.", ["Phòng Nội chính"]),
    (
        "Trung tâm Phục vụ - Kiểm soát thủ tục hành chính, Phòng Hành chính - Quản trị.",
        ["Trung tâm Phục vụ - Kiểm soát thủ tục hành chính", "Phòng Hành chính - Quản trị"],
    ),
    ("các phòng, ban, đơn vị trực thuộc.", ["các phòng, ban, đơn vị trực thuộc"]),
    ("các sở, ban, ngành", ["các sở, ban, ngành"]),
    ("UBND các xã, phường", ["UBND các xã, phường"]),
    ("các cơ quan, tổ chức, cá nhân có liên quan", ["các cơ quan, tổ chức, cá nhân có liên quan"]),
    (
        "Phòng Hành chính - Tổng hợp và các phòng, đơn vị liên quan",
        ["Phòng Hành chính - Tổng hợp", "các phòng, đơn vị liên quan"],
    ),
    (
        "Sở GDĐT, UBND các quận, huyện và Đại học Đà Nẵng",
        ["Sở GDĐT", "UBND các quận, huyện", "Đại học Đà Nẵng"],
    ),
    ("Sở Văn hóa, Thể thao và Du lịch", ["Sở Văn hóa, Thể thao và Du lịch"]),
    (
        "Sở Y tế, Sở Văn hóa, Thể thao và Du lịch, Công an tỉnh",
        ["Sở Y tế", "Sở Văn hóa, Thể thao và Du lịch", "Công an tỉnh"],
    ),
    ("Sở Nội vụ và đơn vị liên quan", ["Sở Nội vụ", "đơn vị liên quan"]),
    ("các sở, ban, ngành; UBND các xã, phường", ["các sở, ban, ngành", "UBND các xã, phường"]),
    ("Sở Giáo dục và Đào tạo, Sở Nội vụ", ["Sở Giáo dục và Đào tạo", "Sở Nội vụ"]),
    ("Phòng Tổng hợp Văn xã (Đồng chí Tú)", ["Phòng Tổng hợp Văn xã"]),
    ("Sở, ban, ngành tỉnh; Công an tỉnh", ["Sở, ban, ngành tỉnh", "Công an tỉnh"]),
    ("Văn phòng HĐND và UBND huyện", ["Văn phòng HĐND và UBND huyện"]),
    ("Các Sở: Nội vụ, Tài chính", ["Sở Nội vụ", "Sở Tài chính"]),
    (
        "Ban Quản lý Khu kinh tế A và các Khu công nghiệp B, các xã",
        ["Ban Quản lý Khu kinh tế A và các Khu công nghiệp B", "các xã"],
    ),
    ("Ban Giám hiệu, giáo viên chủ nhiệm", ["Ban Giám hiệu", "giáo viên chủ nhiệm"]),
    ("", []),
]


@pytest.mark.parametrize(("text", "names"), LISTS)
def test_split(text: str, names: list[str]) -> None:
    assert [unit.name for unit in split_units(text, load_directory())] == names


@pytest.mark.parametrize(
    ("name", "unit_id"),
    [
        ("Sở KHCN", "so-khoa-hoc-va-cong-nghe"),
        ("VPUB", "van-phong-ubnd-tinh"),
        ("TTHCC", "trung-tam-phuc-vu-hanh-chinh-cong"),
        ("Sở Nội vụ tỉnh Quảng Ngãi", "so-noi-vu"),
        ("UBND tỉnh Quảng Ngãi", "uy-ban-nhan-dan-tinh"),
        ("UBND thành phố Đà Nẵng", "uy-ban-nhan-dan-tinh"),
        ("UBND thành phố Quảng Ngãi", "ubnd-cap-huyen"),
        ("UBND huyện Trúc Khê", "ubnd-cap-huyen"),
        ("Ủy ban nhân dân xã Hòa Mộc", "ubnd-cap-xa"),
        ("Trung tâm Phục vụ hành chính công phường", "trung-tam-phuc-vu-hanh-chinh-cong-xa"),
        ("Phòng Nội vụ huyện Trúc Khê", "phong-noi-vu"),
        ("Đoàn Thanh niên phường", "doan-thanh-nien-cong-san-ho-chi-minh"),
        ("Công an huyện Trúc Khê", None),
        ("HĐND xã Hòa Mộc", None),
        ("các phòng, ban, đơn vị còn lại", None),
    ],
)
def test_known_units(name: str, unit_id: str | None) -> None:
    assert load_directory().find(name) == unit_id


def test_an_abbreviation_of_the_document_is_resolved() -> None:
    units = split_units("TTPV", load_directory(), {"ttpv": "Trung tâm Phục vụ hành chính công"})
    assert [(unit.name, unit.unit_id) for unit in units] == [("TTPV", "trung-tam-phuc-vu-hanh-chinh-cong")]
