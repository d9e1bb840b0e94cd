"""Run the notebooks of many submissions, several at a time."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import Any, Protocol, TypeAlias, TypeVar

from cnnbook.grading.sandbox.job import Job, JobResult
from cnnbook.grading.sandbox.pool import WorkerPool

Owner = TypeVar("Owner")
T = TypeVar("T")
Rounds: TypeAlias = Generator[list[Job], list[JobResult], T]
"""What is done with one submission: it yields jobs, gets their results, and so on."""


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
    runner: Runner, work: Iterable[tuple[Owner, Rounds[T]]]
) -> Iterator[tuple[Owner, T | Exception]]:
    """Yield what came of each submission as soon as it is there.

    Parameters
    ----------
    runner : Runner
        Runs the notebooks.
    work : iterable of tuple
        Submissions, each with its rounds; taken when they are due. All but the jobs
        themselves runs in this thread.

    Yields
    ------
    tuple
        A submission, and what its rounds returned or, if the machine failed, why.
    """
    waiting = iter(work)
    running: dict[Future[list[JobResult]], tuple[Owner, Rounds[T]]] = {}
    with ThreadPoolExecutor(runner.threads) as executor:
        try:
            while True:
                for owner, rounds in waiting:
                    first = executor.submit(_run_each, runner, next(rounds))
                    running[first] = owner, rounds
                    if len(running) > 2 * runner.threads:
                        break
                if not running:
                    return
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    owner, rounds = running.pop(future)
                    error = future.exception()
                    if isinstance(error, Exception):
                        yield owner, error
                        continue
                    try:
                        jobs = rounds.send(future.result())
                    except StopIteration as end:
                        yield owner, end.value
                    else:
                        again = executor.submit(_run_each, runner, jobs)
                        running[again] = owner, rounds
        finally:
            for future in running:
                future.cancel()


def _run_each(runner: Runner, jobs: list[Job]) -> list[JobResult]:
    return [runner.run(job) for job in jobs]
