"""A place in the tokens of a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planparse.parse.schedules.tokens import Token


@dataclass(slots=True)
class Cursor:
    """The tokens, and how many of them are read."""

    tokens: list[Token]
    position: int = 0

    def kind(self, ahead: int = 0) -> str:
        """The terminal there, `end` behind the last."""
        place = self.position + ahead
        return self.tokens[place].kind if place < len(self.tokens) else "end"

    def text(self, ahead: int = 0) -> str:
        """The folded text there, empty behind the last token and before the first."""
        place = self.position + ahead
        return self.tokens[place].text if 0 <= place < len(self.tokens) else ""

    def take(self) -> Token:
        """Read one token."""
        token = self.tokens[self.position]
        self.position += 1
        return token

    def skip(self, *kinds: str) -> bool:
        """Pass over one token of the given kinds."""
        if self.kind() in kinds:
            self.position += 1
            return True
        return False
