"""What several exercises of chapter 10 use."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import numpy as np

from cnnbook.exercises.base import Demand
from cnnbook.exercises.recomputed import sizes
from cnnbook.models.reading import as_numpy

if TYPE_CHECKING:
    import keras


MAPS = 12
SIDE = 16
IMAGES = (SIDE, SIDE, 3)


def small_base() -> keras.Model:
    """Build a tiny network in the manner of MobileNet, the same at every call."""
    import keras
    from keras import layers

    images = x = keras.Input(IMAGES)
    for step, channels in enumerate((6, MAPS)):
        if step:
            x = layers.DepthwiseConv2D(3, padding="same", use_bias=False)(x)
            x = layers.BatchNormalization()(x)
            x = layers.ReLU(6.0)(x)
        f = 1 if step else 3
        x = layers.Conv2D(channels, f, 2, padding="same", use_bias=False)(x)
        x = layers.BatchNormalization()(x)
        x = layers.ReLU(6.0)(x)
    base = keras.Model(images, x, name="base")
    random = np.random.default_rng(1011)
    # Variances are positive; the global seed of the learner is left alone.
    base.set_weights([random.uniform(0.1, 1, w.shape) for w in base.get_weights()])
    return base


def small_batch() -> tuple[np.ndarray, ...]:
    random = np.random.default_rng(1013)
    return (random.uniform(-1, 1, (5, SIDE, SIDE, 3)).astype(np.float32),)


KINDS = (
    "Conv2D",
    "BatchNormalization",
    "DepthwiseConv2D",
    "BatchNormalization",
    "Conv2D",
    "BatchNormalization",
)
"""The layers of the base that hold numbers."""


@functools.cache
def base_weights():
    """Return the base's numbers, layer by layer; worked out when first needed."""
    layers = [layer for layer in small_base().layers if layer.weights]
    return [[as_numpy(w) for w in layer.weights] for layer in layers]


def with_numbers(record):
    """Return the layers that hold numbers, in their order."""
    return [layer for layer in record.layers if layer.parameters]


def of_base(record):
    """Return the layers of the base that hold numbers; none if it is not whole."""
    found = with_numbers(record)[: len(KINDS)]
    return found if tuple(layer.kind for layer in found) == KINDS else []


def of_head(record):
    """Return the layers behind the base that hold numbers."""
    return with_numbers(record)[len(of_base(record)) :]


def kept(record):
    """Count the first layers that have the numbers of the base."""
    count = 0
    for layer, want in zip(with_numbers(record), base_weights(), strict=False):
        if [w.shape for w in layer.weights] != [w.shape for w in want]:
            break
        if not all(map(np.allclose, layer.weights, want)):
            break
        count += 1
    return count


def keeps_its_numbers(record):
    """Return whether the base is there with the numbers that it came with."""
    return kept(record) == len(KINDS)


def free(record):
    """Return the layers of the base that training would still change.

    A BatchNormalization that is not frozen has moving averages that go on moving, even
    where none of its numbers trains.
    """
    return [
        layer
        for layer in of_base(record)
        if layer.trainable_parameters
        or (layer.kind == "BatchNormalization" and layer.settings.get("trainable"))
    ]


def what_is_free(record):
    """Say which layers of the base training would change."""
    layers = of_base(record)
    if not layers:
        return "the base is not there as a whole"
    left = free(record)
    kinds = dict.fromkeys(layer.kind for layer in left)
    counts = [
        f"{sum(x.kind == kind for x in left)} of {sum(x.kind == kind for x in layers)} "
        f"{kind}"
        for kind in kinds
    ]
    return f"training would still change in the base {', '.join(counts)}"


def numbers_that_train(layers):
    return sum(layer.trainable_parameters for layer in layers)


def takes_images(hint):
    """Return the demand that a model takes images of the base's shape."""
    return Demand(
        f"it takes images of {sizes(IMAGES)}",
        lambda record: bool(record.predictions),
        hint,
        lambda record: f"it takes {sizes(record.input_shape)}",
    )
