"""Spaces that are none."""

from __future__ import annotations

import pytest

from planparse.restore.joins import joined_date
from planparse.restore.restorer import Restorer
from planparse.settings import Settings


@pytest.fixture(scope="module")
def restorer() -> Restorer:
    return Restorer.load(Settings())


@pytest.mark.parametrize(
    ("before", "left", "right", "after", "whole"),
    [
        ("ngày", "08/1", "1/2016", "của", "08/11/2016"),
        ("ngày", "08/11/20", "16", "", "08/11/2016"),
        ("Ngày", "08.1", "1.2016", "", "08.11.2016"),
        ("ngay", "1", "5", "thang", "15"),
        ("tháng", "1", "2", "năm", "12"),
    ],
)
def test_a_date_that_broke_is_joined(before: str, left: str, right: str, after: str, whole: str) -> None:
    assert joined_date(before, left, right, after) == whole


@pytest.mark.parametrize(
    ("before", "left", "right", "after"),
    [
        ("ngày", "2", "1/6/2020", ""),
        ("ngày", "1/2020", "2", "tháng"),
        ("ngày", "3", "5", "tháng"),
        ("ngày", "38/1", "1/2016", ""),
        ("ngày", "08/1", "3/2016", ""),
        ("ngày", "08/1", "1.2016", ""),
        ("số", "08/1", "1/2016", ""),
        ("tháng", "1", "3", "năm"),
        ("tháng", "1", "2", "và"),
        ("", "1", "2", ""),
    ],
)
def test_what_no_word_beside_proves_stays_two(before: str, left: str, right: str, after: str) -> None:
    assert joined_date(before, left, right, after) is None


def test_a_broken_date_is_one_token_of_both(restorer: Restorer) -> None:
    line = restorer.restore_text("Nghị quyết ngày 08/1 1/2016, ngày 1 1 tháng 1 0 năm 2016").lines[0]
    assert line.text == "Nghị quyết ngày 08/11/2016, ngày 11 tháng 10 năm 2016"
    assert [token.observed for token in line.tokens if token.changed] == ["08/1 1/2016,", "1 1", "1 0"]


def test_numbers_over_a_comma_or_a_line_stay_two(restorer: Restorer) -> None:
    text = "các tháng 1, 2 năm 2022; ngày 08/1\n1/2016"
    assert restorer.restore_text(text).text == text
