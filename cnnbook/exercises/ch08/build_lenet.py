"""LeNet-5 in Keras, with C5 as a convolution, and compiled."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Alternative, Demand, Misconception, ModelExercise
from cnnbook.exercises.ch08._shared import AXES, MISMATCH, loss_fits


def _lenet_of_1998(
    size=(32, 32, 1),
    first="valid",
    pool="AveragePooling2D",
    c5=True,
    activation="tanh",
    bias=True,
    from_logits=True,
):
    """Build the network of the exercise, with one step done wrong."""
    import keras
    from keras import layers

    keep = {"activation": activation, "use_bias": bias}
    pooling = getattr(layers, pool)
    # A single row of pixels holds no window of five, unless every layer pads.
    last = "same" if size[0] == 1 else "valid"
    first = "same" if size[0] == 1 else first
    network = keras.Sequential(
        [
            keras.Input(size),
            layers.Conv2D(6, 5, padding=first, **keep),
            pooling(2, padding=last),
            layers.Conv2D(16, 5, padding=last, **keep),
            pooling(2, padding=last),
            *(
                [layers.Conv2D(120, 5, padding=last, **keep), layers.Flatten()]
                if c5
                else [layers.Flatten(), layers.Dense(120, **keep)]
            ),
            layers.Dense(84, **keep),
            layers.Dense(10, use_bias=bias),
        ]
    )
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=from_logits)
    network.compile(keras.optimizers.Adam(0.002), loss)
    return network


def _one_step(record, shape, kind):
    return any(k == kind and s == shape for k, s in record.steps)


def _tanh(record):
    return sum(
        layer.settings.get("activation") == "tanh" or layer.kind == "Tanh"
        for layer in record.layers
    )


def _functional_lenet():
    import keras
    from keras import layers

    picture = keras.Input((32, 32, 1))
    x = picture
    for maps in (6, 16):
        x = layers.Conv2D(maps, (5, 5))(x)
        x = layers.Activation("tanh")(x)
        x = layers.AveragePooling2D((2, 2))(x)
    x = layers.Conv2D(120, 5, activation=keras.activations.tanh)(x)
    x = layers.Reshape((120,))(x)
    x = layers.Dense(84, activation="tanh")(layers.Dropout(0.1)(x))
    network = keras.Model(picture, layers.Softmax()(layers.Dense(10)(x)))
    network.compile("sgd", "sparse_categorical_crossentropy")
    return network


def _nested_lenet():
    import keras
    from keras import layers

    eyes = keras.Sequential(
        [
            keras.Input((32, 32, 1)),
            layers.Conv2D(6, 5, activation="tanh"),
            layers.AveragePooling2D(2),
            layers.Conv2D(16, 5, activation="tanh"),
            layers.AveragePooling2D(2, 2),
            layers.Conv2D(120, 5, activation="tanh"),
        ]
    )
    head = [
        layers.Flatten(),
        layers.Dense(84, activation="tanh"),
        layers.Dense(10, activation="softmax"),
    ]
    network = keras.Sequential([keras.Input((32, 32, 1)), eyes, *head])
    network.compile(
        "adam", keras.losses.SparseCategoricalCrossentropy(), metrics=["accuracy"]
    )
    return network


EXERCISE = ModelExercise(
    __name__,
    title="Build it as in 1998",
    difficulty=2,
    points=3,
    place=30,
    reference=_lenet_of_1998,
    probes=lambda: (np.random.default_rng(8).uniform(0, 4, (3, 32, 32, 1)),),
    demands=(
        Demand(
            "it takes pictures of shape (32, 32, 1)",
            lambda r: r.input_shape == (32, 32, 1),
            AXES,
            "wrong axis order",
        ),
        Demand(
            "C1 makes six maps of 28×28",
            lambda r: r.steps[0] == ("Conv2D", (28, 28, 6)),
            "The pictures have the size of 1998, so no layer has to pad.",
            "padded as today",
        ),
        Demand(
            "S2 and S4 take averages",
            lambda r: (
                _one_step(r, (14, 14, 6), "AveragePooling2D")
                and _one_step(r, (5, 5, 16), "AveragePooling2D")
            ),
            "Two layers take the mean of each two by two window, and none its maximum.",
            "max pooling",
        ),
        Demand(
            "C5 is a convolution that makes 120 maps of one pixel",
            lambda r: _one_step(r, (1, 1, 120), "Conv2D"),
            "On maps of five by five, a window of the same size fits once. Nothing has to "
            "be flattened before.",
            "C5 as a dense layer",
        ),
        Demand(
            "ten numbers come out for each picture",
            lambda r: r.output_shape == (10,),
            "Before F6 the 120 maps of one pixel become a list.",
        ),
        Demand(
            "C1, C3, C5 and F6 end with tanh",
            lambda r: _tanh(r) >= 4,
            "Without a function that bends, all these layers together could do no more "
            "than a single one. Each of the four needs its own.",
            "no nonlinearity",
        ),
        Demand(
            "it has as many parameters as the modern form",
            lambda r: r.parameters == 61_706,
            "Compare with the table of the chapter, layer by layer. Every filter and "
            "every unit has a bias.",
            "bias missing",
        ),
        Demand(
            "it is compiled, and the loss fits what comes out",
            loss_fits,
            MISMATCH,
            "from_logits mismatch",
        ),
    ),
    misconceptions=(
        Misconception(
            "wrong axis order", AXES, lambda: _lenet_of_1998(size=(1, 32, 32))
        ),
        Misconception(
            "padded as today",
            "The pictures have the size of 1998, so no layer has to pad.",
            lambda: _lenet_of_1998(first="same"),
        ),
        Misconception(
            "max pooling",
            "Two layers take the mean of each two by two window, and none its maximum.",
            lambda: _lenet_of_1998(pool="MaxPooling2D"),
        ),
        Misconception(
            "C5 as a dense layer",
            "On maps of five by five, a window of the same size fits once. Nothing has to "
            "be flattened before.",
            lambda: _lenet_of_1998(c5=False),
        ),
        Misconception(
            "no nonlinearity",
            "Without a function that bends, all these layers together could do no more "
            "than a single one. Each of the four needs its own.",
            lambda: _lenet_of_1998(activation=None),
        ),
        Misconception(
            "bias missing",
            "Compare with the table of the chapter, layer by layer. Every filter and "
            "every unit has a bias.",
            lambda: _lenet_of_1998(bias=False),
        ),
        Misconception(
            "from_logits mismatch",
            MISMATCH,
            lambda: _lenet_of_1998(from_logits=False),
        ),
    ),
    alternatives=(
        Alternative(
            "activations apart, probabilities at the end, dropout, no Flatten",
            _functional_lenet,
        ),
        Alternative("a model inside a model", _nested_lenet),
    ),
)
