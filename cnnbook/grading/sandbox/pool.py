"""The workers of one machine: one for each thread and environment."""

from __future__ import annotations

import contextlib
import itertools
import sys
import threading
from typing import Any

from cnnbook.grading.runtime import lockdown
from cnnbook.grading.sandbox.environment import Environment
from cnnbook.grading.sandbox.fork_server import ForkServer
from cnnbook.grading.sandbox.isolation import Isolation, choose
from cnnbook.grading.sandbox.job import Job, JobResult
from cnnbook.grading.sandbox.one_shot import OneShotWorker
from cnnbook.grading.sandbox.retry import collect
from cnnbook.grading.sandbox.stripped_package import StrippedPackage
from cnnbook.grading.sandbox.worker import Worker


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
    package : StrippedPackage, optional
        The package as students' code finds it; one is built, unless given.
    number : int, default 0
        Tells the pools of one run apart.

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
        self,
        isolation: str = "auto",
        threads: int = 1,
        fork: bool | None = None,
        *,
        package: StrippedPackage | None = None,
        number: int = 0,
    ) -> None:
        self.threads = threads
        self.isolation: Isolation = choose(isolation)
        self.fork = sys.platform == "linux" if fork is None else fork
        self._numbers = itertools.count(number)
        self._of_thread = threading.local()
        self.workers: list[Worker] = []
        self._own = None if package else StrippedPackage()
        self._package = package or self._own
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
        assert self._package
        package = self._package.path
        if self.fork:
            return ForkServer(self.isolation, package, environment, number)
        return OneShotWorker(self.isolation, package, environment)

    def close(self) -> None:
        """End every process."""
        for worker in self.workers:
            with contextlib.suppress(OSError):
                worker.close()
        if self._own:
            self._own.close()
        lockdown.show_memory()

    def __enter__(self) -> WorkerPool:
        return self

    def __exit__(self, *error: Any) -> None:
        self.close()
