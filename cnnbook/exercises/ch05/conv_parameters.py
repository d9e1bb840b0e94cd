"""How many numbers a convolution layer learns."""

from __future__ import annotations

import numpy as np

from cnnbook import arithmetic
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception


def _parameters(f, c_in, c_out, bias=True):
    return arithmetic.conv_parameters(f, c_in, c_out, bias)


EXERCISE = FunctionExercise(
    __name__,
    title="Count the parameters",
    difficulty=1,
    points=2,
    place=20,
    reference=_parameters,
    cases=(
        Case((3, 3, 10)),
        Case((5, 6, 16)),
        Case((3, 8, 4), {"bias": False}),
        Case((1, 64, 7)),
        Case((7, 2, 1)),
        Case((2, 5, 9), {"bias": False}),
    ),
    draw=lambda random: Case(
        tuple(int(n) for n in random.integers([2, 2, 2], [8, 40, 40])),
        {"bias": bool(random.integers(0, 2))},
    ),
    integer_result=True,
    misconceptions=(
        Misconception(
            "depth forgotten",
            "Your filters are one plane deep. A filter is as deep as its input.",
            lambda f, c_in, c_out, bias=True: (f * f + bias) * c_out,
        ),
        Misconception(
            "bias forgotten",
            "You count the weights only. Unless bias is False, each filter has one more "
            "number to learn.",
            lambda f, c_in, c_out, bias=True: f * f * c_in * c_out,
        ),
        Misconception(
            "bias always counted",
            "With bias=False there is no bias to learn, but you count one all the same.",
            lambda f, c_in, c_out, bias=True: (f * f * c_in + 1) * c_out,
        ),
        Misconception(
            "one bias per slice",
            "You give each slice of a filter a bias. The slices are added up into one "
            "map, and one bias is added to that.",
            lambda f, c_in, c_out, bias=True: (f * f + bias) * c_in * c_out,
        ),
        Misconception(
            "one bias per layer",
            "You count one bias for the whole layer. Each feature map has its own.",
            lambda f, c_in, c_out, bias=True: f * f * c_in * c_out + bias,
        ),
        Misconception(
            "one bias per input channel",
            "You count one bias per channel that comes in. Biases belong to the maps "
            "that go out.",
            lambda f, c_in, c_out, bias=True: (f * f * c_out + bias) * c_in,
        ),
        Misconception(
            "one filter only",
            "You count a single filter. How many are there?",
            lambda f, c_in, c_out, bias=True: f * f * c_in + bias,
        ),
        Misconception(
            "kernel size not squared",
            "You take f weights per slice. A slice has f rows of f weights.",
            lambda f, c_in, c_out, bias=True: (f * c_in + bias) * c_out,
        ),
        Misconception(
            "kernel cubed",
            "You take f³ weights per filter. Its third size is the number of input "
            "channels; that both are 3 for a 3×3 kernel on a colour image is chance.",
            lambda f, c_in, c_out, bias=True: (f**3 + bias) * c_out,
        ),
    ),
    alternatives=(
        Alternative(
            "one filter after another is added up",
            lambda f, c_in, c_out, bias=True: sum([f**2 * c_in + bias] * c_out),
        ),
        Alternative(
            "an array of the weights is built and counted",
            lambda f, c_in, c_out, bias=True: (
                np.ones((f, f, c_in, c_out)).size + (c_out if bias else 0)
            ),
        ),
    ),
)
