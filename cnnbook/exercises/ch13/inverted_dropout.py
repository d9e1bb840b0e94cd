"""Dropout, as it is computed while a network trains and while it answers."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Alternative, Case, FunctionExercise
from cnnbook.exercises.ch13._shared import after, step
from cnnbook.exercises.mistakes import Misconception, each


def dropped_in_steps(
    x,
    rate,
    dice,
    training=True,
    *,
    keep=lambda dice, rate: dice >= rate,
    scale=lambda kept, rate, mask: kept / (1 - rate),
    in_use=lambda x, rate, dice: x,
):
    """Drop what the dice say, and scale what stays.

    Parameters
    ----------
    x, rate, dice, training
        As in the exercise.
    keep : callable
        Says what stays, of the dice and the rate.
    scale : callable
        What becomes of it, with the rate and with what stays.
    in_use : callable
        What is returned when the network answers.
    """
    if not training:
        return in_use(x, rate, dice)
    mask = keep(dice, rate)
    return scale(np.where(mask, x, 0.0), rate, mask)


def _share(kept, rate, mask):
    """Divide by the share that happened to stay."""
    return kept / max(mask.mean(), 1e-9)


def _in_loops(x, rate, dice, training=True):
    result = np.array(x, dtype=float)
    for index, number in np.ndenumerate(dice):
        if training:
            result[index] *= 0 if number < rate else 1 / (1 - rate)
    return result


def _draw(random: np.random.Generator) -> Case:
    """Draw values of any sign, with ties of dice and rate, in training and in use."""
    shape = [(4,), (2, 3), (3, 2, 2), (2, 2, 3, 2)][random.integers(4)]
    rate = float(random.choice([0.1, 0.2, 0.25, 0.4, 0.5, 0.7, 0.75, 0.0]))
    x = random.integers(-8, 9, shape) / random.choice([1, 2])
    dice = random.integers(0, 20, shape) / 20
    if random.random() < 0.5:
        x = np.abs(x) + 1
    if random.integers(4) == 0:
        x = np.round(x).astype(int)
    way = random.integers(4)
    if way == 0:
        return Case((x, rate, dice, False))
    if way == 1:
        return Case((x, rate, dice), {"training": True})
    return Case((x, rate, dice))


_random = np.random.default_rng(1303)

EXERCISE = FunctionExercise(
    __name__,
    title="Dropout",
    difficulty=2,
    points=2,
    place=50,
    look=(
        "Take four values and the rate 0.5, and let the dice drop the first and the third. "
        "What should be left of the mean, and what is returned when the network answers?"
    ),
    section="Three ways against memorising",
    reference=dropped_in_steps,
    keeps_arguments=True,
    cases=(
        Case(
            (np.array([4.0, -2, 6, 8]), 0.5, np.array([0.7, 0.2, 0.9, 0.1])),
        ),
        Case(
            (np.array([4.0, -2, 6, 8]), 0.5, np.array([0.7, 0.2, 0.9, 0.1]), False),
        ),
        Case(
            (
                np.array([[1.0, 2, 3], [-4, 5, 6]]),
                0.25,
                np.array([[0.25, 0.1, 0.8], [0.24, 0.26, 0.99]]),
            ),
        ),
        Case(
            (np.array([[3, -6], [9, 12]]), 0.75, np.array([[0.75, 0.9], [0.3, 0.8]])),
            {"training": True},
        ),
        Case((np.array([5.0, -1, 2]), 0.2, np.array([0.9, 0.5, 0.3]))),
        Case((np.array([5.0, -1, 2]), 0.4, np.array([0.1, 0.3, 0.2]))),
        Case((np.array([5.0, -1, 2]), 0.0, np.array([0.0, 0.3, 0.2]))),
        Case(
            (_random.integers(-9, 9, (2, 3, 2)), 0.1, _random.random((2, 3, 2))),
        ),
        Case(
            (_random.integers(1, 9, (2, 3, 2)), 0.7, _random.random((2, 3, 2)), False),
        ),
    ),
    draw=_draw,
    fine=("x",),
    misconceptions=(
        step(
            "not scaled",
            "What stays is left as it is. Then the mean is smaller in training than in "
            "use.",
            scale=lambda kept, rate, mask: kept,
        ),
        step(
            "divided by the rate",
            "You divide by the rate. That is the share that goes; what share stays?",
            scale=lambda kept, rate, mask: kept / rate if rate else kept * np.inf,
        ),
        step(
            "multiplied by the share that stays",
            "You make what stays smaller still. It has to make up for what has gone.",
            scale=lambda kept, rate, mask: kept * (1 - rate),
        ),
        step(
            "multiplied by the rate",
            "You multiply what stays by the rate. It has to make up for what has gone.",
            scale=lambda kept, rate, mask: kept * rate,
        ),
        step(
            "always doubled",
            "You double what stays, whatever the rate is. That fits one rate only.",
            scale=lambda kept, rate, mask: 2 * kept,
        ),
        step(
            "scaled by what happened to stay",
            "You divide by the share that the dice left this time. Divide by the share "
            "that stays in the mean.",
            scale=_share,
        ),
        step(
            "dropped and kept exchanged",
            "You drop what should stay, and keep what should go. Below the rate a value "
            "goes.",
            keep=lambda dice, rate: dice < rate,
        ),
        step(
            "rate for the share that stays",
            "You take the rate for the share that stays. It is the share that goes.",
            keep=lambda dice, rate: dice < 1 - rate,
        ),
        step(
            "dice equal to the rate",
            "A value whose die equals the rate is gone with you. It goes where the die is "
            "below the rate.",
            keep=lambda dice, rate: dice > rate,
        ),
        step(
            "dice against one half",
            "You compare the dice with 0.5, whatever the rate is.",
            keep=lambda dice, rate: dice >= 0.5,
        ),
        step(
            "nothing dropped",
            "You scale all values and drop none.",
            keep=lambda dice, rate: np.ones_like(dice, bool),
        ),
        step(
            "dropped in use too",
            "You drop values when the network answers. Then the same picture would get "
            "another answer each time.",
            in_use=lambda x, rate, dice: dropped_in_steps(x, rate, dice),
        ),
        step(
            "scaled in use",
            "You scale the values when the network answers. What stays has been scaled in "
            "training already.",
            in_use=lambda x, rate, dice: x / (1 - rate),
        ),
        step(
            "dropout of the old kind",
            "You leave what stays as it is in training, and make all smaller in use. That "
            "was dropout at first; here it is to be scaled in training.",
            scale=lambda kept, rate, mask: kept,
            in_use=lambda x, rate, dice: x * (1 - rate),
        ),
        step(
            "zeros in use",
            "You return zeros when the network answers. All values stay then.",
            in_use=lambda x, rate, dice: np.zeros(np.shape(x)),
        ),
        Misconception(
            "training and use exchanged",
            "You drop values in use, and none in training. It is the other way round.",
            lambda x, rate, dice, training=True: dropped_in_steps(
                x, rate, dice, not training
            ),
        ),
        step(
            "mask returned",
            "You return what stays as ones and zeros. The values themselves are wanted.",
            scale=lambda kept, rate, mask: mask.astype(float),
        ),
        *each(
            "another number for what goes",
            "What goes becomes something else than 0.",
            scale=[
                lambda kept, rate, mask: np.where(mask, kept / (1 - rate), np.nan),
                lambda kept, rate, mask: np.where(mask, kept / (1 - rate), 1.0),
            ],
        ),
        after(
            "negative values cut off",
            "None of your values is below 0. Dropout is no ReLU.",
            lambda result: np.maximum(result, 0),
        ),
        after(
            "fractions cut off",
            "Your values have lost their fractions. Which type does the array have in "
            "which you collect them?",
            np.trunc,
        ),
    ),
    alternatives=(
        Alternative("in loops, on a copy", _in_loops),
        Alternative(
            "by a mask of numbers",
            lambda x, rate, dice, training=True: (
                x * (~(dice < rate)) * (1 / (1 - rate)) if training else x.copy()
            ),
        ),
    ),
)
