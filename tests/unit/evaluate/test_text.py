"""Scores of text."""

from __future__ import annotations

import pytest

from planparse.evaluate.text import score_text


def test_equal_texts_have_no_errors() -> None:
    score = score_text("Kế hoạch số 12/KH-VP", "Kế hoạch số 12/KH-VP")
    assert (score.word_error_rate, score.character_error_rate, score.syllable_accuracy) == (0, 0, 1)


def test_styles_of_tone_quotes_and_dashes_count_as_one() -> None:
    assert score_text("“hòa giải” – 1", '"hoà giải" - 1').letter_errors == 0


def test_lines_are_compared_one_to_one_when_there_are_as_many() -> None:
    score = score_text("một hai\nba", "một\nhai ba")
    assert score.line_aligned
    assert score.word_errors == 2
    assert [found.line for found in score.differences] == [1, 2]


def test_other_line_breaks_are_compared_as_one_sequence() -> None:
    score = score_text("một hai\nba", "một hai ba")
    assert not score.line_aligned
    assert score.word_errors == 0


def test_illegible_lines_are_left_out_on_both_sides() -> None:
    assert score_text("một\n⟦?⟧ hai", "một\nbốn năm sáu").words == 1


def test_confusions_are_counted() -> None:
    score = score_text("văn văn phòng", "vin vin phòng")
    assert score.confusions().most_common(1) == [(("văn", "vin"), 2)]
    assert score.syllable_accuracy == pytest.approx(1 / 3)


def test_empty_gold_divides_by_nothing() -> None:
    assert score_text("", "thừa").word_error_rate == 1
