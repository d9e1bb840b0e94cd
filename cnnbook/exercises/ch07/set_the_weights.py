"""Kernels and biases of NumPy, put into a Keras model."""

from __future__ import annotations

import numpy as np

from cnnbook import lecture, ops
from cnnbook.exercises.base import Alternative, Demand, Misconception, ModelExercise

KERNELS = np.array([lecture.K, [[0, 1, 0], [3, 0, -1], [1, -2, 4]]])
KERNEL_BIASES = np.array([-4, 2])
SCORES = np.array([[1, 0, -2, 3, 0, 1, -1, 2], [0, 2, 1, -1, 1, 0, 3, -2]])
SCORE_BIASES = np.array([5, -3])


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
    copies = (KERNELS, KERNEL_BIASES, SCORES, SCORE_BIASES)
    return keras_network, *(array.copy() for array in copies)


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


_WRONG_FILTERS = {
    "reshaped instead of stacked": (
        lambda kernels: kernels.reshape(3, 3, 1, 2),
        "The shape is right, but reshape deals the numbers out in the order in which "
        "they lie in memory, so both filters hold numbers of both kernels. Move the "
        "first axis to the end instead.",
    ),
    "kernels transposed": (
        lambda kernels: kernels.T.reshape(3, 3, 1, 2),
        "Your filters have rows and columns exchanged. Only the axis that counts the "
        "kernels should move; the rows stay before the columns.",
    ),
    "kernels flipped": (
        lambda kernels: _stacked(kernels[:, ::-1, ::-1]),
        "Your filters are turned by 180°. Conv2D slides what it holds as it is.",
    ),
    "kernels in the wrong order": (
        lambda kernels: _stacked(kernels[::-1]),
        "Your first filter holds the second kernel.",
    ),
}


def _weights_of(record, kind):
    layers = record.of_kind(kind)
    return layers[0].weights if layers else ()


def _holds(kind, number, wanted):
    """Return a test: the layer of this kind holds the wanted array."""

    def test(record):
        weights = _weights_of(record, kind)
        return (
            len(weights) > number
            and weights[number].shape == wanted.shape
            and np.allclose(weights[number], wanted, atol=1e-5)
        )

    return test


def _holds_not(kind, number, mistaken):
    holds = _holds(kind, number, mistaken)
    return lambda record: not holds(record)


_ZEROS = np.zeros(2)
_NO_BIAS = (
    "The biases are still 0. set_weights wants four arrays, and the second and the "
    "fourth are the biases."
)
_RESHAPED_W = (
    "The weights of the dense layer have the right shape, but not the right places: "
    "reshape does not exchange rows and columns."
)


def _answers_of_given(x):
    z = ops.conv_layer(x, _stacked(KERNELS), KERNEL_BIASES)
    pooled = ops.pool2d(ops.relu(z), 2)
    return pooled.reshape(len(x), -1) @ SCORES.T + SCORE_BIASES


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


EXERCISE = ModelExercise(
    __name__,
    title="Set the weights",
    difficulty=1,
    points=2,
    place=20,
    kind="A Keras model to fill",
    reference=_set(),
    given=_given_network,
    weights=True,
    probes=lambda: (
        np.random.default_rng(7).integers(0, 9, (4, 6, 7, 1)).astype("float32"),
    ),
    demands=(
        Demand(
            "it is the network that was given",
            lambda record: (
                record.input_shape == (6, 7, 1)
                and [kind for kind, _ in record.steps]
                == ["Conv2D", "MaxPooling2D", "Flatten", "Dense"]
            ),
            "Return the model that your function gets, with the same layers.",
        ),
        *(
            Demand(
                f"the filters are not {name.split(' ', 1)[-1]}"
                if name.startswith("kernels")
                else "the filters are stacked along the last axis",
                _holds_not("Conv2D", 0, wrong(KERNELS)),
                hint,
                name,
            )
            for name, (wrong, hint) in _WRONG_FILTERS.items()
        ),
        Demand(
            "each filter holds its kernel",
            _holds("Conv2D", 0, _stacked(KERNELS)),
            "Compare layer.get_weights()[0][:, :, 0, 0] with the first kernel: they "
            "should be equal, number by number.",
        ),
        Demand(
            "the biases are set",
            lambda record: (
                _holds_not("Conv2D", 1, _ZEROS)(record)
                and _holds_not("Dense", 1, _ZEROS)(record)
            ),
            _NO_BIAS,
            "bias missing",
        ),
        Demand(
            "W has its rows and columns exchanged, not reshaped",
            _holds_not("Dense", 0, SCORES.reshape(8, 2)),
            _RESHAPED_W,
            "dense weights reshaped",
        ),
        Demand(
            "the dense layer holds W",
            _holds("Dense", 0, SCORES.T),
            "Keras keeps (inputs, outputs), and W has a row for each output.",
        ),
        Demand(
            "every bias is in its place",
            lambda record: (
                _holds("Conv2D", 1, KERNEL_BIASES)(record)
                and _holds("Dense", 1, SCORE_BIASES)(record)
            ),
            "Look at layer.get_weights()[1] of both layers.",
        ),
        Demand(
            "the network answers as the same sums in NumPy do",
            lambda record: bool(
                np.allclose(
                    record.predictions[0],
                    _answers_of_given(EXERCISE.probes()[0]),
                    atol=1e-3,
                )
            ),
            "The weights are right, but the network does not compute what was given. "
            "Was a layer or an activation changed?",
        ),
    ),
    misconceptions=(
        *(
            Misconception(name, hint, _set(to_filters=wrong))
            for name, (wrong, hint) in _WRONG_FILTERS.items()
        ),
        Misconception("bias missing", _NO_BIAS, _set(to_biases=np.zeros_like)),
        Misconception(
            "dense weights reshaped",
            _RESHAPED_W,
            _set(to_dense=lambda W: W.reshape(8, 2)),
        ),
    ),
    alternatives=(
        Alternative(
            "one kernel after another, and the dense layer entry by entry",
            _filled_one_by_one,
        ),
        Alternative("the model that was given stands inside another one", _wrapped),
    ),
)
