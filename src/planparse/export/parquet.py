"""Parquet: one table of tasks with typed columns, lists as lists."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from planparse.export.rows import TASK_COLUMNS, Record

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

ROWS_A_GROUP = 5_000
"""So many rows are held in memory."""


def write_parquet(records: Iterable[Record], path: Path) -> None:
    """Row group by row group."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {
        "text": pa.string(),
        "integer": pa.int32(),
        "number": pa.float64(),
        "date": pa.date32(),
        "list": pa.list_(pa.string()),
    }
    schema = pa.schema([(column.name, kinds[column.kind]) for column in TASK_COLUMNS])
    rows = (row for record in records for row in record.task_rows())
    with pq.ParquetWriter(path, schema) as writer:
        while group := list(islice(rows, ROWS_A_GROUP)):
            writer.write_table(pa.Table.from_pylist(group, schema))
