"""The closed lists are closed, and the page that explains them is whole."""

from __future__ import annotations

import re
from pathlib import Path

import planparse
from planparse.model.plan import LOSS_CODES, DocumentFlag, Flag

PAGE = (Path(__file__).parents[2] / "docs" / "flags.md").read_text("utf-8")
SOURCES = "\n".join(path.read_text("utf-8") for path in Path(planparse.__file__).parent.rglob("*.py"))


def test_every_flag_is_explained() -> None:
    for flag in (*Flag, *DocumentFlag):
        assert f"| `{flag}` |" in PAGE


def test_every_warning_is_explained_and_losses_are_marked() -> None:
    codes = set(re.findall(r'(?:Notice\(|code=)"([a-z_]+)"', SOURCES)) | LOSS_CODES
    explained = dict(re.findall(r"^\| `([a-z_]+)` \| .* \| (yes)? ?\|$", PAGE, re.MULTILINE))
    assert codes <= set(explained)
    assert {code for code in codes if explained[code]} == LOSS_CODES
