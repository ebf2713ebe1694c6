"""Real processes: the pool is worth what it survives."""

from __future__ import annotations

import math
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from planparse.errors import InputDamaged, PlanparseError, WorkerCrashed, WorkerOutOfMemory, WorkerTimeout
from planparse.workers import WorkerPool, within

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="uses POSIX programs or limits")


@pytest.fixture(scope="module")
def pool() -> Iterator[WorkerPool]:
    with WorkerPool(jobs=2, memory_bytes=300_000_000) as pool:
        yield pool


def alive(process_id: int) -> bool:
    try:
        state = Path(f"/proc/{process_id}/stat").read_text("ascii").rsplit(")", 1)[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def test_results_come_in_order_though_they_finish_out_of_order(pool: WorkerPool) -> None:
    calls = pool.in_order(time.sleep, [(0.3,), (0.0,), (0.0,)])
    assert [round(call.seconds, 1) for call in calls] == [0.3, 0.0, 0.0]


def test_finished_gives_the_quick_one_first(pool: WorkerPool) -> None:
    slow, quick = pool.submit(time.sleep, 0.5), pool.submit(math.factorial, 5)
    assert list(pool.finished()) == [quick, slow]
    assert quick.result() == 120


def test_more_may_be_submitted_while_results_come(pool: WorkerPool) -> None:
    pool.submit(math.factorial, 1)
    for call in pool.finished():
        if call.result() < 6:
            pool.submit(math.factorial, call.result() + 1)
            continue
        assert pool.unfinished == 0


def test_workers_started_ahead_serve_the_first_calls() -> None:
    with WorkerPool(jobs=2) as fresh:
        fresh.start(5)
        assert fresh.unfinished == 0
        whose = "__import__('time').sleep(0.3) or __import__('os').getpid()"
        served = {call.result() for call in fresh.in_order(eval, [(whose,)] * 4)}
    assert len(served) == 2


@pytest.mark.parametrize("head_start", [0.0, 0.3], ids=["still running", "long done"])
def test_a_call_goes_to_the_worker_that_has_loaded_what_it_needs(head_start: float) -> None:
    with WorkerPool(jobs=2) as fresh:
        loading = fresh.submit(eval, "__import__('time').sleep(0.2) or __import__('os').getpid()")
        for _ in fresh.in_order(time.sleep, [(head_start,)] * 3):
            pass  # the other worker is the one that was idle first, and last
        call = fresh.submit(os.getpid, after=loading)
        list(fresh.finished())
        assert call.result() == loading.result()


def test_where_that_worker_has_died_another_makes_the_call(pool: WorkerPool) -> None:
    loading = pool.submit(os._exit, 1)
    call = pool.submit(math.factorial, 5, after=loading)
    assert list(pool.finished()) == [loading, call]
    assert call.result() == 120


def test_look_ahead_bounds_what_is_drawn(pool: WorkerPool) -> None:
    drawn: list[int] = []

    def numbers() -> Iterator[tuple[int]]:
        for number in range(1, 20):
            drawn.append(number)
            yield (number,)

    for call in pool.in_order(math.factorial, numbers(), look_ahead=3):
        number = next(n for n in drawn if math.factorial(n) == call.result())
        assert len(drawn) <= number + 2
    assert len(drawn) == 19


def test_workers_stay_warm(pool: WorkerPool) -> None:
    seen = {call.result() for call in pool.in_order(os.getpid, [()] * 6)}
    again = {call.result() for call in pool.in_order(os.getpid, [()] * 6)}
    assert len(seen | again) <= 2
    assert os.getpid() not in seen


@pytest.mark.parametrize(
    ("function", "arguments", "words"),
    [(os._exit, (7,), "exit code 7"), (os.abort, (), "SIGABRT")],
)
@posix_only
def test_a_dead_worker_costs_its_own_call_only(
    pool: WorkerPool, function: Callable[..., None], arguments: tuple[int, ...], words: str
) -> None:
    dead = pool.submit(function, *arguments)
    good = [pool.submit(math.factorial, n) for n in range(5)]
    assert set(pool.finished()) == {dead, *good}
    with pytest.raises(WorkerCrashed, match=words):
        dead.result()
    assert [call.result() for call in good] == [1, 1, 2, 6, 24]


@posix_only
def test_a_late_call_is_killed_with_the_program_that_it_started(pool: WorkerPool, tmp_path: Path) -> None:
    note = tmp_path / "pid"
    program = f"import os, time; open({str(note)!r}, 'w').write(str(os.getpid())); time.sleep(60)"
    late = pool.submit(subprocess.run, [sys.executable, "-c", program], deadline_seconds=1.5)
    began = time.monotonic()
    assert list(pool.finished()) == [late]
    with pytest.raises(WorkerTimeout, match="run took more than 1"):
        late.result()
    assert time.monotonic() - began < 10
    child = int(note.read_text("ascii"))
    for _ in range(100):
        if not alive(child):
            break
        time.sleep(0.02)
    assert not alive(child)


@pytest.mark.skipif(sys.platform != "linux", reason="no cap on this system")
def test_memory_beyond_the_cap_is_refused_and_the_next_call_fares_well(pool: WorkerPool) -> None:
    greedy, modest = pool.submit(bytearray, 900_000_000), pool.submit(bytearray, 10)
    list(pool.finished())
    with pytest.raises(WorkerOutOfMemory):
        greedy.result()
    assert modest.result() == bytearray(10)


@pytest.mark.skipif(sys.platform != "linux", reason="no cap on this system")
def test_the_cap_counts_from_what_the_initialiser_has_loaded_and_opencv_obeys_it() -> None:
    with WorkerPool(1, initializer=exec, initargs=("import cv2, numpy",), memory_bytes=300_000_000) as pool:
        call = pool.submit(exec, "import cv2, numpy; cv2.resize(numpy.zeros((9, 9)), (9000, 9000))")
        list(pool.finished())
    with pytest.raises(WorkerOutOfMemory, match="OpenCV"):
        call.result()


def test_errors_cross_whole(pool: WorkerPool) -> None:
    ours = pool.submit(
        exec, "from planparse.errors import InputDamaged; raise InputDamaged('tệp hỏng', 'quét lại')"
    )
    theirs = pool.submit(int, "hai")
    awkward = pool.submit(exec, "raise __import__('subprocess').CalledProcessError(1, lambda: 0)")
    list(pool.finished())
    with pytest.raises(InputDamaged, match="tệp hỏng") as caught:
        ours.result()
    assert caught.value.hint == "quét lại"
    with pytest.raises(ValueError, match="hai") as caught_value:
        theirs.result()
    assert "in the worker" in caught_value.value.__notes__[0]
    with pytest.raises(WorkerCrashed, match="CalledProcessError"):
        awkward.result()


def test_what_a_call_prints_does_not_garble_the_answers(pool: WorkerPool) -> None:
    call = pool.submit(print, "Estimating resolution as 300")
    list(pool.finished())
    assert call.result() is None


def test_cancelled_calls_never_finish(pool: WorkerPool) -> None:
    running, waiting = pool.submit(time.sleep, 60), [pool.submit(math.factorial, n) for n in range(3)]
    pool.cancel(running)
    pool.cancel(waiting[2])
    assert set(pool.finished()) == set(waiting[:2])


def test_leaving_a_stream_early_leaves_nothing_behind(pool: WorkerPool) -> None:
    stream = pool.in_order(math.factorial, [(n,) for n in range(10)])
    assert next(stream).result() == 1
    stream.close()  # type: ignore[attr-defined]  # it is a generator
    assert pool.unfinished == 0


def test_an_initialiser_that_fails_fails_the_call_and_not_the_pool() -> None:
    with WorkerPool(jobs=1, initializer=int, initargs=("x",)) as pool:
        calls = list(pool.in_order(math.factorial, [(1,), (2,)]))
    assert [type(call.error) for call in calls] == [ValueError, ValueError]


def test_an_unfinished_call_has_no_result(pool: WorkerPool) -> None:
    call = pool.submit(time.sleep, 0.2)
    with pytest.raises(RuntimeError, match="not finished"):
        call.result()
    list(pool.finished())


@posix_only
def test_workers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    program = f"""
import os, subprocess
from planparse.workers import WorkerPool
pool = WorkerPool(jobs=1)
worker = pool.submit(os.getpid)
list(pool.finished())
open({str(note)!r}, "w").write(str(worker.result()))
pool.submit(subprocess.run, ["sleep", "60"])
list(pool.finished())
"""
    with subprocess.Popen([sys.executable, "-c", program]) as parent:
        deadline = time.monotonic() + 30
        while not (note.exists() and note.read_text("ascii")) and time.monotonic() < deadline:
            time.sleep(0.05)
        worker = int(note.read_text("ascii"))
        time.sleep(0.2)
        assert alive(worker)
        parent.kill()
    for _ in range(100):
        if not alive(worker):
            break
        time.sleep(0.05)
    assert not alive(worker)


def test_every_worker_failure_is_one_of_ours() -> None:
    assert issubclass(WorkerCrashed, PlanparseError)


@pytest.mark.skipif(sys.platform != "linux", reason="no cap on this system")
@pytest.mark.parametrize("cap", [300_000_000, 300_000_000_000])
def test_a_cap_that_the_system_has_set_stays(cap: int) -> None:
    ours = "import resource as r; r.setrlimit(r.RLIMIT_AS, (9_000_000_000, 9_000_000_000))"
    with WorkerPool(1, initializer=exec, initargs=(ours,), memory_bytes=cap) as pool:
        modest, greedy = pool.submit(bytearray, 10), pool.submit(bytearray, 9_000_000_000)
        list(pool.finished())
    assert modest.result() == bytearray(10)
    with pytest.raises(WorkerOutOfMemory):
        greedy.result()


STRETCH = """
import time
from planparse.workers import within
with within({seconds}, "drawing page 1", "in lại"):
    time.sleep({work})
"""


def test_a_stretch_of_a_call_has_a_deadline_of_its_own(pool: WorkerPool) -> None:
    began = time.monotonic()
    late = pool.submit(exec, STRETCH.format(seconds=0.2, work=60))
    in_time = pool.submit(exec, STRETCH.format(seconds=0.2, work=0) + "time.sleep(0.4)")
    after = pool.submit(str.upper, "kế hoạch")
    list(pool.finished())
    with pytest.raises(WorkerTimeout, match=r"drawing page 1 took more than 0\.2 seconds") as caught:
        late.result()
    assert caught.value.hint == "in lại"
    assert in_time.result() is None
    assert after.result() == "KẾ HOẠCH"
    assert time.monotonic() - began < 30


def test_outside_a_worker_a_stretch_takes_as_long_as_it_takes() -> None:
    with within(0.001, "drawing page 1"):
        time.sleep(0.05)
