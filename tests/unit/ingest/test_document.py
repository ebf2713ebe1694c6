from __future__ import annotations

import hashlib
import os
import sys
import unicodedata
from typing import TYPE_CHECKING

import pytest

from planparse.errors import InputMissing, InputTooLarge, NothingRecognised
from planparse.ingest import open_document
from planparse.settings import Limits, Settings

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = Settings(jobs=1)


def test_a_missing_file_and_a_directory_say_so(tmp_path: Path) -> None:
    with pytest.raises(InputMissing, match="no such file"):
        open_document(tmp_path / "không có.pdf", settings=SETTINGS)
    with pytest.raises(InputMissing, match="is a directory"):
        open_document(tmp_path, settings=SETTINGS)


def test_content_tells_and_not_the_suffix(tmp_path: Path) -> None:
    path = tmp_path / "kế hoạch.pdf"
    path.write_text("KẾ HOẠCH\nNăm 2023\f1. Mục đích\f", encoding="utf-8")
    with open_document(path, settings=SETTINGS) as document:
        info = document.info
        page = document.read_page(2).page
    assert (info.name, info.media_type, info.page_count) == ("kế hoạch.pdf", "text/plain", 2)
    assert info.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert page is not None
    assert (page.text, page.origin) == ("1. Mục đích", "text")


def test_an_empty_text_is_no_success() -> None:
    with pytest.raises(NothingRecognised):
        open_document(b"  \n\f\n ", settings=SETTINGS)


def test_a_text_beyond_its_bounds_is_refused() -> None:
    with pytest.raises(InputTooLarge, match="3 pages, more than the 2 allowed"):
        open_document(b"a\fb\fc", settings=Settings(limits=Limits(pages=2)))
    with pytest.raises(InputTooLarge, match="60 MB, more than any document"):
        open_document(b"ba " * 20_000_000, settings=SETTINGS)


def test_a_converted_text_carries_a_notice() -> None:
    with open_document(
        "Uû ban nh©n d©n tØnh An B×nh, Së Néi vô".encode("cp1252"), settings=SETTINGS
    ) as document:
        assert [notice.code for notice in document.notices] == ["legacy_encoding"]
        page = document.read_page(1).page
    assert page is not None
    assert page.text == "Uỷ ban nhân dân tỉnh An Bình, Sở Nội vụ"


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputMissing, match="no ordinary file"):
        open_document(tmp_path / "pipe", settings=SETTINGS)


def test_a_name_stands_in_the_output_as_people_type_it() -> None:
    apart = unicodedata.normalize("NFD", "kế hoạch.txt")
    with open_document("KẾ HOẠCH".encode(), name=apart, settings=SETTINGS) as document:
        assert document.info.name == "kế hoạch.txt"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems take Unicode only")
def test_a_name_that_is_no_unicode_is_told_as_far_as_it_goes(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"k\xd5 ho\xb9ch.txt")
    path.write_text("KẾ HOẠCH", encoding="utf-8")
    with open_document(path, settings=SETTINGS) as document:
        assert document.info.name == "k? ho?ch.txt"
