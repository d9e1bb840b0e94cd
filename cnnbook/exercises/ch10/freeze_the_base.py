"""A transfer model of which only the head trains."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import numpy as np

from cnnbook.exercises.base import Alternative, Demand, Misconception, ModelExercise
from cnnbook.exercises.ch10._shared import (
    MAPS,
    SIDE,
    base_weights,
    free,
    numbers_that_train,
    of_base,
    of_head,
    small_base,
    small_batch,
    takes_images,
    what_is_free,
)
from cnnbook.exercises.recomputed import as_it_begins, sizes
from cnnbook.models.reading import as_numpy

if TYPE_CHECKING:
    import keras


CLASSES = 4
HEAD_PARAMETERS = (MAPS + 1) * CLASSES


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


@functools.cache
def _kept() -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Return answers and head of the model as it was; worked out when first needed."""
    model = small_transfer_model()
    answers = [as_numpy(model(probe, training=False)) for probe in small_batch()]
    return answers, [as_numpy(w) for w in model.layers[-1].weights]


def _gap(record) -> float:
    pairs = zip(record.predictions, _kept()[0], strict=True)
    return max(float(np.abs(a - b).max()) for a, b in pairs)


def _dense_dropped(record) -> bool:
    """Return whether the means of the maps come out, and no dense layer is there."""
    return (
        bool(of_base(record)) and not of_head(record) and record.output_shape == (MAPS,)
    )


def _changed(record):
    """Return the layers that hold other numbers; none if they are other layers."""
    head = of_head(record)
    if not of_base(record) or [layer.parameters for layer in head] != [HEAD_PARAMETERS]:
        return []
    return [
        layer
        for layer, want in zip(
            (*of_base(record), *head), (*base_weights(), _kept()[1]), strict=True
        )
        if not all(map(np.allclose, layer.weights, want))
    ]


def _drawn_anew(record) -> bool:
    """Return whether layers with kernels are new: all that can tell are."""
    changed = _changed(record)
    begun = [as_it_begins(layer) for layer in changed]
    kernels = [x.weights[0] for x in changed if x.kind != "BatchNormalization"]
    random = bool(kernels) and all(np.unique(kernel).size > 1 for kernel in kernels)
    return random and True in begun and False not in begun


def _trained_already(record) -> bool:
    """Return whether layers have moved on, the dense one among them; none are new."""
    begun = {layer.kind: as_it_begins(layer) for layer in _changed(record)}
    moved = begun.get("Dense") is False and True not in begun.values()
    return moved and all(np.any(layer.weights[0]) for layer in _changed(record))


def _trains(record, kind):
    """Return of the base's layers of a kind whether each trains."""
    layers = [layer for layer in of_base(record) if layer.kind == kind]
    return [layer.trainable_parameters > 0 for layer in layers]


def _kinds_that_train(record):
    """Return the kinds of which all layers train, and those of which none does."""
    kinds = ("Conv2D", "DepthwiseConv2D", "BatchNormalization")
    trains = {kind: _trains(record, kind) for kind in kinds if of_base(record)}
    return (
        {kind for kind, these in trains.items() if all(these)},
        {kind for kind, these in trains.items() if not any(these)},
    )


def _first_ones_only(record):
    trains = [layer.trainable_parameters > 0 for layer in of_base(record)]
    return trains == sorted(trains) and len(set(trains)) == 2


def _head_is_frozen(record):
    return bool(of_head(record)) and not numbers_that_train(of_head(record))


def _freeze(model):
    model.layers[0].trainable = False
    return model


def _all_frozen(model):
    model.trainable = False
    return model


def _head_frozen(model):
    model.layers[-1].trainable = False
    return _freeze_some(model, lambda number, kind: number > 6)


def _cloned(model):
    import keras

    return _freeze(keras.models.clone_model(model))


def _without_dense(model):
    import keras

    base, pool = model.layers[:2]
    base.trainable = False
    return keras.Sequential([keras.Input(model.input_shape[1:]), base, pool])


def _moved_on(model):
    head = model.layers[-1]
    head.set_weights([1.5 * w for w in head.get_weights()])
    return _freeze(model)


def _freeze_some(model, which):
    for number, layer in enumerate(model.layers[0].layers):
        layer.trainable = not which(number, type(layer).__name__)
    return model


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


def _variables_off(model):
    for weight in model.layers[0].weights:
        weight.trainable = False
    return model


_MISTAKES = (
    Misconception(
        "head left out",
        "What you return gives maps, not classes. The head has to stay on: return the "
        "whole model.",
        answer=lambda model: _freeze(model).layers[0],
        shows=lambda r: (
            bool(of_base(r)) and not of_head(r) and len(r.output_shape) == 3
        ),
    ),
    Misconception(
        "dense layer left out",
        "The dense layer is not there any more: what comes out are the means of the maps. "
        "Return the whole model.",
        answer=_without_dense,
        shows=_dense_dropped,
    ),
    Misconception(
        "weights drawn anew",
        "Some of its weights are new ones, and what was learnt in them is lost. Freeze the "
        "model that you were given; a copy or a new layer begins at random.",
        answer=_cloned,
        shows=_drawn_anew,
    ),
    Misconception(
        "trained already",
        "Its weights are not those that it came with: it was trained, or they were changed "
        "in another way. Only freeze it here; its answers are to stay what they are.",
        answer=_moved_on,
        shows=_trained_already,
    ),
    Misconception(
        "everything frozen",
        "Nothing is left to train: the head is frozen too. trainable = False on a model "
        "goes down to every layer in it, and while it is off at the top no switch below "
        "helps.",
        answer=_all_frozen,
        shows=lambda r: bool(of_head(r)) and not r.trainable_parameters,
    ),
    Misconception(
        "head frozen",
        "The dense layer at the end is frozen. It is the one that has to learn.",
        answer=_head_frozen,
        shows=lambda r: _head_is_frozen(r) and bool(r.trainable_parameters),
    ),
    Misconception(
        "base not frozen",
        "Every layer of the base still trains. The base is a model inside the model: it "
        "has a switch of its own.",
        answer=lambda model: model,
        shows=lambda r: len(_kinds_that_train(r)[0]) == 3,
    ),
    Misconception(
        "first layers frozen only",
        "The first layers of the base stand still, and those behind them train. The base "
        "is to be frozen as a whole here.",
        answer=lambda model: _freeze_some(model, lambda n, kind: n < 3),
        shows=_first_ones_only,
    ),
    Misconception(
        "BatchNormalization left to train",
        "The ordinary convolutions are frozen, but BatchNormalization is a layer of the base "
        "too, with factors and summands that train.",
        answer=lambda model: _freeze_some(model, lambda n, kind: "Conv2D" in kind),
        shows=lambda r: (
            "BatchNormalization" in _kinds_that_train(r)[0]
            and "Conv2D" in _kinds_that_train(r)[1]
        ),
    ),
    Misconception(
        "depthwise convolutions left to train",
        "The ordinary convolutions are frozen and the depthwise ones are not. In Keras a "
        "DepthwiseConv2D is no Conv2D.",
        answer=lambda model: _freeze_some(model, lambda n, kind: kind[:5] != "Depth"),
        shows=lambda r: (
            "DepthwiseConv2D" in _kinds_that_train(r)[0]
            and "Conv2D" in _kinds_that_train(r)[1]
        ),
    ),
    Misconception(
        "only BatchNormalization frozen",
        "You have frozen BatchNormalization, and the convolutions still train.",
        answer=lambda model: _freeze_some(model, lambda n, kind: kind[:5] == "Batch"),
        shows=lambda r: (
            "Conv2D" in _kinds_that_train(r)[0]
            and "BatchNormalization" in _kinds_that_train(r)[1]
        ),
    ),
    Misconception(
        "moving averages left to move",
        "No number of the base trains, but its BatchNormalization layers are still on: "
        "their moving averages follow every batch. Switch off the layers, not the numbers "
        "in them.",
        answer=_variables_off,
        shows=lambda r: (
            bool(r.trainable_parameters)
            and not numbers_that_train(of_base(r))
            and bool(free(r))
        ),
    ),
)

_DEMANDS = (
    takes_images("What comes into the model should stay as it was."),
    Demand(
        "it gives a probability for each of four kinds",
        lambda r: r.output_shape == (CLASSES,),
        "The pooling and the dense layer behind the base have to stay on.",
        lambda r: f"it gives {sizes(r.output_shape) or 'one number'} for an image",
    ),
    Demand(
        "it answers as it did before",
        lambda r: _gap(r) <= 1e-5,
        "Freezing changes no answer. Something was built anew, changed, added or left out.",
        lambda r: f"its answers differ from the old ones by up to {_gap(r):.2g}",
    ),
    Demand(
        "the dense layer trains",
        lambda r: numbers_that_train(of_head(r)) == HEAD_PARAMETERS,
        "The head is what has to learn the new task.",
        lambda r: (
            f"{numbers_that_train(of_head(r))} numbers behind the base train, and "
            f"{numbers_that_train(of_base(r))} in it"
        ),
    ),
    Demand(
        "nothing in the base changes in training",
        lambda r: bool(of_base(r)) and not free(r),
        "Print name, trainable and the number of trainable weights of each layer of the "
        "base.",
        what_is_free,
    ),
)

EXERCISE = ModelExercise(
    __name__,
    title="Freeze the base, and nothing else",
    difficulty=2,
    points=3,
    place=30,
    kind="A function to write",
    look=(
        "Print model.layers, and then the layers of the first of them. Which of all these "
        "have a switch trainable, and how does each of them stand?"
    ),
    section="Step 5: freeze what remains of the old model",
    reference=_freeze,
    given=lambda: (small_transfer_model(),),
    probes=small_batch,
    weights=True,
    demands=_DEMANDS,
    misconceptions=_MISTAKES,
    alternatives=(
        Alternative("the switch of each layer by itself", _freeze_each_layer),
        Alternative("a new model around the same layers, compiled", _rebuild_around_it),
    ),
)
