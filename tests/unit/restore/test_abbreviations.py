"""Misread abbreviations."""

from __future__ import annotations

import pytest

from planparse.restore.abbreviations import OFTEN, mend_abbreviations
from planparse.restore.cells import ObservedLine


def mended(word: str, *usual: str, confidence: float = 0.8, times: int = OFTEN) -> str | None:
    """What `word` becomes after a text with the usual abbreviations."""
    lines = [ObservedLine(text, True, (0.97,)) for text in usual] * times
    found = mend_abbreviations([*lines, ObservedLine(word, True, (confidence,))], {"bhxh"}.__contains__)
    return found.get((len(lines), 0))


@pytest.mark.parametrize(
    ("word", "usual"), [("CGHC", "CCHC"), ("QPPIL.", "QPPL"), ("THC", "TTHC"), ("MTỌG;", "MTQG")]
)
def test_a_letter_off_what_stands_often(word: str, usual: str) -> None:
    assert mended(word, usual) == word.replace(word.rstrip(".;"), usual)


@pytest.mark.parametrize(
    ("word", "usual"),
    [("PGDĐT", "SGDĐT"), ("BHXH", "BHYH"), ("KH", "KHH"), ("HCQG", "HĐND"), ("TRAN", "TRANG")],
    ids=["other office", "known", "short", "two letters off", "words"],
)
def test_what_may_be_meant_stays(word: str, usual: str) -> None:
    assert mended(word, usual) is None


def test_it_must_stand_often_and_the_ocr_must_doubt() -> None:
    assert mended("CGHC", "CCHC", times=OFTEN - 1) is None
    assert mended("CGHC", "CCHC", confidence=0.97) is None


def test_the_commonest_is_meant() -> None:
    assert mended("TFHC", "TTHC", "TGHC", "TTHC") == "TTHC"
