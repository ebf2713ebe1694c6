"""What may stand where: stretches, clauses and what stands there."""

from __future__ import annotations

import numpy as np
import pytest

from planparse.resources import dictionaries_folder
from planparse.restore.arcs import Arc
from planparse.restore.channel import FAR
from planparse.restore.decoder import decode
from planparse.restore.language_model import LanguageModel
from planparse.restore.lattice import SEEN, Lattice, Standing

ARCS = 3


@pytest.fixture(scope="module")
def model() -> LanguageModel:
    return LanguageModel.load(dictionaries_folder() / "language_model")


def drawn(seed: int, starts: list[int]) -> Lattice:
    """Cells with three arcs each, words and costs by chance."""
    rng = np.random.default_rng(seed)
    cells = starts[-1]
    arcs = [
        tuple(Arc(int(word), str(word), float(cost)) for word, cost in zip(words, costs, strict=True))
        for words, costs in zip(
            rng.integers(5, 600, (cells, ARCS)), rng.uniform(0, 6, (cells, ARCS)), strict=True
        )
    ]
    return Lattice.of(arcs, [None] * cells, starts)


def flags(size: int, *where: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    marked = np.zeros(size, dtype=bool)
    marked[list(where)] = True
    return marked


def test_a_stretch_has_the_neighbours_that_the_model_sees_and_ends_with_its_clause() -> None:
    lattice = drawn(1, [0, 10, 20])
    part, cells = lattice.stretches(flags(20, 5, 9, 12), np.zeros(20, dtype=np.int64))
    assert cells.tolist() == [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]
    assert part.starts.tolist() == [0, 7, 12]
    assert SEEN == 2


def test_what_is_not_free_keeps_what_was_chosen() -> None:
    lattice = drawn(2, [0, 8])
    chosen = np.arange(8) % ARCS
    part, cells = lattice.stretches(flags(8, 4), chosen)
    there = part.costs < FAR
    assert there[cells == 4].all()
    fixed = np.flatnonzero(cells != 4)
    assert (there[fixed].sum(axis=1) == 1).all()
    assert there[fixed, chosen[cells[fixed]]].all()


def test_a_cell_that_is_taken_along_goes_with_the_one_before() -> None:
    lattice = drawn(3, [0, 12])
    chosen = np.zeros(12, dtype=np.int64)
    chosen[6] = -1
    part, cells = lattice.stretches(flags(12, 3), chosen)
    assert cells.tolist() == [1, 2, 3, 4, 5, 6, 7, 8]
    assert (part.costs[np.isin(cells, [3, 5, 6])] < FAR).all()


def test_nothing_free_is_no_stretch(model: LanguageModel) -> None:
    part, cells = drawn(4, [0, 6]).stretches(flags(6), np.zeros(6, dtype=np.int64))
    assert part.starts.tolist() == [0]
    assert cells.tolist() == decode(part, model, 8).tolist() == []


@pytest.mark.parametrize("seed", range(5))
def test_a_stretch_is_read_as_in_the_whole(model: LanguageModel, seed: int) -> None:
    lattice = drawn(seed, [0, 14, 30])
    whole = decode(lattice, model, width=64)
    part, cells = lattice.stretches(flags(30, 3, 4, 12, 14, 20, 21, 22), whole)
    assert decode(part, model, width=64).tolist() == whole[cells].tolist()
    assert len(cells) < 30


def test_chains_are_counted_and_taken_whole() -> None:
    lattice = drawn(6, [0, 4, 9, 12])
    assert lattice.clauses.tolist() == [0] * 4 + [1] * 5 + [2] * 3
    assert lattice.count(flags(12, 1, 2, 10)).tolist() == [2, 0, 1]
    part, cells = lattice.chains(flags(3, 0, 2))
    assert cells.tolist() == [0, 1, 2, 3, 9, 10, 11]
    assert part.starts.tolist() == [0, 4, 7]
    assert (part.words == lattice.words[cells]).all()


def test_the_arc_that_changes_nothing_is_known_where_a_line_reads_right() -> None:
    arcs = [(Arc(7, "bảo", 3.0), Arc(8, "báo", 0.1)), (Arc(9, "cáo", 0.1),)]
    lattice = Lattice.of(arcs, [Standing("báo"), None], [0, 2])
    assert lattice.standing.tolist() == [1, -1]
    assert lattice.narrow(1).standing.tolist() == [-1, -1]
