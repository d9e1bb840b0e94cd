"""Take a Keras model from a learner and write it down, as plain data."""

from __future__ import annotations

from typing import Any

import numpy as np

from cnnbook.exercises.base import ModelExercise
from cnnbook.grading.runtime.outcome import NOTHING, Outcome, as_outcome, guarded
from cnnbook.grading.runtime.timeout import Printed
from cnnbook.models import record_model


def run_model(
    exercise: ModelExercise, answer: Any, limit: float
) -> tuple[Outcome, str]:
    """Take a model, or call the function that makes it; return its record and prints.

    Parameters
    ----------
    exercise : ModelExercise
        What was asked.
    answer : keras.Model or callable
        The learner's.
    limit : float
        Seconds for the call, and once more for the record.
    """
    printed = Printed()
    model = answer
    if answer is None or answer is Ellipsis:
        return as_outcome(answer), ""
    # A Keras model can be called too, with images.
    if callable(answer) and not hasattr(answer, "layers"):
        given = exercise.given() if exercise.given else ()
        with guarded(limit, printed) as failed:
            model = answer(*given)
        if failed:
            return failed[0], printed.getvalue()
        if model is None or model is Ellipsis:
            return NOTHING, printed.getvalue()
    if not hasattr(model, "layers"):
        words = f"This is of type {type(model).__name__}, not a Keras model."
        return Outcome(None, words, "type"), printed.getvalue()
    with guarded(limit, printed) as failed:
        probes = exercise.probes()
        # A model for other inputs is judged too: its demands say what is wrong.
        fit = all(_takes(model, probe) for probe in probes)
        record = record_model(model, probes if fit else (), exercise.weights)
    return failed[0] if failed else Outcome(record), printed.getvalue()


def _takes(model: Any, probe: np.ndarray) -> bool:
    """Return whether a batch has the shape that a model wants."""
    shape = getattr(model, "input_shape", None)
    return not isinstance(shape, tuple) or (
        len(shape) == probe.ndim
        and all(want in (None, n) for want, n in zip(shape, probe.shape, strict=True))
    )
