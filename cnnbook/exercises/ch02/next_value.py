"""Two neighbours of the lecture's first window."""

from __future__ import annotations

import numpy as np

from cnnbook import lecture, ops
from cnnbook.exercises.base import Misconception, ValueExercise
from cnnbook.exercises.ch02._shared import FLIPPED

_NEXT = np.array(
    [(lecture.C[i : i + 3, j : j + 3] * lecture.K).sum() for i, j in [(0, 1), (1, 0)]]
)
_C_CONVOLVED = ops.convolve2d(lecture.C, lecture.K)

EXERCISE = ValueExercise(
    __name__,
    title="Slide the window",
    difficulty=1,
    points=1,
    place=20,
    kind="Two values to work out",
    reference=_NEXT,
    misconceptions=(
        Misconception(
            "right and down swapped",
            "These are the two values, in the other order. The step to the right comes "
            "first.",
            _NEXT[::-1],
        ),
        Misconception(
            "window moved by its own width",
            "You moved the window by three pixels. At stride 1 it moves by one, and "
            "overlaps with the place where it was.",
            np.array(
                [
                    (lecture.C[:3, 3:] * lecture.K).sum(),
                    (lecture.C[3:, :3] * lecture.K).sum(),
                ]
            ),
        ),
        Misconception(
            "flipped kernel",
            FLIPPED,
            np.array([_C_CONVOLVED[0, 1], _C_CONVOLVED[1, 0]]),
        ),
        Misconception(
            "window not moved",
            "Both numbers belong to the first window. Move the window, then multiply anew.",
            np.array([(lecture.C[:3, :3] * lecture.K).sum()] * 2),
        ),
    ),
)
