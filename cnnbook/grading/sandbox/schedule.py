"""Run the notebooks of many submissions, several at a time."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import Any, Protocol, TypeAlias, TypeVar

from cnnbook.grading.sandbox.job import Job, JobResult
from cnnbook.grading.sandbox.pool import WorkerPool

Owner = TypeVar("Owner")
JobResults: TypeAlias = list[JobResult] | Exception
"""Those of one submission's notebooks, or what kept us from them."""


class Runner(Protocol):
    """Runs notebooks somewhere: see `WorkerPool` and `DaskPool`."""

    @property
    def threads(self) -> int:
        """How many notebooks it can run at a time."""

    def run(self, job: Job) -> JobResult:
        """Run a notebook; called from several threads."""

    def close(self) -> None:
        """End every process."""

    def __enter__(self) -> Runner: ...

    def __exit__(self, *error: Any) -> None: ...


def open_runner(isolation: str, threads: int = 0, scheduler: str = "") -> Runner:
    """Return what runs notebooks: a Dask cluster if one is named, else this machine.

    Parameters
    ----------
    isolation : {"auto", "bubblewrap", "limits"}
        How students' code is shut in.
    threads : int, default 0
        Notebooks at a time on this machine; 0 for one for each processor.
    scheduler : str
        Address of a Dask scheduler.
    """
    if scheduler:
        from cnnbook.grading.sandbox.dask_pool import DaskPool

        return DaskPool(scheduler, isolation)
    return WorkerPool(isolation, threads or os.cpu_count() or 1)


def run_all(
    runner: Runner, work: Iterable[tuple[Owner, list[Job]]]
) -> Iterator[tuple[Owner, JobResults]]:
    """Yield the results of each submission as soon as they are there.

    Parameters
    ----------
    runner : Runner
        Runs the notebooks.
    work : iterable of tuple
        Submissions, each with the jobs of its notebooks; taken when they are due.
    """
    waiting = iter(work)
    running: dict[Future[list[JobResult]], Owner] = {}
    with ThreadPoolExecutor(runner.threads) as executor:
        try:
            while True:
                for owner, jobs in waiting:
                    running[executor.submit(_run_each, runner, jobs)] = owner
                    if len(running) > 2 * runner.threads:
                        break
                if not running:
                    return
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    yield running.pop(future), _results(future)
        finally:
            for future in running:
                future.cancel()


def _run_each(runner: Runner, jobs: list[Job]) -> list[JobResult]:
    return [runner.run(job) for job in jobs]


def _results(future: Future[list[JobResult]]) -> JobResults:
    error = future.exception()
    if error is None:
        return future.result()
    if not isinstance(error, Exception):
        raise error
    return error
