"""From chosen arcs back to tokens and lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from planparse.model.text import Candidate, RestoredLine, Token
from planparse.vietnamese.unicode import place_tones, tone_placement

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from planparse.restore.arcs import Arc
    from planparse.restore.cells import CutText, CutToken
    from planparse.vietnamese.unicode import TonePlacement

    Costs = NDArray[np.float32]
    Key = tuple[int, int, int]


TEMPERATURE = 1.5
"""Costs are sharper than is true, since letters fail together; see the table in docs/restoration.md."""
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


def decide(arcs: Sequence[tuple[Arc, ...]], chosen: NDArray[np.int64], costs: Costs) -> list[Decision | None]:
    """Weigh each chosen arc against the others of its cell, all neighbours as chosen.

    Args:
        arcs: what may stand in each cell.
        chosen: what the decoder took; -1 where the cell before took this one along.
        costs: of every arc, channel and language model, cells × arcs.
    """
    if not arcs:
        return []
    rows = np.arange(len(chosen))
    ahead = costs - costs.min(axis=1, keepdims=True)
    shares = np.exp(-ahead / TEMPERATURE)
    confidence = (shares[rows, chosen] / shares.sum(axis=1)).tolist()
    ahead[rows, chosen] = -1
    order = np.argsort(ahead, axis=1, kind="stable")[:, :SHOWN]
    near = np.count_nonzero(ahead < HOPELESS, axis=1)
    ranked = [row[:many] for row, many in zip(order.tolist(), near.tolist(), strict=True)]
    return [
        None if arc < 0 else Decision(options[arc].text, sure, _candidates(options, ranks, row))
        for options, arc, sure, ranks, row in zip(
            arcs, chosen.tolist(), confidence, ranked, costs, strict=True
        )
    ]


def _candidates(arcs: tuple[Arc, ...], ranks: list[int], costs: Costs) -> tuple[Candidate, ...]:
    return tuple(Candidate(arcs[at].text, arcs[at].cost, float(costs[at]) - arcs[at].cost) for at in ranks)


def assemble(
    lines: Sequence[str], cut: CutText, decisions: Mapping[Key, Decision | None]
) -> list[RestoredLine]:
    """Lines anew.

    Args:
        lines: as they were observed.
        cut: the same lines, cut up.
        decisions: by line, token and part; None for a part that the one before it took along.
    """
    style = tone_placement("\n".join(lines))
    return [_line(number, line, cut, decisions, style) for number, line in enumerate(lines)]


def _line(
    number: int, line: str, cut: CutText, decisions: Mapping[Key, Decision | None], style: TonePlacement
) -> RestoredLine:
    spaces = cut.spaces[number]
    text = spaces[0]
    tokens: list[Token] = []
    for at, token in enumerate(cut.tokens[number]):
        made = [decisions.get((number, at, part)) for part in range(0, len(token.parts), 2)]
        if made == [None] and (number, at, 0) in decisions:
            # The word before took this one along: no space between, its punctuation stays.
            tokens[-1] = replace(
                tokens[-1],
                observed=f"{tokens[-1].observed} {token.observed}",
                text=tokens[-1].text + token.shape.trail,
            )
            text = text.rstrip() + token.shape.trail
        else:
            fresh = _tokens(token, made, style)
            tokens += fresh
            text += " ".join(part.text for part in fresh)
        text += spaces[at + 1]
    return RestoredLine(line, text, tuple(tokens))


def _as_it_stands(observed: str) -> float:
    """Confidence of a token that nothing was decided about: a number, a code, or what no rule could read."""
    return UNREADABLE if _NOT_OF_PRINT.search(observed) else 1.0


def _tokens(token: CutToken, made: list[Decision | None], style: TonePlacement) -> list[Token]:
    """One token, or two where a space was lost."""
    parts = list(token.parts)
    parts[::2] = [
        decision.text if decision else part for decision, part in zip(made, parts[::2], strict=True)
    ]
    core = "".join(parts)
    if core != token.shape.core:
        core = place_tones(core, style)
    decided = [decision for decision in made if decision]
    candidates = decided[0].candidates if len(decided) == 1 else ()
    sure = min(decision.confidence for decision in decided) if decided else _as_it_stands(token.observed)
    first, *others = (token.shape.lead + core + token.shape.trail).split()
    runner_up = candidates[1].text if len(candidates) > 1 else None
    return [
        Token(token.observed, first, sure, runner_up, candidates),
        *(Token("", other, sure) for other in others),
    ]
