"""Costs of misread letters."""

from __future__ import annotations

from math import log

import numpy as np
import pytest

from planparse.restore.channel import FAR, Prior, build_channel

LETTERS = "adđuủư"
PRIOR = Prior(same=0.3, unmarked=0.6)


def test_counted_confusions_are_cheaper_than_others() -> None:
    channel = build_channel([("ủ", "ii", 50), ("ủ", "u", 100)], PRIOR, LETTERS)
    row = channel.units["ủ"]
    assert channel.longer["ii"][row] == pytest.approx(-log(50 / (150 + PRIOR.weight)))
    assert channel.one[row, channel.alphabet["u"]] < channel.one[row, channel.alphabet["d"]]


def test_unseen_letters_lose_their_marks_cheaply() -> None:
    channel = build_channel([], PRIOR, LETTERS)
    row = channel.one[channel.units["đ"]]
    assert row[channel.alphabet["d"]] < row[channel.alphabet["đ"]] < row[channel.alphabet["a"]]


def test_tables_forbid_segments_past_the_end() -> None:
    tables = build_channel([], PRIOR, LETTERS).tables("du")
    assert tables.shape == (4, 12, 3)
    assert (tables[1, :, 2] == FAR).all()
    assert (tables[2, :, 1] == FAR).all()
    assert np.isfinite(tables[0]).all()


def test_both_cases_are_units() -> None:
    assert {"đ", "Đ"} <= set(build_channel([], PRIOR, LETTERS).units)


def test_a_letter_that_the_table_lacks_is_any_other_of_its_base() -> None:
    channel = build_channel([("ủ", "ù", 90), ("ủ", "u", 90), ("a", "a", 90)], PRIOR, ["ủ", "a"])
    strange, known = channel.tables("ů")[1, :, 0], channel.tables("ù")[1, :, 0]
    units = channel.units
    assert strange[units["ủ"]] < strange[units["a"]]
    assert known[units["ủ"]] < strange[units["ủ"]]
