"""The workers of one machine: one for each thread and environment."""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

from cnnbook.grading.runtime import lockdown
from cnnbook.grading.sandbox.environment import Environment
from cnnbook.grading.sandbox.fork_server import ForkServer
from cnnbook.grading.sandbox.isolation import Isolation, choose
from cnnbook.grading.sandbox.job import Job, JobResult
from cnnbook.grading.sandbox.one_shot import OneShotWorker
from cnnbook.grading.sandbox.retry import collect
from cnnbook.grading.sandbox.stripped_package import build_stripped_package
from cnnbook.grading.sandbox.worker import Worker

PREFIX = "cnnbook-sandbox-"


class WorkerPool:
    """A `Runner` with everything that runs students' code on one machine.

    Parameters
    ----------
    isolation : {"auto", "bubblewrap", "limits"}
        How the code is shut in.
    threads : int
        That will ask for results.
    fork : bool, optional
        Keep warm processes and fork them; where the system can, unless given.

    Attributes
    ----------
    workers : list of Worker
        Those that have been needed so far.

    Examples
    --------
    >>> with WorkerPool() as pool:
    ...     pool.isolation.kind in ("bubblewrap", "limits")
    True
    """

    def __init__(
        self, isolation: str = "auto", threads: int = 1, fork: bool | None = None
    ) -> None:
        self.threads = threads
        self.isolation: Isolation = choose(isolation)
        self.fork = sys.platform == "linux" if fork is None else fork
        self._numbers = itertools.count()
        self._of_thread = threading.local()
        self.workers: list[Worker] = []
        _remove_abandoned()
        self._folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
        self._folder.chmod(0o755)
        self._package = self._folder / "package"
        build_stripped_package(self._package)
        # Students' code must not read the references out of this process.
        lockdown.hide_memory()

    def run(self, job: Job) -> JobResult:
        """Run a notebook with the worker of this thread."""
        worker = self.worker(job.environment)
        try:
            result = collect(job, worker)
        except Exception:  # whatever went wrong with the worker: a fresh one, once
            with contextlib.suppress(Exception):
                worker.close()
            result = collect(job, worker)
        result.isolation = str(self.isolation)
        return result

    def worker(self, environment: Environment) -> Worker:
        """Return the worker of this thread for an environment."""
        mine = self._of_thread
        if not hasattr(mine, "number"):
            mine.number, mine.workers = next(self._numbers), {}
        workers: dict[Environment, Worker] = mine.workers
        if environment not in workers:
            workers[environment] = self._new_worker(environment, mine.number)
            self.workers.append(workers[environment])
        return workers[environment]

    def _new_worker(self, environment: Environment, number: int) -> Worker:
        if self.fork:
            return ForkServer(self.isolation, self._package, environment, number)
        return OneShotWorker(self.isolation, self._package, environment)

    def close(self) -> None:
        """End every process."""
        for worker in self.workers:
            with contextlib.suppress(OSError):
                worker.close()
        shutil.rmtree(self._folder, ignore_errors=True)
        lockdown.show_memory()

    def __enter__(self) -> WorkerPool:
        return self

    def __exit__(self, *error: Any) -> None:
        self.close()


def _remove_abandoned() -> None:
    """Remove the folders of graders that were killed."""
    if os.name != "posix":
        return
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        owner = folder.name.removeprefix(PREFIX).split("-")[0]
        try:
            os.kill(int(owner), 0)
        except ProcessLookupError:
            shutil.rmtree(folder, ignore_errors=True)
        except (ValueError, OSError):
            continue
