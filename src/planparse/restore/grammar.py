"""What is decided of whole tokens first: structure, formulae, types of documents, words that ran together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planparse.restore.apart import Parting
from planparse.restore.codes import TypeMender
from planparse.restore.formulae import Formulae
from planparse.restore.structure import mend_structure, read_misread_letters

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from planparse.restore.regimes import Regime
    from planparse.restore.segments import Segmenter
    from planparse.restore.structure import ReadLine


@dataclass(frozen=True, slots=True)
class Grammar:
    """The menders that look at whole tokens, before candidates are weighed."""

    parting: Parting
    types: TypeMender
    formulae: Formulae
    misread_letters: frozenset[tuple[str, str]]
    segmenter: Callable[[Regime], Segmenter]

    @staticmethod
    def load(
        code_parts: Mapping[str, tuple[int, int]],
        segmenter: Callable[[Regime], Segmenter],
        pair_cost: Callable[[str, str], float],
        extra: Sequence[Path] = (),
    ) -> Grammar:
        """Read the tables, and a user's of the same names.

        Args:
            code_parts: how often each part of a code stands first and later.
            segmenter: gives that of wrecked lines, by regime.
            pair_cost: nats of a word after another.
            extra: folders of a user's tables.
        """
        return Grammar(
            Parting.load(extra, pair_cost),
            TypeMender.load(code_parts, extra),
            Formulae.load(extra),
            read_misread_letters(extra),
            segmenter,
        )

    def mend(self, lines: Sequence[ReadLine]) -> dict[tuple[int, int], str]:
        """What tokens stand for, by line and token; two words have a space between them."""
        tokens = [line.tokens for line in lines]
        wrecked = {number for number, line in enumerate(lines) if line.wrecked}
        mended = self.parting.part(tokens, wrecked) | self.formulae.mend(tokens) | self.types.mend(tokens)
        return mended | mend_structure(lines, self.misread_letters)

    def pieces(self, core: str, regime: Regime) -> tuple[str, ...]:
        """The words of a core as they were observed: several where an OCR that wrecked it lost the spaces."""
        return self.segmenter(regime).pieces(core) if regime.wrecked else (core,)
