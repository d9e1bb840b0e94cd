"""The sum of products of one window under a kernel."""

from __future__ import annotations

import numpy as np

from cnnbook import lecture
from cnnbook.exercises.base import Alternative, Misconception, ValueExercise
from cnnbook.exercises.ch02._shared import FLIPPED

_ROW, _COLUMN = 1, 2
_PATCH = lecture.GRID[_ROW : _ROW + 3, _COLUMN : _COLUMN + 3]

EXERCISE = ValueExercise(
    __name__,
    title="One window by hand",
    difficulty=1,
    points=1,
    place=10,
    reference=(_PATCH * lecture.K).sum(),
    misconceptions=(
        Misconception(
            "flipped kernel", FLIPPED, (_PATCH * lecture.K[::-1, ::-1]).sum()
        ),
        Misconception(
            "matrix product instead of elementwise product",
            "You multiply rows by columns. Each pixel meets only the weight on top of it.",
            (_PATCH @ lecture.K).sum(),
        ),
        Misconception(
            "row and column of the window swapped",
            "You took the window that starts in row 2, column 1. The row comes first.",
            (lecture.GRID[2:5, 1:4] * lecture.K).sum(),
        ),
        Misconception(
            "counted from 1",
            "You took the window one row up and one column to the left. Rows and columns "
            "are counted from 0.",
            (lecture.GRID[0:3, 1:4] * lecture.K).sum(),
        ),
        Misconception(
            "signs lost",
            "You added every product as if it were positive. Some weights are negative.",
            (_PATCH * abs(lecture.K)).sum(),
        ),
    ),
    alternatives=(
        Alternative(
            "a number of NumPy, in float32", np.float32((_PATCH * lecture.K).sum())
        ),
    ),
)
