"""Products of one pass with a kernel, and of two passes."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception


def _cost(height, width, f):
    out_h, out_w = height - f + 1, width - f + 1
    return np.array([out_h * out_w * f * f, out_h * width * f + out_h * out_w * f])


def _cost_with(change):
    return lambda height, width, f: change(_cost(height, width, f), height, width, f)


EXERCISE = FunctionExercise(
    __name__,
    title="What two passes save",
    difficulty=3,
    points=2,
    place=70,
    reference=_cost,
    cases=tuple(Case(args) for args in [(6, 6, 3), (5, 9, 2), (12, 7, 5)]),
    draw=lambda random: Case(
        tuple(int(n) for n in (*random.integers(8, 40, 2), random.integers(2, 8)))
    ),
    integer_result=True,
    misconceptions=(
        Misconception(
            "both passes counted at the final size",
            "Your second number is a little small. The first pass makes a map that is "
            "still as wide as the image.",
            _cost_with(
                lambda c, h, w, f: np.array([c[0], 2 * (h - f + 1) * (w - f + 1) * f])
            ),
        ),
        Misconception(
            "one window counted",
            "You count the multiplications of one window. How many windows are there?",
            _cost_with(lambda c, h, w, f: np.array([f * f, 2 * f])),
        ),
        Misconception(
            "one window per pixel",
            "You count a window for every pixel. Without padding there are fewer.",
            _cost_with(lambda c, h, w, f: np.array([h * w * f * f, 2 * h * w * f])),
        ),
        Misconception(
            "the two numbers swapped",
            "These are the two counts, in the other order: one pass comes first.",
            _cost_with(lambda c, h, w, f: c[::-1]),
        ),
    ),
    alternatives=(
        Alternative(
            "both counts multiplied out; a list comes back",
            lambda h, w, f: [
                (h - f + 1) * (w - f + 1) * f**2,
                (h - f + 1) * f * (2 * w - f + 1),
            ],
        ),
    ),
)
