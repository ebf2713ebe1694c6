"""Records against gold, cell by cell.

A cell is one field of one task that the gold or the output fills. Tasks are paired by their path where the
texts agree somewhat, else by the likest text; a task of the output that no gold task pairs with makes every
cell that it fills wrong. Texts are compared without case, tone placement, and outer punctuation.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from rapidfuzz.fuzz import ratio

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

TASK_FIELDS = ("path", "text", "lead", "coordinating", "products", "time", "start", "end", "recurring")
"""The cells of a task, in the order in which they are told."""
DOCUMENT_FIELDS = ("type", "number", "place", "issued_on", "issuer", "title", "year", "signer")
_EXACT = frozenset({"path", "start", "end", "recurring", "type", "number", "issued_on", "year"})
_UNITS = frozenset({"lead", "coordinating"})
_TEXT_LIKENESS = 98.0
_UNIT_LIKENESS = 97.0
_HEADING_LIKENESS = 95.0
_SAME_PATH_LIKENESS = 60.0
_OTHER_PATH_LIKENESS = 80.0
_SIGNS = str.maketrans({"–": "-", "—": "-", "“": '"', "”": '"', "‘": "'", "’": "'", "…": "..."})
_LATE_TONE = re.compile("(o|(?<!q)u)([aey])([\u0323\u0300\u0301\u0303\u0309])(?![\\w\u031b\u0306\u0302])")
_OUTER = " .;:,-+"


@dataclass(frozen=True, slots=True)
class WrongCell:
    """One cell in which output and gold differ; None where one of them has nothing."""

    where: str
    field: str
    gold: object
    output: object


@dataclass(slots=True)
class Count:
    """Right cells of all cells."""

    right: int = 0
    all: int = 0

    def add(self, right: bool) -> None:
        """Count one cell."""
        self.right += right
        self.all += 1

    @property
    def share(self) -> float:
        """Right cells of all, 1 where there are none."""
        return self.right / self.all if self.all else 1.0


@dataclass(slots=True)
class RecordScore:
    """What a comparison gives."""

    gold_tasks: int = 0
    output_tasks: int = 0
    found_tasks: int = 0
    cells: dict[str, Count] = field(default_factory=dict)
    document: Count = field(default_factory=Count)
    sections: Count = field(default_factory=Count)
    wrong: list[WrongCell] = field(default_factory=list)

    @property
    def cell_accuracy(self) -> float:
        """Right cells of all cells of all tasks."""
        total = sum(count.all for count in self.cells.values())
        return sum(count.right for count in self.cells.values()) / total if total else 1.0

    def figures(self) -> dict[str, Any]:
        """The score as plain figures."""
        found, gold, output = self.found_tasks, self.gold_tasks, self.output_tasks
        return {
            "tasks": {
                "gold": gold,
                "output": output,
                "found": found,
                "recall": round(found / gold, 4) if gold else 1.0,
                "precision": round(found / output, 4) if output else 1.0,
            },
            "cell_accuracy": round(self.cell_accuracy, 4),
            "cells": {name: f"{count.right}/{count.all}" for name, count in self.cells.items()},
            "document_accuracy": round(self.document.share, 4),
            "section_accuracy": round(self.sections.share, 4),
        }


def score_records(gold: Mapping[str, Any], output: Mapping[str, Any]) -> RecordScore:
    """Compare an output document with gold.

    Args:
        gold: a gold document, in the output contract's shape or in the flat one of a hand-made gold file.
        output: a document in the output contract's shape.

    Raises:
        KeyError: one of the two is neither.

    Example:
        >>> task = {"path": ["II", "1"], "description": "Rà soát", "schedule": None}
        >>> document = {"document": {"title": "Năm 2025"}, "sections": [], "tasks": [task]}
        >>> score_records(document, document).figures()["cell_accuracy"]
        1.0
    """
    right, found = _flat(gold), _flat(output)
    score = RecordScore(gold_tasks=len(right["tasks"]), output_tasks=len(found["tasks"]))
    _score_tasks(right["tasks"], found["tasks"], score)
    _score_document(right["document"], found["document"], score)
    _score_sections(right["sections"], found["sections"], score)
    return score


def _score_tasks(
    gold: Sequence[dict[str, Any]], output: Sequence[dict[str, Any]], score: RecordScore
) -> None:
    spare = list(output)
    for task in gold:
        match = _partner(task, spare)
        if match is not None:
            spare.remove(match)
            score.found_tasks += 1
        where = "/".join(task["path"])
        for name in TASK_FIELDS:
            theirs = match[name] if match else None
            if not task[name] and not theirs:
                continue
            right = match is not None and _same(name, task[name], theirs)
            score.cells.setdefault(name, Count()).add(right)
            if not right:
                score.wrong.append(WrongCell(where, name, task[name], theirs))
    for task in spare:
        for name in TASK_FIELDS:
            if task[name]:
                score.cells.setdefault(name, Count()).add(right=False)
        score.wrong.append(WrongCell("/".join(task["path"]), "invented", None, task["text"]))


def _partner(task: Mapping[str, Any], spare: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    text = _key(task["text"])
    same_path = [other for other in spare if other["path"] == task["path"]]
    for other in same_path:
        if ratio(text, _key(other["text"])) >= _SAME_PATH_LIKENESS:
            return other
    best = max(spare, key=lambda other: ratio(text, _key(other["text"])), default=None)
    likely = best is not None and ratio(text, _key(best["text"])) >= _OTHER_PATH_LIKENESS
    return best if likely else None


def _score_document(gold: Mapping[str, Any], output: Mapping[str, Any], score: RecordScore) -> None:
    for name in DOCUMENT_FIELDS:
        if not gold[name] and not output[name]:
            continue
        right = _same(name, gold[name], output[name], _HEADING_LIKENESS)
        score.document.add(right)
        if not right:
            score.wrong.append(WrongCell("document", name, gold[name], output[name]))
    numbers = ({_key(one) for one in side["legal_bases"]} for side in (gold, output))
    ours, theirs = numbers
    for number in sorted(ours | theirs):
        right = number in ours and number in theirs
        score.document.add(right)
        if not right:
            known = number in ours
            score.wrong.append(
                WrongCell("document", "legal_bases", number if known else None, None if known else number)
            )


def _score_sections(
    gold: Sequence[tuple[str, str]], output: Sequence[tuple[str, str]], score: RecordScore
) -> None:
    ours, theirs = dict(gold), dict(output)
    for path in sorted(ours.keys() | theirs.keys()):
        right = (
            path in ours and path in theirs and _same("title", ours[path], theirs[path], _HEADING_LIKENESS)
        )
        score.sections.add(right)
        if not right:
            score.wrong.append(WrongCell(f"section {path}", "title", ours.get(path), theirs.get(path)))


def _same(name: str, gold: object, output: object, likeness: float = _TEXT_LIKENESS) -> bool:
    if name in _UNITS:
        return _same_units(gold, output)
    if name == "number":
        return _key(gold) == _key(output)
    if name in _EXACT:
        return (gold or None) == (output or None)
    return ratio(_key(gold), _key(output)) >= likeness


def _same_units(gold: object, output: object) -> bool:
    ours, theirs = ({_key(unit) for unit in _listed(side)} - {""} for side in (gold, output))
    return len(ours) == len(theirs) and all(
        any(ratio(one, other) >= _UNIT_LIKENESS for other in theirs) for one in ours
    )


def _listed(value: object) -> Iterable[object]:
    return value if isinstance(value, list | tuple) else []


def _key(value: object) -> str:
    """A text as it is compared."""
    if value is None:
        return ""
    text = " ".join(str(part) for part in value) if isinstance(value, list | tuple) else str(value)
    apart = unicodedata.normalize("NFD", text.translate(_SIGNS).casefold())
    whole = unicodedata.normalize("NFC", _LATE_TONE.sub(r"\1\3\2", apart))
    return re.sub(r"\s*([-/])\s*", r"\1", re.sub(r"\s+", " ", whole)).strip(_OUTER)


def _flat(document: Mapping[str, Any]) -> dict[str, Any]:
    """Either shape, flat: what is compared."""
    return {
        "document": _flat_document(document["document"]),
        "sections": [("/".join(map(str, one["path"])), one["title"]) for one in document["sections"]],
        "tasks": [_flat_task(task) for task in document["tasks"]],
    }


def _flat_document(head: Mapping[str, Any]) -> dict[str, Any]:
    kind, signer = head.get("type"), head.get("signer")
    flat = {name: head.get(name) for name in DOCUMENT_FIELDS}
    flat["type"] = kind.get("code") if isinstance(kind, dict) else kind
    flat["signer"] = signer.get("name") if isinstance(signer, dict) else signer
    flat["legal_bases"] = [basis["number"] for basis in head.get("legal_bases") or []]
    return flat


def _flat_task(task: Mapping[str, Any]) -> dict[str, Any]:
    schedule = task.get("schedule") or {}
    products = task.get("products")
    return {
        "path": [str(part) for part in task["path"]],
        "text": task["description"] if "description" in task else task["text"],
        "lead": _unit_names(task.get("lead_units", task.get("lead"))),
        "coordinating": _unit_names(task.get("coordinating_units", task.get("coordinating"))),
        "products": "\n".join(products) if isinstance(products, list) else products,
        "time": schedule.get("text", task.get("time")),
        "start": schedule.get("start", task.get("start")),
        "end": schedule.get("end", task.get("end")),
        "recurring": bool(schedule.get("recurrence") or task.get("recurring")),
    }


def _unit_names(units: Iterable[Any] | None) -> list[str]:
    return [unit["name"] if isinstance(unit, dict) else str(unit) for unit in units or []]
