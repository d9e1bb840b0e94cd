"""Run the notebooks of a submission: on this machine, or on a cluster."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, Protocol, TypeAlias, TypeVar

from cnnbook.grading.sandbox.job import Job, JobResult
from cnnbook.grading.sandbox.pool import WorkerPool
from cnnbook.grading.sandbox.stripped_package import StrippedPackage

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


def open_runner(
    isolation: str,
    scheduler: str = "",
    package: StrippedPackage | None = None,
    number: int = 0,
) -> Runner:
    """Return what runs notebooks: a Dask cluster if one is named, else this machine.

    Parameters
    ----------
    isolation : {"auto", "bubblewrap", "limits"}
        How students' code is shut in.
    scheduler : str
        Address of a Dask scheduler.
    package : StrippedPackage, optional
        The package as students' code finds it, if it has been built.
    number : int
        Tells the runners of one run apart.
    """
    if scheduler:
        from cnnbook.grading.sandbox.dask_pool import DaskPool

        return DaskPool(scheduler, isolation)
    return WorkerPool(isolation, package=package, number=number)


def finish(runner: Runner, rounds: Rounds[T]) -> T:
    """Run everything that is asked for, one notebook after the other.

    Parameters
    ----------
    runner : Runner
        Runs the notebooks.
    rounds : generator
        Asks for runs.

    Returns
    -------
    object
        What it returns at its end.
    """
    try:
        jobs = next(rounds)
        while True:
            jobs = rounds.send([runner.run(job) for job in jobs])
    except StopIteration as end:
        value: T = end.value
        return value
