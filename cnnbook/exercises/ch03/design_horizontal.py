"""A kernel that answers to horizontal edges alone."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Alternative, Demand, DesignExercise, Misconception
from cnnbook.exercises.ch03._shared import EVEN, response, silent

_VERTICAL_EDGES = [np.tile(row, (3, 1)) for row in ([1, 0, 0], [1, 1, 0], [1, 0.5, 0])]
_HORIZONTAL_EDGES = [edge.T for edge in _VERTICAL_EDGES]
_LINE = np.array([[0, 0, 0], [1, 1, 1], [0, 0, 0]])

EXERCISE = DesignExercise(
    __name__,
    title="A detector of horizontal edges",
    difficulty=2,
    points=2,
    place=20,
    kind="A kernel to design",
    shape=(3, 3),
    demands=(
        EVEN,
        Demand(
            "bright above dark gives more than 0",
            lambda kernel: all(response(kernel, e) > 0.01 for e in _HORIZONTAL_EDGES),
            "On a horizontal edge with the bright side above, your kernel does not "
            "answer above 0. Under which weights do the bright pixels lie?",
        ),
        Demand(
            "a vertical edge gives 0",
            lambda kernel: silent(kernel, _VERTICAL_EDGES),
            "A vertical edge makes your kernel answer. Such an edge is bright in some "
            "columns only: what do the weights of one column add up to?",
        ),
        Demand(
            "a thin bright line through the middle gives 0",
            lambda kernel: silent(kernel, [_LINE]),
            "A line of one row has an edge above and one below, and the two should "
            "cancel. Which weights does the line meet in your kernel?",
        ),
    ),
    misconceptions=(
        Misconception("weights that add up", "", [[1, 1, 1], [0, 0, 0], [-1, 0, -1]]),
        Misconception("dark above bright", "", [[-1, -2, -1], [0, 0, 0], [1, 2, 1]]),
        Misconception("oblique edges", "", [[2, 1, 0], [1, 0, -1], [0, -1, -2]]),
        Misconception("two rows of three", "", [[1, 1, 1], [1, 1, 1], [-2, -2, -2]]),
    ),
    alternatives=(
        Alternative("Prewitt instead of Sobel", [[1, 1, 1], [0, 0, 0], [-1, -1, -1]]),
        Alternative(
            "a single column of weights, not whole numbers, in float32",
            np.array([[0, 0.3, 0], [0, 0, 0], [0, -0.3, 0]], "float32"),
        ),
        Alternative(
            "Scharr's weights",
            [[3, 10, 3], [0, 0, 0], [-3, -10, -3]],
        ),
    ),
)
