"""Compare what came of an answer with what should have, and say what differs."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnbook.exercises import Case, FunctionExercise
from cnnbook.grading.runtime.outcome import Outcome


def same(got: Outcome, want: Outcome) -> bool:
    """Return whether two outcomes are the same numbers in the same shape.

    Numbers may differ by 1e-5 of the largest one; a NaN equals nothing. Two outcomes
    without numbers are the same if they failed in the same way.
    """
    if got.value is None or want.value is None:
        return got.value is want.value and got.kind == want.kind
    if got.value.shape != want.value.shape:
        return False
    want_value = want.value.astype(float)
    slack = 1e-5 * np.abs(want_value).max(initial=0)
    with np.errstate(all="ignore"):
        return bool(np.all(np.abs(got.value.astype(float) - want_value) <= slack))


def difference(got: NDArray[Any], want: NDArray[Any]) -> str:
    """Say in a sentence or two how `got` differs from `want`, without giving `want`."""
    if got.shape != want.shape:
        return _shapes(got.shape, want.shape)
    with np.errstate(all="ignore"):
        gap = got.astype(float) - want.astype(float)
        slack = 1e-5 * np.abs(want.astype(float)).max(initial=0)
        wrong = ~(np.abs(gap) <= slack)
        if not np.isfinite(got).all():
            return "Some of it is not a finite number (NaN or infinity)."
        if want.ndim == 0:
            return f"{_number(got)} is not right."
        if wrong.all() and want.size > 1:
            if np.ptp(gap) <= slack:
                return (
                    "The shape is right, but every value is off by the same amount: is "
                    "something added that should not be, or left out?"
                )
            if np.all(want != 0) and np.ptp(got / want) <= 1e-5 * abs(got / want).max():
                return (
                    "The shape is right, but every value is off by the same factor: is "
                    "something multiplied or divided once too often?"
                )
    index = _first(wrong)
    count = (
        f"{wrong.sum()} of {wrong.size} values are"
        if wrong.size > 1
        else "the value is"
    )
    value = _number(got[index])
    return f"The shape is right, but {count} not: {place(index)}, {value} is wrong."


def first_wrong(got: NDArray[Any], want: NDArray[Any]) -> tuple[int, ...] | None:
    """Return the first index at which arrays of one shape differ."""
    if got.shape != want.shape or not want.ndim:
        return None
    slack = 1e-5 * np.abs(want.astype(float)).max(initial=0)
    with np.errstate(all="ignore"):
        wrong = ~(np.abs(got.astype(float) - want.astype(float)) <= slack)
    return _first(wrong) if wrong.any() else None


def locate(
    exercise: FunctionExercise, case: Case, index: tuple[int, ...] | None
) -> str:
    """Say which part of the input a value came from, if the exercise knows."""
    if index is None or exercise.locate is None:
        return ""
    return f" There, {exercise.locate(case, index)}."


def _first(wrong: NDArray[np.bool_]) -> tuple[int, ...]:
    return tuple(int(i) for i in np.argwhere(wrong)[0])


def _shapes(got: tuple[int, ...], want: tuple[int, ...]) -> str:
    if not want:
        return f"It should be one number, but has shape {got}."
    if not got:
        return f"It should be an array of shape {want}, but is one number."
    if len(got) == 2 and got == want[::-1]:
        return f"Its shape is {got}: height and width are swapped, it should be {want}."
    return f"Its shape is {got}, but should be {want}."


def place(index: tuple[int, ...]) -> str:
    """Say where an index is, counted from 0."""
    if len(index) == 1:
        return f"at position {index[0]}"
    if len(index) == 2:
        return f"in row {index[0]}, column {index[1]}"
    return f"at {index}"


def _number(value: Any) -> str:
    return f"{float(value):.6g}"
