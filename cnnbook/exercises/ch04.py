"""Exercises of chapter 4: padding, stride and the output size."""

from __future__ import annotations

import math

import numpy as np

from cnnbook import arithmetic, lecture, ops
from cnnbook.exercises.base import (
    Case,
    Demand,
    DesignExercise,
    FunctionExercise,
    Misconception,
    ValueExercise,
)


def _ints(*numbers) -> tuple[int, ...]:
    return tuple(int(n) for n in numbers)


def _draw_size(random: np.random.Generator) -> Case:
    n, f, p, s = _ints(
        random.integers(8, 60), random.integers(1, 8), *random.integers([0, 2], [4, 5])
    )
    return Case((n, f), {"p": p, "s": s})


OUTPUT_SIZE = FunctionExercise(
    id="output-size",
    chapter="04",
    title="The output-size formula",
    difficulty=1,
    points=2,
    answer="output_size",
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
    whole=True,
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
)


SAME_PADDING = FunctionExercise(
    id="same-padding",
    chapter="04",
    title="The padding that keeps the size",
    difficulty=1,
    points=1,
    answer="same_padding",
    reference=lambda f: (f - 1) // 2,
    cases=tuple(Case((f,)) for f in (3, 5, 7, 1, 11)),
    draw=lambda random: Case((int(random.integers(6, 40)) * 2 + 1,)),
    whole=True,
    misconceptions=(
        Misconception(
            "padding on one side",
            "This is all the padding together. p goes on each of two sides.",
            lambda f: f - 1,
        ),
        Misconception(
            "half the kernel, rounded up",
            "You round up. The centre pixel of the kernel needs no padding.",
            lambda f: (f + 1) // 2,
        ),
        Misconception(
            "half the kernel, with a fraction",
            "Half a pixel can't be added. How many pixels of the kernel stick out when "
            "its centre is on the first pixel?",
            lambda f: f / 2,
        ),
        Misconception(
            "always 1",
            "Your padding does not change with f. It suits one kernel size only.",
            lambda f: 1,
        ),
    ),
)


_SMALL = np.array([[1, 2], [3, 4]])
_EDGED = np.pad(_SMALL, 1, mode="edge")
_LATE, _EARLY = np.pad(_SMALL, (0, 2)), np.pad(_SMALL, (2, 0))

PAD_BY_HAND = ValueExercise(
    id="pad-by-hand",
    chapter="04",
    title="Pad and slide by hand",
    difficulty=1,
    points=1,
    answer="pad_by_hand",
    reference=ops.conv2d(_SMALL, lecture.K, padding=1),
    misconceptions=(
        Misconception(
            "flipped kernel",
            "Your kernel is turned by 180°. Slide it as it is.",
            ops.convolve2d(_SMALL, lecture.K, padding=1),
        ),
        Misconception(
            "padding with copies of the border",
            "Your border repeats the edge pixels. The padding here is made of zeros.",
            ops.conv2d(_EDGED, lecture.K),
        ),
        Misconception(
            "padding below and to the right only",
            "All your zeros are below and to the right. One belongs on every side.",
            ops.conv2d(_LATE, lecture.K),
        ),
        Misconception(
            "padding above and to the left only",
            "All your zeros are above and to the left. One belongs on every side.",
            ops.conv2d(_EARLY, lecture.K),
        ),
        Misconception(
            "rows and columns swapped",
            "These are the right numbers, written column by column. Write them row by row.",
            ops.conv2d(_SMALL, lecture.K, padding=1).T,
        ),
    ),
)


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


PIXEL_USAGE = FunctionExercise(
    id="pixel-usage",
    chapter="04",
    title="How often is each pixel used?",
    difficulty=2,
    points=3,
    answer="pixel_usage",
    reference=_usage,
    cases=(
        Case((6, 6, 3)),
        Case((5, 8, 3)),
        Case((7, 4, 2), {"s": 2}),
        Case((8, 10, 3), {"s": 4}),
        Case((9, 6, 2), {"s": 3}),
    ),
    draw=lambda random: Case(
        _ints(*random.integers(5, 14, 2), random.integers(2, 5)),
        {"s": int(random.integers(1, 4))},
    ),
    whole=True,
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
)


def _tf_same(n, f, s):
    return np.array(arithmetic.same_padding(n, f, s))


def _total(n, f, s, out):
    total = max((out - 1) * s + f - n, 0)
    return np.array([total // 2, total - total // 2])


def _draw_tf_same(random: np.random.Generator) -> Case:
    f, s = _ints(random.integers(1, 7), random.integers(1, 6))
    # Near multiples of s, where a stride beyond f leaves nothing to pad.
    return Case((s * int(random.integers(3, 12)) + int(random.integers(0, 2)), f, s))


TF_SAME = FunctionExercise(
    id="tf-same",
    chapter="04",
    title="TensorFlow's “same”",
    difficulty=3,
    points=3,
    answer="tf_same",
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
    whole=True,
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
)


def _gone(n, f):
    return (n - 1) // (f - 1)


LAYERS_UNTIL_GONE = FunctionExercise(
    id="layers-until-gone",
    chapter="04",
    title="How deep without padding?",
    difficulty=2,
    points=2,
    answer="layers_until_gone",
    reference=_gone,
    cases=tuple(
        Case(args) for args in [(28, 3), (32, 5), (10, 2), (7, 7), (5, 6), (40, 4)]
    ),
    draw=lambda random: Case(_ints(random.integers(10, 300), random.integers(2, 9))),
    whole=True,
    misconceptions=(
        Misconception(
            "shrinks by f",
            "You take f pixels away with each layer. A layer without padding takes f − 1.",
            lambda n, f: n // f,
        ),
        Misconception(
            "last layer missing",
            "You stop while one more layer would still fit: an image as large as the "
            "kernel gives one pixel.",
            lambda n, f: max(n - 1, 0) // (f - 1) - 1 if n >= f else 0,
        ),
        Misconception(
            "one layer too many",
            "Your last layer meets an image that is smaller than its kernel.",
            lambda n, f: (n - 1) // (f - 1) + 1,
        ),
        Misconception(
            "down to zero pixels",
            "You shrink the image to nothing. A layer's output has at least one pixel.",
            lambda n, f: n // (f - 1),
        ),
    ),
)


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


INVERSE_DESIGN = DesignExercise(
    id="inverse-design",
    chapter="04",
    title="Choose f, p and s",
    difficulty=3,
    points=3,
    answer="inverse_design",
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
)

EXERCISES = (
    OUTPUT_SIZE,
    SAME_PADDING,
    PAD_BY_HAND,
    LAYERS_UNTIL_GONE,
    PIXEL_USAGE,
    TF_SAME,
    INVERSE_DESIGN,
)
