"""The words that close a document behind its last item: they are no part of it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from planparse.parse.phrases import either
from planparse.parse.verbs import begins_with_action

if TYPE_CHECKING:
    from planparse.parse.nodes import Node, Outline, Paragraph

_OPENER = re.compile(rf"(?:{either('closing_opener')})\b", re.IGNORECASE)
_REQUEST = re.compile(rf"(?:{either('closing_request')})\b", re.IGNORECASE)
_SENTENCE_END = (".", ";")


def without_closing(outline: Outline) -> Outline:
    """The outline without `Trên đây là Kế hoạch …`, or the paragraph with `./.`, behind its last item.

    Example:
        >>> from planparse.parse.layout import TextLine
        >>> from planparse.parse.outline import read_outline
        >>> texts = ["1. Rà soát văn bản.", "2. Tổ chức tập huấn.", "Trên đây là Kế hoạch công tác./."]
        >>> outline = read_outline([TextLine(text, 1, n) for n, text in enumerate(texts)])
        >>> len(outline.roots[-1].body), len(without_closing(outline).roots[-1].body)
        (1, 0)
    """
    if not outline.roots:
        return outline
    return replace(outline, roots=(*outline.roots[:-1], _trimmed(outline.roots[-1])))


def _trimmed(node: Node) -> Node:
    if node.children:
        return replace(node, children=(*node.children[:-1], _trimmed(node.children[-1])))
    body = list(node.body)
    while body and _closes(body[-1], body[-2] if len(body) > 1 else node.title):
        body.pop()
    return replace(node, body=tuple(body))


def _closes(paragraph: Paragraph, above: Paragraph) -> bool:
    """Whether a paragraph below an item, or a bullet, that ended is the document's own last word.

    What begins with a verb is work of the item, but for an order to all.
    """
    if paragraph.bullet:
        return False
    ended = above.text.rstrip().endswith(_SENTENCE_END) and paragraph.text.rstrip().endswith("./.")
    to_all = bool(_REQUEST.match(paragraph.text)) or not begins_with_action(paragraph.text)
    return bool(_OPENER.match(paragraph.text)) or (ended and to_all)
