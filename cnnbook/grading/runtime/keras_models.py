"""Take a Keras model from a learner and write it down, as plain data."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Protocol

from numpy.typing import NDArray

from cnnbook.grading.runtime.outcome import (
    NOT_WRITTEN,
    NOTHING_RETURNED,
    NOTHING_YET,
    Failure,
    ModelOutcome,
    guarded,
    not_written,
)
from cnnbook.grading.runtime.output import CapturedOutput
from cnnbook.models import record_model
from cnnbook.models.compiled import Switches, switches_noted, turned_since
from cnnbook.models.reading import told
from cnnbook.models.record import input_shape

NO_MODEL = Failure(
    "There is nothing here yet: it is None. If a function makes it, is a return "
    "missing?",
    "blank",
)


class ModelQuestion(Protocol):
    """What has to be known of an exercise to record a model; see `ModelExercise`."""

    @property
    def given(self) -> Callable[[], tuple[Any, ...]] | None:
        """Returns what the learner's function is called with."""

    @property
    def probes(self) -> Callable[[], tuple[NDArray[Any], ...]]:
        """Returns batches of inputs whose predictions are recorded."""

    @property
    def weights(self) -> bool:
        """Whether the weights are recorded too."""


def run_model(
    question: ModelQuestion, answer: Any, limit: float
) -> tuple[ModelOutcome | Failure, str]:
    """Take a model, or call the function that makes it; return its record and prints.

    Parameters
    ----------
    question : ModelQuestion
        What was asked, such as a `ModelExercise`.
    answer : keras.Model or callable
        The learner's.
    limit : float
        Seconds for the call, and once more for the record.
    """
    output = CapturedOutput()
    model = answer
    noted: dict[int, Switches] = {}
    if answer is None or answer is Ellipsis:
        return (NOTHING_YET if answer is Ellipsis else NO_MODEL), ""
    # A Keras model can be called too, with images.
    if callable(answer) and not (hasattr(answer, "layers") or isinstance(answer, type)):
        given = question.given() if question.given else ()
        with guarded(limit, output) as failures, switches_noted() as noted:
            model = answer(*given)
        if failures:
            return failures[0], output.getvalue()
        if model is None or model is Ellipsis:
            blank = NOT_WRITTEN if not_written(answer) else NOTHING_RETURNED
            return blank, output.getvalue()
    if isinstance(model, type):
        words = f"This is the class {model.__name__}. What is wanted is a model, built."
        return Failure(words, "type"), output.getvalue()
    if not hasattr(model, "layers"):
        words = f"This is of type {type(model).__name__}, not a Keras model."
        return Failure(words, "type"), output.getvalue()
    reading = guarded(limit, output, "Reading your model")
    with reading as failures, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Keras doubts how the inputs were named
        probes = question.probes()
        if question.given and probes and not getattr(model, "built", True):
            model(probes[0][:1], training=False)  # put around what it was given
        # A model for other inputs is judged too: its demands say what is wrong.
        fit = all(_takes(model, probe) for probe in probes)
        record = record_model(model, probes if fit else (), question.weights)
        late = {"turned_since": turned_since(model, noted)} if record.training else {}
        record = replace(record, training={**record.training, **late})
    return failures[0] if failures else ModelOutcome(record), output.getvalue()


def _takes(model: Any, probe: NDArray[Any]) -> bool:
    """Return whether a model takes the inputs of a batch."""
    if told(model, "inputs") is None and model.built:  # of a class of its own
        try:
            model(probe[:1], training=False)
        except Exception:
            return False
        return True
    shape = input_shape(model)
    return shape is None or (
        len(shape) == probe.ndim
        and all(
            want in (None, n)
            for want, n in zip(shape[1:], probe.shape[1:], strict=True)
        )
    )
