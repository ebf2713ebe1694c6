"""A spreadsheet for the office: sheets of tasks, documents and problems under Vietnamese headings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planparse.errors import OutputError
from planparse.export.rows import (
    DOCUMENT_COLUMNS,
    PROBLEM_COLUMNS,
    TASK_COLUMNS,
    Column,
    Record,
    Row,
    flat,
    headings,
)
from planparse.export.text_formats import starts_a_formula
from planparse.resources import read_table

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

ROWS, LETTERS = 1_048_576, 32_767
"""What a sheet and a cell can hold."""
_WIDE = {"description": 60, "title": 40, "products": 40, "message": 60, "lead_units": 30}
_WIDTHS = {"text": 22, "list": 24, "date": 12, "integer": 8, "number": 10}


def write_xlsx(records: Iterable[Record], path: Path) -> None:
    """Write row by row: memory does not grow with the folder.

    Raises:
        OSError: the disk is full, or fails.
    """
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    try:
        with xlsxwriter.Workbook(str(path), options) as book:
            _fill(book, records)
    except xlsxwriter.exceptions.FileCreateError as error:
        raise OSError(str(error)) from error


def _fill(book: Any, records: Iterable[Record]) -> None:
    tasks = _Sheet(book, "tasks", TASK_COLUMNS)
    documents = _Sheet(book, "documents", DOCUMENT_COLUMNS)
    problems = _Sheet(book, "problems", PROBLEM_COLUMNS)
    for record in records:
        tasks.add(record.task_rows())
        documents.add(record.document_rows())
        problems.add(record.problem_rows())
    for sheet in (tasks, documents, problems):
        sheet.finish()


class _Sheet:
    def __init__(self, book: Any, name: str, columns: tuple[Column, ...]) -> None:
        names = headings(name, read_table("export_headings.tsv"))
        self._columns = columns
        self._sheet = book.add_worksheet(names[""])
        self._rows = 1
        shape = {"text_wrap": True, "valign": "top"}
        self._text = book.add_format(shape)
        self._quoted = book.add_format(shape | {"quote_prefix": True})
        self._date = book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"})
        header = book.add_format({"bold": True, "text_wrap": True, "bg_color": "#DDEBF7", "border": 1})
        for index, column in enumerate(columns):
            width = _WIDE.get(column.name, _WIDTHS[column.kind])
            self._sheet.set_column(index, index, width)
            self._sheet.write_string(0, index, names[column.name], header)
        self._sheet.freeze_panes(1, 0)

    def add(self, rows: Iterable[Row]) -> None:
        for row in rows:
            if self._rows == ROWS:
                raise OutputError(
                    f"more than {ROWS:,} rows do not fit a sheet", "export to .sqlite or .parquet"
                )
            for index, column in enumerate(self._columns):
                self._write(index, column, row[column.name])
            self._rows += 1

    def _write(self, index: int, column: Column, value: Any) -> None:
        if value is None or value == []:
            return
        if column.kind == "date":
            self._sheet.write_datetime(self._rows, index, value, self._date)
        elif column.kind in ("integer", "number"):
            self._sheet.write_number(self._rows, index, value, self._text)
        else:  # always a string cell; the prefix keeps it one when somebody edits it
            text = flat(value)
            text = text if len(text) <= LETTERS else text[: LETTERS - 1] + "…"
            shape = self._quoted if starts_a_formula(text) else self._text
            self._sheet.write_string(self._rows, index, text, shape)

    def finish(self) -> None:
        self._sheet.autofilter(0, 0, max(1, self._rows - 1), len(self._columns) - 1)
