"""A Keras model with the shapes and parameters of a table."""

from __future__ import annotations

import functools

import numpy as np

from cnnbook import ops
from cnnbook.exercises import recomputed
from cnnbook.exercises.base import Alternative, Demand, Misconception, ModelExercise
from cnnbook.exercises.ch07._trace_by_others import functional, nested
from cnnbook.exercises.recomputed import activations, learning

SHAPE = (30, 24, 3)
NAMES = (
    "the first convolution",
    "the second convolution",
    "the third convolution",
    "the first dense layer",
)


@functools.cache
def _pictures():
    """Return pictures of several scales: some activations differ for large values only."""
    random = np.random.default_rng(5)
    pictures = random.normal(size=(6, *SHAPE)).astype("float32")
    return pictures[:3], 8 * pictures[2:5], 60 * pictures[3:], 2000 * pictures[:2]


def _scores(record, functions, late=False, mode="max"):
    """Run the planned network with the weights on record and these activations."""
    layers = [layer.weights for layer in learning(record)]
    pool = recomputed.pooling(record, 0)
    act = [recomputed.FUNCTIONS[name] for name in functions]

    def run(x):
        x = ops.conv_layer(x, *layers[0], padding="same")
        if late:
            x = act[0](recomputed.pooled(x, pool, mode))
        else:
            x = recomputed.pooled(act[0](x), pool, mode)
        x = act[1](ops.conv_layer(x, *layers[1], stride=2))
        x = act[2](ops.conv_layer(x, *layers[2])).reshape(len(x), -1)
        x = act[3](x @ layers[3][0] + layers[3][1])
        return x @ layers[4][0] + layers[4][1]

    return [run(x.astype(float)) for x in _pictures()]


_PLANNED = ("relu",) * 4


def _form(record):
    ways = (_scores(record, _PLANNED, mode=mode) for mode in ("max", "average"))
    return next(filter(None, (recomputed.form(record, way) for way in ways)), "")


def _computes(functions=_PLANNED, late=False):
    """Return a test: the network is the planned one, but for these activations."""

    def shows(record):
        return not _form(record) and bool(
            recomputed.form(record, _scores(record, functions, late))
        )

    return shows


def _behind_outputs(change):
    """Return a test: what comes out is the planned scores, changed so."""

    def shows(record):
        wanted = [change(s) for s in _scores(record, _PLANNED)]
        pairs = zip(record.predictions, wanted, strict=True)
        return not _form(record) and all(recomputed.close(p, w) for p, w in pairs)

    return shows


def _kinds(record, number):
    return [name for name, _ in activations(record, number)]


def _seen_activations(record):
    words = [
        f"behind {name} {' and '.join(_kinds(record, number)) or 'none'}"
        for number, name in enumerate(NAMES)
    ]
    late = any(after for _, after in activations(record, 0))
    more = "; the first one stands behind the pooling" if late else ""
    more += recomputed.besides(record)
    return f"the activations, as far as the layers say, are: {', '.join(words)}{more}"


def _missing(record):
    return [not _kinds(record, number) for number in range(4)]


def _another(name):
    """Return a test: one of the four layers has this activation, and it matters."""
    return lambda record: (
        not _form(record) and any(name in _kinds(record, n) for n in range(4))
    )


def _padded(number, same):
    """Return a test: a convolution pads, or does not."""

    def shows(record):
        layer = learning(record)[number]
        padding = layer.settings.get("padding")
        return layer.kind == "Conv2D" and padding == ("same" if same else "valid")

    return shows


def _padding_forgotten(record):
    layer = learning(record)[0]
    small = layer.output_shape[:2] == (28, 22)
    return record.input_shape == SHAPE and small and _padded(0, same=False)(record)


def _strides(number, wanted):
    def shows(record):
        layer = learning(record)[number]
        step = layer.settings.get("strides")
        return layer.kind == "Conv2D" and step is not None and tuple(step) == wanted

    return shows


def _no_pooling(record):
    return len(learning(record)) > 1 and recomputed.pooling(record, 0) is None


def _not_square(record):
    return any(
        layer.kind == "Conv2D" and len(set(layer.weights[0].shape[:2])) > 1
        for layer in learning(record)
    )


def build(
    shape=SHAPE,
    *,
    padding=("same", "valid", "valid"),
    kernel=3,
    pool=True,
    stride=2,
    relu=_PLANNED,
    bias=True,
    late=False,
    last="softmax",
    end=None,
    loss="sparse_categorical_crossentropy",
):
    """Return a builder of the network, with one setting changed."""

    def build_from_trace():
        import keras
        from keras import layers

        convs = [
            layers.Conv2D(filters, f, strides=s, padding=p, use_bias=bias)
            for filters, f, s, p in zip(
                (8, 16, 24), (kernel, 3, 3), (1, stride, 1), padding, strict=True
            )
        ]
        acts = [layers.Activation(name) if name else None for name in relu[:3]]
        mode = layers.AveragePooling2D if late else layers.MaxPooling2D
        front = [acts[0], mode(2) if pool else None]
        parts = [
            convs[0],
            *(front[::-1] if late else front),
            *(convs[1], acts[1], convs[2], acts[2]),
            layers.Flatten(),
            layers.Dense(32, activation=relu[3], use_bias=bias),
            layers.Dense(6, activation=last, use_bias=bias),
            layers.Activation(end) if end else None,
        ]
        model = keras.Sequential([keras.Input(shape), *filter(None, parts)])
        how = loss
        if how == "logits":
            how = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
        if how:
            model.compile("adam", how)
        return model

    return build_from_trace


def _wrong(name, hint, shows, **changes):
    return Misconception(name, hint, build(**changes), shows=recomputed.tried(shows))


KERNELS = (
    "The parameters say how large the filters are: parameters / filters − 1 weights in "
    "each. How deep is what they look at?"
)
SIZES = "Which padding and which stride take the size before it to this one?"

EXERCISE = ModelExercise(
    __name__,
    title="Build it from its trace",
    difficulty=2,
    points=4,
    place=40,
    look=(
        "Put model.summary() beside the trace, and look for the first entry that differs, "
        "shape or parameters. If none does, go through the activations, the last layer "
        "and the loss."
    ),
    section="The lecture's ConvNet, three ways",
    reference=build(),
    weights=True,
    probes=_pictures,
    demands=(
        recomputed.takes(SHAPE, "Rows, columns, channels, as the trace has them."),
        recomputed.only_usual_layers(
            "Conv and Dense have parameters in the trace, and nothing else has."
        ),
        recomputed.learns(0, NAMES[0], "Conv2D", (3, 3, 3, 8), KERNELS),
        recomputed.makes(0, NAMES[0], (30, 24, 8), SIZES),
        recomputed.pools(
            0,
            "a pooling",
            (15, 12, 8),
            "Which window, and which step, halves both sides?",
        ),
        recomputed.learns(1, NAMES[1], "Conv2D", (3, 3, 8, 16), KERNELS),
        recomputed.makes(1, NAMES[1], (7, 5, 16), SIZES),
        recomputed.learns(2, NAMES[2], "Conv2D", (3, 3, 16, 24), KERNELS),
        recomputed.makes(2, NAMES[2], (5, 3, 24), SIZES),
        recomputed.learns(
            3, NAMES[3], "Dense", (360, 32), "All values of the maps go in, in one row."
        ),
        recomputed.learns(
            4, "the last layer", "Dense", (32, 6), "It has a unit for each class."
        ),
        recomputed.gives(6, "There are six classes."),
        recomputed.has_biases("The trace counts one for every filter and every unit."),
        Demand(
            "nothing else learns",
            lambda record: record.parameters == 16_622,
            "Add up the parameters of the trace, and compare with your summary.",
            lambda record: f"{record.parameters:,} parameters in all",
        ),
        Demand(
            "a ReLU follows each layer that learns, but the last, and what comes out is "
            "plain scores or their softmax",
            lambda record: bool(_form(record)),
            "With its own weights, your network does not answer as a network with these "
            "layers does. Look at what stands in front of them, between them, and behind "
            "the last.",
            _seen_activations,
        ),
        *recomputed.loss_demands(_form, 5),
    ),
    misconceptions=(
        _wrong(
            "wrong axis order",
            "An image is (height, width, channels), and the trace writes it in this "
            "order: 30 rows, 24 columns, 3 channels.",
            lambda record: (
                record.input_shape != SHAPE
                and sorted(map(str, record.input_shape)) == ["24", "3", "30"]
            ),
            shape=(24, 30, 3),
        ),
        _wrong(
            "forgot padding",
            "The first map in the trace is as large as the image. A Conv2D that is not "
            "told to pad makes it smaller.",
            _padding_forgotten,
            padding=("valid",) * 3,
        ),
        _wrong(
            "second convolution padded",
            "Your second convolution pads. From 15×12 to 7×5 the last rows and columns "
            "must be lost.",
            lambda record: (
                record.input_shape == SHAPE and _padded(1, same=True)(record)
            ),
            padding=("same", "same", "valid"),
        ),
        _wrong(
            "third convolution padded",
            "Your third convolution pads, so its maps do not become smaller.",
            lambda record: (
                record.input_shape == SHAPE and _padded(2, same=True)(record)
            ),
            padding=("same", "valid", "same"),
        ),
        _wrong(
            "pooling missing",
            "Between the first two convolutions height and width are halved by a layer "
            "that has no parameters.",
            _no_pooling,
            pool=False,
        ),
        _wrong(
            "stride forgotten",
            "Your second convolution has stride 1. From 15×12 to 7×5 a window cannot get "
            "by steps of one pixel, unless the filters were much larger. The parameters "
            "say how large they are.",
            lambda record: (
                _strides(1, (1, 1))(record)
                and learning(record)[1].weights[0].shape == (3, 3, 8, 16)
            ),
            stride=1,
        ),
        _wrong(
            "kernels that are not square",
            "A filter of yours has as many weights as it should, but its kernel is not "
            "square.",
            _not_square,
            kernel=(1, 9),
        ),
        _wrong(
            "bias missing",
            "The trace counts a bias for every filter and every unit. use_bias=False "
            "leaves them out.",
            lambda record: any(
                layer.kind in ("Conv2D", "Dense") and len(layer.weights) == 1
                for layer in record.layers
            ),
            bias=False,
        ),
        _wrong(
            "no nonlinearity",
            "Your layers have no activation. Without one a layer behind a layer can do no "
            "more than a single layer.",
            lambda record: (
                not _form(record)
                and all(_missing(record))
                and bool(recomputed.form(record, _scores(record, ("linear",) * 4)))
            ),
            relu=(None,) * 4,
        ),
        _wrong(
            "a ReLU missing",
            "One of the four layers in front of the last, or more than one, has no ReLU.",
            lambda record: (
                not _form(record)
                and any(_missing(record))
                and not all(_missing(record))
            ),
            relu=("relu", None, "relu", "relu"),
        ),
        _wrong(
            "ReLU behind the averages",
            "Your ReLU comes after the averaging. The ReLU of a mean is not the mean of "
            "the ReLU: it belongs to the convolution.",
            _computes(late=True),
            late=True,
        ),
        *(
            _wrong(
                f"{word} for a ReLU",
                f"You use {article} {word} where a ReLU is asked for: {why}",
                _another(name),
                relu=("relu", name, "relu", "relu"),
            )
            for name, article, word, why in (
                ("tanh", "a", "tanh", "it gives numbers from −1 to 1."),
                ("sigmoid", "a", "sigmoid", "it gives numbers from 0 to 1."),
                (
                    "softmax",
                    "a",
                    "softmax",
                    "it makes all numbers of a place add up to 1.",
                ),
                ("relu6", "a", "ReLU6", "it lets nothing above 6 through."),
                (
                    "leaky_relu",
                    "a",
                    "leaky ReLU",
                    "it lets a part of what is below 0 pass.",
                ),
            )
        ),
        _wrong(
            "softmax twice",
            "Your network takes the softmax of a softmax. Once is enough: the second one "
            "makes all six nearly the same.",
            _behind_outputs(lambda s: recomputed.softmax(recomputed.softmax(s))),
            end="softmax",
        ),
        _wrong(
            "ReLU behind the last layer",
            "Your last layer has a ReLU, which makes all scores below 0 alike. The trace "
            "is for plain scores or probabilities.",
            _behind_outputs(ops.relu),
            last="relu",
            loss="logits",
        ),
        _wrong(
            "sigmoid behind the last layer",
            "Your last layer has a sigmoid, for each output by itself, so they do not add "
            "up to 1. For one class out of six a softmax is meant.",
            _behind_outputs(recomputed.FUNCTIONS["sigmoid"]),
            last="sigmoid",
        ),
        *recomputed.loss_mistakes(
            _form,
            lambda loss="sparse_categorical_crossentropy", last="softmax": build(
                loss=loss, last=last
            ),
        ),
    ),
    alternatives=(
        Alternative(
            "ReLUs of their own, dropout, and scores that go to the loss", functional
        ),
        Alternative("padded by hand, pooled by means, with a model inside", nested),
    ),
)
