"""What holds for any text that is restored."""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planparse.ingest.text import text_pages
from planparse.model.page import Block, Line, Page, Word
from planparse.resources import read_table
from planparse.restore.hash_table import HashTable
from planparse.restore.restorer import Restorer
from planparse.settings import Settings
from planparse.vietnamese.unicode import strip_marks

if TYPE_CHECKING:
    from types import FrameType

    import numpy as np
    from numpy.typing import NDArray

FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SYLLABLES = [row["syllable"] for row in read_table("syllables.tsv")[:1500]]
NUMBER = re.compile(r"\d+")


@lru_cache(maxsize=1)
def restorer() -> Restorer:
    return Restorer.load(Settings())


@st.composite
def wrecked_words(draw: st.DrawFn) -> str:
    """A syllable as some OCR or typist might give it."""
    word = draw(st.sampled_from(SYLLABLES))
    word = draw(st.sampled_from([word, strip_marks(word), word.upper(), word.title()]))
    return word + draw(st.sampled_from(["", "", "", ",", ".", ";", ":", "&", "¢", "|"]))


SENTENCES = (
    "Căn cứ Nghị quyết số 76/NQ-CP ngày 15 tháng 7 năm 2021 của Chính phủ;",
    "1. Đơn vị chủ trì: Phòng Hành chính - Quản trị, các đơn vị trực thuộc phối hợp.",
    "a) Xây dựng kế hoạch kiểm tra công tác cải cách hành chính của Văn phòng",
    "Thời gian hoàn thành: Quý II/2023, trình Ủy ban nhân dân tỉnh xem xét",
    "II. NỘI DUNG, MỤC TIÊU, NHIỆM VỤ CỤ THỂ",
    "đổi mới sáng tạo và chuyển đổi số trong hoạt động của cơ quan nhà nước",
)
SHAPES = {"ủ": "ii", "ữ": "i", "ề": "é", "ộ": "6", "ạ": "g", "đ": "d", "l": "1", "c": "¢", "à": "ä", " ": ""}


@st.composite
def wrecked_sentences(draw: st.DrawFn) -> str:
    """A sentence as an OCR that does not know the language might read it."""
    sentence = draw(st.sampled_from(SENTENCES))
    hits = draw(st.lists(st.integers(0, 12), min_size=len(sentence), max_size=len(sentence)))
    return "".join(
        SHAPES.get(letter, letter) if hit == 0 else letter if hit == 1 else strip_marks(letter)
        for letter, hit in zip(sentence, hits, strict=True)
    )


CODES = st.from_regex(r"[1-9]\d{0,3}/(20[12]\d/)?(QD|QĐ|ND|NB|KH|NQ)-(UBND|HPND|CP|TTg)", fullmatch=True)
DATES = st.from_regex(r"([12]\d|0[1-9])/(0[1-9]|1[0-2])/20[12]\d", fullmatch=True)
MARKERS = st.sampled_from(["a)", "b)", "d)", "đ)", "9)", "-", "+", "I.", "I1.", "1.", "Quy 111/2023", "|"])
LINES = st.lists(st.one_of(wrecked_words(), wrecked_words(), CODES, DATES, MARKERS), max_size=12).map(
    " ".join
)
TEXTS = st.lists(LINES, max_size=8).map("\n".join)
WRECKS = st.lists(wrecked_sentences(), min_size=1, max_size=10).map("\n".join)


@FEW
@given(st.one_of(TEXTS, st.text(max_size=300)))
def test_lines_stay_as_many_and_come_out_composed(text: str) -> None:
    restored = restorer().restore_text(text)
    assert len(restored.lines) == text.count("\n") + 1
    assert unicodedata.is_normalized("NFC", restored.text)
    for line in restored.lines:
        assert "\n" not in line.text
        assert all(0 <= token.confidence <= 1 for token in line.tokens)
        assert " ".join(line.text.split()) == " ".join(token.text for token in line.tokens)
        assert "".join(line.observed.split()) == "".join("".join(t.observed for t in line.tokens).split())


@FEW
@given(st.one_of(TEXTS, WRECKS))
def test_its_own_output_stays(text: str) -> None:
    once = restorer().restore_text(text).text
    assert restorer().restore_text(once).text == once


@FEW
@given(TEXTS)
def test_pages_of_a_text_are_restored_as_the_text_is(text: str) -> None:
    pages = restorer().restore_pages(text_pages(text))
    told = [" ".join(line.text.split()) for line in restorer().restore_text(text).lines]
    assert [line.text for page in pages for line in page.lines()] == [line for line in told if line]


@FEW
@given(st.lists(CODES, min_size=1, max_size=6))
def test_digits_of_document_numbers_stay(codes: list[str]) -> None:
    text = "Can cir Quyét dinh sé " + " va Nghi dinh sb ".join(codes)
    assert NUMBER.findall(restorer().restore_text(text).text) == NUMBER.findall(text)


@FEW
@given(st.lists(st.tuples(st.text(max_size=12), st.floats(0, 1)), max_size=15))
def test_any_words_of_any_page_come_back(words: list[tuple[str, float]]) -> None:
    line = Line(tuple(Word(text, confidence=sure) for text, sure in words))
    page = Page(1, 595, 842, (Block((line,)),), origin="ocr")
    got = restorer().restore_pages([page])[0]
    assert len(tuple(got.lines())) == 1
    assert all(word.text for word in next(got.lines()).words)


def looked_up(text: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """Words looked up in the language model for restoring a text."""
    keys_asked = 0
    find = HashTable.find

    def counted(table: HashTable, keys: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        nonlocal keys_asked
        keys_asked += keys.size
        return find(table, keys)

    with monkeypatch.context() as patched:
        patched.setattr(HashTable, "find", counted)
        restorer().restore_text(text)
    return keys_asked


def calls(text: str) -> int:
    """Calls of functions, Python's and C's, for restoring a text."""
    called = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal called
        called += event.endswith("call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        restorer().restore_text(text)
    finally:
        sys.setprofile(before)
    return called


@pytest.mark.parametrize(
    "piece",
    ["a", "a ", "Pon vi ", "chi,", "12/", "\u0301", "¢|& ", "trienkhaithuchien", "ủ", "ngày 1 1 tháng "],
)
def test_a_line_of_a_hundred_thousand_letters_takes_ten_times_a_tenth_of_it(
    piece: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Work, not seconds: what a pattern does inside itself is not seen, `make bench-restore` times that.
    restorer().restore_text(piece * 20)
    assert calls((piece * 20_000)[:20_000]) < 20 * calls((piece * 2_000)[:2_000])
    short, long = (looked_up((piece * size)[:size], monkeypatch) for size in (10_000, 100_000))
    assert 0 < long < 20 * short
