"""The language model of our dictionaries."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import numpy as np
import pytest

from planparse.errors import UsageError
from planparse.resources import dictionaries_folder
from planparse.restore.hash_table import EMPTY
from planparse.restore.language_model import LanguageModel

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def model() -> LanguageModel:
    return LanguageModel.load(dictionaries_folder() / "language_model")


@pytest.mark.parametrize("context", ["ủy ban", "kế hoạch", "<s> <s>", "<num> <num>", "văn xyzzy"])
def test_every_distribution_sums_to_one(model: LanguageModel, context: str) -> None:
    before, last = (np.int64(model.id_of(word)) for word in context.split())
    costs = model.costs(np.asarray(before), np.asarray(last), np.arange(len(model.vocabulary)))
    assert np.exp(-costs).sum() == pytest.approx(1.0, abs=0.04)  # one byte a probability


def test_common_phrases_are_likely(model: LanguageModel) -> None:
    ids = np.asarray([model.id_of(word) for word in ("ủy", "ban", "nhân", "dân")])
    assert model.costs(ids[:2], ids[1:3], ids[2:]).max() < 1.0


def test_manifest_names_source_and_hash_of_every_file(model: LanguageModel) -> None:
    folder = dictionaries_folder() / "language_model"
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert all(entry["source"] and entry["licence"] for entry in manifest["corpus"])
    for name, digest in manifest["sha256"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    assert manifest["sizes"]["trigram_keys"] == np.count_nonzero(model.trigrams.slots != EMPTY)


def test_a_folder_without_a_model_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no language model"):
        LanguageModel.load(tmp_path)
