"""A kernel that is a column times a row, in two passes."""

from __future__ import annotations

import numpy as np

from cnnbook import lecture, ops
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.ch02._shared import IMAGE, conv2d_in_loops


def _separable(image, column, row):
    return ops.conv2d(ops.conv2d(image, column[:, None]), row[None, :])


_COL, _LINE = np.array([1, 2, 1]), np.array([3, 0, -1, 2])


def _two_passes(image, column, row):
    down = np.apply_along_axis(np.correlate, 0, image, column, "valid")
    return np.apply_along_axis(np.correlate, 1, down, row, "valid")


EXERCISE = FunctionExercise(
    __name__,
    title="Two passes instead of one",
    difficulty=3,
    points=3,
    place=60,
    reference=_separable,
    cases=(
        Case((lecture.A, np.array([1, 2, 1]), np.array([1, 0, -1]))),
        Case((IMAGE, _COL, _LINE)),
        Case((IMAGE.T * 0.5, np.array([1, -2]), np.array([4, 1, 2]))),
    ),
    draw=lambda random: Case(
        (
            random.integers(-9, 10, tuple(random.integers(6, 10, 2))),
            random.integers(-4, 5, random.integers(2, 5)),
            random.integers(-4, 5, random.integers(2, 5)),
        )
    ),
    misconceptions=(
        Misconception(
            "column and row swapped",
            "You use the column from left to right and the row from top to bottom.",
            lambda image, column, row: _separable(image, row, column),
        ),
        Misconception(
            "only the first pass",
            "You slide the column and stop. The second pass slides the row over the "
            "result of the first.",
            lambda image, column, row: ops.conv2d(image, column[:, None]),
        ),
        Misconception(
            "only the row's pass",
            "You slide the row and stop. The other pass slides the column over the "
            "result.",
            lambda image, column, row: ops.conv2d(image, row[None, :]),
        ),
        Misconception(
            "both passes on the image, then added",
            "You slide both over the image and add. The second pass must see the "
            "result of the first.",
            lambda image, column, row: (
                ops.conv2d(image, column[:, None])[:, : image.shape[1] - len(row) + 1]
                + ops.conv2d(image, row[None, :])[: image.shape[0] - len(column) + 1]
            ),
        ),
        Misconception(
            "flipped by np.convolve",
            "Your passes flip the column and the row, as np.convolve does. np.correlate "
            "does not.",
            lambda image, column, row: _separable(image, column[::-1], row[::-1]),
        ),
    ),
    alternatives=(
        Alternative("NumPy correlates each column, then each row", _two_passes),
        Alternative(
            "the column times the row makes a kernel; a single pass gives the same",
            lambda image, column, row: conv2d_in_loops(image, np.outer(column, row)),
        ),
    ),
)
