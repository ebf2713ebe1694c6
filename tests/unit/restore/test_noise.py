"""How far a text that reads right is trusted."""

from __future__ import annotations

import numpy as np
import pytest

from planparse.restore.cells import ObservedLine
from planparse.restore.noise import USUAL_SHARE, distrust, doubt, misread_share


def cells(margins: list[float]) -> tuple[np.ndarray, np.ndarray]:
    """One cell a margin: the word as it stands, and a change that is so much better or worse."""
    costs = np.asarray([[10.0, 10.0 - margin] for margin in margins], dtype=np.float32)
    return costs, np.asarray([[False, True]] * len(margins))


def test_noise_is_estimated_and_clean_text_distrusts_changes_more() -> None:
    clean = misread_share(*cells([-8.0] * 50), words=3000)
    noisy = misread_share(*cells([9.0] * 50), words=1000)
    assert clean < USUAL_SHARE < noisy
    assert distrust(noisy) < distrust(USUAL_SHARE) < distrust(clean)
    assert distrust(0.5) == pytest.approx(0)


def test_a_text_without_any_choice_is_at_most_as_noisy_as_usual() -> None:
    costs = np.zeros((5, 1), dtype=np.float32)
    assert misread_share(costs, np.zeros((5, 1), dtype=np.float32), words=5) <= USUAL_SHARE


def test_an_unsure_ocr_makes_changes_cheaper_and_its_words_less_trusted() -> None:
    line = ObservedLine("kiếm tra", read=True, confidences=(0.5, 0.98))
    (unsure, low, doubted), (sure, full, certain) = doubt(line, 0), doubt(line, 1)
    assert unsure < 0 < sure
    assert low < full == pytest.approx(1)
    assert certain
    assert not doubted
    assert doubt(ObservedLine("kiếm tra"), 0) == pytest.approx((0, 1, False))


def test_codes_are_not_doubted_for_a_low_confidence() -> None:
    line = ObservedLine("45/QĐ-VP", read=True, confidences=(0.5,))
    assert doubt(line, 0, "<code>") == pytest.approx((0, 1, False))
