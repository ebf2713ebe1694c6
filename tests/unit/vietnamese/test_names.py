"""Names of persons are invented."""

from __future__ import annotations

import random

import pytest

from planparse.resources import read_table
from planparse.vietnamese.names import is_family_name, mend_name, read_damaged_person, read_person
from planparse.vietnamese.syllable import is_syllable


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Nguyễn Thị Thí Dụ", "Nguyễn Thị Thí Dụ"),
        ("Thượng tá Trần Giả Định", "Trần Giả Định"),
        ("GS.TS. Lê Văn Mẫu", "Lê Văn Mẫu"),
        ("BSCKII Phạm Thử", "Phạm Thử"),
        ("PHẠM VĂN THỬ", "Phạm Văn Thử"),
        ("H'Mẫu Niê", "H'Mẫu Niê"),
        ("` Đỗ Thị Mẫu .", "Đỗ Thị Mẫu"),
    ],
)
def test_a_line_that_is_a_name(line: str, name: str) -> None:
    assert read_person(line) == name


@pytest.mark.parametrize(
    "line", ["Lưu: VT, NN", "PHÓ CHÁNH VĂN PHÒNG", "Các sở, ban, ngành", "Nguyễn", "CỘNG HÒA", "UBND Tỉnh"]
)
def test_a_line_that_is_none(line: str) -> None:
    assert read_person(line) is None


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("Trân Thị Hoa", "Trần Thị Hoa"),
        ("Nguyên Văn Mẫu", "Nguyễn Văn Mẫu"),
        ("Đô Thị Hương", "Đỗ Thị Hương"),
    ],
)
def test_a_name_that_cannot_be_becomes_the_one_that_can(read: str, right: str) -> None:
    mended = mend_name(read)
    assert (mended.text, mended.observed) == (right, read)


@pytest.mark.parametrize(
    "name", ["Trịnh Văn Thử", "Lê Thị Thí Dụ", "Phan Giả Định", "Hà Văn Hiên", "Võ Tuân"]
)
def test_a_rare_name_stays_as_it_was_read(name: str) -> None:
    mended = mend_name(name)
    assert (mended.text, mended.observed) == (name, None)
    assert mended.confidence > 0.9


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Ehạm Hữu Thử", "Phạm Hữu Thử"),
        ("'guyÊÑ Minh Mẫu", "Nguyễn Minh Mẫu"),
        ("Trí Thị Mẫu", None),
        ("PHÓ HIỆU TRƯỞNG", None),
        ("“ŸFa Mẫu", None),
    ],
)
def test_a_damaged_family_name_is_the_nearest_there_is(line: str, name: str | None) -> None:
    assert read_damaged_person(line) == name


def test_doubtful_words_cost_confidence() -> None:
    assert mend_name("Ngô Văn Hiên", doubtful=["Hiên"]).confidence < mend_name("Ngô Văn Hiên").confidence


def test_the_same_name_elsewhere_is_evidence() -> None:
    assert mend_name("Ngô Văn Hiên", ["Hiên"], ["Ngô Văn Hiền"]).text == "Ngô Văn Hiền"
    assert mend_name("Ngô Văn Hiên", ["Hiên"], ["Lý Thị Hiền"]).text == "Ngô Văn Hiên"


def test_right_names_are_never_changed() -> None:
    """Names drawn from the syllables that can stand in each place, rare ones as often as common ones."""
    rows = [row for row in read_table("person_names.tsv") if is_syllable(row["syllable"])]
    places = [
        [row["syllable"] for row in rows if row[place] != "0"] for place in ("family", "middle", "given")
    ]
    draw = random.Random(7)  # noqa: S311 - a sample, not a key
    names = [" ".join(draw.choice(place) for place in places) for _ in range(2000)]
    changed = [name for name in names if mend_name(name).text != name]
    assert len(changed) <= 0.005 * len(names), changed


def test_family_names_are_syllables_of_one_large_letter() -> None:
    assert is_family_name("Trần")
    assert not is_family_name("trần")
