"""From chosen arcs back to tokens and lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from planparse.model.text import Candidate, RestoredLine, Token
from planparse.vietnamese.unicode import place_tones, tone_placement

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from planparse.restore.arcs import Arc
    from planparse.restore.cells import CutText, CutToken
    from planparse.vietnamese.unicode import TonePlacement

    Costs = NDArray[np.float32]


SHOWN = 6
"""Candidates that a token carries."""
UNREADABLE = 0.5
"""Confidence of a token that stands for want of anything better: signs in it that print does not have."""
HOPELESS = 25.0
"""Nats behind the best beyond which a candidate is not worth carrying."""


_NOT_OF_PRINT = re.compile(r"[¢£¥§€©®~_^ˆ¬¦]|\d[&‘’'`´]|[^\W\d_][‘’`´][^\W\d_]|[,;:]{2}")


@dataclass(frozen=True, slots=True)
class Decision:
    """What was chosen for one cell; candidates begin with it, then cheapest first."""

    text: str
    confidence: float
    candidates: tuple[Candidate, ...]


class Piece(NamedTuple):
    """One token to be: what was observed there, how it will read, and the cells that told it."""

    observed: str
    text: str
    cells: tuple[int, ...]
    first: bool = True
    """Whether it is no later part of a token that lost a space."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A line as it will read, before anything is said of how sure it is."""

    observed: str
    text: str
    pieces: tuple[Piece, ...]

    @property
    def changed(self) -> bool:
        """Whether it reads otherwise than it did."""
        return self.text != self.observed

    def line(self, decisions: Mapping[int, Decision]) -> RestoredLine:
        """The line with what was decided of its cells."""
        return RestoredLine(
            self.observed, self.text, tuple(_token(piece, decisions) for piece in self.pieces)
        )


def decide(
    arcs: Sequence[tuple[Arc, ...]],
    chosen: NDArray[np.int64],
    costs: Costs,
    sure: Costs,
    cells: Sequence[int],
) -> dict[int, Decision]:
    """What was chosen in some cells, before the others that might stand there.

    Args:
        arcs: what may stand in each cell.
        chosen: what the decoder took; -1 where the cell before took this one along.
        costs: of every arc, channel and language model, cells × arcs.
        sure: how sure each cell is, see :func:`confidence.posteriors`.
        cells: those wanted.

    Returns:
        By cell; nothing for those that were taken along.
    """
    wanted = [cell for cell, arc in zip(cells, chosen[cells].tolist(), strict=True) if arc >= 0]
    if not wanted:
        return {}
    chosen, costs = chosen[wanted], costs[wanted]
    rows = np.arange(len(chosen))
    ahead = costs - costs.min(axis=1, keepdims=True)
    ahead[rows, chosen] = -1
    most = min(SHOWN, ahead.shape[1] - 1)
    order = np.argpartition(ahead, most, axis=1)[:, :SHOWN]
    order = order[rows[:, None], np.argsort(ahead[rows[:, None], order], axis=1, kind="stable")]
    near = np.count_nonzero(ahead < HOPELESS, axis=1)
    sums = costs[rows[:, None], order].tolist()
    return {
        cell: Decision(arcs[cell][best].text, confidence, _candidates(arcs[cell], ranks[:many], nats))
        for cell, best, confidence, ranks, many, nats in zip(
            wanted, chosen.tolist(), sure[wanted].tolist(), order.tolist(), near.tolist(), sums, strict=True
        )
    }


def _candidates(arcs: tuple[Arc, ...], ranks: list[int], costs: list[float]) -> tuple[Candidate, ...]:
    return tuple(
        Candidate(arc.text, arc.cost, cost - arc.cost)
        for arc, cost in zip([arcs[at] for at in ranks], costs, strict=False)
    )


def draft(lines: Sequence[str], cut: CutText, texts: Sequence[str | None]) -> list[Draft]:
    """Lines anew.

    Args:
        lines: as they were observed.
        cut: the same lines, cut up.
        texts: of each cell; None for one that the one before it took along.
    """
    style = tone_placement("\n".join(lines))
    cells = enumerate(texts)
    return [_draft(line, cut.tokens[at], cut.spaces[at], cells, style) for at, line in enumerate(lines)]


def _draft(
    line: str,
    tokens: Sequence[CutToken],
    spaces: Sequence[str],
    cells: Iterator[tuple[int, str | None]],
    style: TonePlacement,
) -> Draft:
    text = spaces[0]
    pieces: list[Piece] = []
    for token, space in zip(tokens, spaces[1:], strict=True):
        told = [next(cells) if part else None for part in token.parts[::2]]
        if told[0] and told[0][1] is None:
            # The word before took this one along: no space between, its punctuation stays.
            before, trail = pieces[-1], token.shape.trail
            observed = f"{before.observed} {token.observed}"
            pieces[-1] = before._replace(observed=observed, text=before.text + trail)
            text = text.rstrip() + trail + space
            continue
        first, *others = _renewed(token, [cell[1] if cell else None for cell in told], style).split()
        numbers = tuple(cell[0] for cell in told if cell)
        pieces += [
            Piece(token.observed, first, numbers),
            *(Piece("", other, numbers, first=False) for other in others),
        ]
        text += " ".join([first, *others]) + space
    return Draft(line, text, tuple(pieces))


def _renewed(token: CutToken, texts: Sequence[str | None], style: TonePlacement) -> str:
    parts = token.parts
    if len(parts) == 1:
        core = parts[0] if texts[0] is None else texts[0]
    else:
        mended = [part if text is None else text for text, part in zip(texts, parts[::2], strict=True)]
        core = "".join(chain.from_iterable(zip(mended, (*parts[1::2], ""), strict=True)))
    if core != token.shape.core:
        core = place_tones(core, style)
    return token.shape.lead + core + token.shape.trail


def _token(piece: Piece, decisions: Mapping[int, Decision]) -> Token:
    decided = [decisions[cell] for cell in piece.cells if cell in decisions]
    sure = min(decision.confidence for decision in decided) if decided else _as_it_stands(piece.observed)
    candidates = decided[0].candidates if piece.first and len(decided) == 1 else ()
    runner_up = candidates[1].text if len(candidates) > 1 else None
    return Token(piece.observed, piece.text, sure, runner_up, candidates)


def _as_it_stands(observed: str) -> float:
    """Confidence of a token that nothing was decided about: a number, a code, or what no rule could read."""
    return UNREADABLE if _NOT_OF_PRINT.search(observed) else 1.0
