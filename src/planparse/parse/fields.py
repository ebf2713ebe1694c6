"""Paragraphs of one item to its description and its fields; several activities give several sets."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from planparse.parse.labels import Field
from planparse.parse.markers import Style
from planparse.parse.text import squeeze
from planparse.parse.verbs import goes_on_with_an_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planparse.parse.labels import Label, Labels
    from planparse.parse.layout import TextLine
    from planparse.parse.nodes import Node, Paragraph

_RANK = {None: 0, Style.DASH: 1, Style.PLUS: 2, Style.STAR: 2}
_SHORT = (Field.LEAD, Field.COORDINATING, Field.TIME)
"""Fields that are said on their own line, or left open by their punctuation."""
TELLING = (Field.LEAD, Field.COORDINATING, Field.PRODUCT, Field.TIME)
"""Fields that say who, what or when."""


@dataclass(frozen=True, slots=True)
class FieldSet:
    """One activity: what is to be done, the fields as printed (one entry per sub-bullet), and its lines."""

    description: tuple[str, ...] = ()
    values: dict[Field, tuple[str, ...]] = field(default_factory=dict)
    lines: tuple[TextLine, ...] = ()

    @property
    def told(self) -> bool:
        """Whether a field says who, what or when."""
        return any(self.values.get(name) for name in TELLING)


@dataclass(slots=True)
class _Growing:
    description: list[str] = field(default_factory=list)
    values: dict[Field, list[str]] = field(default_factory=dict)
    lines: list[TextLine] = field(default_factory=list)
    open_field: Field | None = None
    label_rank: int = 0
    value_rank: int | None = None
    """Rank of the bullets that the open field's value is made of; None while it has none."""
    closed: bool = False
    """Whether the open field's value stands behind its label and ends there."""
    rank: int = 0
    """Rank of the description."""

    def freeze(self) -> FieldSet:
        values = {name: tuple(parts) for name, parts in self.values.items() if any(parts)}
        return FieldSet(tuple(self.description), values, tuple(self.lines))


def read_field_sets(paragraphs: Iterable[Paragraph], labels: Labels) -> list[FieldSet]:
    """The activities that a run of paragraphs describes.

    Example:
        >>> from planparse.parse.labels import load_labels
        >>> from planparse.parse.nodes import Paragraph
        >>> texts = ["Rà soát văn bản", "Đơn vị chủ trì: Phòng A; Thời gian thực hiện: Quý I/2023"]
        >>> found = read_field_sets([Paragraph(text, ()) for text in texts], load_labels())[0]
        >>> found.description, found.values[Field.LEAD], found.values[Field.TIME]
        (('Rà soát văn bản',), ('Phòng A',), ('Quý I/2023',))
    """
    sets = [_Growing()]
    for paragraph in paragraphs:
        found = _labels_of(paragraph.text, labels)
        if found:
            _take_fields(sets, paragraph, found)
        else:
            _take_text(sets, paragraph)
    return [growing.freeze() for growing in sets if growing.description or growing.values]


def _labels_of(text: str, labels: Labels) -> list[Label]:
    first = labels.at_start(text)
    if first and _is_order(text, first):
        first = None
    inside = [label for label in labels.inside(text) if first is None or label.start > first.start]
    inside = [label for label in inside if not _is_order(text, label)]
    if first is None:
        # A lone label in the middle of a sentence is a colon by chance unless it names who or when.
        return inside if any(label.field in (Field.LEAD, Field.TIME) for label in inside) else []
    return [first, *inside]


def _is_order(text: str, label: Label) -> bool:
    """`Chủ trì: phối hợp với các sở tham mưu …`: a comma that OCR took for a colon, and no unit."""
    who = label.field in (Field.LEAD, Field.COORDINATING)
    return who and goes_on_with_an_order(text[label.end :].lstrip())


def _take_fields(sets: list[_Growing], paragraph: Paragraph, found: Sequence[Label]) -> None:
    text = paragraph.text
    before = squeeze(text[: found[0].start]).strip(" (-–+")
    if not any(map(str.isalnum, before)):
        before = ""  # bullets and specks say nothing
    current = sets[-1]
    rank = _RANK.get(paragraph.bullet, 0)
    if before or (found[0].field is Field.CONTENT and Field.CONTENT in current.values):
        current = _next_set(sets, rank)
        if before:
            current.description.append(before)
    elif (
        found[0].field in current.values
        and found[0].field in TELLING
        and not _adds(current, found[0].field, rank)
    ):
        current = _next_set(sets, rank, forced=True)
    current.lines.extend(paragraph.lines)
    for label, after in zip(found, [*found[1:], None], strict=True):
        value = squeeze(text[label.end : after.start if after else len(text)])
        value = value.rstrip(" -–+(;,") if after else _without_bracket(value)
        current.open_field = label.field
        current.label_rank = rank
        current.value_rank = None
        parts = current.values.setdefault(label.field, [])
        current.closed = bool(value) and not value.endswith((";", ",", ":"))
        if value:
            parts.append(value)
            current.value_rank = rank + 1


def _without_bracket(value: str) -> str:
    """`Quý I/2025).`: the bracket that opened before the label closes behind the value."""
    return value.rstrip(" .;)") if value.count(")") > value.count("(") else value


def _adds(current: _Growing, name: Field, rank: int) -> bool:
    """A label that comes twice adds to its field where no new activity stands between."""
    return name is current.open_field and rank == current.label_rank


def _take_text(sets: list[_Growing], paragraph: Paragraph) -> None:
    current = sets[-1]
    rank = _RANK.get(paragraph.bullet, 0)
    text = squeeze(paragraph.text)
    if not text:
        return
    if current.open_field is not None and _belongs_to_field(current, rank):
        current.values[current.open_field].append(text)
        if current.value_rank is None:
            current.value_rank = rank
        current.lines.extend(paragraph.lines)
        return
    current = _next_set(sets, rank)
    current.description.append(text)
    current.lines.extend(paragraph.lines)


def _belongs_to_field(current: _Growing, rank: int) -> bool:
    if current.value_rank is None:
        return True
    if current.closed and current.open_field in _SHORT:
        return False
    return rank > current.label_rank or (rank == current.label_rank and rank >= current.value_rank)


def _next_set(sets: list[_Growing], rank: int, *, forced: bool = False) -> _Growing:
    """The set that a description goes to: the last one, or a new one behind a set that has its fields."""
    current = sets[-1]
    if forced or any(name in current.values for name in TELLING):
        sets.append(_Growing(rank=rank))
    return sets[-1]


def label_children(nodes: Sequence[Node], labels: Labels) -> bool:
    """Whether items only label fields: `a) Nhiệm vụ`, `b) Cơ quan thực hiện`, `c) Thời gian`.

    At least two must, one of them telling who or when, and none may be without a label.
    """
    found = [node_label(node, labels) for node in nodes]
    who_or_when = {Field.LEAD, Field.COORDINATING, Field.TIME, Field.PRODUCT}
    return len(found) > 1 and None not in found and bool(who_or_when & set(found))


def node_label(node: Node, labels: Labels) -> Field | None:
    """The field that an item's first line names, with or without a value behind a colon."""
    started = labels.at_start(node.title.text)
    return started.field if started else labels.field_of(node.title.text)


def as_paragraphs(node: Node, labels: Labels) -> list[Paragraph]:
    """A label-only item as a labelled paragraph and its deeper lines, and all that hangs below it."""
    title = node.title
    if labels.at_start(title.text) is None:
        title = replace(title, text=f"{title.text.rstrip(' .:')}: ")
    below = [replace(paragraph, bullet=paragraph.bullet or Style.DASH) for paragraph in node.body]
    for child in node.children:
        below.extend(
            replace(paragraph, bullet=paragraph.bullet or Style.DASH) for paragraph in child.paragraphs
        )
        below.extend(item for grandchild in child.children for item in as_plain(grandchild))
    return [replace(title, bullet=None), *below]


def as_plain(node: Node) -> list[Paragraph]:
    """An item and all below it as bullets."""
    own = [replace(paragraph, bullet=paragraph.bullet or Style.DASH) for paragraph in node.paragraphs]
    return own + [item for child in node.children for item in as_plain(child)]


def bullet_groups(paragraphs: Iterable[Paragraph]) -> list[tuple[str, list[Paragraph]]]:
    """Each dash with the deeper bullets below it, and the plain paragraph above it: an office, a time.

    Where no dash stands, the first bullet's kind takes its place.
    """
    paragraphs = list(paragraphs)
    kinds = [paragraph.bullet for paragraph in paragraphs if paragraph.bullet]
    outer = Style.DASH if Style.DASH in kinds else next(iter(kinds), None)
    groups: list[tuple[str, list[Paragraph]]] = []
    heading = ""
    for paragraph in paragraphs:
        if paragraph.bullet and paragraph.bullet is outer:
            groups.append((heading, [paragraph]))
        elif groups and paragraph.bullet:
            groups[-1][1].append(paragraph)
        elif not paragraph.bullet:
            heading = paragraph.text
    return groups


def merged(sets: Sequence[FieldSet]) -> list[FieldSet]:
    """Sets without fields of their own join the set before them (or, where there is none, the one behind)."""
    whole: list[FieldSet] = []
    for one in sets:
        if whole and not one.told:
            last = whole[-1]
            whole[-1] = FieldSet(
                (*last.description, *one.description), last.values, (*last.lines, *one.lines)
            )
        else:
            whole.append(one)
    return whole
