"""A Keras model with the shapes and parameters of a table."""

from __future__ import annotations

import numpy as np

from cnnbook import arithmetic, ops
from cnnbook.arithmetic import Conv, Dense, Flatten, Pool
from cnnbook.exercises.base import Alternative, Demand, Misconception, ModelExercise

BUILT = (
    Conv(8, 3, padding="same"),
    Pool(2),
    Conv(16, 3, stride=2),
    Conv(24, 3),
    Flatten(),
    Dense(32),
    Dense(6),
)
"""The network of `build-from-trace`, for images of 30×24×3."""

_ROWS = arithmetic.trace((30, 24, 3), BUILT)[1:]
_LEARN = [(row.shape, row.parameters) for row in _ROWS if row.parameters]


def _learning(record):
    return [layer for layer in record.layers if layer.parameters]


def _shapes_in_order(record):
    """Say whether the planned shapes come one after the other, others between them."""
    shapes = iter([shape for _, shape in record.steps])
    return all(row.shape in shapes for row in _ROWS)


def _pooled(record):
    return any(
        "Pooling" in kind and shape == (15, 12, 8) for kind, shape in record.steps
    )


def _probabilities(record):
    answers = record.predictions[0]
    return bool((answers >= 0).all() and np.allclose(answers.sum(axis=1), 1, atol=1e-4))


def _computed(record, activation):
    """Run the planned network with the weights on record."""
    weights = [layer.weights for layer in _learning(record)]
    mode = "average" if record.of_kind("AveragePooling2D") else "max"
    x = EXERCISE.probes()[0]
    x = activation(ops.conv_layer(x, *weights[0], padding="same"))
    x = ops.pool2d(x, 2, mode=mode)
    x = activation(ops.conv_layer(x, *weights[1], stride=2))
    x = activation(ops.conv_layer(x, *weights[2])).reshape(len(x), -1)
    scores = activation(x @ weights[3][0] + weights[3][1]) @ weights[4][0]
    scores = scores + weights[4][1]
    if not _probabilities(record):
        return scores
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def _answers_as(record, activation):
    return bool(
        np.allclose(record.predictions[0], _computed(record, activation), atol=1e-4)
    )


def _crossentropy(record):
    loss = str(record.training.get("loss", "")).lower().replace("_", "")
    return "sparsecategoricalcrossentropy" in loss


def _build(
    shape=(30, 24, 3),
    *,
    padding="same",
    pool=True,
    stride=2,
    relu="relu",
    bias=True,
    softmax=True,
    logits=False,
    loss=None,
    units=32,
):
    """Return a builder of the network, with one setting changed."""

    def build_from_trace():
        import keras
        from keras import layers

        last = "softmax" if softmax else None
        model = keras.Sequential(
            [
                keras.Input(shape),
                layers.Conv2D(8, 3, padding=padding, activation=relu, use_bias=bias),
                *([layers.MaxPooling2D(2)] if pool else []),
                layers.Conv2D(16, 3, strides=stride, activation=relu, use_bias=bias),
                layers.Conv2D(24, 3, activation=relu, use_bias=bias),
                layers.Flatten(),
                layers.Dense(units, activation=relu, use_bias=bias),
                layers.Dense(6, activation=last, use_bias=bias),
            ]
        )
        entropy = keras.losses.SparseCategoricalCrossentropy(from_logits=logits)
        model.compile("adam", loss or entropy)
        return model

    return build_from_trace


_BUILD_MISTAKES = (
    Misconception(
        "wrong axis order",
        "An image is (height, width, channels), and the trace writes it in this order: "
        "30 rows, 24 columns, 3 channels.",
        _build((24, 30, 3)),
    ),
    Misconception(
        "forgot padding",
        "The first map in the trace is as large as the image. A Conv2D that is not told "
        "to pad makes it smaller.",
        _build(padding="valid"),
    ),
    Misconception(
        "pooling missing",
        "Between the first two convolutions height and width are halved by a layer that "
        "has no parameters.",
        _build(pool=False),
    ),
    Misconception(
        "stride forgotten",
        "From 15×12 to 7×5 a window cannot get by steps of one pixel, unless the filters "
        "were much larger. The parameters say how large they are.",
        _build(stride=1),
    ),
    Misconception(
        "bias missing",
        "The trace counts a bias for every filter and every unit. use_bias=False leaves "
        "them out.",
        _build(bias=False),
    ),
    Misconception(
        "no nonlinearity",
        "Your layers have no activation. Without one a layer behind a layer can do no "
        "more than a single layer.",
        _build(relu=None),
    ),
    Misconception(
        "from_logits mismatch",
        "Your network ends with a softmax, and your loss applies another one: "
        "from_logits=True says that it gets scores. One of the two is enough.",
        _build(logits=True),
    ),
    Misconception(
        "no softmax anywhere",
        "Your network returns scores, and your loss takes them for probabilities. One of "
        "the two has to apply the softmax.",
        _build(softmax=False),
    ),
    Misconception(
        "loss of a regression",
        "The labels are numbers of classes: that class 4 is twice class 2 means nothing. "
        "Use the cross-entropy for such labels.",
        _build(loss="mse"),
    ),
)
_BUILD_HINTS = {m.name: m.hint for m in _BUILD_MISTAKES}


def _demand(text, test, mistake):
    return Demand(text, test, _BUILD_HINTS[mistake], mistake)


def _functional():
    import keras
    from keras import layers

    image = keras.Input((30, 24, 3), name="picture")
    x = layers.ReLU()(layers.Conv2D(8, (3, 3), padding="same")(image))
    x = layers.MaxPool2D((2, 2), strides=2, padding="same")(x)
    x = layers.Activation("relu")(layers.Conv2D(16, 3, strides=(2, 2))(x))
    x = layers.Dropout(0.3)(x)
    x = layers.Reshape((-1,))(layers.Conv2D(24, 3, activation="relu")(x))
    x = layers.Dense(32, activation=keras.activations.relu)(x)
    model = keras.Model(image, layers.Dense(6, name="scores")(x))
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.SGD(0.1), loss)
    return model


def _nested():
    import keras
    from keras import layers, ops

    inside = keras.Sequential(
        [
            keras.Input((30, 24, 3)),
            layers.ZeroPadding2D(1),
            layers.Conv2D(8, 3),
            layers.Activation(ops.relu),
            layers.AveragePooling2D(2),
            layers.Conv2D(16, 3, strides=2, activation="relu"),
            layers.Conv2D(24, 3, activation="relu"),
        ]
    )
    image = keras.Input((30, 24, 3))
    x = layers.Flatten()(inside(image))
    x = ops.relu(layers.Dense(32)(x))
    model = keras.Model(image, layers.Softmax()(layers.Dense(6)(x)))
    model.compile(loss=keras.losses.sparse_categorical_crossentropy)
    return model


EXERCISE = ModelExercise(
    __name__,
    title="Build it from its trace",
    difficulty=2,
    points=4,
    place=40,
    reference=_build(),
    weights=True,
    probes=lambda: (
        np.random.default_rng(5).normal(size=(6, 30, 24, 3)).astype("float32"),
    ),
    demands=(
        _demand(
            "it takes images of 30×24×3",
            lambda record: record.input_shape == (30, 24, 3),
            "wrong axis order",
        ),
        _demand(
            "its first feature maps are as large as the image",
            lambda record: (
                bool(_learning(record))
                and _learning(record)[0].output_shape[:2] == (30, 24)
            ),
            "forgot padding",
        ),
        _demand("a pooling layer makes 15×12×8", _pooled, "pooling missing"),
        _demand(
            "the second convolution makes maps of 7×5",
            lambda record: any(shape[:2] == (7, 5) for _, shape in record.steps),
            "stride forgotten",
        ),
        Demand(
            "the shapes of the trace follow each other",
            _shapes_in_order,
            "Put model.summary() beside the trace, and look for the first shape that "
            "differs.",
        ),
        _demand(
            "the layers have biases",
            lambda record: all(len(layer.weights) > 1 for layer in _learning(record)),
            "bias missing",
        ),
        Demand(
            "each layer has as many parameters as in the trace",
            lambda record: (
                [(layer.output_shape, layer.parameters) for layer in _learning(record)]
                == _LEARN
            ),
            "Shapes can agree while filters have another size. Compare the column of the "
            "parameters with your summary.",
        ),
        _demand(
            "the layers are not linear",
            lambda record: not _answers_as(record, lambda z: z),
            "no nonlinearity",
        ),
        Demand(
            "a ReLU follows each layer that learns, but the last",
            lambda record: _answers_as(record, ops.relu),
            "With its own weights, your network does not answer as a network with these "
            "layers and a ReLU behind all that learn but the last would. Look at the "
            "activations one by one.",
        ),
        _demand(
            "it is compiled with the cross-entropy for labels 0 to 5",
            _crossentropy,
            "loss of a regression",
        ),
        _demand(
            "no second softmax follows the first",
            lambda record: (
                not (_probabilities(record) and record.training["from_logits"])
            ),
            "from_logits mismatch",
        ),
        _demand(
            "there is a softmax, in the network or in the loss",
            lambda record: _probabilities(record) or record.training["from_logits"],
            "no softmax anywhere",
        ),
    ),
    misconceptions=_BUILD_MISTAKES,
    alternatives=(
        Alternative(
            "ReLUs of their own, dropout, and scores that go to the loss", _functional
        ),
        Alternative("padded by hand, pooled by means, with a model inside", _nested),
    ),
)
