"""The shape of a volume behind a pooling layer."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception


def _sizes(height, width, channels, f, s):
    return np.array([(height - f) // s + 1, (width - f) // s + 1, channels])


def _draw_pool_size(random: np.random.Generator) -> Case:
    height, width, channels = (
        int(n) for n in random.integers([20, 20, 2], [90, 90, 70])
    )
    f, s = (int(n) for n in random.choice([2, 3, 4, 5], 2, replace=False))
    return Case((height, width + (height == width), channels, f, s))


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
    reference=_sizes,
    cases=tuple(
        Case(args)
        for args in [
            (28, 28, 6, 2, 2),
            (39, 25, 10, 3, 2),
            (24, 55, 16, 2, 3),
            (13, 10, 5, 3, 3),
            (9, 8, 3, 4, 1),
        ]
    ),
    draw=_draw_pool_size,
    integer_result=True,
    misconceptions=(
        Misconception(
            "missing + 1",
            "You count the steps. The window also stands somewhere before its first step.",
            lambda h, w, c, f, s: np.array([(h - f) // s, (w - f) // s, c]),
        ),
        Misconception(
            "rounded up",
            "You round up. A window that hangs over the edge gives no output.",
            lambda h, w, c, f, s: np.array(
                [-(-(h - f) // s) + 1, -(-(w - f) // s) + 1, c]
            ),
        ),
        Misconception(
            "divided by the stride",
            "You divide the size by the stride and leave the window's size out.",
            lambda h, w, c, f, s: np.array([h // s, w // s, c]),
        ),
        Misconception(
            "divided by the window",
            "You divide by f, as if the windows lay side by side. They move by s pixels.",
            lambda h, w, c, f, s: np.array([h // f, w // f, c]),
        ),
        Misconception(
            "channels merged",
            "You return a single channel. Each channel is pooled for itself.",
            lambda h, w, c, f, s: _sizes(h, w, 1, f, s),
        ),
        Misconception(
            "channels pooled too",
            "You shrink the channels like the height and the width. Pooling leaves "
            "their number as it is.",
            lambda h, w, c, f, s: np.array(
                [*_sizes(h, w, c, f, s)[:2], max((c - f) // s + 1, 1)]
            ),
        ),
        Misconception(
            "height used twice",
            "Your width is computed from the height. An image need not be square.",
            lambda h, w, c, f, s: _sizes(h, h, c, f, s),
        ),
        Misconception(
            "height and width swapped",
            "Your height and width have changed places. The height comes first.",
            lambda h, w, c, f, s: _sizes(w, h, c, f, s),
        ),
        Misconception(
            "channels first",
            "You put the channels first. In this book, as in Keras, they come last.",
            lambda h, w, c, f, s: np.roll(_sizes(h, w, c, f, s), 1),
        ),
        Misconception(
            "channels left out",
            "You return two numbers. The number of channels belongs to the size, too.",
            lambda h, w, c, f, s: _sizes(h, w, c, f, s)[:2],
        ),
    ),
    alternatives=(
        Alternative("the ends of all windows are counted; a list comes back", _counted),
    ),
)
