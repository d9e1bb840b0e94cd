"""Turn the outcomes of an answer into feedback.

Nothing here calls a learner's code, so it can run in another process than that code.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnbook.exercises.base import (
    DesignExercise,
    Exercise,
    FunctionExercise,
    ModelExercise,
)
from cnnbook.grading.judging.answer_key import AnswerKey
from cnnbook.grading.judging.compare import (
    difference,
    first_wrong,
    locate,
    place,
    same,
)
from cnnbook.grading.judging.feedback import STARS, Feedback
from cnnbook.grading.runtime.outcome import ArrayOutcome, Failure, Outcome


def judge(
    exercise: Exercise,
    outcomes: Sequence[Outcome],
    printed: str = "",
    key: AnswerKey | None = None,
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
    key : AnswerKey, optional
        The key of the exercise, with hidden cases; else the shipped cases count alone.
    """
    key = key or AnswerKey(exercise)
    first = outcomes[0]
    if isinstance(first, Failure) and first.kind == "missing":
        return _not_yet(exercise, hint=first.problem)
    if isinstance(exercise, FunctionExercise):
        return _judge_function(exercise, outcomes, printed, key)
    (outcome,) = outcomes
    if isinstance(outcome, Failure):
        return _not_yet(exercise, hint=outcome.problem, printed=printed)
    if isinstance(exercise, ModelExercise):
        return _judge_demands(exercise, outcome.value, printed)
    if isinstance(exercise, DesignExercise):
        return _judge_design(exercise, _numbers(outcome))
    return _judge_value(exercise, outcome, key)


def _judge_function(
    exercise: FunctionExercise,
    outcomes: Sequence[Outcome],
    printed: str,
    key: AnswerKey,
) -> Feedback:
    right = [same(got, want) for got, want in zip(outcomes, key.wanted, strict=False)]
    total = len(key.cases)
    if len(outcomes) == total and all(right):
        remark = _remark(exercise, outcomes)
        return _passed(exercise, f"{total} of {total} cases", remark, printed)
    number = right.index(False)
    case, got, want = key.cases[number], outcomes[number], key.wanted[number]
    if isinstance(got, Failure) and got.kind == "blank" and number == 0:
        return _not_yet(exercise, hint=got.problem, printed=printed)
    name, hint = _recognise(key, outcomes[: len(key.shipped)])
    if isinstance(got, Failure):
        where = got.problem
    else:
        array, right_array = _numbers(got), _numbers(want)
        index = first_wrong(array, right_array)
        where = difference(array, right_array) + locate(exercise, case, index)
    return _not_yet(
        exercise,
        f"{sum(right)} of {total} cases right",
        misconception=name,
        hint=hint,
        case=case.show(exercise.answer),
        where=where,
        printed=printed,
        share=sum(right) / total,
    )


def _judge_value(exercise: Exercise, outcome: Outcome, key: AnswerKey) -> Feedback:
    (want,) = key.wanted
    if same(outcome, want):
        return _passed(exercise)
    name, hint = _recognise(key, [outcome])
    if name:
        return _not_yet(exercise, misconception=name, hint=hint)
    got, right = _numbers(outcome), _numbers(want)
    index = first_wrong(got, right)
    if index is not None and np.isfinite(got).all():
        # The amount or factor would give the answer away: say which entries are wrong.
        wrong = f"Not every value is right; the first wrong one is {place(index)}."
        return _not_yet(exercise, hint=wrong)
    return _not_yet(exercise, hint=difference(got, right))


def _judge_design(exercise: DesignExercise, array: NDArray[Any]) -> Feedback:
    if array.shape != exercise.shape:
        wanted = f"It should have shape {exercise.shape}, but has {array.shape}."
        return _not_yet(exercise, hint=wanted)
    if not np.isfinite(array).all():
        return _not_yet(exercise, hint="Some of it is not a finite number.")
    return _judge_demands(exercise, array)


def _judge_demands(
    exercise: DesignExercise | ModelExercise, value: Any, printed: str = ""
) -> Feedback:
    total = len(exercise.demands)
    for number, demand in enumerate(exercise.demands):
        if not demand.test(value):
            return _not_yet(
                exercise,
                f"{number} of {total} demands met",
                misconception=demand.mistake,
                hint=f"Not met: {demand.text}. {demand.hint}",
                printed=printed,
                share=number / total,
            )
    return _passed(exercise, f"all {total} demands met", printed=printed)


def _recognise(key: AnswerKey, outcomes: Sequence[Outcome]) -> tuple[str, str]:
    """Return the name and hint of the misconception with the same outcomes."""
    if len(outcomes) < len(key.shipped):
        return "", ""  # it broke off, which no misconception does
    for number, misconception in enumerate(key.exercise.misconceptions):
        if all(map(same, outcomes, key.mistaken(number))):
            return misconception.name, misconception.hint
    return "", ""


def _numbers(outcome: Outcome) -> NDArray[Any]:
    if not isinstance(outcome, ArrayOutcome):
        raise TypeError("numbers were asked for")
    return outcome.value


def _remark(exercise: FunctionExercise, outcomes: Sequence[Outcome]) -> str:
    if exercise.integer_result and any(
        isinstance(o, ArrayOutcome) and o.value.dtype.kind == "f" for o in outcomes
    ):
        return (
            "One remark: your result is a float. It counts pixels or steps, so an int "
            "is the better type; // divides and keeps it one."
        )
    return ""


def _passed(
    exercise: Exercise, score: str = "", remark: str = "", printed: str = ""
) -> Feedback:
    headline = _headline("Passed", exercise, score)
    return Feedback(
        exercise.id, True, headline, hint=remark, printed=printed, share=1.0
    )


def _not_yet(
    exercise: Exercise,
    score: str = "",
    *,
    misconception: str = "",
    hint: str = "",
    case: str = "",
    where: str = "",
    printed: str = "",
    share: float = 0.0,
) -> Feedback:
    return Feedback(
        exercise.id,
        False,
        _headline("Not yet", exercise, score),
        misconception=misconception,
        hint=hint,
        case=case,
        where=where,
        printed=printed,
        share=share,
    )


def _headline(verdict: str, exercise: Exercise, score: str) -> str:
    headline = f"{verdict}: {exercise.id} {STARS[exercise.difficulty]}"
    return f"{headline}, {score}." if score else f"{headline}."
