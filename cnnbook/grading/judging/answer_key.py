"""What the right answers and the known mistakes give, worked out once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from cnnbook.exercises import Case, Exercise, FunctionExercise
from cnnbook.grading.runtime.outcome import Outcome, as_outcome, run

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
        self._mistaken: dict[int, list[Outcome]] = {}

    @cached_property
    def wanted(self) -> list[Outcome]:
        """What the right function gives on every case."""
        return run(self.exercise.reference, self.cases, PATIENCE)[0]

    def mistaken(self, number: int) -> Iterator[Outcome]:
        """Yield what a misconception gives, shipped case by case: few are asked for."""
        answer = self.exercise.misconceptions[number].answer
        if not isinstance(self.exercise, FunctionExercise):
            yield as_outcome(answer)
            return
        known = self._mistaken.setdefault(number, [])
        for place, case in enumerate(self.shipped):
            if place == len(known):
                known += run(answer, (case,), PATIENCE)[0]
            yield known[place]
