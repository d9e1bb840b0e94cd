"""What a process does that grades submissions, and within which limits."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import warnings
from collections.abc import Collection, Sequence
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, TypeAlias

from cnnbook.exercises.base import ModelExercise
from cnnbook.grading.batch.job_builder import models_and_probes
from cnnbook.grading.batch.plan import Graded, Plan, rounds
from cnnbook.grading.runtime import lockdown
from cnnbook.grading.sandbox.schedule import finish, open_runner
from cnnbook.grading.sandbox.stripped_package import StrippedPackage

JUDGING_SECONDS, JUDGING_BYTES = 60, 2 << 30
"""What reading and judging one submission may take: processor time and memory."""
Outcome: TypeAlias = Graded | Exception


def work(
    connection: Connection,
    others: Sequence[Connection],
    plan: Plan,
    number: int,
    package: StrippedPackage,
) -> None:
    """Grade what comes, until the connection is closed.

    Parameters
    ----------
    connection : Connection
        Brings submissions, takes what came of them.
    others : sequence of Connection
        That this process has inherited, and does not need.
    plan : Plan
        How to grade.
    number : int
        Tells the processes of one run apart.
    package : StrippedPackage
        The package as students' code finds it.
    """
    for other in others:
        other.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started it ends it
    lockdown.prctl(lockdown.PR_SET_PDEATHSIG, signal.SIGTERM)
    settings = plan.settings
    runner = open_runner(settings.isolation, settings.scheduler, package, number)

    def judging(identifier: str) -> None:
        connection.send(("judging", identifier))

    with runner:
        while True:
            try:
                submission, fingerprint, too_large, given = connection.recv()
            except (EOFError, OSError):
                return
            plan.given.update(given)
            _bound()
            outcome: Outcome
            try:
                steps = rounds(plan, submission, fingerprint, judging, too_large)
                outcome = finish(runner, steps)
            except Exception as error:
                outcome = _sendable(error)
            connection.send(("graded", outcome))


def _bound() -> None:
    """Bound what this process may take from now on."""
    try:
        import resource
    except ImportError:  # Windows
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + JUDGING_SECONDS
    with contextlib.suppress(OSError, ValueError):
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, hard))
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        size = pages * os.sysconf("SC_PAGE_SIZE") + JUDGING_BYTES
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (size, hard))


def _sendable(error: Exception) -> Exception:
    plain = type(error) is RuntimeError
    return RuntimeError(str(error) if plain else f"{type(error).__name__}: {error}")


class Given:
    """What exercises on models start from, and their probes, made once.

    Another process makes it meanwhile, so that this one has no need of Keras.

    Parameters
    ----------
    exercises : collection of ModelExercise
        Those that are asked for.
    """

    def __init__(self, exercises: Collection[ModelExercise]) -> None:
        self._exercises = exercises
        self._made: dict[str, Any] | None = None
        self._connection: Connection | None = None
        # One that has Keras already may have threads, which no process may inherit.
        if exercises and sys.platform == "linux" and "tensorflow" not in sys.modules:
            context = multiprocessing.get_context("fork")
            self._connection, theirs = context.Pipe(duplex=False)
            arguments = (theirs, exercises)
            self._process = context.Process(target=_make, args=arguments, daemon=True)
            start_quietly(self._process)
            theirs.close()

    @property
    def ready(self) -> bool:
        """Whether nobody has to wait for it."""
        return self._connection is None or self._connection.poll()

    def get(self) -> dict[str, Any]:
        """Return it, by the ids of the exercises."""
        if self._made is None and self._connection is None:
            self._made = {e.id: models_and_probes(e) for e in self._exercises}
        elif self._made is None and self._connection is not None:
            made = self._connection.recv()
            self._process.join()
            self._connection = None
            if isinstance(made, Exception):
                raise made
            self._made = made
        assert self._made is not None
        return self._made


def _make(connection: Connection, exercises: Collection[ModelExercise]) -> None:
    try:
        connection.send({e.id: models_and_probes(e) for e in exercises})
    except Exception as error:
        connection.send(_sendable(error))


def start_quietly(process: BaseProcess) -> None:
    """Start a process; the threads that Python warns of only draw a bar."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        process.start()
