"""A batch normalised on paper, in training and in use."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Alternative, ValueExercise
from cnnbook.exercises.ch13._shared import step


def normalised_in_steps(
    batch,
    gamma,
    beta,
    mean,
    variance,
    momentum,
    *,
    spread=lambda batch: batch.var(),
    scale=lambda x, centre, variance: (x - centre) / np.sqrt(variance),
    finish=lambda x, gamma, beta: gamma * x + beta,
    kept=lambda old, new, momentum: momentum * old + (1 - momentum) * new,
    measured=lambda new: new,
    by=lambda old, new, batch: (old, batch),
):
    """Return the first value in training, the new variance, the first value in use.

    Parameters
    ----------
    batch, gamma, beta, mean, variance, momentum
        As in the exercise; mean and variance are the moving ones.
    spread : callable
        Variance of the batch.
    scale : callable
        Normalises a value by a mean and a variance.
    finish : callable
        What γ and β do.
    kept, measured : callable
        What a moving average becomes, and what of the batch's variance goes into it.
    by : callable
        Takes the pairs of mean and variance, the old ones, the new ones and those of
        the batch; returns the pairs that a value is measured by in use and in training.
    """
    batch = np.asarray(batch, float)
    of_batch = batch.mean(), spread(batch)
    new = (
        kept(mean, of_batch[0], momentum),
        kept(variance, measured(of_batch[1]), momentum),
    )
    in_use, in_training = by((mean, variance), new, of_batch)
    values = (
        finish(scale(batch[0], *pair), gamma, beta) for pair in (in_training, in_use)
    )
    first, last = values
    return np.array([first, new[1], last])


GIVEN = {
    "batch": np.array([11, 5, 9, 8, 7]),
    "gamma": 2,
    "beta": 4,
    "mean": 10,
    "variance": 25,
    "momentum": 0.8,
}


EXERCISE = ValueExercise(
    __name__,
    title="Normalise a batch by hand",
    difficulty=1,
    points=2,
    place=10,
    look=(
        "Write the batch below each other, and beside each value what is left of it when "
        "the mean is taken away. The squares of these have a mean, too."
    ),
    section="At training and at use",
    given=GIVEN,
    work=normalised_in_steps,
    labels=(
        "the first value in training",
        "the new moving variance",
        "the first value in use",
    ),
    misconceptions=(
        step(
            "divided by the variance",
            "You divide by the variance. It is its root, the deviation, that a value is "
            "measured by.",
            scale=lambda x, centre, variance: (x - centre) / variance,
        ),
        step(
            "mean not subtracted",
            "You divide without taking the mean away first. A normalised batch has the "
            "mean 0.",
            scale=lambda x, centre, variance: x / np.sqrt(variance),
        ),
        step(
            "not divided",
            "You take the mean away, and divide by nothing.",
            scale=lambda x, centre, variance: x - centre,
        ),
        step(
            "multiplied by the deviation",
            "You multiply by the deviation. A batch that is spread widely should be made "
            "narrow.",
            scale=lambda x, centre, variance: (x - centre) * np.sqrt(variance),
        ),
        step(
            "0.001 added to the variances",
            "You add 0.001 to each variance, as a layer does. Here nothing is added.",
            scale=lambda x, centre, variance: (x - centre) / np.sqrt(variance + 0.001),
        ),
        step(
            "variance of a sample",
            "You divide the squares by one less than there are values. Here it is their "
            "mean.",
            spread=lambda batch: batch.var(ddof=1),
        ),
        step(
            "mean distance for the deviation",
            "You take the mean distance from the mean. The variance is the mean of the "
            "squares.",
            spread=lambda batch: np.abs(batch - batch.mean()).mean() ** 2,
        ),
        step(
            "gamma and beta exchanged",
            "You multiply by β and add γ. It is the other way round.",
            finish=lambda x, gamma, beta: beta * x + gamma,
        ),
        step(
            "gamma forgotten",
            "You add β to the normalised value. Before that it is multiplied by γ.",
            finish=lambda x, gamma, beta: x + beta,
        ),
        step(
            "beta forgotten",
            "You multiply by γ, and that is all. β is added in the end.",
            finish=lambda x, gamma, beta: gamma * x,
        ),
        step(
            "gamma and beta forgotten",
            "You normalise, and that is all. Then γ and β follow.",
            finish=lambda x, gamma, beta: x,
        ),
        step(
            "beta added before gamma",
            "You add β first, so it is multiplied by γ as well. γ comes first.",
            finish=lambda x, gamma, beta: gamma * (x + beta),
        ),
        step(
            "momentum the wrong way round",
            "Your moving average takes most of the batch. With a momentum near 1 it keeps "
            "most of itself.",
            kept=lambda old, new, momentum: (1 - momentum) * old + momentum * new,
        ),
        step(
            "moving average added to",
            "You add a part of the batch's variance to the whole of the old one. A mean "
            "of the two is wanted, with their weights.",
            kept=lambda old, new, momentum: old + (1 - momentum) * new,
        ),
        step(
            "plain mean of old and new",
            "You take the mean of old and new. The momentum says how much each counts.",
            kept=lambda old, new, momentum: (old + new) / 2,
        ),
        step(
            "deviation averaged",
            "A deviation goes into your moving average. It keeps the variance.",
            measured=np.sqrt,
        ),
        step(
            "variance of the batch kept",
            "You take the batch's variance for the new moving one. It takes a small part "
            "of it.",
            kept=lambda old, new, momentum: new,
        ),
        step(
            "measured by the batch in use",
            "In use you measure the value by the batch. There may be no batch then: it "
            "is measured by the moving averages.",
            by=lambda old, new, batch: (batch, batch),
        ),
        step(
            "measured by the averages in training",
            "In training you measure the value by the moving averages. There it is "
            "measured by its own batch.",
            by=lambda old, new, batch: (old, old),
        ),
        step(
            "training and use exchanged",
            "Your first number is what comes out in use, and your last what comes out in "
            "training.",
            by=lambda old, new, batch: (batch, old),
        ),
        step(
            "new averages in use",
            "In use you measure by the averages after this batch. Read again which ones "
            "are asked for.",
            by=lambda old, new, batch: (new, batch),
        ),
    ),
    alternatives=(Alternative("as a list of floats", [7.0, 20 + 0.8, 4 + 2 / 5]),),
)
