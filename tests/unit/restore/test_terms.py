"""Terms of ours and of a user."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from planparse.restore.restorer import Restorer
from planparse.restore.terms import read_terms
from planparse.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "terms.tsv").write_text("term\nbản Sìn Phấu Đrăm\n", "utf-8")
    return tmp_path


def test_a_users_terms_stand_beside_ours(folder: Path) -> None:
    terms = read_terms([folder])
    assert ("bản", "sìn", "phấu", "đrăm") in terms
    assert ("buôn", "ma", "thuột") in terms


def test_a_users_terms_count(folder: Path) -> None:
    wreck = "Uy ban nhan dan xa trién khai thuc hién tai ban Sin Phau Dram"
    assert (
        Restorer.load(Settings(dictionaries=(folder,))).restore_text(wreck).text.endswith("bản Sìn Phấu Đrăm")
    )
    assert not Restorer.load(Settings()).restore_text(wreck).text.endswith("Đrăm")


def test_names_that_are_no_syllables_are_known() -> None:
    restored = Restorer.load(Settings()).restore_text("Uy ban nhan dan huyén Krong Nang, tinh Dak Lak").text
    assert "huyện Krông Năng" in restored
