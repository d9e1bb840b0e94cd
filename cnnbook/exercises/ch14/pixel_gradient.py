"""What each pixel sends back to its scores."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Alternative, ValueExercise
from cnnbook.exercises.ch14._shared import after, step


def _one_hot(labels, probabilities):
    truth = np.zeros(probabilities.shape)
    truth[np.arange(len(labels)), labels] = 1
    return truth


def pixel_gradient(
    probabilities,
    labels,
    *,
    target=_one_hot,
    difference=np.subtract,
    divide=lambda pixels, classes: pixels,
):
    """Return the gradient of the mean loss with respect to the scores.

    Parameters
    ----------
    probabilities, labels
        As in the exercise.
    target : callable
        Makes the wanted probabilities.
    difference : callable
        Takes the probabilities and those.
    divide : callable
        Makes the divisor, of how many pixels and classes there are.
    """
    labels = np.asarray(labels)
    wanted = target(labels, probabilities)
    return difference(probabilities, wanted) / divide(*probabilities.shape)


PROBABILITIES = np.array(
    [[0.2, 0.6, 0.2], [0.8, 0.2, 0.0], [0.2, 0.2, 0.6], [0.4, 0.0, 0.6]]
)
LABELS = [1, 0, 1, 2]

EXERCISE = ValueExercise(
    __name__,
    title="What each pixel sends back",
    difficulty=3,
    points=3,
    place=70,
    kind="An array to work out",
    look=(
        "Write the wanted probabilities beside those given: a row for each pixel, with "
        "a single 1 in it. Which way must each score go, and by what are all of them "
        "divided?"
    ),
    section="A small U-Net",
    given={"probabilities": PROBABILITIES, "labels": LABELS},
    work=pixel_gradient,
    labels=("pixel 0", "pixel 1", "pixel 2", "pixel 3"),
    misconceptions=(
        step(
            "not divided by the pixels",
            "These are the gradients of a sum. The loss is the mean over all pixels.",
            divide=lambda pixels, classes: 1,
        ),
        step(
            "divided by the classes too",
            "You divide by pixels and classes. The mean is taken over the pixels.",
            divide=lambda pixels, classes: pixels * classes,
        ),
        step(
            "divided by the classes",
            "You divide by the number of classes. The mean is taken over the pixels.",
            divide=lambda pixels, classes: classes,
        ),
        step(
            "sign turned round",
            "Your signs are turned round, as in a step of learning. Here the gradient "
            "itself is wanted.",
            difference=lambda p, y: y - p,
        ),
        step(
            "probabilities alone",
            "You divide the probabilities and leave the truth out.",
            difference=lambda p, y: p,
        ),
        step(
            "right class alone",
            "Only the right classes get a gradient with you. The others' scores should "
            "fall.",
            difference=lambda p, y: (p - y) * y,
        ),
        step(
            "wrong classes alone",
            "Only the wrong classes get a gradient with you. The right one's score should "
            "rise.",
            difference=lambda p, y: p * (1 - y),
        ),
        step(
            "signs lost",
            "You drop the signs. The right class's score should rise, the others fall.",
            difference=lambda p, y: np.abs(p - y),
        ),
        step(
            "twice as large",
            "All your numbers are twice as large: a factor 2, as the gradient of a squared "
            "error has it, or a mean over half of the pixels. There are four pixels, and a "
            "cross-entropy has no factor 2.",
            difference=lambda p, y: 2 * (p - y),
        ),
        step(
            "most probable class taken for the right one",
            "You take the most probable class for the right one. The labels say which "
            "it is.",
            target=lambda labels, p: _one_hot(p.argmax(axis=1), p),
        ),
        step(
            "labels counted from 1",
            "You count the classes from 1. Label 0 is the first column.",
            target=lambda labels, p: _one_hot((labels - 1) % p.shape[1], p),
        ),
        step(
            "first pixel's label for all",
            "You use the first pixel's label for all of them. Each pixel has its own.",
            target=lambda labels, p: _one_hot(np.full_like(labels, labels[0]), p),
        ),
        step(
            "labels in the reverse order",
            "Your last label meets the first pixel.",
            target=lambda labels, p: _one_hot(labels[::-1], p),
        ),
        after(
            "added up over the pixels",
            "You add up over the pixels. Each has scores of its own.",
            lambda gradient: gradient.sum(axis=0),
        ),
        after(
            "rows and columns swapped",
            "Your answer is transposed: it has a row for each pixel.",
            np.transpose,
        ),
    ),
    alternatives=(
        Alternative(
            "a list of lists", pixel_gradient(PROBABILITIES, LABELS).round(9).tolist()
        ),
    ),
)
