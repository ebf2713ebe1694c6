"""Restored until nothing changes: a wreck that was made readable is read once more, as text that reads right.

What a wreck's letters could not tell its sense may (`đi mới` is `đổi mới`), and who restores a restored text
finds it as it was.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from planparse.model.text import RestoredLine, Token

MOST = 6
"""Rounds; two or three do, but for texts that nobody wrote."""


def until_stable(
    lines: Sequence[str], restore: Callable[[Sequence[str], bool], Sequence[RestoredLine]]
) -> tuple[RestoredLine, ...]:
    """Restore lines, then what came out, until it stays; tokens tell what stood in `lines`.

    Args:
        lines: as they were observed.
        restore: a round; told with True that nobody asks for the tokens of lines that stay as they are.
    """
    restored = restore(lines, False)
    for _ in range(MOST - 1):
        if all(line.text == line.observed for line in restored):
            break
        again = restore([line.text for line in restored], True)
        settled = all(line.text == line.observed for line in again)
        restored = [_followed(first, then) for first, then in zip(restored, again, strict=True)]
        if settled:
            break
    return tuple(restored)


def _followed(first: RestoredLine, then: RestoredLine) -> RestoredLine:
    """The line as the second round left it, told from what stood before the first."""
    if first.text == then.text:
        return first
    return replace(then, observed=first.observed, tokens=tuple(_tokens(first.tokens, then.tokens)))


def _tokens(first: Sequence[Token], then: Sequence[Token]) -> Iterator[Token]:
    at = 0
    for token in then:
        taken = first[at : at + len(token.observed.split())]
        at += len(taken)
        if len(taken) == 1 and not token.changed:
            yield taken[0]
        else:
            yield replace(token, observed=" ".join(part.observed for part in taken if part.observed))
