from __future__ import annotations

import json

from planparse.batch.identity import Identity, identity_of
from planparse.batch.inputs import Input
from planparse.batch.manifest import Manifest
from planparse.settings import Limits, Settings

HERE = Identity("s", "0.1.0", "d")
ITEM = Input("kế hoạch\n🗎\udcff.pdf", "/x", 7, "123")


def test_what_was_settled_is_known_to_the_next_run() -> None:
    lines: list[bytes] = []
    entry = Manifest([], lines.append).settle(ITEM, HERE, "done", "ab", output="x.json", pages=3)
    again = Manifest([*lines, b'{"input": "half'], lines.append)
    assert again.of(ITEM.name) == entry
    assert again.of_content("ab", HERE) == entry
    assert again.of("other") is None
    assert again.settled == 0
    assert entry.finished_at.endswith("+00:00")


def test_lines_that_are_none_of_ours_are_passed_over() -> None:
    lines: list[bytes] = []
    entry = Manifest([], lines.append).settle(ITEM, HERE, "done", "ab")
    foreign = [b"{}", b"3", b'{"settings": 1}', lines[0].replace(b'"stamp"', b'"stamped"'), b"\xff"]
    assert Manifest([*foreign, *lines, *foreign], lines.append).of(ITEM.name) == entry


def test_lines_are_json_whatever_the_name() -> None:
    lines: list[bytes] = []
    Manifest([], lines.append).settle(ITEM, HERE, "failed", "")
    [line] = lines
    assert line.count(b"\n") == 1
    assert json.loads(line.decode("utf-8"))["input"] == ITEM.name
    assert "kế hoạch" in line.decode("utf-8")


def test_the_last_entry_counts() -> None:
    lines: list[bytes] = []
    manifest = Manifest([], lines.append)
    manifest.settle(ITEM, HERE, "failed", "ab")
    manifest.settle(ITEM, HERE, "done", "ab")
    for known in (manifest, Manifest(lines, lines.append)):
        entry = known.of(ITEM.name)
        assert entry is not None
        assert entry.status == "done"


def test_content_is_known_under_its_identity_only_and_by_the_file_that_was_read() -> None:
    manifest = Manifest([], lambda _: None)
    manifest.settle(ITEM, HERE, "done", "ab")
    manifest.settle(Input("twin", "/y"), HERE, "done", "ab", same_as=ITEM.name)
    known = manifest.of_content("ab", HERE)
    assert known is not None
    assert known.input == ITEM.name
    assert manifest.of_content("ab", Identity("s", "0.2.0", "d")) is None


def test_limits_and_jobs_are_no_part_of_the_identity_but_reading_is() -> None:
    here = identity_of(Settings())
    assert identity_of(Settings(jobs=7, limits=Limits(page_seconds=3))) == here
    assert identity_of(Settings(dpi=200)) != here
