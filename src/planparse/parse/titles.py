"""Which numbered lines are headings, and what they are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planparse.parse.fields import TELLING
from planparse.parse.markers import Style
from planparse.parse.topics import Topic, topic_of

if TYPE_CHECKING:
    from planparse.parse.labels import Labels
    from planparse.parse.nodes import Node

_HEADING_WORDS = 45
_RUN_IN_WORDS = 12
_WHOLE_WORDS = 20
"""Words up to which a title with a colon in it is all of it the title, where text stands below it."""
_NUMBERED = (
    Style.PART,
    Style.UPPER,
    Style.ROMAN,
    Style.ARABIC,
    Style.DECIMAL,
    Style.NAMED,
    Style.PERIOD,
    Style.ARTICLE,
)
NO_WORK = (Topic.AIM, Topic.FUNDING, Topic.BACKGROUND)
"""Topics below which nothing is ordered."""


def is_heading(node: Node, labels: Labels) -> bool:
    """Whether a numbered line is a heading: it ends no sentence, or only labels what follows."""
    text = node.title.text.strip()
    if node.marker.style not in _NUMBERED or not text or node.title.bullet:
        return False
    if _runs_in(text) and topic_of(text.partition(": ")[0]) in NO_WORK:
        return True
    if len(text.split()) > _HEADING_WORDS * (2 if node.children else 1):
        return False
    if node.children or text.endswith(":") or text.isupper():
        return not text.endswith(".") or bool(node.children)
    if labels.at_start(text) or topic_of(text) in (Topic.AIM, Topic.FUNDING):
        return True
    return not text.endswith((".", ";", "./"))


def heading_text(node: Node, labels: Labels) -> str:
    """The title without its final punctuation, and without a text that was run into it.

    `1- Mục đích: Nắm tình hình …` is headed `Mục đích`; `3. Các Sở: Nội vụ, Y tế` above paragraphs is whole.
    """
    title = node.title.text.strip()
    label = labels.at_start(title)
    above_text = node.body and len(title.split()) <= _WHOLE_WORDS and not title.endswith((".", ";"))
    whole = node.children or (above_text and not (label and label.field in TELLING))
    return (title.partition(": ")[0] if _runs_in(title) and not whole else title).rstrip(" .:;")


def _runs_in(title: str) -> bool:
    """Whether a short heading, a colon and a text stand in one line."""
    before, colon, behind = title.partition(": ")
    return bool(colon) and len(before.split()) <= _RUN_IN_WORDS and len(behind.split()) > 1
