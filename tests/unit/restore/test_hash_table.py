"""Keys in open addressing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.restore.hash_table import HashTable


@pytest.mark.parametrize(("bits", "exact"), [(32, True), (48, False)])
def test_what_is_in_the_table_is_found_and_nothing_else(bits: int, exact: bool) -> None:
    drawn = np.unique(np.random.default_rng(5).integers(0, 2**bits - 1, 40_000))
    inside, outside = drawn[::2], drawn[1::2]
    table, at = HashTable.of(inside, exact=exact)
    slot, found = table.find(inside.reshape(2, -1)[:, ::-1])
    assert found.all()
    assert (slot == at.reshape(2, -1)[:, ::-1]).all()
    assert not table.find(outside)[1].any()


@given(st.sets(st.integers(0, 2**32 - 2), max_size=30), st.integers(0, 2**32 - 2))
def test_few_keys(keys: set[int], other: int) -> None:
    table, at = HashTable.of(np.asarray(sorted(keys), dtype=np.int64), exact=True)
    values = table.spread(np.arange(len(keys)), at)
    slot, found = table.find(np.asarray([*sorted(keys), other]))
    assert found.tolist() == [*[True] * len(keys), other in keys]
    assert values[slot[: len(keys)]].tolist() == list(range(len(keys)))
