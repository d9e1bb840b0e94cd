"""What the right answers and the known mistakes give, worked out once."""

from __future__ import annotations

from functools import cached_property

from cnnbook.exercises import Case, Exercise, FunctionExercise
from cnnbook.grading.outcomes import Outcome, as_outcome, run

PATIENCE = 30.0
"""Seconds allowed to the book's own functions."""


class Key:
    """The key to one exercise.

    Parameters
    ----------
    exercise : Exercise
        What was asked.
    hidden : tuple of Case
        Calls to make beside the shipped ones.

    Examples
    --------
    >>> from cnnbook.exercises import find
    >>> Key(find("output-size")).wanted[0].value
    array(4)
    """

    def __init__(self, exercise: Exercise, hidden: tuple[Case, ...] = ()) -> None:
        self.exercise = exercise
        self.shipped = getattr(exercise, "cases", ())
        self.cases = (*self.shipped, *hidden)

    @cached_property
    def wanted(self) -> list[Outcome]:
        """What the right function gives on every case."""
        return run(self.exercise.reference, self.cases, PATIENCE)[0]

    @cached_property
    def mistaken(self) -> list[list[Outcome]]:
        """What each misconception gives on the shipped cases."""
        answers = [
            misconception.answer for misconception in self.exercise.misconceptions
        ]
        if isinstance(self.exercise, FunctionExercise):
            return [run(answer, self.shipped, PATIENCE)[0] for answer in answers]
        return [[as_outcome(answer)] for answer in answers]
