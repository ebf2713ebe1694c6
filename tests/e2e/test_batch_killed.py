"""A batch is killed again and again and ends as if it never was."""

from __future__ import annotations

import json
import random
import sys
import time
from collections import Counter
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

FILES, KILLS = 120, 20


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_killed_at_twenty_random_moments(
    tmp_path: Path,
    plan: Callable[[int], str],
    planparse: Callable[..., subprocess.Popen[str]],
    outputs: Callable[[Path], dict[str, bytes]],
) -> None:
    scans = tmp_path / "scans"
    for number in range(FILES):
        path = scans / str(2031 + number % 3) / f"kế hoạch {number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\f".join([plan(number), *["phụ lục"] * 5]), "utf-8")
    undisturbed = planparse("batch", scans, "--out", tmp_path / "once", "--jobs", 1)
    assert undisturbed.communicate()[1].count("done") >= FILES

    moments, progress = random.Random(2031), []  # noqa: S311 - moments, not secrets
    for _ in range(KILLS):
        run = planparse("batch", scans, "--out", tmp_path / "killed", "--jobs", 1)
        assert run.stderr is not None
        for _ in range(moments.randrange(5)):  # lines of talk: so far it has come
            run.stderr.readline()
        time.sleep(moments.uniform(0, 0.05))  # and into the middle of something
        assert run.poll() is None, "it was at work"
        run.kill()
        run.communicate()
        progress.append(settled(tmp_path / "killed"))
        assert all(whole(path) for path in (tmp_path / "killed").rglob("*.json"))
    assert 0 < progress[-1] < FILES
    assert len(set(progress)) >= KILLS // 3, "most kills met a run that was getting on"
    last = planparse("batch", scans, "--out", tmp_path / "killed", "--jobs", 1)
    last.communicate()
    assert last.returncode == 0

    assert outputs(tmp_path / "killed") == outputs(tmp_path / "once")
    lines = (tmp_path / "killed" / "manifest.jsonl").read_text("utf-8").splitlines()
    read = Counter(json.loads(line)["input"] for line in lines)
    assert set(read.values()) == {1}, "nothing was read again once it was done"
    assert len(read) == FILES
    assert not list((tmp_path / "killed").rglob("*.part"))


def settled(folder: Path) -> int:
    manifest = folder / "manifest.jsonl"
    return manifest.read_bytes().count(b"\n") if manifest.exists() else 0


def whole(path: Path) -> bool:
    return isinstance(json.loads(path.read_bytes()), dict)
