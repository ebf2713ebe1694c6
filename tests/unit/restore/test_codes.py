"""Codes of documents."""

from __future__ import annotations

import pytest

from planparse.restore.candidates import Trie
from planparse.restore.channel import Prior, build_channel
from planparse.restore.codes import CodeMender, TypeMender

PARTS = {
    "QĐ": (900, 0),
    "NĐ": (900, 0),
    "NQ": (300, 0),
    "KH": (50, 0),
    "UBND": (5, 900),
    "HĐND": (0, 300),
    "CP": (0, 900),
    "TTg": (0, 300),
}


@pytest.fixture(scope="module")
def mender() -> CodeMender:
    letters = Trie.of((part, number) for number, part in enumerate(PARTS)).letters
    counts = [("Đ", "D", 60), ("Đ", "P", 20), ("Đ", "B", 20), ("Đ", "Db", 5)]
    return CodeMender(PARTS, build_channel(counts, Prior(same=0.3, unmarked=0.6), letters))


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("1782/QB-UBND", "1782/QĐ-UBND"),
        ("93/NQ-HPND", "93/NQ-HĐND"),
        ("45/2020/ND—CP", "45/2020/NĐ-CP"),
        ("45/QDb-VP", "45/QĐ-VP"),
        ("12/KH-SXYZ", "12/KH-SXYZ"),
        ("159/KH-ƯBND", "159/KH-UBND"),
        ("57-NĐ/TTg", "57-NĐ/TTg"),
    ],
)
def test_letters_are_mended_and_digits_stay(mender: CodeMender, seen: str, meant: str) -> None:
    assert mender.readings(seen)[0][0] == meant


@pytest.mark.parametrize("core", ["2021", "21/12/2022", "tỉnh", "30/11"])
def test_other_cores_are_no_codes(mender: CodeMender, core: str) -> None:
    assert mender.readings(core) == []


def test_every_reading_keeps_the_digits(mender: CodeMender) -> None:
    for text, _ in mender.readings("107/2021/NB-CP"):
        assert text.startswith("107/2021/")


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("$6: 144/KH-UBND", "Số:"),
        ("6: /QĐ-UBND", "Số:"),
        ("Sé: 23 /BC-UBND", "Số:"),
        ("S6:04 /CT-UBND", "Số:04"),
        ("$6:12/KH-UBND", "Số:12/KH-UBND"),
        ("86:44 /CT-UBND", "Số:44"),
        ("$6:.157/KH-UBND", "Số:.157/KH-UBND"),
        ("86:44", None),
        ("s6:", None),
        ("86: 44 giờ", None),
        ("số: 12/KH-VP", None),
        ("6: 144 hộ nghèo", None),
    ],
)
def test_the_word_before_the_number_of_a_letterhead(line: str, first: str | None) -> None:
    assert TypeMender({}, set()).mend([line.split()]).get((0, 0)) == first


def test_the_rest_of_a_number_that_stands_apart_is_no_words() -> None:
    mender = TypeMender({}, {"BC", "QĐ"}, {"UBND", "VP"})
    lines = [["số", "23", "/BC-UBND"], ["/QD-UBND", "/BC-XYZ", "và/hoặc", "/BC", "/"]]
    assert mender.mend(lines) == {(0, 2): "/BC-UBND"}


def test_a_type_without_its_bar_is_a_letter_off_at_most() -> None:
    mender = TypeMender({"quyết định": "QĐ"}, {"QĐ"})
    assert mender.mend([["Quyết", "định", "số", "133/OD-TTg"]]) == {(0, 3): "133/QĐ-TTg"}
    assert mender.mend([["Quyết", "định", "số", "133/CP-TTg"]]) == {}


def test_a_type_is_named_on_the_line_before() -> None:
    lines = [["theo", "Chỉ", "thị"], ["số", "17/GT-UBND", "và", "số", "17/GT-UBND"], [], ["số", "17/GT-UBND"]]
    assert TypeMender({"chỉ thị": "CT"}, {"CT"}).mend(lines) == {(1, 1): "17/CT-UBND"}
