"""Turn the outcomes of an answer into feedback.

Nothing here calls a learner's code, so it can run in another process than that code.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from cnnbook.exercises import (
    DesignExercise,
    Exercise,
    FunctionExercise,
    Misconception,
    ModelExercise,
    ValueExercise,
)
from cnnbook.grading.compare import difference, first_wrong, locate, place, same
from cnnbook.grading.feedback import STARS, Feedback
from cnnbook.grading.outcomes import Outcome, as_outcome, run

PATIENCE = 30.0
"""Seconds allowed to the book's own functions."""


def judge(exercise: Exercise, outcomes: list[Outcome], printed: str = "") -> Feedback:
    """Return feedback on what an answer gave on the shipped cases.

    Parameters
    ----------
    exercise : Exercise
        What was asked.
    outcomes : list of Outcome
        One per case of a function, else one; shorter if a call was too slow.
    printed : str
        What the learner's function printed.
    """
    if isinstance(exercise, FunctionExercise):
        return _judge_function(exercise, outcomes, printed)
    (outcome,) = outcomes
    if outcome.value is None:
        return _not_yet(exercise, hint=outcome.problem, printed=printed)
    if isinstance(exercise, ModelExercise):
        return _judge_demands(exercise, outcome, printed)
    if isinstance(exercise, DesignExercise):
        return _judge_design(exercise, outcome)
    return _judge_value(exercise, outcome)


def _judge_function(
    exercise: FunctionExercise, outcomes: list[Outcome], printed: str
) -> Feedback:
    wanted = _wanted(exercise)
    right = [same(got, want) for got, want in zip(outcomes, wanted, strict=False)]
    total = len(exercise.cases)
    if len(outcomes) == total and all(right):
        return _passed(
            exercise, f"{total} of {total} cases", _remark(exercise, outcomes), printed
        )
    number = right.index(False)
    case, got, want = exercise.cases[number], outcomes[number], wanted[number]
    if got.kind == "blank" and number == 0:
        return _not_yet(exercise, hint=got.problem, printed=printed)
    name, hint = _recognise(exercise, outcomes)
    if got.value is None:
        what = got.problem
    else:
        index = first_wrong(got.value, want.value)
        what = difference(got.value, want.value) + locate(exercise, case, index)
    score = f"{sum(right)} of {total} cases right"
    return _not_yet(
        exercise, score, name, hint, case.show(exercise.answer), what, printed
    )


def _judge_value(exercise: ValueExercise, outcome: Outcome) -> Feedback:
    want = as_outcome(exercise.reference)
    if same(outcome, want):
        return _passed(exercise)
    name, hint = _recognise(exercise, [outcome])
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
            return _not_yet(exercise, score, demand.mistake, hint, printed=printed)
    return _passed(exercise, f"all {total} demands met", printed=printed)


def _recognise(exercise: Exercise, outcomes: list[Outcome]) -> tuple[str, str]:
    """Return the name and hint of the misconception with the same outcomes."""
    for misconception in exercise.misconceptions:
        theirs = _mistaken(exercise, misconception)
        if all(same(got, next(theirs)) for got in outcomes) and not any(theirs):
            return misconception.name, misconception.hint
    return "", ""


def _wanted(exercise: FunctionExercise) -> list[Outcome]:
    return run(exercise.reference, exercise.cases, PATIENCE)[0]


def _mistaken(exercise: Exercise, misconception: Misconception) -> Iterator[Outcome]:
    """Run a misconception case by case: most differ at the first."""
    if not isinstance(exercise, FunctionExercise):
        yield as_outcome(misconception.answer)
        return
    for case in exercise.cases:
        outcomes, _ = run(misconception.answer, (case,), PATIENCE)
        yield from outcomes


def _remark(exercise: FunctionExercise, outcomes: list[Outcome]) -> str:
    if exercise.whole and any(o.value.dtype.kind == "f" for o in outcomes):
        return (
            "One remark: your result is a float. It counts pixels or steps, so an int "
            "is the better type; // divides and keeps it one."
        )
    return ""


def _passed(exercise, score="", remark="", printed="") -> Feedback:
    head = f"Passed: {exercise.id} {STARS[exercise.difficulty]}"
    return Feedback(exercise.id, True, _with(head, score), hint=remark, printed=printed)


def _not_yet(
    exercise, score="", name="", hint="", case="", where="", printed=""
) -> Feedback:
    head = f"Not yet: {exercise.id} {STARS[exercise.difficulty]}"
    return Feedback(
        exercise.id, False, _with(head, score), name, hint, case, where, printed
    )


def _with(head: str, score: str) -> str:
    return f"{head}, {score}." if score else f"{head}."
