"""What the record of a model of chapter 11 shows."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.ch11._model import (
    CONVOLUTIONS,
    LAYERS,
    MAPS,
    PARAMETERS,
    answers_before,
    weights_before,
)
from cnnbook.exercises.recomputed import as_it_begins

LOWEST_RATE, HIGHEST_RATE = 1e-6, 1e-4


SLACK = 1.001
"""Rates are kept in 32 bits."""


def weighty(record):
    """Return the layers of the base that hold weights."""
    return [part for part in record.layers if part.parameters and part.kind != "Dense"]


def _kind_of(name) -> str:
    if name.endswith("_BN") or name.startswith("bn"):
        return "BatchNormalization"
    return "DepthwiseConv2D" if name.endswith("depthwise") else "Conv2D"


def with_names(record):
    """Return the layers of the base with their names; none if some are missing."""
    parts = iter(weighty(record))
    found = []
    for name, _ in LAYERS:
        wanted = _kind_of(name), PARAMETERS[name]
        part = next((p for p in parts if (p.kind, p.parameters) == wanted), None)
        if part is None:
            return []
        found.append((name, part))
    return found


def convolutions(record):
    return [
        (name, part.trainable_parameters > 0)
        for name, part in with_names(record)
        if part.kind.endswith("Conv2D")
    ]


def moving(record) -> list[str]:
    return [name for name, on in convolutions(record) if on]


def standing(record) -> list[str]:
    return [name for name, on in convolutions(record) if not on]


def listed(names) -> str:
    """Write names in a row, the first few of them."""
    names = list(names)
    more = f" and {len(names) - 3} more" if len(names) > 4 else ""
    return ", ".join(names[: 3 if more else 4]) + more


def other_weights(record, before, slack=1e-5) -> list[str]:
    """Return the names of the layers whose weights differ by more than that from before."""
    named = [*with_names(record), *(("the head", d) for d in record.of_kind("Dense"))]
    inside = [(name, w) for name, part in named for w in part.weights]
    changed = [
        name
        for (name, a), b in zip(inside, before, strict=False)
        if a.shape != b.shape or not np.allclose(a, b, rtol=slack, atol=slack)
    ]
    return list(dict.fromkeys(changed))


def normalisations_on(record) -> list[str]:
    """Return the BatchNormalization layers of which something moves in training."""
    names = {id(part): name for name, part in with_names(record)}
    return [
        names.get(id(part), "one in the head")
        for part in record.of_kind("BatchNormalization")
        if part.settings.get("trainable", True) or part.trainable_parameters
    ]


def normalisation_trains(record) -> bool:
    parts = record.of_kind("BatchNormalization")
    return any(part.trainable_parameters for part in parts)


def head_trains(record) -> bool:
    head = record.of_kind("Dense")
    return bool(head) and all(d.trainable_parameters == d.parameters for d in head)


def numbers_of_base_that_train(record) -> int:
    return sum(part.trainable_parameters for part in weighty(record))


def is_compiled(record) -> bool:
    return bool(record.training)


def made_for_others(record) -> bool:
    """Return whether the optimiser has begun to train other numbers than these."""
    known = record.training.get("built_for")
    return known not in (None, record.trainable_parameters)


def rate_of(record) -> float:
    return record.training.get("learning_rate", 0.0)


def has_rate_of_the_head(record) -> bool:
    return not record.training.get("rates") and 0.9e-3 < rate_of(record) < 1.1e-3


def beyond_limits(record) -> list[tuple[int, float]]:
    """Return the steps at which the rate is too low or too high, and the rate."""
    rates = record.training.get("rates") or ((0, rate_of(record)),)
    low, high = LOWEST_RATE / SLACK, HIGHEST_RATE * SLACK
    return [(step, rate) for step, rate in rates if not low <= rate <= high]


def rate_in_words(record) -> str:
    step, rate = beyond_limits(record)[0]
    if not record.training.get("rates"):
        return f"a rate of {rate:.3g}"
    return f"a rate of {rate:.3g} {f'after {step:,} steps' if step else 'at first'}"


def turned_late(record) -> tuple[str, ...]:
    """Return the layers whose switches were turned after the model was compiled."""
    return record.training.get("turned_since", ())


def has_other_loss(record) -> bool:
    training = record.training
    return is_compiled(record) and (
        training["loss"] != "sparse_categorical_crossentropy" or training["from_logits"]
    )


def loss_in_words(record) -> str:
    if record.training["loss"] == "NoneType":
        return "it is compiled without a loss"
    takes = ", of logits" if record.training["from_logits"] else ""
    return f"{record.training['loss']}{takes}"


def answers_as_before(record) -> bool:
    return np.allclose(record.predictions[0], answers_before(), atol=1e-5)


def what_has_changed(record) -> str:
    if not record.predictions:
        return f"it takes inputs of shape {record.input_shape}"
    changed = other_weights(record, weights_before())
    if changed:
        return f"other weights in {listed(changed)}"
    gap = np.abs(record.predictions[0] - answers_before()).max()
    if other_weights(record, weights_before(), slack=0.0):
        return f"its weights differ a little, and its probabilities by up to {gap:.2g}"
    return f"the weights are the same, and its probabilities differ by up to {gap:.2g}"


def _begun(record) -> list[bool | None]:
    """Return of each layer with other weights whether it holds what a new one does."""
    changed = other_weights(record, weights_before())
    parts = [*with_names(record), *(("the head", d) for d in record.of_kind("Dense"))]
    return [as_it_begins(part) for name, part in parts if name in changed]


def has_new_layers(record) -> bool:
    """Return whether layers are new, not BatchNormalization alone: all that can tell are."""
    changed = other_weights(record, weights_before())
    kernels = {*CONVOLUTIONS, "the head"} & set(changed)
    return bool(kernels) and True in _begun(record) and False not in _begun(record)


def has_trained_already(record) -> bool:
    """Return whether weights have moved on, those of the head among them; none are new."""
    head = "the head" in other_weights(record, weights_before())
    return head and False in _begun(record) and True not in _begun(record)


def has_dropped_dense(record) -> bool:
    no_dense = bool(with_names(record)) and not record.of_kind("Dense")
    return no_dense and record.output_shape == (MAPS,)
