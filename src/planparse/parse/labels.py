"""Labels of fields: `Đơn vị chủ trì:` and its kin, from `dictionaries/labels.tsv`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from planparse.parse.text import bare, fold
from planparse.resources import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_LONGEST = 64
"""Letters of the longest label."""
_NEAR = 92.0
"""Likeness without marks, of 100, at which a label with a slip is taken for the one in the dictionary."""
_COLON = re.compile(r"\s*[:：]\s*")
_SEMICOLON = re.compile(r"\s*;\s*")
_OPENINGS = re.compile(r"^[^\w“\"]*")
"""Bullets, and the specks that a poor scan leaves around them."""
_ASIDE = re.compile(r"\s*\([^()]{0,60}\)\s*$")


class Field(StrEnum):
    """What a label announces."""

    LEAD = "lead"
    COORDINATING = "coordinating"
    PRODUCT = "product"
    TIME = "time"
    CONTENT = "content"
    OTHER = "other"


_WHO = r"(?:các )?(?:cơ quan|đơn vị|bộ phận|sở|phòng|ban|tổ chức|cá nhân|người|lãnh đạo|cán bộ|công chức|cấp)"
_BUILT = {
    Field.COORDINATING: re.compile(rf"{_WHO}(?:[\s,/]+\w+){{0,4}} phối hợp(?: thực hiện| triển khai)?"),
    Field.LEAD: re.compile(
        rf"{_WHO}(?:[\s,/]+\w+){{0,4}} (?:chủ trì|thực hiện|chịu trách nhiệm|phụ trách|tham mưu|đầu mối)"
        r"(?:[\s,/]+(?:và )?(?:thực hiện|tham mưu|triển khai|báo cáo|theo dõi))?"
    ),
    Field.TIME: re.compile(r"(?:thời gian|thời hạn|tiến độ)(?:[\s,/]+\w+){1,5}"),
}
"""Labels put together from the same few words, which no list holds all of."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label found at `start` of a text; its value begins at `end`."""

    field: Field
    start: int
    end: int
    text: str


class Labels:
    """The dictionary of labels, ready to be searched."""

    def __init__(self, fields: Mapping[str, Field]) -> None:
        self._fields = dict(fields)
        self._bare = {bare(label): field for label, field in fields.items()}
        longest_first = sorted(self._fields, key=len, reverse=True)
        inside = "|".join(re.escape(label) for label in longest_first if " " in label)
        self._inside = re.compile(rf"(?:^|(?<=[.;,\n(])|(?<=\s[-+–]))\s*({inside})\s*:", re.IGNORECASE)

    def field_of(self, phrase: str) -> Field | None:
        """The field that a whole phrase names, one slip of OCR allowed.

        Example:
            >>> load_labels().field_of("Sản phầm")
            <Field.PRODUCT: 'product'>
        """
        key = _ASIDE.sub("", fold(phrase)).strip(" .:;-–+*•,")
        if not key or len(key) > _LONGEST:
            return None
        if key in self._fields:
            return self._fields[key]
        if key.startswith("các ") and not key.startswith("các chủ "):  # `Các chủ đầu tư` are units
            return self.field_of(key[4:])
        if " " not in key:
            return None
        built = next((field for field, pattern in _BUILT.items() if pattern.fullmatch(key)), None)
        if built:
            return built
        best = process.extractOne(bare(key), self._bare.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR)
        return self._bare[best[0]] if best else None

    def is_listed(self, phrase: str) -> bool:
        """Whether a phrase is a label of the dictionary as it stands, not one put together.

        Example:
            >>> load_labels().is_listed("Thời gian thực hiện"), load_labels().is_listed("Thời gian họp tổ")
            (True, False)
        """
        return fold(phrase).strip(" .:;") in self._fields

    def at_start(self, text: str) -> Label | None:
        """The label that a text begins with.

        Example:
            >>> load_labels().at_start("Đơn vị chủ trì: Phòng Nội chính").field
            <Field.LEAD: 'lead'>
            >>> load_labels().at_start("- Đơn vị chủ trì; Phòng Nội chính").text
            'Đơn vị chủ trì'
        """
        begin = _OPENINGS.match(text)
        start = begin.end() if begin else 0
        colon = _COLON.search(text, start, start + _LONGEST + 20)
        phrase = text[start : colon.start()] if colon else ""
        field = self.field_of(phrase)
        return Label(field, start, colon.end(), phrase) if colon and field else self._misread(text, start)

    def _misread(self, text: str, start: int) -> Label | None:
        """`Đơn vị chủ trì; Phòng Nội chính`: a colon read as a semicolon; the label must be right.

        A small letter goes on with a sentence that broke over the line (`kết quả thực hiện; hoàn thành …`).
        """
        if not text[start : start + 1].isupper():
            return None
        sign = _SEMICOLON.search(text, start, start + _LONGEST)
        phrase = text[start : sign.start()] if sign else ""
        field = self._fields.get(fold(phrase)) if " " in phrase else None
        return Label(field, start, sign.end(), phrase) if sign and field else None

    def inside(self, text: str) -> list[Label]:
        """Every label within a text, in order: `Đơn vị chủ trì: …; Thời gian thực hiện: …`.

        Example:
            >>> found = load_labels().inside("Đơn vị chủ trì: Phòng A; thời gian thực hiện: Quý I")
            >>> [label.text for label in found]
            ['Đơn vị chủ trì', 'thời gian thực hiện']
        """
        found = []
        for match in self._inside.finditer(text):
            field = self._fields.get(fold(match[1]))
            if field:
                colon = _COLON.match(text, match.end(1))
                found.append(Label(field, match.start(1), colon.end() if colon else match.end(), match[1]))
        return found


@lru_cache(maxsize=4)
def load_labels(extra: tuple[Path, ...] = ()) -> Labels:
    """The labels of our dictionary and of a user's."""
    return Labels({fold(row["label"]): Field(row["field"]) for row in read_table("labels.tsv", extra)})
