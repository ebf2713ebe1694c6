"""The documents name what is there, and nothing that is not."""

from __future__ import annotations

import re
from dataclasses import asdict, fields
from pathlib import Path

import pytest

from planparse.settings import ImageSteps, Limits, Settings

ROOT = Path(__file__).parents[2]
PLACES = [ROOT, ROOT / "docs", ROOT / "docs" / "adr", ROOT / "samples"]
DOCUMENTS = sorted(path.relative_to(ROOT).as_posix() for place in PLACES for path in place.glob("*.md"))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_somewhere(name: str) -> None:
    document = ROOT / name
    links = re.findall(r"\]\(([^)#:]+)\)", document.read_text("utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_block_of_code_is_closed(name: str) -> None:
    fences = re.findall(r"^```.*$", (ROOT / name).read_text("utf-8"), re.MULTILINE)
    assert len(fences) % 2 == 0
    assert set(fences[1::2]) <= {"```"}


def test_paths_of_the_map_exist() -> None:
    paths = re.findall(r"`((?:src|tests|dictionaries)/[^`]*)`", (ROOT / "docs/map.md").read_text("utf-8"))
    assert len(paths) > 20
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_every_room_is_on_the_map() -> None:
    text = (ROOT / "docs/map.md").read_text("utf-8")
    rooms = [
        path.parent.relative_to(ROOT).as_posix() for path in (ROOT / "src/planparse").glob("*/__init__.py")
    ]
    assert [room for room in rooms if f"`{room}`" not in text] == []


def test_make_targets_that_are_named_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for name in DOCUMENTS:
        named = set(re.findall(r"`make ([a-z-]+)`", (ROOT / name).read_text("utf-8")))
        assert named <= targets, name


@pytest.mark.parametrize(
    ("list_of", "folder"), [("docs/README.md", "docs"), ("docs/adr/README.md", "docs/adr")]
)
def test_every_page_is_listed(list_of: str, folder: str) -> None:
    text = (ROOT / list_of).read_text("utf-8")
    pages = [path.name for path in (ROOT / folder).glob("*.md") if path.name != "README.md"]
    assert [page for page in pages if f"({page})" not in text] == []


def test_every_setting_is_told_with_its_default() -> None:
    text = (ROOT / "docs/settings.md").read_text("utf-8")
    names = [field.name for kind in (Settings, Limits, ImageSteps) for field in fields(kind)]
    assert [name for name in names if name not in {"limits", "image_steps"} and f"`{name}`" not in text] == []
    told = {
        match[1]: float(match[2].replace(",", ""))
        for match in re.finditer(r"^\| `(\w+)` \|[^|]*\| ([\d,]+) \|", text, re.MULTILINE)
    }
    assert told == asdict(Limits())
