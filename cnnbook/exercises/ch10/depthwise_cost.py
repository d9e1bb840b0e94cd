"""Weights and products of a depthwise and a pointwise step."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception


def _cost(height, width, f, c_in, c_out, *, depthwise=None, pointwise=None, times=None):
    """Return weights and multiply-adds, with one of the counts done wrong."""
    weights = f * f * c_in if depthwise is None else depthwise(f, c_in, c_out)
    weights += c_in * c_out if pointwise is None else pointwise(f, c_in, c_out)
    return np.array([weights, weights * (height * width if times is None else times)])


def _cost_with(**mistake):
    return lambda height, width, f, c_in, c_out: _cost(
        height, width, f, c_in, c_out, **mistake
    )


def _count_by_loops(height, width, f, c_in, c_out):
    slices = [(f, f)] * c_in
    mixtures = [c_in] * c_out
    weights = sum(rows * columns for rows, columns in slices) + sum(mixtures)
    work = 0
    for _ in range(height):
        for _ in range(width):
            work += weights
    return weights, work


EXERCISE = FunctionExercise(
    __name__,
    title="What does depthwise and pointwise cost?",
    difficulty=1,
    points=2,
    place=10,
    reference=_cost,
    cases=tuple(
        Case(args) for args in [(4, 4, 3, 3, 2), (10, 7, 5, 6, 16), (80, 80, 3, 32, 16)]
    ),
    draw=lambda random: Case(
        tuple(int(n) for n in random.integers([4, 4, 2, 2, 13], [30, 30, 6, 13, 40]))
    ),
    integer_result=True,
    misconceptions=(
        Misconception(
            "cost of an ordinary convolution",
            "This is what an ordinary convolution costs. Here no slice ever meets more "
            "than one channel.",
            _cost_with(depthwise=lambda f, c, k: (f * f - 1) * c * k),
        ),
        Misconception(
            "pointwise step forgotten",
            "You count the first step only. Who mixes the channels?",
            _cost_with(pointwise=lambda f, c, k: 0),
        ),
        Misconception(
            "depthwise step forgotten",
            "You count the mixing of the channels only. Before it, something slides over "
            "each of them.",
            _cost_with(depthwise=lambda f, c, k: 0),
        ),
        Misconception(
            "depthwise filters as deep as the input",
            "Your first step has full filters, each through all the channels. There a "
            "channel has one slice, and keeps to itself.",
            _cost_with(depthwise=lambda f, c, k: f * f * c * c),
        ),
        Misconception(
            "one slice for each map that goes out",
            "You count a slice for each map of the result. In the first step there are "
            "as many maps as channels coming in.",
            _cost_with(depthwise=lambda f, c, k: f * f * k),
        ),
        Misconception(
            "steps multiplied",
            "You multiply the two steps. One comes after the other, so their costs add up.",
            _cost_with(
                depthwise=lambda f, c, k: f * f * c * c * k, pointwise=lambda f, c, k: 0
            ),
        ),
        Misconception(
            "kernel size not squared",
            "You take f weights per slice. A slice has f rows of f weights.",
            _cost_with(depthwise=lambda f, c, k: f * c),
        ),
        Misconception(
            "biases counted",
            "You count biases. These layers have none, here and in MobileNet.",
            _cost_with(
                depthwise=lambda f, c, k: (f * f + 1) * c,
                pointwise=lambda f, c, k: (c + 1) * k,
            ),
        ),
        Misconception(
            "one window only",
            "Your second number is the work for a single pixel. How many are there?",
            _cost_with(times=1),
        ),
        Misconception(
            "two numbers swapped",
            "These are the two counts, in the other order: the weights come first.",
            lambda *args: _cost(*args)[::-1],
        ),
    ),
    alternatives=(
        Alternative(
            "the windows are walked through; a tuple comes back", _count_by_loops
        ),
        Alternative(
            "both counts share c (f² + k)",
            lambda h, w, f, c, k: np.array([1, h * w]) * c * (f**2 + k),
        ),
    ),
)
