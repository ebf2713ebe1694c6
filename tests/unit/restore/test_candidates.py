"""The walk through the trie finds what a full comparison finds."""

from __future__ import annotations

from itertools import pairwise

import pytest

from planparse.restore.candidates import Search, Trie
from planparse.restore.channel import LONGEST, Channel, Prior, build_channel

WORDS = ("thực", "thức", "thuộc", "đơn", "đến", "hđnd", "là", "lá", "ban", "bản", "bàn")


@pytest.fixture(scope="module")
def trie() -> Trie:
    return Trie.of((word, number) for number, word in enumerate(WORDS))


@pytest.fixture(scope="module")
def channel(trie: Trie) -> Channel:
    counts = [("Đ", "P", 40), ("l", "1", 5), ("à", "3", 4), ("ự", "yu", 3)]
    return build_channel(counts, Prior(same=0.3, unmarked=0.6), trie.letters)


def cost_of(word: str, token: str, channel: Channel) -> float:
    """Plain dynamic programming over one word, as a check."""
    tables = channel.tables(token)
    row = [0.0] + [1e9] * len(token)
    for letter in word:
        unit = channel.units[letter]
        row = [
            min(row[end - k] + float(tables[k, unit, end - k]) for k in range(min(LONGEST, end) + 1))
            for end in range(len(token) + 1)
        ]
    return row[-1]


@pytest.mark.parametrize("token", ["thuc", "thyuc", "13", "ban", "dn", "xxxxxx"])
def test_costs_are_those_of_a_full_comparison(trie: Trie, channel: Channel, token: str) -> None:
    found = Search(trie, channel, width=1000, worst=60.0).near([token], [False])[0]
    got = {
        WORDS[word]: float(cost) for word, cost, capital in zip(*vars_of(found), strict=True) if not capital
    }
    for word in WORDS:
        expected = cost_of(word, token, channel)
        if expected < 60:
            assert got[word] == pytest.approx(expected, abs=1e-3)


def vars_of(found: object) -> tuple[list[int], list[float], list[bool]]:
    return tuple(getattr(found, name).tolist() for name in ("words", "costs", "capital"))


def test_cheapest_come_first(trie: Trie, channel: Channel) -> None:
    costs = Search(trie, channel).near(["ban"], [False])[0].costs
    assert all(a <= b for a, b in pairwise(costs.tolist()))


def test_capital_letters_have_confusions_of_their_own(trie: Trie, channel: Channel) -> None:
    found = Search(trie, channel).near(["Pon", "HPND"], [False, True])
    assert WORDS[int(found[0].words[0])] == "đơn"
    assert bool(found[0].capital[0])
    assert WORDS[int(found[1].words[0])] == "hđnd"


def test_results_do_not_depend_on_the_batch(trie: Trie, channel: Channel) -> None:
    search = Search(trie, channel)
    alone = search.near(["thuc"], [False])[0]
    together = search.near(["b", "thuc", "dieuhanhxxxx"], [False] * 3)[1]
    assert alone.words.tolist() == together.words.tolist()
    assert alone.costs.tolist() == pytest.approx(together.costs.tolist())
