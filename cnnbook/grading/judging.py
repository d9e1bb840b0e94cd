"""Turn the outcomes of an answer into feedback.

Nothing here calls a learner's code, so it can run in another process than that code.
"""

from __future__ import annotations

import numpy as np

from cnnbook.exercises import (
    DesignExercise,
    Exercise,
    FunctionExercise,
    ModelExercise,
    ValueExercise,
)
from cnnbook.grading.compare import difference, first_wrong, locate, place, same
from cnnbook.grading.feedback import STARS, Feedback
from cnnbook.grading.keys import Key
from cnnbook.grading.outcomes import Outcome, as_outcome


def judge(
    exercise: Exercise,
    outcomes: list[Outcome],
    printed: str = "",
    key: Key | None = None,
) -> Feedback:
    """Return feedback on what an answer gave.

    Parameters
    ----------
    exercise : Exercise
        What was asked.
    outcomes : list of Outcome
        One per case of a function, else one; shorter if a call was too slow.
    printed : str
        What the learner's function printed.
    key : Key, optional
        The key of the exercise, with hidden cases; else the shipped cases count alone.
    """
    key = key or Key(exercise)
    if outcomes[0].kind == "missing":
        return _not_yet(exercise, hint=outcomes[0].problem)
    if isinstance(exercise, FunctionExercise):
        return _judge_function(exercise, outcomes, printed, key)
    (outcome,) = outcomes
    if outcome.value is None:
        return _not_yet(exercise, hint=outcome.problem, printed=printed)
    if isinstance(exercise, ModelExercise):
        return _judge_demands(exercise, outcome, printed)
    if isinstance(exercise, DesignExercise):
        return _judge_design(exercise, outcome)
    return _judge_value(exercise, outcome, key)


def _judge_function(
    exercise: FunctionExercise, outcomes: list[Outcome], printed: str, key: Key
) -> Feedback:
    right = [same(got, want) for got, want in zip(outcomes, key.wanted, strict=False)]
    total = len(key.cases)
    if len(outcomes) == total and all(right):
        return _passed(
            exercise, f"{total} of {total} cases", _remark(exercise, outcomes), printed
        )
    number = right.index(False)
    case, got, want = key.cases[number], outcomes[number], key.wanted[number]
    if got.kind == "blank" and number == 0:
        return _not_yet(exercise, hint=got.problem, printed=printed)
    name, hint = _recognise(key, outcomes[: len(key.shipped)])
    if got.value is None:
        what = got.problem
    else:
        index = first_wrong(got.value, want.value)
        what = difference(got.value, want.value) + locate(exercise, case, index)
    score = f"{sum(right)} of {total} cases right"
    call, share = case.show(exercise.answer), sum(right) / total
    return _not_yet(exercise, score, name, hint, call, what, printed, share)


def _judge_value(exercise: ValueExercise, outcome: Outcome, key: Key) -> Feedback:
    want = as_outcome(exercise.reference)
    if same(outcome, want):
        return _passed(exercise)
    name, hint = _recognise(key, [outcome])
    if name:
        return _not_yet(exercise, name=name, hint=hint)
    got, right = outcome.value, want.value
    if got.shape == right.shape and right.ndim and np.isfinite(got).all():
        # The amount or factor would give the answer away: say which entries are wrong.
        index = first_wrong(got, right)
        wrong = f"Not every value is right; the first wrong one is {place(index)}."
        return _not_yet(exercise, hint=wrong)
    return _not_yet(exercise, hint=difference(got, right))


def _judge_design(exercise: DesignExercise, outcome: Outcome) -> Feedback:
    array = outcome.value
    if array.shape != exercise.shape:
        wanted = f"It should have shape {exercise.shape}, but has {array.shape}."
        return _not_yet(exercise, hint=wanted)
    if not np.isfinite(array).all():
        return _not_yet(exercise, hint="Some of it is not a finite number.")
    return _judge_demands(exercise, outcome)


def _judge_demands(
    exercise: DesignExercise | ModelExercise, outcome: Outcome, printed: str = ""
) -> Feedback:
    total = len(exercise.demands)
    for number, demand in enumerate(exercise.demands):
        if not demand.test(outcome.value):
            score = f"{number} of {total} demands met"
            hint = f"Not met: {demand.text}. {demand.hint}"
            return _not_yet(
                exercise, score, demand.mistake, hint, "", "", printed, number / total
            )
    return _passed(exercise, f"all {total} demands met", printed=printed)


def _recognise(key: Key, outcomes: list[Outcome]) -> tuple[str, str]:
    """Return the name and hint of the misconception with the same outcomes."""
    for number, misconception in enumerate(key.exercise.misconceptions):
        theirs = key.mistaken(number)
        if all(same(got, next(theirs)) for got in outcomes) and not any(theirs):
            return misconception.name, misconception.hint
    return "", ""


def _remark(exercise: FunctionExercise, outcomes: list[Outcome]) -> str:
    if exercise.integer_result and any(o.value.dtype.kind == "f" for o in outcomes):
        return (
            "One remark: your result is a float. It counts pixels or steps, so an int "
            "is the better type; // divides and keeps it one."
        )
    return ""


def _passed(exercise, score="", remark="", printed="") -> Feedback:
    head = f"Passed: {exercise.id} {STARS[exercise.difficulty]}"
    head = _with(head, score)
    return Feedback(exercise.id, True, head, hint=remark, printed=printed, share=1.0)


def _not_yet(
    exercise, score="", name="", hint="", case="", where="", printed="", share=0.0
) -> Feedback:
    head = f"Not yet: {exercise.id} {STARS[exercise.difficulty]}"
    return Feedback(
        exercise.id, False, _with(head, score), name, hint, case, where, printed, share
    )


def _with(head: str, score: str) -> str:
    return f"{head}, {score}." if score else f"{head}."
