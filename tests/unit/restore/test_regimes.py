"""Wrecks and right text told apart."""

from __future__ import annotations

import pytest

from planparse.restore.regimes import Regime, lost_marks, tell_regimes


def test_right_text_is_light() -> None:
    assert tell_regimes(["Căn cứ Luật Tổ chức chính quyền địa phương"]) == [Regime.LIGHT]


def test_marks_gone_but_e_is_a_wreck() -> None:
    assert tell_regimes(["Can cir Luat Té chirc chinh quyén dia phuong"]) == [Regime.WRECKED]


def test_a_short_line_goes_with_its_text() -> None:
    wreck = ["Can cir Nghi quyét cua Hoi dong nhan dan tinh"] * 5
    right = ["Căn cứ Nghị quyết của Hội đồng nhân dân tỉnh"] * 5
    assert tell_regimes([*wreck, "Noi vu"])[-1] is Regime.WRECKED
    assert tell_regimes([*right, "Ban Dân vận trung ương; Hai Ba"])[-1] is Regime.LIGHT


def test_empty_lines_are_nobodys_neighbours() -> None:
    lines = ["Căn cứ Nghị quyết của tỉnh", *[""] * 5, "Kinh gui"]
    assert tell_regimes(lines) == [Regime.LIGHT] * 7
    assert tell_regimes(["định định dinh dinh", "", "", "cai"])[-1] is Regime.LIGHT


def test_a_wrecked_annex_in_a_right_text_is_seen() -> None:
    right = ["Căn cứ Nghị quyết của Hội đồng nhân dân tỉnh"] * 20
    wreck = ["Trién khai thuc hién nhiém vu cai cach hanh chinh nam nay"] * 5
    assert tell_regimes([*right, *wreck])[22] is Regime.WRECKED


@pytest.mark.parametrize(
    "line",
    [
        "Thuc hiên Quyét dinh só 7619/QD-BCA ngày 08 tháng 9 nám cúa Bô Công an",
        "Cän ct Nghi dinh sö 45/2017/ND-CP ngäy 21/4/2017 cüa Chinh phü quy dinh",
        "Cěn cí Nghi dinh só 45/2017/ND-CP cůa Chính phů guy dinh chi tiét",
    ],
    ids=["por", "deu", "ces"],
)
def test_marks_of_another_language_are_a_wreck_of_its_own(line: str) -> None:
    assert tell_regimes([line, "Kinh gui"]) == [Regime.FOREIGN] * 2


def test_all_wrecked_lines_of_a_text_are_of_one_kind() -> None:
    wreck = ["nhäm trién khai thuc hiên nhiêm vu"] * 5
    assert tell_regimes([*wreck, "Ban hanh van ban", *wreck])[5] is Regime.FOREIGN


def test_a_right_note_in_a_wreck_stays() -> None:
    wreck = ["Giam doc cac trung tam; trat tu an toan giao thong trong dip nghi he"] * 8
    regimes = tell_regimes([*wreck, "1. Phòng gửi văn bản đến các đơn vị", *wreck])
    assert [regime.wrecked for regime in regimes] == [*[True] * 8, False, *[True] * 8]


@pytest.mark.parametrize(
    "right",
    ["BAN THANH TRA NHÂN DÂN", "THE WORLD BANK GROUP", "UBND, HĐND, MTTQ, VKSND", "Cai cach hanh chinh"],
)
def test_few_bare_words_in_capitals_lost_nothing(right: str) -> None:
    assert not list(lost_marks(right))


def test_empty_lines_are_no_neighbours() -> None:
    lines = ["định định", "", "", "dinh dinh"]
    told = tell_regimes(lines)
    assert [told[0], told[3]] == tell_regimes([lines[0], lines[3]])
