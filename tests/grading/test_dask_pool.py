"""On a Dask cluster the results are the same, even if a worker dies on the way."""

import os
import re
import signal
import subprocess
import sys
import threading
import time

import pytest

from cnnbook.grading.batch.grade import grade
from cnnbook.grading.batch.settings import Settings
from cnnbook.grading.sandbox import dask_pool
from cnnbook.grading.sandbox.dask_pool import DaskPool

from .notebooks import IDS, cells, notebook, write
from .test_follow_ups import CONVOLVE, FLIPPED
from .test_resume import contents

if not os.environ.get("CI"):
    pytest.importorskip("distributed")
SLOW = "import time\ntime.sleep(0.3)"


def start(*arguments):
    line = [sys.executable, "-m", *arguments]
    return subprocess.Popen(line, stderr=subprocess.PIPE, text=True)


def await_line(process, pattern):
    for line in process.stderr:
        found = re.search(pattern, line)
        if found:
            # Its later lines are read away, so that it never waits for a reader.
            threading.Thread(target=process.stderr.read, daemon=True).start()
            return found
    raise AssertionError("it ended before it was ready")


@pytest.fixture
def cluster(tmp_path):
    """Start a scheduler and two workers; yield the address and the workers."""
    scheduler = start(
        "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0",
        "--no-dashboard",
    )  # fmt: skip
    running = [scheduler]
    try:
        address = await_line(scheduler, r"Scheduler at: +(tcp://\S+)")[1]
        workers = [
            start(
                "distributed.cli.dask_worker", address, "--no-nanny", "--nthreads", "1",
                "--no-dashboard", "--local-directory", str(tmp_path / f"worker-{n}"),
            )
            for n in range(2)
        ]  # fmt: skip
        running += workers
        for worker in workers:
            await_line(worker, r"Registered to")
        yield address, workers
    finally:
        for process in running:
            process.kill()
            process.wait()
            process.stderr.close()


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
def test_a_killed_worker_costs_nothing(cluster, tmp_path):
    address, workers = cluster
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(12):
        wrong = {"one_window": f"one_window = {number + 5}"}
        write(folder, f"student-{number:02}", notebook(cells(SLOW, **wrong)))
    write(folder, "broken", b"{")
    write(folder, "follows", notebook([*cells(conv2d=FLIPPED), CONVOLVE]))
    write(folder, "ends", notebook(["import os\nos._exit(0)", *cells()]))
    here, there = tmp_path / "here", tmp_path / "there"
    plain = {"exercises": (*IDS, "convolve2d"), "limit": 2.0, "seed": 4}
    grade(folder, here, Settings(**plain))
    killed = []

    def kill_one(done, total):
        if done == 4 and not killed:
            os.kill(workers[0].pid, signal.SIGKILL)
            killed.append(time.monotonic())

    results = grade(folder, there, Settings(**plain, scheduler=address), kill_one)
    assert killed
    assert workers[0].wait() == -signal.SIGKILL
    assert workers[1].poll() is None
    assert contents(there) == contents(here)
    assert len(results) == 15
    (follows,) = [result for result in results if result.name == "follows"]
    assert follows.marks[-1].feedback.follows_from == "conv2d"


def test_no_scheduler_is_an_error_that_helps(monkeypatch):
    monkeypatch.setattr(dask_pool, "CONNECT_TIMEOUT", 0.5)
    with pytest.raises(
        RuntimeError, match=r"no Dask scheduler at tcp://127\.0\.0\.1:1"
    ):
        DaskPool("tcp://127.0.0.1:1")
    for address in ("nonsense", "http://127.0.0.1:1", "tcp://[::1", "tcp://here"):
        with pytest.raises(RuntimeError, match="is no address of a Dask scheduler"):
            DaskPool(address)
