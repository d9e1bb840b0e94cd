"""Put together what the notebooks of one submission earned."""

from __future__ import annotations

import itertools
import platform
import re
from collections.abc import Sequence

from cnnbook.exercises import REGISTRY
from cnnbook.grading.batch.marking import Mark, cell_problem
from cnnbook.grading.batch.results import Result
from cnnbook.grading.batch.submissions import Submission
from cnnbook.grading.sandbox.job import JobResult

MAX_TRIES = 3
"""Answers to one exercise, from so many notebooks, of which the best counts."""
NEW_NAMES = re.compile("ImportError: cannot import name|AttributeError: module")
"""What is said where a newer Python has a name that is not here."""
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
    by_cell = [r.cell_errors[cell] for r in results for cell in sorted(r.cell_errors)]
    errors = itertools.chain.from_iterable(by_cell)
    older = _older_python(submission, results)
    stopped = stopped_cells + [mark.exercise for mark in marks if mark.slow]
    return Result(
        submission.name,
        _status(
            submission,
            stopped,
            without_exercises=not all(marks_of_each),
            tampered=any(result.tampered for result in results),
            older=older,
        ),
        (
            *[f"Could not be read: {problem}." for problem in submission.problems],
            *submission.notes,
            *([f"The notebook was {older}: what is newer fails."] if older else []),
            *notes,
            *_tries_notes(marks_of_each),
        ),
        " ".join(sorted({result.isolation for result in results})),
        marks,
        fingerprint,
        errors=tuple(dict.fromkeys(errors)),
        digest=submission.digest,
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
            words = f"{name} {cell_problem(result, cell)}"
            notes.append(f"{words[0].upper()}{words[1:]}.")
            if problem in STOPPING_PROBLEMS:
                stopped.append(name)
    return notes, stopped


def _older_python(submission: Submission, results: Sequence[JobResult]) -> str:
    """Say so if a notebook is not Python here since it was written with a newer one."""
    here = platform.python_version()
    for notebook, result in zip(submission.notebooks, results, strict=False):
        newer = _numbers(notebook.python)[:2] > _numbers(here)[:2]
        said = " ".join(itertools.chain.from_iterable(result.cell_errors.values()))
        syntax = "syntax" in result.cell_problems.values()
        if newer and (syntax or NEW_NAMES.search(said)):
            return f"written with Python {notebook.python}, graded with {here}"
    return ""


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version))


def _status(
    submission: Submission,
    stopped: list[str],
    without_exercises: bool,
    tampered: bool,
    older: str,
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
    if older:
        parts.append(older)
    if stopped:
        parts.append(f"stopped: {', '.join(stopped)}")
    return "; ".join(parts)
