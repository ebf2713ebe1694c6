"""Wrecks and right text told apart."""

from __future__ import annotations

from planparse.restore.regimes import Regime, tell_regimes


def test_right_text_is_light() -> None:
    assert tell_regimes(["Căn cứ Luật Tổ chức chính quyền địa phương"]) == [Regime.LIGHT]


def test_marks_gone_but_e_is_a_wreck() -> None:
    assert tell_regimes(["Can cir Luat Té chirc chinh quyén dia phuong"]) == [Regime.WRECKED]


def test_a_short_line_goes_with_its_text() -> None:
    wreck = ["Can cir Nghi quyét cua Hoi dong nhan dan tinh"] * 5
    right = ["Căn cứ Nghị quyết của Hội đồng nhân dân tỉnh"] * 5
    assert tell_regimes([*wreck, "Noi vu"])[-1] is Regime.WRECKED
    assert tell_regimes([*right, "Ban Dân vận trung ương; Hai Ba"])[-1] is Regime.LIGHT


def test_a_wrecked_annex_in_a_right_text_is_seen() -> None:
    right = ["Căn cứ Nghị quyết của Hội đồng nhân dân tỉnh"] * 20
    wreck = ["Trién khai thuc hién nhiém vu cai cach hanh chinh nam nay"] * 5
    assert tell_regimes([*right, *wreck])[22] is Regime.WRECKED
