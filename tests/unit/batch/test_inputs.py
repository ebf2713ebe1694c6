from __future__ import annotations

import os
import sys
import unicodedata
from typing import TYPE_CHECKING

import pytest

from planparse.batch.inputs import Input, find_inputs
from planparse.errors import InputMissing, InputUnsupported, UsageError

if TYPE_CHECKING:
    from pathlib import Path

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="names and files that Windows has not")


def touch(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x")


def names(*places: Path | str, patterns: tuple[str, ...] = (), without: Path | None = None) -> list[str]:
    return [item.name for item in find_inputs([str(place) for place in places], patterns, without)]


def test_a_folder_is_searched_to_the_bottom_without_hidden_files(tmp_path: Path) -> None:
    touch(tmp_path, "b.pdf", "2031/Sở Nội vụ/a.pdf", ".git/x", ".hidden", "Thumbs.db")
    assert names(tmp_path) == ["2031/Sở Nội vụ/a.pdf", "b.pdf"]


def test_what_ingest_wrote_beside_a_file_is_no_input(tmp_path: Path) -> None:
    touch(tmp_path, "a.pdf", "a.pdf.json", "b.json", "2031/a.pdf.json")
    assert names(tmp_path) == ["2031/a.pdf.json", "a.pdf", "b.json"]


def test_several_places_keep_their_folders_apart(tmp_path: Path) -> None:
    touch(tmp_path, "x/2031/a.pdf", "y/2031/a.pdf", "z.pdf")
    assert names(tmp_path / "x", tmp_path / "y") == ["x/2031/a.pdf", "y/2031/a.pdf"]
    assert names(tmp_path / "x" / "2031" / "a.pdf") == ["a.pdf"]
    assert names(tmp_path / "x", tmp_path / "z.pdf") == ["x/2031/a.pdf", "z.pdf"]


def test_a_file_named_twice_is_one_input(tmp_path: Path) -> None:
    touch(tmp_path, "a.pdf")
    assert names(tmp_path, tmp_path / "a.pdf") == ["a.pdf"]


def test_patterns_take_files_whatever_the_case_and_unicode_form(tmp_path: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "kế hoạch.pdf")
    touch(tmp_path, "a.PDF", "b.txt", decomposed, "2030/c.pdf")
    assert names(tmp_path, patterns=("*.pdf",)) == ["2030/c.pdf", "a.PDF", decomposed]
    assert names(tmp_path, patterns=("kế*", "2030/*")) == ["2030/c.pdf", decomposed]
    assert names(f"{tmp_path}/*.pdf") == [decomposed]


def test_both_unicode_forms_of_a_name_are_two_inputs(tmp_path: Path) -> None:
    forms = {unicodedata.normalize(form, "hoà.pdf") for form in ("NFC", "NFD")}
    touch(tmp_path, *forms)
    if len(list(tmp_path.iterdir())) == 2:
        assert set(names(tmp_path)) == forms
    assert {item.title for item in find_inputs([str(tmp_path)])} == {"hoà.pdf"}


def test_the_output_folder_is_no_input(tmp_path: Path) -> None:
    touch(tmp_path, "a.pdf", "out/a.pdf.json")
    assert names(tmp_path, without=tmp_path / "out") == ["a.pdf"]
    with pytest.raises(UsageError, match="outputs among them"):
        names(tmp_path, without=tmp_path)


def test_nothing_there_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputMissing, match="nowhere"):
        names(tmp_path / "nowhere")
    with pytest.raises(InputMissing, match="no file to read"):
        names(tmp_path)
    with pytest.raises(InputMissing, match=r"\*\.pdf"):
        names(tmp_path / "*.pdf")


@posix_only
def test_links_are_followed_and_loops_are_not(tmp_path: Path) -> None:
    touch(tmp_path, "in/a.pdf", "elsewhere/b.pdf")
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in")
    (tmp_path / "in" / "more").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "in" / "dead.pdf").symlink_to(tmp_path / "nothing")
    found = {item.name: item for item in find_inputs([str(tmp_path / "in")])}
    assert list(found) == ["a.pdf", "dead.pdf", "more/b.pdf"]
    assert isinstance(found["dead.pdf"].trouble, InputMissing)


@posix_only
def test_a_pipe_is_listed_and_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    [item] = find_inputs([str(tmp_path)])
    assert isinstance(item.trouble, InputUnsupported)


@posix_only
def test_output_names_fit_a_disk_and_stay_apart(tmp_path: Path) -> None:
    long = ["ế" * 83 + end for end in (".tif", ".pdf")]
    touch(tmp_path, *long)
    outputs = [item.output for item in find_inputs([str(tmp_path)])]
    assert len(set(outputs)) == 2
    touch(tmp_path / "out", *outputs)
    assert all(name.endswith(".json") for name in outputs)


def test_titles_are_text_whatever_the_name() -> None:
    assert Input("2031/a\udcff.pdf", "").title == "a?.pdf"
