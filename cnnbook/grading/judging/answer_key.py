"""What the right answers and the known mistakes give, worked out once."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from functools import cached_property

import numpy as np

from cnnbook.exercises.base import (
    Case,
    Exercise,
    FunctionExercise,
    ValueExercise,
)
from cnnbook.grading.runtime.outcome import ArrayOutcome, Failure, as_outcome, run

REFERENCE_TIMEOUT = 30.0
"""Seconds allowed to the book's own functions."""
HIDDEN_CASES = 12
"""How many are drawn for every function exercise."""


class AnswerKey:
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
    >>> AnswerKey(find("output-size")).wanted[0].value
    array(4)
    """

    def __init__(self, exercise: Exercise, hidden: tuple[Case, ...] = ()) -> None:
        self.exercise = exercise
        self.shipped = exercise.cases if isinstance(exercise, FunctionExercise) else ()
        self.cases = (*self.shipped, *hidden)
        self._mistaken: dict[int, list[ArrayOutcome | Failure]] = {}

    @cached_property
    def wanted(self) -> list[ArrayOutcome | Failure]:
        """What the right function gives on every case, or the right value.

        Nothing for a design and for a model, which are judged by their demands.
        """
        if isinstance(self.exercise, FunctionExercise):
            return run(self.exercise.reference, self.cases, REFERENCE_TIMEOUT)[0]
        if isinstance(self.exercise, ValueExercise):
            return [as_outcome(self.exercise.reference)]
        return []

    def mistaken(self, number: int) -> Iterator[ArrayOutcome | Failure]:
        """Yield what a misconception gives, shipped case by case: few are asked for."""
        answer = self.exercise.misconceptions[number].answer
        if not isinstance(self.exercise, FunctionExercise):
            yield as_outcome(answer)
            return
        known = self._mistaken.setdefault(number, [])
        for place, case in enumerate(self.shipped):
            if place == len(known):
                known += run(answer, (case,), REFERENCE_TIMEOUT)[0]
            yield known[place]


class AnswerKeys:
    """The keys of one run, with the hidden cases that a seed draws.

    Parameters
    ----------
    seed : int
        The same seed draws the same hidden cases.

    Examples
    --------
    >>> from cnnbook.exercises import find
    >>> len(AnswerKeys(seed=1).of(find("conv2d")).cases)
    18
    """

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self._keys: dict[str, AnswerKey] = {}

    def of(self, exercise: Exercise) -> AnswerKey:
        """Return the key of an exercise."""
        if exercise.id not in self._keys:
            self._keys[exercise.id] = AnswerKey(exercise, self._hidden(exercise))
        return self._keys[exercise.id]

    def _hidden(self, exercise: Exercise) -> tuple[Case, ...]:
        if not isinstance(exercise, FunctionExercise):
            return ()
        random = np.random.default_rng([self.seed, zlib.crc32(exercise.id.encode())])
        return tuple(exercise.draw(random) for _ in range(HIDDEN_CASES))
