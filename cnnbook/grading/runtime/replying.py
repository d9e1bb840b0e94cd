"""What the grader asks for, and how an outcome is sent to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, NotRequired, TypeAlias, TypedDict

import numpy as np
from numpy.typing import NDArray

from cnnbook.grading.runtime.outcome import (
    ArrayOutcome,
    Failure,
    ModelOutcome,
    Outcome,
)
from cnnbook.grading.runtime.output import MAX_PRINTED
from cnnbook.grading.runtime.protocol import MAX_ANSWER, MAX_ANSWERS, MAX_RECORD, pack
from cnnbook.models import ModelRecord

Arrays: TypeAlias = tuple[NDArray[Any], ...]
Send: TypeAlias = Callable[[dict[str, Any], Arrays], None]
"""Takes a header and its arrays and sends them to the grader."""

MAX_PROBLEM = 1000
"""Characters that are sent of what went wrong."""
_sent = [0]
"""Bytes of answers that this process has sent."""
STANDARD_DTYPES = {"f": np.float64, "i": np.int64, "u": np.uint64}


class Task(TypedDict):
    """What is asked for of one exercise, as plain data.

    Attributes
    ----------
    exercise, answer : str
        Its id, and the name to look for.
    kind : str
        ``"function"``, ``"value"`` or ``"model"``.
    limit : float
        Seconds for each call.
    given : object
        The calls to make, or what a model is built from; see `pack`.
    calls : int
        How many outcomes there should be.
    weights : bool
        Whether a model's weights are recorded.
    settings, optional, keeps_arguments : object
        See `FunctionQuestion`.
    others : list of str
        Names of other answers that a function may call: which of them it does is told.
    checked : str
        Id of the exercise, if what its last check got is asked for instead of what the
        notebook has at its end.
    stand_ins : dict
        What is known of those that something stands in for, by name: a `Table`, packed.
    """

    exercise: str
    answer: str
    kind: str
    limit: float
    given: Any
    calls: int
    weights: NotRequired[bool]
    settings: NotRequired[dict[str, Any]]
    optional: NotRequired[list[str]]
    keeps_arguments: NotRequired[bool]
    others: NotRequired[list[str]]
    checked: NotRequired[str]
    stand_ins: NotRequired[dict[str, Any]]


def send_step(send: Send, task: Task, number: int) -> None:
    """Say which call comes next, in case it ends the process.

    Parameters
    ----------
    send : callable
        Takes a header and arrays and sends them.
    task : Task
        What is asked for.
    number : int
        Of the call.
    """
    send({"step": "call", "exercise": task["exercise"], "case": number}, ())


def send_outcome(
    send: Send, task: Task, number: int, outcome: Outcome, printed: str = ""
) -> None:
    """Send what came of a call.

    Parameters
    ----------
    send : callable
        Takes a header and arrays and sends them.
    task : Task
        What is asked for.
    number : int
        Of the call.
    outcome : Outcome
        What came of it.
    printed : str
        What the function printed.
    """
    problem = outcome.problem if isinstance(outcome, Failure) else ""
    header = {
        "outcome": task["exercise"],
        "case": number,
        "kind": outcome.kind,
        "problem": problem[:MAX_PROBLEM],
        "printed": printed[:MAX_PRINTED],
    }
    arrays: list[NDArray[Any]] = []
    most = MAX_RECORD
    if isinstance(outcome, ArrayOutcome):
        arrays, most = [_standard(outcome.value)], MAX_ANSWER
    elif isinstance(outcome, Failure) and outcome.joined is not None:
        arrays = [_standard(outcome.joined)]
    elif isinstance(outcome, ModelOutcome):
        header["record"] = pack(_plain_record(_bounded(outcome.value)), arrays)
    size = sum(array.nbytes for array in arrays)
    if size > most or _sent[0] + size > MAX_ANSWERS:
        words = f"This is too large to be the answer: {size / 1e6:,.0f} MB."
        header |= {"kind": "type", "problem": words}
        header.pop("record", None)
        arrays, size = [], 0
    _sent[0] += size
    send(header, tuple(arrays))


def _bounded(record: ModelRecord) -> ModelRecord:
    """Leave out a network's answers, or weights, that are far too many numbers."""
    if sum(answer.nbytes for answer in record.predictions) > MAX_RECORD // 2:
        record = replace(record, predictions=())
    held = sum(array.nbytes for layer in record.layers for array in layer.weights)
    if held > MAX_RECORD // 2:
        layers = tuple(replace(layer, weights=()) for layer in record.layers)
        record = replace(record, layers=layers)
    return record


def _standard(array: NDArray[Any]) -> NDArray[Any]:
    """Return an array of a type that can be sent: no long double, for instance."""
    if array.dtype.itemsize <= 8:
        return array
    return array.astype(STANDARD_DTYPES[array.dtype.kind])


def _plain_record(record: ModelRecord) -> dict[str, Any]:
    layers = [
        {**vars(layer), "settings": dict(layer.settings)} for layer in record.layers
    ]
    return {**vars(record), "layers": layers, "training": dict(record.training)}
