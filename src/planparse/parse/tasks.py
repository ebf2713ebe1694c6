"""The outline to sections and tasks: what is a task, what it is called, and the fields that fall to it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from planparse.model.plan import Flag
from planparse.parse.drafts import DraftSection, DraftTask, Harvest
from planparse.parse.fields import (
    FieldSet,
    as_paragraphs,
    as_plain,
    bullet_groups,
    label_children,
    merged,
    node_label,
    read_field_sets,
)
from planparse.parse.labels import Field
from planparse.parse.markers import Style
from planparse.parse.periods import time_of_heading
from planparse.parse.titles import NO_WORK, heading_text, is_heading
from planparse.parse.topics import Topic, assigns_work, topic_of
from planparse.parse.verbs import begins_with_action

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from planparse.parse.labels import Labels
    from planparse.parse.nodes import Node, Paragraph

_CHAPTER = (Style.PART, Style.UPPER, Style.ROMAN, Style.PERIOD)
_LONGEST_HEADING = 300
_LONGEST_LABELLED = 900
_MOSTLY = 0.5
_COUNTER = re.compile(
    r"(?:Hoạt động|Nhiệm vụ|Nội dung|Công việc|Dự án)\s*(?:số\s*)?\d{1,3}\s*[.:]?", re.IGNORECASE
)
"""A title that only counts; the labelled content says what the work is."""
_COMING = re.compile(
    "phương hướng|thời gian tới|năm tới|quý tới|tháng tới|trọng tâm|kế hoạch|sắp tới|nhiệm vụ năm"
)


@dataclass(frozen=True, slots=True)
class Scope:
    """Where the walk stands: the path, the topic of the chapter, and the fields that fall to all below."""

    path: tuple[str, ...]
    topic: Topic | None = None
    shared: Mapping[Field, tuple[str, ...]] = field(default_factory=dict)
    headings: tuple[str, ...] = ()
    """Headings above, nearest first: one may name who does what stands below it."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Walks an outline.

    `base` opens every path (`annex`), `report` tells that only a chapter of coming work orders anything.
    """

    labels: Labels
    base: tuple[str, ...] = ()
    report: bool = False
    extra: tuple[Path, ...] = ()

    def read(self, roots: Sequence[Node], title: Sequence[str] = ()) -> Harvest:
        """Sections and tasks of an outline; a title over an annex may tell that all of it is work."""
        harvest = Harvest()
        assigns = any(assigns_work(line, self.extra) for line in title)
        for root in roots:
            self._node(root, Scope(self.base, Topic.TASK if assigns else None), harvest)
        return harvest

    def _node(self, node: Node, above: Scope, harvest: Harvest) -> None:
        if node.marker.style is Style.ARTICLE:
            self._article(node, above, harvest)
            return
        path = (*above.path, node.marker.text)
        heading = is_heading(node, self.labels)
        if heading:
            harvest.sections.append(DraftSection(path, heading_text(node, self.labels), _page(node)))
        own = self._topic(node, above.topic, heading=heading)
        if own in NO_WORK:
            self._sections_below(node, path, harvest)
            return
        self._work(
            node, Scope(path, own, above.shared, (heading_text(node, self.labels), *above.headings)), harvest
        )

    def _article(self, node: Node, above: Scope, harvest: Harvest) -> None:
        """`Điều 1. Phê duyệt Kế hoạch …` only carries the plan; its number is none of the plan's."""
        for child in node.children:
            self._node(child, above, harvest)

    def _topic(self, node: Node, above: Topic | None, *, heading: bool) -> Topic | None:
        """The topic of what stands below a node: its own where its heading names one that may stand there."""
        if not heading and node.marker.style not in _CHAPTER:
            return above
        title = node.title.text
        found = topic_of(title.split(":")[0], self.extra) if len(title) < _LONGEST_HEADING else None
        if found is Topic.TASK and self.report and not _coming(title):
            found = Topic.AIM
        if above is None:
            return found or (Topic.TASK if self._orders_work(node) and not self.report else Topic.AIM)
        settled = above if above in NO_WORK or above is Topic.ORGANISATION else None
        if found is Topic.TASK and settled:
            return settled
        if (found is Topic.BACKGROUND and not settled) or self._charges(node, found):
            return above
        return found or above

    def _charges(self, node: Node, topic: Topic | None) -> bool:
        """Whether an item in a chapter of work says who leads it, whatever its heading tells.

        `Mục tiêu 1: …` may head work, and `Chế độ báo cáo` with fields of its own is work.
        """
        if topic is not Topic.AIM and (topic is not Topic.ORGANISATION or node.children):
            return False
        texts = (paragraph.text for below in node.walk() for paragraph in below.paragraphs)
        found = (label for text in texts for label in (self.labels.at_start(text), *self.labels.inside(text)))
        return any(label is not None and label.field is Field.LEAD for label in found)

    def _orders_work(self, node: Node) -> bool:
        """A chapter whose title tells nothing: do its items begin with verbs of work, or carry fields?"""
        leaves = [leaf for leaf in node.walk() if not leaf.children]
        working = 0
        for leaf in leaves:
            texts = [paragraph.text for paragraph in leaf.paragraphs]
            if leaf is node or is_heading(leaf, self.labels):
                texts = texts[1:]
            fields = any(self.labels.at_start(text) for text in texts)
            working += fields or any(begins_with_action(text, self.extra) for text in texts[:3])
        return bool(leaves) and working >= len(leaves) * _MOSTLY

    def _sections_below(self, node: Node, path: tuple[str, ...], harvest: Harvest) -> None:
        for child in node.children:
            below = (*path, child.marker.text)
            if is_heading(child, self.labels):
                harvest.sections.append(DraftSection(below, heading_text(child, self.labels), _page(child)))
            self._sections_below(child, below, harvest)

    def _work(self, node: Node, scope: Scope, harvest: Harvest) -> None:
        if node.marker.style in (Style.LETTER, Style.PAREN) or not node.children:
            self._leaf(node, scope, harvest)
            return
        if label_children(node.children, self.labels) and not self._listed_content(node):
            self._labelled(node, scope, harvest)
            return
        labelled = [child for child in node.children if self._only_label(child)]
        fields = self._shared_fields(node, labelled, scope.shared)
        for child in node.children:
            if child in labelled:
                below = (*scope.path, child.marker.text)
                harvest.sections.append(DraftSection(below, heading_text(child, self.labels), _page(child)))
                self._sections_below(child, below, harvest)
            else:
                self._node(child, replace(scope, shared=fields), harvest)

    def _listed_content(self, node: Node) -> bool:
        """`1. Nội dung` with a), b) … below it: those are the tasks, the labels beside it their fields."""
        return any(
            child.children and node_label(child, self.labels) is Field.CONTENT for child in node.children
        )

    def _only_label(self, node: Node) -> bool:
        """`2. Cơ quan chủ trì`, `3. Thời gian thực hiện: …`: a short item that only tells who or when."""
        if topic_of(node.title.text, self.extra) is Topic.ORGANISATION:
            return False
        length = sum(len(paragraph.text) for below in node.walk() for paragraph in below.paragraphs)
        found = node_label(node, self.labels)
        if found is Field.TIME and not self.labels.is_listed(node.title.text.partition(":")[0]):
            return False  # `Thời gian tổ chức Lễ phát động: …` is the time of that alone
        return length <= _LONGEST_LABELLED and found in (Field.LEAD, Field.COORDINATING, Field.TIME)

    def _shared_fields(
        self, node: Node, labelled: Sequence[Node], shared: Mapping[Field, tuple[str, ...]]
    ) -> Mapping[Field, tuple[str, ...]]:
        """Fields of the heading itself, or of its label-only items, fall to all below it."""
        paragraphs: list[Paragraph] = [*node.body]
        for item in labelled:
            if label_children(item.children, self.labels):
                for child in item.children:
                    paragraphs.extend(as_paragraphs(child, self.labels))
            else:
                paragraphs.extend(as_paragraphs(item, self.labels))
        found = [one for one in read_field_sets(paragraphs, self.labels) if one.told]
        return {**shared, **found[-1].values} if found else shared

    def _labelled(self, node: Node, scope: Scope, harvest: Harvest) -> None:
        """Letters that are only field labels: the section itself is the task."""
        paragraphs = [*node.body]
        for child in node.children:
            paragraphs.extend(as_paragraphs(child, self.labels))
        sets = read_field_sets(paragraphs, self.labels)
        self._emit(node, scope, sets, harvest)

    def _leaf(self, node: Node, scope: Scope, harvest: Harvest) -> None:
        below = [item for child in node.children for item in as_plain(child)]
        if node.marker.style in _CHAPTER and not is_heading(node, self.labels):
            self._unlabelled(node, scope, harvest)
            return
        if node.marker.style in (Style.LETTER, Style.PAREN) or not is_heading(node, self.labels):
            sets = read_field_sets([*node.paragraphs, *below], self.labels)
            self._emit(node, scope, sets, harvest, titled=True)
            return
        sets = read_field_sets([*node.body, *below], self.labels)
        if not any(one.told for one in sets):
            self._unlabelled(node, scope, harvest)
            return
        self._emit(node, scope, sets, harvest)

    def _unlabelled(self, node: Node, scope: Scope, harvest: Harvest) -> None:
        """A heading without fields: one task with its sub-bullets; each bullet one where it is a chapter."""
        chapter = node.marker.style in _CHAPTER or len(scope.path) == len(self.base) + 1
        if chapter or time_of_heading(node.title.text):
            for counter, (heading, one) in enumerate(bullet_groups(node.body), 1):
                headings = (heading, *scope.headings) if heading else scope.headings
                below = replace(scope, path=(*scope.path, str(counter)), headings=headings)
                self._emit(node, below, read_field_sets(one, self.labels)[:1], harvest, titled=True)
            return
        if not node.body and not begins_with_action(node.title.text, self.extra) and not scope.shared:
            return
        sets = read_field_sets(node.paragraphs, self.labels)
        self._emit(node, scope, sets, harvest, titled=True)

    def _emit(
        self,
        node: Node,
        scope: Scope,
        sets: Sequence[FieldSet],
        harvest: Harvest,
        *,
        titled: bool = False,
    ) -> None:
        sets = merged(sets)
        flags: frozenset[Flag] = frozenset() if node.in_order else frozenset({Flag.NUMBER_OUT_OF_ORDER})
        several = len(sets) > 1
        for counter, one in enumerate(sets, 1):
            content = one.values.get(Field.CONTENT, ())
            own: dict[Field, tuple[str, ...]] = {
                name: parts for name, parts in one.values.items() if name is not Field.CONTENT
            }
            own_text = () if content and _COUNTER.fullmatch(" ".join(one.description)) else one.description
            draft = DraftTask(
                path=(*scope.path, str(counter)) if several else scope.path,
                description=(*own_text, *content) or (node.title.text.strip().rstrip(" .:;"),),
                values={**scope.shared, **own},
                lines=one.lines if several or titled else (*node.title.lines, *one.lines),
                headings=scope.headings,
                flags=flags,
            )
            if scope.topic is Topic.ORGANISATION:
                flagged = draft.flags | {Flag.TASK_FROM_ORGANISATION_CHAPTER}
                harvest.organisation.append(replace(draft, flags=flagged))
            else:
                harvest.tasks.append(draft)


def _coming(title: str) -> bool:
    """Whether a report's heading announces work to come."""
    return _COMING.search(title.casefold()) is not None


def _page(node: Node) -> int:
    return node.title.lines[0].page if node.title.lines else 1
