"""What an OCR makes of a letter: costs of reading the segment `s` where `u` is printed.

A channel is a table of counts (`dictionaries/channel_*.tsv`: printed, read, count), smoothed with what any
OCR does: it keeps a letter, loses its marks, mistakes it for another, loses it, or adds specks. Costs are
negative natural logarithms of probabilities. A printed letter becomes none, one, two or three read ones.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from math import log
from typing import TYPE_CHECKING

import numpy as np

from planparse.resources import read_table
from planparse.vietnamese.unicode import strip_marks, strip_tones

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    Costs = NDArray[np.float32]

LONGEST = 3
"""Read letters that one printed letter may become."""
FAR = np.float32(1e6)
"""Impossible."""
ALIKE = (
    "lI1|i!íìjt",
    "oO0DQcGeé¢€©6",
    "g9qy",
    "b6hđ",
    "sS5$§8",
    "B8ĐPRE",
    "zZ2",
    "uvwy",
    "nrmh",
    "aáàd4",
    "fft",
    "T7",
)
"""Shapes that every OCR may confuse, seen or not in what the channel was counted on."""


@dataclass(frozen=True, slots=True)
class Prior:
    """What a letter becomes before anything was counted: probabilities, and the weight of them in letters.

    A tone is lost from above a hat first (`ố` as `ô`): the finest strokes of print are the first to go.
    `unforeseen` is the share of all that could happen before anything was counted which stays possible after:
    no pages that a channel is counted on show all that scanners do.
    """

    same: float
    unmarked: float
    lost_tone: float = 0.004
    other_tone: float = 0.004
    other_marks: float = 0.004
    other_case: float = 0.004
    other: float = 0.0004
    lost: float = 0.002
    speck: float = 0.0003
    speck_of_mark: float = 0.003
    alike: float = 0.004
    weight: float = 30.0
    unforeseen: float = 0.0

    def table(self, printed: Sequence[str], read: Sequence[str]) -> NDArray[np.float64]:
        """The probability that each printed letter is read as each one letter, printed × read."""
        units, letters = np.asarray(printed)[:, None], np.asarray(read)
        bare = np.asarray([strip_marks(unit) for unit in printed])[:, None]
        base = np.asarray([strip_marks(letter) for letter in read])
        shares = np.full((len(printed), len(read)), self.other)
        for shapes in ALIKE:
            shares[np.isin(bare, list(shapes)) & np.isin(letters, list(shapes))] = self.alike
        flat = np.asarray([strip_tones(unit) for unit in printed])[:, None]
        shares[np.char.lower(bare) == np.char.lower(base)] = self.other_case
        shares[bare == base] = self.other_marks
        shares[flat == np.asarray([strip_tones(letter) for letter in read])] = self.other_tone
        shares[letters == flat] = self.lost_tone
        shares[letters == bare] = self.unmarked
        shares[letters == units] = self.same
        shares[(letters == units) & (bare == units)] += self.unmarked
        return shares


@dataclass(frozen=True, slots=True, eq=False)
class Channel:
    """Costs by unit (a printed letter) and read segment.

    Attributes:
        units: printed letters, lower and upper case.
        alphabet: read letters; index 0 stands for any other.
        one: nats, units × alphabet.
        lost: nats, units.
        longer: costs of segments of two and three read letters, one vector over the units each.
        speck: nats for one more read letter than was printed, units; marks leave such specks more often.
    """

    units: dict[str, int]
    alphabet: dict[str, int]
    one: Costs
    lost: Costs
    longer: Mapping[str, Costs]
    speck: Costs
    unheard: dict[str, Costs] = field(default_factory=dict)

    def _column(self, letter: str) -> Costs:
        """Costs of every unit for one read letter; one that the table lacks is any other of its base."""
        number = self.alphabet.get(letter)
        if number is not None:
            return self.one[:, number]
        column = self.unheard.get(letter)
        if column is None:
            kin = [
                at
                for known, at in self.alphabet.items()
                if known and strip_marks(known) == strip_marks(letter)
            ]
            shares = np.exp(-self.one[:, kin or [0]].astype(np.float64)).mean(axis=1)
            column = self.unheard[letter] = -np.log(shares).astype(np.float32)
        return column

    def tables(self, token: str) -> Costs:
        """Costs of every unit for every segment of one observed token.

        Returns:
            float32, (4, units, len(token) + 1): `[k, u, i]` is the cost of reading unit `u` as the `k`
            letters that begin at `i`; impossible where they would pass the end.
        """
        size = len(token)
        costs = np.full((LONGEST + 1, len(self.units), size + 1), FAR, dtype=np.float32)
        costs[0] = self.lost[:, None]
        if not size:
            return costs
        single = np.stack([self._column(letter) for letter in token], axis=1)
        costs[1, :, :size] = single
        if size > 1:
            costs[2, :, : size - 1] = np.minimum(single[:, :-1], single[:, 1:]) + self.speck[:, None]
        for length in range(2, LONGEST + 1):
            for start in range(size - length + 1):
                known = self.longer.get(token[start : start + length])
                if known is not None:
                    here = costs[length, :, start]
                    np.minimum(here, known, out=here)
        return costs

    def costs(self, tokens: Sequence[str], words: Sequence[str]) -> Costs:
        """Nats of reading each word as the token beside it.

        Args:
            tokens: as observed, one for each word, few distinct ones.
            words: as they may have been printed.

        Returns:
            float32, in the order of `words`; FAR where it cannot be.
        """
        distinct = {token: number for number, token in enumerate(dict.fromkeys(tokens))}
        width = max(map(len, distinct), default=0) + 1
        tables = np.full((len(distinct), LONGEST + 1, len(self.units), width), FAR, dtype=np.float32)
        for token, number in distinct.items():
            tables[number, :, :, : len(token) + 1] = self.tables(token)
        table = np.asarray([distinct[token] for token in tokens], dtype=np.int64)
        lengths, ends = (np.asarray(list(map(len, texts)), dtype=np.int64) for texts in (words, tokens))
        units = np.zeros((len(words), lengths.max(initial=0)), dtype=np.int64)
        units[np.arange(units.shape[1]) < lengths[:, None]] = [self.units[c] for word in words for c in word]
        begun = np.full((len(words), width), FAR, dtype=np.float32)
        begun[:, 0] = 0
        for at in range(units.shape[1]):
            rows = np.flatnonzero(lengths > at)
            letter, before = tables[table[rows], :, units[rows, at]], begun[rows]
            reached = before + letter[:, 0]
            for length in range(1, min(LONGEST, width - 1) + 1):
                some = before[:, : width - length] + letter[:, length, : width - length]
                np.minimum(reached[:, length:], some, out=reached[:, length:])
            begun[rows] = reached
        whole: Costs = np.minimum(begun[np.arange(len(words)), ends], FAR)
        return whole


def build_channel(counts: Iterable[tuple[str, str, float]], prior: Prior, letters: Sequence[str]) -> Channel:
    """Smooth counts of (printed letter, read segment) into a channel over `letters`, in both cases."""
    units = {unit: number for number, unit in enumerate(dict.fromkeys(_both_cases(letters)))}
    seen: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    read: set[str] = set(units)
    for printed, segment, count in counts:
        if printed in units and len(segment) <= LONGEST:
            seen[printed][segment] += count
            read.update(segment)
    alphabet = {letter: number for number, letter in enumerate(["", *sorted(read)])}
    totals = np.asarray([sum(seen[unit].values()) + prior.weight for unit in units])
    table = prior.table(list(units), list(alphabet))
    one = prior.weight * table
    lost = np.full(len(units), prior.weight * prior.lost)
    longer: dict[str, Costs] = {}
    for unit, row in units.items():
        for segment, count in seen[unit].items():
            if len(segment) > 1:
                vector = longer.setdefault(segment, np.full(len(units), FAR, dtype=np.float32))
                vector[row] = -log(count / totals[row])
            elif segment:
                one[row, alphabet[segment]] += count
            else:
                lost[row] += count
    rest = prior.unforeseen
    one = np.maximum(one / totals[:, None], rest * table)
    lost = np.maximum(lost / totals, rest * prior.lost)
    marked = np.asarray([strip_marks(unit) != unit for unit in units])
    speck = _nats(np.where(marked, prior.speck_of_mark, prior.speck))
    return Channel(units, alphabet, _nats(one), _nats(lost), longer, speck)


def _nats(probabilities: NDArray[np.float64]) -> Costs:
    return -np.log(probabilities).astype(np.float32)


def read_channel(
    names: Iterable[str], prior: Prior, letters: Sequence[str], extra: Sequence[Path] = ()
) -> Channel:
    """The channel of some tables of counts, and of a user's of the same names."""
    rows = [row for name in names for row in read_table(name, extra)]
    return build_channel(((row["printed"], row["read"], float(row["count"])) for row in rows), prior, letters)


def read_misread_words(extra: Sequence[Path] = ()) -> dict[str, dict[str, float]]:
    """Words that an OCR which knows Vietnamese takes for others more often than their letters tell.

    Returns:
        Nats of each printed word, by the word that is read.

    Example:
        >>> words = read_misread_words()
        >>> words["chỉ"]["chi"] < words["đối"]["đổi"]
        True
    """
    words: dict[str, dict[str, float]] = defaultdict(dict)
    for row in read_table("misread_words.tsv", extra):
        words[row["read"]][row["printed"]] = -log(float(row["count"]) / float(row["of"]))
    return dict(words)


def _both_cases(letters: Iterable[str]) -> Iterable[str]:
    for letter in letters:
        yield letter
        if len(letter.upper()) == 1:
            yield letter.upper()
