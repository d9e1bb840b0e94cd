"""A small image, padded and convolved on paper."""

from __future__ import annotations

import numpy as np

from cnnbook import lecture, ops
from cnnbook.exercises.base import Misconception, ValueExercise

_SMALL = np.array([[1, 2], [3, 4]])
_EDGED = np.pad(_SMALL, 1, mode="edge")
_LATE, _EARLY = np.pad(_SMALL, (0, 2)), np.pad(_SMALL, (2, 0))

EXERCISE = ValueExercise(
    __name__,
    title="Pad and slide by hand",
    difficulty=1,
    points=1,
    place=30,
    kind="An array to work out",
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
