"""A base that trains but for its BatchNormalization."""

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
from cnnbook.exercises.ch11._model import CONVOLUTIONS, batch, frozen_model
from cnnbook.exercises.ch11._reading import listed, moving, standing


def _depthwise_alone_stand(record) -> bool:
    return standing(record) == [name for name in CONVOLUTIONS if "depth" in name]


def _upper_ones_only(record) -> bool:
    """Return whether the lower convolutions stand still, up to some layer."""
    still = standing(record)
    some = 0 < len(still) < len(CONVOLUTIONS)
    return some and still == list(CONVOLUTIONS[: len(still)])


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
    look=LOOK,
    section="What becomes of the statistics",
    reference=thaw,
    given=lambda: (frozen_model(),),
    probes=batch,
    weights=True,
    demands=(
        *ON_THE_WHOLE,
        Demand(
            "all convolutions of the base train",
            lambda r: len(moving(r)) == len(CONVOLUTIONS),
            "Here all of them move. The depthwise ones are of a class of their own.",
            lambda r: f"no training for {listed(standing(r))}",
        ),
        *ON_COMPILING,
    ),
    misconceptions=(
        *common_mistakes(),
        Misconception(
            "depthwise convolutions forgotten",
            DEPTHWISE,
            thaw_with(kinds=("Conv2D",)),
            shows=_depthwise_alone_stand,
        ),
        Misconception(
            "upper layers only",
            "Lower convolutions of the base do not move yet. Here all of it is to move, "
            "but for BatchNormalization.",
            thaw_with(moves=lambda name: not name.startswith("Conv1")),
            shows=_upper_ones_only,
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
