"""Find the answers in a notebook's names, call them, and send what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

import numpy as np

from cnnbook.exercises.base import Case
from cnnbook.grading.runtime.outcome import Outcome, as_outcome, guarded, run
from cnnbook.grading.runtime.protocol import VALUE_MOST, pack, unpack
from cnnbook.grading.runtime.timeout import Printed

Say = Callable[..., None]
WIDE = {"f": np.float64, "i": np.int64, "u": np.uint64}


def send_answer(
    task: dict[str, Any], arrays: Any, names: Mapping[str, Any], say: Say
) -> None:
    """Send the outcomes of one exercise, each as soon as it is there.

    Parameters
    ----------
    task : dict
        ``exercise``, ``answer`` (the name to look for), ``sort``, ``limit`` and
        ``given``: the calls to make.
    arrays : tuple of ndarray
        The arrays of the request.
    names : mapping
        What the notebook defined.
    say : callable
        Takes a header and arrays and sends them.
    """
    if task["answer"] not in names:
        words = f"There is no {task['answer']} in the notebook."
        _tell(say, task, 0, Outcome(None, words, "missing"))
        return
    found = names[task["answer"]]
    if _from_the_book(found):
        say({"library": task["exercise"]})
    given = unpack(task["given"], arrays)
    {"function": _function, "value": _value, "model": _model}[task["sort"]](
        task, found, given, say
    )


def _function(task, found, cases, say: Say) -> None:
    if found is None or found is Ellipsis:
        _tell(say, task, 0, as_outcome(found))
    elif not callable(found):
        words = f"This is of type {type(found).__name__}, not a function."
        _tell(say, task, 0, Outcome(None, words, "type"))
    else:
        for number, (args, kwargs) in enumerate(cases):
            say({"step": "call", "exercise": task["exercise"], "case": number})
            (outcome,), printed = run(found, (Case(args, kwargs),), task["limit"])
            _tell(say, task, number, outcome, printed)
            if outcome.kind == "slow":
                break


def _value(task, found, given, say: Say) -> None:
    say({"step": "call", "exercise": task["exercise"], "case": 0})
    outcome = None
    with guarded(task["limit"], Printed()) as failed:
        outcome = as_outcome(found)
    _tell(say, task, 0, failed[0] if failed else outcome)


def _model(task, found, given, say: Say) -> None:
    from cnnbook.grading.runtime.keras_models import run_model

    say({"step": "call", "exercise": task["exercise"], "case": 0})
    models, probes = given
    ask = SimpleNamespace(
        given=lambda: tuple(map(_rebuilt, models)),
        probes=lambda: probes,
        weights=task["weights"],
    )
    outcome, printed = run_model(ask, found, task["limit"])
    _tell(say, task, 0, outcome, printed)


def _rebuilt(value: Any) -> Any:
    """Build a model anew from what the grader sent of its own."""
    if not (isinstance(value, dict) and "keras" in value):
        return value
    import keras

    model = keras.models.model_from_json(value["keras"])
    model.set_weights(value["weights"])
    return model


def _tell(say: Say, task, number: int, outcome: Outcome, printed: str = "") -> None:
    header = {
        "outcome": task["exercise"],
        "case": number,
        "kind": outcome.kind,
        "problem": outcome.problem[:1000],
        "printed": printed[:2000],
    }
    value = outcome.value
    if value is None:
        say(header)
    elif not isinstance(value, np.ndarray):
        arrays: list[Any] = []
        header["record"] = pack(_plain(value), arrays)
        say(header, tuple(arrays))
    elif value.nbytes > VALUE_MOST:
        words = "This is too large to be the answer."
        say({**header, "kind": "type", "problem": words})
    else:
        long = value.dtype.itemsize > 8  # e.g. long double
        say(header, (value.astype(WIDE[value.dtype.kind]) if long else value,))


def _plain(record: Any) -> dict[str, Any]:
    layers = [
        {**vars(layer), "settings": dict(layer.settings)} for layer in record.layers
    ]
    return {**vars(record), "layers": layers, "training": dict(record.training)}


def _from_the_book(found: Any) -> bool:
    try:
        return str(getattr(found, "__module__", "")).startswith("cnnbook.")
    except BaseException:
        return False
