"""One number for each channel: its mean."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.ch06._shared import DEEP, VOLUME

EXERCISE = FunctionExercise(
    __name__,
    title="Global average pooling",
    difficulty=1,
    points=1,
    place=40,
    reference=lambda x: x.mean(axis=(0, 1)),
    cases=(Case((VOLUME,)), Case((DEEP / 4,)), Case((VOLUME[:3, :2] ** 2,))),
    draw=lambda random: Case(
        (random.integers(-50, 100, tuple(random.permutation([3, 4, 5, 7])[:3])),)
    ),
    misconceptions=(
        Misconception(
            "one mean of everything",
            "You return one number. Every channel keeps a mean of its own.",
            lambda x: x.mean(),
        ),
        Misconception(
            "mean over the channels",
            "You average the channels at each pixel. Average the pixels of each channel.",
            lambda x: x.mean(axis=2),
        ),
        Misconception(
            "mean over the rows only",
            "You average along one axis. Height and width should both be gone.",
            lambda x: x.mean(axis=0),
        ),
        Misconception(
            "maximum instead of mean",
            "You take the largest value of each channel. That is global max pooling.",
            lambda x: x.max(axis=(0, 1)),
        ),
        Misconception(
            "sum instead of mean",
            "You add up each channel. How many pixels does it have?",
            lambda x: x.sum(axis=(0, 1)),
        ),
        Misconception(
            "divided by everything",
            "You divide by the number of values in the whole volume. Each mean is over "
            "one channel.",
            lambda x: x.mean(axis=(0, 1)) / x.shape[2],
        ),
        Misconception(
            "integer division",
            "Your means are rounded down to whole numbers. Keep the fraction.",
            lambda x: x.sum(axis=(0, 1)) // (x.shape[0] * x.shape[1]),
        ),
        Misconception(
            "axes kept",
            "Your means are right, but two axes of length 1 are left over. A list of one "
            "number per channel is wanted.",
            lambda x: x.mean(axis=(0, 1), keepdims=True),
        ),
    ),
    alternatives=(
        Alternative(
            "summed by einsum and divided",
            lambda x: np.einsum("ijk->k", x) / x[:, :, 0].size,
        ),
        Alternative(
            "channel after channel; a list comes back",
            lambda x: [float(np.mean(c)) for c in np.moveaxis(x, 2, 0)],
        ),
    ),
)
