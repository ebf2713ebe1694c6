"""What ended a line: the edge of the paper, or its writer."""

from __future__ import annotations

from planparse.model.page import BoundingBox
from planparse.parse.layout import TextLine
from planparse.parse.outline import read_outline
from planparse.parse.paper import Paper

LEFT, RIGHT, STEP, LETTER, LEADING = 90, 540, 30, 6.0, 18


def printed(*texts: str) -> list[TextLine]:
    """Lines as a word processor sets them: justified but for those that `|` ends, indented behind those."""
    lines: list[TextLine] = []
    begins = True
    for number, marked in enumerate(texts):
        ended, text = marked.endswith("|"), marked.rstrip("|")
        left = LEFT + STEP * begins
        right = left + LETTER * len(text) if ended else RIGHT
        box = BoundingBox(left, LEADING * number, right, LEADING * number + 12)
        lines.append(TextLine(text, 1, number, box))
        begins = ended
    return lines


PARAGRAPH = (
    "Căn cứ chức năng, nhiệm vụ được giao, tham gia phối hợp công tác tuyên",
    "truyền, vận động; phối hợp tham gia công tác tập huấn cho cán bộ xã, phường.|",
)
TITLE = "5. Các tổ chức chính trị - xã hội và tổ chức, đoàn thể|"


def test_a_title_nearly_as_long_as_a_line_goes_on_with_nothing_that_had_room() -> None:
    lines = printed("IV. PHÂN CÔNG|", *PARAGRAPH * 4, TITLE, *PARAGRAPH)
    title = lines[9]
    assert len(title.text) >= Paper.under(lines).letters * 0.7
    assert not Paper.under(lines).ended(title, lines[10])
    (chapter,) = read_outline(lines).roots
    (item,) = chapter.children
    assert item.title.text == TITLE[3:-1]
    assert [paragraph.text for paragraph in item.body] == [" ".join(PARAGRAPH).rstrip("|")]


def test_a_line_that_the_next_word_did_not_fit_goes_on() -> None:
    first = "5. Các tổ chức chính trị - xã hội, các đoàn thể nhân dân và Hội đồng"
    lines = printed("IV. PHÂN CÔNG|", *PARAGRAPH * 4, first, "Khoa học tham gia tuyên truyền.|")
    (chapter,) = read_outline(lines).roots
    assert chapter.children[0].title.text == f"{first[3:]} Khoa học tham gia tuyên truyền."


def test_pages_of_few_lines_tell_no_edge() -> None:
    lines = printed(*PARAGRAPH, TITLE)
    assert Paper.under(lines).right == {}
    assert Paper.under(lines).ended(lines[0], lines[1])
