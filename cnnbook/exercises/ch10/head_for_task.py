"""A new head on a frozen base, compiled for its classes."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Alternative, Demand, Misconception, ModelExercise
from cnnbook.exercises.ch10._shared import (
    KINDS,
    MAPS,
    SIDE,
    free,
    keeps_its_numbers,
    kept,
    numbers_that_train,
    of_base,
    of_head,
    small_base,
    small_batch,
    takes_images,
    what_is_free,
    with_numbers,
)
from cnnbook.exercises.recomputed import as_it_begins, sizes

FLOWERS = 7
SPARSE = "sparse_categorical_crossentropy"
NEUTRAL = ("InputLayer", "Random", "Dropout", "Gaussian", "SpatialDropout", "Identity")
"""Beginnings of the names of layers that leave a photograph as it is, out of training."""
DISTURBING = ("Dropout", "AlphaDropout", "Gaussian", "SpatialDropout")
"""Beginnings of the names of layers that change in training what comes through them."""


def _with_head(
    base,
    *,
    units=FLOWERS,
    activation="softmax",
    last=(),
    logits=False,
    loss="SparseCategoricalCrossentropy",
    pool="GlobalAveragePooling2D",
    compiled=True,
    used=True,
    before=(),
    frozen=True,
    dense_first=False,
):
    """Put a head on a base, with one of its parts wrong."""
    import keras
    from keras import layers

    base.trainable = not frozen
    images = x = keras.Input(base.input_shape[1:])
    for make in before:
        x = make(layers)(x)
    x = base(x, training=False) if used else layers.Conv2D(MAPS, 3, 4)(x)
    steps = [getattr(layers, pool)(), layers.Dense(units, activation)]
    for step in (*(steps[::-1] if dense_first else steps), *(m(layers) for m in last)):
        x = step(x)
    model = keras.Model(images, x)
    if compiled:
        given = {"from_logits": logits} if "Cross" in loss else {}
        model.compile("adam", getattr(keras.losses, loss)(**given))
    return model


def _head_with(**mistake):
    return lambda base: _with_head(base, **mistake)


def _rows(record):
    return np.concatenate(record.predictions or [np.zeros(0)])


def _shares(record):
    """Return whether the answers are probabilities of which one class is right."""
    rows = _rows(record)
    if rows.ndim != 2:
        return False
    return bool((rows >= 0).all() and np.allclose(rows.sum(axis=-1), 1, atol=1e-3))


def _last_activations(record):
    """Return the activations behind the last sums of the head, but linear ones."""
    if not of_head(record):
        return []
    last = record.layers.index(of_head(record)[-1])
    names = [layer.activation for layer in record.layers[last:]]
    return [name for name in names if name not in ("", "linear")]


def _gives(record):
    """Say what comes out: plain sums, probabilities, or something else."""
    activations = _last_activations(record)
    if not activations and not _shares(record):
        return "plain sums"
    if activations == ["log_softmax"]:
        return "logarithms of probabilities"
    if _shares(record) and activations in ([], ["softmax"]):
        return "probabilities"
    named = [name for name in activations if name != "other"]
    return f"what {' and '.join(named) or 'an activation'} makes of its sums"


def _disturbed_by(record):
    """Return the kinds of layers that change the last numbers in training alone."""
    if not of_head(record):
        return []
    last = record.layers.index(of_head(record)[-1])
    return [x.kind for x in record.layers[last:] if x.kind.startswith(DISTURBING)]


def _fits(record):
    """Return whether last layer and loss agree."""
    if _disturbed_by(record):
        return False
    gives = _gives(record)
    if _takes_sums(record):
        return gives in ("plain sums", "logarithms of probabilities")
    return gives == "probabilities"


def _what_fits(record):
    if _disturbed_by(record):
        return (
            f"{_disturbed_by(record)[0]} changes in training what the last layer gives"
        )
    taken = "plain sums" if _takes_sums(record) else "probabilities"
    return f"the model gives {_gives(record)}, and the loss takes them for {taken}"


def _in_front(record):
    """Return the kinds of layers that change a photograph before the base sees it."""
    if not of_base(record):
        return []
    first = record.layers.index(of_base(record)[0])
    return [
        layer.kind
        for layer in record.layers[:first]
        if not layer.kind.startswith(NEUTRAL)
    ]


def _takes_sums(record):
    return record.training.get("from_logits", False)


def _inputs(layer):
    """Return for how many inputs a layer of the head has weights."""
    return layer.weights[0].shape[-2]


def _first_of_head(record):
    """Return the first layer behind the base that adds up with weights, or None."""
    if not of_base(record):
        return None
    return next((x for x in of_head(record) if x.kind in ("Dense", "Conv2D")), None)


def _places(shape):
    return int(np.prod(shape[:-1], dtype=int))


def _pooled(record):
    first = _first_of_head(record)
    return (
        first is not None
        and _inputs(first) == MAPS
        and _places(first.output_shape) == 1
    )


def _what_is_pooled(record):
    first = _first_of_head(record)
    if first is None:
        return "behind the base there is no layer with weights"
    if _places(first.output_shape) > 1:
        return (
            f"a {first.kind} works at {_places(first.output_shape)} places of the maps"
        )
    return f"{_inputs(first)} numbers come from {MAPS} maps"


def _dense_at_places(record):
    first = _first_of_head(record)
    return first is not None and _places(first.output_shape) > 1


def _all_places(record):
    """Return whether the head has a weight for every place of every map."""
    first = _first_of_head(record)
    return first is not None and _inputs(first) == MAPS * (SIDE // 4) ** 2


def _loss(record):
    return record.training.get("loss", "NoneType")


def _what_base(record):
    if not of_base(record):
        kinds = ", ".join(layer.kind for layer in with_numbers(record))
        return f"the layers with numbers are {kinds or 'none'}"
    return "the layers of the base are there, with other numbers"


_DEMANDS = (
    takes_images("Your model should take what the base takes."),
    Demand(
        "images go through the base, as it was given",
        lambda r: keeps_its_numbers(r),
        "What it has learnt is in its numbers.",
        _what_base,
    ),
    Demand(
        "photographs come to the base as they are",
        lambda r: not _in_front(r),
        "They are scaled already.",
        lambda r: f"in front of the base stands {' and '.join(_in_front(r))}",
    ),
    Demand(
        "nothing in the base changes in training",
        lambda r: not free(r),
        "A few dozen photographs could spoil what it knows.",
        what_is_free,
    ),
    Demand(
        "each map is made one number, before a dense layer comes",
        _pooled,
        "Compare how many maps the base gives with how many numbers reach your dense layer.",
        _what_is_pooled,
    ),
    Demand(
        "it gives one number for each kind of flower",
        lambda r: r.output_shape == (FLOWERS,),
        "Compare the number of units with the number of kinds of flowers.",
        lambda r: f"it gives {sizes(r.output_shape) or 'one number'} for a photograph",
    ),
    Demand(
        "the head trains",
        lambda r: numbers_that_train(of_head(r)) > 0,
        "It is what has to learn the flowers.",
        lambda r: "none of its numbers trains",
    ),
    Demand(
        "it is compiled with a loss",
        lambda r: _loss(r) != "NoneType",
        "It has to be told how wrong an answer is.",
        lambda r: (
            "it is compiled without a loss" if r.training else "it is not compiled"
        ),
    ),
    Demand(
        "its loss is a cross-entropy for labels that are whole numbers",
        lambda r: _loss(r) == SPARSE,
        "Look up what form of labels a loss takes.",
        lambda r: f"the loss is {_loss(r)}",
    ),
    Demand(
        "the loss knows what the last layer gives",
        _fits,
        "The seven numbers should become probabilities that compete, once: by a softmax in "
        "the last layer, or in the loss, which is told so by from_logits=True.",
        _what_fits,
    ),
)


def _softmax(layers):
    return layers.Softmax()


def _dropout(layers):
    return layers.Dropout(0.5)


def _rescaling(layers):
    return layers.Rescaling(1 / 127.5, offset=-1)


def _cloned(base):
    import keras

    return _with_head(keras.models.clone_model(base))


_MISTAKES = (
    Misconception(
        "base left out",
        "The base is not in your model. What it has learnt can only help if the images go "
        "through it.",
        answer=_head_with(used=False),
        shows=lambda r: not of_base(r) and not kept(r),
    ),
    Misconception(
        "part of the base left out",
        "Your model begins as the base does and leaves it too early. Its last layer is the "
        "one to put a head on.",
        answer=lambda base: _with_head(_lower_half(base)),
        shows=lambda r: 0 < kept(r) < len(KINDS),
    ),
    Misconception(
        "head left out",
        "Behind the base there is no layer that could learn the flowers.",
        answer=lambda base: _compiled(base),
        shows=lambda r: bool(of_base(r)) and not of_head(r),
    ),
    Misconception(
        "base with random numbers",
        "Your base has the right layers and other numbers: a copy that is built anew "
        "begins at random. Use the base itself.",
        answer=_cloned,
        shows=lambda r: (
            bool(of_base(r))
            and not keeps_its_numbers(r)
            and all(as_it_begins(layer) is not False for layer in of_base(r))
        ),
    ),
    Misconception(
        "scaled once more",
        "Your model scales the photographs, and they have been scaled before they come.",
        answer=_head_with(before=[_rescaling]),
        shows=lambda r: bool({"Rescaling", "Normalization"} & set(_in_front(r))),
    ),
    Misconception(
        "base left to train",
        "Every layer of the base still trains, so the first corrections of a random head "
        "run through it. Freeze it.",
        answer=_head_with(frozen=False),
        shows=lambda r: bool(of_base(r)) and len(free(r)) == len(of_base(r)),
    ),
    Misconception(
        "everything frozen",
        "Nothing is left to train, in your head either.",
        answer=lambda base: _freeze(_with_head(base)),
        shows=lambda r: bool(of_head(r)) and not r.trainable_parameters,
    ),
    Misconception(
        "flattened instead of pooled",
        "Your head has a weight for every place of every map. Pooled, a map is one number, "
        "and a few photographs are enough to learn what to make of it.",
        answer=_head_with(pool="Flatten"),
        shows=_all_places,
    ),
    Misconception(
        "dense layer before the pooling",
        "The first layer of your head works at every place of the maps, since nothing is "
        "pooled before it.",
        answer=_head_with(dense_first=True),
        shows=_dense_at_places,
    ),
    Misconception(
        "units of another task",
        "There are seven kinds of flowers, labelled 0 to 6.",
        answer=_head_with(units=1000),
        shows=lambda r: (
            bool(of_head(r))
            and len(r.output_shape) == 1
            and r.output_shape != (FLOWERS,)
        ),
    ),
    Misconception(
        "not compiled",
        "It has to be told how wrong an answer is: compile it.",
        answer=_head_with(compiled=False),
        shows=lambda r: not r.training,
    ),
    Misconception(
        "a sigmoid for each class",
        "Your units answer independently of each other, as if a flower could be of several "
        "kinds, or of none. Here it is of exactly one.",
        answer=_head_with(activation="sigmoid"),
        shows=lambda r: _last_activations(r) == ["sigmoid"],
    ),
    Misconception(
        "loss for one-hot labels",
        "Your labels are whole numbers, and this loss wants lists of zeros with a single 1.",
        answer=_head_with(loss="CategoricalCrossentropy"),
        shows=lambda r: _loss(r) == "categorical_crossentropy",
    ),
    Misconception(
        "loss for yes or no",
        "Your loss is the cross-entropy of questions with two answers. There are seven "
        "kinds here.",
        answer=_head_with(loss="BinaryCrossentropy"),
        shows=lambda r: _loss(r) == "binary_crossentropy",
    ),
    Misconception(
        "loss of a regression",
        "Your loss takes the labels for amounts. They are names: kind 4 is not twice kind 2.",
        answer=_head_with(loss="MeanSquaredError"),
        shows=lambda r: (
            _loss(r) in ("mean_squared_error", "mean_absolute_error", "huber")
        ),
    ),
    Misconception(
        "softmax missing",
        "Your model gives plain sums, and the loss takes them for probabilities. One of the "
        "two has to apply the softmax.",
        answer=_head_with(activation=None),
        shows=lambda r: (
            bool(of_head(r))
            and _loss(r) == SPARSE
            and _gives(r) == "plain sums"
            and not _takes_sums(r)
        ),
    ),
    Misconception(
        "from_logits mismatch",
        "Your model gives probabilities, and the loss takes them for plain sums. Only one "
        "of the two turns numbers into probabilities.",
        answer=_head_with(logits=True),
        shows=lambda r: _gives(r) == "probabilities" and _takes_sums(r),
    ),
    Misconception(
        "softmax twice",
        "Two softmax layers follow each other. The second makes all probabilities nearly "
        "alike.",
        answer=_head_with(last=[_softmax]),
        shows=lambda r: _last_activations(r).count("softmax") > 1,
    ),
    Misconception(
        "dropout behind the last layer",
        "A dropout behind your last layer sets some of the seven numbers to 0 in training, "
        "and makes the others larger. Put it in front of the dense layer.",
        answer=_head_with(last=[_dropout]),
        shows=lambda r: any("Dropout" in kind for kind in _disturbed_by(r)),
    ),
    Misconception(
        "negative sums cut off",
        "The ReLU of your last layer makes all negative sums 0. Every sum should have its "
        "say.",
        answer=_head_with(activation="relu"),
        shows=lambda r: _last_activations(r)[:1] in (["relu"], ["relu6"]),
    ),
)


def _lower_half(base):
    import keras

    return keras.Model(base.input, base.layers[5].output)


def _compiled(base):
    base.trainable = False
    base.compile("adam", SPARSE)
    return base


def _freeze(model):
    model.trainable = False
    return model


def _logits_and_a_sequential_model(base):
    import keras
    from keras import layers

    base.trainable = False
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

    for layer in base.layers:
        layer.trainable = False
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
    look=(
        "Print model.summary() for the model of a base that gives maps of 4×4×12: how many "
        "numbers does each layer behind it give, and how many train?"
    ),
    section="Step 4: replace them by new layers",
    reference=_with_head,
    given=lambda: (small_base(),),
    probes=small_batch,
    weights=True,
    demands=_DEMANDS,
    misconceptions=_MISTAKES,
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
