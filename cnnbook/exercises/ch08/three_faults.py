"""A training script with three mistakes, to be repaired."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Alternative, Demand, Misconception, ModelExercise
from cnnbook.exercises.ch08._shared import (
    AXES,
    MISMATCH,
    TAKES_CLOTHES,
    best_share,
    fashion,
    loss_fits,
)


def _few_clothes():
    (pictures, labels), _ = fashion()
    return pictures[:1000].copy(), labels[:1000].copy()


def _both_scales():
    """Return test pictures from 0 to 1 and from 0 to 255: a model may scale itself."""
    pictures = fashion()[1][0][..., None].astype("float32")
    return pictures[:300] / 255, pictures[:300]


def _trained(pictures, labels, *, apart=False, axes_wrong=False, mismatch=False):
    """Run the script of the exercise, with some of its faults."""
    import keras
    from keras import layers

    keras.utils.set_random_seed(0)
    random = np.random.default_rng(0)
    order = random.permutation(len(pictures))
    pictures = pictures[order]
    labels = random.permutation(labels) if apart else labels[order]
    images = pictures[:, None] if axes_wrong else pictures[..., None]
    network = keras.Sequential(
        [
            keras.Input(images.shape[1:]),
            layers.Conv2D(8, 5, strides=2, padding="same", activation="relu"),
            layers.Conv2D(16, 3, strides=2, padding="same", activation="relu"),
            layers.Flatten(),
            layers.Dense(10),
        ]
    )
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=not mismatch)
    network.compile(keras.optimizers.Adam(0.003), loss)
    network.fit(images / 255, labels, batch_size=50, epochs=4, verbose=0)
    return network


_UNLEARNT = (
    "It does no better than a guess on pictures that it has not seen. Was it trained, and "
    "does each picture still stand beside its own label when it is?"
)


def _repaired_otherwise(pictures, labels):
    import keras
    from keras import layers

    keras.utils.set_random_seed(1)
    picture = keras.Input((28, 28, 1))
    x = layers.Rescaling(1 / 255)(picture)
    x = layers.Conv2D(8, 5, strides=2, padding="same")(x)
    x = layers.ReLU()(x)
    x = layers.Conv2D(16, 3, strides=2, padding="same", activation="relu")(x)
    x = layers.Dense(10)(layers.Flatten()(x))
    network = keras.Model(picture, layers.Softmax()(x))
    network.compile(keras.optimizers.Adam(0.005), "sparse_categorical_crossentropy")
    images = pictures[..., None].astype("float32")
    network.fit(images, labels, batch_size=40, epochs=5, verbose=0)
    return network


EXERCISE = ModelExercise(
    __name__,
    title="Three faults",
    difficulty=3,
    points=3,
    place=50,
    answer="repaired",
    kind="A function to repair",
    reference=_trained,
    given=_few_clothes,
    probes=_both_scales,
    demands=(
        TAKES_CLOTHES,
        Demand(
            "ten numbers come out for each picture",
            lambda r: r.output_shape == (10,),
            "There are ten kinds of clothes. This part of the script was right.",
        ),
        Demand(
            "it is compiled, and the loss fits what comes out",
            loss_fits,
            MISMATCH,
            "from_logits mismatch",
        ),
        Demand(
            "it gets more than half of 300 new pictures right",
            lambda r: best_share(r) > 0.5,
            _UNLEARNT,
            "nothing learnt from the labels",
        ),
    ),
    misconceptions=(
        Misconception(
            "wrong axis order", AXES, lambda *given: _trained(*given, axes_wrong=True)
        ),
        Misconception(
            "from_logits mismatch",
            MISMATCH,
            lambda *given: _trained(*given, mismatch=True),
        ),
        Misconception(
            "nothing learnt from the labels",
            _UNLEARNT,
            lambda *given: _trained(*given, apart=True),
        ),
    ),
    alternatives=(
        Alternative(
            "it scales inside the model, ends with probabilities, and lets fit shuffle",
            _repaired_otherwise,
        ),
    ),
)
