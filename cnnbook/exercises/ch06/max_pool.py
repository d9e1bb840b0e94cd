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
    step,
)
from cnnbook.exercises.mistakes import Misconception


def _window(case, index):
    size, stride = (case.kwargs.get(name, 2) for name in ("size", "stride"))
    top, left = index[0] * stride, index[1] * stride
    if size == 1:
        return f"its window is row {top}, column {left} alone, counted from 0"
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


def _as_large_as_the_stride(x, size=2, stride=2):
    rows, columns = ((n - size) // stride + 1 for n in x.shape)
    return [
        [
            x[i * stride : (i + 1) * stride, j * stride : (j + 1) * stride].max()
            for j in range(columns)
        ]
        for i in range(rows)
    ]


def _two_by_two(x, size=2, stride=2):
    rows, columns = (range(0, n - size + 1, stride) for n in x.shape)
    return [[x[i : i + 2, j : j + 2].max() for j in columns] for i in rows]


def _places_by_size(x, size=2, stride=2):
    """Use size where the stride belongs; beyond the edge, zeros stay."""
    pooled = np.zeros([(n - size) // stride + 1 for n in x.shape])
    for i, j in np.ndindex(*pooled.shape):
        window = x[i * size : (i + 1) * size, j * size : (j + 1) * size]
        pooled[i, j] = window.max() if window.size else 0
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
        Case((MAP[:3, :3].astype(np.int64) * 2**26 - 2**32,)),
        Case((MAP[:2, :2].astype(np.int64) * 2**34 - 2**42,)),
        Case((np.array([[7_000_000.5, 300], [2, -1]]),)),
        Case((np.array([[200, 0], [7, 255]], np.uint8),)),
        Case((np.array([[5, -2, 8]]),), {"size": 1}),
        Case((np.array([[5, -2, 8, 1, 0, 3]]),), {"size": 1, "stride": 5}),
    ),
    draw=_draw,
    fine=("x",),
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
            "maxima start at the map's first value",
            "Your maxima start at x[0, 0]. Start anew in each window, at one of its own "
            "values.",
            lambda x, size=2, stride=2: np.maximum(
                pool_in_steps(x, size, stride), x[0, 0]
            ),
        ),
        Misconception(
            "window always 2 by 2, size used for the count only",
            "Your windows are 2 by 2 whatever size is; size says only how many there are.",
            _two_by_two,
        ),
        Misconception(
            "windows as large as the stride",
            "Your windows lie in the right places, but are as large as the stride. How "
            "large they are, size says.",
            _as_large_as_the_stride,
        ),
        Misconception(
            "places multiplied by the size",
            "Your map has the right size, but row i looks at windows that start in row i "
            "· size. They start in row i · stride.",
            _places_by_size,
        ),
        step(
            "first row of windows only",
            "Only the first row of your map is filled. Does a return stand inside the "
            "loop?",
            keep=lambda windows: (
                windows.max(axis=(-2, -1)) * (np.arange(len(windows)) == 0)[:, None]
            ),
        ),
        Misconception(
            "windows counted from the bottom right",
            "Your windows start from the lower right corner. They start from the upper "
            "left one, so pixels are left over on the right and below.",
            lambda x, size=2, stride=2: pool_in_steps(x[::-1, ::-1], size, stride)[
                ::-1, ::-1
            ],
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
