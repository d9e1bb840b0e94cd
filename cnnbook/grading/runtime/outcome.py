"""Run an answer on the cases of an exercise and keep what came of it, as plain data."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, TypeAlias

import numpy as np
from numpy.typing import NDArray

from cnnbook._checks import describe
from cnnbook.exercises.base import Case
from cnnbook.grading.runtime.output import CapturedOutput
from cnnbook.grading.runtime.timeout import CallTimeout, time_limit
from cnnbook.models import ModelRecord


@dataclass(frozen=True)
class ArrayOutcome:
    """One call gave numbers.

    Attributes
    ----------
    value : ndarray
        The numbers.
    kind : str
        ``"value"``.
    """

    value: NDArray[Any]
    kind: ClassVar[str] = "value"


@dataclass(frozen=True)
class ModelOutcome:
    """One call gave a model.

    Attributes
    ----------
    value : ModelRecord
        What the model is, written down.
    kind : str
        ``"value"``.
    """

    value: ModelRecord
    kind: ClassVar[str] = "value"


@dataclass(frozen=True)
class Failure:
    """One call gave nothing that could be judged.

    Attributes
    ----------
    problem : str
        What happened, as a sentence about the answer.
    kind : str
        ``"blank"``, ``"type"``, ``"raised"``, ``"slow"``, ``"missing"`` or ``"died"``.
    value : None
        There is none.
    """

    problem: str
    kind: str
    value: ClassVar[None] = None


Outcome: TypeAlias = ArrayOutcome | ModelOutcome | Failure
"""What one call gave: numbers, a model on record, or the reason why not."""

NOTHING_YET = Failure("There is nothing here yet.", "blank")
NOTHING_RETURNED = Failure(
    "Your function returned nothing. If it is written, is a return missing?", "blank"
)


def run(
    function: Callable[..., Any], cases: tuple[Case, ...], limit: float
) -> tuple[list[ArrayOutcome | Failure], str]:
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
    output = CapturedOutput()
    outcomes: list[ArrayOutcome | Failure] = []
    for case in cases:
        with guarded(limit, output) as failures:
            value = case.call(function)
        outcomes.append(failures[0] if failures else as_returned(value))
        if outcomes[-1].kind == "slow":
            break
    return outcomes, output.getvalue()


def as_outcome(value: Any) -> ArrayOutcome | Failure:
    """Turn a value that a learner made into numbers, whatever it is."""
    if value is None or value is Ellipsis:
        return NOTHING_YET
    if isinstance(value, str | bytes):
        return Failure(f"This is text, {describe(value, 30)}, not a number.", "type")
    try:
        array = np.asarray(value)
    except ValueError:
        return Failure("The rows differ in length, so it is no array.", "type")
    except Exception as error:  # an object with an __array__ of its own
        return Failure(f"It can't be made an array: {_name(error)}.", "type")
    if array.dtype.kind not in "biuf":
        entries = f" with entries of type {array.dtype}." if array.ndim else "."
        words = f"It should hold numbers, but is of type {type(value).__name__}"
        return Failure(words + entries, "type")
    return ArrayOutcome(array)


def as_returned(value: Any) -> ArrayOutcome | Failure:
    """Turn what a learner's function returned into numbers, whatever it is."""
    if value is None or value is Ellipsis:
        return NOTHING_RETURNED
    return as_outcome(value)


@contextlib.contextmanager
def guarded(limit: float, output: CapturedOutput) -> Iterator[list[Failure]]:
    """Survive whatever the body does; list what went wrong, if anything did."""
    failures: list[Failure] = []
    try:
        with (
            time_limit(limit),
            contextlib.redirect_stdout(output),
            np.errstate(all="ignore"),
        ):
            yield failures
    except CallTimeout:
        words = (
            f"Your function had not come back after {limit:g} s. Is there a loop that "
            "never ends?"
        )
        failures.append(Failure(words, "slow"))
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # SystemExit too: check must survive it
        failures.append(Failure(f"Your function raised {_name(error)}.", "raised"))


def _name(error: BaseException) -> str:
    try:
        text = str(error)
    except Exception:
        text = ""
    text = text if len(text) <= 200 else text[:199] + "…"
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
