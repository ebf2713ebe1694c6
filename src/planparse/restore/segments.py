"""Words run together: `thanhphocantho` is four, `11nam2025` three, `s6552/TB-VPCP` two.

An OCR that loses one space of a tight line loses its neighbours too: the first lost space of a core is dear,
further ones are cheap. The cheapest way to cut the letters into words that the language model knows beside
each other is taken, where it beats the core as one word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from planparse.restore.channel import FAR

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from planparse.restore.candidates import Search

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]

SHORTEST, LONGEST = 7, 60
"""Letters of a core that may be several words; a shorter one is two at most (`arcs.py`)."""
LONGEST_WORD = 10
"""Letters that one word may be read as: a syllable has seven, its marks leave specks."""
UNKNOWN_LETTER = 3.25
"""Nats by letter of a long core that is one unknown word: dearer than of short ones, as syllables have few
letters and foreign words are rare in plans."""
FIRST_SPACE, NEXT_SPACE = 3.0, 1.5
"""Nats for the first space lost in a core, and for each further one."""
WORDS, WAYS = 6, 12
"""Words tried for each part of a core, and ways to cut its beginning that are kept."""
FEWEST_LETTERS = 0.8
"""Share of letters in a core that is words."""

_ADDRESS = re.compile(r"@|\.[a-z]{2,3}\Z")
"""What stands in addresses of mail and of sites, which are written without spaces."""
_DATED = re.compile(r"(\d{1,4})((?:n|th|ng)[^\W\d_]{2,4})(\d{0,4})")
_NUMBERED = re.compile(r"(?!\d\d)([sS$5§][6óốôöòéb0§&]{1,2})[.,]?(\d+[/-].*[^\W\d_].*)")


class Segmenter:
    """Cuts cores of wrecked lines into the words that they are.

    Args:
        search: finds words through the channel of the OCR that wrecked the lines.
        rarity: nats of each word of the vocabulary, on top of its channel.
        pairs: gives nats of words after others; the two broadcast against each other.
    """

    def __init__(self, search: Search, rarity: Floats, pairs: Callable[[Ints, Ints], Floats]) -> None:
        self._search = search
        self._rarity = rarity
        self._pairs = pairs
        self._known: dict[str, tuple[str, ...]] = {}

    def pieces(self, core: str) -> tuple[str, ...]:
        """The words of a core, as they were observed; the core alone where it is one."""
        known = self._known.get(core)
        if known is None:
            known = self._known[core] = _by_grammar(core) or self._by_letters(core)
        return known

    def _by_letters(self, core: str) -> tuple[str, ...]:
        size = len(core)
        if (
            not SHORTEST <= size <= LONGEST
            or sum(map(str.isalpha, core)) < FEWEST_LETTERS * size
            or _ADDRESS.search(core)
        ):
            return (core,)
        starts = [core[start : start + LONGEST_WORD] for start in range(size)]
        words, nats = self._search.openings(starts, [core.isupper()] * size, self._rarity, WORDS)
        ways = self._ways(words, nats)
        whole = (self._rarity[words[0, -1]] + nats[0, -1]).min() if size <= LONGEST_WORD else FAR
        if ways.costs[size, 0] - NEXT_SPACE + FIRST_SPACE > min(whole, UNKNOWN_LETTER * size):
            return (core,)
        cuts, way = [size], 0
        while cuts[-1]:
            begin, way = ways.begins[cuts[-1], way], ways.before[cuts[-1], way]
            cuts.append(int(begin))
        return tuple(core[begin:end] for end, begin in pairwise(cuts))[::-1]

    def _ways(self, words: Ints, nats: Floats) -> _Ways:
        """The cheapest ways to cut each beginning of a core, from the words that its parts may be."""
        ways = _Ways.none(len(words))
        for end in range(1, len(words) + 1):
            begins = np.arange(max(0, end - LONGEST_WORD), end)
            word, letters = words[begins, end - begins], nats[begins, end - begins]
            beside = self._pairs(ways.words[begins][:, :, None], word[:, None])
            if not begins[0]:
                beside[0] = self._rarity[word[0]]
            costs = ways.costs[begins][:, :, None] + beside + letters[:, None] + NEXT_SPACE
            begin, before, last = np.unravel_index(
                np.argsort(costs, axis=None, kind="stable")[:WAYS], costs.shape
            )
            ways.costs[end] = costs[begin, before, last]
            ways.words[end] = word[begin, last]
            ways.begins[end], ways.before[end] = begins[begin], before
        return ways


@dataclass(frozen=True, slots=True, eq=False)
class _Ways:
    """Ways to cut the beginnings of a core, letters × WAYS: `[k]` are for the first `k`, the cheapest first.

    Attributes:
        costs: of all words so far, nats; FAR and beyond for no way.
        words: the last word of each.
        begins: where that begins.
        before: the way to cut what is before it, a number among those that end there.
    """

    costs: Floats
    words: Ints
    begins: Ints
    before: Ints

    @staticmethod
    def none(size: int) -> _Ways:
        """The one way to cut nothing."""
        costs = np.full((size + 1, WAYS), FAR, dtype=np.float32)
        costs[0, 0] = 0
        words, begins, before = np.zeros((3, size + 1, WAYS), dtype=np.int64)
        return _Ways(costs, words, begins, before)


def _by_grammar(core: str) -> tuple[str, ...]:
    """A date's number and word, or `số` and a document number, without the space between."""
    match = _DATED.fullmatch(core) or _NUMBERED.fullmatch(core)
    return tuple(filter(None, match.groups())) if match else ()
