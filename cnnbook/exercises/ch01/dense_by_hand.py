"""Two outputs of a dense layer on a picture of four pixels."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Misconception, ValueExercise

_PICTURE = np.array([[3, 1], [0, 2]])
_WEIGHTS = np.array([[2, -1, 4, 1], [1, 3, 5, -2]])
_BIASES = np.array([1, -4])

EXERCISE = ValueExercise(
    __name__,
    title="A dense layer by hand",
    difficulty=1,
    points=1,
    place=10,
    kind="Two values to work out",
    reference=_WEIGHTS @ _PICTURE.ravel() + _BIASES,
    misconceptions=(
        Misconception(
            "biases forgotten",
            "These are the sums of the products. Each output has one more number to add.",
            _WEIGHTS @ _PICTURE.ravel(),
        ),
        Misconception(
            "biases subtracted",
            "You take the biases away. They are added, with the sign that they have.",
            _WEIGHTS @ _PICTURE.ravel() - _BIASES,
        ),
        Misconception(
            "flattened column by column",
            "You read the picture from top to bottom. Flattening reads row by row.",
            _WEIGHTS @ _PICTURE.T.ravel() + _BIASES,
        ),
        Misconception(
            "outputs swapped",
            "These are the two outputs, in the other order. The first row of W makes the "
            "first one.",
            (_WEIGHTS @ _PICTURE.ravel() + _BIASES)[::-1],
        ),
        Misconception(
            "signs lost",
            "You count every weight as if it were positive. Some are not.",
            abs(_WEIGHTS) @ _PICTURE.ravel() + _BIASES,
        ),
    ),
)
