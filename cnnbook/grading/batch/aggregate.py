"""Put together what the notebooks of one submission earned."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from cnnbook.exercises import REGISTRY
from cnnbook.grading.batch.marking import CELL_PROBLEMS, Mark
from cnnbook.grading.batch.results import Result
from cnnbook.grading.batch.submissions import Submission
from cnnbook.grading.sandbox.job import JobResult

MAX_TRIES = 3
"""Answers to one exercise, from so many notebooks, of which the best counts."""
STOPPING_PROBLEMS = ("slow", "died")


def aggregate(
    submission: Submission,
    results: Sequence[JobResult],
    marks_of_each: Sequence[list[Mark]],
    fingerprint: str,
) -> Result:
    """Return the result of a submission.

    Parameters
    ----------
    submission : Submission
        What was handed in.
    results : sequence of JobResult
        What each of its notebooks gave.
    marks_of_each : sequence of list of Mark
        Of the exercises that each counts for.
    fingerprint : str
        Of everything that the result depends on.
    """
    marks = _best_marks(marks_of_each)
    notes, stopped_cells = _cell_notes(results)
    stopped = stopped_cells + [mark.exercise for mark in marks if mark.slow]
    return Result(
        submission.name,
        _status(
            submission,
            stopped,
            without_exercises=not all(marks_of_each),
            tampered=any(result.tampered for result in results),
        ),
        (
            *[f"Could not be read: {problem}." for problem in submission.problems],
            *notes,
            *_tries_notes(marks_of_each),
        ),
        " ".join(sorted({result.isolation for result in results})),
        marks,
        fingerprint,
        submission.digest,
    )


def _best_marks(marks_of_each: Sequence[list[Mark]]) -> tuple[Mark, ...]:
    """Return the best mark of each exercise, in the order of the book.

    Of many notebooks only the last few that answer it are looked at: nobody should
    guess.
    """
    of_each: dict[str, list[Mark]] = {}
    for mark in itertools.chain.from_iterable(marks_of_each):
        of_each.setdefault(mark.exercise, []).append(mark)
    best = {
        identifier: max([m for m in marks if m.begun][-MAX_TRIES:] or marks, key=_worth)
        for identifier, marks in of_each.items()
    }
    return tuple(best[identifier] for identifier in REGISTRY.in_order(best))


def _tries_notes(marks_of_each: Sequence[list[Mark]]) -> list[str]:
    """Say which exercises several notebooks answer, with different points."""
    points: dict[str, list[float]] = {}
    for mark in itertools.chain.from_iterable(marks_of_each):
        if mark.begun:
            points.setdefault(mark.exercise, []).append(mark.points)
    return [
        f"{len(got)} notebooks answer {identifier}: the best counts"
        + (f" of the last {MAX_TRIES}." if len(got) > MAX_TRIES else ".")
        for identifier, got in points.items()
        if len(set(got)) > 1
    ]


def _worth(mark: Mark) -> tuple[float, bool, bool]:
    return mark.points, bool(mark.feedback), not mark.missing


def _cell_notes(results: Sequence[JobResult]) -> tuple[list[str], list[str]]:
    """Return what was wrong with cells, in sentences, and those that were stopped."""
    notes, stopped = [], []
    for number, result in enumerate(results, 1):
        where = f"notebook {number}, " if len(results) > 1 else ""
        for cell, problem in sorted(result.cell_problems.items()):
            name = f"{where}code cell {cell + 1}"
            notes.append(f"{name} {CELL_PROBLEMS[problem]}.".capitalize())
            if problem in STOPPING_PROBLEMS:
                stopped.append(name)
    return notes, stopped


def _status(
    submission: Submission,
    stopped: list[str],
    without_exercises: bool,
    tampered: bool,
) -> str:
    problems = "; ".join(submission.problems)
    if not submission.notebooks:
        return f"could not be read: {problems}"
    parts = ["graded"]
    if problems:
        parts.append(f"in part unreadable: {problems}")
    if without_exercises:
        parts.append("of no chapter of the book: name the exercises with --exercises")
    if tampered:
        parts.append("it meddled with its own results")
    if stopped:
        parts.append(f"stopped: {', '.join(stopped)}")
    return "; ".join(parts)
