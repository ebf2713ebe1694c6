"""From chosen arcs back to tokens and lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from planparse.model.text import Candidate, RestoredLine, Token
from planparse.vietnamese.unicode import place_tones, tone_placement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from planparse.restore.arcs import Arc
    from planparse.restore.cells import CutText, CutToken
    from planparse.vietnamese.unicode import TonePlacement


@dataclass(frozen=True, slots=True)
class Decision:
    """What was chosen for one cell; candidates begin with it, then cheapest first."""

    text: str
    confidence: float
    candidates: tuple[Candidate, ...]


def decide(arcs: tuple[Arc, ...], chosen: int, language: NDArray[np.float32]) -> Decision:
    """Weigh the chosen arc against the others, all neighbours as chosen.

    Args:
        arcs: what may stand in the cell.
        chosen: index of what the decoder took.
        language: the language model's cost of each arc in its context; may be longer than `arcs`.
    """
    if len(arcs) == 1:
        return Decision(arcs[0].text, 1.0, (Candidate(arcs[0].text, arcs[0].cost, float(language[0])),))
    candidates = [
        Candidate(arc.text, arc.cost, float(cost)) for arc, cost in zip(arcs, language, strict=False)
    ]
    totals = np.asarray([candidate.cost for candidate in candidates])
    shares = np.exp(totals.min() - totals)
    others = sorted((at for at in range(len(arcs)) if at != chosen), key=lambda at: totals[at])
    ordered = tuple(candidates[at] for at in (chosen, *others))
    return Decision(arcs[chosen].text, float(shares[chosen] / shares.sum()), ordered)


def assemble(
    lines: Sequence[str], cut: CutText, decisions: dict[tuple[int, int, int], Decision]
) -> list[RestoredLine]:
    """Lines anew from decisions by (line, token, part); what has none stays as it stood."""
    style = tone_placement("\n".join(lines))
    restored = []
    for number, line in enumerate(lines):
        tokens = tuple(
            _token(token, [decisions.get((number, at, part)) for part in range(len(token.parts))], style)
            for at, token in enumerate(cut.tokens[number])
        )
        texts = [token.text for token in tokens]
        spaces = cut.spaces[number]
        text = spaces[0] + "".join(a + b for a, b in zip(texts, spaces[1:], strict=True))
        restored.append(RestoredLine(line, text, tokens))
    return restored


def _token(token: CutToken, decisions: list[Decision | None], style: TonePlacement) -> Token:
    core = "".join(
        decision.text if decision else part for decision, part in zip(decisions, token.parts, strict=True)
    )
    made = [decision for decision in decisions if decision]
    if core == token.shape.core:
        text = token.observed
    else:
        text = token.shape.lead + place_tones(core, style) + token.shape.trail
    candidates = made[0].candidates if len(made) == 1 else ()
    return Token(
        token.observed,
        text,
        min((decision.confidence for decision in made), default=1.0),
        candidates[1].text if len(candidates) > 1 else None,
        candidates,
    )
