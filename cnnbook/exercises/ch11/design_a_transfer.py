"""A whole transfer model, within a budget of what trains."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Alternative, Demand, Misconception, ModelExercise
from cnnbook.exercises.ch11._shared import (
    KEPT,
    KINDS,
    LAYERS,
    LOSSES,
    MAPS,
    NORMALISATION,
    OLD_RATE,
    SIDE,
    convolutions,
    head_trains,
    named_base,
    normalisation_stands,
    weighty,
)

BUDGET = 750


def _designed(
    base,
    *,
    first="block_2_depthwise",
    normalisation=False,
    scale=(1 / 127.5, -1),
    units=KINDS,
    rate=3e-5,
    pooled=True,
):
    """Build a whole transfer on a base, with one of its parts wrong."""
    import keras
    from keras import layers

    names = [layer.name for layer in base.layers]
    base.trainable = True
    for number, layer in enumerate(base.layers):
        moves = first is not None and number >= names.index(first)
        if isinstance(layer, layers.BatchNormalization) and not normalisation:
            moves = False
        layer.trainable = moves
    images = x = keras.Input((SIDE, SIDE, 3))
    if scale:
        x = layers.Rescaling(scale[0], offset=scale[1])(x)
    maps = base(x)
    pool = layers.GlobalAveragePooling2D() if pooled else layers.Flatten()
    answers = layers.Dense(units, activation="softmax")(pool(maps))
    model = keras.Model(images, answers)
    if rate:
        model.compile(keras.optimizers.Adam(rate), "sparse_categorical_crossentropy")
    return model


def _designed_with(**mistake):
    return lambda base: _designed(base, **mistake)


def _pictures() -> tuple[np.ndarray, ...]:
    random = np.random.default_rng(1108)
    return (random.integers(0, 256, (4, SIDE, SIDE, 3)).astype(np.float32),)


def _of_the_base(record) -> bool:
    """Return whether the base is inside, with the weights that it had."""
    if "base" not in KEPT:
        KEPT["base"] = named_base().get_weights()
    inside = [w for part in weighty(record) for w in part.weights]
    return len(inside) == len(KEPT["base"]) and all(
        a.shape == b.shape and np.allclose(a, b, atol=1e-5)
        for a, b in zip(inside, KEPT["base"], strict=True)
    )


def _scaled(record) -> bool:
    """Return whether the answers are those to pictures from −1 to 1."""
    if "means" not in KEPT:
        maps = named_base()(_pictures()[0] / np.float32(127.5) - 1, training=False)
        KEPT["means"] = np.asarray(maps).mean(axis=(1, 2))
    weights, bias = record.of_kind("Dense")[-1].weights
    sums = KEPT["means"] @ weights + bias
    powers = np.exp(sums - sums.max(axis=1, keepdims=True))
    shares = powers / powers.sum(axis=1, keepdims=True)
    return any(
        np.allclose(record.predictions[0], answers, atol=1e-3)
        for answers in (sums, shares)
    )


def _one_head(record) -> bool:
    dense = record.of_kind("Dense")
    return len(dense) == 1 and dense[0].parameters == (MAPS + 1) * KINDS


def _moving(record) -> list[str]:
    return [name for name, on in convolutions(record) if on]


_ORDER = [name for name, number in LAYERS if number]

_KIND_COUNT = "Compare the number of units with the number of kinds of mushrooms."
_POOL = (
    "The head is not the one that was asked for: each map made one number by its mean, "
    "and a single dense layer."
)
_LOST = (
    "The base that you were given is not in your model, or not with the weights that it "
    "had. Without them there is nothing to transfer."
)
_SCALE = (
    "Photographs come as they are, from 0 to 255, and the base has learnt from −1 to 1. "
    "Your model does not bring them there."
)
_FREEZE = "Nothing of the base moves. The budget leaves room for some of it."
_HEADLESS = "The head stands still, and it is the part that knows nothing yet."
_OVERSPENT = "More numbers train than the budget allows. Add up what moves."
_UNDERSPENT = (
    "There is room in the budget for another layer of the top. Count only what moves: "
    "frozen layers are free."
)
_GAP = (
    "What moves is not the top of the base: above some layer that moves, another one "
    "stands still."
)


def _anew(base):
    import keras

    return _designed(keras.models.clone_model(base))


def _all_frozen(base):
    model = _designed(base)
    model.trainable = False
    return model


def _with_gap(base):
    model = _designed(base)
    base.get_layer("block_2_project").trainable = False
    base.get_layer("block_1_depthwise").trainable = True
    return model


def _logits_and_sgd(base):
    import keras
    from keras import layers

    for layer in base.layers:
        layer.trainable = layer.name in ("block_2_depthwise", "block_2_project")
    model = keras.Sequential(
        [
            keras.Input((16, 16, 3)),
            layers.Rescaling(2 / 255, offset=-1),
            base,
            layers.GlobalAveragePooling2D(),
            layers.Dropout(0.3),
            layers.Dense(5),
        ]
    )
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.SGD(1e-4), loss)
    return model


def _in_one_piece(base):
    import keras
    from keras import layers

    base.trainable = True
    for layer in base.layers[:-3]:
        layer.trainable = layer.name == "block_2_depthwise"
    base.layers[-1].trainable = False
    images = keras.Input((16, 16, 3))
    x = layers.Rescaling(2.0, offset=-1)(layers.Rescaling(1 / 255)(images))
    x = layers.GlobalAveragePooling2D()(base(x, training=False))
    answers = layers.Softmax()(layers.Dense(5)(x))
    model = keras.Model(images, answers)
    model.compile(keras.optimizers.Adam(1e-5), "sparse_categorical_crossentropy")
    return model


EXERCISE = ModelExercise(
    __name__,
    title="Design a transfer",
    difficulty=3,
    points=5,
    place=60,
    kind="A function to write",
    reference=_designed,
    given=lambda: (named_base(),),
    probes=_pictures,
    weights=True,
    demands=(
        Demand(
            "it gives one number for each kind",
            lambda r: r.output_shape == (KINDS,),
            _KIND_COUNT,
            "units of another task",
        ),
        Demand(
            "the base is inside", _of_the_base, _LOST, "base left out or drawn anew"
        ),
        Demand("means and one dense layer", _one_head, _POOL, "flattened, not pooled"),
        Demand("it takes values from 0 to 255", _scaled, _SCALE, "not scaled"),
        Demand("the head trains", head_trains, _HEADLESS, "everything frozen"),
        Demand(
            "BatchNormalization is frozen",
            normalisation_stands,
            NORMALISATION,
            "BatchNormalization trains",
        ),
        Demand(
            "some of the base moves", lambda r: bool(_moving(r)), _FREEZE, "base frozen"
        ),
        Demand(
            "it keeps to the budget",
            lambda r: r.trainable_parameters <= BUDGET,
            _OVERSPENT,
            "budget exceeded",
        ),
        Demand(
            "what moves is the top",
            lambda r: _moving(r) == _ORDER[-len(_moving(r)) :],
            _GAP,
            "layers below the top",
        ),
        Demand(
            "it uses the budget",
            lambda r: len(_moving(r)) >= 2,
            _UNDERSPENT,
            "room left in the budget",
        ),
        Demand(
            "it is compiled with a low learning rate",
            lambda r: 0 < r.training.get("learning_rate", 1) < 1.5e-4,
            OLD_RATE,
            "learning rate of the head",
        ),
        Demand(
            "its loss suits the labels and the last layer",
            lambda r: (
                r.training["loss"] in LOSSES
                and r.training["from_logits"]
                != bool(np.allclose(r.predictions[0].sum(axis=1), 1, atol=1e-3))
            ),
            "The loss, the labels and the last layer do not agree.",
        ),
    ),
    misconceptions=(
        Misconception("units of another task", _KIND_COUNT, _designed_with(units=4)),
        Misconception(
            "base left out or drawn anew",
            _LOST,
            lambda base: _anew(base),
        ),
        Misconception("flattened, not pooled", _POOL, _designed_with(pooled=False)),
        Misconception("not scaled", _SCALE, _designed_with(scale=None)),
        Misconception("everything frozen", _HEADLESS, lambda base: _all_frozen(base)),
        Misconception(
            "BatchNormalization trains",
            NORMALISATION,
            _designed_with(normalisation=True),
        ),
        Misconception("base frozen", _FREEZE, _designed_with(first=None)),
        Misconception(
            "budget exceeded", _OVERSPENT, _designed_with(first="block_2_expand")
        ),
        Misconception("layers below the top", _GAP, lambda base: _with_gap(base)),
        Misconception(
            "room left in the budget",
            _UNDERSPENT,
            _designed_with(first="block_2_project"),
        ),
        Misconception("learning rate of the head", OLD_RATE, _designed_with(rate=1e-3)),
    ),
    alternatives=(
        Alternative(
            "plain sums at the end, SGD, and layers chosen by name", _logits_and_sgd
        ),
        Alternative(
            "scaled in two steps, with the softmax a layer of its own", _in_one_piece
        ),
    ),
)
