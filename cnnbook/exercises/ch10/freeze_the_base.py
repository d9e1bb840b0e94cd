"""A transfer model of which only the head trains."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cnnbook.exercises.base import Alternative, Demand, Misconception, ModelExercise
from cnnbook.exercises.ch10._shared import MAPS, SIDE, of_base, small_base, small_batch

if TYPE_CHECKING:
    import keras


CLASSES = 4


def small_transfer_model() -> keras.Model:
    """Put a head on `small_base`; everything trains."""
    import keras
    from keras import layers

    head = layers.Dense(CLASSES, activation="softmax")
    model = keras.Sequential(
        [
            keras.Input((SIDE, SIDE, 3)),
            small_base(),
            layers.GlobalAveragePooling2D(),
            head,
        ]
    )
    random = np.random.default_rng(1012)
    head.set_weights([random.uniform(-1, 1, w.shape) for w in head.get_weights()])
    return model


HEAD_PARAMETERS = (MAPS + 1) * CLASSES


def _base_trains(record, kinds):
    layers = [layer for layer in of_base(record) if layer.kind.endswith(kinds)]
    return [layer.trainable_parameters > 0 for layer in layers if layer.parameters]


CONVOLUTIONS, NORMALISATIONS = ("Conv2D",), ("BatchNormalization",)

# What the model answers before anything is frozen; worked out when first needed.
_KEPT: list[np.ndarray] = []


def _as_before(record) -> bool:
    if not _KEPT:
        model = small_transfer_model()
        _KEPT.extend(
            np.asarray(model(probe, training=False)) for probe in small_batch()
        )
    pairs = zip(record.predictions, _KEPT, strict=True)
    return all(np.allclose(a, b, atol=1e-4) for a, b in pairs)


def _freeze(model):
    model.layers[0].trainable = False
    return model


def _all_frozen(model):
    model.trainable = False
    return model


def _cloned(model):
    import keras

    return _freeze(keras.models.clone_model(model))


def _first_layers(model):
    for layer in model.layers[0].layers[:3]:
        layer.trainable = False
    return model


def _only_convolutions(model):
    for layer in model.layers[0].layers:
        layer.trainable = not layer.__class__.__name__.endswith("Conv2D")
    return model


_NO_HEAD = (
    "What you return gives maps, not classes. The head has to stay on: return the "
    "whole model."
)
_NEW_WEIGHTS = (
    "It answers otherwise than it did: its weights are new ones. Whatever was learnt "
    "is lost; freeze the model that you were given."
)
_HEAD_FROZEN = (
    "Nothing is left to train: the head is frozen too. trainable = False on a model "
    "goes down to every layer in it."
)
_NOTHING_FROZEN = (
    "Every convolution of the base still trains. The base is a model inside the model: "
    "it has a switch of its own."
)
_PARTLY = (
    "Some convolutions of the base stand still, and others train. A base is frozen as a "
    "whole here."
)
_NORMALISATION = (
    "The convolutions are frozen, but BatchNormalization is a layer of the base too, "
    "with factors and summands that train."
)


def _freeze_each_layer(model):
    def walk(layer):
        for inner in getattr(layer, "layers", []):
            walk(inner)
        if not hasattr(layer, "layers"):
            layer.trainable = type(layer).__name__ == "Dense"

    walk(model)
    return model


def _rebuild_around_it(model):
    import keras

    base, *head = [x for x in model.layers if type(x).__name__ != "InputLayer"]
    base.trainable = False
    images = keras.Input(model.input_shape[1:])
    answers = base(images, training=False)
    for layer in head:
        answers = layer(answers)
    frozen = keras.Model(images, answers)
    frozen.compile("sgd", "sparse_categorical_crossentropy")
    return frozen


EXERCISE = ModelExercise(
    __name__,
    title="Freeze the base, and nothing else",
    difficulty=2,
    points=3,
    place=30,
    kind="A function to write",
    reference=_freeze,
    given=lambda: (small_transfer_model(),),
    probes=small_batch,
    demands=(
        Demand(
            "it gives a probability for each class",
            lambda r: r.output_shape == (CLASSES,),
            _NO_HEAD,
            "head left out",
        ),
        Demand(
            "it answers as it did before",
            _as_before,
            _NEW_WEIGHTS,
            "weights drawn anew",
        ),
        Demand(
            "the head trains",
            lambda r: (
                sum(d.trainable_parameters for d in r.of_kind("Dense"))
                == HEAD_PARAMETERS
            ),
            _HEAD_FROZEN,
            "everything frozen",
        ),
        Demand(
            "convolutions of the base are frozen",
            lambda r: not all(_base_trains(r, CONVOLUTIONS)),
            _NOTHING_FROZEN,
            "nothing frozen",
        ),
        Demand(
            "all of them are",
            lambda r: not any(_base_trains(r, CONVOLUTIONS)),
            _PARTLY,
            "first layers frozen only",
        ),
        Demand(
            "so is everything else in the base",
            lambda r: not any(_base_trains(r, NORMALISATIONS)),
            _NORMALISATION,
            "BatchNormalization left to train",
        ),
    ),
    misconceptions=(
        Misconception("head left out", _NO_HEAD, lambda model: model.layers[0]),
        Misconception("weights drawn anew", _NEW_WEIGHTS, _cloned),
        Misconception("everything frozen", _HEAD_FROZEN, _all_frozen),
        Misconception("nothing frozen", _NOTHING_FROZEN, lambda model: model),
        Misconception("first layers frozen only", _PARTLY, _first_layers),
        Misconception(
            "BatchNormalization left to train", _NORMALISATION, _only_convolutions
        ),
    ),
    alternatives=(
        Alternative("the switch of each layer by itself", _freeze_each_layer),
        Alternative("a new model around the same layers, compiled", _rebuild_around_it),
    ),
)
