"""How many forms a page draws, forms within forms included, counted before anything draws them.

Thirty forms, each drawing the next twice, are a thousand million; one that draws itself twice has no end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import PSLiteral

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_DRAW: Final = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+Do\b")
_ESCAPE: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_DEEPEST: Final = 40
"""Forms within one another that are followed; readers stop at some such depth, so a circle ends there."""


@dataclass(slots=True)
class Nesting:
    """The forms of one page.

    Args:
        unpack: gives the commands of a form.
        most: where counting stops.
    """

    unpack: Callable[[PDFStream], bytes]
    most: int
    _inner: dict[int, Sequence[PDFStream]] = field(default_factory=dict)
    _known: dict[tuple[int, int], int] = field(default_factory=dict)

    def drawn_by(self, content: bytes, resources: Any) -> int:
        """How many forms some commands draw, directly and through others; `most` where there are more.

        Args:
            content: the commands, unpacked.
            resources: the dictionary in which they find forms by name.
        """
        return self._sum(_forms(content, resources), resources, _DEEPEST)

    def drawn_as(self, form: PDFStream) -> int:
        """How many forms one stands for, itself included, as the look of an annotation."""
        return self._sum([form], {}, _DEEPEST)

    def _sum(self, forms: Sequence[PDFStream], resources: Any, deep: int) -> int:
        total = 0
        for form in forms:
            total += self._count(form, resources, deep)
            if total >= self.most:
                return self.most
        return total

    def _count(self, form: PDFStream, outer: Any, deep: int) -> int:
        if deep == 0:
            return 0
        key = (id(form), deep)
        if key not in self._known:
            resources = resolve1(form.attrs.get("Resources")) or outer
            if id(form) not in self._inner:
                self._inner[id(form)] = _forms(self.unpack(form), resources)
            self._known[key] = 1 + self._sum(self._inner[id(form)], resources, deep - 1)
        return self._known[key]


def _forms(content: bytes, resources: Any) -> list[PDFStream]:
    """The forms that some commands draw, one entry for each time."""
    named = resolve1(resources.get("XObject")) if isinstance(resources, dict) else None
    if not isinstance(named, dict):
        return []
    streams = {name: resolve1(value) for name, value in named.items()}
    forms = {name: stream for name, stream in streams.items() if _is_form(stream)}
    return [forms[name] for found in _DRAW.findall(content) if (name := _plain(found)) in forms]


def _plain(name: bytes) -> str:
    """A name without its escapes.

    Example:
        >>> _plain(b"Kh#75ng")
        'Khung'
    """
    return _ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), name).decode("latin-1")


def _is_form(value: Any) -> bool:
    kind = resolve1(value.get("Subtype")) if isinstance(value, PDFStream) else None
    return isinstance(kind, PSLiteral) and kind.name == "Form"
