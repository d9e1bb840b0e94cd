"""A base whose upper layers train at a small rate."""

from __future__ import annotations

from cnnbook.exercises.base import Alternative, Demand, Misconception, ModelExercise
from cnnbook.exercises.ch11._demands import ON_COMPILING, ON_THE_WHOLE
from cnnbook.exercises.ch11._mistakes import (
    DEPTHWISE,
    LOOK,
    common_mistakes,
    thaw,
    thaw_with,
)
from cnnbook.exercises.ch11._model import CONVOLUTIONS, LAYERS, batch, frozen_model
from cnnbook.exercises.ch11._reading import listed, moving, standing

FIRST = "block_2_expand"
NAMES = [name for name, _ in LAYERS]


def _is_top(name):
    return NAMES.index(name) >= NAMES.index(FIRST)


TOP = [name for name in CONVOLUTIONS if _is_top(name)]


def _below(record) -> list[str]:
    return [name for name in moving(record) if not _is_top(name)]


def _still(record) -> list[str]:
    """Return what stands still of the top."""
    return [name for name in standing(record) if _is_top(name)]


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
    look=LOOK,
    section="Four lines",
    reference=thaw_with(moves=_is_top),
    given=lambda: (frozen_model(),),
    probes=batch,
    weights=True,
    demands=(
        *ON_THE_WHOLE,
        Demand(
            "everything below block_2_expand stands still",
            lambda r: not _below(r),
            "The lower layers hold what every picture needs; leave them as they are.",
            lambda r: f"{listed(_below(r))} may move",
        ),
        Demand(
            "every convolution from block_2_expand on trains",
            lambda r: not _still(r),
            "Count them: there are three, of two classes.",
            lambda r: f"{listed(_still(r))} may not move",
        ),
        *ON_COMPILING,
    ),
    misconceptions=(
        *common_mistakes(moves=_is_top),
        Misconception(
            "lower layers instead of the upper",
            "You let lower layers move, and keep the upper ones. It is the upper ones "
            "that talk about task A.",
            thaw_with(moves=lambda name: not _is_top(name)),
            shows=lambda r: bool(_below(r)) and len(_still(r)) == len(TOP),
        ),
        Misconception(
            "whole base unfrozen",
            "All convolutions of the base may move. Turning the base's switch on turns "
            "on those of all its layers: what is to stand still is switched off again.",
            thaw,
            shows=lambda r: bool(moving(r)) and not standing(r),
        ),
        Misconception(
            "depthwise convolutions forgotten",
            DEPTHWISE,
            thaw_with(moves=_is_top, kinds=("Conv2D",)),
            shows=lambda r: _still(r) == ["block_2_depthwise"],
        ),
        Misconception(
            "named layer left out",
            "Your list begins one layer too late. The layer that was named moves, with "
            "everything that comes after it.",
            thaw_with(moves=lambda name: _is_top(name) and name != FIRST),
            shows=lambda r: _still(r) == [FIRST],
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
