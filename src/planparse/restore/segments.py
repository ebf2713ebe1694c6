"""Words run together: `thanhphocantho` is four, `11nam2025` three, `s6552/TB-VPCP` two.

An OCR that loses one space of a tight line loses its neighbours too: the first lost space of a core is dear,
further ones are cheap. The cheapest way to cut the letters into words of the vocabulary is taken, where it
beats the core as one word.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from planparse.restore.candidates import Search

SHORTEST, LONGEST = 7, 60
"""Letters of a core that may be several words; a shorter one is two at most (`arcs.py`)."""
LONGEST_WORD = 10
"""Letters that one word may be read as: a syllable has seven, its marks leave specks."""
FIRST_SPACE, NEXT_SPACE = 3.0, 1.5
"""Nats for the first space lost in a core, and for each further one."""
FEWEST_LETTERS = 0.8
"""Share of letters in a core that is words."""

_DATED = re.compile(r"(\d{1,4})((?:n|th|ng)[^\W\d_]{2,4})(\d{0,4})")
_NUMBERED = re.compile(r"(?!\d\d)([sS$5§][6óốôöòéb0§&]{1,2})(\d+[/-].*[^\W\d_].*)")


class Segmenter:
    """Cuts cores of wrecked lines into the words that they are.

    Args:
        search: finds words through the channel of the OCR that wrecked the lines.
        rarity: nats of each word of the vocabulary, on top of its channel.
        unknown: nats of a word that is not in it, by letter.
    """

    def __init__(self, search: Search, rarity: NDArray[np.float32], unknown: float) -> None:
        self._search = search
        self._rarity = rarity
        self._unknown = unknown
        self._known: dict[str, tuple[str, ...]] = {}

    def pieces(self, core: str) -> tuple[str, ...]:
        """The words of a core, as they were observed; the core alone where it is one."""
        known = self._known.get(core)
        if known is None:
            known = self._known[core] = _by_grammar(core) or self._by_letters(core)
        return known

    def _by_letters(self, core: str) -> tuple[str, ...]:
        size = len(core)
        if not SHORTEST <= size <= LONGEST or sum(map(str.isalpha, core)) < FEWEST_LETTERS * size:
            return (core,)
        starts = [core[start : start + LONGEST_WORD] for start in range(size)]
        opening = self._search.openings(starts, [core.isupper()] * size, self._rarity).tolist()
        costs, begins = [0.0], [0]
        for end in range(1, size + 1):
            cost, begin = min(
                (costs[at] + opening[at][end - at] + NEXT_SPACE, at)
                for at in range(max(0, end - LONGEST_WORD), end)
            )
            costs.append(cost)
            begins.append(begin)
        whole = opening[0][size] if size <= LONGEST_WORD else self._unknown * size
        if costs[-1] - NEXT_SPACE + FIRST_SPACE > min(whole, self._unknown * size):
            return (core,)
        cuts = [size]
        while cuts[-1]:
            cuts.append(begins[cuts[-1]])
        return tuple(core[begin:end] for end, begin in pairwise(cuts))[::-1]


def _by_grammar(core: str) -> tuple[str, ...]:
    """A date's number and word, or `số` and a document number, without the space between."""
    match = _DATED.fullmatch(core) or _NUMBERED.fullmatch(core)
    return tuple(filter(None, match.groups())) if match else ()
