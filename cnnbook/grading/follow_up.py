"""Find out whether an answer is wrong only because it calls an earlier one that is."""

from __future__ import annotations

import types
from typing import Any

from cnnbook.exercises import REGISTRY
from cnnbook.exercises.base import FunctionExercise
from cnnbook.grading.judging.answer_key import AnswerKey
from cnnbook.grading.runtime.outcome import run
from cnnbook.grading.runtime.rebinding import called_by, with_others


def follows_from(
    exercise: FunctionExercise, answer: Any, key: AnswerKey, limit: float
) -> dict[str, str]:
    """Return what to say of a wrong answer that is right but for what it calls.

    The answers to earlier exercises that it calls are replaced by the book's own; if it
    is right then, it is told whose mistake it has.

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
    dict
        Fields of the feedback; empty if the mistake is its own.
    """
    if not isinstance(answer, types.FunctionType):
        return {}
    others = {
        other.answer: other
        for other in REGISTRY.chapter(exercise.chapter)
        if isinstance(other, FunctionExercise) and other.id != exercise.id
    }
    called = [others[name] for name in sorted(called_by(answer, others))]
    if not called:
        return {}
    mended = with_others(answer, {other.answer: other.reference for other in called})
    outcomes, _ = run(mended, key.cases[: key.scored], limit)
    if len(outcomes) < key.scored or not all(key.right(outcomes)):
        return {}
    names = " and ".join(other.id for other in called)
    words = (
        f"This follows from {names}: with the right {names} in its place your function "
        "is right. Mend that one first."
    )
    return {"misconception": "", "hint": words, "follows_from": names, "look": ""}
