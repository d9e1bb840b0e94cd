"""How many places a window has along one side."""

from __future__ import annotations

import math

import numpy as np

from cnnbook.exercises._shared import ints
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.mistakes import each, wrong_step


def output_size_in_steps(
    n,
    f,
    p=0,
    s=1,
    *,
    padding=lambda p: 2 * p,
    kernel=lambda f: f,
    step=lambda f, s: s,
    early=0,
    divide=lambda length, step: length // step,
    late=1,
):
    """Count the windows along one side, one step of the formula after another.

    Parameters
    ----------
    n, f, p, s : int
        Pixels, kernel size, padding and stride.
    padding, kernel, step : callable
        How many pixels the padding adds and the kernel takes, and what is divided by.
    early, late : int
        What is added before the division, and after it.
    divide : callable
        Divides and rounds.
    """
    return divide(n + padding(p) - kernel(f) + early, step(f, s)) + late


def _draw_size(random: np.random.Generator) -> Case:
    f, p, s = ints(random.integers(1, 10), *random.integers([1, 1], [7, 8]))
    n = f + int(random.integers(0, 25))
    given = {}, {"p": p}, {"s": s}, {"p": p, "s": s}
    settings = given[random.choice(4, p=[0.05, 0.3, 0.25, 0.4])]
    if "p" in settings and random.integers(3) == 0:
        n = max(
            1, f - int(random.integers(0, 2 * p + 1))
        )  # it fits with its frame only
    return Case((n, f), settings)


def _fit(n, f, p, s):
    over = (n + 2 * p - f) % s
    return {
        ("the kernel is larger than the image", "the kernel fits without padding"): f
        > n,
        ("the stride is larger than the kernel", "the stride is at most f"): s > f,
        ("more places than pixels", "at most as many places as pixels"): (
            (n + 2 * p - f) // s + 1 > n
        ),
        ("pixels are left over at the end", "the last step fits exactly"): over > 0,
        ("half a step or more is left over", "less than half a step is left over"): (
            2 * over >= s
        ),
    }


EXERCISE = FunctionExercise(
    __name__,
    title="The output-size formula",
    difficulty=1,
    points=2,
    place=10,
    look=(
        "Draw a row of eight pixels and slide a window of three over it, two pixels at a "
        "time. How often does the whole window fit? Then compare output_size(8, 3, s=2)."
    ),
    section="The floor",
    reference=output_size_in_steps,
    library=("output_size", "conv2d"),
    features=_fit,
    cases=(
        Case((6, 3)),
        Case((6, 3), {"p": 1}),
        Case((10, 3), {"s": 2}),
        Case((8, 3), {"s": 2}),
        Case((10, 5), {"s": 3}),
        Case((9, 4), {"p": 2, "s": 3}),
        Case((5, 5), {"s": 3}),
        Case((39, 4), {"p": 2, "s": 3}),
        Case((7, 7), {"p": 3, "s": 5}),
        Case((5, 1), {"p": 2}),
        Case((2, 3), {"p": 1}),
        Case((11, 2), {"s": 4}),
        Case((22, 9), {"p": 6, "s": 5}),
        Case((30, 3), {"s": 7}),
        Case((300, 3)),
        Case((1503, 13), {"p": 16, "s": 12}),
    ),
    draw=_draw_size,
    integer_result=True,
    misconceptions=(
        wrong_step(
            "missing + 1",
            "You count the steps. The window also stands somewhere before its first step.",
            late=0,
        ),
        wrong_step(
            "first position counted twice",
            "Your count is always one too large. The first position counts once.",
            late=2,
        ),
        wrong_step(
            "no floor",
            "Your result is a fraction when the last step does not fit. Half a window "
            "gives no output at all.",
            divide=lambda length, step: length / step,
        ),
        wrong_step(
            "ceiling for floor",
            "You round up. A window that hangs over the edge gives no output.",
            divide=lambda length, step: -(-length // step),
        ),
        *each(
            "rounded to the nearest",
            "You round to the nearest number. A window that hangs over the edge gives no "
            "output, however little it hangs over.",
            divide=(
                lambda length, step: round(length / step),
                lambda length, step: round(length / step + 1) - 1,
                lambda length, step: math.floor(length / step + 0.5),
            ),
        ),
        wrong_step(
            "a window that just fits left out",
            "Where the last window ends exactly on the last pixel, your count is one too "
            "small. That window is whole, so it counts.",
            divide=lambda length, step: -(-length // step),
            late=0,
        ),
        wrong_step(
            "padding counted once",
            "You count the padding once. It is added on both sides.",
            padding=lambda p: p,
        ),
        wrong_step(
            "padding ignored",
            "Your result does not change with p.",
            padding=lambda p: 0,
        ),
        wrong_step(
            "padding subtracted",
            "Your padding makes the output smaller. Padding adds pixels.",
            padding=lambda p: -2 * p,
        ),
        wrong_step(
            "padding squared",
            "You take p times p. With p pixels on each of two sides there are 2p.",
            padding=lambda p: p**2,
        ),
        wrong_step(
            "padding counted twice on each side",
            "You add more than 2p pixels. With p on each of two sides there are 2p in all.",
            padding=lambda p: 4 * p,
        ),
        wrong_step(
            "stride ignored",
            "Your result does not change with s.",
            step=lambda f, s: 1,
        ),
        wrong_step(
            "divided by the kernel size",
            "You divide by f. The window moves by s pixels, however large it is.",
            step=lambda f, s: f,
        ),
        wrong_step(
            "kernel size added",
            "You add f. A larger kernel has fewer places to stand, so f is subtracted.",
            kernel=lambda f: -f,
        ),
        wrong_step(
            "odd kernels only",
            "You take half of f, rounded down, off on each side. That is right for odd "
            "kernels only: an even one has no centre.",
            kernel=lambda f: 2 * (f // 2) + 1,
        ),
        wrong_step(
            "+ 1 before the division",
            "You add 1 before you divide. Only the steps are divided by the stride; the "
            "first position is added afterwards.",
            early=1,
            late=0,
        ),
        wrong_step(
            "+ 1 twice",
            "You add 1 before you divide, and once more afterwards. The first position "
            "counts once.",
            early=1,
        ),
        Misconception(
            "only the kernel size divided",
            "You divide f alone by the stride, since / binds more tightly than + and −. "
            "All the pixels that are left for steps are divided.",
            lambda n, f, p=0, s=1: n + 2 * p - f // s + 1,
        ),
        Misconception(
            "image and kernel swapped",
            "You subtract the image from the kernel. It is the other way round.",
            before=lambda n, f, **rest: {"n": f, "f": n},
        ),
        Misconception(
            "padding and stride swapped",
            "You take the padding for the stride, and the stride for the padding.",
            before=lambda p, s, **rest: {"p": s, "s": max(p, 1)},
        ),
        Misconception(
            "each part divided by itself",
            "You round down each part by itself. Put n + 2p − f together first, and divide "
            "then.",
            lambda n, f, p=0, s=1: n // s + 2 * p // s - f // s + 1,
        ),
        Misconception(
            "the kernel left out",
            "Your result does not change with f. A window needs f pixels, so there is less "
            "room for its steps.",
            lambda n, f, p=0, s=1: (n + 2 * p) // s,
        ),
        *(
            Misconception(
                "the kernel left out at a large stride",
                "Where the stride is larger than the kernel you leave f out. The formula "
                "is the same for every stride.",
                lambda n, f, p=0, s=1, more=more: (
                    (n + 2 * p) // s + more
                    if s > f
                    else output_size_in_steps(n, f, p, s)
                ),
            )
            for more in (0, 1)
        ),
        Misconception(
            "never more than n",
            "You cut your result off at n. With much padding a window has more places "
            "than the image has pixels.",
            lambda n, f, p=0, s=1: min(n, output_size_in_steps(n, f, p, s)),
        ),
        Misconception(
            "0 where the kernel is larger than the image",
            "You give 0 where f is larger than n. The padding may make room for it.",
            lambda n, f, p=0, s=1: 0 if f > n else output_size_in_steps(n, f, p, s),
        ),
        Misconception(
            "the start of the last window",
            "This is where the last window starts. How many windows are there?",
            lambda n, f, p=0, s=1: (output_size_in_steps(n, f, p, s) - 1) * s,
        ),
        Misconception(
            "both sides of the map",
            "You give two sizes. Only that along one side is asked for.",
            after=lambda size: (size, size),
        ),
        Misconception(
            "TensorFlow's same",
            "Your result does not change with f, nor with p: it is the size that "
            "TensorFlow keeps with its padding “same”.",
            lambda n, f, p=0, s=1: -(-n // s),
        ),
        Misconception(
            "the whole map counted",
            "You count the windows of a square image. Only those along one side are asked "
            "for.",
            after=lambda size: size**2,
        ),
        Misconception(
            "padding of 1 unless given",
            "Without p you pad all the same. The default of p is 0.",
            lambda n, f, p=1, s=1: output_size_in_steps(n, f, p, s),
        ),
        Misconception(
            "stride of 2 unless given",
            "Without s you take every second place. The default of s is 1.",
            lambda n, f, p=0, s=2: output_size_in_steps(n, f, p, s),
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
