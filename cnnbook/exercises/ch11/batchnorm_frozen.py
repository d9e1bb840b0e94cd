"""A base that trains but for its BatchNormalization."""

from __future__ import annotations

from cnnbook.exercises.base import Alternative, Demand, Misconception, ModelExercise
from cnnbook.exercises.ch11._shared import (
    DEPTHWISE,
    ON_COMPILING,
    ON_THE_WHOLE,
    batch,
    common_mistakes,
    convolutions,
    frozen_model,
    thaw,
    thaw_with,
)

_PARTLY = (
    "Some convolutions of the base still stand still. Here all of it is to move, but "
    "for BatchNormalization."
)


def _all_but_normalisation(model):
    import keras

    model.layers[0].trainable = True
    for layer in model.layers[0].layers:
        layer.trainable = not isinstance(layer, keras.layers.BatchNormalization)
    model.compile("adam", model.loss)
    model.optimizer.learning_rate = 2e-5
    return model


def _move_through_the_package(model):
    from cnnbook import models

    return models.unfreeze(model, "Conv1")


EXERCISE = ModelExercise(
    __name__,
    title="Move everything but the normalisation",
    difficulty=2,
    points=3,
    place=30,
    answer="move_the_base",
    kind="A function to write",
    reference=thaw,
    given=lambda: (frozen_model(),),
    probes=batch,
    demands=(
        *ON_THE_WHOLE,
        Demand(
            "depthwise convolutions train",
            lambda r: all(on for name, on in convolutions(r) if "depth" in name),
            DEPTHWISE,
            "depthwise convolutions forgotten",
        ),
        Demand(
            "all convolutions train",
            lambda r: all(on for _, on in convolutions(r)),
            _PARTLY,
            "upper layers only",
        ),
        *ON_COMPILING,
    ),
    misconceptions=(
        *common_mistakes(),
        Misconception(
            "depthwise convolutions forgotten",
            DEPTHWISE,
            thaw_with(kinds=("Conv2D",)),
        ),
        Misconception(
            "upper layers only",
            _PARTLY,
            thaw_with(moves=lambda name: not name.startswith("Conv1")),
        ),
    ),
    alternatives=(
        Alternative(
            "the package's own unfreeze, from the first layer on",
            _move_through_the_package,
        ),
        Alternative(
            "every layer but BatchNormalization, and the rate set after compiling",
            _all_but_normalisation,
        ),
    ),
)
