"""Restored text: what was observed, what was chosen, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Candidate(NamedTuple):
    """One clean reading of an observed token. Costs are negative natural logarithms of probabilities.

    A tuple, since a text has six of them a word.
    """

    text: str
    channel_cost: float
    language_cost: float

    @property
    def cost(self) -> float:
        """The sum that the decoder minimises, in nats."""
        return self.channel_cost + self.language_cost


@dataclass(frozen=True, slots=True)
class Token:
    """One token of the clean line.

    `observed` is what stood there; joined and split tokens give an `observed` with a space in it, or an
    empty one for the parts after the first. `confidence` (0..1) is the posterior against the runner-up.
    """

    observed: str
    text: str
    confidence: float = 1.0
    runner_up: str | None = None
    candidates: tuple[Candidate, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether restoration put something else there."""
        return self.observed != self.text


@dataclass(frozen=True, slots=True)
class RestoredLine:
    """One line, white space as it stood (`text`), and its tokens in order."""

    observed: str
    text: str
    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class RestoredText:
    """As many lines as came in."""

    lines: tuple[RestoredLine, ...]

    @property
    def text(self) -> str:
        """The clean text, the line structure kept exactly."""
        return "\n".join(line.text for line in self.lines)
