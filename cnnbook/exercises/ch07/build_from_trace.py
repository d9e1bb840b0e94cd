"""A Keras model with the shapes and parameters of a table."""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass

import numpy as np

from cnnbook import ops
from cnnbook.exercises import recomputed
from cnnbook.exercises.base import Alternative, Demand, Misconception, ModelExercise
from cnnbook.exercises.ch07._trace_by_others import functional, nested
from cnnbook.exercises.recomputed import activations, learning

NAMES = (
    "the first convolution",
    "the second convolution",
    "the third convolution",
    "the first dense layer",
)
PADDING = ("same", "valid", "valid")
_PLANNED = ("relu",) * 4
KERNELS = (
    "The parameters say how large the filters are: parameters / filters − 1 weights in "
    "each. How deep is what they look at?"
)
SIZES = "Which padding and which stride take the size before it to this one?"


@dataclass(frozen=True)
class Plan:
    """The network: its first convolution pads, and its second one has stride 2.

    Attributes
    ----------
    shape : tuple of int
        Of the pictures.
    filters, kernels : tuple of int
        Of the three convolutions.
    units, classes : int
        Of the two dense layers.
    """

    shape: tuple[int, int, int]
    filters: tuple[int, int, int]
    kernels: tuple[int, int, int]
    units: int
    classes: int

    @functools.cached_property
    def maps(self):
        """Height, width and depth of what convolutions and pooling give, in order."""
        _, second, third = self.kernels
        sizes = [self.shape[:2]]
        sizes.append(tuple(n // 2 for n in sizes[-1]))
        sizes.append(tuple((n - second) // 2 + 1 for n in sizes[-1]))
        sizes.append(tuple(n - third + 1 for n in sizes[-1]))
        one, two, three = self.filters
        depths = (one, one, two, three)
        return [(*size, c) for size, c in zip(sizes, depths, strict=True)]

    @property
    def weights(self):
        """The shapes of the weights of the five layers that learn."""
        depths = (self.shape[2], *self.filters)
        convs = [(f, f, depths[n], depths[n + 1]) for n, f in enumerate(self.kernels)]
        flat = math.prod(self.maps[3])
        return [*convs, (flat, self.units), (self.units, self.classes)]

    @property
    def parameters(self):
        """The parameters of these layers."""
        return [math.prod(shape) + shape[-1] for shape in self.weights]

    @property
    def pictures(self):
        """Pictures of several scales: some activations differ for large values only."""
        return _pictures(self.shape)

    @functools.cached_property
    def scores(self):
        """Runs the network with the weights on record and given activations."""
        return recomputed.remembering(self._scores)

    @functools.cached_property
    def form(self):
        """Says whether a record answers as planned, see `recomputed.form`."""
        return recomputed.remembering(self._form)

    def _scores(self, record, functions=_PLANNED, late=False, mode="max"):
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

        return [run(x.astype(float)) for x in self.pictures]

    def _form(self, record):
        ways = (self.scores(record, mode=mode) for mode in ("max", "average"))
        return next(filter(None, (recomputed.form(record, way) for way in ways)), "")

    def computes(self, functions=_PLANNED, late=False):
        """Return a test: the network is the planned one, but for these activations."""

        def shows(record):
            return not self.form(record) and bool(
                recomputed.form(record, self.scores(record, functions, late))
            )

        return shows

    def behind_outputs(self, change):
        """Return a test: what comes out is the planned scores, changed so."""

        def shows(record):
            wanted = [change(s) for s in self.scores(record)]
            pairs = zip(record.predictions, wanted, strict=True)
            return not self.form(record) and all(
                recomputed.close(p, w) for p, w in pairs
            )

        return shows

    def another(self, name):
        """Return a test: one of the four layers has this activation, and it matters."""
        return lambda record: (
            not self.form(record) and any(name in _kinds(record, n) for n in range(4))
        )

    def padding_forgotten(self, record):
        """Return whether the first convolution makes the pictures smaller."""
        layer = learning(record)[0]
        lost = self.kernels[0] - 1
        small = layer.output_shape[:2] == tuple(n - lost for n in self.shape[:2])
        takes = record.input_shape == self.shape
        return takes and small and _padded(0, same=False)(record)


@functools.lru_cache(8)
def _pictures(shape):
    random = np.random.default_rng(5)
    pictures = random.normal(size=(6, *shape)).astype("float32")
    scaled = pictures[:3], 8 * pictures[2:5], 60 * pictures[3:], 2000 * pictures[:2]
    return (*scaled, _dots(random, shape), _plain(random, shape))


def _dots(random, shape):
    """Draw a large value each: few places answer, and the softmax is not at its end."""
    pictures = np.zeros((6, *shape), "float32")
    for picture, size in zip(pictures, (60, 60, 200, 600, 2000, 2000), strict=True):
        row, column = random.integers([n // 4 for n in shape[:2]], shape[:2])
        picture[row, column] = size * random.choice([-1, 1], shape[2])
    return pictures


def _plain(random, shape):
    """Draw pictures of one colour: in half of the maps no window holds a value above 0."""
    colours = random.choice([-1, 1], (4, 1, 1, shape[2])) * random.uniform(
        1, 4, (4, 1, 1, 1)
    )
    return np.broadcast_to(colours, (4, *shape)).astype("float32")


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


def _padded(number, same):
    """Return a test: a convolution pads, or does not."""

    def shows(record):
        layer = learning(record)[number]
        padding = layer.settings.get("padding")
        return layer.kind == "Conv2D" and padding == ("same" if same else "valid")

    return shows


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
    plan,
    *,
    turned=False,
    padding=PADDING,
    kernel=None,
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

        height, width, depth = plan.shape
        first, second, third = plan.kernels
        convs = [
            layers.Conv2D(filters, f, strides=s, padding=p, use_bias=bias)
            for filters, f, s, p in zip(
                plan.filters,
                (kernel or first, second, third),
                (1, stride, 1),
                padding,
                strict=True,
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
            layers.Dense(plan.units, activation=relu[3], use_bias=bias),
            layers.Dense(plan.classes, activation=last, use_bias=bias),
            layers.Activation(end) if end else None,
        ]
        shape = (width, height, depth) if turned else plan.shape
        model = keras.Sequential([keras.Input(shape), *filter(None, parts)])
        how = loss
        if how == "logits":
            how = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
        if how:
            model.compile("adam", how)
        return model

    return build_from_trace


WORDS = {4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine"}


def with_plan(plan, alternatives=()):
    """Return the exercise for a network.

    Parameters
    ----------
    plan : Plan
        The network.
    alternatives : tuple of Alternative
        Right answers, written in other ways.
    """
    weights, maps, classes = plan.weights, plan.maps, plan.classes
    classes_, (height, width, depth) = WORDS[classes], plan.shape
    channels = f"{depth} channel{'s' * (depth > 1)}"
    before, after = (recomputed.sizes(shape[:2]) for shape in maps[1:3])

    def wrong(name, hint, shows, **changes):
        answer = build(plan, **changes)
        return Misconception(name, hint, answer, shows=recomputed.tried(shows))

    return ModelExercise(
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
        reference=build(plan),
        weights=True,
        probes=lambda: plan.pictures,
        demands=(
            recomputed.takes(
                plan.shape, "Rows, columns, channels, as the trace has them."
            ),
            recomputed.only_usual_layers(
                "Conv and Dense have parameters in the trace, and nothing else has."
            ),
            recomputed.learns(0, NAMES[0], "Conv2D", weights[0], KERNELS),
            recomputed.makes(0, NAMES[0], maps[0], SIZES),
            recomputed.pools(
                0,
                "a pooling",
                maps[1],
                "Which window, and which step, halves both sides?",
            ),
            recomputed.learns(1, NAMES[1], "Conv2D", weights[1], KERNELS),
            recomputed.makes(1, NAMES[1], maps[2], SIZES),
            recomputed.learns(2, NAMES[2], "Conv2D", weights[2], KERNELS),
            recomputed.makes(2, NAMES[2], maps[3], SIZES),
            recomputed.learns(
                3,
                NAMES[3],
                "Dense",
                weights[3],
                "All values of the maps go in, in one row.",
            ),
            recomputed.learns(
                4,
                "the last layer",
                "Dense",
                weights[4],
                "It has a unit for each class.",
            ),
            recomputed.gives(classes, f"There are {classes_} classes."),
            recomputed.has_biases(
                "The trace counts one for every filter and every unit."
            ),
            Demand(
                "nothing else learns",
                lambda record: record.parameters == sum(plan.parameters),
                "Add up the parameters of the trace, and compare with your summary.",
                lambda record: f"{record.parameters:,} parameters in all",
            ),
            Demand(
                "it answers as these layers do with a ReLU behind each but the last, plain "
                "scores or their softmax at the end, and nothing else",
                lambda record: bool(plan.form(record)),
                "With its own weights, your network does not answer as a network with these "
                "layers does. Look at what stands in front of them, between them, and behind "
                "the last.",
                _seen_activations,
            ),
            *recomputed.loss_demands(plan.form, classes - 1),
        ),
        misconceptions=(
            wrong(
                "wrong axis order",
                "An image is (height, width, channels), and the trace writes it in this "
                f"order: {height} rows, {width} columns, {channels}.",
                lambda record: (
                    record.input_shape != plan.shape
                    and sorted(map(str, record.input_shape))
                    == sorted(map(str, plan.shape))
                ),
                turned=True,
            ),
            wrong(
                "forgot padding",
                "The first map in the trace is as large as the image. A Conv2D that is not "
                "told to pad makes it smaller.",
                plan.padding_forgotten,
                padding=("valid",) * 3,
            ),
            wrong(
                "second convolution padded",
                f"Your second convolution pads. From {before} to {after} the last rows and "
                "columns must be lost.",
                lambda record: (
                    record.input_shape == plan.shape and _padded(1, same=True)(record)
                ),
                padding=("same", "same", "valid"),
            ),
            wrong(
                "third convolution padded",
                "Your third convolution pads, so its maps do not become smaller.",
                lambda record: (
                    record.input_shape == plan.shape and _padded(2, same=True)(record)
                ),
                padding=("same", "valid", "same"),
            ),
            wrong(
                "pooling missing",
                "Between the first two convolutions height and width are halved by a layer "
                "that has no parameters.",
                _no_pooling,
                pool=False,
            ),
            wrong(
                "stride forgotten",
                f"Your second convolution has stride 1. From {before} to {after} a window "
                "cannot get by steps of one pixel, unless the filters were much larger. The "
                "parameters say how large they are.",
                lambda record: (
                    _strides(1, (1, 1))(record)
                    and learning(record)[1].weights[0].shape == weights[1]
                ),
                stride=1,
            ),
            wrong(
                "kernels that are not square",
                "A filter of yours has as many weights as it should, but its kernel is not "
                "square.",
                _not_square,
                kernel=(1, plan.kernels[0] ** 2),
            ),
            wrong(
                "bias missing",
                "The trace counts a bias for every filter and every unit. use_bias=False "
                "leaves them out.",
                lambda record: any(
                    layer.kind in ("Conv2D", "Dense") and len(layer.weights) == 1
                    for layer in record.layers
                ),
                bias=False,
            ),
            wrong(
                "no nonlinearity",
                "Your layers have no activation. Without one a layer behind a layer can do no "
                "more than a single layer.",
                lambda record: (
                    not plan.form(record)
                    and all(_missing(record))
                    and bool(
                        recomputed.form(record, plan.scores(record, ("linear",) * 4))
                    )
                ),
                relu=(None,) * 4,
            ),
            wrong(
                "a ReLU missing",
                "One of the four layers in front of the last, or more than one, has no ReLU.",
                lambda record: (
                    not plan.form(record)
                    and any(_missing(record))
                    and not all(_missing(record))
                ),
                relu=("relu", None, "relu", "relu"),
            ),
            wrong(
                "ReLU behind the averages",
                "Your ReLU comes after the averaging. The ReLU of a mean is not the mean of "
                "the ReLU: it belongs to the convolution.",
                plan.computes(late=True),
                late=True,
            ),
            *(
                wrong(
                    f"{word} for a ReLU",
                    f"You use {article} {word} where a ReLU is asked for: {why}",
                    plan.another(name),
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
            wrong(
                "softmax twice",
                "Your network takes the softmax of a softmax. Once is enough: the second one "
                f"makes all {classes_} nearly the same.",
                plan.behind_outputs(
                    lambda s: recomputed.softmax(recomputed.softmax(s))
                ),
                end="softmax",
            ),
            wrong(
                "ReLU behind the last layer",
                "Your last layer has a ReLU, which makes all scores below 0 alike. The trace "
                "is for plain scores or probabilities.",
                plan.behind_outputs(ops.relu),
                last="relu",
                loss="logits",
            ),
            wrong(
                "sigmoid behind the last layer",
                "Your last layer has a sigmoid, for each output by itself, so they do not add "
                f"up to 1. For one class out of {classes_} a softmax is meant.",
                plan.behind_outputs(recomputed.FUNCTIONS["sigmoid"]),
                last="sigmoid",
            ),
            *recomputed.loss_mistakes(
                plan.form,
                lambda loss="sparse_categorical_crossentropy", last="softmax": build(
                    plan, loss=loss, last=last
                ),
            ),
        ),
        alternatives=alternatives,
    )


EXERCISE = with_plan(
    Plan((30, 24, 3), (8, 16, 24), (3, 3, 3), 32, 6),
    (
        Alternative(
            "ReLUs of their own, dropout, and scores that go to the loss", functional
        ),
        Alternative("padded by hand, pooled by means, with a model inside", nested),
    ),
)
