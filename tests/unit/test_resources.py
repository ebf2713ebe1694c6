"""Tables that users wrote: what is wrong with them is said, with the file's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from planparse.errors import UsageError
from planparse.resources import read_table

if TYPE_CHECKING:
    from pathlib import Path


def test_a_users_rows_come_after_ours(tmp_path: Path) -> None:
    (tmp_path / "terms.tsv").write_text("# tên riêng\nterm\nXã Bình Trúc\n", encoding="utf-8")
    ours = read_table("terms.tsv")
    assert read_table("terms.tsv", [tmp_path]) == [*ours, {"term": "Xã Bình Trúc"}]


def test_a_table_is_read_as_excel_saves_it(tmp_path: Path) -> None:
    text = '"# tên riêng, tự nhập"\r\nterm\r\n"Xã Bình Trúc, tỉnh ""Bạch Vân"""\r\n'
    (tmp_path / "terms.tsv").write_bytes(text.encode("utf-16"))
    assert read_table("terms.tsv", [tmp_path])[-1] == {"term": 'Xã Bình Trúc, tỉnh "Bạch Vân"'}


def test_a_folder_without_the_file_is_passed_over(tmp_path: Path) -> None:
    assert read_table("terms.tsv", [tmp_path]) == read_table("terms.tsv")


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no folder of dictionaries"):
        read_table("terms.tsv", [tmp_path / "nowhere"])


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"# only a comment\n", "no header row"),
        ("tên\nXã Bình Trúc\n".encode(), "lacks the column term"),
        ("term\nXã Bình Trúc\n".encode("cp1258", "ignore"), "not UTF-8"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, content: bytes, why: str) -> None:
    (tmp_path / "terms.tsv").write_bytes(content)
    with pytest.raises(UsageError, match=why) as told:
        read_table("terms.tsv", [tmp_path])
    assert "terms.tsv" in str(told.value)
    assert told.value.hint
