"""Know which numbers are whose: drawn from the seed, the student and the exercise."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from cnnbook.exercises.base import Exercise, ValueExercise
from cnnbook.exercises.drawing import BELOW, Drawn, drawn, with_problems
from cnnbook.grading.judging.compare import same
from cnnbook.grading.judging.demands import fits
from cnnbook.grading.runtime.outcome import (
    ArrayOutcome,
    ModelOutcome,
    Outcome,
    as_outcome,
)


def number_for(seed: int, student: str, exercise: str) -> int:
    """Return the number of the problem that a student gets.

    Parameters
    ----------
    seed : int
        Of the handouts.
    student, exercise : str
        Their ids.

    Examples
    --------
    >>> number_for(7, "ada", "one-window") == number_for(7, "ada", "one-window")
    True
    >>> number_for(7, "ada", "one-window") == number_for(7, "bob", "one-window")
    False
    """
    text = "\0".join([str(seed), student, exercise])
    digest = hashlib.sha256(text.encode()).digest()
    return 1 + int.from_bytes(digest[:8], "big") % (BELOW - 1)


def mark_of(problem: Drawn) -> str:
    """Return which problem it is, and a few signs that change with what it gives.

    Examples
    --------
    >>> mark_of(drawn("jump", 1)).partition("-")[0]
    '1'
    """
    digest = hashlib.sha256(repr(problem.given).encode()).hexdigest()
    return f"{problem.number}-{digest[:8]}"


@dataclass
class OwnNumbers:
    """The numbers of a class.

    Attributes
    ----------
    seed : int
        Of the handouts.
    students : tuple of str
        Their ids.
    by_name : dict
        The ids of those who handed something in, by the names of their submissions.
    """

    seed: int
    students: tuple[str, ...]
    by_name: dict[str, str] = field(default_factory=dict)

    def exercises(
        self, submission: str, exercises: Sequence[Exercise]
    ) -> list[Exercise]:
        """Return exercises with the numbers of who handed something in.

        Parameters
        ----------
        submission : str
            Its name.
        exercises : sequence of Exercise
            As they stand in the book; those without other numbers stay.
        """
        student, known = self.by_name[submission], set(with_problems())
        return [
            drawn(one.id, number_for(self.seed, student, one.id)).exercise
            if one.id in known
            else one
            for one in exercises
        ]

    def right_for(self, student: str, exercise: str, outcome: Outcome) -> list[str]:
        """Return the other students for whose numbers an answer is right.

        Parameters
        ----------
        student, exercise : str
            Ids: of who handed it in, and of what was asked.
        outcome : Outcome
            The answer, which is wrong.
        """
        known = exercise in with_problems()
        if not known or not isinstance(outcome, ArrayOutcome | ModelOutcome):
            return []
        return [
            other
            for other in self.students
            if other != student and _fits(self.problem(other, exercise), outcome)
        ]

    def problem(self, student: str, exercise: str) -> Drawn:
        """Return the problem that a student was given.

        Parameters
        ----------
        student, exercise : str
            Ids.
        """
        return drawn(exercise, number_for(self.seed, student, exercise))

    def told(self, submission: str) -> list[str]:
        """Return what the result of a submission depends on: the student, the class."""
        return [self.by_name.get(submission, ""), *self.students]

    def asked(self, exercise: str, numbers: Iterable[int]) -> list[str]:
        """Return whose problems have these numbers.

        Parameters
        ----------
        exercise : str
            Its id.
        numbers : iterable of int
            That stand in a notebook.
        """
        wanted = set(numbers)
        return [
            student
            for student in self.students
            if wanted and number_for(self.seed, student, exercise) in wanted
        ]


@dataclass
class AskedNumbers(OwnNumbers):
    """The numbers that a notebook itself asks for, for its owner to check it.

    Attributes
    ----------
    numbers : dict
        Of the problems, by the exercises' ids.
    """

    numbers: dict[str, int] = field(default_factory=dict)

    def exercises(
        self, submission: str, exercises: Sequence[Exercise]
    ) -> list[Exercise]:
        """Return exercises with the numbers that the notebook names."""
        return [
            drawn(one.id, self.numbers[one.id]).exercise
            if one.id in self.numbers
            else one
            for one in exercises
        ]


def _fits(problem: Drawn, outcome: ArrayOutcome | ModelOutcome) -> bool:
    """Return whether an answer is right for a problem."""
    exercise = problem.exercise
    if isinstance(exercise, ValueExercise):
        return same(outcome, as_outcome(exercise.reference))
    return fits(exercise, outcome.value)
