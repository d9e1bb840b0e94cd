"""Windows side by side, each replaced by the mean of what it really holds."""

from __future__ import annotations

import numpy as np

from cnnbook import lecture
from cnnbook.exercises.base import Alternative, Case, FunctionExercise
from cnnbook.exercises.ch06._shared import DARK, MAP, after, same_border, step
from cnnbook.exercises.mistakes import Misconception


def averages_in_steps(
    x,
    size=2,
    *,
    mean=lambda window, size: window.mean() if window.size else np.nan,
    window=lambda size: (size, size),
    whole=(False, False),
    border=None,
    start=lambda n, size: 0,
):
    """Average window after window, one step after another.

    Parameters
    ----------
    x, size
        As in the exercise.
    mean : callable
        Makes a number of the pixels of a window and the size.
    window : callable
        Takes the size and returns the window's size and its step.
    whole : tuple of bool
        Whether windows that hang over below, or on the right, are left out.
    border : callable, optional
        Takes the map and the size and returns the padded map.
    start : callable
        Takes a size of the map and the window's; returns where the first one starts.
    """
    x = border(x, size) if border else x
    f, s = window(size)
    rows, columns = (
        range(start(n, size), n - (f - 1 if only else 0), s)
        for n, only in zip(x.shape, whole, strict=True)
    )
    means = [[mean(x[i : i + f, j : j + f], f) for j in columns] for i in rows]
    return np.array(means, float).reshape(len(rows), len(columns))


def _filled(mode):
    def border(x, size):
        sides = [(0, -n % size) for n in x.shape]
        return np.pad(x, sides, mode)

    return border


def _spread(x, size):
    """Pad on both sides, as “same” padding does, with pixels that are not counted."""
    return same_border(-np.inf)(x, size, size)


def _of_real(window, size):
    real = window[np.isfinite(window)]
    return real.mean() if real.size else np.nan


def _without_zeros(window, size):
    return window.sum() / max((window != 0).sum(), 1)


_BYTES = np.array([[250, 201, 7], [240, 255, 4]], np.uint8)
_SIGNED_BYTES = np.array([[100, 90, 7], [-120, -128, 4]], np.int8)


def _draw(random: np.random.Generator) -> Case:
    size = int(random.choice([1, 2, 2, 2, 3, 3, 4, 5]))
    shape = tuple(size + int(n) for n in random.integers(0, size + 3, 2))
    x = random.integers(-20, 60, shape)
    kind = random.integers(4)
    if kind == 0:
        x = random.integers(0, 256, shape).astype(np.uint8)
    if kind == 1:
        x = x / 4
    if kind == 2:
        x = np.maximum(x, 0)
    return Case((x,), {} if size == 2 and random.integers(2) else {"size": size})


def _about(x, size=2):
    height, width = x.shape
    return {
        ("a window hangs over", "whole windows fill x"): bool(
            height % size or width % size
        ),
        ("rows are left over", "no rows are left over"): height % size > 0,
        ("columns are left over", "no columns are left over"): width % size > 0,
        ("x holds bytes", "x holds no bytes"): x.dtype == np.uint8,
        ("the result is square", "the result is not square"): (
            -(-height // size) == -(-width // size)
        ),
    }


def _counted(x, size=2):
    """Pad with zeros, and divide by how many pixels are real."""
    sides = [(0, -n % size) for n in x.shape]

    def sums(values):
        values = np.pad(values.astype("float32"), sides)
        rows, columns = (n // size for n in values.shape)
        return values.reshape(rows, size, columns, size).sum(axis=(1, 3))

    return sums(x) / sums(np.ones(x.shape))


def _marked(x, size=2):
    """Pad with NaN, which nanmean leaves out."""
    sides = [(0, -n % size) for n in x.shape]
    values = np.pad(x.astype(float), sides, constant_values=np.nan)
    rows, columns = (n // size for n in values.shape)
    return np.nanmean(values.reshape(rows, size, columns, size), axis=(1, 3))


def _cut_at_starts(x, size=2):
    bands = np.split(x, range(size, len(x), size))
    return [
        [
            float(part.mean())
            for part in np.split(band, range(size, x.shape[1], size), 1)
        ]
        for band in bands
    ]


EXERCISE = FunctionExercise(
    __name__,
    title="Averages without leftovers",
    difficulty=1,
    points=2,
    place=30,
    look=(
        "Draw a map of 3 by 3 pixels and lay windows of 2 by 2 over it, from the top left "
        "corner. How many pixels are there in each of the four? Print the window and its "
        "size in your loop."
    ),
    section="At the border",
    reference=averages_in_steps,
    cases=(
        Case((np.array([[1, 2, 6], [3, 0, 4]]),)),
        Case((_BYTES,)),
        Case((_SIGNED_BYTES,)),
        Case((np.full((12, 12), 255, dtype=np.uint8),), {"size": 12}),
        Case((np.array([[1, 2, 6], [3, 0, 4]]),), {"size": 1}),
        Case((np.array([[1, 2, 6], [3, 0, 4], [-3, 7, 7.5]]),), {"size": 3}),
        Case((lecture.P,)),
        Case((DARK / 4,), {"size": 3}),
        Case((MAP,), {"size": 3}),
        Case((MAP.T,)),
        Case((np.arange(30).reshape(5, 6) ** 2 % 17,), {"size": 4}),
        Case((np.array([[300, -40, 90000]]),), {"size": 1}),
    ),
    draw=_draw,
    fine=("x",),
    features=_about,
    misconceptions=(
        step(
            "windows that are not whole dropped",
            "You leave out the windows that hang over the edge, as the chapter's pooling "
            "does. Here they count, with the pixels that are really there.",
            whole=(True, True),
        ),
        step(
            "rows left over dropped",
            "You leave out the windows that hang over below. They count, with the pixels "
            "that are really there.",
            whole=(True, False),
        ),
        step(
            "columns left over dropped",
            "You leave out the windows that hang over on the right. They count, with the "
            "pixels that are really there.",
            whole=(False, True),
        ),
        step(
            "always divided by the full window",
            "You divide by size · size even where the window hangs over, as if zeros "
            "stood there. Divide by the number of pixels that are really there.",
            mean=lambda window, size: window.sum(dtype=float) / size**2,
        ),
        step(
            "border repeated",
            "You fill the last windows up with copies of the border. Only pixels that are "
            "really there count, each once.",
            border=_filled("edge"),
        ),
        step(
            "padded on both sides",
            "You share what is missing among both sides. The first window starts in the "
            "top left corner, so all of it is missing below and on the right.",
            border=_spread,
            mean=_of_real,
        ),
        step(
            "left over at the top and the left",
            "Your incomplete windows are dropped at the top and on the left. The first "
            "window starts in the top left corner.",
            start=lambda n, size: n % size,
        ),
        step(
            "integer division",
            "Your means are rounded down to whole numbers. In Python // drops the "
            "fraction and / keeps it; an array of integers drops it too.",
            mean=lambda window, size: np.floor(window.mean()),
        ),
        after(
            "fractions cut off",
            "Your output can hold whole numbers only, so fractions are lost. Which type "
            "does the array have in which you collect the means?",
            np.trunc,
        ),
        Misconception(
            "output of the map's type",
            "Your output has the map's type, so the means of whole numbers lose their "
            "fractions. Collect them in an array of floats.",
            lambda x, size=2: averages_in_steps(x, size).astype(x.dtype),
        ),
        after(
            "rounded",
            "Your means are rounded to whole numbers. Keep their fractions.",
            np.round,
        ),
        step(
            "maximum instead of mean",
            "You keep the largest value of each window. All of them count here.",
            mean=lambda window, size: window.max(),
        ),
        step(
            "sum instead of mean",
            "You add up each window. How many values are in it?",
            mean=lambda window, size: window.sum(),
        ),
        step(
            "median instead of mean",
            "You take the value in the middle of the sorted window. The mean adds up and "
            "divides.",
            mean=lambda window, size: np.median(window),
        ),
        step(
            "halfway between the extremes",
            "You take the middle of the smallest and the largest value. All values count.",
            mean=lambda window, size: (float(window.min()) + float(window.max())) / 2,
        ),
        step(
            "divided by the size",
            "You divide by the window's side. The window has more values than that.",
            mean=lambda window, size: window.sum(dtype=float) / size,
        ),
        step(
            "always divided by four",
            "You divide by four whatever size is. Larger windows hold more values.",
            mean=lambda window, size: window.sum(dtype=float) / 4,
        ),
        step(
            "zeros not counted",
            "You divide by the number of values that are not 0. A pixel of value 0 is a "
            "pixel too.",
            mean=_without_zeros,
        ),
        step(
            "negative values count as zero",
            "You take negative values for 0. They count as they are.",
            mean=lambda window, size: np.maximum(window, 0).mean(),
        ),
        step(
            "first row of the window only",
            "You average the first row of each window only.",
            mean=lambda window, size: window[0].mean(),
        ),
        step(
            "8-bit sums",
            "Your sums start again at 0 after 255 when the map holds 8-bit numbers. "
            "Convert before you add.",
            mean=lambda window, size: window.sum(dtype=window.dtype) / window.size,
        ),
        step(
            "size ignored",
            "Your windows are 2 by 2 whatever size is.",
            window=lambda size: (2, 2),
        ),
        step(
            "stride 1",
            "Your windows overlap: each begins one pixel after the one before. Here they "
            "lie side by side.",
            window=lambda size: (size, 1),
        ),
        step(
            "stride 1, whole windows only",
            "Your windows overlap: each begins one pixel after the one before. Here they "
            "lie side by side, and those that hang over count too.",
            window=lambda size: (size, 1),
            whole=(True, True),
        ),
        step(
            "stride always 2",
            "Your windows move by two pixels whatever size is. They lie side by side.",
            window=lambda size: (size, 2),
        ),
        step(
            "window one pixel too large",
            "Your windows reach one pixel too far. A slice leaves out its end, so it is "
            "top : top + size.",
            window=lambda size: (size + 1, size),
        ),
        Misconception(
            "size is 3 unless given",
            "When no size is given, your windows are 3 by 3. The default of size is 2.",
            lambda x, size=3: averages_in_steps(x, size),
        ),
        Misconception(
            "first row of windows only",
            "You return after the first row of windows. Does a return stand inside the "
            "loop?",
            lambda x, size=2: averages_in_steps(x, size)[:1],
        ),
        step(
            "window one pixel too small",
            "Your windows end one pixel too early. A slice leaves out its end by itself.",
            window=lambda size: (size - 1, size),
        ),
        after(
            "last window missing",
            "You return one row and one column of windows too few. The last ones start "
            "before the map ends, and that is enough.",
            lambda means: means[:-1, :-1],
        ),
        after(
            "rows and columns swapped",
            "Your pooled map is transposed: its rows should run down, as the map's do.",
            np.transpose,
        ),
        Misconception(
            "one mean of everything",
            "You return one number. Every window has a mean of its own.",
            lambda x, size=2: x.mean(),
        ),
    ),
    alternatives=(
        Alternative("zeros all round, divided by how many pixels are real", _counted),
        Alternative("what is missing is NaN, and left out of the mean", _marked),
        Alternative("split into bands, and the bands into parts", _cut_at_starts),
    ),
)
