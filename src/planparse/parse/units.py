"""Lists of organisations: where one ends and the next begins, and which entry of the dictionary each is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from planparse.parse.text import fold, squeeze
from planparse.resources import read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_DELIMITER = re.compile(r"\s*(?:,|;|\bvà\b|\bcùng\b(?!\s+cấp)|&(?=\s))\s*")
_HARD = re.compile(r"\s*(?:;|\n|(?<=\w)\.\s+(?=[A-ZĐÀ-Ỹ]))\s*")
_ASIDE = re.compile(r"\s*\([^()]*\)")
_EDGES = " \t.;:,-–+*•/"
_PLACE = re.compile(
    r"\s+(?:cấp\s+)?(tỉnh|thành phố|tp\.?|quận|huyện|thị xã|thị trấn|xã(?! hội)|phường|đặc khu)(?:\s+(.*))?$"
)
_RANKS = dict.fromkeys(("quận", "huyện", "thị xã"), "huyện") | dict.fromkeys(
    ("thị trấn", "xã", "phường", "đặc khu"), "xã"
)
"""Kinds of places below a province, and the name of their level; a city may be of either."""
_SHARED_HEAD = re.compile(r"^(?:các\s+)?(sở|bộ|phòng|ban|hội)(?:,?\s+[\w\s,]{0,30})?\s*:\s*", re.IGNORECASE)
_ZONE_BOARD = re.compile(r"ban quản lý (?:các )?khu ")
_ZONES = re.compile(r"(?:các )?(?:khu|cụm) (?:công nghiệp|kinh tế|chế xuất|công nghệ)")
"""One board runs the zones of a province: `Ban Quản lý Khu kinh tế A và các Khu công nghiệp B`."""
_LONGEST_UNIT = 160
"""Letters; a longer name is a sentence, not a unit."""


@dataclass(frozen=True, slots=True)
class NamedUnit:
    """One organisation as printed, and its entry in `units.tsv`."""

    name: str
    unit_id: str | None = None


class Directory:
    """The dictionaries of units, ready to be searched."""

    def __init__(
        self,
        rows: Iterable[Mapping[str, str]],
        heads: Iterable[Mapping[str, str]],
        provinces: Iterable[Mapping[str, str]],
    ) -> None:
        self._ids: dict[str, str] = {}
        self._compound: dict[str, list[str]] = {}
        self._cities = {fold(row["name"]) for row in provinces if row["kind"] == "thành phố"}
        self._provincial: set[str] = set()
        for row in rows:
            if row["level"] == "provincial":
                self._provincial.add(row["id"])
            for name in (row["name"], *row["aliases"].split(";")):
                if name.strip():
                    self._enter(name.strip(), row["id"])
        kinds: dict[str, set[str]] = {
            "named": set(),
            "kind": set(),
            "opener": set(),
            "never": set(),
            "territory": set(),
        }
        for row in heads:
            kinds[row["kind"]].add(fold(row["head"]))
        kinds["kind"] |= kinds["territory"]
        self._named = _starts_with(kinds["named"])
        self._never = _starts_with(kinds["never"])
        self._kind = _starts_with(kinds["kind"])
        self._opener = _starts_with(kinds["opener"])
        self._territory = _starts_with(kinds["territory"])
        self._opener_inside = re.compile(rf"(?:^|\s)(?:{'|'.join(map(re.escape, kinds['opener']))})\s")

    def _enter(self, name: str, unit_id: str) -> None:
        key = fold(name)
        self._ids.setdefault(key, unit_id)
        if "," in key or " và " in key:
            self._compound.setdefault(key.split()[0], []).append(key)

    def find(self, name: str, abbreviations: Mapping[str, str] | None = None) -> str | None:
        """The id of a printed name, the place it belongs to left aside, but not whether that is a province.

        Example:
            >>> load_directory().find("Sở KH&CN tỉnh Quảng Ngãi")
            'so-khoa-hoc-va-cong-nghe'
            >>> load_directory().find("UBND thị trấn Lam Sơn")
            'ubnd-cap-xa'
        """
        key = _ASIDE.sub("", fold(name)).strip(_EDGES)
        if abbreviations and key in abbreviations:
            key = fold(abbreviations[key])
        stem, rank = self._place_of(key)
        exact = (key, key.removeprefix("các "), f"{stem} {rank}", f"{stem} cấp {rank}")
        known = next((self._ids[form] for form in exact if form in self._ids), None)
        if known is None and (rank == "tỉnh" or self._ids.get(stem) not in self._provincial):
            known = self._ids.get(stem)
        return known

    def _place_of(self, key: str) -> tuple[str, str]:
        """A name without its place, and that place's level: `tỉnh` (or none is named), `huyện`, `xã`."""
        place = _PLACE.search(key)
        if place is None:
            return key, "tỉnh"
        kind, name = place.groups()
        if kind in _RANKS:
            rank = _RANKS[kind]
        else:
            rank = "tỉnh" if kind == "tỉnh" or not name or name in self._cities else "huyện"
        return key[: place.start()], rank

    def begins_named(self, text: str) -> bool:
        """Whether a text begins with a unit's name (`Sở Nội vụ …`), not with a kind (`Sở, ban, ngành`).

        Example:
            >>> begins_named = load_directory().begins_named
            >>> begins_named("UBND các xã"), begins_named("Thể thao và Du lịch")
            (True, False)
        """
        key = fold(text)
        if self._never.match(key):
            return False
        head = self._named.match(key)
        if head is None or not text[:1].isupper():
            return self._first_word_known(key, text)
        rest = key[head.end() :]
        return bool(re.match(r"\s*[\w(]", rest)) or head[0] in self._ids

    def _first_word_known(self, key: str, text: str) -> bool:
        word = re.match(r"[^\s,;.]+", key)
        return bool(word) and text[:2].isupper() and (word[0] if word else "") in self._ids

    def begins_collective(self, text: str) -> bool:
        """Whether a text begins with `các`, `những` and the like."""
        return bool(self._opener.match(fold(text)))

    def begins_group(self, text: str) -> bool:
        """Whether a text begins with a collective of units (`Các sở, ban, ngành`), not of things.

        Example:
            >>> load_directory().begins_group("Các sở, ngành"), load_directory().begins_group("Các bước")
            (True, False)
        """
        key = fold(text)
        opener = self._opener.match(key)
        rest = key[opener.end() :].strip() if opener else key
        named = bool(opener) and self._named.match(rest) is not None and not self._never.match(rest)
        return named or self.begins_kind(rest) or (bool(opener) and rest.startswith("tổ chức "))

    def begins_kind(self, text: str) -> bool:
        """Whether a text begins with a noun that collectives list: `đơn vị liên quan`."""
        key = fold(text)
        return bool(self._kind.match(key)) and not self._never.match(key)

    def goes_on(self, current: str, rest: str) -> bool:
        """Whether `rest` adds a territory to a council or a force: `UBND phường` + `xã, đặc khu`."""
        return bool(self._territory.match(fold(rest))) and bool(self._territory.search(fold(current)))

    def is_collective(self, text: str) -> bool:
        """Whether a name holds a collective (`UBND các xã`) or is a list of kinds (`Sở, ban, ngành`)."""
        key = fold(text)
        return bool(self._opener_inside.search(key)) or (
            self.begins_kind(key) and not self.begins_named(text)
        )

    def compound_end(self, text: str) -> int:
        """Letters of the longest known name with a delimiter in it that `text` begins with; 0 for none."""
        key = fold(text)
        names = self._compound.get(key.split()[0] if key else "", [])
        fitting = [
            len(name)
            for name in names
            if key.startswith(name) and not key[len(name) : len(name) + 1].isalnum()
        ]
        return max(fitting, default=0)

    def known(self, name: str) -> bool:
        """Whether the dictionary has exactly this name."""
        return fold(name) in self._ids


def _starts_with(words: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


@lru_cache(maxsize=4)
def load_directory(extra: tuple[Path, ...] = ()) -> Directory:
    """The units of our dictionaries and of a user's."""
    tables = (read_table(name, extra) for name in ("units.tsv", "unit_heads.tsv", "provinces.tsv"))
    return Directory(*tables)


def split_units(
    text: str, directory: Directory, abbreviations: Mapping[str, str] | None = None
) -> tuple[NamedUnit, ...]:
    """The organisations that a field lists.

    Args:
        text: the field as printed.
        directory: the dictionaries.
        abbreviations: what the document itself defines, folded abbreviation to full name.

    Example:
        >>> split = lambda text: [unit.name for unit in split_units(text, load_directory())]
        >>> split("Phòng Hành chính - Tổng hợp và các phòng, đơn vị liên quan.")
        ['Phòng Hành chính - Tổng hợp', 'các phòng, đơn vị liên quan']
        >>> split("Sở GDĐT, UBND các quận, huyện và Đại học Đà Nẵng")
        ['Sở GDĐT', 'UBND các quận, huyện', 'Đại học Đà Nẵng']
        >>> split("Các Sở: Nội vụ, Tài chính; Công an tỉnh")
        ['Sở Nội vụ', 'Sở Tài chính', 'Công an tỉnh']
    """
    names: list[str] = []
    head = ""
    for part in _hard_parts(text):
        shared = _SHARED_HEAD.match(part)
        if shared:
            head = shared[1].capitalize()
            part = part[shared.end() :]  # noqa: PLW2901 - the rest of the part is read on
        names.extend(_split_part(part, directory, head))
        head = head if part.rstrip().endswith(",") else ""
    unique = dict.fromkeys(name for name in names if name)
    return tuple(NamedUnit(name, directory.find(name, abbreviations)) for name in unique)


def _hard_parts(text: str) -> list[str]:
    parts = _HARD.split(text)
    return [part for part in (squeeze(part) for part in parts) if part]


def _split_part(text: str, directory: Directory, head: str) -> list[str]:
    names: list[str] = []
    start = 0
    for match in _boundaries(text):
        if match.start() <= start or match.start() - start < directory.compound_end(text[start:]):
            continue
        current, rest = text[start : match.start()], text[match.end() :]
        if _new_unit(current, rest, match[0].strip(), directory, head):
            names.append(_name(current, directory, head, names))
            start = match.end()
    names.append(_name(text[start:], directory, head, names))
    return names


def _boundaries(text: str) -> list[re.Match[str]]:
    """Delimiters outside parentheses."""
    depth = [0] * (len(text) + 1)
    for place, sign in enumerate(text):
        depth[place + 1] = max(0, depth[place] + (sign == "(") - (sign == ")"))
    return [match for match in _DELIMITER.finditer(text) if depth[match.start()] == 0]


def _new_unit(current: str, rest: str, delimiter: str, directory: Directory, head: str) -> bool:
    """Whether a unit begins behind a delimiter."""
    if not rest or (_ZONES.match(fold(rest)) and _ZONE_BOARD.match(fold(current))):
        return False
    if directory.begins_collective(rest) or directory.begins_named(rest):
        return True
    if head or _elliptical_head(current, directory):
        piece = re.split(r"\s*(?:,|;|\bvà\b)\s*", rest, maxsplit=1)[0]
        longer = re.split(r"\s*[,;]\s*", rest, maxsplit=1)[0]
        stem = head or _elliptical_head(current, directory)
        if any(directory.find(f"{stem} {name}") for name in (piece, longer)):
            return directory.find(_with_head(current, head)) is not None or directory.begins_named(current)
    if (
        delimiter == ","
        and rest[:1].isupper()
        and directory.find(current)
        and not directory.is_collective(current)
    ):
        return True
    collective = directory.is_collective(current) or directory.goes_on(current, rest)
    return directory.begins_kind(rest) and not collective and delimiter != ""


def _with_head(name: str, head: str) -> str:
    return f"{head} {name}" if head else name


def _elliptical_head(current: str, directory: Directory) -> str:
    """`Sở` of `Sở Nội vụ, Tài chính`: the head that the next names leave out."""
    first = current.split(" ", 1)[0] if current else ""
    return first if first in ("Sở", "Bộ") and directory.find(current) else ""


def _name(text: str, directory: Directory, head: str, before: list[str]) -> str:
    name = squeeze(_ASIDE.sub("", text)).strip(_EDGES)
    if not name or len(name) > _LONGEST_UNIT:
        return name[:_LONGEST_UNIT].strip(_EDGES)
    if directory.begins_named(name) or directory.begins_collective(name) or directory.begins_kind(name):
        return name
    stem = head or (before and _elliptical_head(before[-1], directory)) or ""
    return f"{stem} {name}" if stem and directory.find(f"{stem} {name}") else name
