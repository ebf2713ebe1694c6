from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from planparse.ocr.preprocess.specks import remove_streaks

if TYPE_CHECKING:
    from numpy.typing import NDArray


def sheet() -> NDArray[np.uint8]:
    return np.full((1000, 700), 250, np.uint8)


def test_a_streak_from_edge_to_edge_goes() -> None:
    dirty = sheet()
    dirty[:, 300:302] = 120
    clean, streaks = remove_streaks(dirty)
    assert streaks == 1
    assert clean.min() > 200


def test_a_streak_of_a_scan_that_was_turned_since_goes() -> None:
    dirty = sheet()
    dirty[500, :] = 120
    clean, streaks = remove_streaks(dirty)
    assert streaks == 1
    assert clean.min() > 200


def test_the_rule_of_a_wide_table_on_its_side_stays() -> None:
    ruled = sheet()
    ruled[65:935, 300:302] = 0
    clean, streaks = remove_streaks(ruled)
    assert streaks == 0
    assert np.array_equal(clean, ruled)
