"""How sure chosen words are in wrecks of all grades."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from planparse.restore.confidence import posteriors

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

BEHIND, DOUBT = 8.0, 1.0
"""Nats to the runner-up of a word that is sure, and of one that is not."""


def words(sure: int, doubted: int) -> Floats:
    """Costs of a text whose sure words come first."""
    return np.asarray([[0, BEHIND]] * sure + [[0, DOUBT]] * doubted, dtype=np.float32)


def first(costs: Floats, *, wrecked: bool = True) -> float:
    chosen = np.zeros(len(costs), dtype=np.int64)
    return float(posteriors(chosen, costs, np.full(len(costs), wrecked))[0])


def test_the_more_of_a_wreck_is_in_doubt_the_less_its_words_are_believed() -> None:
    ruins = [first(words(300, doubted)) for doubted in (0, 30, 100, 300)]
    assert ruins == sorted(ruins, reverse=True)
    assert ruins[0] > 0.99
    assert 0.5 < ruins[-1] < 0.9


def test_lines_that_read_right_have_an_own_measure_of_noise() -> None:
    assert first(words(300, 300), wrecked=False) == first(words(300, 0), wrecked=False)


def test_one_doubtful_word_condemns_no_short_line() -> None:
    assert first(words(9, 1)) > 0.95


def test_heat_changes_no_order_of_words() -> None:
    costs = np.asarray([[0, behind] for behind in (9, 5, 2, 1, 0.5)] * 50, dtype=np.float32)
    sure = posteriors(np.zeros(250, dtype=np.int64), costs, np.ones(250, dtype=bool))[:5].tolist()
    assert sure == sorted(sure, reverse=True)


@pytest.mark.parametrize("nats", [0.0, 1e4])
def test_certainty_and_its_want_stay_between_none_and_all(nats: float) -> None:
    costs = np.asarray([[0, 1e4], [nats, 0]] * 300, dtype=np.float32)
    sure = posteriors(np.zeros(600, dtype=np.int64), costs, np.ones(600, dtype=bool))
    assert np.isfinite(sure).all()
    assert (sure >= 0).all()
    assert (sure <= 1).all()


def test_words_that_another_took_along_count_for_nothing() -> None:
    costs = words(300, 300)
    chosen = np.asarray([0] * 300 + [-1] * 300)
    assert posteriors(chosen, costs, np.ones(600, dtype=bool))[0] == pytest.approx(first(words(300, 0)))
