"""How many products a convolution layer takes."""

from __future__ import annotations

import numpy as np

from cnnbook import arithmetic
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception


def _work(height, width, f, c_in, c_out, p=0, s=1):
    rows = arithmetic.output_size(height, f, p, s)
    columns = arithmetic.output_size(width, f, p, s)
    return rows * columns * f * f * c_in * c_out


def _windows(height, width, f, p, s):
    return _work(height, width, f, 1, 1, p, s) // (f * f)


def _draw_work(random: np.random.Generator) -> Case:
    height, width, f, c_in, c_out, p, s = (
        int(n)
        for n in random.integers([12, 30, 2, 2, 2, 1, 2], [25, 60, 6, 17, 17, 3, 4])
    )
    return Case((height, width, f, c_in, c_out), {"p": p, "s": s})


def _counted(height, width, f, c_in, c_out, p=0, s=1):
    down = len(range(f, height + 2 * p + 1, s))
    right = len(range(f, width + 2 * p + 1, s))
    return float(down * right) * c_out * c_in * f**2


EXERCISE = FunctionExercise(
    __name__,
    title="Count the work",
    difficulty=2,
    points=2,
    place=60,
    reference=_work,
    cases=(
        Case((6, 6, 3, 3, 2)),
        Case((28, 20, 5, 6, 16)),
        Case((9, 12, 3, 4, 5), {"p": 1}),
        Case((11, 15, 3, 2, 7), {"s": 2}),
        Case((10, 17, 4, 3, 8), {"p": 2, "s": 3}),
    ),
    draw=_draw_work,
    integer_result=True,
    misconceptions=(
        Misconception(
            "counted per input pixel",
            "You count one window for each pixel of the image. How many windows are "
            "there?",
            lambda h, w, f, c_in, c_out, p=0, s=1: h * w * f * f * c_in * c_out,
        ),
        Misconception(
            "weights counted once",
            "You count the weights. Each of them is used once in every window.",
            lambda h, w, f, c_in, c_out, p=0, s=1: f * f * c_in * c_out,
        ),
        Misconception(
            "depth forgotten",
            "You count one plane. A window goes through all input channels.",
            lambda h, w, f, c_in, c_out, p=0, s=1: _work(h, w, f, 1, c_out, p, s),
        ),
        Misconception(
            "one filter only",
            "You count the work of one filter.",
            lambda h, w, f, c_in, c_out, p=0, s=1: _work(h, w, f, c_in, 1, p, s),
        ),
        Misconception(
            "kernel size not squared",
            "You count f products per plane and window. A slice has f rows of f weights.",
            lambda h, w, f, c_in, c_out, p=0, s=1: (
                _work(h, w, f, c_in, c_out, p, s) // f
            ),
        ),
        Misconception(
            "biases counted",
            "You count the biases too. A bias is added, but multiplied with nothing.",
            lambda h, w, f, c_in, c_out, p=0, s=1: (
                _windows(h, w, f, p, s) * (f * f * c_in + 1) * c_out
            ),
        ),
        Misconception(
            "padding ignored",
            "Your count does not change with p. More padding means more windows.",
            lambda h, w, f, c_in, c_out, p=0, s=1: _work(h, w, f, c_in, c_out, 0, s),
        ),
        Misconception(
            "stride ignored",
            "Your count does not change with s. A larger stride means fewer windows.",
            lambda h, w, f, c_in, c_out, p=0, s=1: _work(h, w, f, c_in, c_out, p),
        ),
        Misconception(
            "square image assumed",
            "You use the height for both directions. The image may be wider than high.",
            lambda h, w, f, c_in, c_out, p=0, s=1: _work(h, h, f, c_in, c_out, p, s),
        ),
        Misconception(
            "one window",
            "You count the numbers of the output. Each of them is a sum of many products.",
            lambda h, w, f, c_in, c_out, p=0, s=1: _windows(h, w, f, p, s) * c_out,
        ),
    ),
    alternatives=(
        Alternative("the windows are counted, and a float comes back", _counted),
    ),
)
