"""Shapes in LeNet-5 for pictures of 32×40."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Misconception, ValueExercise


def _shapes(first=0, second=0):
    """Follow 32×40 pixels through LeNet's first four layers, with these paddings."""
    height, width = 32, 40
    rows = []
    for channels, padding in ((6, first), (16, second)):
        height, width = (n + 2 * padding - 4 for n in (height, width))
        rows.append((height, width, channels))
        height, width = height // 2, width // 2
        rows.append((height, width, channels))
    return np.array(rows)


_SHAPES = _shapes(first=2)

EXERCISE = ValueExercise(
    __name__,
    title="LeNet on larger pictures",
    difficulty=1,
    points=1,
    place=10,
    kind="An array to work out",
    reference=_SHAPES,
    misconceptions=(
        Misconception(
            "padding forgotten",
            "Your first layer shrinks the picture. It pads, so that its maps are as large "
            "as the picture.",
            _shapes(),
        ),
        Misconception(
            "padding in the second convolution too",
            "Your second convolution keeps the size. Only the first one pads.",
            _shapes(first=2, second=2),
        ),
        Misconception(
            "height and width swapped",
            "The two sizes stand in the wrong order. The height comes first.",
            _SHAPES[:, [1, 0, 2]],
        ),
        Misconception(
            "channels multiplied",
            "You multiply the channels. Each filter looks at all the channels that come "
            "in, and makes one map.",
            _SHAPES * [1, 1, 3],
        ),
        Misconception(
            "pooling counted as halving the channels",
            "You halve the channels too. Pooling works on each map by itself.",
            _SHAPES // np.array([[1, 1, 1], [1, 1, 2]] * 2),
        ),
        Misconception(
            "a kernel of 5 taken to cost 5 pixels",
            "Your second convolution loses a row too many. The first window counts too.",
            _SHAPES - np.array([[0, 0, 0], [0, 0, 0], [1, 1, 0], [1, 1, 0]]),
        ),
    ),
)
