"""Weights of a local layer, and of one that shares them."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from cnnbook.exercises._shared import in_bits, ints
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.mistakes import each, wrong_step


def local_weights(
    height,
    width,
    f,
    *,
    starts=lambda n, f: n - f + 1,
    to_the_right=None,
    square=lambda h, w: (h, w),
    join=lambda down, across: down * across,
    size=lambda f: f,
    window=lambda f: f * f,
    seen=None,
    shared=None,
    bias=0,
):
    """Count windows and weights, one step after another."""
    f = size(f)
    height, width = square(height, width)
    down, across = starts(height, f), (to_the_right or starts)(width, f)
    windows = join(down, across)
    own = window(f) + bias
    local = windows * (own if seen is None else seen(height, width))
    return np.array(
        [local, own if shared is None else shared(down, across, own, local)]
    )


def _windows_counted(height, width, f):
    return sliding_window_view(np.zeros((height, width)), (f, f)).size, f**2


def _draw(random: np.random.Generator) -> Case:
    """Draw a small picture; at times the window is as high or as wide as it is."""
    f = int(random.integers(1, 6))
    if random.integers(9) == 0:  # more than 16 bits can count
        return Case(ints(*random.integers(90, 130, 2), f + 2))
    height, width = (int(n) for n in f + random.integers(0, 8, 2))
    if random.integers(7) == 0:
        height = width = f
    return Case(ints(height, width, f))


def _features(height, width, f):
    whole = height == width == f
    return {
        (
            "the window is as large as the picture",
            "the window is smaller than the picture",
        ): whole,
        (
            "the window is as high or as wide as the picture",
            "the window is lower and narrower than the picture",
        ): f in (height, width),
    }


EXERCISE = FunctionExercise(
    __name__,
    title="Local windows, shared windows",
    difficulty=2,
    points=2,
    place=40,
    look=(
        "Draw a picture of 4 by 5 pixels and lay windows of 2 by 2 on it. Where can one "
        "begin? Count the windows first, then the weights."
    ),
    section="First idea: look at neighbours only",
    reference=local_weights,
    cases=tuple(
        Case(args)
        for args in [
            (4, 5, 2),
            (2, 2, 2),
            (1, 3, 1),
            (4, 6, 4),
            (5, 9, 3),
            (12, 7, 5),
            (28, 28, 3),
            (200, 190, 3),
        ]
    ),
    draw=_draw,
    features=_features,
    integer_result=True,
    misconceptions=(
        wrong_step(
            "one window per pixel",
            "You count a window for every pixel. A window that begins near the right or "
            "the lower edge would hang over it.",
            starts=lambda n, f: n,
        ),
        wrong_step(
            "last window missing",
            "Your windows stop one place too early in each direction. Draw a row of five "
            "pixels, and lay windows of two on it.",
            starts=lambda n, f: n - f,
        ),
        *(
            wrong_step(
                f"+ 1 missing in the {way} only",
                f"Your windows stop one place too early along the {way}. Draw a row of "
                "five pixels, and lay windows of two on it.",
                starts=down,
                to_the_right=across,
            )
            for way, down, across in (
                ("height", lambda n, f: n - f, lambda n, f: n - f + 1),
                ("width", lambda n, f: n - f + 1, lambda n, f: n - f),
            )
        ),
        wrong_step(
            "one window too many",
            "You count one place too many in each direction. Draw a row of five pixels, "
            "and lay windows of two on it.",
            starts=lambda n, f: n - f + 2,
        ),
        wrong_step(
            "windows side by side",
            "You count windows that do not overlap. One begins at each pixel where it fits.",
            starts=lambda n, f: n // f,
        ),
        wrong_step(
            "window taken off on both sides",
            "You take f off twice, once for each side. A window that begins in place 0 "
            "hangs over no edge.",
            starts=lambda n, f: n - 2 * f + 1,
        ),
        wrong_step(
            "half a window taken off",
            "You take off half a window. In which place can the last window of f pixels "
            "begin?",
            starts=lambda n, f: n - f // 2,
        ),
        *each(
            "square picture assumed",
            "You use one of height and width twice. A picture need not be square.",
            square=[lambda h, w: (h, h), lambda h, w: (w, w)],
        ),
        wrong_step(
            "added instead of multiplied",
            "You add the places from top to bottom and those from left to right. Each "
            "row of windows has all the columns.",
            join=lambda down, across: down + across,
        ),
        *each(
            "a single row of windows",
            "You count the windows along one direction. They also move in the other one.",
            join=[lambda down, across: across, lambda down, across: down],
        ),
        wrong_step(
            "windows counted, not weights",
            "Your first number counts the windows. Each of them has weights of its own: "
            "how many?",
            seen=lambda h, w: 1,
        ),
        wrong_step(
            "every output connected to every pixel",
            "Your first number is that of a dense layer. A local output sees only the "
            "pixels of its window.",
            seen=lambda h, w: h * w,
        ),
        wrong_step(
            "a window of f weights",
            "Your windows are f pixels long and one pixel high. They are squares.",
            window=lambda f: f,
        ),
        wrong_step(
            "a window of 2 · f weights",
            "You add the two sides of a window. How many pixels has a square of f by f?",
            window=lambda f: 2 * f,
        ),
        *each(
            "windows of one size only",
            "Your windows are always of the same size. They are f by f pixels.",
            size=[lambda f, n=n: n for n in (2, 3, 4, 5)],
        ),
        wrong_step(
            "a bias in every window",
            "You count a bias with each set of weights. There are none here.",
            bias=1,
        ),
        wrong_step(
            "a single shared weight",
            "Your second number is 1. What is shared is the whole set of a window's "
            "weights: how many are these?",
            shared=lambda down, across, own, local: 1,
        ),
        wrong_step(
            "shared within a row only",
            "Your second number still grows with the height of the image. All windows "
            "share the same weights, not only those of one row.",
            shared=lambda down, across, own, local: down * own,
        ),
        wrong_step(
            "a shared weight for each window",
            "Your second number counts the windows. All of them share one set of weights.",
            shared=lambda down, across, own, local: down * across,
        ),
        wrong_step(
            "nothing shared",
            "Your two numbers are the same. In the second layer all windows use one set "
            "of weights.",
            shared=lambda down, across, own, local: local,
        ),
        Misconception(
            "the two numbers swapped",
            "These are the two counts, in the other order: the local layer comes first.",
            after=lambda counts: counts[::-1],
        ),
        *in_bits(16),
    ),
    alternatives=(
        Alternative(
            "windows are laid on an array and counted; a tuple comes back",
            _windows_counted,
        ),
    ),
)
