"""Find out whether an answer is wrong only because it calls an earlier one that is."""

from __future__ import annotations

import types
from dataclasses import replace
from typing import Any

from cnnbook.exercises import REGISTRY
from cnnbook.exercises.base import FunctionExercise
from cnnbook.grading.judging.answer_key import AnswerKey
from cnnbook.grading.judging.feedback import Feedback
from cnnbook.grading.runtime.outcome import run
from cnnbook.grading.runtime.rebinding import called_by, with_others


def follows_from(
    exercise: FunctionExercise, answer: Any, key: AnswerKey, limit: float
) -> tuple[str, ...]:
    """Return the exercises whose answers make a wrong answer wrong.

    The answers to other exercises that it calls are replaced by the book's own. If it
    is right then, the mistake is theirs.

    Parameters
    ----------
    exercise : FunctionExercise
        What was asked.
    answer : object
        The learner's function, which is wrong.
    key : AnswerKey
        The key of the exercise.
    limit : float
        Seconds for each call.

    Returns
    -------
    tuple of str
        Their ids; empty if the mistake is its own.
    """
    if not isinstance(answer, types.FunctionType):
        return ()
    others = {
        other.answer: other
        for other in REGISTRY.chapter(exercise.chapter)
        if isinstance(other, FunctionExercise) and other.id != exercise.id
    }
    called = [others[name] for name in sorted(called_by(answer, others))]
    if not called:
        return ()
    mended = with_others(answer, {other.answer: other.reference for other in called})
    outcomes, _ = run(mended, key.cases[: key.scored], limit, exercise)
    if len(outcomes) < key.scored or not key.all_right(outcomes):
        return ()
    return tuple(other.id for other in called)


def as_follow_up(feedback: Feedback, earlier: tuple[str, ...]) -> Feedback:
    """Say in feedback that a mistake was made elsewhere.

    Parameters
    ----------
    feedback : Feedback
        On the answer itself.
    earlier : tuple of str
        Ids of the exercises whose mistake it is.
    """
    names = " and ".join(earlier)
    words = (
        f"This follows from {names}: with the right {names} in its place your function "
        "is right. Mend that one first."
    )
    return replace(
        feedback,
        misconception="",
        hint=words,
        condition="",
        look="",
        follows_from=names,
    )
