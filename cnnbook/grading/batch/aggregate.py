"""Put together what the notebooks of one submission earned."""

from __future__ import annotations

from cnnbook.exercises import REGISTRY, Exercise
from cnnbook.grading.batch.marking import Mark, Marking
from cnnbook.grading.batch.results import Result
from cnnbook.grading.batch.submissions import Submission
from cnnbook.grading.sandbox.retry import Answers

CELLS = {
    "slow": "was stopped at the time limit",
    "died": "ended the whole process",
    "syntax": "is not Python: a syntax error",
    "error": "raised an error",
}
STOPPED = ("slow", "died")


def settle(
    submission: Submission,
    asked: list[list[Exercise]],
    answers: list[Answers],
    marking: Marking,
    fingerprint: str,
) -> Result:
    """Return the result of a submission.

    Parameters
    ----------
    submission : Submission
        What was handed in.
    asked : list of list of Exercise
        The exercises that each of its notebooks counts for.
    answers : list of Answers
        What each notebook gave.
    marking : Marking
        Compares them with what they should have given.
    fingerprint : str
        Of everything that the result depends on.
    """
    best: dict[str, Mark] = {}
    for exercises, given in zip(asked, answers, strict=True):
        for exercise in exercises:
            mark = marking.mark(exercise, given)
            before = best.get(exercise.id)
            if before is None or _worth(mark) > _worth(before):
                best[exercise.id] = mark
    marks = tuple(best[identifier] for identifier in REGISTRY if identifier in best)
    several = len(submission.notebooks) > 1
    notes = [f"Could not be read: {trouble}." for trouble in submission.troubles]
    stopped = []
    for number, given in enumerate(answers, 1):
        where = f"notebook {number}, " if several else ""
        for cell, what in sorted(given.cells.items()):
            notes.append(f"{where}code cell {cell + 1} {CELLS[what]}.".capitalize())
            if what in STOPPED:
                stopped.append(f"{where}code cell {cell + 1}")
    stopped += [mark.exercise for mark in marks if mark.slow]
    lost = sum(not exercises for exercises in asked)
    garbled = any(given.garbled for given in answers)
    status = _status(submission, stopped, lost, garbled)
    used = sorted({given.isolation for given in answers})
    return Result(
        submission.name, status, tuple(notes), " ".join(used), marks, fingerprint
    )


def _worth(mark: Mark) -> tuple[float, bool]:
    return mark.points, not mark.missing


def _status(
    submission: Submission, stopped: list[str], lost: int, garbled: bool
) -> str:
    troubles = "; ".join(submission.troubles)
    if not submission.notebooks:
        return f"could not be read: {troubles}"
    parts = ["graded"]
    if troubles:
        parts.append(f"in part unreadable: {troubles}")
    if lost:
        parts.append("of no chapter of the book: name the exercises with --exercises")
    if garbled:
        parts.append("it meddled with its own results")
    if stopped:
        parts.append(f"stopped: {', '.join(stopped)}")
    return "; ".join(parts)
