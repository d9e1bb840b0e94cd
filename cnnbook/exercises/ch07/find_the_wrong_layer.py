"""Five summaries, each with one setting that is not as planned."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Misconception, ValueExercise
from cnnbook.exercises.ch07._shared import replaced

PADDING, KERNEL, STRIDE, FILTERS, BIAS = 1, 2, 3, 4, 5
FAULTS = np.array([[1, PADDING], [3, KERNEL], [3, FILTERS], [5, STRIDE], [4, BIAS]])
"""Layer and setting at fault in each of the summaries of `find-the-wrong-layer`."""


def _blame(**changes):
    return replaced(FAULTS, **changes)


EXERCISE = ValueExercise(
    __name__,
    title="Which layer is to blame?",
    difficulty=2,
    points=3,
    place=30,
    kind="Numbers to work out",
    reference=FAULTS,
    misconceptions=(
        Misconception(
            "layers counted from 0",
            "You count the layers from 0. In the plan the first has the number 1.",
            FAULTS - np.array([1, 0]),
        ),
        Misconception(
            "the input counted as a layer",
            "You count the input as layer 1. In the plan the first convolution has that "
            "number.",
            FAULTS + np.array([1, 0]),
        ),
        Misconception(
            "last layer that differs",
            "You name the last layer that is not as planned. It only works with what it "
            "gets: go back to where the trouble begins.",
            _blame(at_0_0=7, at_1_0=7, at_2_0=4, at_3_0=7),
        ),
        Misconception(
            "consequence for cause",
            "You name the layer behind the one at fault. It has no other choice, with "
            "such an input.",
            _blame(at_0_0=2, at_1_0=4, at_2_0=4, at_3_0=6),
        ),
        Misconception(
            "parameters not looked at",
            "In B you blame the padding of a layer that was planned without any. What "
            "does its number of parameters say?",
            _blame(at_1_1=PADDING),
        ),
        Misconception(
            "more parameters than planned",
            "In C you blame the layer whose parameters surprise you. Its filters are as "
            "deep as the volume that it gets.",
            _blame(at_2_0=4),
        ),
        Misconception(
            "pooling window blamed",
            "In D you blame the size of the pooling window. How large a window shortens "
            "both sides by one, and how far does it move?",
            _blame(at_3_1=KERNEL),
        ),
        Misconception(
            "filters blamed for the bias",
            "In E you blame the number of filters. All shapes there are as planned, the "
            "channels too.",
            _blame(at_4_1=FILTERS),
        ),
        Misconception(
            "columns swapped",
            "These are the right numbers in the wrong columns: the layer first, then the "
            "setting.",
            FAULTS[:, ::-1],
        ),
    ),
)
