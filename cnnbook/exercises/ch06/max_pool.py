"""The largest value of each window, at any size and stride."""

from __future__ import annotations

import numpy as np

from cnnbook import lecture, ops
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.ch06._shared import (
    DARK,
    MAP,
    draw_pixels,
    draw_settings,
    max_of_shifted,
    max_pool_in_loops,
    slide,
)


def _pool(keep, steps=lambda size, stride: (stride, stride), **mistake):
    return lambda x, size=2, stride=2: slide(
        x, size, steps(size, stride), keep, **mistake
    )


def _largest_size(window):
    return window.flat[np.abs(window).argmax()]


def _window(case, index):
    size, stride = (case.kwargs.get(name, 2) for name in ("size", "stride"))
    top, left = index[0] * stride, index[1] * stride
    return (
        f"its window is rows {top} to {top + size - 1} and columns {left} to "
        f"{left + size - 1}, counted from 0"
    )


def _draw_max_pool(random: np.random.Generator) -> Case:
    return Case((draw_pixels(random),), draw_settings(random))


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
    place=30,
    reference=lambda x, size=2, stride=2: ops.pool2d(x, size, stride),
    cases=(
        Case((lecture.P,)),
        Case((MAP,)),
        Case((DARK / 4,)),
        Case((MAP,), {"size": 3, "stride": 2}),
        Case((MAP.T,), {"size": 2, "stride": 3}),
        Case((DARK,), {"size": 3, "stride": 1}),
    ),
    draw=_draw_max_pool,
    locate=_window,
    misconceptions=(
        Misconception(
            "average instead of maximum",
            "You take the mean of each window. Max pooling keeps the largest value.",
            _pool(np.mean),
        ),
        Misconception(
            "smallest instead of largest",
            "You keep the smallest value of each window.",
            _pool(np.min),
        ),
        Misconception(
            "sum instead of maximum",
            "You add up each window. Max pooling keeps one of its values and drops the "
            "others.",
            _pool(np.sum),
        ),
        Misconception(
            "largest magnitude",
            "You compare the values without their signs. Of −5 and 2, the larger is 2.",
            _pool(_largest_size),
        ),
        Misconception(
            "never below zero",
            "Your maxima start at zero, or have zeros padded in. A window may hold "
            "negative values only.",
            _pool(lambda window: max(window.max(), 0)),
        ),
        Misconception(
            "stride 1",
            "Your window always moves by one pixel. It should move by stride pixels.",
            _pool(np.max, lambda size, stride: (1, 1)),
        ),
        Misconception(
            "stride equal to the size",
            "Your windows always lie side by side. When stride differs from size, they "
            "overlap or leave gaps.",
            _pool(np.max, lambda size, stride: (size, size)),
        ),
        Misconception(
            "stride in one direction only (down)",
            "Your window moves by stride pixels downwards, but by one to the right.",
            _pool(np.max, lambda size, stride: (stride, 1)),
        ),
        Misconception(
            "stride in one direction only (right)",
            "Your window moves by stride pixels to the right, but by one downwards.",
            _pool(np.max, lambda size, stride: (1, stride)),
        ),
        Misconception(
            "size and stride swapped",
            "You use the stride as the window's size, and the size as its step.",
            lambda x, size=2, stride=2: ops.pool2d(x, stride, size),
        ),
        Misconception(
            "size ignored",
            "Your windows are 2 by 2 whatever size is.",
            lambda x, size=2, stride=2: ops.pool2d(x, 2, stride),
        ),
        Misconception(
            "windows over the edge",
            "Your last windows hang over the edge. A window that is not whole gives no "
            "value.",
            _pool(np.max, ragged=True),
        ),
        Misconception(
            "last window missing",
            "You stop one window too early where the last one ends on the last pixel. "
            "range leaves out its end.",
            _pool(np.max, missing=1),
        ),
        Misconception(
            "corner of the window",
            "You keep the top left value of each window. Look at all of its values.",
            _pool(lambda window: window[0, 0]),
        ),
        Misconception(
            "rows and columns swapped",
            "Your pooled map is transposed: its rows should run down, as the map's do.",
            lambda x, size=2, stride=2: ops.pool2d(x, size, stride).T,
        ),
        Misconception(
            "fractions cut off",
            "Your output can hold whole numbers only, so fractions are lost. Which type "
            "does the array have in which you collect the results?",
            _pool(np.max, dtype=np.int64),
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
