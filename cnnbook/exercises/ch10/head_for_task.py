"""A new head on a frozen base, compiled for its classes."""

from __future__ import annotations

import itertools

import numpy as np

from cnnbook.exercises.base import Alternative, Demand, Misconception, ModelExercise
from cnnbook.exercises.ch10._shared import MAPS, SIDE, of_base, small_base, small_batch

FLOWERS = 7


def _with_head(
    base,
    *,
    units=FLOWERS,
    activation="softmax",
    logits=False,
    loss="SparseCategoricalCrossentropy",
    pooled=True,
    compiled=True,
    used=True,
):
    """Put a head on a base, with one of its parts wrong."""
    import keras
    from keras import layers

    base.trainable = False
    images = keras.Input(base.input_shape[1:])
    maps = base(images, training=False) if used else layers.Conv2D(MAPS, 3, 4)(images)
    pool = layers.GlobalAveragePooling2D() if pooled else layers.Flatten()
    model = keras.Model(images, layers.Dense(units, activation)(pool(maps)))
    if compiled:
        given = {"from_logits": logits} if "Cross" in loss else {}
        model.compile("adam", getattr(keras.losses, loss)(**given))
    return model


def _head_with(**mistake):
    return lambda base: _with_head(base, **mistake)


def _probabilities(record):
    """Return whether the answers are probabilities of which one class is right."""
    rows = np.concatenate(record.predictions)
    return bool((rows >= 0).all() and np.allclose(rows.sum(axis=1), 1, atol=1e-3))


def _single_sigmoids(record):
    """Return whether every unit answers for itself, from 0 to 1."""
    rows = np.concatenate(record.predictions)
    return bool(rows.min() >= 0 and rows.max() <= 1) and not _probabilities(record)


def _base_inside(record):
    shapes = [layer.parameters for layer in of_base(record) if layer.parameters]
    want = [3 * 3 * 3 * 6, 4 * 6, 3 * 3 * 6, 4 * 6, 6 * MAPS, 4 * MAPS]
    return shapes[: len(want)] == want


_LOSSES = ("sparse_categorical_crossentropy", "SparseCategoricalCrossentropy")
_NO_BASE = (
    "The base is not in your model. What it has learnt can only help if the images go "
    "through it."
)
_UNITS = "Compare the number of units with the number of kinds of flowers."
_FLATTENED = (
    "Your head has a weight for every place of every map. Pooled, a map is one number, "
    "and a few photographs are enough to learn what to make of it."
)
_NO_LOSS = "It has to be told how wrong an answer is: compile it."
_ONE_HOT = (
    "Your labels are whole numbers, 0 to 6, and this loss wants another form of them, "
    "or is none for classes."
)
_LOGITS = (
    "The last layer and the loss do not agree. One of the two turns numbers into "
    "probabilities, and only one."
)
_SIGMOIDS = (
    "Your units answer independently of each other, as if a flower could be of several "
    "kinds, or of none. Here it is of exactly one."
)


def _pools(record) -> int:
    """Count other ways to make one number of each map."""
    shapes = [layer.output_shape for layer in record.layers]
    whole = SIDE // 4
    return sum(
        before == (whole, whole, MAPS) and after in [(MAPS,), (1, 1, MAPS)]
        for before, after in itertools.pairwise(shapes)
    )


def _logits_and_a_sequential_model(base):
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            base,
            layers.GlobalAveragePooling2D(keepdims=True),
            layers.Flatten(),
            layers.Dropout(0.3),
            layers.Dense(7),
        ]
    )
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.SGD(0.1), loss)
    return model


def _hidden_layer_and_a_softmax_apart(base):
    import keras
    from keras import layers

    x = layers.AveragePooling2D(base.output_shape[1])(base.output)
    x = layers.Flatten()(x)
    x = layers.Dense(9, activation="relu")(x)
    x = layers.Softmax()(layers.Dense(7)(x))
    model = keras.Model(base.input, x)
    model.compile(loss="sparse_categorical_crossentropy")
    return model


def _largest_instead_of_mean(base):
    import keras
    from keras import layers

    base.trainable = False
    model = keras.Sequential(
        [base, layers.GlobalMaxPooling2D(), layers.Dense(7, "softmax")]
    )
    model.compile("adam", keras.losses.SparseCategoricalCrossentropy())
    return model


EXERCISE = ModelExercise(
    __name__,
    title="A head for seven flowers",
    difficulty=2,
    points=3,
    place=40,
    kind="A function to write",
    reference=_with_head,
    given=lambda: (small_base(),),
    probes=small_batch,
    demands=(
        Demand("images go through the base", _base_inside, _NO_BASE, "base left out"),
        Demand(
            "it gives one number for each kind of flower",
            lambda r: r.output_shape == (FLOWERS,),
            _UNITS,
            "units of the old task",
        ),
        Demand(
            "each map is made one number",
            lambda r: len(r.of_kind("GlobalAveragePooling2D")) + _pools(r) > 0,
            _FLATTENED,
            "flattened instead of pooled",
        ),
        Demand("it is compiled", lambda r: bool(r.training), _NO_LOSS, "not compiled"),
        Demand(
            "its units decide between the kinds",
            lambda r: not _single_sigmoids(r),
            _SIGMOIDS,
            "a sigmoid for each class",
        ),
        Demand(
            "its loss is one for labels that are whole numbers",
            lambda r: r.training["loss"] in _LOSSES,
            _ONE_HOT,
            "loss for one-hot labels",
        ),
        Demand(
            "the loss knows what the last layer gives",
            lambda r: r.training["from_logits"] != _probabilities(r),
            _LOGITS,
            "from_logits mismatch",
        ),
    ),
    misconceptions=(
        Misconception("base left out", _NO_BASE, _head_with(used=False)),
        Misconception("units of the old task", _UNITS, _head_with(units=1000)),
        Misconception(
            "flattened instead of pooled", _FLATTENED, _head_with(pooled=False)
        ),
        Misconception("not compiled", _NO_LOSS, _head_with(compiled=False)),
        Misconception(
            "a sigmoid for each class", _SIGMOIDS, _head_with(activation="sigmoid")
        ),
        Misconception(
            "loss for one-hot labels",
            _ONE_HOT,
            _head_with(loss="CategoricalCrossentropy"),
        ),
        Misconception("from_logits mismatch", _LOGITS, _head_with(activation=None)),
    ),
    alternatives=(
        Alternative(
            "plain sums at the end, with a loss that is told",
            _logits_and_a_sequential_model,
        ),
        Alternative(
            "a hidden layer, and the softmax a layer of its own",
            _hidden_layer_and_a_softmax_apart,
        ),
        Alternative("largest values instead of means", _largest_instead_of_mean),
    ),
)
