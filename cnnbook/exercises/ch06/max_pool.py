"""The largest value of each window, at any size and stride."""

from __future__ import annotations

import numpy as np

from cnnbook import lecture
from cnnbook.exercises.base import Alternative, Case, FunctionExercise
from cnnbook.exercises.ch06._pooling_mistakes import (
    EDGE_MISTAKES,
    GRID_MISTAKES,
    KEEP_MISTAKES,
)
from cnnbook.exercises.ch06._shared import (
    DARK,
    MAP,
    after,
    draw_pixels,
    draw_settings,
    max_of_shifted,
    max_pool_in_loops,
    pool_cases,
    pool_in_steps,
)
from cnnbook.exercises.mistakes import Misconception


def _window(case, index):
    size, stride = (case.kwargs.get(name, 2) for name in ("size", "stride"))
    top, left = index[0] * stride, index[1] * stride
    return (
        f"its window is rows {top} to {top + size - 1} and columns {left} to "
        f"{left + size - 1}, counted from 0"
    )


def _draw(random: np.random.Generator) -> Case:
    settings = draw_settings(random)
    return Case((draw_pixels(random, size=settings.get("size", 2)),), settings)


def _about(x, size=2, stride=2):
    rows, columns = ((n - size) // stride + 1 for n in x.shape)
    left_over = (len(x) - size) % stride or (x.shape[1] - size) % stride
    return {
        ("the pooled map is square", "the pooled map is not square"): rows == columns,
        ("windows overlap", "windows don't overlap"): stride < size,
        ("every value of x is below 0", "x has values of 0 or more"): (x < 0).all(),
        ("pixels are left over at the edge", "whole windows fill x"): bool(left_over),
    }


def _turned_round(x, size=2, stride=2):
    """Take the row of a window for its column, and the other way round."""
    rows, columns = ((n - size) // stride + 1 for n in x.shape)
    pooled = np.zeros((rows, columns))
    for i, j in np.ndindex(rows, columns):
        top, left = j * stride, i * stride
        pooled[i, j] = x[top : top + size, left : left + size].max()
    return pooled


def _filtered(x, size=2, stride=2):
    from scipy.ndimage import maximum_filter

    first = size // 2
    every = maximum_filter(x, size)[first:, first:]
    rows, columns = (n - size + 1 for n in x.shape)
    return every[:rows:stride, :columns:stride]


EXERCISE = FunctionExercise(
    __name__,
    title="Write max_pool",
    difficulty=2,
    points=3,
    place=40,
    look=(
        "Draw a map of 3 by 5 pixels, all of them negative, and mark every window of size "
        "2, at stride 2 and then at stride 1. Print each window and its largest value in "
        "your function, and compare."
    ),
    section="From scratch, three times",
    reference=pool_in_steps,
    library=("pool2d", "maximum_filter", "MaxPooling2D", "max_pool2d"),
    cases=(
        *pool_cases(MAP, DARK),
        Case((lecture.P,)),
        Case((MAP[:3, :3] * 10**8 - 5 * 10**9,)),
    ),
    draw=_draw,
    locate=_window,
    features=_about,
    misconceptions=(
        *KEEP_MISTAKES,
        *GRID_MISTAKES,
        *EDGE_MISTAKES,
        Misconception(
            "largest value of the whole map",
            "You return one number, the largest of the whole map. Every window has a "
            "largest value.",
            lambda x, size=2, stride=2: x.max(),
        ),
        Misconception(
            "row and column of the windows swapped",
            "You take the row of a window for its column. Row i of the result comes from "
            "windows that start in row i · stride.",
            _turned_round,
        ),
        after(
            "rows and columns swapped",
            "Your pooled map is transposed: its rows should run down, as the map's do.",
            np.transpose,
        ),
    ),
    alternatives=(
        Alternative("loops; nested lists come back", max_pool_in_loops),
        Alternative(
            "SciPy filters at every pixel, and the windows that lie inside are kept",
            _filtered,
        ),
        Alternative("the largest of shifted copies", max_of_shifted),
    ),
)
