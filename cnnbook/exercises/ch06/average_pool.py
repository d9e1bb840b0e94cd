"""Windows side by side, each replaced by its mean."""

from __future__ import annotations

import numpy as np

from cnnbook import lecture, ops
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.ch06._shared import DARK, MAP, slide


def _average(x, size=2):
    return ops.pool2d(x, size, mode="average")


def _wrapped(x, size=2):
    """Add up in the map's own type, which may be too small."""
    return slide(x, size, (size, size), lambda w: w.sum(dtype=w.dtype) / size**2)


_BYTES = np.array(
    [[250, 201, 7, 9, 3, 1], [240, 255, 4, 8, 2, 6], [0, 1, 90, 80, 231, 255]], np.uint8
)


def _draw_average(random: np.random.Generator) -> Case:
    dtype = random.choice([np.int64, np.uint8])
    x = random.integers(0, 256, tuple(random.integers(6, 10, 2))).astype(dtype)
    return Case((x,), {"size": int(random.choice([2, 3, 3, 4]))})


def _reshaped(x, size=2):
    rows, columns = (n // size for n in x.shape)
    cut = x[: rows * size, : columns * size].astype("float32")
    return cut.reshape(rows, size, columns, size).mean(axis=(1, 3))


def _averaged(x, size=2):
    from scipy.signal import correlate2d

    kernel = np.full((size, size), 1 / size**2)
    return correlate2d(x.astype(float), kernel, "valid")[::size, ::size]


def _box_blur(x, size=2):
    from scipy.ndimage import uniform_filter

    first = size // 2
    rows, columns = (n // size for n in x.shape)
    blurred = uniform_filter(x.astype(float), size)[first::size, first::size]
    return blurred[:rows, :columns]


EXERCISE = FunctionExercise(
    __name__,
    title="Average pooling",
    difficulty=1,
    points=2,
    place=20,
    reference=_average,
    cases=(
        Case((lecture.P,)),
        Case((_BYTES,)),
        Case((MAP,), {"size": 3}),
        Case((DARK / 4,)),
        Case((MAP.T,)),
    ),
    draw=_draw_average,
    misconceptions=(
        Misconception(
            "integer division",
            "Your means are rounded down to whole numbers. In Python // drops the "
            "fraction and / keeps it; an array of integers drops it too.",
            lambda x, size=2: slide(
                x.astype(float), size, (size, size), lambda w: w.sum() // w.size
            ),
        ),
        Misconception(
            "maximum instead of mean",
            "You keep the largest value of each window. All of them count here.",
            lambda x, size=2: ops.pool2d(x, size),
        ),
        Misconception(
            "sum instead of mean",
            "You add up each window. How many values are in it?",
            lambda x, size=2: _average(x, size) * size**2,
        ),
        Misconception(
            "divided by the size",
            "You divide by the window's side. The window has more values than that.",
            lambda x, size=2: _average(x, size) * size,
        ),
        Misconception(
            "always divided by four",
            "You divide by four whatever size is. Larger windows hold more values.",
            lambda x, size=2: _average(x, size) * size**2 / 4,
        ),
        Misconception(
            "size ignored",
            "Your windows are 2 by 2 whatever size is.",
            lambda x, size=2: _average(x, 2),
        ),
        Misconception(
            "stride 1",
            "Your windows overlap: each begins one pixel after the one before. Here they "
            "lie side by side.",
            lambda x, size=2: ops.pool2d(x, size, 1, "average"),
        ),
        Misconception(
            "windows over the edge",
            "Your last windows hang over the edge and average what is left. A window "
            "that is not whole gives no value.",
            lambda x, size=2: slide(x, size, (size, size), np.mean, ragged=True),
        ),
        Misconception(
            "median instead of mean",
            "You take the value in the middle of the sorted window. The mean adds up and "
            "divides.",
            lambda x, size=2: slide(x, size, (size, size), np.median),
        ),
        Misconception(
            "8-bit sums",
            "Your sums start again at 0 after 255 when the map holds 8-bit numbers. "
            "Convert before you add.",
            _wrapped,
        ),
    ),
    alternatives=(
        Alternative("cut, reshaped and averaged over two axes, in float32", _reshaped),
        Alternative(
            "a kernel of equal weights slides, and every size-th value is kept",
            _averaged,
        ),
        Alternative(
            "SciPy blurs at every pixel, and one value is kept for each window",
            _box_blur,
        ),
    ),
)
