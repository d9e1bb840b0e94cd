"""A network a tenth of LeNet-5's size, built and trained."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from cnnbook.exercises.base import Alternative, Demand, Misconception, ModelExercise
from cnnbook.exercises.ch08._shared import AXES, TAKES_CLOTHES, best_share, fashion

MOST = 6_000
"""Parameters that the small network may have; about a tenth of LeNet-5's."""
WANTED = 0.82
"""Share of the test pictures that it has to get right."""
WEIGHTS = Path(__file__).with_name("fewer_parameters.npz")


def small_network(size=(28, 28, 1), filters=16):
    """Build the network of the solution, untrained."""
    import keras
    from keras import layers

    first = "same" if size[0] == 1 else "valid"
    return keras.Sequential(
        [
            keras.Input(size),
            layers.Conv2D(8, 5, strides=2, padding=first, activation="relu"),
            layers.Conv2D(filters, 3, padding=first, activation="relu"),
            layers.MaxPooling2D(2, padding=first),
            layers.Flatten(),
            layers.Dense(10, activation="softmax"),
        ]
    )


def small_weights():
    """Return the weights of the small network, as benchmarks/fewer_parameters left them."""
    with np.load(WEIGHTS) as kept:
        return [kept[name] for name in kept.files if name.startswith("arr_")]


def _small_and_trained():
    network = small_network()
    network.set_weights(small_weights())
    return network


def _test_pictures():
    return (fashion()[1][0][..., None].astype("float32") / 255,)


_LARGE = (
    "Where do the numbers sit? Print the summary and look at the largest entry: often it "
    "is the dense layer after the flattening."
)
_WEAK = (
    "It needs to be trained, on all 5,000 training pictures, with values from 0 to 1, for "
    "long enough. If it has been and stays below, spend the parameters in another place."
)


def _small_in_another_form():
    import keras
    from keras import layers

    picture = keras.Input((28, 28, 1))
    x = layers.Conv2D(8, 5, strides=2)(picture)
    x = layers.Activation("relu")(x)
    x = layers.ReLU()(layers.Conv2D(16, 3)(x))
    x = layers.Flatten()(layers.MaxPooling2D()(x))
    network = keras.Model(picture, layers.Dense(10)(layers.Dropout(0.2)(x)))
    network.set_weights(small_weights())
    return network


EXERCISE = ModelExercise(
    __name__,
    title="With a tenth of the parameters",
    difficulty=3,
    points=4,
    place=60,
    answer="small_net",
    kind="A Keras model to build and train",
    reference=_small_and_trained,
    probes=_test_pictures,
    demands=(
        TAKES_CLOTHES,
        Demand(
            "ten numbers come out for each picture",
            lambda r: r.output_shape == (10,),
            "One for each kind of clothes; the largest of them is the answer.",
        ),
        Demand(
            f"it has at most {MOST:,} parameters",
            lambda r: r.parameters <= MOST,
            _LARGE,
            "too many parameters",
        ),
        Demand(
            f"it gets {WANTED:.0%} of the test pictures right",
            lambda r: best_share(r) >= WANTED,
            _WEAK,
            "not trained enough",
        ),
    ),
    misconceptions=(
        Misconception(
            "wrong axis order", AXES, lambda: small_network(size=(1, 28, 28))
        ),
        Misconception("too many parameters", _LARGE, lambda: small_network(filters=32)),
        Misconception("not trained enough", _WEAK, small_network),
    ),
    alternatives=(
        Alternative(
            "the functional way, plain sums at the end, activations apart",
            _small_in_another_form,
        ),
    ),
)
