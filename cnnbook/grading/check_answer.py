"""Check an answer where the learner works: this is `cnnbook.check`.

The module has another name than its function, which is the package's attribute.
"""

from __future__ import annotations

from typing import Any

from cnnbook.exercises import find
from cnnbook.exercises.base import FunctionExercise, ModelExercise
from cnnbook.grading.judging.feedback import STARS, Feedback
from cnnbook.grading.judging.judge import judge
from cnnbook.grading.runtime.keras_models import run_model
from cnnbook.grading.runtime.outcome import as_outcome, run

CALL_TIMEOUT = 2.0
"""Seconds that each call of a learner's function may take."""

MODEL_TIMEOUT = 30.0
"""Seconds that a function that builds a model may take: the first one starts Keras."""


def check(exercise_id: str, answer: Any) -> Feedback:
    """Say whether an answer is right and, if not, what differs.

    Parameters
    ----------
    exercise_id : str
        The exercise's id, e.g. ``"conv2d"``.
    answer : object
        A function, a number, an array or a model, as the exercise asks; anything is
        survived.

    Returns
    -------
    Feedback
        True when passed. It names the mistake where it is a known one, and never gives
        the right answer.

    Raises
    ------
    ValueError
        If there is no exercise of that id.

    Examples
    --------
    >>> check("output-size", lambda n, f, p=0, s=1: (n + p - f) // s + 1)
    Not yet: output-size ★, 3 of 6 cases right.
    This looks like: padding counted once.
    You count the padding once. It is added on both sides.
    Look at this call:
        output_size(6, 3, p=1)
    5 is not right.
    """
    exercise = find(exercise_id)
    if isinstance(exercise, ModelExercise):
        outcome, printed = run_model(exercise, answer, MODEL_TIMEOUT)
        return judge(exercise, [outcome], printed)
    if not isinstance(exercise, FunctionExercise):
        return judge(exercise, [as_outcome(answer)])
    if answer is None or answer is Ellipsis:
        return judge(exercise, [as_outcome(answer)])
    if not callable(answer):
        head = f"Not yet: {exercise.id} {STARS[exercise.difficulty]}."
        hint = (
            f"This is {type(answer).__name__!r}, not a function: pass "
            f"{exercise.answer} itself, without calling it."
        )
        return Feedback(exercise.id, False, head, hint=hint)
    outcomes, printed = run(answer, exercise.cases, CALL_TIMEOUT)
    return judge(exercise, outcomes, printed)
