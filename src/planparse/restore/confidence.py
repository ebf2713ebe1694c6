"""How sure a chosen word is: its posterior against what else might stand there, cooled by experience."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]
    Flags = NDArray[np.bool_]

TEMPERATURE = 1.5
"""Costs are sharper than is true, since letters fail together; see the table in docs/restoration.md."""
USUAL_SHARE, USUAL_WORDS = 0.01, 100
"""What share of a wreck's words is wrong before it was looked at, and how many words that weighs."""
NOISY, WARMTH = 0.02, 30.0
"""Share of doubt in a wreck from which its posteriors are too sure, and how much hotter each more makes them:
with these, in 121 wrecks of 27 offices, sound or ruined, about as many words are wrong as are told to be."""


def posteriors(chosen: Ints, costs: Floats, wrecked: Flags) -> Floats:
    """How sure each cell's chosen arc is, 0..1, all neighbours as chosen.

    In a text full of wrong words the neighbours that back a word are wrong as often, so the more a wreck is
    in doubt as a whole, the less is believed of each of its words.

    Args:
        chosen: the arc of each cell; -1 where the cell before took this one along.
        costs: of every arc, channel and language model, nats, cells × arcs.
        wrecked: whether each cell stands in what an OCR wrecked.

    Example:
        >>> words = np.zeros(500, dtype=np.int64)  # each with one runner-up, 8 nats behind or 1
        >>> sound, ruin = np.asarray([[0.0, 8]] * 500), np.asarray([[0.0, 8], [0, 1]] * 250)
        >>> everywhere = np.ones(500, dtype=bool)
        >>> [f"{posteriors(words, costs, everywhere)[0]:.3f}" for costs in (sound, ruin)]
        ['0.995', '0.754']
    """
    rows = np.arange(len(chosen))
    shares = np.exp((costs.min(axis=1, keepdims=True) - costs) / TEMPERATURE)
    sure: Floats = shares[rows, chosen] / shares.sum(axis=1)
    told = wrecked & (chosen >= 0)
    wrong = float((1 - sure[told]).sum())
    share = (wrong + USUAL_SHARE * USUAL_WORDS) / (np.count_nonzero(told) + USUAL_WORDS)
    if share > NOISY:
        sure[told] = _cooled(sure[told], 1 + WARMTH * (share - NOISY))
    return sure


def _cooled(sure: Floats, heat: float) -> Floats:
    """Confidences whose log odds are so many times smaller."""
    yes, no = sure ** (1 / heat), (1 - sure) ** (1 / heat)
    return np.asarray(yes / (yes + no), dtype=np.float32)
