"""Costs of misread letters."""

from __future__ import annotations

from dataclasses import replace
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


def test_what_nothing_foresaw_stays_possible() -> None:
    counts = [("ủ", "u", 100_000.0)]
    strict = build_channel(counts, PRIOR, LETTERS)
    lenient = build_channel(counts, replace(PRIOR, unforeseen=0.2), LETTERS)
    row, letter = strict.units["ủ"], strict.alphabet["d"]
    assert lenient.one[row, letter] == pytest.approx(-log(0.2 * PRIOR.other), abs=0.01)
    assert lenient.one[row, letter] < strict.one[row, letter] - 4
    assert lenient.lost[row] == pytest.approx(-log(0.2 * PRIOR.lost), abs=0.01)


def test_a_mark_that_changes_is_told_from_one_that_is_lost_and_from_case() -> None:
    prior = replace(PRIOR, lost_tone=0.1, other_tone=0.02, other_marks=0.004, other_case=0.0004)
    channel = build_channel([], prior, "aáâấầơôộố")
    read = {letter: channel.one[channel.units["ố"], number] for letter, number in channel.alphabet.items()}
    assert read["ô"] < read["ộ"] < read["ơ"] < read["Ơ"]
    assert read["Ố"] == pytest.approx(-log(0.0004), abs=0.01)
    assert read["ô"] == pytest.approx(-log(0.1), abs=0.01)


def test_words_are_weighed_letter_by_letter() -> None:
    channel = build_channel([("ủ", "ii", 50), ("ủ", "u", 100)], PRIOR, LETTERS)
    d, u, seen = channel.units["d"], channel.units["ủ"], channel.alphabet["d"]
    both, short = channel.costs(["dii", "dii"], ["dủ", "d"])
    assert both == pytest.approx(channel.one[d, seen] + channel.longer["ii"][u])
    assert short > both
    assert channel.costs(["d"], ["dủ"])[0] == pytest.approx(channel.one[d, seen] + channel.lost[u])
