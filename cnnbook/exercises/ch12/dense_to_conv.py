"""A classifier that slides: its dense layers as convolutions."""

from __future__ import annotations

import itertools

import numpy as np

from cnnbook import ops
from cnnbook.exercises.base import Alternative, Demand, Misconception, ModelExercise

_WINDOW, _HALF = (10, 12), (4, 5)
"""Size of the classifier's window, and of the maps that its first dense layer reads."""
_NAMES = ("the convolution", "the first dense layer", "the second dense layer")


def _weights():
    random = np.random.default_rng(1212)
    shapes = [(3, 3, 1, 4), (4,), (80, 6), (6,), (6, 3), (3,)]
    return [np.float32(random.normal(0, 0.4, shape).round(3)) for shape in shapes]


def _classifier():
    import keras
    from keras import layers

    classifier = keras.Sequential(
        [
            keras.Input((*_WINDOW, 1)),
            layers.Conv2D(4, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Flatten(),
            layers.Dense(6, activation="relu"),
            layers.Dense(3),
        ]
    )
    classifier.set_weights(_weights())
    return (classifier,)


def _probes():
    random = np.random.default_rng(34)
    shapes = [(2, 14, 16, 1), (1, 21, 27, 1)]  # of even and of odd size
    small, large = (random.uniform(0, 1, shape) for shape in shapes)
    small[1] *= 9  # sums far above 0, for what cuts off above
    return np.float32(small), np.float32(large)


_PLACES = {
    2: [(2, 3, 3, 3), (1, 6, 8, 3)],
    1: [(2, 5, 5, 3), (1, 12, 16, 3)],
}
"""Shapes of the answers to the probes, if windows lie so many pixels apart."""


def _softmax(sums):
    powers = np.exp(sums - sums.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def _answers(
    number, *, first=ops.relu, pool="max", hidden=ops.relu, last=np.asarray, step=2
):
    """Return what the classifier says to the windows of a probe, in NumPy."""
    kernel, bias, dense, dense_bias, final, final_bias = _weights()
    x = first(ops.conv_layer(_probes()[number], kernel, bias))
    x = ops.pool2d(x, 2, step, mode=pool)
    kernel = dense.reshape(*_HALF, 4, 6)
    if step == 1:  # the values that a window reads are two places apart
        spread = np.zeros((7, 9, 4, 6))
        spread[::2, ::2] = kernel
        kernel = spread
    x = hidden(ops.conv_layer(x, kernel, dense_bias))
    return last(ops.conv_layer(x, final[None, None], final_bias))


def _agrees(record, number, **steps):
    if not record.predictions:
        return False
    got, want = record.predictions[number], _answers(number, **steps)
    return got.shape == want.shape and np.allclose(got, want, rtol=1e-4, atol=1e-4)


def _step(record) -> int:
    """Return how far its windows lie apart; 0 if there are not as many as there are."""
    shapes = [answers.shape for answers in record.predictions]
    return next((step for step, places in _PLACES.items() if places == shapes), 0)


def _kernels_and_biases(record):
    """Return kernel and bias of each layer with weights, None for a missing bias."""
    layers = [part.weights for part in record.layers if part.weights]
    return [(w[0], w[1] if len(w) > 1 else None) for w in layers]


def _same_numbers(array, wanted, off=1e-5) -> bool:
    """Return whether an array holds these numbers, in this order or another."""
    return array.size == wanted.size and np.allclose(
        np.sort(array.ravel()), np.sort(wanted.ravel()), atol=off
    )


def _in_order(array, wanted) -> bool:
    return array.size == wanted.size and np.allclose(
        array.ravel(), wanted.ravel(), atol=1e-5
    )


def _compared(record):
    """Return for each of the three layers its kernel and the classifier's."""
    found = _kernels_and_biases(record)
    if len(found) != len(_NAMES):
        return []
    return list(zip(found, _weights()[::2], _weights()[1::2], strict=True))


def _first_dense(record):
    """Return the kernel of the first new layer, and the classifier's."""
    (kernel, _), wanted, _ = _compared(record)[1]
    return kernel, wanted


def _turned(record) -> bool:
    kernel, wanted = _first_dense(record) if _compared(record) else (np.ones(1),) * 2
    return kernel.ndim == 4 and _in_order(kernel[::-1, ::-1], wanted)


def _axes_in_another_order(record) -> bool:
    """Return whether rows, columns and channels were read in another order."""
    if not _compared(record) or _turned(record):
        return False
    kernel, wanted = _first_dense(record)
    if kernel.shape != (*_HALF, 4, 6) or _in_order(kernel, wanted):
        return False
    for axes in itertools.permutations(range(3)):
        sizes = [(*_HALF, 4)[axis] for axis in axes]
        read = wanted.reshape(*sizes, 6).transpose(*np.argsort(axes), 3)
        if _in_order(kernel, read):
            return True
    return False


def _second_mixed(record) -> bool:
    """Return whether the last kernel holds the columns where its rows belong."""
    if not _compared(record):
        return False
    (kernel, _), wanted, _ = _compared(record)[2]
    return _in_order(kernel, wanted.T) and not _in_order(kernel, wanted)


def _outputs_mixed(record) -> bool:
    """Return whether the three answers have the weights of one another."""
    if not _compared(record):
        return False
    (kernel, _), wanted, _ = _compared(record)[2]
    columns = kernel.reshape(-1, 3).T
    places = [[_in_order(column, w) for w in wanted.T] for column in columns]
    return bool(np.all(np.sum(places, axis=1) == 1)) and not _in_order(kernel, wanted)


def _weights_not_set(record) -> bool:
    new = _compared(record)[1:]
    return bool(new) and not any(
        _same_numbers(kernel, wanted, 0.05) for (kernel, _), wanted, _ in new
    )  # rounded ones were set


def _biases_zero(record) -> bool:
    biases = [bias for (_, bias), _, _ in _compared(record)[1:]]
    return bool(biases) and all(bias is not None and not bias.any() for bias in biases)


def _no_biases(record) -> bool:
    return any(bias is None for _, bias in _kernels_and_biases(record))


_SLIPS = {
    "without the ReLU of its first dense layer": {"hidden": np.asarray},
    "without the ReLU of its convolution": {"first": np.asarray},
    "with means in place of the largest values": {"pool": "average"},
    "after a softmax": {"last": _softmax},
    "cut off at 0": {"last": ops.relu},
}
"""What one step done wrong makes of the classifier's answers."""


def _answers_differ(record) -> str:
    """Say what about the answers is seen, or which weights are others."""
    for words, steps in _SLIPS.items():
        if _agrees(record, 0, **steps):
            return f"the answers of the classifier {words}"
    compared = _compared(record)
    if not compared:
        return f"{len(_kernels_and_biases(record))} layers with weights"
    others = [
        name
        for name, ((kernel, bias), wanted, wanted_bias) in zip(
            _NAMES, compared, strict=True
        )
        if not (_in_order(kernel, wanted) and np.allclose(bias, wanted_bias, atol=1e-5))
    ]
    if others:
        return f"other weights than the classifier's, or another order, for {others[0]}"
    return "the classifier's weights, and other answers"


def _shapes(record) -> str:
    if not record.predictions:
        return f"it takes inputs of shape {record.input_shape}"
    small, large = (answers.shape[1:] for answers in record.predictions)
    return f"a scene of 14×16 gives the shape {small}, one of 21×27 gives {large}"


def _padded(record) -> list[bool]:
    """Return of each convolution whether it pads."""
    layers = record.of_kind("Conv2D")
    return [layer.settings.get("padding") == "same" for layer in layers]


def _pooling_pads(record) -> bool:
    return any(
        "Pool" in layer.kind and layer.settings.get("padding") == "same"
        for layer in record.layers
    )


def _convolutional(
    classifier,
    order=lambda w: w.reshape(*_HALF, 4, 6),
    *,
    size=(None, None, 1),
    first="relu",
    first_padding="valid",
    padding="valid",
    activation="relu",
    use_bias=True,
    final=lambda w: w,
    last=None,
    keep=lambda array: array,
    biases=lambda array: array,
    pool="MaxPooling2D",
    pool_padding="valid",
):
    import keras
    from keras import layers

    kernel, offset, dense, dense_bias, top, top_bias = classifier.get_weights()
    model = keras.Sequential(
        [
            keras.Input(size),
            layers.Conv2D(4, 3, activation=first, padding=first_padding),
            getattr(layers, pool)(2, padding=pool_padding),
            layers.Conv2D(
                6, _HALF, activation=activation, padding=padding, use_bias=use_bias
            ),
            layers.Conv2D(3, 1, use_bias=use_bias, activation=last),
        ]
    )
    head = [order(dense), biases(dense_bias), final(top)[None, None], biases(top_bias)]
    model.set_weights(
        [keep(w) for w in (kernel, offset, *(head if use_bias else head[::2]))]
    )
    return model


def _made(**mistake):
    return lambda classifier: _convolutional(classifier, **mistake)


def _sideways(classifier):
    import keras
    from keras import layers

    weights = classifier.get_weights()
    weights[2] = weights[2].reshape(5, 4, 4, 6)
    weights[4] = weights[4][None, None]
    model = keras.Sequential(
        [
            keras.Input((None, None, 1)),
            layers.Conv2D(4, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(6, (5, 4), activation="relu"),
            layers.Conv2D(3, 1),
        ]
    )
    model.set_weights(weights)
    return model


def _in_functional_style(classifier):
    import keras
    from keras import layers

    convolution, pooling, _, first, last = classifier.layers
    scenes = keras.Input((None, None, 1))
    windows = layers.Conv2D(6, (4, 5))
    # A dense layer on a volume works at every place: it is a 1×1 convolution.
    head = layers.Dense(3)
    maps = layers.Dropout(0.5)(pooling(convolution(scenes)))
    model = keras.Model(scenes, head(layers.ReLU()(windows(maps))))
    kernel, bias = first.get_weights()
    windows.set_weights([kernel.reshape(4, 5, 4, 6), bias])
    head.set_weights(last.get_weights())
    return model


def _entry_by_entry(classifier):
    import keras
    from keras import layers

    weights = classifier.get_weights()
    kernel = np.zeros((4, 5, 4, 6))
    for place, row in enumerate(weights[2]):
        kernel[place // 20, place // 4 % 5, place % 4] = row
    model = keras.Sequential(
        [
            keras.Input((None, None, 1)),
            layers.Conv2D(4, 3),
            layers.Activation("relu"),
            layers.MaxPooling2D((2, 2)),
            layers.Conv2D(6, (4, 5), activation="relu"),
            layers.Conv2D(3, 1),
        ]
    )
    weights[2], weights[4] = kernel, weights[4].reshape(1, 1, 6, 3)
    model.set_weights(weights)
    return model


def _every_pixel(classifier):
    import keras
    from keras import layers

    weights = classifier.get_weights()
    weights[2] = weights[2].reshape(4, 5, 4, 6)
    weights[4] = weights[4][None, None]
    model = keras.Sequential(
        [
            keras.Input((None, None, 1)),
            layers.Conv2D(4, 3, activation="relu"),
            layers.MaxPooling2D(2, strides=1),
            layers.Conv2D(6, (4, 5), dilation_rate=2, activation="relu"),
            layers.Conv2D(3, 1),
        ]
    )
    model.set_weights(weights)
    return model


EXERCISE = ModelExercise(
    __name__,
    title="From dense to convolutional",
    difficulty=2,
    points=3,
    place=40,
    answer="to_convolutional",
    kind="A model to build",
    look=(
        "Call both models with one window, as a batch of one, and compare the three "
        "numbers. If they differ, compare what comes out layer by layer."
    ),
    section="One pass over the whole scene",
    given=_classifier,
    probes=_probes,
    weights=True,
    reference=_convolutional,
    demands=(
        Demand(
            "it takes scenes of any height and width",
            lambda r: r.input_shape == (None, None, 1),
            "Keras writes None for a size that is left open.",
            lambda r: f"it takes inputs of shape {r.input_shape}",
        ),
        Demand(
            "one place for each window, with three answers",
            lambda r: _step(r) > 0,
            "Between the first and the last row of a scene of 14 rows a window of 10 has "
            "five places, and three if it moves by two pixels.",
            _shapes,
        ),
        Demand(
            "no number is lost, and none added",
            lambda r: r.parameters == sum(w.size for w in _weights()),
            "The classifier holds 547. Every dense layer has weights, and something "
            "besides.",
            lambda r: f"it holds {r.parameters} numbers",
        ),
        Demand(
            "the classifier's answers to the windows of a small scene",
            lambda r: _agrees(r, 0, step=_step(r) or 2),
            "Compare get_weights() of the two, and the activations of their layers.",
            _answers_differ,
        ),
        Demand(
            "its answers all over a larger scene",
            lambda r: _agrees(r, 1, step=_step(r) or 2),
            "Does anything in your model depend on the whole scene, or on where in it a "
            "window lies?",
            lambda r: "a scene of 14×16 is right, and one of 21×27 is not",
        ),
    ),
    misconceptions=(
        Misconception(
            "size of the window kept",
            "Your model takes one size only. Keras writes None for a size that is left "
            "open.",
            _made(size=(*_WINDOW, 1)),
            shows=lambda r: r.input_shape == (*_WINDOW, 1),
        ),
        Misconception(
            "padding in the head",
            "A layer that was dense pads, so there are answers for windows that hang over "
            "the edge.",
            _made(padding="same"),
            shows=lambda r: any(_padded(r)[1:]),
        ),
        Misconception(
            "padding in the convolution",
            "Your first convolution pads. That of the classifier does not.",
            _made(first_padding="same"),
            shows=lambda r: any(_padded(r)[:1]),
        ),
        Misconception(
            "padding in the pooling",
            "Your pooling pads. A map of odd size then gets a row or a column more, and "
            "windows hang over the edge of the scene.",
            _made(pool_padding="same"),
            shows=_pooling_pads,
        ),
        Misconception(
            "kernel on its side",
            "Your kernel is 5 high and 4 wide. The map that the first dense layer reads has "
            "4 rows and 5 columns.",
            _sideways,
            shows=lambda r: any(
                k.shape == (5, 4, 4, 6) for k, _ in _kernels_and_biases(r)
            ),
        ),
        Misconception(
            "bias missing",
            "A layer of yours has no bias. Those of the classifier all have one.",
            _made(use_bias=False),
            shows=_no_biases,
        ),
        Misconception(
            "biases left at 0",
            "The biases of the two new layers are 0. They stand in get_weights() as well.",
            _made(biases=np.zeros_like),
            shows=lambda r: _biases_zero(r) and not _weights_not_set(r),
        ),
        Misconception(
            "weights not set",
            "The new layers have weights of their own, drawn anew: their kernels do not "
            "hold the numbers of the dense layers.",
            _made(keep=lambda array: array + np.float32(0.5)),
            shows=_weights_not_set,
        ),
        Misconception(
            "wrong axis order",
            "The weights of the first dense layer are there, but they meet other values "
            "than before. In which order does Flatten write rows, columns and channels?",
            _made(order=lambda w: w.reshape(4, *_HALF, 6).transpose(1, 2, 0, 3)),
            shows=_axes_in_another_order,
        ),
        Misconception(
            "kernel turned",
            "Your kernel is turned by 180°. A layer lays it on the maps as it is.",
            _made(order=lambda w: w.reshape(*_HALF, 4, 6)[::-1, ::-1]),
            shows=_turned,
        ),
        Misconception(
            "inputs and outputs exchanged",
            "The weights of the second dense layer are there, in another order. It has a "
            "row for each input and a column for each output, and so has a 1×1 kernel.",
            _made(final=lambda w: w.T.reshape(w.shape)),
            shows=_second_mixed,
        ),
        Misconception(
            "answers in another order",
            "The last layer has the classifier's weights, but an answer has those of "
            "another one. Keep the order of its columns.",
            _made(final=lambda w: w[:, ::-1]),
            shows=_outputs_mixed,
        ),
        Misconception(
            "no nonlinearity",
            "It answers like the classifier without the activation of its first dense "
            "layer.",
            _made(activation=None),
            shows=lambda r: _agrees(r, 0, hidden=np.asarray),
        ),
        Misconception(
            "activation of the convolution lost",
            "It answers like the classifier without the activation of its convolution.",
            _made(first=None),
            shows=lambda r: _agrees(r, 0, first=np.asarray),
        ),
        Misconception(
            "means for the largest values",
            "It answers like a classifier that takes means where this one takes the largest "
            "value of each two by two.",
            _made(pool="AveragePooling2D"),
            shows=lambda r: _agrees(r, 0, pool="average"),
        ),
        Misconception(
            "softmax added",
            "Your model ends with a softmax. The classifier has none: its three answers are "
            "plain sums.",
            _made(last="softmax"),
            shows=lambda r: _agrees(r, 0, last=_softmax),
        ),
        Misconception(
            "ReLU at the end",
            "Your answers are cut off at 0. The last layer of the classifier has no "
            "activation.",
            _made(last="relu"),
            shows=lambda r: _agrees(r, 0, last=ops.relu),
        ),
    ),
    alternatives=(
        Alternative(
            "the functional way, with a dense layer on the maps as a 1×1 convolution",
            _in_functional_style,
        ),
        Alternative("the kernel is filled entry by entry", _entry_by_entry),
        Alternative("windows at every pixel, by a dilated kernel", _every_pixel),
    ),
)
