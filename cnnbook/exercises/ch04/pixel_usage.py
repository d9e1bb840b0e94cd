"""How many windows each pixel lies in."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises._shared import ints
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception


def _usage(height, width, f, s=1):
    counts = np.zeros((height, width), int)
    for i in range(0, height - f + 1, s):
        for j in range(0, width - f + 1, s):
            counts[i : i + f, j : j + f] += 1
    return counts


def _usage_of_starts(height, width, f, s=1):
    counts = np.zeros((height, width), int)
    counts[: height - f + 1 : s, : width - f + 1 : s] = 1
    return counts


def _usage_by_sides(height, width, f, s=1):
    def along(n):
        return [sum(0 <= i - t < f for t in range(0, n - f + 1, s)) for i in range(n)]

    return np.outer(along(height), along(width))


EXERCISE = FunctionExercise(
    __name__,
    title="How often is each pixel used?",
    difficulty=2,
    points=3,
    place=50,
    reference=_usage,
    cases=(
        Case((6, 6, 3)),
        Case((5, 8, 3)),
        Case((7, 4, 2), {"s": 2}),
        Case((8, 10, 3), {"s": 4}),
        Case((9, 6, 2), {"s": 3}),
    ),
    draw=lambda random: Case(
        ints(*random.integers(5, 14, 2), random.integers(2, 5)),
        {"s": int(random.integers(1, 4))},
    ),
    integer_result=True,
    misconceptions=(
        Misconception(
            "stride ignored",
            "Your counts do not change with s. At a larger stride there are fewer windows.",
            lambda h, w, f, s=1: _usage(h, w, f),
        ),
        Misconception(
            "only the first pixel of each window counted",
            "You count where the windows start. A window uses all the pixels under it.",
            _usage_of_starts,
        ),
        Misconception(
            "last window missing",
            "The last window in each direction is missing from your counts.",
            lambda h, w, f, s=1: np.pad(_usage(h - 1, w - 1, f, s), (0, 1)),
        ),
        Misconception(
            "every pixel used f × f times",
            "You give all pixels the count of an inner one. Near the border there are "
            "fewer windows.",
            lambda h, w, f, s=1: np.full((h, w), f * f),
        ),
        Misconception(
            "height and width swapped",
            "Your array is as wide as it should be high. The height comes first.",
            lambda h, w, f, s=1: _usage(w, h, f, s),
        ),
        Misconception(
            "used or not used",
            "You say whether a pixel is used. Count how many windows use it.",
            lambda h, w, f, s=1: (_usage(h, w, f, s) > 0).astype(int),
        ),
    ),
    alternatives=(
        Alternative(
            "rows and columns are counted apart and multiplied", _usage_by_sides
        ),
    ),
)
