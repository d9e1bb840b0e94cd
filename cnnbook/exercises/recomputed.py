"""What a recorded Keras network should answer, worked out again with NumPy.

Exercises that ask for a network put its own weights into the planned one and compare
the answers: then it does not matter how it was written, nor what it says of itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from cnnbook import ops
from cnnbook.exercises.base import Demand
from cnnbook.exercises.mistakes import Misconception

TOLERANCE = 1e-3
"""By how much two answers may differ, as a share of the largest one."""
ENTROPY = "sparse_categorical_crossentropy"


def softmax(scores):
    """Turn scores into shares."""
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def tried(test):
    """Return a test that is false where it can't be tried, as on layers it does not know."""

    def shows(record):
        try:
            with np.errstate(all="ignore"):
                return bool(test(record))
        except Exception:  # a network that nobody reckoned with
            return False

    return shows


def remembering(work):
    """Return a function of a record that remembers what it gave for the last one.

    Parameters
    ----------
    work : callable
        Takes a record, and settings of the work.

    Examples
    --------
    >>> calls = []
    >>> again = remembering(lambda record, mode="": calls.append(mode) or len(calls))
    >>> record, other = [1], [2]
    >>> again(record), again(record), again(record, mode="max"), again(other)
    (1, 1, 2, 3)
    """
    last = [None, {}]

    def again(record, *args, **kwargs):
        if last[0] is not record:
            last[:] = record, {}
        key = (args, tuple(sorted(kwargs.items())))
        if key not in last[1]:
            last[1][key] = work(record, *args, **kwargs)
        return last[1][key]

    return again


def _elu(z, alpha=1.0):
    return np.where(z > 0, z, alpha * np.expm1(np.minimum(z, 0)))


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "linear": lambda z: z,
    "": lambda z: z,
    "relu": ops.relu,
    "tanh": np.tanh,
    "sigmoid": lambda z: 0.5 * (1 + np.tanh(z / 2)),
    "softmax": softmax,
    "relu6": lambda z: np.clip(z, 0, 6),
    "leaky_relu": lambda z: np.where(z > 0, z, 0.2 * z),
    "elu": _elu,
    "hard_tanh": lambda z: np.clip(z, -1, 1),
    "stretched tanh": lambda z: 1.7159 * np.tanh(2 / 3 * z),
}
"""Activations by their Keras names, and that of 1998."""


USUAL = ("Conv2D", "Dense")
"""Layers that the networks of these exercises learn by."""
SILENT = (
    "InputLayer",
    "Flatten",
    "Reshape",
    "Dropout",
    "Activation",
    "ReLU",
    "Softmax",
)
"""Layers that may stand anywhere: their say is told elsewhere, or they have none."""
OVERFLOW = 80
"""Largest score beyond which, and largest score below the negative of which, a softmax
written down as it is has no value in 32 bits: ∞ by ∞, or 0 by 0."""


def close(answers, wanted):
    """Return whether a network gave the wanted answers."""
    answers, wanted = np.asarray(answers), np.asarray(wanted)
    if answers.shape != wanted.shape:
        return False
    slack = TOLERANCE * np.abs(wanted).max(initial=0)
    return bool(np.all(np.abs(answers - wanted) <= slack))


def holding(record):
    """Return the layers that hold numbers, in their order."""
    return [layer for layer in record.layers if layer.parameters]


def learning(record):
    """Return the convolutions and dense layers, in their order."""
    return [layer for layer in holding(record) if layer.kind in USUAL]


def as_it_begins(layer):
    """Return whether a layer holds what Keras gives a new one; None if none can tell.

    The biases of a new layer are 0, and a new BatchNormalization changes nothing; the
    kernels are random, and say nothing.
    """
    if layer.kind == "BatchNormalization":
        first = (1, 0, 0, 1)  # factors, summands, means and variances
        pairs = zip(layer.weights, first, strict=True)
        return all(bool((array == value).all()) for array, value in pairs)
    if layer.kind in USUAL and len(layer.weights) == 2:
        return not layer.weights[1].any()
    return None


def unasked(record):
    """Return the kinds of layers that nobody asked for."""
    known = (*USUAL, *SILENT, "ZeroPadding2D", "GetItem")
    return [
        layer.kind
        for layer in record.layers
        if layer.kind not in known
        and "Pool" not in layer.kind
        and layer.activation in ("", "other")
    ]


def besides(record):
    """Say which layers there are that nobody asked for; nothing if there are none."""
    kinds = list(dict.fromkeys(unasked(record)))
    return f"; besides, there is {' and '.join(kinds)}" if kinds else ""


def behind(record, number):
    """Return the layers between one that learns and the next, itself first."""
    starts = [
        n
        for n, layer in enumerate(record.layers)
        if layer.parameters and layer.kind in USUAL
    ]
    end = starts[number + 1] if number + 1 < len(starts) else len(record.layers)
    return record.layers[starts[number] : end]


def activations(record, number):
    """Return the activations between a layer that learns and the next, but linear ones.

    Each with whether a pooling comes before it.
    """
    found, after_pooling = [], False
    for layer in behind(record, number):
        after_pooling |= "Pool" in layer.kind
        if layer.activation not in ("", "linear"):
            found.append((layer.activation, after_pooling))
    return found


def pooling(record, number):
    """Return the layer behind one that learns that makes its maps smaller, or None."""
    first, *rest = behind(record, number)
    for layer in rest:
        if "Pool" in layer.kind:
            return layer
        if len(layer.output_shape) == 3 and layer.output_shape != first.output_shape:
            return layer
    return None


def window(layer):
    """Return size and step of a pooling layer's window; 2×2 where it does not say."""
    size = layer.settings.get("pool_size") or 2
    step = layer.settings.get("strides") or size
    return tuple((n, n) if isinstance(n, int) else tuple(n) for n in (size, step))


def pooled(x, layer, mode="max"):
    """Pool as a recorded layer says that it does, or in a mode where it says nothing."""
    if "Pool" in layer.kind:
        mode = "average" if "Average" in layer.kind else "max"
    return ops.pool2d(x, *window(layer), mode, layer.settings.get("padding", "valid"))


def form(record, scores):
    """Say whether a network answers with these scores, or with their softmax.

    For a loss that applies the softmax, scores may be moved by the same amount for all
    classes, as the logarithm of a softmax moves them: their softmax is the same.

    Returns
    -------
    str
        ``"sums"``, ``"probabilities"`` or, for neither, nothing.
    """
    answers = record.predictions
    pairs = list(zip(answers, scores, strict=True))
    if all(close(a, s) for a, s in pairs):
        return "sums"
    if record.training.get("from_logits") and all(
        close(_moved(a), _moved(s)) for a, s in pairs
    ):
        return "sums"
    if all(_shares_of(a, s) for a, s in zip(answers, scores, strict=True)):
        return "probabilities"
    return ""


def _moved(scores):
    return np.asarray(scores) - np.max(scores, axis=-1, keepdims=True)


def _shares_of(answers, scores):
    """Return whether answers are the softmax of scores, wherever that has a value."""
    answers, scores = np.asarray(answers), np.asarray(scores)
    if answers.shape != scores.shape:
        return False
    largest = scores.max(axis=-1)
    has_value = np.isfinite(answers).all(axis=-1) | (largest < OVERFLOW)
    told = has_value & (largest > -OVERFLOW)
    return not len(told) or (
        close(answers[told], softmax(scores[told])) and bool(np.all(answers[told] >= 0))
    )


def looks_like_probabilities(record):
    """Return whether all answers are shares, whatever the network computes."""
    return bool(record.predictions) and all(
        bool(np.all(p >= 0) and np.allclose(p.sum(axis=-1), 1, atol=1e-3))
        for p in record.predictions
    )


def sizes(shape):
    """Write a shape.

    Examples
    --------
    >>> sizes((28, 28, 6)), sizes((10,))
    ('28×28×6', '10')
    """
    return "×".join("?" if n is None else str(n) for n in shape)


def described(layer):
    """Say what a layer that learns is, and how large."""
    if layer.kind == "Conv2D":
        *size, filters = layer.weights[0].shape
        return f"Conv2D with {filters} filters of {sizes(size)}"
    if layer.kind == "Dense":
        inputs, units = layer.weights[0].shape
        return f"Dense with {units} units for {inputs} inputs"
    return layer.kind


def kernels_are(shape):
    """Return a test: this layer holds weights of this shape."""
    return lambda layer: bool(layer.weights) and layer.weights[0].shape == shape


def learns(number, name, kind, shape, hint):
    """Return the demand that a layer is of a kind and holds weights of a shape.

    Parameters
    ----------
    number : int
        Which of those that learn, from 0.
    name : str
        What it is called.
    kind : str
        Its class in Keras; ``"Dense"`` may be a convolution of 1×1 as well.
    shape : tuple of int
        Of its weights.
    hint : str
        What to look at otherwise.
    """
    words = (
        f"{shape[3]} filters of {shape[0]}×{shape[1]}×{shape[2]}"
        if kind == "Conv2D"
        else f"{shape[1]} units for {shape[0]} inputs"
    )

    def test(record):
        layer = learning(record)[number]
        weights = layer.weights[0]
        if kind == "Dense" and weights.shape[:2] == (1, 1):
            return layer.kind == "Conv2D" and weights.shape[2:] == shape
        return layer.kind == kind and weights.shape == shape

    def seen(record):
        layers = learning(record)
        if number >= len(layers):
            return f"it is not there: {len(layers)} layers hold weights"
        return f"there stands {described(layers[number])}"

    return Demand(f"{name} is a {kind} with {words}", test, hint, seen)


def makes(number, name, shape, hint):
    """Return the demand that a layer that learns makes something of a shape."""
    return Demand(
        f"{name} makes {sizes(shape)}",
        lambda record: learning(record)[number].output_shape == shape,
        hint,
        lambda record: f"it makes {sizes(learning(record)[number].output_shape)}",
    )


def pools(number, name, shape, hint):
    """Return the demand that a pooling behind a layer makes something of a shape."""

    def seen(record):
        layer = pooling(record, number)
        if layer is None:
            return "no pooling stands there"
        return f"{layer.kind} makes {sizes(layer.output_shape)}"

    return Demand(
        f"{name} makes {sizes(shape)}",
        lambda record: pooling(record, number).output_shape == shape,
        hint,
        seen,
    )


def takes(shape, hint):
    """Return the demand that a network takes pictures of a shape."""
    return Demand(
        f"it takes pictures of shape {shape}",
        lambda record: record.input_shape == shape,
        hint,
        lambda record: f"it takes {record.input_shape}",
    )


def only_usual_layers(hint):
    """Return the demand that convolutions and dense layers hold all the weights."""

    def others(record):
        return [x.kind for x in holding(record) if x.kind not in USUAL]

    return Demand(
        "all that learns is of type Conv2D or Dense",
        lambda record: not others(record),
        hint,
        lambda record: f"weights are held by {' and '.join(others(record))}, too",
    )


def gives(count, hint):
    """Return the demand that so many numbers come out."""
    return Demand(
        f"{count} numbers come out for each picture",
        lambda record: record.output_shape == (count,),
        hint,
        lambda record: f"the output has shape {record.output_shape}",
    )


def has_biases(hint):
    """Return the demand that every layer that learns has biases."""
    return Demand(
        "every layer that learns has biases",
        lambda record: all(len(layer.weights) == 2 for layer in learning(record)),
        hint,
        lambda record: f"{_unbiased(record)} without biases",
    )


def _unbiased(record):
    bare = [layer for layer in learning(record) if len(layer.weights) != 2]
    return " and ".join(described(layer) for layer in bare)


def _loss(record):
    return record.training.get("loss", "")


def loss_demands(form_of: Callable[..., str], most: int) -> tuple[Demand, ...]:
    """Return what is asked of the loss.

    Parameters
    ----------
    form_of : callable
        Takes the record, and says whether ``"sums"`` or ``"probabilities"`` come out.
    most : int
        The largest label.
    """
    return (
        Demand(
            "it is compiled",
            lambda record: bool(record.training),
            "Without compile a network knows no loss.",
            lambda record: "a network without a loss",
        ),
        Demand(
            f"the loss is a cross-entropy for labels from 0 to {most}",
            lambda record: _loss(record) == ENTROPY,
            "The labels are whole numbers. Keras has a cross-entropy for each kind of "
            "labels: which one takes these?",
            lambda record: (
                "it is compiled without a loss"
                if _loss(record) == "NoneType"
                else f"the loss computes {_loss(record)}"
            ),
        ),
        Demand(
            "there is one softmax, in the network or in the loss",
            lambda record: (
                record.training["from_logits"] == (form_of(record) != "probabilities")
            ),
            "Either the last layer turns its sums into probabilities, or the loss is "
            "told, with from_logits=True, that it gets plain sums.",
            lambda record: (
                f"the network returns {form_of(record) or 'other numbers'}, and the loss "
                f"takes them for {_taken_for(record)}"
            ),
        ),
    )


def _taken_for(record):
    return "plain sums" if record.training["from_logits"] else "probabilities"


def loss_mistakes(form_of, build=None) -> tuple[Misconception, ...]:
    """Return the mistakes that can be made with the loss.

    Parameters
    ----------
    form_of : callable
        As for `loss_demands`.
    build : callable, optional
        Takes ``loss`` and ``last``; returns an answer that makes the mistake.
    """
    build = build or (lambda **changes: None)

    def probabilities(record):
        return form_of(record) == "probabilities"

    def softmax_in_both(record):
        return probabilities(record) and record.training["from_logits"]

    def in_none(record):
        fits = _loss(record).endswith("crossentropy")
        return form_of(record) == "sums" and fits and not record.training["from_logits"]

    mistakes = (
        Misconception(
            "not compiled",
            "Your network is not compiled: it has no optimiser and no loss.",
            build(loss=None),
            shows=lambda record: not record.training,
        ),
        Misconception(
            "from_logits mismatch",
            "Your network ends with a softmax, and your loss is made for plain sums, which "
            "still need one: from_logits=True says so. One of the two is enough.",
            build(loss="logits"),
            shows=softmax_in_both,
        ),
        Misconception(
            "no softmax anywhere",
            "What your network returns are no probabilities, and your loss takes them for "
            "such. One of the two has to apply the softmax.",
            build(last=None),
            shows=in_none,
        ),
        Misconception(
            "loss for one-hot labels",
            "Your cross-entropy is one for labels that are lists of zeros with a single "
            "1. Here a label is one whole number.",
            build(loss="categorical_crossentropy"),
            shows=lambda record: _loss(record) == "categorical_crossentropy",
        ),
        Misconception(
            "loss for yes or no",
            "Your loss is the cross-entropy for questions with two answers. There are "
            "more classes here.",
            build(loss="binary_crossentropy"),
            shows=lambda record: _loss(record) == "binary_crossentropy",
        ),
        Misconception(
            "loss of a regression",
            "The labels are numbers of classes: that class 4 is twice class 2 means "
            "nothing. Use the cross-entropy for such labels.",
            build(loss="mse"),
            shows=lambda record: (
                _loss(record) in ("mean_squared_error", "mean_absolute_error", "huber")
            ),
        ),
    )
    return tuple(replace(m, shows=tried(m.shows)) for m in mistakes)
