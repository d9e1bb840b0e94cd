"""The exercises of the book, with what checks them."""

from __future__ import annotations

import difflib

from cnnbook._checks import describe
from cnnbook.exercises import (
    ch01,
    ch02,
    ch03,
    ch04,
    ch05,
    ch06,
    ch07,
    ch08,
    ch09,
    ch10,
    ch11,
    ch12,
)
from cnnbook.exercises.base import (
    Case,
    Demand,
    DesignExercise,
    Exercise,
    FunctionExercise,
    Misconception,
    ModelExercise,
    ValueExercise,
)

__all__ = [
    "REGISTRY",
    "Case",
    "Demand",
    "DesignExercise",
    "Exercise",
    "FunctionExercise",
    "Misconception",
    "ModelExercise",
    "ValueExercise",
    "find",
]

CHAPTERS = (ch01, ch02, ch03, ch04, ch05, ch06, ch07, ch08, ch09, ch10, ch11, ch12)

REGISTRY: dict[str, Exercise] = {
    exercise.id: exercise for chapter in CHAPTERS for exercise in chapter.EXERCISES
}
"""Every exercise by its id, in the order of the book."""


def find(exercise_id: str) -> Exercise:
    """Return the exercise with an id.

    Parameters
    ----------
    exercise_id : str
        An id of `REGISTRY`.

    Returns
    -------
    Exercise
        The exercise.

    Raises
    ------
    ValueError
        If there is none; the message names the nearest ids.

    Examples
    --------
    >>> find("conv2d").difficulty
    2
    >>> find("con2d")
    Traceback (most recent call last):
        ...
    ValueError: there is no exercise 'con2d' (str); did you mean 'conv2d'?
    """
    if isinstance(exercise_id, str) and exercise_id in REGISTRY:
        return REGISTRY[exercise_id]
    near = difflib.get_close_matches(str(exercise_id), REGISTRY, n=1)
    ask = f"did you mean {near[0]!r}?" if near else f"the ids are {', '.join(REGISTRY)}"
    raise ValueError(f"there is no exercise {describe(exercise_id)}; {ask}")
