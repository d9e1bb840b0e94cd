"""Kernels and biases of NumPy, put into a Keras model."""

from __future__ import annotations

import functools

import numpy as np

from cnnbook import lecture, ops
from cnnbook.exercises.base import Alternative, Demand, Misconception, ModelExercise
from cnnbook.exercises.recomputed import (
    FUNCTIONS,
    close,
    described,
    holding,
    tried,
)

KERNELS = np.array([lecture.K, [[0.623, 1, 0], [3, 0, -1.377], [1, -2, 4]]])
KERNEL_BIASES = np.array([-4, 2.625])
SCORES = np.array([[1, 0, -2, 3, 0.613, 1, -1, 2], [0, 2, 1, -1, 1.287, 0, 3, -2]])
SCORE_BIASES = np.array([5.375, -3])


def _given_network():
    import keras
    from keras import layers

    keras_network = keras.Sequential(
        [
            keras.Input((6, 7, 1)),
            layers.Conv2D(2, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Flatten(),
            layers.Dense(2),
        ]
    )
    kernel, dense = _random_weights()
    keras_network.set_weights([kernel, np.zeros(2), dense, np.zeros(2)])
    copies = (KERNELS, KERNEL_BIASES, SCORES, SCORE_BIASES)
    return keras_network, *(array.copy() for array in copies)


@functools.cache
def _random_weights():
    """Return the two arrays of weights that the given network starts with."""
    random = np.random.default_rng(70)
    return random.normal(0, 0.3, (3, 3, 1, 2)), random.normal(0, 0.3, (8, 2))


@functools.cache
def _pictures():
    """Return pictures that open and shut the ReLU, an empty one among them."""
    random = np.random.default_rng(7)
    bright = random.integers(0, 9, (3, 6, 7, 1))
    mixed = random.integers(-9, 10, (3, 6, 7, 1))
    dark = random.integers(-9, 1, (2, 6, 7, 1))
    empty = np.zeros((1, 6, 7, 1))
    return np.concatenate([bright, mixed, dark, empty]).astype("float32")


def _stacked(kernels):
    return np.moveaxis(kernels, 0, -1)[:, :, None, :]


def _set(
    to_filters=_stacked,
    to_biases=lambda biases: biases,
    to_dense=np.transpose,
    to_last=lambda b: b,
):
    def set_the_weights(model, kernels, biases, W, b):
        model.set_weights(
            [to_filters(kernels), to_biases(biases), to_dense(W), to_last(b)]
        )
        return model

    return set_the_weights


def _held(record):
    """Return what the layers hold: filters and biases, dense weights and biases."""
    conv, dense = holding(record)
    return (*conv.weights, *dense.weights)


def _holds(place, wanted):
    """Return a test: one of the four arrays is this one."""

    def test(record):
        held = _held(record)[place]
        return held.shape == np.shape(wanted) and np.allclose(held, wanted, atol=1e-5)

    return test


def _wrongly(place, wanted, right):
    """Return a test: one of the four arrays is this wrong one, and not the right one."""
    return lambda record: (
        _holds(place, wanted)(record) and not np.array_equal(wanted, right)
    )


def _untouched(place):
    """Return a test: the weights are random ones, and their biases 0.

    It is the given model's layer, or a new one: it holds none of the numbers that belong
    there.
    """
    wanted = (KERNELS, SCORES)[place // 2]

    def test(record):
        weights, biases = _held(record)[place : place + 2]
        own = weights[np.abs(weights) > 1e-6]
        new = own.size == weights.size and np.unique(own).size == own.size
        fits = weights.shape == _RIGHT[place].shape
        return bool(
            fits
            and not biases.any()
            and new
            and not np.isin(own.round(5), wanted.round(5)).any()
        )

    return test


def _all_set(record):
    wanted = (_stacked(KERNELS), KERNEL_BIASES, SCORES.T, SCORE_BIASES)
    return all(_holds(place, array)(record) for place, array in enumerate(wanted))


def _answers(activation="relu", mode="max"):
    z = ops.conv_layer(_pictures(), _stacked(KERNELS), KERNEL_BIASES)
    pooled = ops.pool2d(FUNCTIONS[activation](z), 2, mode=mode)
    return pooled.reshape(len(z), -1) @ SCORES.T + SCORE_BIASES


def _answers_with(**changes):
    """Return a test: the weights are right, but something else is computed."""
    return lambda record: (
        _all_set(record)
        and not close(record.predictions[0], _answers())
        and close(record.predictions[0], _answers(**changes))
    )


_RIGHT = (_stacked(KERNELS), KERNEL_BIASES, SCORES.T, SCORE_BIASES)


def _mistake(name, hint, place, make):
    """Return the mistake of putting something else into one of the four arrays."""
    step = ("to_filters", "to_biases", "to_dense", "to_last")[place]
    given = (KERNELS, KERNEL_BIASES, SCORES, SCORE_BIASES)[place]
    return Misconception(
        name,
        hint,
        _set(**{step: make}),
        shows=tried(_wrongly(place, make(given), _RIGHT[place])),
    )


_AXES = "Only the axis that counts the kernels should move; the rows stay before the columns."
_WRONG_FILTERS = {
    "reshaped instead of stacked": (
        lambda kernels: kernels.reshape(3, 3, 1, 2),
        "The shape is right, but reshape deals the numbers out in the order in which "
        "they lie in memory, so both filters hold numbers of both kernels. Move the "
        "first axis to the end instead.",
    ),
    "kernels transposed": (
        lambda kernels: kernels.T[:, :, None, :],
        f"Your filters have rows and columns exchanged. {_AXES}",
    ),
    "kernels flipped": (
        lambda kernels: _stacked(kernels[:, ::-1, ::-1]),
        "Your filters are turned by 180°. Conv2D slides what it holds as it is.",
    ),
    "kernels upside down": (
        lambda kernels: _stacked(kernels[:, ::-1]),
        "Your filters are upside down: their first row is the last of the kernel.",
    ),
    "kernels mirrored": (
        lambda kernels: _stacked(kernels[:, :, ::-1]),
        "Left and right of your filters are exchanged.",
    ),
    "kernels in the wrong order": (
        lambda kernels: _stacked(kernels[::-1]),
        "Your first filter holds the second kernel.",
    ),
    "one kernel in both filters": (
        lambda kernels: _stacked(kernels[[0, 0]]),
        "Both your filters hold the first kernel.",
    ),
    "kernels cut to whole numbers": (
        lambda kernels: np.trunc(_stacked(kernels)),
        "The fractions of your kernels are lost. Did they pass through an array of "
        "integers?",
    ),
}
_WRONG_DENSE = {
    "dense weights reshaped": (
        lambda W: W.reshape(8, 2),
        "The weights of the dense layer have the right shape, but not the right places: "
        "reshape does not exchange rows and columns.",
    ),
    "rows of W exchanged": (
        lambda W: W[::-1].T,
        "The first output of your dense layer has the weights of the second.",
    ),
    "dense weights backwards": (
        lambda W: W[:, ::-1].T,
        "The weights of each output stand in the opposite order.",
    ),
    "dense weights map by map": (
        lambda W: W.reshape(2, 2, 2, 2).transpose(2, 3, 1, 0).reshape(8, 2),
        "You sort the weights as if W were written map by map. It is written for what "
        "Flatten makes: place by place, with both maps at each.",
    ),
    "dense weights sorted into maps": (
        lambda W: W.reshape(2, 2, 2, 2).transpose(3, 1, 2, 0).reshape(8, 2),
        "You sort the weights into an order in which the maps lie one behind the other. W "
        "is written for what Flatten makes: place by place, with both maps at each.",
    ),
    "dense weights cut to whole numbers": (
        lambda W: np.trunc(W.T),
        "The fractions of W are lost. Did it pass through an array of integers?",
    ),
}
_WRONG_BIASES = {
    "biases exchanged": (
        lambda biases: SCORE_BIASES,
        "Your convolution holds the biases of the dense layer.",
    ),
    "biases subtracted": (lambda biases: -biases, "Your biases have the wrong sign."),
    "biases in the wrong order": (
        lambda biases: biases[::-1],
        "The biases of your two filters are exchanged.",
    ),
}


def _seen_weights(record):
    layers = holding(record)
    return " and ".join(described(layer) for layer in layers) or "no layer with weights"


def _first_numbers(place):
    def seen(record):
        held = _held(record)[place]
        first = held[:, :, 0, 0][0] if held.ndim == 4 else held.ravel()[:4]
        numbers = ", ".join(f"{n + 0.0:.4g}" for n in first)  # no −0
        of = "the first row of the first filter is" if held.ndim == 4 else "they begin"
        return f"{of} {numbers}"

    return seen


def _filled_one_by_one(model, kernels, biases, W, b):
    filters = np.zeros((3, 3, 1, 2))
    for number, kernel in enumerate(kernels):
        filters[:, :, 0, number] = kernel
    conv, *_, dense = model.layers
    conv.set_weights([filters, biases])
    dense.kernel.assign([[W[j][i] for j in range(2)] for i in range(8)])
    dense.bias.assign(b)
    return model


def _wrapped(model, kernels, biases, W, b):
    import keras

    _filled_one_by_one(model, kernels, biases, W, b)
    return keras.Sequential([keras.Input((6, 7, 1)), model])


def _built_anew(activation=None, average=False):
    def set_the_weights(model, kernels, biases, W, b):
        import keras
        from keras import layers

        pool = layers.AveragePooling2D if average else layers.MaxPooling2D
        model = keras.Sequential(
            [
                keras.Input((6, 7, 1)),
                layers.Conv2D(2, 3, activation=activation),
                pool(2),
                layers.Flatten(),
                layers.Dense(2),
            ]
        )
        model.set_weights([_stacked(kernels), biases, W.T, b])
        return model

    return set_the_weights


def _only(part):
    """Fill the convolution alone, or the dense layer."""

    def set_the_weights(model, kernels, biases, W, b):
        if part == "conv":
            model.layers[0].set_weights([_stacked(kernels), biases])
        else:
            model.layers[-1].set_weights([W.T, b])
        return model

    return set_the_weights


_STILL_ZERO = (
    "set_weights wants four arrays, and the second and the fourth are the biases."
)

EXERCISE = ModelExercise(
    __name__,
    title="Set the weights",
    difficulty=1,
    points=2,
    place=20,
    kind="A Keras model to fill",
    look=(
        "Print model.layers[0].get_weights()[0][:, :, 0, 0] and kernels[0], and compare "
        "them row by row. Then do the same with the other filter, the biases and W."
    ),
    section="The same in Keras",
    reference=_set(),
    given=_given_network,
    weights=True,
    probes=lambda: (_pictures(),),
    demands=(
        Demand(
            "it takes pictures of shape (6, 7, 1) and returns two numbers",
            lambda record: (
                record.input_shape == (6, 7, 1) and record.output_shape == (2,)
            ),
            "Return the model that your function gets.",
            lambda record: (
                f"it takes {record.input_shape} and returns {record.output_shape}"
            ),
        ),
        Demand(
            "it holds the weights of the Conv2D and of the Dense that it came with",
            lambda record: (
                [array.shape for array in _held(record)] == [a.shape for a in _RIGHT]
            ),
            "Return the model that your function gets.",
            _seen_weights,
        ),
        Demand(
            "each filter holds its kernel",
            _holds(0, _RIGHT[0]),
            "Compare layer.get_weights()[0][:, :, 0, 0] with the first kernel: they "
            "should be equal, number by number.",
            _first_numbers(0),
        ),
        Demand(
            "each filter has its bias",
            _holds(1, _RIGHT[1]),
            "Compare layer.get_weights()[1] of the convolution with biases.",
            _first_numbers(1),
        ),
        Demand(
            "the dense layer holds W",
            _holds(2, _RIGHT[2]),
            "Keras keeps (inputs, outputs), and W has a row for each output.",
            _first_numbers(2),
        ),
        Demand(
            "each output has its bias",
            _holds(3, _RIGHT[3]),
            "Compare layer.get_weights()[1] of the dense layer with b.",
            _first_numbers(3),
        ),
        Demand(
            "the network answers as the same sums in NumPy do",
            lambda record: close(record.predictions[0], _answers()),
            "The weights are right, but the network does not compute what the given one "
            "does. Was a layer or an activation changed?",
            lambda record: (
                "to a picture of zeros it answers "
                f"{record.predictions[0][-1].round(3) + 0.0}"
            ),
        ),
    ),
    misconceptions=(
        *(
            _mistake(name, hint, 0, make)
            for name, (make, hint) in _WRONG_FILTERS.items()
        ),
        *(_mistake(name, hint, 2, make) for name, (make, hint) in _WRONG_DENSE.items()),
        *(
            _mistake(name, hint, 1, make)
            for name, (make, hint) in _WRONG_BIASES.items()
        ),
        Misconception(
            "bias missing",
            f"The biases of the convolution are still 0. {_STILL_ZERO}",
            _set(to_biases=np.zeros_like),
            shows=tried(
                lambda record: (
                    _holds(1, np.zeros(2))(record) and not _untouched(0)(record)
                )
            ),
        ),
        Misconception(
            "dense bias missing",
            f"The biases of the dense layer are still 0. {_STILL_ZERO}",
            _set(to_last=np.zeros_like),
            shows=tried(
                lambda record: (
                    _holds(3, np.zeros(2))(record) and not _untouched(2)(record)
                )
            ),
        ),
        Misconception(
            "convolution not filled",
            "The convolution still holds the random weights that it came with.",
            _only("dense"),
            shows=tried(_untouched(0)),
        ),
        Misconception(
            "dense layer not filled",
            "The dense layer still holds the random weights that it came with.",
            _only("conv"),
            shows=tried(_untouched(2)),
        ),
        Misconception(
            "ReLU lost",
            "Your model has no ReLU: values below 0 get through the convolution. The one "
            "that you got has one.",
            _built_anew(),
            shows=tried(_answers_with(activation="linear")),
        ),
        Misconception(
            "average for maximum",
            "Your model pools by the mean. The one that you got takes the maximum.",
            _built_anew("relu", average=True),
            shows=tried(_answers_with(mode="average")),
        ),
    ),
    alternatives=(
        Alternative(
            "one kernel after another, and the dense layer entry by entry",
            _filled_one_by_one,
        ),
        Alternative("the model that was given stands inside another one", _wrapped),
        Alternative("the same model is built anew", _built_anew("relu")),
    ),
)
