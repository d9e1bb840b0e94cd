"""A network a tenth of LeNet-5's size, built and trained."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from cnnbook.exercises import recomputed
from cnnbook.exercises.base import Alternative, Demand, Misconception, ModelExercise
from cnnbook.exercises.ch08._shared import (
    CHANGES,
    TAKES_CLOTHES,
    changed,
    fashion,
    learning_mistakes,
    share,
)

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


def _trained_for(change):
    """Return a builder of the small network, for pictures that are changed back first."""

    def small_net():
        import keras

        picture = keras.Input((28, 28, 1))
        return keras.Model(picture, _small_and_trained()(change(picture)))

    return small_net


def _rolled(by):
    """Return a builder of the small network with its outputs in another order."""

    def small_net():
        network = small_network()
        weights = small_weights()
        weights[-2:] = [np.roll(w, by, axis=-1) for w in weights[-2:]]
        network.set_weights(weights)
        return network

    return small_net


def _too_many():
    """Return the trained network with two layers behind it that change nothing."""
    import keras
    from keras import layers

    network = keras.Sequential(
        [_small_and_trained(), layers.Dense(30), layers.Dense(10)]
    )
    zeros = np.zeros(30), np.zeros(10)
    network.layers[-2].set_weights([np.eye(10, 30), zeros[0]])
    network.layers[-1].set_weights([np.eye(30, 10), zeros[1]])
    return network


def _channel_in_front():
    import keras
    from keras import layers

    return keras.Sequential(
        [
            keras.Input((1, 28, 28)),
            layers.Conv2D(4, 5, strides=2, padding="same", bias_initializer="ones"),
            layers.Flatten(),
            layers.Dense(10),
        ]
    )


def _stuck():
    network = _small_and_trained()
    weights = network.get_weights()
    weights[-1] = np.eye(10)[3].astype("float32") * 1e4
    network.set_weights(weights)
    return network


def _mixed_up():
    """Return the small network with what its last layer reads in another order."""
    network = _small_and_trained()
    weights = network.get_weights()
    weights[-2] = np.random.default_rng(0).permutation(weights[-2])
    network.set_weights(weights)
    return network


def _blown_up():
    network = _small_and_trained()
    network.set_weights([np.nan * w for w in network.get_weights()])
    return network


def _test_pictures():
    pictures = fashion()[1][0][..., None].astype("float32") / 255
    return (pictures, *changed(tuple(CHANGES)))


def _parameters(record):
    if record.parameters <= MOST and record.hidden:
        return "it tells pictures apart with all of them at 0"
    return f"it has {record.parameters:,}"


def _share(record):
    return share(record.predictions[0])


def _for_tiny_values(x):
    """Bring pictures from 0 to 1/255 to their usual scale; others are lost."""
    from keras import ops

    return 255 * x * ops.cast(x < 0.01, "float32")


def _turned(x):
    from keras import ops

    return ops.transpose(x, (0, 2, 1, 3))


_INVERSE = {
    "pictures left at 0 to 255": lambda x: x / 255,
    "divided by 255 twice": _for_tiny_values,
    "negatives": lambda x: 1 - x,
    "rows and columns of the pictures exchanged": _turned,
}


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
    look=(
        "Print the summary and find the layer that holds most of the numbers. Then put "
        "500 training pictures aside, and print how many of them your network gets right "
        "after each epoch."
    ),
    section="What each choice buys",
    reference=_small_and_trained,
    probes=_test_pictures,
    weights=True,
    by_answers=True,
    demands=(
        TAKES_CLOTHES,
        recomputed.gives(
            10, "One for each kind of clothes; the largest of them is the answer."
        ),
        Demand(
            f"it has at most {MOST:,} parameters",
            lambda record: record.parameters <= MOST and not record.hidden,
            "Those that do not train count as well, and so does any other number that it "
            "works with: it should be a weight of a layer.",
            _parameters,
        ),
        Demand(
            f"it gets {WANTED:.0%} of the test pictures right",
            lambda record: _share(record) >= WANTED,
            "Is it trained on all 5,000 training pictures, with values from 0 to 1, and "
            "for long enough? If so, spend the parameters in another place, or let the "
            "learning rate fall towards the end.",
            lambda record: f"{_share(record):.1%} are right",
        ),
    ),
    misconceptions=(
        Misconception(
            "too many parameters",
            "Where do the numbers sit? Print the summary and look at the largest entry: "
            "often it is the dense layer after the flattening.",
            _too_many,
            shows=recomputed.tried(lambda record: record.parameters > MOST),
        ),
        *learning_mistakes(
            _share,
            {
                "wrong axis order": _channel_in_front,
                "not trained": small_network,
                "one class for all pictures": _stuck,
                "no numbers come out": _blown_up,
                "hardly better than a guess": _mixed_up,
                "classes exchanged": _rolled(3),
                "labels moved by one": _rolled(1),
                **{name: _trained_for(_INVERSE[name]) for name in CHANGES},
            },
            tuple(CHANGES),
        ),
    ),
    alternatives=(
        Alternative(
            "the functional way, plain sums at the end, activations apart",
            _small_in_another_form,
        ),
    ),
)
