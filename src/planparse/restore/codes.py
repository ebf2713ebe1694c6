"""Codes of documents: `QB-UBND` is `QĐ-UBND`, `NB—CP` is `NĐ-CP`; the digits before them are never touched.

A code is a type of document, then agencies, with hyphens between (Decree 30/2020/NĐ-CP, annex I). Each part
is decided by the channel and by how often the corpus has it there (`dictionaries/code_parts.tsv`).
"""

from __future__ import annotations

import re
from math import log
from typing import TYPE_CHECKING

from planparse.resources import read_table
from planparse.restore.candidates import Search, Trie
from planparse.vietnamese.unicode import strip_marks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from planparse.restore.channel import Channel

_CODE = re.compile(r"(?P<number>\d+[\d/]*[/-])(?P<rest>[^\W\d_].*)")
_TYPED = re.compile(r"(?P<number>\d+[\d/]*[/-])(?P<type>[^\W\d_]\w*)(?=[-–—/])")
_NUMBER_WORDS = frozenset({"số", "số:"})
_MISREAD_NUMBER_WORD = re.compile(r"(?P<word>[sS$5§8]?[6óốôöòéb0§&]{1,2}:)(?P<number>.*)")
_NUMBER_OF_DOCUMENT = re.compile(r"\d*[\d/]*[-/][A-ZĐ][\w&]*(?:[-–—/].*)?")
_REST_OF_NUMBER = re.compile(r"/(?P<parts>[^\W\d_][\w&]*(?:-[\w&]+)*)")
_SPECKS = ".,'’·"
_CAPITALS = frozenset("ABCDĐEGHIKLMNOPQRSTUVXY")
LONGEST_NUMBER = 6
"""Letters of a document's number where its code stands apart: four figures and what pens add."""
_SEPARATORS = re.compile(r"([-–—/]+)")
SPELL_START, SPELL_CAPITAL, SPELL_OTHER = 4.0, 2.4, 4.0
"""Nats for a part that no table has: to begin (of plans of 28 offices one part in forty), and by letter;
offices make up their own, of capitals with no mark but that of Đ, some letters oftener than others."""
USUAL_TYPE = 50
"""Documents of the corpus from which a first part is a type of its own, whatever stands before it."""
USUAL_MINISTRY, MINISTRIES_A_DEPARTMENT = 200, 20
"""Codes of the corpus from which a later part is a ministry's, and such codes to one of the department: where
the corpus has both, from 4 to 85."""
Reading = tuple[str, float]


def read_parts(extra: Sequence[Path]) -> dict[str, tuple[int, int]]:
    """How often each part stands first and later in codes, ours and a user's.

    A province has a department (Sở) for most ministries (Bộ), whose code differs by its first letter: offices
    of the provinces write `SLĐTBXH` where our corpus, the State's, has `BLĐTBXH`.

    Example:
        >>> parts = read_parts(())
        >>> parts["BLĐTBXH"][1] > parts["SLĐTBXH"][1] > 0
        True
    """
    parts = {
        row["part"]: (int(row["first"]), int(row["later"])) for row in read_table("code_parts.tsv", extra)
    }
    for part, (_, later) in list(parts.items()):
        if part.startswith("B") and later >= USUAL_MINISTRY:
            department = f"S{part[1:]}"
            first, own = parts.get(department, (0, 0))
            parts[department] = (first, max(own, later // MINISTRIES_A_DEPARTMENT))
    return parts


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
            capitals = sum(letter in _CAPITALS for letter in part)
            costs = {part: SPELL_START + SPELL_CAPITAL * capitals + SPELL_OTHER * (len(part) - capitals)}
            for word, cost in zip(near.words, near.costs, strict=True):
                text, total = self._parts[word], float(cost) + self._rarity[word][place]
                costs[text] = min(total, costs.get(text, total))
            ranked = sorted(costs.items(), key=lambda item: (item[1], item[0]))
            self._known[part, place] = tuple(ranked[:2])


class TypeMender:
    """Mends the type of a document in its number by the name that stands before it.

    Args:
        codes: of names of types, lower case.
        known: types that stand for themselves.
        agencies: other parts of codes that do.

    Example:
        >>> TypeMender({"chỉ thị": "CT"}, {"CT", "QĐ"}).mend([["Chỉ", "thị", "số", "17/GT-UBND"]])
        {(0, 3): '17/CT-UBND'}
    """

    def __init__(
        self, codes: Mapping[str, str], known: AbstractSet[str], agencies: AbstractSet[str] = frozenset()
    ) -> None:
        self._codes = codes
        self._known = known
        self._agencies = agencies

    @staticmethod
    def load(parts: Mapping[str, tuple[int, int]], extra: Sequence[Path]) -> TypeMender:
        """Read the tables of types; `parts` as for :class:`CodeMender`."""
        tables = ("document_types.tsv", "instrument_types.tsv")
        rows = [row for name in tables for row in read_table(name, extra) if row["code"]]
        usual = {part for part, (first, _) in parts.items() if first >= USUAL_TYPE}
        return TypeMender(
            {row["name"].lower(): row["code"] for row in rows},
            usual | {row["code"] for row in rows},
            {part for part, (_, later) in parts.items() if later},
        )

    def mend(self, lines: Sequence[Sequence[str]]) -> dict[tuple[int, int], str]:
        """By line and token: numbers whose type was misread by a letter, and the `Số:` before a number.

        The name of the type may stand at the end of the line before. The rest of a number that stands apart
        (`/BC-UBND`) is no words.
        """
        found = {}
        before: tuple[str, ...] = ()
        for line, tokens in enumerate(lines):
            word = _number_word(tokens)
            if word:
                found[line, 0] = word
            found |= {(line, at): token for at, token in enumerate(tokens) if self._is_rest(token)}
            words = [*before, *tokens]
            for at in range(3, len(words)):
                if words[at - 1].lower() not in _NUMBER_WORDS:
                    continue
                code = self._codes.get(" ".join(words[at - 3 : at - 1]).lower())
                if code and (text := self._mended(words[at], code)):
                    found[line, at - len(before)] = text
            before = tuple(tokens[-3:])
        return found

    def _is_rest(self, token: str) -> bool:
        """Whether a token is the end of a number, all parts of which stand for themselves."""
        match = _REST_OF_NUMBER.fullmatch(token) if token[0] == "/" else None
        if match is None:
            return False
        first, *later = match["parts"].split("-")
        return bool(later) and first in self._known and self._agencies >= set(later)

    def _mended(self, token: str, code: str) -> str | None:
        match = _TYPED.match(token)
        if match is None or match["type"] in self._known:
            return None
        from rapidfuzz.distance import Levenshtein

        if Levenshtein.distance(strip_marks(match["type"]), strip_marks(code)) > 1:
            return None
        return match["number"] + code + token[match.end("type") :]


def _number_word(tokens: Sequence[str]) -> str | None:
    """The `Số:` that begins a letterhead, which English OCRs read as `$6:`, and what is glued to it.

    Example:
        >>> _number_word(["$6:", "12", "/KH-UBND"]), _number_word(["S6:12/KH-UBND"]), _number_word(["86:44"])
        ('Số:', 'Số:12/KH-UBND', None)
    """
    match = _MISREAD_NUMBER_WORD.fullmatch(tokens[0]) if tokens else None
    if match is None or match["word"].lower() in _NUMBER_WORDS:
        return None
    number, rest = [*filter(None, (match["number"], *tokens[1:3])), "", ""][:2]
    parted = len(number) <= LONGEST_NUMBER and _REST_OF_NUMBER.match(rest)
    return (
        "Số:" + match["number"] if parted or _NUMBER_OF_DOCUMENT.fullmatch(number.lstrip(_SPECKS)) else None
    )
