"""Formats that are lines of text: JSON Lines, CSV, and a calendar of deadlines."""

from __future__ import annotations

import csv
import hashlib
import json
from typing import TYPE_CHECKING

from planparse.export.rows import TASK_COLUMNS, Record, Row, flat

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_jsonl(records: Iterable[Record], path: Path) -> None:
    """One JSON object a task; lists stay lists."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for record in records:
            for row in record.task_rows():
                file.write(json.dumps(row, ensure_ascii=False, default=str) + "\n")


def write_csv(records: Iterable[Record], path: Path, *, bom: bool = False) -> None:
    """RFC 4180, UTF-8, one row a task; `bom` is what Excel needs to see that it is UTF-8.

    A cell that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    with path.open("w", encoding="utf-8-sig" if bom else "utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(column.name for column in TASK_COLUMNS)
        for record in records:
            for row in record.task_rows():
                table.writerow(defused(flat(row[column.name])) for column in TASK_COLUMNS)


def starts_a_formula(text: str) -> bool:
    """Whether a spreadsheet would calculate it (OWASP, "CSV Injection")."""
    return text.startswith(_STARTS_A_FORMULA)


def defused(text: str) -> str:
    """Text that no spreadsheet calculates.

    Example:
        >>> defused("=HYPERLINK(A1)"), defused("Phòng Nội vụ")
        ("'=HYPERLINK(A1)", 'Phòng Nội vụ')
    """
    return f"'{text}" if starts_a_formula(text) else text


def write_ics(records: Iterable[Record], path: Path) -> None:
    """Deadlines as all-day events (RFC 5545); standing work has none, nor has what fixes no end."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(_folded(line) for line in _calendar(records))


def _calendar(records: Iterable[Record]) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//planparse//deadlines//VI")
    for record in records:
        for row in record.task_rows():
            if row["end"] is not None and row["recurrence"] != "continuous":
                yield from _event(row, row["end"])  # type: ignore[arg-type]  # the column's kind is date
    yield "END:VCALENDAR"


def _event(row: Row, end: dt.date) -> Iterator[str]:
    identity = hashlib.sha256(f"{row['file']}\n{row['task_id']}".encode()).hexdigest()[:32]
    stamp = f"{row['issued_on'] or end}".replace("-", "")
    labelled = ("lead_units", "coordinating_units", "products", "schedule", "document_number")
    yield "BEGIN:VEVENT"
    yield f"UID:{identity}@planparse"
    yield f"DTSTAMP:{stamp}T000000Z"
    yield f"DTSTART;VALUE=DATE:{end:%Y%m%d}"
    yield f"SUMMARY:{_escaped(flat(row['description']))}"
    yield f"DESCRIPTION:{_escaped(chr(10).join(filter(None, (flat(row[name]) for name in labelled))))}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r", ""), ("\n", "\\n")):
        text = text.replace(plain, escaped)
    return text


def _folded(line: str) -> str:
    """At most 75 octets a line, no letter cut in two (RFC 5545, 3.1)."""
    parts, length = [""], 0
    for letter in line:
        size = len(letter.encode())
        if length + size > 75:  # noqa: PLR2004 - the RFC's number, said above
            parts.append(" ")
            length = 1
        parts[-1] += letter
        length += size
    return "\r\n".join(parts) + "\r\n"
