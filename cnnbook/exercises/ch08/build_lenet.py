"""LeNet-5 in Keras, with C5 as a convolution, and compiled."""

from __future__ import annotations

import functools

import numpy as np

from cnnbook import ops
from cnnbook.exercises import recomputed
from cnnbook.exercises.base import Alternative, Demand, Misconception, ModelExercise
from cnnbook.exercises.ch08._lenet_by_others import functional_lenet, nested_lenet
from cnnbook.exercises.recomputed import activations, close, learning

NAMES = ("C1", "C3", "C5", "F6")
SIZE = (32, 32, 1)


@functools.cache
def _pictures():
    random = np.random.default_rng(8)
    return random.uniform(-1, 4, (2, *SIZE)).astype("float32")


def _scores(record, functions, order=("conv", "act", "pool")):
    """Run LeNet-5 with the weights on record and these activations."""
    x = _pictures()
    layers = [layer.weights for layer in learning(record)]
    for number in range(3):
        steps = {
            "conv": lambda x, w=layers[number]: ops.conv_layer(x, *w),
            "act": recomputed.FUNCTIONS[functions[number]],
            "pool": functools.partial(ops.pool2d, mode="average"),
        }
        for step in order:
            x = x if step == "pool" and number == 2 else steps[step](x)
    x = x.reshape(len(x), -1)
    for (weights, bias), function in zip(
        layers[3:], (functions[3], "linear"), strict=True
    ):
        weights = np.reshape(weights, (-1, len(bias)))
        x = recomputed.FUNCTIONS[function](x @ weights + bias)
    return [x]


def _form(record):
    return recomputed.form(record, _scores(record, ("tanh",) * 4))


def _computes(functions, order=("conv", "act", "pool")):
    """Return a test: the network is LeNet-5, but for these activations."""

    def shows(record):
        return not _form(record) and bool(
            recomputed.form(record, _scores(record, functions, order))
        )

    return shows


def _behind_outputs(change):
    """Return a test: what comes out is LeNet's sums, changed so."""

    def shows(record):
        (scores,) = _scores(record, ("tanh",) * 4)
        return not _form(record) and close(record.predictions[0], change(scores))

    return shows


def _kinds(record, number):
    return [name for name, _ in activations(record, number)]


def _seen_activations(record):
    words = [
        f"behind {name} {' and '.join(_kinds(record, number)) or 'none'}"
        for number, name in enumerate(NAMES)
    ]
    late = [
        name
        for number, name in enumerate(NAMES[:2])
        if any(after for _, after in activations(record, number))
    ]
    more = f"; that of {' and '.join(late)} stands behind the pooling" if late else ""
    more += recomputed.besides(record)
    return f"the activations, as far as the layers say, are: {', '.join(words)}{more}"


def _all_activations(record, *wanted):
    return all(_kinds(record, number) == list(wanted) for number in range(4))


def _one_activation(record):
    """Say that some of the four layers have no activation, and some have."""
    missing = [not _kinds(record, number) for number in range(4)]
    return any(missing) and not all(missing) and not _form(record)


def _average(record):
    for number in range(2):
        layer = recomputed.pooling(record, number)
        if "Pool" in layer.kind and "Average" not in layer.kind:
            return False
        if recomputed.window(layer) != ((2, 2), (2, 2)):
            return False
    return True


def _seen_pooling(record):
    layers = [recomputed.pooling(record, number) for number in range(2)]
    words = [
        f"{name} is {layer.kind} over {recomputed.sizes(recomputed.window(layer)[0])}"
        for name, layer in zip(("S2", "S4"), layers, strict=True)
    ]
    return " and ".join(words)


def _pads(number):
    def shows(record):
        layer = learning(record)[number]
        return layer.kind == "Conv2D" and layer.settings.get("padding") == "same"

    return shows


def _dense_c5(record):
    layer = learning(record)[2]
    return layer.kind == "Dense" and layer.weights[0].shape[-1] == 120


def _stretched(z):
    from keras import ops as keras_ops

    return 1.7159 * keras_ops.tanh(2 / 3 * z)


def lenet_of_1998(
    size=SIZE,
    padding=("valid", "valid", "valid"),
    pool="AveragePooling2D",
    c5=True,
    activation=("tanh",) * 4,
    bias=True,
    last=None,
    loss="logits",
    end=None,
    late=False,
):
    """Build the network of the exercise, with one step done wrong."""
    import keras
    from keras import layers

    def conv(filters, number):
        function = activation[number]
        return [
            layers.Conv2D(filters, 5, padding=padding[number], use_bias=bias),
            *([layers.Activation(function)] if function else []),
        ]

    pooling = getattr(layers, pool)
    if size[0] == 1:  # a single row of pixels holds no window, unless every layer pads
        padding = ("same",) * 3
        pooling = functools.partial(pooling, padding="same")
    front = []
    for filters, number in ((6, 0), (16, 1)):
        parts = [*conv(filters, number), pooling(2)]
        front += [parts[0], parts[2], parts[1]] if late else parts
    behind = [*conv(120, 2), layers.Flatten()]
    if not c5:
        behind = [layers.Flatten(), layers.Dense(120, activation=activation[2])]
    network = keras.Sequential(
        [
            keras.Input(size),
            *front,
            *behind,
            layers.Dense(84, activation=activation[3], use_bias=bias),
            layers.Dense(10, activation=last, use_bias=bias),
            *([layers.Activation(end)] if end else []),
        ]
    )
    if loss == "logits":
        loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    if loss:
        network.compile(keras.optimizers.Adam(0.002), loss)
    return network


def _wrong(name, hint, shows, **changes):
    answer = functools.partial(lenet_of_1998, **changes)
    return Misconception(name, hint, answer, shows=recomputed.tried(shows))


def _with_loss(loss="sparse_categorical_crossentropy", last="softmax"):
    return lambda: lenet_of_1998(loss=loss, last=last)


SIZES = "Compare with the table of the chapter: 32, 28, 14, 10, 5, 1."
FILTERS = "Compare with the list of the exercise: filters, size, and in which order."

EXERCISE = ModelExercise(
    __name__,
    title="Build it as in 1998",
    difficulty=2,
    points=3,
    place=30,
    look=(
        "Print the summary and go down the list of the exercise with a pencil: kind, "
        "size, padding, activation of each layer. Then look at the last layer and the "
        "loss together."
    ),
    section="The network of 1998",
    reference=lenet_of_1998,
    weights=True,
    probes=lambda: (_pictures(),),
    demands=(
        recomputed.takes(
            SIZE,
            "Height, width and channels, as the pictures of the exercise have them.",
        ),
        recomputed.only_usual_layers(
            "The list of the exercise has convolutions and dense layers, and poolings that "
            "learn nothing."
        ),
        recomputed.learns(0, "C1", "Conv2D", (5, 5, 1, 6), FILTERS),
        recomputed.makes(0, "C1", (28, 28, 6), SIZES),
        recomputed.pools(0, "S2", (14, 14, 6), SIZES),
        recomputed.learns(1, "C3", "Conv2D", (5, 5, 6, 16), FILTERS),
        recomputed.makes(1, "C3", (10, 10, 16), SIZES),
        recomputed.pools(1, "S4", (5, 5, 16), SIZES),
        recomputed.learns(2, "C5", "Conv2D", (5, 5, 16, 120), FILTERS),
        recomputed.makes(2, "C5", (1, 1, 120), SIZES),
        recomputed.learns(3, "F6", "Dense", (120, 84), FILTERS),
        recomputed.learns(4, "the output", "Dense", (84, 10), FILTERS),
        recomputed.gives(
            10, "Somewhere behind C5 the maps of one pixel have to become a list."
        ),
        recomputed.has_biases("Keras gives a layer biases, unless it is told not to."),
        Demand(
            "nothing else learns",
            lambda record: record.parameters == 61_706,
            "Only the five layers of the list hold numbers to learn.",
            lambda record: f"{record.parameters:,} parameters in all",
        ),
        Demand(
            "S2 and S4 take averages over 2×2",
            _average,
            "Two layers take the mean of each two by two window, and none its maximum.",
            _seen_pooling,
        ),
        Demand(
            "it answers as these layers do with tanh behind C1, C3, C5 and F6, plain sums "
            "or their softmax at the end, and nothing else",
            lambda record: bool(_form(record)),
            "With its own weights, your network answers otherwise than a network with "
            "these layers does. Look at what stands in front of them, between them, and "
            "behind the last.",
            _seen_activations,
        ),
        *recomputed.loss_demands(_form, 9),
    ),
    misconceptions=(
        _wrong(
            "wrong axis order",
            "Keras puts the channels last: height, width, channels. Look at the shape in "
            "keras.Input.",
            lambda record: record.input_shape == (1, 32, 32),
            size=(1, 32, 32),
        ),
        _wrong(
            "pictures of today",
            "Your network is made for pictures of 28×28. Those of 1998 had a wide margin.",
            lambda record: record.input_shape == (28, 28, 1),
            size=(28, 28, 1),
            padding=("same", "valid", "valid"),
        ),
        _wrong(
            "padded as today",
            "Your C1 pads. The pictures have the size of 1998, so no layer has to.",
            lambda record: record.input_shape == SIZE and _pads(0)(record),
            padding=("same", "valid", "valid"),
        ),
        _wrong(
            "C3 padded",
            "Your C3 pads. No layer of LeNet-5 pads when the pictures have 32×32 pixels.",
            lambda record: record.input_shape == SIZE and _pads(1)(record),
            padding=("valid", "same", "valid"),
        ),
        _wrong(
            "C5 padded",
            "Your C5 pads, so its window stands in 25 places. It should fit once.",
            lambda record: record.input_shape == SIZE and _pads(2)(record),
            padding=("valid", "valid", "same"),
        ),
        _wrong(
            "max pooling",
            "You take the maximum of a window. In 1998 it was the mean.",
            lambda record: any("MaxPool" in layer.kind for layer in record.layers),
            pool="MaxPooling2D",
        ),
        _wrong(
            "C5 as a dense layer",
            "Your C5 is a dense layer. On maps of five by five, a window of the same size "
            "fits once. Nothing has to be flattened before.",
            _dense_c5,
            c5=False,
        ),
        _wrong(
            "no nonlinearity",
            "None of C1, C3, C5 and F6 has an activation. Without a function that bends, "
            "all these layers together could do no more than a single one.",
            lambda record: _all_activations(record) and not _form(record),
            activation=(None,) * 4,
        ),
        _wrong(
            "an activation missing",
            "One of C1, C3, C5 and F6, or more than one, has no activation. Each of the "
            "four needs its own.",
            _one_activation,
            activation=("tanh", None, "tanh", "tanh"),
        ),
        _wrong(
            "ReLU as today",
            "You use a ReLU where a tanh is asked for.",
            lambda record: any("relu" in _kinds(record, n) for n in range(4)),
            activation=("tanh", "tanh", "relu", "tanh"),
        ),
        _wrong(
            "sigmoid for tanh",
            "You use a sigmoid where a tanh is asked for. It goes from 0 to 1, a tanh from "
            "−1 to 1.",
            lambda record: any("sigmoid" in _kinds(record, n) for n in range(4)),
            activation=("sigmoid",) * 4,
        ),
        _wrong(
            "tanh behind the pooling",
            "In C1 and C3 your tanh comes after the average. The tanh of a mean is not the "
            "mean of the tanh: it belongs to the convolution.",
            _computes(("tanh",) * 4, ("conv", "pool", "act")),
            late=True,
        ),
        _wrong(
            "tanh stretched as in 1998",
            "You stretch the tanh, as the original did. A plain one is asked for.",
            _computes(("stretched tanh",) * 4),
            activation=(_stretched,) * 4,
        ),
        _wrong(
            "hard tanh",
            "Your tanh is made of straight pieces. The smooth one is asked for.",
            _computes(("hard_tanh",) * 4),
            activation=("hard_tanh",) * 4,
        ),
        _wrong(
            "bias missing",
            "A layer of yours has use_bias=False. Every filter and every unit has a bias.",
            lambda record: any(
                layer.kind in ("Conv2D", "Dense") and len(layer.weights) == 1
                for layer in record.layers
            ),
            bias=False,
        ),
        _wrong(
            "softmax twice",
            "Your network takes the softmax of a softmax. Once is enough: the second one "
            "makes all ten nearly the same.",
            _behind_outputs(lambda s: recomputed.softmax(recomputed.softmax(s))),
            last="softmax",
            end="softmax",
            loss="sparse_categorical_crossentropy",
        ),
        _wrong(
            "tanh behind the outputs",
            "Your outputs pass a tanh. They should be plain sums, or probabilities.",
            lambda record: (
                _behind_outputs(np.tanh)(record)
                or _behind_outputs(lambda s: recomputed.softmax(np.tanh(s)))(record)
            ),
            last="tanh",
        ),
        _wrong(
            "sigmoid behind the outputs",
            "Your outputs pass a sigmoid, each for itself, so they do not add up to 1. For "
            "one class out of ten a softmax is meant.",
            _behind_outputs(recomputed.FUNCTIONS["sigmoid"]),
            last="sigmoid",
            loss="sparse_categorical_crossentropy",
        ),
        _wrong(
            "ReLU behind the outputs",
            "Your outputs pass a ReLU, which makes all that are negative alike. They "
            "should be plain sums, or probabilities.",
            _behind_outputs(ops.relu),
            last="relu",
        ),
        *recomputed.loss_mistakes(_form, _with_loss),
    ),
    alternatives=(
        Alternative(
            "activations apart, probabilities at the end, dropout, no Flatten",
            functional_lenet,
        ),
        Alternative("a model inside a model", nested_lenet),
    ),
)
