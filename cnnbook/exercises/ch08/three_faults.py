"""A training script with three mistakes, to be repaired."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from cnnbook.exercises import recomputed
from cnnbook.exercises.base import Alternative, Demand, ModelExercise
from cnnbook.exercises.ch08._shared import (
    TAKES_CLOTHES,
    changed,
    fashion,
    learning_mistakes,
    share,
)
from cnnbook.models.behaviour import LOSSES

TURNED = (
    "negatives",
    "rows and columns of the pictures exchanged",
)
NEW = 300
"""Pictures that the repaired network has not seen."""


def _few_clothes():
    (pictures, labels), _ = fashion()
    return pictures[:1000].copy(), labels[:1000].copy()


def _both_scales():
    """Return test pictures from 0 to 1 and from 0 to 255: a model may scale itself."""
    pictures = fashion()[1][0][:NEW, ..., None].astype("float32")
    return pictures / 255, pictures, *changed(TURNED)


def _best(record):
    return max(share(answers) for answers in record.predictions[:2])


def _form(record):
    """Say what comes out, by the answers, or by the last layer where there are none."""
    if record.predictions:
        looks = recomputed.looks_like_probabilities(record)
        return "probabilities" if looks else "sums"
    last = [layer.activation for layer in record.layers if layer.activation]
    return "probabilities" if last and last[-1] == "softmax" else "sums"


def _loss_fits(record):
    """Say whether the loss, if it is one that has to know, knows what comes out."""
    if record.training.get("loss") not in LOSSES:
        return True
    return record.training["from_logits"] == (_form(record) != "probabilities")


def _trained(
    pictures,
    labels,
    *,
    apart=False,
    axes_wrong=False,
    epochs=4,
    change=lambda pictures, labels: (pictures, labels),
):
    """Run the script of the exercise, with some of its faults."""
    import keras
    from keras import layers

    keras.utils.set_random_seed(0)
    pictures, labels = change(pictures, labels)
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
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    network.compile(keras.optimizers.Adam(0.003), loss)
    if epochs:
        network.fit(images / 255, labels, batch_size=50, epochs=epochs, verbose=0)
    return network


def _with(**changes):
    return lambda pictures, labels: _trained(pictures, labels, **changes)


def _softmax_in_both(pictures, labels):
    """Return the trained network with a softmax behind it, for a loss that has one too."""
    import keras

    network = keras.Sequential([_trained(pictures, labels), keras.layers.Softmax()])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    network.compile("adam", loss)
    return network


def _sums_for_probabilities(pictures, labels):
    network = _trained(pictures, labels)
    network.compile("adam", "sparse_categorical_crossentropy")
    return network


def _stuck(pictures, labels):
    """Return a network that a far too large rate has ruined."""
    network = _trained(pictures, labels, epochs=0)
    weights = network.get_weights()
    weights[-1] = np.eye(10)[3].astype("float32") * 1e4
    network.set_weights(weights)
    return network


def _blown_up(pictures, labels):
    network = _trained(pictures, labels, epochs=0)
    network.set_weights([np.nan * w for w in network.get_weights()])
    return network


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


def _ends_oddly(record):
    """Return whether the last activation is none of Keras' own, as along a wrong axis."""
    names = [layer.activation for layer in record.layers if layer.activation]
    return names[-1:] == ["other"]


def _loss_mistakes():
    builders = {
        "from_logits mismatch": _softmax_in_both,
        "no softmax anywhere": _sums_for_probabilities,
    }
    for mistake in recomputed.loss_mistakes(_form):
        if mistake.name in builders:
            yield replace(
                mistake,
                answer=builders[mistake.name],
                shows=lambda r, m=mistake: m.shows(r) and not _ends_oddly(r),
            )


EXERCISE = ModelExercise(
    __name__,
    title="Three faults",
    difficulty=3,
    points=3,
    place=50,
    answer="repaired",
    kind="A function to repair",
    look=(
        "Draw three of the pictures that go into fit, with their labels as titles. Then "
        "print the shape of what goes in, and ten numbers that come out for one picture."
    ),
    section="Common mistakes",
    reference=_trained,
    given=_few_clothes,
    probes=_both_scales,
    weights=True,
    by_answers=True,
    demands=(
        TAKES_CLOTHES,
        recomputed.gives(
            10, "There are ten kinds of clothes. This part of the script was right."
        ),
        Demand(
            "the loss takes what comes out for what it is",
            _loss_fits,
            "Either the last layer turns its sums into probabilities, or the loss is "
            "told, with from_logits=True, that it gets plain sums.",
            lambda record: (
                f"what comes out looks like {_form(record)}, and the loss takes it for "
                + ("plain sums" if record.training["from_logits"] else "probabilities")
            ),
        ),
        Demand(
            f"it gets more than half of {NEW} new pictures right",
            lambda record: _best(record) > 0.5,
            "The network of the script gets two thirds of them right, once all three "
            "faults are mended. Does it learn what belongs to each picture, and are the "
            "pictures those of the test, from 0 to 1 or from 0 to 255?",
            lambda record: f"{round(NEW * _best(record))} of {NEW} are right",
        ),
    ),
    misconceptions=(
        *learning_mistakes(
            _best,
            {
                "wrong axis order": _with(axes_wrong=True, epochs=1),
                "not trained": _with(epochs=0),
                "one class for all pictures": _stuck,
                "no numbers come out": _blown_up,
                "hardly better than a guess": _with(apart=True),
                "classes exchanged": _with(change=lambda x, y: (x, (y + 3) % 10)),
                "labels moved by one": _with(
                    change=lambda x, y: (x, np.minimum(y + 1, 9))
                ),
                "negatives": _with(change=lambda x, y: (255 - x, y)),
                "divided by 255 twice": _with(
                    change=lambda x, y: (x / 255, y), epochs=8
                ),
                "rows and columns of the pictures exchanged": _with(
                    change=lambda x, y: (x.swapaxes(1, 2), y)
                ),
            },
            TURNED,
        ),
        *_loss_mistakes(),
    ),
    alternatives=(
        Alternative(
            "it scales inside the model, ends with probabilities, and lets fit shuffle",
            _repaired_otherwise,
        ),
    ),
)
