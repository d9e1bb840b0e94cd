"""Signs of the Sobel kernel's answers to six windows."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Alternative, Misconception, ValueExercise
from cnnbook.exercises.ch03._shared import HORIZONTAL, VERTICAL

WINDOWS = np.array(
    [
        [[9, 9, 1], [9, 9, 1], [9, 9, 1]],
        [[1, 9, 9], [1, 9, 9], [1, 9, 9]],
        [[9, 9, 9], [9, 9, 9], [1, 1, 1]],
        [[9, 9, 9], [9, 9, 9], [9, 9, 9]],
        [[1, 9, 1], [1, 9, 1], [1, 9, 1]],
        [[1, 1, 1], [9, 1, 1], [9, 9, 1]],
    ]
)
"""The windows of `edge-sign`, as its page prints them."""

_SIGNS = np.sign((WINDOWS * VERTICAL).sum(axis=(1, 2)))
_CENTRE = np.array([0, 0, 0, 0, 1, 0])

EXERCISE = ValueExercise(
    __name__,
    title="Which sign?",
    difficulty=1,
    points=1,
    place=10,
    kind="A list to work out",
    reference=_SIGNS,
    misconceptions=(
        Misconception(
            "signs reversed",
            "Every sign is the other way round. Which column of the kernel has the "
            "positive weights, and which pixels lie under it?",
            -_SIGNS,
        ),
        Misconception(
            "an edge is always positive",
            "You found the edges, but a response also says which side is bright: bright "
            "pixels under negative weights pull the sum below 0.",
            abs(_SIGNS),
        ),
        Misconception(
            "horizontal instead of vertical edges",
            "You compare above with below. This kernel compares left with right.",
            np.sign((WINDOWS * HORIZONTAL).sum(axis=(1, 2))),
        ),
        Misconception(
            "brightness counted as an edge",
            "You call every window positive in which something is bright. The weights "
            "add up to 0, so brightness alone is worth nothing.",
            np.ones(6, int),
        ),
        Misconception(
            "the middle column counted",
            "You let the bright line in the middle count. Which weights lie on it?",
            _SIGNS + _CENTRE,
        ),
    ),
    alternatives=(
        Alternative("one of the whole numbers is a float", [1, -1, 0, 0, 0, 1.0]),
    ),
)
