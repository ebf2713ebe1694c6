from __future__ import annotations

import csv
import datetime as dt
import errno
import json
import os
import sqlite3
import sys
import tracemalloc
from contextlib import closing
from typing import TYPE_CHECKING, Any

import openpyxl
import pyarrow.parquet as pq
import pytest

from planparse.errors import InputMissing, InputUnsupported, OutputError, UsageError
from planparse.export import FORMATS, Counts, export

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def exported(outputs: Path, name: str, **options: bool) -> Path:
    target = outputs.parent / name
    counts = export(outputs, target, **options)
    assert counts == Counts(documents=2, tasks=3, problems=2)
    return target


def test_json_lines_keep_lists_and_repeat_the_document(outputs: Path) -> None:
    rows = [json.loads(line) for line in exported(outputs, "p.jsonl").read_text("utf-8").splitlines()]
    assert [row["file"] for row in rows] == ["2031/a.pdf.json", "2031/a.pdf.json", "b.pdf.json"]
    first = rows[0]
    assert first["coordinating_units"] == ["Văn phòng", "các phòng, ban liên quan"]
    assert first["section"] == "Về thủ tục hành chính"
    assert (first["path"], first["page"], first["end"]) == ("II.1.a", 2, "2031-03-31")
    assert {row["document_number"] for row in rows} == {"12/KH-UBND"}


def test_csv_is_what_excel_reads_and_calculates_nothing(outputs: Path) -> None:
    target = exported(outputs, "p.csv", bom=True)
    assert target.read_bytes().startswith(b"\xef\xbb\xbffile,")
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[0]["products"] == "Báo cáo\nQuyết định công bố"
    assert rows[2]["description"] == '\'=HYPERLINK("http://x")'
    assert rows[2]["products"] == "'- Báo cáo"
    assert rows[2]["end"] == ""


def test_csv_has_no_mark_unless_asked(outputs: Path) -> None:
    assert exported(outputs, "p.csv").read_bytes().startswith(b"file,")


def test_spreadsheet_has_three_sheets_for_the_office(outputs: Path) -> None:
    book = openpyxl.load_workbook(exported(outputs, "p.xlsx"))
    assert book.sheetnames == ["Nhiệm vụ", "Văn bản", "Vấn đề"]
    tasks, documents, problems = book.worksheets
    head = {cell.value: cell.column for cell in tasks[1]}
    assert tasks.freeze_panes == "A2"
    assert tasks.auto_filter.ref.startswith("A1:")
    assert tasks.cell(2, head["Đơn vị chủ trì"]).value == "Phòng Nội vụ"
    assert tasks.cell(2, head["Kết thúc"]).value == dt.datetime(2031, 3, 31)  # noqa: DTZ001 - a day, no zone
    hostile = tasks.cell(4, head["Nội dung công việc"])
    assert (hostile.data_type, hostile.value) == ("s", '=HYPERLINK("http://x")')
    assert hostile.quotePrefix
    assert documents.max_row == 3
    codes = [row[3].value for row in problems.iter_rows(min_row=2)]
    assert codes == ["page_timeout", "page_timeout", "missing_lead", "not_a_result", "InputDamaged"]


def rows_of(database: sqlite3.Connection, query: str, *values: str) -> list[tuple[Any, ...]]:
    return database.execute(query, values).fetchall()


def test_database_is_related_and_searched_with_and_without_marks(outputs: Path) -> None:
    with closing(sqlite3.connect(exported(outputs, "p.sqlite"))) as database:
        assert rows_of(database, "PRAGMA foreign_key_check") == []
        assert rows_of(database, "SELECT count(*) FROM documents") == [(2,)]
        lead = "SELECT count(*) FROM task_units JOIN units ON units.id = unit WHERE role = ? AND name = ?"
        assert rows_of(database, lead, "lead", "Phòng Nội vụ") == [(2,)]
        search = (
            "SELECT t.task_id FROM task_search s JOIN tasks t ON t.id = s.rowid WHERE task_search MATCH ?"
        )
        found = {
            words: len(rows_of(database, search, words))
            for words in (
                '"thủ tục"',
                "thu tuc",
                '"RÀ SOÁT"',
                "ra soat",
                "quyết định",
                "quyet dinh",
                "thú túc",
            )
        }
        assert list(found.values()) == [3, 3, 2, 2, 2, 2, 0]
        kinds = rows_of(database, "SELECT code FROM problems ORDER BY id")
        assert kinds == [
            (c,) for c in ("page_timeout", "page_timeout", "missing_lead", "not_a_result", "InputDamaged")
        ]


def test_parquet_has_types(outputs: Path) -> None:
    table = pq.read_table(exported(outputs, "p.parquet"))
    assert table.column("end").to_pylist() == [dt.date(2031, 3, 31), dt.date(2031, 12, 31), None]
    assert table.column("products").to_pylist()[0] == ["Báo cáo", "Quyết định công bố"]


def test_calendar_holds_deadlines_and_no_standing_work(outputs: Path) -> None:
    text = exported(outputs, "p.ics").read_bytes()
    assert all(len(line) <= 75 for line in text.split(b"\r\n"))
    unfolded = text.decode("utf-8").replace("\r\n ", "")
    assert unfolded.count("BEGIN:VEVENT") == 1
    assert "DTSTART;VALUE=DATE:20310331" in unfolded
    assert "SUMMARY:Rà soát thủ tục hành chính" in unfolded
    assert "các phòng\\, ban liên quan\\nBáo cáo" in unfolded


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_same_folder_gives_the_same_bytes(outputs: Path, suffix: str) -> None:
    once, again = exported(outputs, f"1{suffix}"), exported(outputs, f"2{suffix}")
    if suffix == ".xlsx":  # a zip with times in it: compare the cells
        books = [openpyxl.load_workbook(path).worksheets for path in (once, again)]
        first, second = ([[*sheet.values] for sheet in sheets] for sheets in books)
        assert first == second
    else:
        assert once.read_bytes() == again.read_bytes()


def test_what_is_no_output_or_holds_none_leaves_no_file(outputs: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for source, error in (("empty", InputMissing), ("out/stray.json", InputUnsupported)):
        with pytest.raises(error, match="output"):
            export(tmp_path / source, tmp_path / "p.csv")
    assert {path.name for path in tmp_path.iterdir()} == {"empty", outputs.name}


def test_a_folder_of_batches_is_their_sum(outputs: Path) -> None:
    (outputs.parent / "all").mkdir()
    outputs.rename(outputs.parent / "all" / "tháng 1")
    counts = export(outputs.parent / "all", target := outputs.parent / "all.sqlite")
    assert counts == Counts(documents=2, tasks=3, problems=2)
    with closing(sqlite3.connect(target)) as database:
        [[failed]] = rows_of(database, "SELECT file FROM problems WHERE code = 'InputDamaged'")
    assert failed == "tháng 1/bad.pdf"


def test_one_output_is_a_folder_of_one(outputs: Path) -> None:
    assert export(outputs / "b.pdf.json", outputs / "b.csv").tasks == 1


def test_a_target_that_is_there_stays(outputs: Path) -> None:
    target = exported(outputs, "p.csv")
    before = target.read_bytes()
    with pytest.raises(OutputError, match="there already"):
        export(outputs, target)
    assert target.read_bytes() == before
    exported(outputs, "p.csv", overwrite=True)


@pytest.mark.parametrize("name", ["p.docx", "p", ".csv"])
def test_unknown_formats_are_refused(outputs: Path, name: str) -> None:
    with pytest.raises(UsageError, match="no format"):
        export(outputs, outputs.parent / name)


def test_bom_is_for_csv(outputs: Path) -> None:
    with pytest.raises(UsageError, match="mark"):
        export(outputs, outputs.parent / "p.jsonl", bom=True)


def test_no_folder_is_an_error_and_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(InputMissing):
        export(tmp_path / "nowhere", tmp_path / "p.csv")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_extra_is_told_with_its_remedy(outputs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(OutputError) as caught:
        export(outputs, outputs.parent / "p.xlsx")
    assert caught.value.hint == 'run: pip install "planparse[excel]"'


@pytest.mark.parametrize("suffix", FORMATS)
def test_memory_does_not_grow_with_the_folder(
    make_outputs: Callable[[int, int], Path], tmp_path: Path, suffix: str
) -> None:
    if suffix == ".parquet":
        pytest.skip("pyarrow's memory is not Python's; it holds one row group by design")
    folder = make_outputs(60, 20)
    export(folder / "0.json", tmp_path / f"warm{suffix}")
    tracemalloc.start()
    export(folder, tmp_path / f"many{suffix}")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1_500_000, "1,200 tasks of some 2 KB each are not held"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems take Unicode only")
@pytest.mark.parametrize("suffix", FORMATS)
def test_a_name_that_is_no_unicode_costs_no_table(outputs: Path, suffix: str) -> None:
    (outputs / "b.pdf.json").rename(outputs / os.fsdecode(b"k\xd5 ho\xb9ch.pdf.json"))
    assert exported(outputs, f"p{suffix}").stat().st_size
    told = exported(outputs, "p.csv", overwrite=True).read_text("utf-8")
    assert "k? ho?ch.pdf.json" in told


def test_outputs_that_may_not_be_read_are_not_told_as_a_target_that_may_not_be_written(
    outputs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(path: Path) -> bytes:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    monkeypatch.setattr("pathlib.Path.read_bytes", forbidden)
    with pytest.raises(InputMissing, match=r"cannot read .*json: Permission denied"):
        export(outputs, outputs.parent / "p.csv")


def test_lines_of_a_manifest_that_are_none_of_ours_are_passed_over(outputs: Path) -> None:
    before = export(outputs, outputs / "a.csv").problems
    with (outputs / "manifest.jsonl").open("ab") as manifest:
        manifest.write(b'{}\n3\n\xff\n{"input": "x.pdf", "status": "failed", "error": "why"}\n')
    assert export(outputs, outputs / "b.csv").problems == before
