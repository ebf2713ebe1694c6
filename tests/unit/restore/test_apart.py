"""Words that ran together."""

from __future__ import annotations

import pytest

from planparse.restore.apart import Parting

PARTING = Parting(frozenset({("tế", "xã"), ("các", "bon")}), lambda left, _: 99.0 if left == "xyz" else 1.0)


def parted(token: str) -> str | None:
    return PARTING.part([[token]]).get((0, 0))


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("sáng.tạo", "sáng tạo"),
        ("địa'phương,", "địa phương,"),
        ("năm'2023", "năm 2023"),
        ("26tháng", "26 tháng"),
        ("(năm2023)", "(năm 2023)"),
        ("số010/CĐ-UBND,", "số 010/CĐ-UBND,"),
        ("phòng,ban", "phòng, ban"),
        ("cán-bộ,", "cán bộ,"),
        ("tại-Văn", "tại Văn"),
        ("MỤC-ĐÍCH,", "MỤC ĐÍCH,"),
        ("I.MỤC", "I. MỤC"),
        ("I.MỤC-ĐÍCH,", "I. MỤC ĐÍCH,"),
    ],
)
def test_a_speck_for_a_space_becomes_one(seen: str, meant: str) -> None:
    assert parted(seen) == meant


@pytest.mark.parametrize(
    "token",
    [
        "quangngai.gov.vn",
        "TP.Hồ",
        "a.b",
        "2.500",
        "NĐ-CP",
        "tế-xã",
        "các-bon",
        "Việt-Lào",
        "năm.Các",
        "e-mail",
    ],
)
def test_other_signs_inside_tokens_stay(token: str) -> None:
    assert parted(token) is None


def test_an_unlikely_pair_keeps_its_hyphen() -> None:
    parting = Parting(frozenset(), lambda *_: 99.0)
    assert parting.part([["bô-xít"]]) == {}


@pytest.mark.parametrize(
    ("seen", "meant"), [("trat,to", "trat, to"), ("ngay,94", "ngay, 94"), ("(dân;NK)", "(dân; NK)")]
)
def test_a_comma_in_a_wrecked_line_parts_what_no_longer_are_syllables(seen: str, meant: str) -> None:
    assert PARTING.part([[seen]], wrecked={0}) == {(0, 0): meant}
    assert PARTING.part([["a", "b"], [seen]], wrecked={0}).get((1, 0)) is None


@pytest.mark.parametrize("token", ["a,b", "2,5", "trat,", "t,to", "gov.vn"])
def test_other_commas_of_wrecked_lines_stay(token: str) -> None:
    assert PARTING.part([[token]], wrecked={0}) == {}
