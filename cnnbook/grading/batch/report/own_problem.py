"""Show a problem with a student's own numbers beside a wrong answer to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from cnnbook.exercises.base import DesignExercise, ModelExercise
from cnnbook.exercises.case import literal
from cnnbook.exercises.drawing import Drawn, problem_of, with_problems
from cnnbook.exercises.showing import asked_as_html
from cnnbook.grading.batch.marking import Mark
from cnnbook.grading.batch.report.mistakes import without_comments
from cnnbook.grading.batch.results import Result
from cnnbook.grading.handouts.numbers import OwnNumbers
from cnnbook.grading.handouts.paper import value_text

LONGEST = 150
"""Characters of what is given that stand in a line; the whole problem is below it."""
NUMBERS = re.compile(r"[-\d., \[\]()]+")


@dataclass(frozen=True)
class OwnProblem:
    """What a student was asked.

    Attributes
    ----------
    given : str
        The numbers in a line; empty where there are too many for one.
    html : str
        The whole problem.
    right : str
        What is right.
    """

    given: str
    html: str
    right: str


def own_problem(
    numbers: OwnNumbers | None, result: Result, mark: Mark
) -> OwnProblem | None:
    """Return the problem that a wrong answer is for; None where there is no such one.

    Parameters
    ----------
    numbers : OwnNumbers or None
        Of the class, if everybody had numbers of their own.
    result : Result
        Of a student.
    mark : Mark
        Of one exercise.
    """
    student = numbers.by_name.get(result.name) if numbers else None
    wrong = mark.begun and not mark.feedback
    if numbers is None or student is None or not wrong:
        return None
    if mark.exercise not in with_problems():
        return None
    problem = numbers.problem(student, mark.exercise)
    return OwnProblem(in_a_line(problem), asked_as_html(problem), right_text(problem))


def in_a_line(problem: Drawn) -> str:
    """Return what a problem gives, by its names; nothing where that is too long.

    Parameters
    ----------
    problem : Drawn
        The problem.

    Examples
    --------
    >>> from cnnbook.exercises.drawing import drawn
    >>> in_a_line(drawn("count-windows", 5))  # doctest: +ELLIPSIS
    'height = ..., width = ..., f_h = ..., f_w = ...'
    """
    if problem.short is not None:
        return problem.short
    line = ", ".join(f"{name} = {text}" for name, text in _texts(problem))
    return line if len(line) <= LONGEST else ""


def _texts(problem: Drawn) -> Iterator[tuple[str, str]]:
    names = problem_of(problem.exercise.id).names
    for name, value in problem.given.items():
        if isinstance(value, np.ndarray):
            text = value_text(value)
            yield names.get(name, name), f"[{text}]" if value.ndim > 1 else text
        elif _plain(value):
            yield name, literal(value).replace("'", "").replace("-", "−")


def _plain(value: Any) -> bool:
    """Return whether a value is a number or a word, or a list of such."""
    if isinstance(value, list | tuple):
        return all(map(_plain, value))
    return isinstance(value, int | float | str | np.generic)


def right_text(problem: Drawn) -> str:
    """Return what is right, as it would be written by hand.

    Parameters
    ----------
    problem : Drawn
        The problem.
    """
    exercise = problem.exercise
    if isinstance(exercise, ModelExercise):
        return "any model that meets all demands; the trace says how it is built"
    text = value_text(exercise.reference)
    return f"{text}, for example" if isinstance(exercise, DesignExercise) else text


def handed_in(mark: Mark) -> str:
    """Return what stands in a notebook as the answer, if it is short.

    Parameters
    ----------
    mark : Mark
        Of one exercise.

    Examples
    --------
    >>> from cnnbook.grading.judging.feedback import Feedback
    >>> wrong = Feedback("jump", False, "Not yet.")
    >>> code = "jump_value = [1, -2]  # your answer"
    >>> handed_in(Mark("jump", 0, False, False, False, False, wrong, code=code))
    '[1, −2]'
    """
    code = without_comments(mark.code)
    _, sign, value = code.rpartition(" = ")
    if not sign or "\n" in code or len(value) > LONGEST:
        return "see the page of feedback"
    return value.replace("-", "−") if NUMBERS.fullmatch(value) else value
