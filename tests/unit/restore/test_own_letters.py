"""A document's own confusions."""

from __future__ import annotations

import numpy as np

from planparse.restore.arcs import Arc
from planparse.restore.channel import Prior, build_channel
from planparse.restore.lattice import Standing
from planparse.restore.own_letters import OwnLetters

CHANNEL = build_channel(
    [("ể", "ể", 200), ("ổ", "ổ", 200)], Prior(same=0.98, unmarked=0.004), "ếểốổcđhkmtuiyn"
)


def gains(*words: tuple[str, str, bool]) -> np.ndarray | None:
    """What is learned from (observed, clean, sure), the clean word being the second arc of each."""
    arcs = [(Arc(0, observed, 0.0), Arc(1, clean, 5.0)) for observed, clean, _ in words]
    letters = OwnLetters(arcs, [Standing(observed) for observed, _, _ in words], CHANNEL)
    sure = np.asarray([sure for _, _, sure in words])
    return letters.discounts(np.ones(len(words), dtype=np.int64), sure, (len(words), 3))


def test_a_confusion_of_two_words_is_likelier_in_a_third() -> None:
    learned = gains(("chuyến", "chuyển", True), ("kiếm", "kiểm", True), ("hiếu", "hiểu", False))
    assert learned is not None
    assert learned[2, 0] == 0
    assert learned[2, 1] > 1
    assert learned[2, 2] == 0


def test_one_word_teaches_nothing_however_often_it_stands() -> None:
    assert gains(("chuyến", "chuyển", True), ("chuyến", "chuyển", True), ("kiếm", "kiểm", False)) is None


def test_lines_that_are_wrecked_are_left_out() -> None:
    arcs = [(Arc(0, "to", 0.0),)]
    letters = OwnLetters(arcs, [None], CHANNEL)
    assert letters.discounts(np.zeros(1, dtype=np.int64), np.ones(1, dtype=bool), (1, 1)) is None
