"""Find out whether an answer is wrong only because it calls an earlier one that is."""

from __future__ import annotations

import types
from typing import Any

from cnnbook.exercises import REGISTRY
from cnnbook.exercises.base import FunctionExercise
from cnnbook.grading.judging.answer_key import AnswerKeys
from cnnbook.grading.runtime.outcome import run
from cnnbook.grading.runtime.rebinding import called_by, with_others

LIBRARIES = {"cnnbook", "keras", "numpy", "scipy", "tensorflow"}
"""Whose functions are not the learner's, whatever they are called."""


def with_right_helpers(
    exercise: FunctionExercise, answer: Any, keys: AnswerKeys, limit: float
) -> tuple[tuple[str, ...], Any]:
    """Return a learner's function with the book's own in the place of wrong helpers.

    Parameters
    ----------
    exercise : FunctionExercise
        What was asked.
    answer : object
        The learner's function, which is wrong.
    keys : AnswerKeys
        The keys of the other exercises.
    limit : float
        Seconds for each call.

    Returns
    -------
    (tuple of str, function)
        Ids of the exercises whose answers it calls and which are wrong, none if there
        are none; and the function that calls the right ones.
    """
    if not isinstance(answer, types.FunctionType):
        return (), answer
    others = {
        other.answer: other
        for other in REGISTRY.chapter(exercise.chapter)
        if isinstance(other, FunctionExercise) and other.id != exercise.id
    }
    wrong = [
        others[name]
        for name in sorted(called_by(answer, others))
        if _is_wrong(answer.__globals__.get(name), others[name], keys, limit)
    ]
    right = {other.answer: other.reference for other in wrong}
    return tuple(other.id for other in wrong), with_others(answer, right)


def _is_wrong(
    helper: Any, exercise: FunctionExercise, keys: AnswerKeys, limit: float
) -> bool:
    """Return whether a helper is a function of the learner's own, and wrong."""
    if not isinstance(helper, types.FunctionType):
        return False
    if helper.__module__ and helper.__module__.partition(".")[0] in LIBRARIES:
        return False
    key = keys.of(exercise)
    outcomes, _ = run(helper, key.cases[: key.scored], limit, exercise)
    return len(outcomes) < key.scored or not key.all_right(outcomes)
