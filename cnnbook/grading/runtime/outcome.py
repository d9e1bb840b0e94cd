"""Run an answer on the cases of an exercise and keep what came of it, as plain data."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnbook._checks import describe
from cnnbook.exercises.base import Case
from cnnbook.grading.runtime.timeout import Printed, TooSlow, time_limit
from cnnbook.models import ModelRecord


@dataclass(frozen=True)
class Outcome:
    """What one call gave: numbers, a model on record, or the reason why not.

    Attributes
    ----------
    value : ndarray, ModelRecord or None
        The numbers or the record, if there were any.
    problem : str
        Otherwise what happened, as a sentence about the answer.
    kind : str
        ``"value"``, ``"blank"``, ``"type"``, ``"raised"`` or ``"slow"``.
    """

    value: NDArray[Any] | ModelRecord | None
    problem: str = ""
    kind: str = "value"


NOTHING = Outcome(
    None,
    "Your function returned nothing. If it is written, is a return missing?",
    "blank",
)


def run(
    function: Callable[..., Any], cases: tuple[Case, ...], limit: float
) -> tuple[list[Outcome], str]:
    """Call `function` on every case; return the outcomes and what it printed.

    Parameters
    ----------
    function : callable
        The learner's.
    cases : tuple of Case
        The calls to make.
    limit : float
        Seconds for each call. After one that is too slow the rest are not tried.
    """
    printed = Printed()
    outcomes: list[Outcome] = []
    for case in cases:
        with guarded(limit, printed) as failed:
            value = case.call(function)
        outcomes.append(failed[0] if failed else as_returned(value))
        if outcomes[-1].kind == "slow":
            break
    return outcomes, printed.getvalue()


def as_outcome(value: Any) -> Outcome:
    """Turn a value that a learner made into numbers, whatever it is."""
    if value is None or value is Ellipsis:
        return Outcome(None, "There is nothing here yet.", "blank")
    if isinstance(value, str | bytes):
        return Outcome(
            None, f"This is text, {describe(value, 30)}, not a number.", "type"
        )
    try:
        array = np.asarray(value)
    except ValueError:
        return Outcome(None, "The rows differ in length, so it is no array.", "type")
    except Exception as error:  # an object with an __array__ of its own
        return Outcome(None, f"It can't be made an array: {_name(error)}.", "type")
    if array.dtype.kind not in "biuf":
        return Outcome(
            None,
            f"It should hold numbers, but is of type {type(value).__name__}"
            + (f" with entries of type {array.dtype}." if array.ndim else "."),
            "type",
        )
    return Outcome(array)


def as_returned(value: Any) -> Outcome:
    """Turn what a learner's function returned into numbers, whatever it is."""
    return NOTHING if value is None or value is Ellipsis else as_outcome(value)


@contextlib.contextmanager
def guarded(limit: float, printed: Printed) -> Iterator[list[Outcome]]:
    """Survive whatever the body does; list what went wrong, if anything did."""
    failed: list[Outcome] = []
    try:
        with (
            time_limit(limit),
            contextlib.redirect_stdout(printed),
            np.errstate(all="ignore"),
        ):
            yield failed
    except TooSlow:
        words = (
            f"Your function had not come back after {limit:g} s. Is there a loop that "
            "never ends?"
        )
        failed.append(Outcome(None, words, "slow"))
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # SystemExit too: check must survive it
        words = f"Your function raised {_name(error)}."
        failed.append(Outcome(None, words, "raised"))


def _name(error: BaseException) -> str:
    try:
        text = str(error)
    except Exception:
        text = ""
    text = text if len(text) <= 200 else text[:199] + "…"
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
