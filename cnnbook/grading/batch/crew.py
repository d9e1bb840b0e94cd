"""Processes that grade submissions, each with its own sandbox: one for each job.

What students' code sends is read and judged in them, not in the process that keeps the
results. One that dies of it, or takes too much, is replaced by another.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Any

from cnnbook.exercises.base import ModelExercise
from cnnbook.grading.batch.job_builder import modules_to_preload
from cnnbook.grading.batch.keras_here import NotInstalledError, require_keras
from cnnbook.grading.batch.member import (
    Given,
    Outcome,
    start_quietly,
    work,
)
from cnnbook.grading.batch.plan import Plan, TooBusyError
from cnnbook.grading.batch.results import Result
from cnnbook.grading.batch.settings import Settings
from cnnbook.grading.batch.submissions import Submission
from cnnbook.grading.runtime import lockdown
from cnnbook.grading.sandbox.stripped_package import StrippedPackage
from cnnbook.grading.sandbox.users import USERS, users_of_this_run

MAX_MEMBERS = USERS
"""Processes for a cluster, each of which waits for one notebook."""
MAX_DEATHS = 4
"""How many processes may die of one submission."""
A_WHILE = 60.0
"""Seconds after which it is said what is waited for."""
KERAS_START, SOME_SECONDS = 6.0, 10.0
"""Seconds that importing Keras takes, and that a notebook of its chapters may."""


@dataclass(eq=False)
class _Member:
    """A process, and what it is doing."""

    process: Any
    connection: Connection
    number: int
    keras: bool = False
    warm: bool = False
    since: float = 0.0
    busy: Submission | None = None
    judging: str = ""
    told: set[str] = field(default_factory=set)


class Crew:
    """Grades submissions in several processes at a time.

    Parameters
    ----------
    plan : Plan
        How to grade.
    fingerprints : mapping
        Of everything that the result of a submission depends on, by its name.
    size : int
        Processes.
    package : StrippedPackage
        The package as students' code finds it.
    first : int, default 0
        Number of the first process, see `users_of_this_run`.
    """

    def __init__(
        self,
        plan: Plan,
        fingerprints: Mapping[str, str],
        size: int,
        package: StrippedPackage,
        first: int = 0,
    ) -> None:
        self._plan, self._fingerprints = plan, fingerprints
        self._package = package
        self._context = multiprocessing.get_context(
            "fork" if may_fork(plan.settings) else "spawn"
        )
        self._seconds_with_keras = SOME_SECONDS if plan.given_models else 0.5
        lockdown.hide_memory()  # students' code must not read the references in it
        self._members: list[_Member] = []
        for number in range(first, first + size):
            self._members.append(self._start(number))

    def run(
        self,
        submissions: Sequence[Submission],
        given: Given,
        alone: bool = False,
        say: Callable[[str], None] = lambda line: None,
    ) -> Iterator[tuple[Submission, Outcome]]:
        """Yield every submission with what came of it, or what kept us from it.

        Parameters
        ----------
        submissions : sequence of Submission
            What was handed in.
        given : Given
            What the exercises on models start from.
        alone : bool, default False
            One at a time.
        say : callable
            Is told when nothing has come back for a while.
        """
        left = {
            True: [s for s in submissions if self._plan.needs_keras(s)],
            False: [s for s in submissions if not self._plan.needs_keras(s)],
        }
        for queue in left.values():
            queue.reverse()
        too_large: dict[str, set[str]] = {}
        deaths: dict[str, int] = {}
        while any(left.values()) or any(m.busy for m in self._members):
            for member in self._members:
                if alone and any(m.busy for m in self._members):
                    break
                if member.busy is None:
                    self._give(member, left, too_large, given)
            waiting = [m.connection for m in self._members if m.busy]
            ready = set(map(id, wait(waiting, A_WHILE)))
            if not ready:
                say(_still_at(m for m in self._members if m.busy))
            for number, member in enumerate(self._members):
                if id(member.connection) not in ready or member.busy is None:
                    continue
                submission = member.busy
                try:
                    said, what = member.connection.recv()
                except (EOFError, OSError):
                    self._members[number] = self._replace(member)
                    name = submission.name
                    deaths[name] = deaths.get(name, 0) + 1
                    if member.judging:
                        too_large.setdefault(name, set()).add(member.judging)
                    if deaths[name] >= MAX_DEATHS:
                        error = RuntimeError("the process that grades it ended")
                        yield submission, error
                    else:
                        left[self._plan.needs_keras(submission)].append(submission)
                    continue
                if said == "judging":
                    member.judging = what
                else:
                    if self._plan.needs_keras(submission) and member.warm:
                        self._seconds_with_keras = time.monotonic() - member.since
                    member.warm = member.keras
                    member.busy, member.judging = None, ""
                    yield submission, what

    def _give(
        self,
        member: _Member,
        left: dict[bool, list[Submission]],
        too_large: Mapping[str, Collection[str]],
        given: Given,
    ) -> None:
        """Give a process its next submission: of the kind that it is warm for."""
        others = any(m.keras for m in self._members)
        first = member.keras or not others  # the first to be free imports it
        kind = first if left[first] else not first
        cold = kind and others and not member.keras
        worth = len(left[True]) * self._seconds_with_keras > KERAS_START
        if kind and left[False] and not given.ready:
            kind = cold = False
        if not left[kind] or (cold and not worth):
            return
        submission = left[kind].pop()
        models = given.get() if kind else {}
        known = {key: new for key, new in models.items() if key not in member.told}
        member.busy, member.keras = submission, member.keras or kind
        member.told |= set(known)
        member.since = time.monotonic()
        more = tuple(too_large.get(submission.name, ()))
        fingerprint = self._fingerprints[submission.name]
        try:
            member.connection.send((submission, fingerprint, more, known))
        except OSError:
            return  # it has died, which waiting will tell

    def _start(self, number: int) -> _Member:
        ours, theirs = self._context.Pipe()
        others = [m.connection for m in self._members]
        arguments = (theirs, [ours, *others], self._plan, number, self._package)
        if self._context.get_start_method() != "fork":
            arguments = (theirs, [], *arguments[2:])
        context: Any = self._context  # all but their base class have processes
        process = context.Process(target=work, args=arguments, daemon=True)
        start_quietly(process)
        theirs.close()
        return _Member(process, ours, number)

    def _replace(self, member: _Member) -> _Member:
        member.connection.close()
        member.process.kill()
        member.process.join()
        return self._start(member.number)

    def close(self) -> None:
        """End every process."""
        for member in self._members:
            member.connection.close()
            if member.busy:  # nobody waits for it any more
                member.process.terminate()
        for member in self._members:
            member.process.join(10)
            member.process.kill()
            member.process.join()
        lockdown.show_memory()

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *error: Any) -> None:
        self.close()


def _still_at(members: Iterable[_Member]) -> str:
    now = time.monotonic()
    names = [f"{m.busy.name} ({now - m.since:.0f} s)" for m in members if m.busy]
    return (
        f"Nothing has come back for {A_WHILE:.0f} s; still at {', '.join(names)}. "
        "Either this machine is busy, or their code is slow; it is stopped in the end."
    )


def may_fork(settings: Settings) -> bool:
    """Return whether a process may be forked: TensorFlow, or a cluster, has threads.

    What is computed by them in a process that has inherited them never comes back.

    Parameters
    ----------
    settings : Settings
        How to grade.
    """
    threads = settings.scheduler or "tensorflow" in sys.modules
    return sys.platform == "linux" and not threads


def grade_all(
    submissions: Sequence[Submission],
    settings: Settings,
    fingerprints: Mapping[str, str],
    say: Callable[[str], None] = lambda line: None,
) -> Iterator[tuple[Submission, Result | Exception]]:
    """Yield every submission with its result, or what kept us from it.

    Whatever was stopped is graded once more, alone, at the end.

    Parameters
    ----------
    submissions : sequence of Submission
        With a notebook at least that can be read.
    settings : Settings
        How to grade.
    fingerprints : mapping
        Of everything that the result of a submission depends on, by its name.
    say : callable
        Is told when nothing has come back for a while.
    """
    ready: list[Submission] = []
    for submission in submissions:
        try:
            for notebook in submission.notebooks:
                require_keras(notebook, settings.exercises_of(notebook))
            ready.append(submission)
        except NotInstalledError as error:
            yield submission, error
    if not ready:
        return
    preload = modules_to_preload(n for s in ready for n in s.notebooks)
    plan = Plan(settings, tuple(sorted(preload)))
    asked = plan.exercises(ready)
    models = [e for e in asked if isinstance(e, ModelExercise)]
    given = Given(models)
    plan.prepare(asked)
    again: list[Submission] = []
    size = min(_size(settings), len(ready))
    with (
        StrippedPackage(withhold=bool(models)) as package,
        users_of_this_run() as first,
        Crew(plan, fingerprints, size, package, first) as crew,
    ):
        for submission, outcome in crew.run(ready, given, say=say):
            if isinstance(outcome, Exception):
                yield submission, outcome
            elif outcome.stopped:
                again.append(submission)
            else:
                yield submission, outcome.result
        for submission, outcome in crew.run(again, given, alone=True, say=say):
            if isinstance(outcome, Exception):
                yield submission, outcome
            elif outcome.starved:
                yield submission, TooBusyError("this machine was too busy for it")
            else:
                yield submission, outcome.result


def _size(settings: Settings) -> int:
    """Return how many submissions can be graded at a time."""
    if settings.scheduler:
        from cnnbook.grading.sandbox.dask_pool import DaskPool

        with DaskPool(settings.scheduler, settings.isolation) as pool:
            return min(pool.threads, MAX_MEMBERS)
    return settings.jobs or os.cpu_count() or 1
