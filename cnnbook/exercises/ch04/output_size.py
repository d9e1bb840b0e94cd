"""How many places a window has along one side."""

from __future__ import annotations

import math

import numpy as np

from cnnbook import arithmetic
from cnnbook.exercises._shared import ints
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception


def _draw_size(random: np.random.Generator) -> Case:
    n, f, p, s = ints(
        random.integers(8, 60), random.integers(1, 8), *random.integers([0, 2], [4, 5])
    )
    return Case((n, f), {"p": p, "s": s})


EXERCISE = FunctionExercise(
    __name__,
    title="The output-size formula",
    difficulty=1,
    points=2,
    place=10,
    reference=lambda n, f, p=0, s=1: arithmetic.output_size(n, f, p, s),
    cases=(
        Case((6, 3)),
        Case((6, 3), {"p": 1}),
        Case((10, 3), {"s": 2}),
        Case((39, 4), {"p": 2, "s": 3}),
        Case((20, 5), {"p": 1, "s": 4}),
        Case((7, 7), {"p": 3, "s": 5}),
    ),
    draw=_draw_size,
    integer_result=True,
    misconceptions=(
        Misconception(
            "missing + 1",
            "You count the steps. The window also stands somewhere before its first step.",
            lambda n, f, p=0, s=1: (n + 2 * p - f) // s,
        ),
        Misconception(
            "no floor",
            "Your result is a fraction when the last step does not fit. Half a window "
            "gives no output at all.",
            lambda n, f, p=0, s=1: (n + 2 * p - f) / s + 1,
        ),
        Misconception(
            "ceiling for floor",
            "You round up. A window that hangs over the edge gives no output.",
            lambda n, f, p=0, s=1: math.ceil((n + 2 * p - f) / s) + 1,
        ),
        Misconception(
            "rounded to the nearest",
            "You round to the nearest number. A window that hangs over the edge gives no "
            "output, however little it hangs over.",
            lambda n, f, p=0, s=1: round((n + 2 * p - f) / s) + 1,
        ),
        Misconception(
            "padding counted once",
            "You count the padding once. It is added on both sides.",
            lambda n, f, p=0, s=1: (n + p - f) // s + 1,
        ),
        Misconception(
            "padding ignored",
            "Your result does not change with p.",
            lambda n, f, p=0, s=1: (n - f) // s + 1,
        ),
        Misconception(
            "stride ignored",
            "Your result does not change with s.",
            lambda n, f, p=0, s=1: n + 2 * p - f + 1,
        ),
        Misconception(
            "+ 1 before the division",
            "You add 1 before you divide. Only the steps are divided by the stride; the "
            "first position is added afterwards.",
            lambda n, f, p=0, s=1: (n + 2 * p - f + 1) // s,
        ),
        Misconception(
            "padding subtracted",
            "Your padding makes the output smaller. Padding adds pixels.",
            lambda n, f, p=0, s=1: (n - 2 * p - f) // s + 1,
        ),
        Misconception(
            "divided by the kernel size",
            "You divide by f. The window moves by s pixels, however large it is.",
            lambda n, f, p=0, s=1: (n + 2 * p - f) // f + 1,
        ),
    ),
    alternatives=(
        Alternative(
            "the ends of all windows are counted",
            lambda n, f, p=0, s=1: len(range(f, n + 2 * p + 1, s)),
        ),
        Alternative(
            "divided as floats and rounded down to an int",
            lambda n, f, p=0, s=1: math.floor((n + 2 * p - f) / s + 1),
        ),
        Alternative(
            "NumPy rounds down, and a float comes back",
            lambda n, f, p=0, s=1: np.floor((n + 2 * p - f) / s) + 1,
        ),
    ),
)
