"""Lists of terms, ours and the user's: words that candidates may be, pairs that are likelier for it."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np

from planparse.resources import read_table
from planparse.restore.words import BREAK, model_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from planparse.restore.language_model import LanguageModel

TWICE = 2
"""A listed pair counts like one that a document has twice."""


def read_terms(extra: Sequence[Path] = ()) -> list[tuple[str, ...]]:
    """The words of each term: terms, provinces, units with their short names, and a user's own of these.

    Example:
        >>> ("krông", "nô") in read_terms()
        True
    """
    columns = (
        ("terms.tsv", "term"),
        ("provinces.tsv", "name"),
        ("units.tsv", "name"),
        ("units.tsv", "aliases"),
    )
    texts = [
        text
        for name, column in columns
        for row in read_table(name, extra)
        for text in (row[column] or "").split(";")
    ]
    terms = (tuple(word for token in text.split() for word in model_words(token)) for text in texts)
    return [term for term in dict.fromkeys(terms) if BREAK not in term]


def term_pairs(
    terms: Iterable[tuple[str, ...]], model: LanguageModel
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Ids of neighbouring words in the terms, each pair twice: first words, second words."""
    pairs = sorted({pair for term in terms for pair in itertools.pairwise(term)})
    ids = np.asarray([[model.id_of(word) for word in pair] for pair in pairs], dtype=np.int64).reshape(-1, 2)
    return np.repeat(ids[:, 0], TWICE), np.repeat(ids[:, 1], TWICE)
