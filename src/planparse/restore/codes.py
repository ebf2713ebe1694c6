"""Codes of documents: `QB-UBND` is `QĐ-UBND`, `NB—CP` is `NĐ-CP`; the digits before them are never touched.

A code is a type of document, then agencies, with hyphens between (Decree 30/2020/NĐ-CP, annex I). Each part
is decided by the channel and by how often the corpus has it there (`dictionaries/code_parts.tsv`).
"""

from __future__ import annotations

import re
from math import log
from typing import TYPE_CHECKING

from planparse.restore.candidates import Search, Trie

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planparse.restore.channel import Channel

_CODE = re.compile(r"(?P<number>\d+[\d/]*[/-])(?P<rest>[^\W\d_].*)")
_SEPARATORS = re.compile(r"([-–—/]+)")
SPELL_START, SPELL_CAPITAL, SPELL_SMALL = 4.0, 1.6, 4.0
"""Nats for a part that no table has: to begin, and by letter; offices make up their own, of capitals."""
Reading = tuple[str, float]


class CodeMender:
    """Mends the letters of document codes.

    Args:
        parts: how often each part stands first and later in a code.
        channel: what the OCR does to letters.
    """

    def __init__(self, parts: Mapping[str, tuple[int, int]], channel: Channel) -> None:
        self._parts = list(parts)
        totals = [sum(counts[place] for counts in parts.values()) + len(parts) for place in (0, 1)]
        self._rarity = [
            tuple(-log((counts[place] + 0.1) / totals[place]) for place in (0, 1))
            for counts in parts.values()
        ]
        self._search = Search(Trie.of((part, number) for number, part in enumerate(parts)), channel)
        self._known: dict[tuple[str, int], tuple[Reading, ...]] = {}

    def readings(self, core: str) -> list[Reading]:
        """What the code may be: the likeliest, then what it is with another choice in one part.

        Returns:
            Texts with costs in nats; nothing where `core` is no code.
        """
        match = _CODE.fullmatch(core)
        if match is None:
            return []
        pieces = _SEPARATORS.split(match["rest"])
        places = [(piece, int(at > 0)) for at, piece in enumerate(pieces[::2])]
        self._learn(places)
        choices = [self._known.get(place, ((place[0], 0.0),)) for place in places]
        glue = [*("-" if "/" not in piece else piece for piece in pieces[1::2]), ""]
        combinations = [tuple(0 for _ in choices)]
        for at, choice in enumerate(choices):
            if len(choice) > 1:
                combinations.append(tuple(int(at == other) for other in range(len(choices))))
        return [
            (
                match["number"] + "".join(c[n][0] + g for c, n, g in zip(choices, picked, glue, strict=True)),
                sum(c[n][1] for c, n in zip(choices, picked, strict=True)),
            )
            for picked in combinations
        ]

    def _learn(self, wanted: Sequence[tuple[str, int]]) -> None:
        fresh = [
            (part, place)
            for part, place in dict.fromkeys(wanted)
            if part.isalpha() and (part, place) not in self._known
        ]
        found = self._search.near([part for part, _ in fresh], [False] * len(fresh))
        for (part, place), near in zip(fresh, found, strict=True):
            small = sum(map(str.islower, part))
            costs = {part: SPELL_START + SPELL_SMALL * small + SPELL_CAPITAL * (len(part) - small)}
            for word, cost in zip(near.words, near.costs, strict=True):
                text, total = self._parts[word], float(cost) + self._rarity[word][place]
                costs[text] = min(total, costs.get(text, total))
            ranked = sorted(costs.items(), key=lambda item: (item[1], item[0]))
            self._known[part, place] = tuple(ranked[:2])
