"""Values and parameters of every layer of a small network."""

from __future__ import annotations

import math

import numpy as np

from cnnbook import arithmetic
from cnnbook.arithmetic import Conv, Dense, Flatten, Pool
from cnnbook.exercises.base import Alternative, Misconception, ValueExercise
from cnnbook.exercises.ch07._shared import replaced

TRACED = (Conv(8, 5), Pool(2), Conv(12, 3, stride=2), Flatten(), Dense(5))
"""The network of `trace-a-network`, for images of 32×38×3."""


def _rows(*layers):
    rows = arithmetic.trace((32, 38, 3), layers or TRACED)[1:]
    return np.array([[math.prod(row.shape), row.parameters] for row in rows])


_TRACE = _rows()

EXERCISE = ValueExercise(
    __name__,
    title="Trace a network",
    difficulty=1,
    points=2,
    place=10,
    answer="traced",
    kind="Numbers to work out",
    reference=_TRACE,
    misconceptions=(
        Misconception(
            "biases forgotten",
            "Your parameters are the weights alone. Each filter, and each unit of the "
            "dense layer, has a bias too.",
            _rows(
                Conv(8, 5, bias=False),
                Pool(2),
                Conv(12, 3, stride=2, bias=False),
                Flatten(),
                Dense(5, bias=False),
            ),
        ),
        Misconception(
            "depth forgotten",
            "Your filters are one plane deep. How many channels does each layer get?",
            replaced(_TRACE, at_0_1=(25 + 1) * 8, at_2_1=(9 + 1) * 12),
        ),
        Misconception(
            "same padding expected",
            "You pad so that the size is kept. A Conv2D that is not told to pad does not.",
            _rows(
                Conv(8, 5, padding="same"),
                Pool(2),
                Conv(12, 3, stride=2, padding="same"),
                Flatten(),
                Dense(5),
            ),
        ),
        Misconception(
            "stride 1 expected for pooling",
            "Your pooling window moves by one pixel. Without strides, Keras moves it by "
            "its own size.",
            _rows(Conv(8, 5), Pool(2, 1), Conv(12, 3, stride=2), Flatten(), Dense(5)),
        ),
        Misconception(
            "stride ignored",
            "Your second convolution has stride 1. What does its third argument say?",
            _rows(Conv(8, 5), Pool(2), Conv(12, 3), Flatten(), Dense(5)),
        ),
        Misconception(
            "rounded up",
            "You round up where the last step does not fit. Half a window gives no output.",
            replaced(
                _TRACE,
                at_2_0=7 * 8 * 12,
                at_3_0=7 * 8 * 12,
                at_4_1=(7 * 8 * 12 + 1) * 5,
            ),
        ),
        Misconception(
            "channels left out of the values",
            "You count the places of a map. How many maps are there?",
            replaced(_TRACE, at_0_0=28 * 34, at_1_0=14 * 17, at_2_0=6 * 8),
        ),
        Misconception(
            "Flatten counted as parameters",
            "You give Flatten parameters. It writes numbers in a row, and learns nothing.",
            replaced(_TRACE, at_3_1=_TRACE[3, 0]),
        ),
        Misconception(
            "weights given to pooling",
            "You give the pooling layer weights. It takes the largest value of a window: "
            "what should it learn?",
            replaced(_TRACE, at_1_1=2 * 2 * 8),
        ),
        Misconception(
            "dense layer on the channels alone",
            "Your dense layer has one weight per channel. Behind Flatten it has one for "
            "every value of the volume.",
            replaced(_TRACE, at_4_1=(12 + 1) * 5),
        ),
        Misconception(
            "columns swapped",
            "These are the right numbers in the wrong columns: values first, then "
            "parameters.",
            _TRACE[:, ::-1],
        ),
    ),
    alternatives=(
        Alternative(
            "tuples, and a 0 that is a float",
            [
                (28 * 34 * 8, 76 * 8),
                (14 * 17 * 8, 0),
                (6 * 8 * 12, 73 * 12),
                (6 * 8 * 12, 0.0),
                (5, 577 * 5),
            ],
        ),
    ),
)
