"""Find out whose mistake it is when an answer calls another one that is wrong.

The answer is run again with the other one replaced. In the sandbox a table stands in
for it: what a right function gives on the calls that were asked for in the runs before.
So no right result goes there but of calls that a student's own code makes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cnnbook.exercises import REGISTRY
from cnnbook.exercises.base import FunctionExercise
from cnnbook.grading.batch.job_builder import JobBuilder
from cnnbook.grading.batch.marking import Mark, mark_exercise
from cnnbook.grading.batch.right_calls import Budget, RightCalls
from cnnbook.grading.judging.feedback import Feedback
from cnnbook.grading.judging.words import as_follow_up, beside_another
from cnnbook.grading.sandbox.job import Job, JobResult
from cnnbook.grading.sandbox.schedule import Rounds

MAX_ROUNDS = 8
"""Runs of one answer with others replaced: each brings up new calls."""
BROKE_OFF = {"slow", "died", "missing"}


@dataclass(frozen=True)
class Again:
    """What an answer gives with others replaced.

    Attributes
    ----------
    called : tuple of str
        Ids of the exercises whose answers it has called.
    mark : Mark
        What it would earn.
    """

    called: tuple[str, ...]
    mark: Mark


def with_follow_ups(
    job: Job,
    result: JobResult,
    marks: Sequence[Mark],
    builder: JobBuilder,
    share: float,
) -> Rounds[list[Mark]]:
    """Return the marks of a notebook again, those that follow from others changed.

    Parameters
    ----------
    job : Job
        What was run.
    result : JobResult
        What it gave; a forgery in a further run is noted there.
    marks : sequence of Mark
        Of its exercises, in the order of the book.
    builder : JobBuilder
        Makes the jobs for further runs, which are yielded.
    share : float
        Which part of its points an answer earns that is right but for another one.
    """
    done: list[Mark] = []
    blamed: dict[str, tuple[str, ...]] = {}
    budget = Budget()
    for mark in marks:
        used = result.uses.get(mark.exercise, set())
        ids = {
            identifier
            for before in done
            if not before.feedback and REGISTRY[before.exercise].answer in used
            for identifier in blamed.get(before.exercise, (before.exercise,))
        }
        earlier = [before for before in done if before.exercise in ids]
        new = mark
        if earlier and _may_follow(mark, earlier):
            again = yield from _run_again(mark, earlier, job, result, builder, budget)
            if again and again.mark.feedback:
                blamed[mark.exercise] = again.called
                new = _follow_up(mark, again.called, share)
            elif again:
                words = beside_another(mark.feedback, again.mark.feedback, again.called)
                new = replace(mark, feedback=words)
        done.append(new)
    return done


def _may_follow(mark: Mark, earlier: Sequence[Mark]) -> bool:
    """Whether an answer is wrong in a way that another one's mistake may explain."""
    stuck = mark.slow and not any(before.slow for before in earlier)
    return mark.begun and not mark.feedback and not stuck


def _follow_up(mark: Mark, earlier: tuple[str, ...], share: float) -> Mark:
    points = round(share * REGISTRY[mark.exercise].points, 2)
    feedback: Feedback = as_follow_up(mark.feedback, earlier)
    # What it earned by itself is not taken away.
    return replace(mark, points=max(mark.points, points), slow=False, feedback=feedback)


def _run_again(
    mark: Mark,
    earlier: Sequence[Mark],
    job: Job,
    result: JobResult,
    builder: JobBuilder,
    budget: Budget,
) -> Rounds[Again | None]:
    """Run an answer with others replaced, until nothing is asked any more.

    Returns None if it calls none of them after all, or if it asks too much.
    """
    exercise = REGISTRY[mark.exercise]
    right: dict[str, RightCalls] = {}
    for before in earlier:
        other = REGISTRY[before.exercise]
        if isinstance(other, FunctionExercise):
            outcomes = result.outcomes[other.id]
            comes_back = all(o.kind in ("value", "not asked") for o in outcomes)
            right[other.answer] = RightCalls(other, builder.keys.of(other), comes_back)
    if not isinstance(exercise, FunctionExercise) or not right:
        return None
    called: set[str] = set()
    left = job.seconds
    for _ in range(MAX_ROUNDS):
        tables = {name: calls.table for name, calls in right.items()}
        cut = replace(job, seconds=left)
        (again,) = yield [builder.build_again(cut, exercise, tables, bool(mark.remark))]
        left -= again.seconds
        kinds = {outcome.kind for outcome in again.outcomes[exercise.id]}
        result.tampered = result.tampered or again.tampered
        if again.tampered or kinds & BROKE_OFF:
            return None
        if "asked" not in kinds:
            ids = tuple(c.exercise.id for name, c in right.items() if name in called)
            key = builder.keys.of(exercise)
            return Again(ids, mark_exercise(exercise, again, key)) if ids else None
        called |= {call.name for call in again.asked}
        if not sum(right[call.name].add(call, budget) for call in again.asked):
            return None
    return None
