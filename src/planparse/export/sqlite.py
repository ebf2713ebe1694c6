"""SQLite: related tables and a full-text search that also finds unmarked spelling."""

from __future__ import annotations

import sqlite3
import unicodedata
from contextlib import closing
from importlib.resources import files
from typing import TYPE_CHECKING

from planparse.export.rows import DOCUMENT_COLUMNS, PROBLEM_COLUMNS, TASK_COLUMNS, Record, Row, flat

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from planparse.model.plan import Task, Unit

# Columns of a flat task row that have tables of their own here.
_ELSEWHERE = {"lead_units", "coordinating_units"} | {column.name for column in DOCUMENT_COLUMNS[:-3]}
_TASK = [column.name for column in TASK_COLUMNS if column.name not in _ELSEWHERE]


def write_sqlite(records: Iterable[Record], path: Path) -> None:
    """One transaction; the pages go to the disk as they fill.

    Raises:
        OSError: they do not.
    """
    try:
        with closing(sqlite3.connect(path)) as database:
            database.execute("PRAGMA foreign_keys = ON")
            database.executescript(files("planparse.export").joinpath("schema.sql").read_text("utf-8"))
            with database:
                for record in records:
                    _add(database, record)
    except sqlite3.OperationalError as error:  # a full disk, or one that fails
        raise OSError(str(error)) from error


def _add(database: sqlite3.Connection, record: Record) -> None:
    for row in record.problem_rows():
        _insert(database, "problems", [column.name for column in PROBLEM_COLUMNS], row)
    for row in record.document_rows():
        document = _insert(database, "documents", [column.name for column in DOCUMENT_COLUMNS], row)
    if record.plan is not None:
        for task, row in zip(record.plan.tasks, record.task_rows(), strict=True):
            _add_task(database, document, task, row)


def _add_task(database: sqlite3.Connection, document: int, task: Task, row: Row) -> None:
    key = _insert(database, "tasks", ["document", *_TASK], row | {"document": document})
    _add_units(database, key, "lead", task.lead_units)
    _add_units(database, key, "coordinating", task.coordinating_units)
    names = ("title", "section", "description", "products", "lead_units", "coordinating_units")
    text = "\n".join(filter(None, (flat(row[name]) for name in names)))
    database.execute(
        "INSERT INTO task_search (rowid, marked, unmarked) VALUES (?, ?, ?)", (key, text, unmarked(text))
    )


def _add_units(database: sqlite3.Connection, task: int, role: str, units: Sequence[Unit]) -> None:
    for position, unit in enumerate(units, 1):
        database.execute(
            "INSERT INTO units (name, unit_id) VALUES (?, ?)"
            " ON CONFLICT (name) DO UPDATE SET unit_id = coalesce(unit_id, excluded.unit_id)",
            (unit.name, unit.unit_id),
        )
        database.execute(
            "INSERT INTO task_units (task, unit, role, position)"
            " SELECT ?, id, ?, ? FROM units WHERE name = ?",
            (task, role, position, unit.name),
        )


def _insert(database: sqlite3.Connection, table: str, names: Sequence[str], row: Row) -> int:
    """Insert a row under our own, fixed names; its key."""
    columns = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join("?" * len(names))
    cursor = database.execute(
        f"INSERT INTO {table} ({columns}) VALUES ({marks})",  # noqa: S608 - names are ours, values are bound
        [
            flat(value) if not isinstance(value, (int, float, type(None))) else value
            for value in map(row.get, names)
        ],
    )
    assert cursor.lastrowid is not None  # noqa: S101 - sqlite sets it on every insert
    return cursor.lastrowid


def unmarked(text: str) -> str:
    """Vietnamese as people type it without marks.

    Example:
        >>> unmarked("Đơn vị chủ trì")
        'Don vi chu tri'
    """
    bare = (letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    return "".join(bare).translate({ord("đ"): "d", ord("Đ"): "D"})
