"""How many windows of a kernel an image has."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception


def _count(height, width, f_h, f_w):
    return (height - f_h + 1) * (width - f_w + 1)


EXERCISE = FunctionExercise(
    __name__,
    title="How many windows?",
    difficulty=1,
    points=1,
    place=30,
    reference=_count,
    cases=tuple(
        Case(args) for args in [(6, 6, 3, 3), (5, 7, 2, 3), (9, 4, 4, 1), (3, 8, 3, 5)]
    ),
    draw=lambda random: Case(
        tuple(int(n) for n in (*random.integers(6, 30, 2), *random.integers(1, 6, 2)))
    ),
    integer_result=True,
    misconceptions=(
        Misconception(
            "missing + 1",
            "Your count is short by one in each direction. The first window starts at "
            "pixel 0: count the starts, not the steps between them.",
            lambda h, w, f_h, f_w: (h - f_h) * (w - f_w),
        ),
        Misconception(
            "windows side by side",
            "You count windows that do not overlap. The window moves by one pixel.",
            lambda h, w, f_h, f_w: (h // f_h) * (w // f_w),
        ),
        Misconception(
            "added instead of multiplied",
            "You add the two directions. Each row of windows has all the columns.",
            lambda h, w, f_h, f_w: (h - f_h + 1) + (w - f_w + 1),
        ),
        Misconception(
            "one window per pixel",
            "You count every pixel. Near the right and the lower edge no window starts.",
            lambda h, w, f_h, f_w: h * w,
        ),
        Misconception(
            "height and width of the kernel swapped",
            "You take the kernel's width from the image's height, and the height from "
            "the width.",
            lambda h, w, f_h, f_w: _count(h, w, f_w, f_h),
        ),
        Misconception(
            "square kernel assumed",
            "Your count uses f_h in both directions. A kernel need not be square.",
            lambda h, w, f_h, f_w: _count(h, w, f_h, f_h),
        ),
    ),
    alternatives=(
        Alternative(
            "windows are laid on an array and counted",
            lambda *size: (
                sliding_window_view(np.ones(size[:2]), size[2:])[..., 0, 0].size
            ),
        ),
    ),
)
