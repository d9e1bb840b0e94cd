"""Know which problem of an exercise is meant: the book's, or one with other numbers."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from cnnbook.exercises.base import Exercise, FunctionExercise
from cnnbook.exercises.drawing import Drawn, drawn
from cnnbook.grading.judging.feedback import STARS, Feedback
from cnnbook.grading.practising.record import Record, usual_file

POINTS = re.compile(r" \d+ points?\.$")
"""At the end of a headline."""


class Current:
    """The problems that were asked in this session, and how they went.

    Examples
    --------
    >>> current = Current(Record())
    >>> current.ask("one-window", 7)
    >>> from cnnbook.exercises import find
    >>> current.meant(find("one-window"), 3), current.meant(find("next-value"), 3)
    (7, 0)
    """

    def __init__(self, record: Record | None = None) -> None:
        self._record = record
        self._numbers: dict[str, int] = {}
        self._tried: set[tuple[str, int]] = set()
        self._asked: dict[str, set[str]] = {}

    @property
    def record(self) -> Record:
        """How practice went, of earlier sessions too."""
        if self._record is None:
            self._record = Record(usual_file())
        return self._record

    def forget(self, record: Record | None = None) -> None:
        """Begin anew, with another record if one is given."""
        self._record = record
        self._numbers.clear()
        self._tried.clear()
        self._asked.clear()

    def is_new(self, problem: Drawn) -> bool:
        """Return whether a problem has not been asked so far, and keep it in mind."""
        asked = self._asked.setdefault(problem.exercise.id, set())
        known = problem.asked in asked
        asked.add(problem.asked)
        return not known

    def ask(self, exercise: str, number: int) -> None:
        """Let checks of an exercise mean this problem; 0 is the book's own."""
        self._numbers[exercise] = number

    def meant(self, exercise: Exercise, answer: Any) -> int:
        """Return which problem an answer is for: a function is for the book's.

        Parameters
        ----------
        exercise : Exercise
            What is checked.
        answer : object
            What was handed in.
        """
        number = self._numbers.get(exercise.id, 0)
        if not isinstance(exercise, FunctionExercise) or not number:
            return number
        nothing = answer is None or answer is Ellipsis or callable(answer)
        return 0 if nothing else number

    def tried(self, exercise: str, number: int, right: bool) -> None:
        """Take down a try at a problem that was asked; the first one counts."""
        problem = (exercise, number)
        if self._numbers.get(exercise) == number and problem not in self._tried:
            self._tried.add(problem)
            self.record.add(exercise, right)


CURRENT = Current()
"""Those of this process."""


def with_number(feedback: Feedback, exercise: Exercise, number: int) -> Feedback:
    """Say in feedback which problem it is about, and no points: it is practice.

    Parameters
    ----------
    feedback : Feedback
        On an answer.
    exercise : Exercise
        What was asked.
    number : int
        The problem's.
    """
    name = f"{exercise.id} {STARS[exercise.difficulty]}"
    line = feedback.headline.replace(name, f"{name}, problem {number}", 1)
    return replace(feedback, headline=POINTS.sub("", line))


def exercise_of(exercise: Exercise, number: int) -> Exercise:
    """Return the exercise with the numbers of a problem; 0 is the book's own."""
    return drawn(exercise.id, number).exercise if number else exercise
