"""One filter on a colour image, on paper."""

from __future__ import annotations

import numpy as np

from cnnbook import ops
from cnnbook.exercises.base import Alternative, Misconception, ValueExercise
from cnnbook.exercises.ch05._shared import FLIPPED

RGB_IMAGE = np.dstack(
    [[[3, 3, 1], [0, 2, 5]], [[1, 2, 0], [1, 5, 5]], [[3, 0, 1], [5, 1, 2]]]
)
"""The 2×3 image of `rgb-by-hand`, red, green and blue."""

RGB_FILTER = np.dstack([[[3, 2], [-1, -2]], [[-2, 2], [0, 1]], [[-2, 0], [0, -2]]])
"""Its 2×2 filter, a slice for each channel."""

RGB_BIAS = 2


def _layer(x, w, b=0):
    return ops.relu(ops.conv_layer(x, w[..., None])[0, :, 0] + b)


def _slices(x, w):
    """Return what each slice gives on its plane, the channels first."""
    return np.array([ops.conv2d(x[:, :, c], w[:, :, c])[0] for c in range(3)])


EXERCISE = ValueExercise(
    __name__,
    title="A colour image by hand",
    difficulty=1,
    points=1,
    place=10,
    kind="Two values to work out",
    reference=_layer(RGB_IMAGE, RGB_FILTER, RGB_BIAS),
    misconceptions=(
        Misconception(
            "ReLU forgotten",
            "One of your numbers is negative. What does the ReLU do to it?",
            ops.conv_layer(RGB_IMAGE, RGB_FILTER[..., None])[0, :, 0] + RGB_BIAS,
        ),
        Misconception(
            "bias forgotten",
            "The bias is missing. It is added to every value of the map.",
            _layer(RGB_IMAGE, RGB_FILTER),
        ),
        Misconception(
            "bias added after the ReLU",
            "You add the bias last. It belongs to the sum, and the ReLU comes after it.",
            _layer(RGB_IMAGE, RGB_FILTER) + RGB_BIAS,
        ),
        Misconception(
            "bias once per channel",
            "You add the bias three times. A filter has one bias, not one per channel.",
            _layer(RGB_IMAGE, RGB_FILTER, 3 * RGB_BIAS),
        ),
        Misconception(
            "one map per channel",
            "You have a row of values for each channel. The three slices of a filter "
            "work for one common map.",
            ops.relu(_slices(RGB_IMAGE, RGB_FILTER) + RGB_BIAS),
        ),
        Misconception(
            "ReLU before the channels are added up",
            "You cut off negative numbers channel by channel. Add the channels up first; "
            "only the sum goes through the ReLU.",
            ops.relu(_slices(RGB_IMAGE, RGB_FILTER)).sum(axis=0) + RGB_BIAS,
        ),
        Misconception(
            "red plane only",
            "Your numbers come from the red plane alone. The window goes through all "
            "three planes.",
            ops.relu(_slices(RGB_IMAGE, RGB_FILTER)[0] + RGB_BIAS),
        ),
        Misconception(
            "red slice used for every plane",
            "You use the red slice on all three planes. Each plane has a slice of its own.",
            _layer(RGB_IMAGE, RGB_FILTER[:, :, [0, 0, 0]], RGB_BIAS),
        ),
        Misconception(
            "flipped filter",
            FLIPPED,
            _layer(RGB_IMAGE, RGB_FILTER[::-1, ::-1], RGB_BIAS),
        ),
        Misconception(
            "mean of the channels",
            "You average over the channels. Their sums are added up and divided by "
            "nothing.",
            ops.relu(_slices(RGB_IMAGE, RGB_FILTER).mean(axis=0) + RGB_BIAS),
        ),
    ),
    alternatives=(Alternative("an array in float32", np.float32([12, 0])),),
)
