"""Words that their neighbours ask for."""

from __future__ import annotations

import numpy as np
import pytest

from planparse.resources import dictionaries_folder
from planparse.restore.arcs import Arc, Place
from planparse.restore.channel import Channel, Prior, build_channel
from planparse.restore.context import DEAR, KEPT, Context
from planparse.restore.language_model import LanguageModel
from planparse.restore.lattice import Lattice
from planparse.restore.regimes import Regime

WORDS = ("phát", "mg", "dụng")
DEAREST = 60.0


@pytest.fixture(scope="module")
def model() -> LanguageModel:
    return LanguageModel.load(dictionaries_folder() / "language_model")


@pytest.fixture(scope="module")
def context(model: LanguageModel) -> Context:
    letters = sorted({letter for word in model.vocabulary for letter in word})
    channel: Channel = build_channel([], Prior(same=0.25, unmarked=0.65), letters)
    return Context(model, lambda _: channel)


def asked(
    context: Context, texts: tuple[str, ...], regime: Regime, nats: float = DEAREST
) -> dict[int, tuple[Arc, ...]]:
    arcs = [(Arc(context.model.id_of(text), text, 0.0),) for text in texts]
    lattice = Lattice.of(arcs, [None] * len(texts), [0, len(texts)])
    costs = np.full((len(texts), 1), nats, dtype=np.float32)
    costs[[0, -1]] = 0
    places = [Place(text, regime) for text in texts]
    return context.ask(places, lattice, np.zeros(len(texts), dtype=np.int64), costs)


def test_a_word_that_the_letters_hide_is_found_between_its_neighbours(context: Context) -> None:
    found = asked(context, ("nghiên", "cứu", "mg", "dụng"), Regime.WRECKED)
    assert "ứng" in [arc.text for arc in found[2]]
    assert all(len(arcs) <= KEPT for arcs in found.values())


def test_words_come_in_the_case_of_the_glyphs(context: Context) -> None:
    found = asked(context, ("tin", "Mg", "dụng"), Regime.WRECKED)
    assert "Ứng" in [arc.text for arc in found[1]]


def test_lines_that_read_right_are_left_alone(context: Context) -> None:
    assert asked(context, ("nghiên", "cứu", "mg", "dụng"), Regime.LIGHT) == {}


def test_what_is_no_word_in_them_may_be_one(context: Context) -> None:
    found = asked(context, ("phát", "iriểh", "bền", "vững"), Regime.LIGHT)
    assert "triển" in [arc.text for arc in found[1]]
    assert asked(context, ("phát", "iRiểh", "bền", "vững"), Regime.LIGHT) == {}


def test_what_is_not_dear_is_left_alone(context: Context) -> None:
    assert asked(context, ("nghiên", "cứu", "mg", "dụng"), Regime.WRECKED, DEAR) == {}


def test_figures_are_no_words(context: Context) -> None:
    assert asked(context, ("nghiên", "cứu", "14", "dụng"), Regime.WRECKED).get(2) is None


def test_gibberish_gets_no_words(context: Context) -> None:
    assert asked(context, ("chức", "wxqzkjj", "hoàn"), Regime.WRECKED, 30.0) == {}
