"""The end of a document: recipients, and who signed as what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from planparse.parse.phrases import either
from planparse.parse.text import is_person, squeeze
from planparse.resources import read_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planparse.parse.layout import TextLine

_O, _A = "[oòóỏõọôồốổỗộơờớởỡợ]", "[aàáảãạăằắẳẵặâầấẩẫậ]"
_RECIPIENTS = re.compile(
    rf"^\W*(?:N{_O}i nh{_A}n\s*[:;.]|Nơi nhận|Nơi gửi\s*[:;.]?)\s*[:;.]?\s*(?P<rest>.*)$", re.IGNORECASE
)
"""`Nơi nhận`, whatever marks OCR gave it where a colon follows."""
_REACH = 60
"""Lines behind `Nơi nhận` that can belong to it and the signature."""
_BEFORE = 12
_TRAILING_NAME = re.compile(r"[.;)]\s+(?P<name>(?:[A-ZĐÀ-Ỹ][a-zđà-ỹ]+\s+){1,4}[A-ZĐÀ-Ỹ][a-zđà-ỹ]+)$")
_SIGNED = re.compile(r"^\(?\s*(?:đã ký|ký tên|đã kí)[^)]*\)?$", re.IGNORECASE)
_ATTACHMENT = re.compile(rf"^{either('attachment')}\b")
_LONGEST_LINE = 90
"""Letters; no recipient behind a signature is longer."""
_ITEM = re.compile(r"^\s*[-–+•*]\s*")


@dataclass(frozen=True, slots=True)
class Closing:
    """Recipients and signer, and the line at which the body ends."""

    body_end: int
    end: int
    recipients: tuple[str, ...] = ()
    signer_title: str | None = None
    signer_name: str | None = None


@lru_cache(maxsize=1)
def _titles() -> re.Pattern[str]:
    longest = sorted((row["title"] for row in read_table("signer_titles.tsv")), key=len, reverse=True)
    return re.compile(rf"^(?:{'|'.join(map(re.escape, longest))})(?![a-zà-ỹ])")


def is_signer_title(text: str) -> bool:
    """Whether a line is a title in capitals under which documents are signed.

    Example:
        >>> is_signer_title("KT. CHỦ TỊCH"), is_signer_title("Chủ tịch UBND tỉnh")
        (True, False)
    """
    text = squeeze(text)
    return bool(_titles().match(text)) and text.upper() == text


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
    texts = _unglued(squeeze(match["rest"] if match else ""))
    texts += [squeeze(line.text) for line in lines[start + 1 : start + _REACH]]
    tail = _read(texts)
    body_end, titles, name = start, tail.titles, tail.name
    if not titles:
        body_end, titles, name = _titles_above(lines, start)
    end = start + tail.used if tail.name or tail.recipients else start + 1
    return Closing(body_end, end, tuple(tail.recipients), " / ".join(titles) or None, name or tail.name)


@dataclass(slots=True)
class _Tail:
    """Recipients and signature, line by line."""

    recipients: list[str]
    titles: list[str]
    name: str | None = None
    used: int = 0

    def take(self, text: str) -> bool:
        """Read one line; False where the tail ends before it, or with it as the name."""
        if self._attachment(text):
            return False
        self.used += 1
        if self.titles and is_person(text):
            self.name = text
            return False
        if is_signer_title(text):
            self.titles.append(text)
        elif _ITEM.match(text):
            self.recipients.append(_ITEM.sub("", text))
        elif text and not _SIGNED.match(text):
            self._join(text)
        return True

    def _attachment(self, text: str) -> bool:
        long = bool(self.titles) and bool(self.recipients) and len(text) > _LONGEST_LINE
        return long or bool(_ATTACHMENT.match(text))

    def _join(self, text: str) -> None:
        """A line that goes on with the recipient above it, or the first without a dash."""
        if not self.recipients:
            self.recipients.append(text)
        elif not self.titles or _TRAILING_NAME.search(text):
            self.recipients[-1] += f" {text}"

    def finish(self) -> None:
        """A name at the end of the last recipient: two columns were run together."""
        trailing = _TRAILING_NAME.search(self.recipients[-1]) if self.recipients and self.titles else None
        if self.name is None and trailing:
            self.name = trailing["name"]
            self.recipients[-1] = self.recipients[-1][: trailing.start() + 1]


_GLUED = re.compile(r"[;.]?\s+-\s+(?=[A-ZĐÀ-Ỹ])")
_GLUED_END = re.compile(r"\s+(?P<title>(?:[A-ZĐÀ-Ỹ]{2,}\.?\s+)+)(?P<name>(?:[A-ZĐÀ-Ỹ][a-zđà-ỹ]+\s*){2,5})$")


def _unglued(text: str) -> list[str]:
    """Recipients, titles and name that were run into one line."""
    if not _GLUED.search(text):
        return [text]
    end = _GLUED_END.search(text)
    tail = [end["title"].strip(), end["name"].strip()] if end and is_signer_title(end["title"]) else []
    items = _GLUED.split(text[: end.start()] if end and tail else text)
    return [f"- {_ITEM.sub('', item)}" for item in items] + tail


def _read(texts: Sequence[str]) -> _Tail:
    tail = _Tail([], [])
    for text in texts:
        if not tail.take(text):
            break
    tail.finish()
    tail.recipients = [squeeze(item).rstrip(" ;.,") for item in tail.recipients if item.strip()]
    return tail


def _titles_above(lines: Sequence[TextLine], start: int) -> tuple[int, list[str], str | None]:
    """The signature where the right column was read before the left."""
    first = max(0, start - _BEFORE)
    titles = [n for n in range(first, start) if is_signer_title(lines[n].text)]
    if not titles:
        return start, [], None
    name = next(
        (squeeze(lines[n].text) for n in range(titles[-1] + 1, start) if is_person(squeeze(lines[n].text))),
        None,
    )
    return titles[0], [squeeze(lines[n].text) for n in titles], name


def _signed_only(lines: Sequence[TextLine]) -> Closing:
    """A document without recipients: the last title with a name below it."""
    for place in range(len(lines) - 2, max(-1, len(lines) - 40), -1):
        if is_signer_title(lines[place].text) and is_person(squeeze(lines[place + 1].text)):
            first = place
            while first > 0 and is_signer_title(lines[first - 1].text):
                first -= 1
            titles = [squeeze(line.text) for line in lines[first : place + 1]]
            return Closing(first, place + 2, (), " / ".join(titles), squeeze(lines[place + 1].text))
    return Closing(len(lines), len(lines))
