"""Turn the outcomes of an answer into feedback.

Nothing here calls a learner's code, so it can run in another process than that code.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from cnnbook.exercises.base import (
    DesignExercise,
    Exercise,
    FunctionExercise,
    ModelExercise,
    ValueExercise,
)
from cnnbook.grading.judging import where
from cnnbook.grading.judging.answer_key import AnswerKey
from cnnbook.grading.judging.compare import difference, first_wrong, locate, same
from cnnbook.grading.judging.demands import judge_design, judge_model
from cnnbook.grading.judging.feedback import Feedback
from cnnbook.grading.judging.parts import JOIN, to_be_joined
from cnnbook.grading.judging.recognise import recognise
from cnnbook.grading.judging.values import judge_value
from cnnbook.grading.judging.words import not_begun, not_yet, passed
from cnnbook.grading.runtime.outcome import (
    ArrayOutcome,
    Failure,
    ModelOutcome,
    Outcome,
)

DIGITS = 1e-9
"""By which share of it a number may differ that is called the same."""
CONSTANT = "It gives the same in every call, which earns no points."


def judge(
    exercise: Exercise,
    outcomes: Sequence[Outcome],
    printed: str = "",
    key: AnswerKey | None = None,
    further: Callable[[], Sequence[where.Call]] = tuple,
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
        The key of the exercise, with drawn cases; else the shipped cases count alone.
    further : callable, optional
        Makes more calls of a function, for what is said of it in words.
    """
    key = key or AnswerKey(exercise)
    first = outcomes[0]
    if isinstance(first, Failure) and first.kind in ("blank", "missing"):
        return not_begun(exercise, first.problem, printed)
    if isinstance(exercise, FunctionExercise):
        return _judge_function(exercise, outcomes, printed, key, further)
    (outcome,) = outcomes
    if isinstance(outcome, Failure):
        wanted = [reading[0] for reading in key.readings]
        joined = any(to_be_joined([(outcome, want)]) for want in wanted)
        hint = JOIN if joined else outcome.problem
        return not_yet(exercise, hint=hint, printed=printed)
    if isinstance(exercise, ModelExercise) and isinstance(outcome, ModelOutcome):
        return judge_model(exercise, outcome.value, printed)
    if isinstance(exercise, DesignExercise):
        return judge_design(exercise, outcome.value)
    if not isinstance(exercise, ValueExercise):
        raise TypeError(f"there is no judge for {type(exercise).__name__}")
    return judge_value(exercise, outcome, key)


def _judge_function(
    exercise: FunctionExercise,
    outcomes: Sequence[Outcome],
    printed: str,
    key: AnswerKey,
    further: Callable[[], Sequence[where.Call]],
) -> Feedback:
    right = key.right(outcomes)
    asked = key.asked(outcomes)
    score = [right[number] for number in asked if number < key.scored]
    total = len(score) + max(key.scored - len(outcomes), 0)
    if len(score) == total and all(score):
        words = f"{total} of {total} cases"
        return passed(exercise, words, _remark(exercise, outcomes), printed)
    wanted = key.readings[key.reading(outcomes)]
    tried = [where.Call(key.cases[n], outcomes[n], wanted[n], right[n]) for n in asked]
    found = recognise(key, outcomes, right)
    every = tried if found else [*tried, *further()]
    constant = _constant([call.outcome for call in every])
    constant = constant and not _constant([call.wanted for call in every])
    shown = where.smallest(exercise, tried)
    count = f"{sum(score)} of {total} cases right"
    if to_be_joined([(c.outcome, c.wanted) for c in every if not c.right]):
        case = where.paste(exercise, shown)
        share = sum(score) / total
        return not_yet(
            exercise, count, hint=JOIN, case=case, printed=printed, share=share
        )
    return not_yet(
        exercise,
        count,
        explanations=found,
        condition="" if found else where.condition(exercise, every),
        table=where.table(exercise, every) if any(score) else (),
        case=where.paste(exercise, shown),
        where=_what_differs(exercise, shown),
        printed=printed,
        hint=CONSTANT if constant and _to_the_digit(every) else "",
        share=0.0 if constant else sum(score) / total,
    )


def _constant(outcomes: Sequence[Outcome]) -> bool:
    """Return whether the same numbers come out, whatever goes in."""
    first, *others = outcomes
    numbers = isinstance(first, ArrayOutcome) and bool(others)
    return numbers and all(same(first, one) for one in others)


def _to_the_digit(calls: Sequence[where.Call]) -> bool:
    """Return whether the same comes of all calls but for what is lost in rounding."""
    arrays = [c.outcome.value for c in calls if isinstance(c.outcome, ArrayOutcome)]
    return len(arrays) == len(calls) and all(
        array.shape == arrays[0].shape
        and np.allclose(array, arrays[0], rtol=DIGITS, atol=0, equal_nan=True)
        for array in arrays
    )


def _what_differs(exercise: FunctionExercise, call: where.Call) -> str:
    if isinstance(call.outcome, Failure):
        return call.outcome.problem
    array, right = _numbers(call.outcome), _numbers(call.wanted)
    index = first_wrong(array, right)
    return difference(array, right) + locate(exercise, call.case, index)


def _numbers(outcome: Outcome) -> Any:
    if not isinstance(outcome, ArrayOutcome):
        raise TypeError("numbers were asked for")
    return outcome.value


def _remark(exercise: FunctionExercise, outcomes: Sequence[Outcome]) -> str:
    if exercise.integer_result and any(
        isinstance(o, ArrayOutcome) and o.value.dtype.kind == "f" for o in outcomes
    ):
        return (
            "One remark: your result is a float. Whole numbers are asked for, so an "
            "int is the better type."
        )
    return ""
