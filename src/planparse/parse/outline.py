"""Lines to the tree of headings, items and bullets.

One pass over the lines. A number opens an item only where the order of the lists that are open allows it; all
else continues a paragraph or begins a new one. So `2025.` at the start of a broken line stays text, and `I1.`
after `I.` is II.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from planparse.parse.list_order import find_place
from planparse.parse.markers import Marker, Style
from planparse.parse.nodes import Node, Outline, Paragraph
from planparse.parse.numbering import opening
from planparse.parse.openings import mend_openings
from planparse.parse.paper import Paper
from planparse.parse.periods import period_headings
from planparse.parse.phrases import either

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from planparse.parse.layout import TextLine
    from planparse.parse.list_order import Place
    from planparse.parse.markers import Opening

_ENDS = re.compile(r"[.;:!?…][\"”’)\]]*$|\.\/\.?$")
_HANGING = re.compile(rf"(?:[,(–/-]|(?<!thời gian )\b{either('line_link')})$", re.IGNORECASE)
"""`trong thời gian đến` is whole."""
_CUT_QUARTER = re.compile(r"[IVX]+\s*/\s*\d")
_YEAR_RANGE = re.compile(r"^\s*[-–—]\s*(?:\d{4}|[IVX]+)\b")
_DASH = re.compile(r"^\s*[-–—]\s*")
_CUT_YEAR = re.compile(r".{0,2}/(?:2\n0\d\d|20\n\d\d|20\d\n\d)(?!\d)")
_YEAR_END = re.compile(r"(?:\d{4}|\b[IVX]+)$")
_TITLE_LIMIT = 220
"""Longest heading in letters; a longer first line is a paragraph."""
_STEP = 1.2
"""Times the height of a line: a first line steps in so far at least."""


@dataclass(slots=True)
class _Open:
    """A node that is being filled."""

    marker: Marker | None
    paragraphs: list[list[TextLine]] = field(default_factory=list)
    texts: list[list[str]] = field(default_factory=list)
    bullets: list[Style | None] = field(default_factory=list)
    children: list[_Open] = field(default_factory=list)
    in_order: bool = True

    def start(self, line: TextLine, text: str, bullet: Style | None = None) -> None:
        self.paragraphs.append([line])
        self.texts.append([text])
        self.bullets.append(bullet)

    def extend(self, line: TextLine) -> None:
        self.paragraphs[-1].append(line)
        self.texts[-1].append(line.text)

    def closed(self) -> tuple[Paragraph, ...]:
        return tuple(
            Paragraph(join_lines(texts), tuple(lines), bullet)
            for texts, lines, bullet in zip(self.texts, self.paragraphs, self.bullets, strict=True)
        )

    def freeze(self) -> Node:
        if self.marker is None:
            raise ValueError("the root has no number")
        title, *body = self.closed()
        children = tuple(child.freeze() for child in self.children)
        return Node(self.marker, title, tuple(body), children, self.in_order)


def join_lines(texts: Iterable[str]) -> str:
    """Lines as one text; a word broken by a hyphen, or a year by the edge of its cell, is made whole.

    Example:
        >>> join_lines(["Quyết định số 39/2021/QĐ-", "UBND ngày 20/8/202", "1"])
        'Quyết định số 39/2021/QĐ-UBND ngày 20/8/2021'
    """
    joined = ""
    for text in texts:
        hyphen = bool(re.search(r"[^\W_]-$", joined)) and text[:1].isupper()
        tight = hyphen or _CUT_YEAR.match(f"{joined[-4:]}\n{text}") is not None
        joined += ("" if tight or not joined else " ") + text.strip()
    return joined


def read_outline(lines: Sequence[TextLine], is_label: Callable[[str], bool] = lambda _: False) -> Outline:
    """The tree of a run of lines.

    Args:
        lines: running text, in order.
        is_label: whether a text begins with a field label (`Đơn vị chủ trì: …`); it opens a paragraph.

    Example:
        >>> from planparse.parse.layout import TextLine
        >>> texts = ["I. MỤC ĐÍCH", "1. Mục đích", "- Nâng cao", "nhận thức.", "I1. NHIỆM VỤ"]
        >>> texts += ["1. Thể chế"]
        >>> outline = read_outline([TextLine(text, 1, n) for n, text in enumerate(texts)])
        >>> [(node.marker.text, node.title.text) for node in outline.walk()]
        [('I', 'MỤC ĐÍCH'), ('1', 'Mục đích'), ('II', 'NHIỆM VỤ'), ('1', 'Thể chế')]
    """
    lines = mend_openings(lines)
    paper = Paper.under(lines)
    root = _Open(None)
    stack = [root]
    previous: TextLine | None = None
    periods = period_headings([line.text for line in lines])
    for place, line in enumerate(lines):
        if place in periods:
            _open(
                stack,
                line,
                line.text.strip(" .:*"),
                find_place(periods[place], _markers(stack), unfinished=False),
            )
        else:
            _place(line, previous, stack, paper, is_label)
        previous = line
    return Outline(root.closed(), tuple(child.freeze() for child in root.children))


def _markers(stack: Sequence[_Open]) -> list[Marker | None]:
    return [open_node.marker for open_node in stack]


def _open(stack: list[_Open], line: TextLine, text: str, place: Place | None) -> bool:
    """Hang an item where it belongs; False where it opens none."""
    if place is None:
        return False
    del stack[place.parent + 1 :]
    child = _Open(place.marker, in_order=place.in_order)
    child.start(line, text)
    stack[-1].children.append(child)
    stack.append(child)
    return True


def _place(
    line: TextLine,
    previous: TextLine | None,
    stack: list[_Open],
    paper: Paper,
    is_label: Callable[[str], bool],
) -> None:
    node = stack[-1]
    found = _opening(line)
    open_end = bool(node.texts) and not _complete(node.texts[-1][-1])
    unfinished = open_end and not _is_title(node)
    if found and not (open_end and _dash_goes_on(line, previous, node, paper)):
        if found.readings[0].style.bullet:
            node.start(line, found.rest, found.readings[0].style)
            return
        if _open(stack, line, found.rest, find_place(found, _markers(stack), unfinished=unfinished)):
            return
    if node.texts and not is_label(line.text) and _continues(line, previous, node, paper):
        node.extend(line)
    else:
        node.start(line, line.text)


def _opening(line: TextLine) -> Opening | None:
    """How a line begins; where restoration changed its marker, a letter that was read counts first."""
    found = opening(line.text)
    if not line.observed:
        return found
    rest = line.text.partition(" ")[2]
    before = opening(f"{line.observed} {rest}")
    if before is None or before.readings[0].style is not Style.LETTER:
        return found
    if found and not before.readings[0].text:
        return replace(found, readings=tuple(replace(marker, mended=True) for marker in found.readings))
    return replace(before, readings=(*before.readings, *(found.readings if found else ())))


def _is_title(node: _Open) -> bool:
    """Whether all that the node holds is a short heading, which ends without a full stop."""
    if node.marker is None or len(node.texts) > 1:
        return False
    if not (node.marker.style.heading or node.marker.style is Style.NAMED):
        return False
    text = join_lines(node.texts[0])
    return len(text) <= _TITLE_LIMIT // 2 and not _HANGING.search(text)


def _complete(text: str) -> bool:
    return bool(_ENDS.search(text.rstrip()))


def _dash_goes_on(line: TextLine, previous: TextLine | None, node: _Open, paper: Paper) -> bool:
    """A dash that opens no item: `giai đoạn 2021` / `- 2025`, `phát triển kinh tế` / `- xã hội`."""
    before = node.texts[-1][-1].rstrip()
    years = bool(_YEAR_RANGE.match(line.text) and _YEAR_END.search(before))
    word = _DASH.sub("", line.text)
    compound = len(word) < len(line.text) and word[:2].islower() and paper.ended(previous, line)
    return years or compound or before.endswith(("-", "–"))


def _continues(line: TextLine, previous: TextLine | None, node: _Open, paper: Paper) -> bool:
    """Whether a line without a number goes on with the paragraph before it."""
    before = node.texts[-1][-1].rstrip()
    text = line.text.lstrip(" \"“'(")
    if _complete(before):
        listed = before.endswith(";") and node.bullets[-1] is not None and paper.ended(previous, line)
        flowing = text[:1].islower() or _flows_on(line, node.paragraphs[-1])
        return listed or (flowing and not before.endswith(("./.", ":")))
    title = len(node.texts) == 1 and node.marker is not None
    if before.isupper() and title:
        return text.upper() == text
    cut = not before or not text[:1].isupper() or _CUT_QUARTER.match(text)
    if cut or _HANGING.search(before) or _unclosed(before):
        return True
    if before.isupper():
        return text.isupper()
    if title and text.isupper():
        return False
    return paper.ended(previous, line)


def _flows_on(line: TextLine, paragraph: Sequence[TextLine]) -> bool:
    """Whether a line is set as the next of a paragraph whose first line steps in: flush left, close below."""
    above = paragraph[-1]
    second = paragraph[1] if len(paragraph) > 1 else line
    if paragraph[0].page != second.page or above.page != line.page:
        return False
    first_box, second_box, above_box, box = paragraph[0].bbox, second.bbox, above.bbox, line.bbox
    if first_box is None or second_box is None or above_box is None or box is None:
        return False
    steps_in = first_box.x0 - second_box.x0 > _STEP * box.height
    flush = abs(box.x0 - second_box.x0) < box.height / 2
    return steps_in and flush and box.top - above_box.bottom < box.height / 2


def _unclosed(text: str) -> bool:
    return text.count("(") > text.count(")") or text.count("“") > text.count("”")
