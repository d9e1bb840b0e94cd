"""The two sides of TensorFlow's padding “same”."""

from __future__ import annotations

import numpy as np

from cnnbook import arithmetic
from cnnbook.exercises._shared import ints
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception


def _tf_same(n, f, s):
    return np.array(arithmetic.same_padding(n, f, s))


def _total(n, f, s, out):
    total = max((out - 1) * s + f - n, 0)
    return np.array([total // 2, total - total // 2])


def _draw_tf_same(random: np.random.Generator) -> Case:
    f, s = ints(random.integers(1, 7), random.integers(1, 6))
    # Near multiples of s, where a stride beyond f leaves nothing to pad.
    return Case((s * int(random.integers(3, 12)) + int(random.integers(0, 2)), f, s))


def _tf_same_as_documented(n, f, s):
    total = max(f - s, 0) if n % s == 0 else max(f - n % s, 0)
    return total // 2, total - total // 2


EXERCISE = FunctionExercise(
    __name__,
    title="TensorFlow's “same”",
    difficulty=3,
    points=3,
    place=60,
    reference=_tf_same,
    cases=tuple(
        Case(args)
        for args in [
            (6, 3, 1),
            (6, 2, 1),
            (224, 7, 2),
            (10, 3, 3),
            (8, 1, 3),
            (9, 6, 4),
        ]
    ),
    draw=_draw_tf_same,
    integer_result=True,
    misconceptions=(
        Misconception(
            "extra pixel before",
            "Your two numbers are in the wrong order when they differ: TensorFlow puts "
            "the extra pixel after, below or to the right.",
            lambda n, f, s: _tf_same(n, f, s)[::-1],
        ),
        Misconception(
            "stride ignored",
            "You pad as for stride 1. At a larger stride the output has ⌈n/s⌉ pixels, "
            "and fewer padded pixels are enough.",
            lambda n, f, s: _tf_same(n, f, 1),
        ),
        Misconception(
            "output size rounded down",
            "You take ⌊n/s⌋ for the output size. TensorFlow rounds up.",
            lambda n, f, s: _total(n, f, s, n // s),
        ),
        Misconception(
            "negative padding",
            "You get negative padding when the stride is larger than the kernel. Then "
            "nothing needs to be added.",
            lambda n, f, s: np.array(
                [
                    ((-(-n // s) - 1) * s + f - n) // 2,
                    -(-((-(-n // s) - 1) * s + f - n) // 2),
                ]
            ),
        ),
        Misconception(
            "both sides alike",
            "You always pad both sides alike. When the total is odd, they differ by one.",
            lambda n, f, s: _tf_same(n, f, s)[[0, 0]],
        ),
        Misconception(
            "all on one side",
            "You put everything after. Share it between the two sides.",
            lambda n, f, s: np.array([0, _tf_same(n, f, s).sum()]),
        ),
        Misconception(
            "kept at the input size",
            "You pad until the output is as large as the input. With a stride, “same” "
            "does not mean that.",
            lambda n, f, s: _total(n, f, s, n),
        ),
    ),
    alternatives=(
        Alternative(
            "the rule as TensorFlow's documentation states it", _tf_same_as_documented
        ),
    ),
)
