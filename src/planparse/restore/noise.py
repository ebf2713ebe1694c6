"""How noisy a text is that reads right for the most part, and how much its words are trusted for it.

The channel was learned on pages of middling noise. A text that nobody damaged has next to none, and a change
there is nearly always harm; a photographed page has more. The share of misread words is estimated from the
text itself: each cell votes with the posterior that something else stood there (expectation maximisation).
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from planparse.restore.cells import ObservedLine

LEARNED_SHARE = 0.02
"""Words misread on the pages from which the channel was learned."""
USUAL_SHARE, USUAL_WORDS = 0.002, 200
"""What is assumed before a text was looked at, and how many words that weighs."""
LEAST_GAIN = 1.5
"""Nats by which a change must beat the word that stands there while the share is estimated."""
SLOPE, ALLOWANCE = 2.25, 1.0
"""Nats more for each time that the share is e times smaller than the learned one, and nats less for all.

Estimates lie below the true share, since many misread words have no better reading, and right text lies far
from any that an OCR read: 0.01 to 0.09 % against 0.13 to 2.4 %. A steep slope keeps the two apart."""
AUTHORS_SLIP = 10.0
"""Nats of a word that its author slipped on: one in ten thousand on right texts, and which letter it was."""
ROUNDS = 4
SURE, DOUBTED_TRUST = 0.9, 0.3
"""Confidence of an OCR from which its word is trusted as its text is, and the share of that trust below."""
CERTAIN = 0.96
"""Confidence from which a word has a share of misread words of its own: on four scans of six next to none is,
on a poor one (150 dpi) one in sixty."""
_BY_CONFIDENCE = ((0.96, 1.0), (0.90, -1.0), (0.80, -2.4), (-1.0, -3.2))
"""Nats by an OCR's confidence: the log odds of a right word there, against those of all words, as measured on
the words of four scans of plans with Tesseract 5 (`tools/bench_restore.py` shows them)."""


def misread_share(costs: NDArray[np.float32], changes: NDArray[np.float32], words: int) -> float:
    """The share of words that were misread, estimated from those that have a better reading.

    Args:
        costs: of every arc without any such extra, nats, cells × arcs.
        changes: above 0 where an arc puts another word in a line that reads right.
        words: cells in such lines.

    Returns:
        Above 0, below 1; some half of the true share.
    """
    doubtful = changes.any(axis=1)
    base, changed = costs[doubtful].astype(np.float64), changes[doubtful] > 0
    share = USUAL_SHARE
    extra = _extra(share)
    for _ in range(ROUNDS):
        raised = base + extra * changed
        shares = np.exp(raised.min(axis=1, keepdims=True) - raised)
        expected = float(((shares * changed).sum(axis=1) / shares.sum(axis=1)).sum())
        share = (expected + USUAL_SHARE * USUAL_WORDS) / (words + USUAL_WORDS)
        extra = _extra(share)
    return share


def distrust(share: float) -> float:
    """Nats, at least 0, that each change of a word should cost on top of its channel; less for more noise."""
    return max(SLOPE * log(LEARNED_SHARE / share) - ALLOWANCE, 0.0)


def usual_distrust() -> float:
    """What a change costs before the text was looked at."""
    return _extra(USUAL_SHARE)


def _extra(share: float) -> float:
    return log(LEARNED_SHARE / share) + LEAST_GAIN


def doubt(line: ObservedLine, token: int, kind: str | None = None) -> tuple[float, float, bool]:
    """What a change of one token costs for what the OCR said of it.

    A token with digits (`kind`, see :func:`words.word_class`) is no likelier to be misread for a low
    confidence: codes are long, and whole tokens get the confidence of their worst letter.

    Returns:
        Nats more than a change of other tokens, below zero where the OCR was not sure; the share that
        counts of what changes in the whole text cost: a word that the OCR doubted is no righter for a clean
        page; and whether the OCR was certain of it.
    """
    if not line.confidences:
        return 0.0, 1.0, False
    confidence = line.confidences[token]
    nats = next(nats for least, nats in _BY_CONFIDENCE if confidence >= least)
    if kind:
        return max(nats, 0.0), 1.0, False
    return nats, 1.0 if confidence >= SURE else DOUBTED_TRUST, confidence >= CERTAIN
