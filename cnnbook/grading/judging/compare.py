"""Compare what came of an answer with what should have, and say what differs."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnbook.exercises.base import Case, FunctionExercise
from cnnbook.grading.runtime.outcome import ArrayOutcome, Failure, Outcome

TOLERANCE = 1e-5
"""By how much a number may be off, as a share of the largest one."""
ROUNDING = 1e-9
"""What is left of 0 where other numbers cancel, as with a Fourier transform."""
LESS_THAN_ONE = 0.4
"""By how much a number may be off at most that should be whole."""


def same(got: Outcome, want: Outcome) -> bool:
    """Return whether two outcomes are the same numbers in the same shape.

    Numbers may differ by 1e-5 of the largest one. Of what is empty the shape does not
    matter: ``[]`` is as good as a map of no rows. Two outcomes without numbers are the
    same if they failed in the same way.
    """
    if isinstance(got, Failure) and isinstance(want, Failure):
        return got.kind == want.kind
    if not (isinstance(got, ArrayOutcome) and isinstance(want, ArrayOutcome)):
        return False
    if not got.value.size and not want.value.size:
        return True
    if got.value.shape != want.value.shape:
        return False
    return not wrong_places(got.value, want.value).any()


def difference(got: NDArray[Any], want: NDArray[Any]) -> str:
    """Say in a sentence or two how `got` differs from `want`, without giving `want`."""
    if got.shape != want.shape:
        return _shape_difference(got, want)
    if not np.isfinite(got).all():
        if not got.ndim:
            return "It is not a finite number, but NaN or infinity."
        return "Some of it is not a finite number (NaN or infinity)."
    if want.ndim == 0:
        return f"{_number(got)} is not right."
    wrong = wrong_places(got, want)
    index = _first_index(wrong)
    verb = "is" if wrong.sum() == 1 else "are"
    count = f"{wrong.sum()} of {wrong.size} values {verb}"
    if wrong.all():
        count = "none of its values is right" if wrong.size > 1 else "the value is not"
    value = _number(got[index])
    count += "" if wrong.all() else " not"
    return f"The shape is right, but {count}: {place(index)}, {value} is wrong."


def first_wrong(got: NDArray[Any], want: NDArray[Any]) -> tuple[int, ...] | None:
    """Return the first index at which arrays of one shape differ."""
    if got.shape != want.shape or not want.ndim:
        return None
    wrong = wrong_places(got, want)
    return _first_index(wrong) if wrong.any() else None


def locate(
    exercise: FunctionExercise, case: Case, index: tuple[int, ...] | None
) -> str:
    """Say which part of the input a value came from, if the exercise knows."""
    if index is None or exercise.locate is None:
        return ""
    return f" There, {exercise.locate(case, index)}."


def place(index: tuple[int, ...]) -> str:
    """Say where an index is, counted from 0."""
    if len(index) == 1:
        return f"at position {index[0]}"
    if len(index) == 2:
        return f"in row {index[0]}, column {index[1]}"
    return f"at {index}"


def _gap_and_slack(
    got: NDArray[Any], want: NDArray[Any]
) -> tuple[NDArray[np.float64], float]:
    """Return by how much each number is off, and by how much it may be."""
    wanted = want.astype(float)
    with np.errstate(all="ignore"):
        largest = np.abs(wanted).max(initial=0, where=np.isfinite(wanted))
        slack = max(TOLERANCE * largest, ROUNDING)
        if want.dtype.kind in "biu":
            slack = min(slack, LESS_THAN_ONE)  # of what is counted nothing may be lost
        return got.astype(float) - wanted, slack


def wrong_places(got: NDArray[Any], want: NDArray[Any]) -> NDArray[np.bool_]:
    """Return where two arrays of one shape differ by more than the tolerance."""
    gap, slack = _gap_and_slack(got, want)
    alike = (got == want) | ((got != got) & (want != want))  # infinite, or not a number
    return np.asarray(~((np.abs(gap) <= slack) | alike), bool)


def _first_index(wrong: NDArray[np.bool_]) -> tuple[int, ...]:
    return tuple(int(i) for i in np.argwhere(wrong)[0])


def _shape_difference(got: NDArray[Any], want: NDArray[Any]) -> str:
    if not want.ndim:
        return f"It should be one number, but has shape {got.shape}."
    if not got.ndim:
        return f"It should be an array of shape {want.shape}, but is one number."
    swapped = got.ndim == 2 and got.shape == want.shape[::-1]
    if swapped and not wrong_places(got, want.T).any():
        return (
            f"Its shape is {got.shape}: height and width are swapped, it should be "
            f"{want.shape}."
        )
    return f"Its shape is {got.shape}, but should be {want.shape}."


def _number(value: Any) -> str:
    number = float(value)
    whole = number.is_integer() and abs(number) < 1e15
    size = f"{abs(number):.0f}" if whole else f"{abs(number):.6g}"
    return f"−{size}" if number < 0 else size
