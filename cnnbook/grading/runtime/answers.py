"""Find the answers in a notebook's names, call them, and send what came of it."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from typing import Any

from cnnbook.exercises.base import Case
from cnnbook.grading.runtime.checked import CHECKS, as_checked
from cnnbook.grading.runtime.outcome import (
    NOTHING_YET,
    Failure,
    as_outcome,
    guarded,
    run,
)
from cnnbook.grading.runtime.output import CapturedOutput
from cnnbook.grading.runtime.protocol import unpack
from cnnbook.grading.runtime.rebinding import called_by
from cnnbook.grading.runtime.replying import Arrays, Send, Task, send_outcome, send_step
from cnnbook.grading.runtime.stand_ins import Questions, put_in_place

ASKED = Failure("It is not known yet what this gives.", "asked")
LOST = Failure("It can't be told what this would give.", "raised")
SAME = Failure("This is what was checked.", "same")


@dataclass(frozen=True)
class _SentFunction:
    """Stands in for a `FunctionExercise`: a `FunctionQuestion` without an answer."""

    settings: Mapping[str, Any]
    optional: Sequence[str]
    keeps_arguments: bool


@dataclass(frozen=True)
class _SentQuestion:
    """Stands in for a `ModelExercise`: a `ModelQuestion` without an answer."""

    given: Callable[[], tuple[Any, ...]]
    probes: Callable[[], Arrays]
    weights: bool


def send_answer(
    task: Task, arrays: Arrays, names: MutableMapping[str, Any], send: Send
) -> None:
    """Send the outcomes of one exercise, each as soon as it is there.

    Parameters
    ----------
    task : Task
        What is asked for.
    arrays : tuple of ndarray
        The arrays of the request.
    names : mapping
        What the notebook defined. A task that brings stand-ins changes it.
    send : callable
        Takes a header and arrays and sends them.
    """
    if task.get("checked"):
        _send_checked(task, arrays, names, send)
        return
    if task["answer"] not in names:
        words = f"There is no {task['answer']} in the notebook."
        send_outcome(send, task, 0, Failure(words, "missing"))
        return
    found = names[task["answer"]]
    if _from_the_book(found):
        send({"library": task["exercise"]}, ())
    given = unpack(task["given"], arrays)
    if task["kind"] == "function":
        _send_used(task, found, send)
        tables = {
            name: unpack(table, arrays) for name, table in task["stand_ins"].items()
        }
        _send_function(task, found, given, put_in_place(names, tables), send)
    elif task["kind"] == "model":
        _send_model(task, found, given, send)
    else:
        _send_value(task, found, send)


def _send_checked(
    task: Task, arrays: Arrays, names: MutableMapping[str, Any], send: Send
) -> None:
    """Send what the answer gave that a check got, unless it is the one at the end."""
    found = CHECKS.changed(task["checked"], task["answer"], names)
    if found is None:
        send_outcome(send, task, 0, SAME)
        return
    send({"checked": task["exercise"], "cell": found.cell}, ())
    plain: Task = {**task, "checked": ""}
    with as_checked(names, task["answer"], found):
        send_answer(plain, arrays, names, send)


def _send_used(task: Task, found: Any, send: Send) -> None:
    """Say which other answers a function calls, as far as its code tells."""
    with contextlib.suppress(Exception):
        used = called_by(found, dict.fromkeys(task["others"]))
        if used:
            send({"uses": task["exercise"], "names": sorted(used)}, ())


def _send_function(
    task: Task, found: Any, calls: list[Any], questions: Questions, send: Send
) -> None:
    if found is None or found is Ellipsis:
        send_outcome(send, task, 0, NOTHING_YET)
    elif not callable(found):
        words = f"This is of type {type(found).__name__}, not a function."
        send_outcome(send, task, 0, Failure(words, "type"))
    else:
        question = _SentFunction(
            task["settings"], task["optional"], task["keeps_arguments"]
        )
        for number, (args, kwargs) in enumerate(calls):
            next_step = functools.partial(send_step, send, task, number)
            next_step()
            case, limit = Case(args, kwargs), task["limit"]
            (outcome,), printed = run(found, (case,), limit, question, again=next_step)
            if questions.send_new(task, send) and outcome.kind != "slow":
                outcome = LOST if questions.lost else ASKED
            send_outcome(send, task, number, outcome, printed)
            if outcome.kind == "slow":
                break


def _send_value(task: Task, found: Any, send: Send) -> None:
    send_step(send, task, 0)
    with guarded(task["limit"], CapturedOutput()) as failures:
        outcome = as_outcome(found)
    send_outcome(send, task, 0, failures[0] if failures else outcome)


def _send_model(task: Task, found: Any, given: Any, send: Send) -> None:
    from cnnbook.grading.runtime.keras_models import run_model

    send_step(send, task, 0)
    models, probes = given
    question = _SentQuestion(
        given=lambda: tuple(map(_rebuilt, models)),
        probes=lambda: probes,
        weights=task["weights"],
    )
    outcome, printed = run_model(question, found, task["limit"])
    send_outcome(send, task, 0, outcome, printed)


def _rebuilt(value: Any) -> Any:
    """Build a model anew from what the grader sent of its own."""
    if not (isinstance(value, dict) and "keras" in value):
        return value
    import keras

    model = keras.models.model_from_json(value["keras"])
    model.set_weights(value["weights"])
    return model


def _from_the_book(found: Any) -> bool:
    try:
        return str(getattr(found, "__module__", "")).startswith("cnnbook.")
    except BaseException:
        return False
