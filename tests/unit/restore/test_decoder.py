"""The beam against all ways that there are."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest

from planparse.resources import dictionaries_folder
from planparse.restore.arcs import Arc
from planparse.restore.decoder import decode, in_context
from planparse.restore.language_model import LanguageModel
from planparse.restore.lattice import Lattice


@pytest.fixture(scope="module")
def model() -> LanguageModel:
    return LanguageModel.load(dictionaries_folder() / "language_model")


def cheapest(arcs: list[tuple[Arc, ...]], model: LanguageModel) -> tuple[int, ...]:
    """The best choice of arcs for one clause, every one of them tried."""

    def nats(choice: tuple[int, ...]) -> float:
        taken = [options[at] for options, at in zip(arcs, choice, strict=True)]
        words = [model.stop, model.stop]
        for arc in taken:
            words += [arc.word] if arc.second < 0 else [arc.word, arc.second]
        ids = np.asarray(words)
        return sum(arc.cost for arc in taken) + float(model.costs(ids[:-2], ids[1:-1], ids[2:]).sum())

    return min(product(*(range(len(options)) for options in arcs)), key=nats)


@pytest.mark.parametrize("seed", range(6))
def test_a_wide_beam_finds_the_cheapest_way_of_each_clause(model: LanguageModel, seed: int) -> None:
    rng = np.random.default_rng(seed)
    arcs = [
        tuple(
            Arc(int(word), str(word), float(cost), second=int(word) + 1 if cost > limit else -1)
            for word, cost, limit in zip(
                rng.integers(5, 600, 4), rng.uniform(0, 12, 4), rng.uniform(6, 14, 4), strict=True
            )
        )
        for _ in range(9)
    ]
    starts = [0, 5, 9]
    chosen = decode(Lattice.of(arcs, [None] * 9, starts), model, width=64)
    for begin, end in pairwise(starts):
        assert tuple(chosen[begin:end]) == cheapest(arcs[begin:end], model)


def test_an_arc_that_takes_the_next_cell_along_leaves_none_for_it(model: LanguageModel) -> None:
    whole, half = model.id_of("nghiệm"), model.id_of("<unk>")
    arcs = [(Arc(half, "ngh", 9.0), Arc(whole, "nghiệm", 1.0, joins=True)), (Arc(half, "iệm", 9.0),)]
    assert decode(Lattice.of(arcs, [None, None], [0, 2]), model, 8).tolist() == [1, -1]


def test_other_arcs_take_the_place_of_the_least_promising(model: LanguageModel) -> None:
    tang, cuong, mung = (model.ids[word] for word in ("tăng", "cường", "mừng"))
    arcs = [(Arc(tang, "tăng", 0.0),), (Arc(mung, "mừng", 6.0), Arc(tang, "tăng", 9.0, second=cuong))]
    lattice = Lattice.of(arcs, [None, None], [0, 2])
    assert decode(lattice, model, 8).tolist() == [0, 0]
    other = lattice.with_more({1: (1, (Arc(cuong, "cường", 3.0), Arc(tang, "tăng", 3.0)))})
    assert other.words[1].tolist() == [mung, cuong, tang]
    assert (other.second[1] < 0).all()
    assert lattice.words.shape == (2, 2)
    assert decode(other, model, 8).tolist() == [0, 1]


def test_what_an_arc_costs_among_its_neighbours_is_what_the_clause_costs_with_it(
    model: LanguageModel,
) -> None:
    def nats(words: list[int]) -> float:
        ids = np.asarray([model.stop, model.stop, *words])
        return float(model.costs(ids[:-2], ids[1:-1], ids[2:]).sum())

    rng = np.random.default_rng(7)
    words = rng.integers(5, 600, (9, 3)).tolist()
    arcs = [tuple(Arc(word, str(word), 1.0) for word in options) for options in words]
    starts = [0, 4, 8, 9]
    chosen = rng.integers(0, 3, 9)
    costs = in_context(Lattice.of(arcs, [None] * 9, starts), chosen, model)
    for begin, end in pairwise(starts):
        standing = [words[cell][chosen[cell]] for cell in range(begin, end)]
        for cell, option in product(range(begin, end), range(3)):
            changed = [*standing]
            changed[cell - begin] = words[cell][option]
            assert costs[cell, option] - costs[cell, chosen[cell]] == pytest.approx(
                nats(changed) - nats(standing), abs=1e-3
            )


def test_a_cell_after_two_words_in_one_sees_both(model: LanguageModel) -> None:
    two, last = Arc(50, "50", 1.0, second=60), Arc(70, "70", 1.0)
    lattice = Lattice.of([(two,), (last, Arc(80, "80", 1.0))], [None, None], [0, 2])
    costs = in_context(lattice, np.zeros(2, dtype=np.int64), model)
    ids = np.asarray([[50, 60, 70], [50, 60, 80]])
    asked = model.costs(ids[:, 0], ids[:, 1], ids[:, 2])
    assert costs[1, 1] - costs[1, 0] == pytest.approx(float(asked[1] - asked[0]), abs=1e-3)
