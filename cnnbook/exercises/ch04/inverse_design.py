"""Kernel, padding and stride for sizes that are given."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Alternative, Demand, DesignExercise, Misconception

WANTED = ((39, 37), (37, 17), (224, 112), (28, 28))
"""Input and output sizes that `inverse-design` asks for, at strides that differ."""


def _sizes(answer):
    return [
        (n + 2 * p - f) // s + 1
        for (n, _), (f, p, s) in zip(WANTED, answer.astype(int), strict=True)
    ]


def _fits(row):
    n, wanted = WANTED[row]
    return Demand(
        f"row {row}: {n} pixels become {wanted}",
        lambda answer: _sizes(answer)[row] == wanted,
        f"Put your f, p and s of row {row} into the formula, with n = {n}: the size that "
        f"comes out is not {wanted}. How many pixels must all the steps together cover?",
    )


EXERCISE = DesignExercise(
    __name__,
    title="Choose f, p and s",
    difficulty=3,
    points=3,
    place=70,
    shape=(4, 3),
    demands=(
        Demand(
            "whole numbers",
            lambda answer: bool((answer == np.floor(answer)).all()),
            "A kernel size, a padding and a stride are whole numbers of pixels.",
        ),
        Demand(
            "nothing below its least value",
            lambda answer: bool((answer >= [1, 0, 1]).all()),
            "f and s are at least 1 and p at least 0. The order in a row is f, p, s.",
        ),
        Demand(
            "kernels of odd size above 1",
            lambda answer: bool(((answer[:, 0] % 2 == 1) & (answer[:, 0] > 1)).all()),
            "Every f should be odd, so that the kernel has a centre, and larger than 1.",
        ),
        Demand(
            "less padding than kernel",
            lambda answer: bool((answer[:, 1] < answer[:, 0]).all()),
            "With p as large as f, some windows lie in the padding alone.",
        ),
        *map(_fits, range(len(WANTED))),
    ),
    misconceptions=(
        Misconception("fractions", "", [[3, 0, 1], [5, 0, 2], [3, 0.5, 2], [3, 1, 1]]),
        Misconception(
            "order f, s, p", "", [[3, 1, 0], [5, 2, 0], [3, 2, 1], [3, 1, 1]]
        ),
        Misconception("even kernel", "", [[3, 0, 1], [4, 0, 2], [3, 1, 2], [3, 1, 1]]),
        Misconception(
            "padding alone", "", [[3, 0, 1], [5, 0, 2], [3, 3, 2], [3, 1, 1]]
        ),
        Misconception(
            "first layer padded", "", [[3, 1, 1], [5, 0, 2], [3, 1, 2], [3, 1, 1]]
        ),
        Misconception(
            "stride forgotten", "", [[3, 0, 1], [5, 0, 1], [3, 1, 2], [3, 1, 1]]
        ),
        Misconception("no padding", "", [[3, 0, 1], [5, 0, 2], [3, 0, 2], [3, 1, 1]]),
        Misconception(
            "not the same size", "", [[3, 0, 1], [5, 0, 2], [3, 1, 2], [5, 1, 1]]
        ),
    ),
    alternatives=(
        Alternative(
            "other kernels, paddings and strides with the same sizes",
            [[3, 0, 1], [7, 1, 2], [7, 3, 2], [29, 14, 1]],
        ),
        Alternative(
            "an array of floats, since the numbers are whole",
            np.array([[5, 1, 1], [5, 0, 2], [3, 1, 2], [5, 2, 1]], "float32"),
        ),
    ),
)
