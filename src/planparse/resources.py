"""Where the dictionaries are, and how their tables are read.

A dictionary is data with provenance: a UTF-8 TSV file whose first lines, marked ``#``, tell its source and
how it was made, followed by one row of column names. A clerk can mend it in a spreadsheet: what Excel
saves as Unicode Text is read, too.
"""

from __future__ import annotations

import codecs
import csv
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from planparse.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_PACKAGE = Path(__file__).resolve().parent
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_HINT = "copy the header of the file of the same name in dictionaries/"


def dictionaries_folder() -> Path:
    """The folder of our dictionaries: inside the installed wheel, or at the top of a checkout."""
    inside = _PACKAGE / "dictionaries"
    return inside if inside.is_dir() else _PACKAGE.parent.parent / "dictionaries"


def read_table(name: str, extra: Sequence[Path] = ()) -> list[dict[str, str]]:
    """Rows of one dictionary, ours first, then a user's of the same name.

    Args:
        name: file name with suffix, such as ``labels.tsv``.
        extra: folders with a user's own files; those that lack the file are passed over.

    Returns:
        One dict a row, column name to value, NFC, stripped; missing cells are empty strings.

    Raises:
        UsageError: a folder is not there; a file has no header row, lacks a column that ours has, or is not
            UTF-8.

    Example:
        >>> next(row["code"] for row in read_table("document_types.tsv") if row["name"] == "Kế hoạch")
        'KH'
    """
    for folder in extra:
        if not folder.is_dir():
            raise UsageError(f"no folder of dictionaries: {folder}", "check --dictionary and the settings")
    rows = list(_rows(dictionaries_folder() / name))
    for path in (folder / name for folder in extra if (folder / name).is_file()):
        rows += _rows(path, rows[0].keys() if rows else ())
    return rows


def _rows(path: Path, columns: Iterable[str] = ()) -> Iterable[dict[str, str]]:
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-16" if raw.startswith(_UTF16) else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8 text", "save it as UTF-8, or Unicode Text in Excel") from error
    lines = unicodedata.normalize("NFC", text).splitlines()
    table = csv.DictReader(
        (line for line in lines if line.strip() and not line.startswith(("#", '"#'))),
        dialect="excel-tab",
        quoting=csv.QUOTE_NONE,
    )
    if not table.fieldnames:
        raise UsageError(f"{path} has no header row", _HINT)
    if missing := [column for column in columns if column not in table.fieldnames]:
        raise UsageError(f"{path} lacks the column {', '.join(missing)}", _HINT)
    for row in table:
        yield {key: _bare((value or "").strip()) for key, value in row.items() if key is not None}


def _bare(cell: str) -> str:
    """A cell without the quotation marks that Excel puts around one with a comma.

    Example:
        >>> _bare('"UBND các huyện, thành phố"'), _bare('"')
        ('UBND các huyện, thành phố', '"')
    """
    quoted = len(cell) > 2 and cell[0] == cell[-1] == '"'  # noqa: PLR2004 - two marks and what is between
    return cell[1:-1].replace('""', '"') if quoted else cell
