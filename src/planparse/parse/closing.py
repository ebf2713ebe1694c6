"""The end of a document: recipients, and who signed as what."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from planparse.parse.header import is_type_line
from planparse.parse.phrases import either
from planparse.parse.text import squeeze
from planparse.vietnamese.names import is_family_name, read_damaged_person, read_person
from planparse.vietnamese.signing import deputised, read_damaged_title, read_title
from planparse.vietnamese.syllable import is_syllable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planparse.model.page import BoundingBox
    from planparse.parse.layout import TextLine

_O, _A = "[oòóỏõọôồốổỗộơờớởỡợ]", "[aàáảãạăằắẳẵặâầấẩẫậ]"
_RECIPIENTS = re.compile(
    rf"^\W*(?:N{_O}i nh{_A}n\s*[:;.]|Nơi nhận|Nơi gửi\s*[:;.]?)\s*[:;.]?\s*(?P<rest>.*)$", re.IGNORECASE
)
"""`Nơi nhận`, whatever marks OCR gave it where a colon follows."""
_REACH = 60
"""Lines behind `Nơi nhận` that can belong to it and the signature."""
_BEFORE = 12
_FURTHER = 6
"""Lines behind a doubtful name within which a better one is looked for: pens and seals leave noise."""
_TRAILING_NAME = re.compile(r"[.;)]\s+(?P<name>(?:[A-ZĐÀ-Ỹ][a-zđà-ỹ]+\s+){1,4}[A-ZĐÀ-Ỹ][a-zđà-ỹ]+)$")
_SIGNED = re.compile(r"^\(?\s*(?:đã ký|ký tên|đã kí)[^)]*\)?$", re.IGNORECASE)
_ATTACHMENT = re.compile(rf"^{either('attachment')}\b")
_LONGEST_LINE = 90
"""Letters; no recipient behind a signature is longer."""
_LONGEST_SPECK = 3
"""Letters of a word that a pen or a seal leaves before a name."""
_ITEM = re.compile(r"^\s*[-–+•*]\s*")


@dataclass(frozen=True, slots=True)
class Closing:
    """Recipients and signer, and the line at which the body ends."""

    body_end: int
    end: int
    recipients: tuple[str, ...] = ()
    signer_title: str | None = None
    signer_name: str | None = None
    signed: TextLine | None = None
    """The line of the signer's name."""
    damaged: bool = False
    """Whether a title is told by what a seal has left of it."""


def read_closing(lines: Sequence[TextLine]) -> Closing:
    """Where the body ends, who gets the document and who signed it.

    Example:
        >>> from planparse.parse.layout import TextLine
        >>> texts = ["…thực hiện./.", "Nơi nhận:", "- Như trên;", "- Lưu: VT.", "KT. CHỦ TỊCH"]
        >>> texts += ["PHÓ CHỦ TỊCH", "Trần Văn A"]
        >>> closing = read_closing([TextLine(text, 1, n) for n, text in enumerate(texts)])
        >>> closing.recipients, closing.signer_title, closing.signer_name
        (('Như trên', 'Lưu: VT'), 'KT. CHỦ TỊCH / PHÓ CHỦ TỊCH', 'Trần Văn A')
    """
    start = next((n for n, line in enumerate(lines) if _RECIPIENTS.match(line.text)), None)
    if start is None:
        return _signed_only(lines)
    match = _RECIPIENTS.match(lines[start].text)
    first = [replace(lines[start], text=text) for text in _unglued(squeeze(match["rest"] if match else ""))]
    tail = _read([*first, *lines[start + 1 : start + _REACH]], lines[start].bbox)
    above = _titles_above(lines, start) if not tail.titles else None
    found = above or Closing(start, start, (), _joined(tail.titles), tail.name, tail.signed, tail.damaged)
    end = start + tail.used - len(first) + 1 if found.signer_name or tail.recipients else start + 1
    return replace(found, end=end, recipients=tuple(tail.recipients))


def _joined(titles: Sequence[str]) -> str | None:
    return " / ".join(deputised(titles)) or None


@dataclass(slots=True)
class _Tail:
    """Recipients and signature, line by line."""

    heading: BoundingBox | None
    """Where `Nơi nhận` stands: titles and names stand to the right of it."""
    recipients: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    name: str | None = None
    signed: TextLine | None = None
    used: int = 0
    """Lines of the tail: up to the name, or to the last that is a title or a recipient."""
    read: int = 0
    damaged: bool = False

    def take(self, line: TextLine) -> bool:
        """Read one line; False where the tail ends before it, or with it as the name."""
        text = squeeze(line.text)
        if self._over(text):
            return False
        self.read += 1
        person = self._person(line, text)
        if person and (self.name is None or is_family_name(person.split()[0])):
            self.name, self.signed, self.used = person, line, self.read
            return not is_family_name(person.split()[0])
        if self._belongs(line, text) and not self.name:
            self.used = self.read
        return True

    def _belongs(self, line: TextLine, text: str) -> bool:
        """Take what is no name: a title, a recipient, or what goes on with one."""
        title = None if self.name else self._title(line, text)
        if title:
            self.titles.append(title)
        elif _ITEM.match(text):
            self.recipients.append(_ITEM.sub("", text))
        elif text and not _SIGNED.match(text):
            return self._join(text)
        return True

    def _over(self, text: str) -> bool:
        """Whether the tail is over: an attachment or a plan begins, or no better name comes."""
        long = bool(self.titles) and bool(self.recipients) and len(text) > _LONGEST_LINE
        return (
            long
            or bool(_ATTACHMENT.match(text))
            or is_type_line(text)
            or (self.name is not None and self.read - self.used >= _FURTHER)
        )

    def _beside(self, line: TextLine) -> bool:
        """Whether a line stands beside the recipients, where only the signer does."""
        return line.bbox is not None and self.heading is not None and line.bbox.x0 > self.heading.x1

    def _person(self, line: TextLine, text: str) -> str | None:
        """A name below a title; one that a seal has damaged, or without title, only beside the recipients."""
        if not self.titles and not self._beside(line):
            return None
        person = _person(text)
        known = person is not None and is_family_name(person.split()[0])
        if known or not self.titles:
            return person if known else None
        return (read_damaged_person(text) if self._beside(line) else None) or person

    def _title(self, line: TextLine, text: str) -> str | None:
        """A title; one that a seal has damaged only beside the recipients."""
        title = read_title(text)
        if title or not self._beside(line) or _ITEM.match(text):
            return title
        damaged = read_damaged_title(text, self.titles[-1] if self.titles else None)
        self.damaged = self.damaged or damaged is not None
        return damaged

    def _join(self, text: str) -> bool:
        """Take a line that goes on with the recipient above it, or the first without a dash."""
        if not self.recipients:
            self.recipients.append(text)
        elif not self.titles or _TRAILING_NAME.search(text):
            self.recipients[-1] += f" {text}"
        else:
            return False
        return True

    def finish(self) -> None:
        """A name at the end of the last recipient: two columns were run together."""
        trailing = _TRAILING_NAME.search(self.recipients[-1]) if self.recipients and self.titles else None
        if self.name is None and trailing:
            self.name = trailing["name"]
            self.recipients[-1] = self.recipients[-1][: trailing.start() + 1]
        self.recipients = [squeeze(item).rstrip(" ;.,") for item in self.recipients if item.strip()]


def _person(text: str) -> str | None:
    """A line that is a name, or a name behind what is left of a pen stroke."""
    person = None if read_title(text) else read_person(text)
    if person:
        return person
    words = text.split()
    for first in range(1, len(words) - 1):
        if len(words[first - 1]) > _LONGEST_SPECK or is_syllable(words[first - 1]):
            return None
        if is_family_name(words[first]) and (person := read_person(" ".join(words[first:]))):
            return person
    return None


_GLUED = re.compile(r"[;.]?\s+-\s+(?=[A-ZĐÀ-Ỹ])")
_GLUED_END = re.compile(r"\s+(?P<title>(?:[A-ZĐÀ-Ỹ]{2,}\.?\s+)+)(?P<name>(?:[A-ZĐÀ-Ỹ][a-zđà-ỹ]+\s*){2,5})$")


def _unglued(text: str) -> list[str]:
    """Recipients, titles and name that were run into one line."""
    if not _GLUED.search(text):
        return [text]
    end = _GLUED_END.search(text)
    tail = [end["title"].strip(), end["name"].strip()] if end and read_title(end["title"]) else []
    items = _GLUED.split(text[: end.start()] if end and tail else text)
    return [f"- {_ITEM.sub('', item)}" for item in items] + tail


def _read(lines: Sequence[TextLine], heading: BoundingBox | None) -> _Tail:
    tail = _Tail(heading)
    for line in lines:
        if not tail.take(line):
            break
    tail.finish()
    return tail


def _titles_above(lines: Sequence[TextLine], start: int) -> Closing | None:
    """The signature where the right column was read before the left."""
    first = max(0, start - _BEFORE)
    titles = [(n, title) for n in range(first, start) if (title := read_title(lines[n].text))]
    if not titles:
        return None
    place = next((n for n in range(titles[-1][0] + 1, start) if _person(squeeze(lines[n].text))), None)
    joined = _joined([title for _, title in titles])
    if place is None:
        return Closing(titles[0][0], start, (), joined)
    return Closing(titles[0][0], start, (), joined, _person(squeeze(lines[place].text)), lines[place])


def _signed_only(lines: Sequence[TextLine]) -> Closing:
    """A document without recipients: the last title with a name below it."""
    for place in range(len(lines) - 2, max(-1, len(lines) - 40), -1):
        if not read_title(lines[place].text):
            continue
        name = _name_below(lines, place)
        if name is None:
            continue
        first = place
        while first > 0 and read_title(lines[first - 1].text):
            first -= 1
        titles = [title for line in lines[first : place + 1] if (title := read_title(line.text))]
        person = _person(squeeze(lines[name].text))
        return Closing(first, name + 1, (), _joined(titles), person, lines[name])
    return Closing(len(lines), len(lines))


def _name_below(lines: Sequence[TextLine], title: int) -> int | None:
    """The line of a name: right below the title, or a little below with a family name that we know."""
    for place in range(title + 1, min(len(lines), title + _FURTHER)):
        person = _person(squeeze(lines[place].text))
        if person and (place == title + 1 or is_family_name(person.split()[0])):
            return place
    return None
