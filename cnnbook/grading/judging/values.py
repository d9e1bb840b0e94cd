"""Judge a value that was worked out by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnbook.exercises.base import ValueExercise
from cnnbook.grading.judging.answer_key import AnswerKey
from cnnbook.grading.judging.compare import difference, place, wrong_places
from cnnbook.grading.judging.feedback import Feedback
from cnnbook.grading.judging.recognise import recognise
from cnnbook.grading.judging.words import not_yet, passed
from cnnbook.grading.runtime.outcome import ArrayOutcome, Outcome

MANY = 4
"""More entries than these are counted, not named."""


def judge_value(exercise: ValueExercise, outcome: Outcome, key: AnswerKey) -> Feedback:
    """Return feedback on a value.

    Parameters
    ----------
    exercise : ValueExercise
        What was asked.
    outcome : Outcome
        The value, as numbers.
    key : AnswerKey
        The key of the exercise.
    """
    right = key.right([outcome])
    if all(right):
        return passed(exercise)
    found = recognise(key, [outcome], right)
    if not isinstance(outcome, ArrayOutcome):
        raise TypeError("numbers were asked for")
    got = outcome.value
    wanted = _nearest(got, key)
    # An amount or a factor would give the answer away: say which entries are wrong.
    if found:
        return not_yet(exercise, explanations=found)
    if got.shape != wanted.shape or not np.isfinite(got).all():
        return not_yet(exercise, hint=difference(got, wanted))
    if not wanted.ndim:
        plain = not_yet(exercise, hint=difference(got, wanted))
        return plain.more()  # there is nothing else to say of a single number
    return not_yet(exercise, condition=_entries(exercise, wrong_places(got, wanted)))


def _nearest(got: NDArray[Any], key: AnswerKey) -> NDArray[Any]:
    """Return the right value, by the reading with which most entries agree."""
    values = [o.value for (o,) in key.readings if isinstance(o, ArrayOutcome)]
    alike = [value for value in values if value.shape == got.shape]
    if not alike:
        return values[0]
    return min(alike, key=lambda wanted: wrong_places(got, wanted).sum())


def _entries(exercise: ValueExercise, wrong: NDArray[np.bool_]) -> str:
    """Say which entries are wrong, by their names where they have any."""
    if wrong.all():
        return "None of the values is right."
    named_each = len(exercise.labels) == wrong.size
    rows = [bool(row.any()) for row in (wrong.ravel() if named_each else wrong)]
    if exercise.labels and not all(rows):
        named = list(zip(exercise.labels, rows, strict=True))
        good = [name for name, bad in named if not bad]
        bad_ones = ", ".join(name for name, bad in named if bad)
        if len(good) > MANY:
            return f"{len(good)} of {len(named)} are right. Not right: {bad_ones}."
        return f"Right: {', '.join(good)}. Not right: {bad_ones}."
    places = [place(tuple(map(int, index))) for index in np.argwhere(wrong)]
    more = f", and {len(places) - 4} more" if len(places) > 4 else ""
    return (
        f"{wrong.size - wrong.sum()} of {wrong.size} values are right; not right: "
        f"{', '.join(places[:4])}{more}."
    )
