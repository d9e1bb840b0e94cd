"""A base whose upper layers train at a small rate."""

from __future__ import annotations

from cnnbook.exercises.base import Alternative, Demand, Misconception, ModelExercise
from cnnbook.exercises.ch11._shared import (
    DEPTHWISE,
    LAYERS,
    ON_COMPILING,
    ON_THE_WHOLE,
    batch,
    common_mistakes,
    convolutions,
    frozen_model,
    thaw,
    thaw_with,
)

FIRST = "block_2_expand"


def _names():
    return [name for name, _ in LAYERS]


def _is_top(name):
    return _names().index(name) >= _names().index(FIRST)


_TOO_LOW = (
    "Layers below the one that was named move too. They hold what every picture needs; "
    "leave them as they are."
)
_TOO_HIGH = (
    "Your list begins too late. The layer that was named moves, with everything that "
    "comes after it."
)
_UPSIDE_DOWN = (
    "You let the lower layers move, and keep the upper ones. It is the upper ones that "
    "talk about task A."
)


def _top_moves(record) -> bool:
    return all(on for name, on in convolutions(record) if _is_top(name))


def _bottom_moves(record) -> bool:
    return any(on for name, on in convolutions(record) if not _is_top(name))


def _top_through_the_package(model):
    from cnnbook import models

    return models.unfreeze(model, "block_2_expand", 1e-5)


def _top_from_behind(model):
    import keras

    base = model.layers[0]
    base.trainable, below = True, False
    for layer in reversed(base.layers):
        is_normalisation = type(layer).__name__ == "BatchNormalization"
        layer.trainable = not below and not is_normalisation
        below = below or layer.name == "block_2_expand"
    images = keras.Input((16, 16, 3))
    again = keras.Model(images, model.layers[-1](model.layers[1](base(images))))
    loss = keras.losses.SparseCategoricalCrossentropy()
    again.compile(keras.optimizers.SGD(1e-4), loss)
    return again


EXERCISE = ModelExercise(
    __name__,
    title="Unfreeze the top",
    difficulty=2,
    points=3,
    place=20,
    kind="A function to write",
    reference=thaw_with(moves=_is_top),
    given=lambda: (frozen_model(),),
    probes=batch,
    demands=(
        *ON_THE_WHOLE,
        Demand(
            "the upper part moves rather than the lower",
            lambda r: any(on for name, on in convolutions(r) if _is_top(name)),
            _UPSIDE_DOWN,
            "lower layers instead of the upper",
        ),
        Demand(
            "the layers below stay frozen",
            lambda r: not _bottom_moves(r),
            _TOO_LOW,
            "whole base unfrozen",
        ),
        Demand(
            "depthwise convolutions of the upper part train",
            lambda r: all(
                on for name, on in convolutions(r) if _is_top(name) and "depth" in name
            ),
            DEPTHWISE,
            "depthwise convolutions forgotten",
        ),
        Demand(
            "the layer that was named trains, and all after it",
            _top_moves,
            _TOO_HIGH,
            "named layer left out",
        ),
        *ON_COMPILING,
    ),
    misconceptions=(
        *common_mistakes(moves=_is_top),
        Misconception(
            "lower layers instead of the upper",
            _UPSIDE_DOWN,
            thaw_with(moves=lambda name: not _is_top(name)),
        ),
        Misconception("whole base unfrozen", _TOO_LOW, thaw),
        Misconception(
            "depthwise convolutions forgotten",
            DEPTHWISE,
            thaw_with(moves=_is_top, kinds=("Conv2D",)),
        ),
        Misconception(
            "named layer left out",
            _TOO_HIGH,
            thaw_with(moves=lambda name: _is_top(name) and name != FIRST),
        ),
    ),
    alternatives=(
        Alternative("the package's own unfreeze", _top_through_the_package),
        Alternative(
            "frozen from above, in a model built around the old layers",
            _top_from_behind,
        ),
    ),
)
