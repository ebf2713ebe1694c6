"""A real Dask scheduler and workers on this machine, one of them killed: the same bytes as a local run."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FILES = 24


class Cluster:
    """A scheduler and two workers as processes of their own."""

    def __init__(self, stack: ExitStack, folder: Path) -> None:
        self._stack, self._folder = stack, folder
        scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        self.address = self._told(scheduler, r"Scheduler at:\s+(tcp://\S+)")
        self.workers = [self.worker() for _ in range(2)]

    def worker(self) -> subprocess.Popen[str]:
        options = ("--nthreads", "1", "--no-dashboard", "--local-directory", self._folder, "--no-nanny")
        process = self._start("worker", self.address, *options)
        self._told(process, r"Registered to:\s+(tcp://\S+)")
        return process

    def _start(self, *arguments: object) -> subprocess.Popen[str]:
        root = Path(__file__).parents[2]
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", *map(str, arguments)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": str(root / "src")},
            start_new_session=True,
        )
        self._stack.callback(process.communicate)
        self._stack.callback(process.kill)
        return process

    @staticmethod
    def _told(process: subprocess.Popen[str], pattern: str) -> str:
        assert process.stderr is not None
        for line in process.stderr:
            if match := re.search(pattern, line):
                return match[1]
        raise AssertionError("it ended before it said so")


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    pytest.importorskip("distributed")
    with ExitStack() as stack:
        yield Cluster(stack, tmp_path / "dask")


def test_a_cluster_that_loses_a_worker_gives_the_same_bytes(
    tmp_path: Path,
    cluster: Cluster,
    plan: Callable[[int], str],
    planparse: Callable[..., subprocess.Popen[str]],
    outputs: Callable[[Path], dict[str, bytes]],
) -> None:
    scans = tmp_path / "scans"
    scans.mkdir()
    for number in range(FILES):
        (scans / f"{number}.txt").write_text("\f".join([plan(number), *["phụ lục"] * 20]), "utf-8")
    (scans / "empty.pdf").write_bytes(b"")
    here = planparse("batch", scans, "--out", tmp_path / "here", restore=True)
    here.communicate()
    assert here.returncode == 6

    there = planparse(
        "batch",
        scans,
        "--out",
        tmp_path / "there",
        "--engine",
        "dask",
        "--scheduler",
        cluster.address,
        restore=True,
    )
    manifest = tmp_path / "there" / "manifest.jsonl"
    deadline = time.monotonic() + 60
    while not (manifest.exists() and manifest.read_bytes().count(b"\n") >= 5):
        assert time.monotonic() < deadline, there.communicate()[1]
        time.sleep(0.01)
    cluster.workers[0].kill()
    _, talk = there.communicate()
    assert there.returncode == 6, talk
    assert manifest.read_bytes().count(b"\n") == FILES + 1
    assert outputs(tmp_path / "there") == outputs(tmp_path / "here")
    summaries = [json.loads((tmp_path / run / "summary.json").read_bytes()) for run in ("here", "there")]
    for summary in summaries:
        del summary["work_seconds"], summary["wall_seconds"]
    assert summaries[0] == summaries[1]


def test_no_cluster_is_a_clear_error(planparse: Callable[..., subprocess.Popen[str]], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x", "utf-8")
    run = planparse("batch", tmp_path / "a.txt", "--out", tmp_path / "out", "--engine", "dask")
    assert "--engine dask and --scheduler go together" in run.communicate()[1]
    assert run.returncode == 2
