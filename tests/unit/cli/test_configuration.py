"""Flags over environment over file over defaults, and clear words for what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from planparse.cli.configuration import build_settings, parse_page_numbers
from planparse.errors import UsageError
from planparse.settings import Settings

NOWHERE = Path("no-such-file.toml")


def write(folder: Path, text: str) -> Path:
    path = folder / "planparse.toml"
    path.write_text(text, "utf-8")
    return path


def test_defaults_where_nobody_says_anything() -> None:
    assert build_settings({"dpi": None}, environment={}, file=NOWHERE) == Settings()


def test_each_source_lies_over_the_one_below(tmp_path: Path) -> None:
    file = write(tmp_path, "jobs = 3\ndpi = 150\nocr = 'never'\n[limits]\npage_seconds = 5\n")
    environment = {"PLANPARSE_DPI": "200", "PLANPARSE_OCR": "always"}
    settings = build_settings({"dpi": 250}, environment=environment, file=file)
    assert (settings.jobs, settings.dpi, settings.ocr) == (3, 250, "always")
    assert settings.limits.page_seconds == 5


def test_a_file_with_the_mark_that_notepad_sets(tmp_path: Path) -> None:
    assert build_settings({}, environment={}, file=write(tmp_path, "\ufeffjobs = 3\n")).jobs == 3


def test_a_limit_can_be_a_flag() -> None:
    settings = build_settings({"page_seconds": 2.5}, environment={}, file=NOWHERE)
    assert settings.limits.page_seconds == 2.5


def test_steps_can_be_left_out() -> None:
    steps = build_settings({}, skipped_steps=["deskew"], environment={}, file=NOWHERE).image_steps
    assert not steps.deskew
    assert steps.lift_stamps


def test_dictionaries_of_a_file_lie_beside_it(tmp_path: Path) -> None:
    file = write(tmp_path, "dictionaries = ['từ điển']\n")
    assert build_settings({}, environment={}, file=file).dictionaries == (tmp_path / "từ điển",)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("speed = 3", "'speed', which is no setting"),
        ("jobs = 'two'", "jobs to 'two'"),
        ("jobs = true", "jobs to True"),
        ("ocr = 'sometimes'", "ocr to 'sometimes'"),
        ("[limits]\npages_a_day = 3", "limits has no 'pages_a_day'"),
        ("ocr = = 3", "is not TOML"),
        ("jobs = 0", "jobs to 0"),
        ("[limits]\npage_seconds = 'long'", "page_seconds to 'long'"),
        ("[limits]\npages = -1", "pages to -1"),
        ("[image_steps]\ndeskew = 'no'", "deskew to 'no'"),
    ],
)
def test_a_wrong_file_is_told(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(UsageError, match=named):
        build_settings({}, environment={}, file=write(tmp_path, text))


def test_a_wrong_variable_is_told() -> None:
    with pytest.raises(UsageError, match="PLANPARSE_JOBS='many' is no int"):
        build_settings({}, environment={"PLANPARSE_JOBS": "many"}, file=NOWHERE)


@pytest.mark.parametrize("text", ["", "0", "3-1", "a", "1-", "1,,2", "-3"])
def test_page_lists_that_make_no_sense(text: str) -> None:
    with pytest.raises(UsageError):
        parse_page_numbers(text)


def test_page_lists_are_sorted_and_without_repeats() -> None:
    assert parse_page_numbers("7, 2-4,3") == (2, 3, 4, 7)
