"""What is no gold and no output is told as such."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from planparse.cli.evaluate import records
from planparse.errors import InputUnsupported

if TYPE_CHECKING:
    from pathlib import Path

RIGHT = '{"document": {}, "sections": [], "tasks": []}'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("KẾ HOẠCH", "is no JSON"),
        ("[]", "holds no records"),
        ('{"document": null}', "holds no records"),
        ('{"document": {}, "sections": []}', "holds no list of tasks"),
        ('{"document": {}, "sections": [1], "tasks": []}', "holds no list of sections"),
        ('{"document": {}, "sections": [], "tasks": [{"text": "Rà soát"}]}', "a record lacks 'path'"),
    ],
)
def test_what_holds_no_records(tmp_path: Path, content: str, said: str) -> None:
    gold, output = tmp_path / "gold.json", tmp_path / "output.json"
    gold.write_text(RIGHT, "utf-8")
    output.write_text(content, "utf-8")
    with pytest.raises(InputUnsupported, match=said):
        records(gold, output)


def test_two_empty_documents_agree(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.json").write_text(RIGHT, "utf-8")
    records(tmp_path / "a.json", tmp_path / "a.json")
    assert '"gold": 0' in capsys.readouterr().out
