"""Find the answers in a notebook's names, call them, and send what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NotRequired, TypeAlias, TypedDict

import numpy as np
from numpy.typing import NDArray

from cnnbook.exercises.base import Case
from cnnbook.grading.runtime.outcome import (
    NOTHING_YET,
    ArrayOutcome,
    Failure,
    Outcome,
    as_outcome,
    guarded,
    run,
)
from cnnbook.grading.runtime.output import MAX_PRINTED, CapturedOutput
from cnnbook.grading.runtime.protocol import MAX_ANSWER, pack, unpack
from cnnbook.models import ModelRecord

Arrays: TypeAlias = tuple[NDArray[Any], ...]
Send: TypeAlias = Callable[[dict[str, Any], Arrays], None]
"""Takes a header and its arrays and sends them to the grader."""

MAX_PROBLEM = 1000
"""Characters that are sent of what went wrong."""
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
    settings, optional : object
        See `FunctionQuestion`.
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


@dataclass(frozen=True)
class _SentFunction:
    """Stands in for a `FunctionExercise`: a `FunctionQuestion` without an answer."""

    settings: Mapping[str, Any]
    optional: Sequence[str]


@dataclass(frozen=True)
class _SentQuestion:
    """Stands in for a `ModelExercise`: a `ModelQuestion` without an answer."""

    given: Callable[[], tuple[Any, ...]]
    probes: Callable[[], Arrays]
    weights: bool


def send_answer(
    task: Task, arrays: Arrays, names: Mapping[str, Any], send: Send
) -> None:
    """Send the outcomes of one exercise, each as soon as it is there.

    Parameters
    ----------
    task : Task
        What is asked for.
    arrays : tuple of ndarray
        The arrays of the request.
    names : mapping
        What the notebook defined.
    send : callable
        Takes a header and arrays and sends them.
    """
    if task["answer"] not in names:
        words = f"There is no {task['answer']} in the notebook."
        _send_outcome(send, task, 0, Failure(words, "missing"))
        return
    found = names[task["answer"]]
    if _from_the_book(found):
        send({"library": task["exercise"]}, ())
    given = unpack(task["given"], arrays)
    if task["kind"] == "function":
        _send_function(task, found, given, send)
    elif task["kind"] == "model":
        _send_model(task, found, given, send)
    else:
        _send_value(task, found, send)


def _send_function(task: Task, found: Any, calls: list[Any], send: Send) -> None:
    if found is None or found is Ellipsis:
        _send_outcome(send, task, 0, NOTHING_YET)
    elif not callable(found):
        words = f"This is of type {type(found).__name__}, not a function."
        _send_outcome(send, task, 0, Failure(words, "type"))
    else:
        question = _SentFunction(task["settings"], task["optional"])
        for number, (args, kwargs) in enumerate(calls):
            _send_step(send, task, number)
            case = Case(args, kwargs)
            (outcome,), printed = run(found, (case,), task["limit"], question)
            _send_outcome(send, task, number, outcome, printed)
            if outcome.kind == "slow":
                break


def _send_value(task: Task, found: Any, send: Send) -> None:
    _send_step(send, task, 0)
    with guarded(task["limit"], CapturedOutput()) as failures:
        outcome = as_outcome(found)
    _send_outcome(send, task, 0, failures[0] if failures else outcome)


def _send_model(task: Task, found: Any, given: Any, send: Send) -> None:
    from cnnbook.grading.runtime.keras_models import run_model

    _send_step(send, task, 0)
    models, probes = given
    question = _SentQuestion(
        given=lambda: tuple(map(_rebuilt, models)),
        probes=lambda: probes,
        weights=task["weights"],
    )
    outcome, printed = run_model(question, found, task["limit"])
    _send_outcome(send, task, 0, outcome, printed)


def _rebuilt(value: Any) -> Any:
    """Build a model anew from what the grader sent of its own."""
    if not (isinstance(value, dict) and "keras" in value):
        return value
    import keras

    model = keras.models.model_from_json(value["keras"])
    model.set_weights(value["weights"])
    return model


def _send_step(send: Send, task: Task, number: int) -> None:
    """Say which call comes next, in case it ends the process."""
    send({"step": "call", "exercise": task["exercise"], "case": number}, ())


def _send_outcome(
    send: Send, task: Task, number: int, outcome: Outcome, printed: str = ""
) -> None:
    problem = outcome.problem if isinstance(outcome, Failure) else ""
    header = {
        "outcome": task["exercise"],
        "case": number,
        "kind": outcome.kind,
        "problem": problem[:MAX_PROBLEM],
        "printed": printed[:MAX_PRINTED],
    }
    if isinstance(outcome, Failure):
        send(header, ())
    elif not isinstance(outcome, ArrayOutcome):
        arrays: list[NDArray[Any]] = []
        header["record"] = pack(_plain_record(outcome.value), arrays)
        send(header, tuple(arrays))
    elif outcome.value.nbytes > MAX_ANSWER:
        words = "This is too large to be the answer."
        send({**header, "kind": "type", "problem": words}, ())
    else:
        send(header, (_standard(outcome.value),))


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


def _from_the_book(found: Any) -> bool:
    try:
        return str(getattr(found, "__module__", "")).startswith("cnnbook.")
    except BaseException:
        return False
