"""A whole transfer model, within a budget of what trains."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Alternative, Demand, Misconception, ModelExercise
from cnnbook.exercises.ch11._demands import (
    COMPILED,
    COMPILED_ANEW,
    COMPILED_LAST,
    LOW_RATE,
)
from cnnbook.exercises.ch11._mistakes import (
    COMPILED_TOO_EARLY,
    NORMALISATION,
    RATE_OF_THE_HEAD,
)
from cnnbook.exercises.ch11._model import (
    CONVOLUTIONS,
    KINDS,
    LAYERS,
    MAPS,
    SIDE,
    kept,
    named_base,
)
from cnnbook.exercises.ch11._reading import (
    convolutions,
    has_rate_of_the_head,
    head_trains,
    is_compiled,
    listed,
    loss_in_words,
    moving,
    normalisation_trains,
    normalisations_on,
    other_weights,
    turned_late,
    weighty,
)
from cnnbook.exercises.recomputed import FUNCTIONS, softmax
from cnnbook.models.reading import as_numpy

BUDGET = 750
SIZES = {name: number for name, number in LAYERS if number}
SCALES = {
    "from 0 to 255, as they come": (1, 0),
    "from 0 to 1": (1 / 255, 0),
    "from 0 to 2": (1 / 127.5, 0),
    "from 1 to 3": (1 / 127.5, 1),
    "from −0.5 to 0.5": (1 / 255, -0.5),
    "from −1 to 0": (1 / 255, -1),
    "from −1 to a little below 1": (1 / 128, -1),
    "from −1 to a little above 1": (1 / 127, -1),
    "from 1 to −1, as negatives": (-1 / 127.5, 1),
    "scaled twice": (1 / 127.5**2, -1 / 127.5 - 1),
}
"""How photographs can reach the base, but for the right way."""


def _designed(
    base,
    *,
    first="block_2_depthwise",
    normalisation=False,
    scale=(1 / 127.5, -1),
    units=KINDS,
    activation="softmax",
    loss="sparse_categorical_crossentropy",
    rate=3e-5,
    pool="GlobalAveragePooling2D",
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
    pooled = getattr(layers, pool)()(base(x))
    model = keras.Model(images, layers.Dense(units, activation=activation)(pooled))
    return _compiled(model, rate, loss)


def _compiled(model, rate=3e-5, loss="sparse_categorical_crossentropy"):
    import keras

    model.compile(keras.optimizers.Adam(rate), loss)
    return model


def _designed_with(**mistake):
    return lambda base: _designed(base, **mistake)


def _pictures() -> tuple[np.ndarray, ...]:
    """Return noise: of all values, dark, bright, and brighter from row to row."""
    random = np.random.default_rng(1108)
    ranges = [(0, 256), (0, 70), (170, 256), (0, 60)]
    pictures = [random.integers(*ends, (SIDE, SIDE, 3)) for ends in ranges]
    pictures[3] += 12 * np.arange(SIDE)[:, None, None]
    return (np.array(pictures, np.float32),)


def _other_weights(record) -> list[str]:
    return other_weights(record, kept("base", lambda: named_base().get_weights()))


def _base_inside(record) -> bool:
    """Return whether the base is inside, with the weights that it had."""
    found = bool(convolutions(record))
    return found and not set(_other_weights(record)) - {"the head"}


def _what_is_inside(record) -> str:
    if not convolutions(record):
        return f"{len(weighty(record))} layers with weights below the head, not 14"
    return f"other weights in {listed(_other_weights(record))}"


def _head(record):
    dense = record.of_kind("Dense")
    return dense[0] if len(dense) == 1 else None


def _reads(record) -> int:
    """Return how many numbers a single dense layer reads; 0 for another head."""
    head = _head(record)
    return head.weights[0].shape[0] if head else 0


def _head_in_words(record) -> str:
    dense = record.of_kind("Dense")
    if len(dense) != 1:
        return f"{len(dense)} dense layers"
    return f"a dense layer with {dense[0].weights[0].shape[0]} inputs"


def _maps(scale) -> np.ndarray:
    """Return the base's maps of the pictures, scaled in some way."""

    def work():
        pictures = _pictures()[0] * np.float32(scale[0]) + np.float32(scale[1])
        return [as_numpy(named_base()(pictures, training=False))]

    return kept(f"maps {scale}", work)[0]


PLACES = 4
"""Of each map of the base."""
RIGHT_SCALE = (1 / 127.5, -1)
SUMS, SHARES, CUT = "plain sums", "shares by a softmax", "sums cut off at 0, by a ReLU"
ENDS = {
    SUMS: "linear",
    SHARES: "softmax",
    "sigmoids": "sigmoid",
    "sums bent by a tanh": "tanh",
    CUT: "relu",
}
"""What may come out of the last layer, and Keras' name for it."""


def _end(record, scale=RIGHT_SCALE, pool=np.mean) -> str:
    """Say what it makes of the sums of base and head, one step done this way.

    Nothing if it answers in another way.
    """
    if _reads(record) != MAPS or not record.predictions:
        return ""
    weights, *bias = _head(record).weights
    sums = pool(_maps(scale), axis=(1, 2)) @ weights + (bias[0] if bias else 0)
    got = record.predictions[0]
    ends = [(words, FUNCTIONS[name](sums)) for words, name in ENDS.items()]
    ends += [(f"{words}, and a softmax of them", softmax(e)) for words, e in ends[1:]]
    for words, want in ends:
        if got.shape == want.shape and np.allclose(got, want, atol=1e-5):
            return words
    return ""


def _answers_by(record, scale, pool=np.mean) -> bool:
    return bool(_end(record, scale, pool))


def _scaled_so(record) -> str:
    """Say how photographs reach the base; nothing if not in one of the known wrong ways."""
    if _answers_by(record, RIGHT_SCALE):
        return ""
    found = [
        words
        for words, scale in SCALES.items()
        if _answers_by(record, scale) or _answers_by(record, scale, np.max)
    ]
    return found[0] if len(found) == 1 else ""


def _takes_the_largest(record) -> bool:
    scales = (RIGHT_SCALE, *SCALES.values())
    means = any(_answers_by(record, scale) for scale in scales)
    return not means and any(_answers_by(record, scale, np.max) for scale in scales)


def _how_it_answers(record) -> str:
    if not record.predictions:
        return f"it takes inputs of shape {record.input_shape}"
    if _takes_the_largest(record):
        return "it takes the largest value of each map"
    words = _scaled_so(record)
    known = f"photographs reach the base {words}" if words else ""
    return known or (
        "it answers otherwise than the base with your dense layer on the means does, for "
        "photographs from −1 to 1"
    )


def _is_top(names) -> bool:
    return names == list(CONVOLUTIONS[len(CONVOLUTIONS) - len(names) :])


def _spent(record) -> int:
    """Return what trains without BatchNormalization."""
    norms = record.of_kind("BatchNormalization")
    return record.trainable_parameters - sum(n.trainable_parameters for n in norms)


def _room_left(record) -> bool:
    names = moving(record)
    if not _is_top(names) or len(names) == len(CONVOLUTIONS):
        return False
    following = CONVOLUTIONS[len(CONVOLUTIONS) - len(names) - 1]
    return _spent(record) + SIZES[following] <= BUDGET


def _shares(record) -> bool:
    """Return whether the answers to a picture are shares of 1."""
    rows = record.predictions[0]
    return bool((rows >= 0).all() and np.allclose(rows.sum(axis=1), 1, atol=1e-3))


def _loss_fits(record) -> bool:
    sparse = record.training["loss"] == "sparse_categorical_crossentropy"
    return sparse and record.training["from_logits"] != _shares(record)


def _loss_and_answers(record) -> str:
    sums = "are shares of 1" if _shares(record) else "do not add up to 1"
    return f"the loss is {loss_in_words(record)}, and the answers {sums}"


def _ends_with_sigmoids(record) -> bool:
    names = [part.activation for part in record.layers if part.activation]
    return bool(names) and names[-1] == "sigmoid"


def _logits_mismatch(record) -> bool:
    if not (is_compiled(record) and record.predictions) or _ends_with_sigmoids(record):
        return False
    if _end(record) and _end(record) not in (SUMS, SHARES):
        return False
    wrong = not _loss_fits(record)
    return wrong and record.training["loss"] == "sparse_categorical_crossentropy"


def _anew(base):
    import keras

    return _designed(keras.models.clone_model(base))


def _base_alone(base):
    _designed(base)
    return base


def _all_frozen(base):
    model = _designed(base)
    model.trainable = False
    return _compiled(model)


def _with_gap(base):
    model = _designed(base)
    base.get_layer("block_2_project").trainable = False
    base.get_layer("block_1_depthwise").trainable = True
    return _compiled(model)


def _compiled_first(base):
    model = _designed(base, first="block_2_project")
    base.get_layer("block_2_depthwise").trainable = True
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
    look=(
        "Follow one photograph on paper: its values at each step, and the shape. Then add "
        "up what moves, from the top of the base down, until the budget is spent."
    ),
    section="Unfreeze the top",
    reference=_designed,
    given=lambda: (named_base(),),
    probes=_pictures,
    weights=True,
    demands=(
        Demand(
            "it gives one number for each of the five kinds",
            lambda r: r.output_shape == (KINDS,),
            "The last layer says how many numbers come out.",
            lambda r: f"what comes out has the shape {r.output_shape}",
        ),
        Demand(
            "the base is inside, with the weights that it had",
            _base_inside,
            "Without them there is nothing to transfer.",
            _what_is_inside,
        ),
        Demand(
            "the head is a single dense layer that reads one number of each map",
            lambda r: _reads(r) == MAPS,
            "The base gives twelve maps.",
            _head_in_words,
        ),
        Demand(
            "it answers as base and dense layer do together, with photographs from −1 to 1 "
            "and the mean of each map",
            lambda r: _answers_by(r, RIGHT_SCALE),
            "Send a black and a white picture through the first layers of your model, and "
            "compare the order of the colours.",
            _how_it_answers,
        ),
        Demand(
            "the head trains",
            head_trains,
            "It is the part that knows nothing yet.",
            lambda r: "the dense layer stands still",
        ),
        Demand(
            "every BatchNormalization is frozen",
            lambda r: not normalisations_on(r),
            "Turn its switch off after you have turned on that of the base.",
            lambda r: f"the switch is on of {listed(normalisations_on(r))}",
        ),
        Demand(
            "some of the base moves",
            lambda r: bool(moving(r)),
            "The budget leaves room for some of it.",
            lambda r: "none of its convolutions may move",
        ),
        Demand(
            "at most 750 numbers train",
            lambda r: r.trainable_parameters <= BUDGET,
            "Add up what moves: the head, and the convolutions from the top down.",
            lambda r: f"{r.trainable_parameters} numbers train",
        ),
        Demand(
            "what moves is the top of the base, without a gap",
            lambda r: _is_top(moving(r)),
            "Above a layer that moves, no other one stands still.",
            lambda r: f"of the base {listed(moving(r))} may move",
        ),
        Demand(
            "it uses the budget",
            lambda r: not _room_left(r),
            "Which layer comes next from the top, and how many numbers has it?",
            lambda r: f"{r.trainable_parameters} numbers train",
        ),
        COMPILED,
        COMPILED_ANEW,
        COMPILED_LAST,
        LOW_RATE,
        Demand(
            "plain sums come out, or their softmax",
            lambda r: _end(r) in (SUMS, SHARES),
            "Each photograph shows exactly one kind.",
            lambda r: f"what comes out are {_end(r)}",
        ),
        Demand(
            "its loss suits the labels and the last layer",
            _loss_fits,
            "Labels are whole numbers, and one of the two, loss or last layer, makes "
            "shares of what the head adds up.",
            _loss_and_answers,
        ),
    ),
    misconceptions=(
        Misconception(
            "units of another task",
            "Compare the number of units with the number of kinds of mushrooms.",
            _designed_with(units=4),
            shows=lambda r: len(r.output_shape) == 1 and r.output_shape != (KINDS,),
        ),
        Misconception(
            "head left out",
            "You return the base alone. The head has to be on it: return the whole model.",
            _base_alone,
            shows=lambda r: (
                bool(convolutions(r))
                and not r.of_kind("Dense")
                and len(r.output_shape) == 3
            ),
        ),
        Misconception(
            "base left out or drawn anew",
            "The base that you were given is not in your model, or not with the weights "
            "that it had. A clone has no more than the layers in common with it.",
            _anew,
            shows=lambda r: not _base_inside(r),
        ),
        Misconception(
            "flattened, not pooled",
            "The head reads every place of every map. Pooled, a map is one number.",
            _designed_with(pool="Flatten", first="block_2_project"),
            shows=lambda r: _reads(r) == MAPS * PLACES,
        ),
        Misconception(
            "largest value for the mean",
            "The head reads the largest value of each map. The mean was asked for.",
            _designed_with(pool="GlobalMaxPooling2D"),
            shows=_takes_the_largest,
        ),
        Misconception(
            "not scaled",
            "Photographs reach the base from 0 to 255. It has learnt from −1 to 1.",
            _designed_with(scale=None),
            shows=lambda r: _scaled_so(r) == next(iter(SCALES)),
        ),
        Misconception(
            "scaled to another range",
            "Photographs are scaled, but the base has learnt from −1 to 1. What do 0 and "
            "255 become with you?",
            _designed_with(scale=(1 / 255, 0)),
            shows=lambda r: _scaled_so(r) in list(SCALES)[1:],
        ),
        Misconception(
            "everything frozen",
            "Nothing trains, not even the head, and that knows nothing yet. A switch of "
            "the whole model reaches every layer in it.",
            _all_frozen,
            shows=lambda r: bool(r.of_kind("Dense")) and not r.trainable_parameters,
        ),
        Misconception(
            "BatchNormalization trains",
            NORMALISATION,
            _designed_with(normalisation=True),
            shows=normalisation_trains,
        ),
        Misconception(
            "base frozen",
            "Nothing of the base moves.",
            _designed_with(first=None),
            shows=lambda r: head_trains(r) and bool(convolutions(r)) and not moving(r),
        ),
        Misconception(
            "budget exceeded",
            "More numbers train than the budget allows. The layer that goes beyond it is "
            "left out as a whole.",
            _designed_with(first="block_2_expand"),
            shows=lambda r: _spent(r) > BUDGET,
        ),
        Misconception(
            "layers below the top",
            "What moves is not the top of the base: above some layer that moves, another "
            "one stands still.",
            _with_gap,
            shows=lambda r: not _is_top(moving(r)),
        ),
        Misconception(
            "room left in the budget",
            "There is room in the budget for another layer of the top. Count only what "
            "moves: frozen layers are free.",
            _designed_with(first="block_2_project"),
            shows=lambda r: bool(moving(r)) and _room_left(r),
        ),
        Misconception(
            "compiled before the switches",
            COMPILED_TOO_EARLY,
            _compiled_first,
            shows=lambda r: bool(turned_late(r)),
        ),
        Misconception(
            "learning rate of the head",
            RATE_OF_THE_HEAD,
            _designed_with(rate=1e-3),
            shows=has_rate_of_the_head,
        ),
        Misconception(
            "loss for one-hot labels",
            "Your loss wants a row of zeros and a one for each label. These are whole "
            "numbers.",
            _designed_with(loss="categorical_crossentropy"),
            shows=lambda r: (
                is_compiled(r) and r.training["loss"] == "categorical_crossentropy"
            ),
        ),
        Misconception(
            "a sigmoid for each class",
            "Your units answer independently of each other, as if a mushroom could be of "
            "several kinds, or of none. Here it is of exactly one.",
            _designed_with(activation="sigmoid"),
            shows=_ends_with_sigmoids,
        ),
        Misconception(
            "ReLU behind the last layer",
            "Your last layer ends with a ReLU, which makes all sums below 0 alike. They "
            "should be plain sums, or shares.",
            _designed_with(activation="relu"),
            shows=lambda r: _end(r).startswith(CUT) and r.predictions[0].any(),
        ),
        Misconception(
            "from_logits mismatch",
            "The last layer and the loss do not agree. One of the two turns numbers into "
            "probabilities, and only one.",
            _designed_with(activation=None),
            shows=_logits_mismatch,
        ),
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
