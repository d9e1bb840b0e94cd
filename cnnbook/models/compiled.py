"""How a model is compiled: its loss, its rates, and switches turned too late."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from cnnbook.models.behaviour import loss_name
from cnnbook.models.reading import as_numpy

STEPS = (0, *(digit * 10**n for n in range(4) for digit in (1, 2, 5)), 10_000)
"""At which steps a rate that changes in training is read, and at those it names."""

Switches = dict[int, tuple[Any, bool]]
"""By a layer's identity: the layer, and whether its weights train."""


def training_of(model: Any, classes: int) -> dict[str, Any]:
    """Return what `ModelRecord.training` says of a model.

    Parameters
    ----------
    model : keras.Model
        Compiled or not.
    classes : int
        How many numbers come out of its last layer.
    """
    if not model.compiled:
        return {}
    name, from_logits = loss_name(model.loss, classes)
    optimizer: Any = model.optimizer
    slots = getattr(optimizer, "_trainable_variables", [])
    built = bool(getattr(optimizer, "built", False))
    return {
        "optimizer": type(optimizer).__name__,
        "learning_rate": float(as_numpy(optimizer.learning_rate)),
        "rates": _rates(optimizer),
        "loss": name,
        "from_logits": from_logits,
        "built_for": sum(math.prod(v.shape) for v in slots) if built else None,
    }


def _rates(optimizer: Any) -> tuple[tuple[int, float], ...]:
    """Return steps and the learning rate at each, if it changes from step to step."""
    schedule = getattr(optimizer, "_learning_rate", None)
    if not hasattr(schedule, "get_config") or not callable(schedule):
        return ()
    try:
        named = _steps_named(schedule.get_config())
    except Exception:  # a schedule of the learner's own, which has no settings to tell
        named = set()
    steps = {*STEPS, *named}
    return tuple((step, float(as_numpy(schedule(step)))) for step in sorted(steps))


def _steps_named(settings: dict[str, Any]) -> set[int]:
    """Return the steps that a schedule's settings name, and those right after them."""
    values: list[Any] = []
    for value in settings.values():
        values += value if isinstance(value, list | tuple) else [value]
    whole = {v for v in values if isinstance(v, int) and 0 < v < STEPS[-1]}
    return {step + more for step in whole for more in (0, 1)}


@contextmanager
def switches_noted() -> Iterator[dict[int, Switches]]:
    """Note, while the body runs, how the switches stand whenever a model is compiled.

    Yields
    ------
    dict
        By the identity of the model, as they stood when it was compiled last.
    """
    noted: dict[int, Switches] = {}
    keras = sys.modules.get("keras")
    if keras is None:  # then nothing is there to be compiled
        yield noted
        return
    # Where it is defined: Keras takes a model of another `compile` for one of its own.
    owner = next(kind for kind in keras.Model.__mro__ if "compile" in vars(kind))
    as_it_is: Any = owner.compile

    @wraps(as_it_is)
    def compile_and_note(model: Any, *args: Any, **kwargs: Any) -> Any:
        result = as_it_is(model, *args, **kwargs)
        noted[id(model)] = dict(_switches(model))
        return result

    owner.compile = compile_and_note
    try:
        yield noted
    finally:
        owner.compile = as_it_is


def turned_since(model: Any, noted: dict[int, Switches]) -> tuple[str, ...]:
    """Return the names of the layers that were turned on or off after compiling.

    Parameters
    ----------
    model : keras.Model
        The model.
    noted : dict
        From `switches_noted`.
    """
    before = noted.get(id(model), {})
    return tuple(
        part.name
        for key, (part, on) in _switches(model)
        if before.get(key, (part, on))[1] != on
    )


def _switches(model: Any) -> Iterator[tuple[int, tuple[Any, bool]]]:
    """Yield what `Switches` holds of all layers with weights, models inside too.

    The switch of a model inside has done its work when it was turned: it turned those
    of its layers. That of the whole model overrules them.
    """
    for part in _leaves(model):
        if part.weights:
            yield id(part), (part, bool(model.trainable and part.trainable))


def _leaves(model: Any) -> Iterator[Any]:
    for part in model.layers:
        yield from _leaves(part) if hasattr(part, "layers") else (part,)
