"""What the right answers and the known mistakes give, worked out once."""

from __future__ import annotations

import itertools
import warnings
import zlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from cnnbook.exercises.base import Case, Exercise, FunctionExercise, ValueExercise
from cnnbook.exercises.mistakes import wrong_answer
from cnnbook.grading.judging.compare import same
from cnnbook.grading.runtime.outcome import (
    ArrayOutcome,
    Failure,
    Outcome,
    as_outcome,
    describe_error,
    run,
)

REFERENCE_TIMEOUT = 30.0
"""Seconds allowed to the book's own functions."""
DRAWN_CASES = 12
"""How many are drawn for every function exercise, beside those that ship."""

Made = tuple[int, ...]
"""Mistakes made at once, by their numbers."""


class AnswerKey:
    """The key to one exercise.

    What a learner's function gets is never what the key works with: whatever it does to
    its arguments, the right results stay right.

    Parameters
    ----------
    exercise : Exercise
        What was asked.
    drawn : tuple of Case
        Calls to make beside the shipped ones.
    evidence : tuple of Case
        More calls, which earn nothing: a mistake is named only if it explains them too.
    witnesses : iterable of Case
        Still more, for what is said of an answer in words of its own. They are drawn as
        they are needed.

    Attributes
    ----------
    cases : tuple of Case
        All of them, in this order.
    scored : int
        How many of them count.
    pairs_tried : dict
        For an answer, by a number that stands for what it gave: after how many pairs of
        mistakes the search had to stop. The same answer gets the same words next time.

    Examples
    --------
    >>> from cnnbook.exercises import find
    >>> AnswerKey(find("output-size")).wanted[0].value
    array(4)
    """

    def __init__(
        self,
        exercise: Exercise,
        drawn: tuple[Case, ...] = (),
        evidence: tuple[Case, ...] = (),
        witnesses: Iterable[Case] = (),
    ) -> None:
        self.exercise = exercise
        self.shipped: tuple[Case, ...] = ()
        if isinstance(exercise, FunctionExercise):
            self.shipped = exercise.cases
        elif isinstance(exercise, ValueExercise):
            self.shipped = (Case((), exercise.given),)
        self.cases = (*self.shipped, *drawn, *evidence)
        self.scored = len(self.cases) - len(evidence)
        self.pairs_tried: dict[int, int] = {}
        self._to_come = iter(witnesses)
        self._witnesses: list[tuple[Case, list[ArrayOutcome | Failure]]] = []
        self._mistaken: dict[tuple[Made, int], ArrayOutcome | Failure] = {}

    @cached_property
    def wanted(self) -> list[ArrayOutcome | Failure]:
        """What the right function gives on every case, or the right value.

        Nothing for a design and for a model, which are judged by their demands.
        """
        return self.readings[0] if self.readings else []

    @cached_property
    def readings(self) -> list[list[ArrayOutcome | Failure]]:
        """What is right by each way to read the prompt."""
        if isinstance(self.exercise, FunctionExercise):
            ways = (self.exercise.reference, *self.exercise.readings)
            return [run(way, self.cases, REFERENCE_TIMEOUT)[0] for way in ways]
        if isinstance(self.exercise, ValueExercise):
            values = (self.exercise.reference, *self.exercise.readings)
            return [[as_outcome(value)] for value in values]
        return []

    def witness(self, number: int, reading: int = 0) -> tuple[Case, Outcome] | None:
        """Return one more call and what is right there; None if there are no more."""
        exercise = self.exercise
        if not isinstance(exercise, FunctionExercise):
            return None
        while len(self._witnesses) <= number:
            case = next(self._to_come, None)
            if case is None:
                return None
            ways = (exercise.reference, *exercise.readings)
            self._witnesses.append((case, [_try(way, case) for way in ways]))
        case, wanted = self._witnesses[number]
        return case, wanted[reading]

    def right(self, outcomes: Sequence[Outcome]) -> list[bool]:
        """Return which outcomes are right, by the reading that fits them best."""
        return max(self._by_reading(outcomes), key=sum)

    def reading(self, outcomes: Sequence[Outcome]) -> int:
        """Return the number of the reading that fits some outcomes best."""
        fits = [sum(right) for right in self._by_reading(outcomes)]
        return fits.index(max(fits))

    def _by_reading(self, outcomes: Sequence[Outcome]) -> list[list[bool]]:
        return [
            [same(got, want) for got, want in zip(outcomes, wanted, strict=False)]
            for wanted in self.readings
        ]

    def all_right(self, outcomes: Sequence[Outcome]) -> bool:
        """Return whether every case that counts is right."""
        right = self.right(outcomes)
        return all(right[number] for number in self.asked(outcomes))

    def asked(self, outcomes: Sequence[Outcome]) -> list[int]:
        """Return the numbers of the cases that count for this answer.

        Calls with a parameter that an answer may lack, and does lack, do not.
        """
        optional = set(getattr(self.exercise, "optional", ()))
        return [
            number
            for number, (outcome, case) in enumerate(
                zip(outcomes, self.cases, strict=False)
            )
            if not (outcome.kind == "not asked" and optional & case.kwargs.keys())
        ]

    def combinations(
        self, size: int, outcomes: Sequence[Outcome] = ()
    ) -> Iterator[Made]:
        """Yield what mistakes can be made, so many at once.

        Parameters
        ----------
        size : int
            How many at once.
        outcomes : sequence of Outcome
            Of the answer: nobody makes a mistake with a parameter that is left out.
        """
        left_out = {
            name
            for outcome, case in zip(outcomes, self.cases, strict=False)
            if outcome.kind == "not asked" and len(case.kwargs) == 1
            for name in case.kwargs
        }
        possible = [
            number
            for number, mistake in enumerate(self.exercise.misconceptions)
            if not left_out & set(mistake.about)
        ]
        return itertools.combinations(possible, size)

    def mistaken(self, made: Made, number: int) -> ArrayOutcome | Failure | None:
        """Return what somebody gets on a case who makes these mistakes.

        Parameters
        ----------
        made : tuple of int
            Numbers of misconceptions.
        number : int
            Of the case.

        Returns
        -------
        Outcome or None
            None where they can't be made together.
        """
        if (made, number) not in self._mistaken:
            mistakes = [self.exercise.misconceptions[n] for n in made]
            answer = wrong_answer(self._work, mistakes)
            if answer is None:
                return None
            self._mistaken[made, number] = _try(answer, self.cases[number])
        return self._mistaken[made, number]

    @property
    def _work(self) -> Any:
        if isinstance(self.exercise, FunctionExercise):
            return self.exercise.reference
        if isinstance(self.exercise, ValueExercise) and self.exercise.work:
            return self.exercise.work
        return lambda **given: None


def _try(answer: Any, case: Case) -> ArrayOutcome | Failure:
    """Call one of the book's own functions: nothing has to be held back or stopped.

    What it warns of, as of an empty mean, is a part of the mistake and no news.
    """
    try:
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return as_outcome(case.call(answer))
    except Exception as error:
        return Failure(f"Your function raised {describe_error(error)}.", "raised")


class AnswerKeys:
    """The keys of one run, with the cases that a seed draws.

    Parameters
    ----------
    seed : int
        The same seed draws the same cases.
    evidence : int
        Cases beyond those that count, for telling mistakes apart.
    witnesses : int
        Cases beyond these, for what is said where no mistake is recognised.

    Examples
    --------
    >>> from cnnbook.exercises import find
    >>> len(AnswerKeys(seed=1).of(find("conv2d")).cases) - len(find("conv2d").cases)
    12
    """

    def __init__(self, seed: int, evidence: int = 0, witnesses: int = 0) -> None:
        self.seed, self.evidence, self.witnesses = seed, evidence, witnesses
        self._keys: dict[str, AnswerKey] = {}

    def of(self, exercise: Exercise) -> AnswerKey:
        """Return the key of an exercise."""
        known = self._keys.get(exercise.id)
        if known is None or known.exercise is not exercise:
            drawn = draw(exercise, self.seed, DRAWN_CASES)
            evidence = draw(exercise, self.seed + 1, self.evidence)
            witnesses = _drawn(exercise, self.seed + 2, self.witnesses)
            known = AnswerKey(exercise, drawn, evidence, witnesses)
            self._keys[exercise.id] = known
        return known


def draw(exercise: Exercise, seed: int, number: int) -> tuple[Case, ...]:
    """Draw cases of a function exercise; there are none of another.

    Parameters
    ----------
    exercise : Exercise
        What was asked.
    seed : int
        The same seed draws the same cases.
    number : int
        How many.
    """
    return tuple(_drawn(exercise, seed, number))


def _drawn(exercise: Exercise, seed: int, number: int) -> Iterator[Case]:
    """Draw cases one by one, as they are needed."""
    if not isinstance(exercise, FunctionExercise):
        return
    random = np.random.default_rng([seed, zlib.crc32(exercise.id.encode())])
    for _ in range(number):
        yield exercise.draw(random)
