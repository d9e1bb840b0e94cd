"""The shape of a volume behind a pooling layer."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises._shared import ints
from cnnbook.exercises.base import Alternative, Case, FunctionExercise
from cnnbook.exercises.ch06._shared import after, step
from cnnbook.exercises.mistakes import Misconception


def _size(n, f, s):
    return (n - f) // s + 1


def sizes_in_steps(
    height,
    width,
    channels,
    f,
    s,
    *,
    size=_size,
    size_across=None,
    depth=lambda channels, f, s, size: channels,
):
    """Work out the two sizes and the number of channels, each by itself."""
    across = (size_across or size)(width, f, s)
    return np.array([size(height, f, s), across, depth(channels, f, s, size)])


def _draw(random: np.random.Generator) -> Case:
    f, s = ints(*random.integers(1, 6, 2))
    height, width = ints(*(f + random.choice([0, 0, *range(1, 15)], 2)))
    return Case((height, width, int(random.choice([1, 1, *range(2, 13)])), f, s))


def _about(height, width, channels, f, s):
    even = "the steps come out even", "pixels are left over at the edge"
    side = "windows lie side by side", "f and s differ"
    return {even: (height - f) % s == (width - f) % s == 0, side: f == s}


def _counted(height, width, channels, f, s):
    return [
        len(range(f, height + 1, s)),
        len(range(f, width + 1, s)),
        channels,
    ]


EXERCISE = FunctionExercise(
    __name__,
    title="The size after pooling",
    difficulty=1,
    points=1,
    place=10,
    look=(
        "Draw a row of seven pixels and mark where a window of three can start when it "
        "moves by two. Then the same for a row of eight pixels, and for s = 3."
    ),
    section="The size",
    reference=sizes_in_steps,
    library=("compute_output_shape",),
    cases=tuple(
        Case(args)
        for args in [
            (4, 6, 3, 2, 2),
            (3, 7, 4, 3, 2),
            (6, 4, 5, 4, 3),
            (5, 8, 1, 2, 3),
            (7, 9, 4, 3, 5),
            (7, 5, 8, 3, 2),
            (9, 13, 10, 2, 3),
            (10, 7, 5, 3, 3),
            (8, 9, 6, 4, 1),
            (28, 20, 6, 2, 2),
            (8, 6, 6, 2, 2),
            (300, 5, 400, 2, 1),
            (8, 7, 1280, 2, 2),
            (1, 6, 2, 1, 3),
            (20, 17, 4, 7, 6),
        ]
    ),
    draw=_draw,
    integer_result=True,
    features=_about,
    misconceptions=(
        step(
            "missing + 1",
            "You count the steps. The window also stands somewhere before its first step.",
            size=lambda n, f, s: (n - f) // s,
        ),
        step(
            "rounded up",
            "You round up. A window that hangs over the edge gives no output.",
            size=lambda n, f, s: -(-(n - f) // s) + 1,
        ),
        step(
            "width rounded up",
            "You round the width up. A window that hangs over the edge gives no output, "
            "to the right as little as below.",
            size_across=lambda n, f, s: -(-(n - f) // s) + 1,
        ),
        step(
            "rounded to the nearest",
            "You round to the nearest whole number. A window that hangs over the edge "
            "gives no output, however little it hangs over.",
            size=lambda n, f, s: round((n - f) / s) + 1,
        ),
        step(
            "window always 2",
            "Your windows are 2 by 2 whatever f is.",
            size=lambda n, f, s: (n - 2) // s + 1,
        ),
        step(
            "padding of 1",
            "You count a padding of 1 on either side. Here there is none.",
            size=lambda n, f, s: (n + 2 - f) // s + 1,
        ),
        step(
            "window added",
            "You add the window's size. Where can its first pixel still stand, if the "
            "whole window has to fit?",
            size=lambda n, f, s: (n + f) // s + 1,
        ),
        step(
            "1 too many",
            "You count one window too many. The first one is there once.",
            size=lambda n, f, s: (n - f) // s + 2,
        ),
        step(
            "no window as large as the map",
            "A window that fills the whole map gives you nothing. It fits in exactly one "
            "place.",
            size=lambda n, f, s: (n - f) // s + (n > f),
        ),
        step(
            "a window that just fits left out",
            "Where the last window ends exactly on the last row or column, your size is "
            "one too small. That window is whole, so it counts.",
            size=lambda n, f, s: (n - f - 1) // s + 1,
        ),
        step(
            "stride at most the window",
            "Your window never moves by more than its own size. With a larger stride, "
            "pixels between the windows are left out.",
            size=lambda n, f, s: (n - f) // min(f, s) + 1,
        ),
        step(
            "not rounded",
            "You count parts of windows. Where the steps don't come out even, the last "
            "window is left out.",
            size=lambda n, f, s: (n - f) / s + 1,
        ),
        step(
            "divided by the stride",
            "You divide the size by the stride and leave the window's size out.",
            size=lambda n, f, s: n // s,
        ),
        step(
            "size of same pooling",
            "You divide the size by the stride and round up. That is the size with “same” "
            "padding; here there is none.",
            size=lambda n, f, s: -(-n // s),
        ),
        step(
            "divided by the window",
            "You divide by f, as if the windows lay side by side. They move by s pixels.",
            size=lambda n, f, s: n // f,
        ),
        step(
            "always halved",
            "You halve the size whatever f and s are.",
            size=lambda n, f, s: n // 2,
        ),
        step(
            "stride ignored",
            "Your sizes do not change with s. A larger stride means fewer windows.",
            size=lambda n, f, s: n - f + 1,
        ),
        step(
            "f and s swapped",
            "You take the window's size for its step, and the step for the size.",
            size=lambda n, f, s: (n - s) // f + 1,
        ),
        step(
            "1 added before dividing",
            "You add 1 before you divide by the stride. The steps are counted first; the "
            "first window comes on top.",
            size=lambda n, f, s: (n - f + 1) // s,
        ),
        step(
            "parentheses missing",
            "You divide f alone by s. What is left when the window is taken away is "
            "divided.",
            size=lambda n, f, s: n - f // s + 1,
        ),
        step(
            "channels merged",
            "You return a single channel. Each channel is pooled for itself.",
            depth=lambda channels, f, s, size: 1,
        ),
        step(
            "channels pooled too",
            "You shrink the channels like the height and the width. Pooling leaves "
            "their number as it is.",
            depth=lambda channels, f, s, size: size(channels, f, s),
        ),
        step(
            "channels divided by the stride",
            "You divide the channels by the stride. Pooling leaves their number as it is.",
            depth=lambda channels, f, s, size: channels // s,
        ),
        step(
            "channels multiplied",
            "You multiply the channels by the window's pixels. Pooling leaves their "
            "number as it is.",
            depth=lambda channels, f, s, size: channels * f * f,
        ),
        Misconception(
            "height used twice",
            "Your width is computed from the height. An image need not be square.",
            before=lambda height, **rest: {"width": height},
        ),
        Misconception(
            "width used twice",
            "Your height is computed from the width. An image need not be square.",
            before=lambda width, **rest: {"height": width},
        ),
        after(
            "height and width swapped",
            "Your height and width have changed places. The height comes first.",
            lambda sizes: sizes[[1, 0, *range(2, len(sizes))]],
        ),
        after(
            "channels first",
            "You put the channels first. In this book, as in Keras, they come last.",
            lambda sizes: np.roll(sizes, 1),
        ),
        after(
            "channels left out",
            "You return two numbers. The number of channels belongs to the size, too.",
            lambda sizes: sizes[:2],
        ),
        after(
            "number of values",
            "You return how many values come out. The three sizes are wanted.",
            np.prod,
        ),
    ),
    alternatives=(
        Alternative("the ends of all windows are counted; a list comes back", _counted),
    ),
)
