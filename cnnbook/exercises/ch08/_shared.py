"""What several exercises of chapter 8 use."""

from __future__ import annotations

from functools import cache

import numpy as np

from cnnbook import data
from cnnbook.exercises import recomputed
from cnnbook.exercises.base import Misconception

SHAPE = (28, 28, 1)
MARGIN = 0.03
"""By how much the share of half of the pictures may be below that of all by chance."""
AXES = (
    "A picture has 28 rows, 28 columns and one channel, and Keras wants them in this "
    "order. Look at the shape in keras.Input."
)
TAKES_CLOTHES = recomputed.takes(SHAPE, AXES)


@cache
def fashion():
    """Return the pictures and labels for training, and those for testing."""
    return data.fashion_mnist()


def share(answers):
    """Return which share of the first test pictures is answered rightly.

    While grading, half of them, at the odd places, are nowhere to be looked up: the
    share of those must not be far below that of all.
    """
    labels = fashion()[1][1][: len(answers)]
    right = np.argmax(answers, axis=-1) == labels
    unseen = right[1::2] if len(right) > 1 else right
    return float(min(np.mean(right), np.mean(unseen) + MARGIN))


CHANGES = {
    "pictures left at 0 to 255": (
        lambda x: 255 * x,
        "Your network does well on pictures from 0 to 255. It should take them from 0 to "
        "1, as they are tried here.",
    ),
    "divided by 255 twice": (
        lambda x: x / 255,
        "Your network does well on pictures from 0 to 1/255. Were they divided by 255 "
        "twice?",
    ),
    "negatives": (
        lambda x: 1 - x,
        "Your network does well on negatives, with bright and dark exchanged. The "
        "pictures come as they are.",
    ),
    "rows and columns of the pictures exchanged": (
        lambda x: x.swapaxes(1, 2),
        "Your network does well on clothes that lie on their side: rows and columns of "
        "its pictures were exchanged.",
    ),
}
"""What pictures may have been turned into for the training."""
LEAST = 0.01
"""Share of the pictures that whoever guesses gets right, with the worst of luck."""
FEW = 200
"""Pictures that are tried changed so."""


def changed(names):
    """Return batches of test pictures from 0 to 1, changed in these ways."""
    pictures = fashion()[1][0][:FEW, ..., None].astype("float32") / 255
    return tuple(CHANGES[name][0](pictures) for name in names)


def fits(record):
    """Return whether there are ten answers to each picture to look at."""
    return bool(record.predictions) and record.output_shape == (10,)


def untrained(record):
    """Return whether all layers are as they begin, so far as they can tell.

    No training leaves all their biases 0.
    """
    begun = [recomputed.as_it_begins(layer) for layer in record.layers]
    return fits(record) and True in begun and False not in begun


def better_on(names):
    """Return for each name a test: pictures that are changed so get far more right.

    Their answers are the last ones on record.
    """
    start = -len(names)

    def shows(record, name):
        if not fits(record):
            return False
        plain, few = record.predictions[:start], record.predictions[start:]
        shares = dict(zip(names, map(share, few), strict=True))
        usual = max(share(answers[:FEW]) for answers in plain)
        best = max(shares.values())
        return shares[name] == best > max(usual + 0.15, 0.5)

    return {name: lambda record, name=name: shows(record, name) for name in names}


def by_one(record):
    """Return whether most answers are the class after the right one."""
    labels = fashion()[1][1]
    return fits(record) and any(
        np.mean(np.argmax(p, axis=-1) == labels[: len(p)] + 1) > 0.5
        for p in record.predictions
    )


def exchanged(record):
    """Return whether most pictures of a kind get one answer, kind by kind another one."""
    if not fits(record):
        return False
    answers = np.argmax(record.predictions[0], axis=-1)
    counts = np.zeros((10, 10), int)
    np.add.at(counts, (fashion()[1][1][: len(answers)], answers), 1)
    apart = len(set(counts.argmax(axis=1))) > 7
    return apart and counts.max(axis=1).sum() > len(answers) / 2


def no_numbers(record):
    """Return whether it answers to nothing with numbers."""
    return fits(record) and all(np.isnan(p).any() for p in record.predictions)


def learning_mistakes(best, builders, names):
    """Return the mistakes that show in how much a network has learnt.

    Parameters
    ----------
    best : callable
        Takes the record; returns the share of right answers, at the better scale.
    builders : mapping
        Answers that make the mistakes, by their names.
    names : tuple of str
        The changed pictures that were tried too, see `changed`.
    """
    better = better_on(names)

    def one_class(record):
        if not fits(record) or untrained(record) or no_numbers(record):
            return False
        classes = [np.unique(np.argmax(p, axis=-1)) for p in record.predictions]
        return all(len(c) == 1 for c in classes)

    def low(record):
        known = (*better.values(), by_one, one_class, untrained, no_numbers)
        explained = any(test(record) for test in known)
        return fits(record) and best(record) < 0.25 and not explained

    tests = {
        "wrong axis order": (AXES, lambda record: record.input_shape == (1, 28, 28)),
        "not trained": (
            "Your network has not been trained: its biases are still what they are in a new "
            "one, all 0.",
            untrained,
        ),
        "no numbers come out": (
            "Your network answers nan, which is no number: its weights have grown beyond "
            "all bounds. That happens when the learning rate is far too large.",
            no_numbers,
        ),
        "one class for all pictures": (
            "Your network gives every picture the same class. That happens when the "
            "learning rate is far too large, or when the loss can't use what comes out.",
            one_class,
        ),
        "labels moved by one": (
            "Most answers are the class after the right one. Were the labels counted from "
            "1?",
            by_one,
        ),
        "hardly better than a guess": (
            "It was trained, and does hardly better than a guess on new pictures. Does "
            "each picture still stand beside its own label, and can the loss use what "
            "comes out?",
            lambda record: (
                low(record) and best(record) > LEAST and not exchanged(record)
            ),
        ),
        "classes exchanged": (
            "Your network tells the kinds of clothes apart, and gives them the numbers of "
            "others. Were the labels changed, or do the outputs stand in another order?",
            lambda record: low(record) and exchanged(record),
        ),
        **{name: (CHANGES[name][1], better[name]) for name in names},
    }
    return tuple(
        Misconception(name, hint, builders.get(name), shows=recomputed.tried(shows))
        for name, (hint, shows) in tests.items()
    )
