"""Answers to `average-pool`."""

import functools
import math
from statistics import fmean

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

import cnnbook as cb
from tests.answers import Answers

ANSWERS = Answers("average-pool")


@ANSWERS.right("slices that end where the map ends")
def _(x, size=2):
    return np.array(
        [
            [x[i : i + size, j : j + size].mean() for j in range(0, x.shape[1], size)]
            for i in range(0, x.shape[0], size)
        ]
    )


@ANSWERS.right("loops over the windows, rows and columns rounded up")
def _(x, size=2):
    rows, columns = math.ceil(x.shape[0] / size), math.ceil(x.shape[1] / size)
    pooled = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            top, left = i * size, j * size
            pooled[i, j] = np.average(x[top : top + size, left : left + size])
    return pooled


@ANSWERS.right("plain loops in Python numbers, counting as they go")
def _(x, size=2):
    height, width = x.shape
    pooled = []
    for top in range(0, height, size):
        row = []
        for left in range(0, width, size):
            total, count = 0.0, 0
            for i in range(top, min(top + size, height)):
                for j in range(left, min(left + size, width)):
                    total += float(x[i, j])
                    count += 1
            row.append(total / count)
        pooled.append(row)
    return np.array(pooled)


@ANSWERS.right("zeros filled in, divided by a map of counts")
def _(feature_map, f=2):
    sides = [(0, -n % f) for n in feature_map.shape]

    def sums(values):
        values = np.pad(np.asarray(values, dtype=float), sides)
        return cb.conv2d(values, np.ones((f, f)), stride=f)

    return sums(feature_map) / sums(np.ones(feature_map.shape))


@ANSWERS.right("NaN filled in and left out of the mean")
def _(x, size=2):
    x = np.pad(
        x.astype(float), [(0, -n % size) for n in x.shape], constant_values=np.nan
    )
    windows = sliding_window_view(x, (size, size))[::size, ::size]
    return np.nanmean(windows, axis=(2, 3))


@ANSWERS.right("np.add.reduceat for the sums and for the counts")
def _(x, size=2):
    def sums(values):
        for axis in (0, 1):
            starts = range(0, values.shape[axis], size)
            values = np.add.reduceat(values, starts, axis=axis)
        return values

    return sums(np.array(x, dtype=float)) / sums(np.ones(x.shape))


@ANSWERS.right("two products with matrices whose rows add up to 1")
def _(x, size=2):
    def average(n):
        member = np.arange(n) // size == np.arange(-(-n // size))[:, None]
        return member / member.sum(axis=1, keepdims=True)

    return average(x.shape[0]) @ x @ average(x.shape[1]).T


@ANSWERS.right("a masked array")
def _(x, size=2):
    sides = [(0, -n % size) for n in x.shape]
    values = np.ma.masked_array(
        np.pad(x.astype(float), sides),
        np.pad(np.zeros(x.shape, bool), sides, constant_values=True),
    )
    rows, columns = values.shape[0] // size, values.shape[1] // size
    return values.reshape(rows, size, columns, size).mean(axis=(1, 3)).filled(0)


class _Pool:
    def __init__(self, of_window):
        self.of_window = of_window

    def __call__(self, x, size=2):
        return np.array(
            [
                [
                    self.of_window(x[t : t + size, q : q + size])
                    for q in range(0, len(x[0]), size)
                ]
                for t in range(0, len(x), size)
            ]
        )


ANSWERS.right("an object that is called, with fmean of the statistics module")(
    _Pool(lambda window: fmean(window.ravel().tolist()))
)


def _pool(function, x, size=2, **kwargs):
    bands = np.array_split(x, range(size, len(x), size))
    print(len(bands), "bands")
    return np.array(
        [
            [
                function(p)
                for p in np.array_split(band, range(size, x.shape[1], size), 1)
            ]
            for band in bands
        ]
    )


ANSWERS.right("functools.partial of a pooling with any function, and it prints")(
    functools.partial(_pool, np.mean)
)


@ANSWERS.right("whole windows by reshape, the strips at the edges one by one")
def _(x, size=2):
    rows, columns = x.shape[0] // size, x.shape[1] // size
    pooled = np.empty((-(-x.shape[0] // size), -(-x.shape[1] // size)))
    whole = x[: rows * size, : columns * size]
    pooled[:rows, :columns] = whole.reshape(rows, size, columns, size).mean(axis=(1, 3))
    for i, j in np.ndindex(pooled.shape):
        if i == rows or j == columns:
            part = x[i * size : i * size + size, j * size : j * size + size]
            pooled[i, j] = part.sum() / part.size
    return pooled


@ANSWERS.right("reading: nested lists instead of an array")
def _(x, size=2):
    return [
        [float(np.mean(x[i : i + size, j : j + size])) for j in starts]
        for starts in [range(0, x.shape[1], size)]
        for i in range(0, x.shape[0], size)
    ]


def _starts(x, size):
    height, width = x.shape
    return range(0, height, size), range(0, width, size)


def _each(x, size, of_window):
    rows, columns = _starts(x, size)
    return np.array(
        [[of_window(x[i : i + size, j : j + size]) for j in columns] for i in rows]
    )


def _blocks(x, size):
    rows, columns = x.shape[0] // size, x.shape[1] // size
    x = x[: rows * size, : columns * size]
    return x.reshape(rows, size, columns, size).swapaxes(1, 2)


@ANSWERS.wrong(
    "as in the chapter: what fills no whole window is dropped",
    ("windows that are not whole dropped",),
)
def _(x, size=2):
    windows = sliding_window_view(x, (size, size))[::size, ::size]
    return windows.mean(axis=(2, 3))


@ANSWERS.wrong(
    "reshape and mean: what is left over is dropped",
    ("windows that are not whole dropped",),
)
def _(x, size=2):
    return _blocks(x, size).mean(axis=(2, 3))


@ANSWERS.wrong(
    "rows that are left over are dropped, columns kept", ("rows left over dropped",)
)
def _(x, size=2):
    return _each(x[: x.shape[0] // size * size], size, np.mean)


@ANSWERS.wrong(
    "columns that are left over are dropped, rows kept", ("columns left over dropped",)
)
def _(x, size=2):
    return _each(x[:, : x.shape[1] // size * size], size, np.mean)


@ANSWERS.wrong(
    "the package's pooling with same padding, which takes both sides",
    ("padded on both sides",),
)
def _(x, size=2):
    return cb.pool2d(x, size, mode="average", padding="same")


@ANSWERS.wrong(
    "zeros are filled in and counted", ("always divided by the full window",)
)
def _(x, size=2):
    below, right = -x.shape[0] % size, -x.shape[1] % size
    return _blocks(np.pad(x, ((0, below), (0, right))), size).mean(axis=(2, 3))


@ANSWERS.wrong("the border is repeated", ("border repeated",))
def _(x, size=2):
    below, right = -x.shape[0] % size, -x.shape[1] % size
    return _blocks(np.pad(x, ((0, below), (0, right)), "edge"), size).mean(axis=(2, 3))


@ANSWERS.wrong("a row and a column of zeros too many where nothing is left over")
def _(x, size=2):
    below, right = size - x.shape[0] % size, size - x.shape[1] % size
    return _each(np.pad(x, ((0, below), (0, right))), size, np.mean)


@ANSWERS.wrong("the largest value instead of the mean", ("maximum instead of mean",))
def _(x, size=2):
    return _each(x, size, np.max)


@ANSWERS.wrong("the sum instead of the mean", ("sum instead of mean",))
def _(x, size=2):
    return _each(x, size, np.sum)


@ANSWERS.wrong("the median instead of the mean", ("median instead of mean",))
def _(x, size=2):
    return _each(x, size, np.median)


@ANSWERS.wrong(
    "whole numbers: the output has the type of the map", ("output of the map's type",)
)
def _(x, size=2):
    rows, columns = _starts(x, size)
    pooled = np.zeros((len(rows), len(columns)), dtype=x.dtype)
    for i, top in enumerate(rows):
        for j, left in enumerate(columns):
            pooled[i, j] = x[top : top + size, left : left + size].mean()
    return pooled


@ANSWERS.wrong("whole numbers: the output is an array of int", ("fractions cut off",))
def _(x, size=2):
    rows, columns = _starts(x, size)
    pooled = np.zeros((len(rows), len(columns)), dtype=int)
    for i, top in enumerate(rows):
        for j, left in enumerate(columns):
            pooled[i, j] = x[top : top + size, left : left + size].mean()
    return pooled


@ANSWERS.wrong("divided with //, rounded down", ("integer division",))
def _(x, size=2):
    return _each(x, size, lambda window: window.sum() // window.size)


@ANSWERS.wrong("rounded to whole numbers", ("rounded",))
def _(x, size=2):
    return np.round(_each(x, size, np.mean))


@ANSWERS.wrong("rounded to one digit, as on the slide", ("rounded to a few digits",))
def _(x, size=2):
    return np.round(_each(x, size, np.mean), 1)


@ANSWERS.wrong("8-bit sums overflow", ("8-bit sums",))
def _(x, size=2):
    def mean(window):
        total = np.zeros((), dtype=x.dtype)
        for row in window:
            for value in row:
                total = total + value
        return total / window.size

    return _each(x, size, mean)


@ANSWERS.wrong(
    "divided by size instead of the number of pixels", ("divided by the size",)
)
def _(x, size=2):
    return _each(x, size, lambda window: window.sum() / size)


@ANSWERS.wrong("divided by 4, whatever the size", ("always divided by four",))
def _(x, size=2):
    return _each(x, size, lambda window: window.sum() / 4)


@ANSWERS.wrong(
    "divided by size², also where the window is cut",
    ("always divided by the full window",),
)
def _(x, size=2):
    return _each(x, size, lambda window: window.sum() / size**2)


@ANSWERS.wrong("the size is ignored, always 2", ("size ignored",))
def _(x, size=2):
    return _each(x, 2, np.mean)


@ANSWERS.wrong("stride 2, whatever the size", ("stride always 2",))
def _(x, size=2):
    height, width = x.shape
    return np.array(
        [
            [x[i : i + size, j : j + size].mean() for j in range(0, width, 2)]
            for i in range(0, height, 2)
        ]
    )


@ANSWERS.wrong("stride 1: the windows overlap", ("stride 1, whole windows only",))
def _(x, size=2):
    return sliding_window_view(x, (size, size)).mean(axis=(2, 3))


@ANSWERS.wrong("leftover rows and columns stand at the top and the left")
def _(x, size=2):
    x = x[::-1, ::-1]
    return _each(x, size, np.mean)[::-1, ::-1]


@ANSWERS.wrong("fails where something is left over")
def _(x, size=2):
    height, width = x.shape
    blocks = x.reshape(height // size, size, width // size, size)
    return blocks.mean(axis=(1, 3))


@ANSWERS.wrong(
    "the last row and column of windows are missing", ("last window missing",)
)
def _(x, size=2):
    rows, columns = _starts(x, size)
    return np.array(
        [
            [x[i : i + size, j : j + size].mean() for j in columns[:-1]]
            for i in rows[:-1]
        ]
    )


@ANSWERS.wrong("square maps only: the height is used for both")
def _(x, size=2):
    starts = range(0, x.shape[0], size)
    return np.array(
        [[x[i : i + size, j : j + size].mean() for j in starts] for i in starts]
    )


@ANSWERS.wrong("the result is transposed", ("rows and columns swapped",))
def _(x, size=2):
    return _each(x, size, np.mean).T


@ANSWERS.wrong(
    "half of the smallest plus the largest value", ("halfway between the extremes",)
)
def _(x, size=2):
    x = x.astype(float)
    return _each(x, size, lambda window: (window.min() + window.max()) / 2)


@ANSWERS.wrong("zeros are not counted in the mean", ("zeros not counted",))
def _(x, size=2):
    return _each(x, size, lambda w: w.sum() / max(np.count_nonzero(w), 1))


@ANSWERS.wrong("negative values count as zero", ("negative values count as zero",))
def _(x, size=2):
    return _each(np.maximum(x, 0), size, np.mean)


@ANSWERS.wrong("only the first row of each window", ("first row of the window only",))
def _(x, size=2):
    return _each(x, size, lambda window: window[0].mean())


@ANSWERS.wrong("the windows are one pixel too small", ("window one pixel too small",))
def _(x, size=2):
    rows, columns = _starts(x, size)
    return np.array(
        [[x[i : i + size - 1, j : j + size - 1].mean() for j in columns] for i in rows]
    )


@ANSWERS.wrong("one mean for the whole map", ("one mean of everything",))
def _(x, size=2):
    return float(x.mean())


@ANSWERS.wrong("the means in one long row")
def _(x, size=2):
    return _each(x, size, np.mean).ravel()


@ANSWERS.wrong("the result is not returned")
def _(x, size=2):
    print(_each(x, size, np.mean))


@ANSWERS.wrong("returns after the first row of windows", ("first row of windows only",))
def _(x, size=2):
    for i in range(0, x.shape[0], size):
        return [
            [x[i : i + size, j : j + size].mean() for j in range(0, x.shape[1], size)]
        ]
    return None


@ANSWERS.wrong("the means and the shape as a pair")
def _(x, size=2):
    pooled = _each(x, size, np.mean)
    return pooled, pooled.shape


@ANSWERS.wrong("the size is 3 unless given", ("size is 3 unless given",))
def _(x, size=3):
    return _each(x, size, np.mean)


@ANSWERS.wrong(
    "leftovers dropped and divided with //",
    ("windows that are not whole dropped", "integer division"),
)
def _(x, size=2):
    return _blocks(x, size).sum(axis=(2, 3)) // size**2


@ANSWERS.wrong(
    "leftovers dropped and the largest value taken",
    ("windows that are not whole dropped", "maximum instead of mean"),
)
def _(x, size=2):
    return _blocks(x, size).max(axis=(2, 3))


@ANSWERS.wrong(
    "the size is ignored and the means are cut to whole numbers",
    ("fractions cut off", "size ignored"),
)
def _(x, size=2):
    return _each(x, 2, np.mean).astype(int)


@ANSWERS.wrong("zeros are filled in and the largest value is taken")
def _(x, size=2):
    below, right = -x.shape[0] % size, -x.shape[1] % size
    return _blocks(np.pad(x, ((0, below), (0, right))), size).max(axis=(2, 3))


@ANSWERS.wrong(
    "a stranger: includes one pixel too many", ("window one pixel too large",)
)
def _(x, size=2):
    return np.array(
        [
            [
                x[i : i + size + 1, j : j + size + 1].mean()
                for j in range(0, x.shape[1], size)
            ]
            for i in range(0, x.shape[0], size)
        ]
    )


@ANSWERS.wrong("sums windows in 16 bits, which overflow with large bright windows")
def _(x, size=2):
    height, width = x.shape[0] // size, x.shape[1] // size
    cut = np.asarray(x)[: height * size, : width * size]
    cut = cut.reshape(height, size, width, size)
    kind = np.int16 if cut.dtype.kind in "iu" else float
    return cut.sum(axis=(1, 3), dtype=kind) / size**2


@ANSWERS.wrong("reads every map of bytes as one without signs")
def _(x, size=2):
    if np.asarray(x).dtype.itemsize == 1:
        x = np.asarray(x).view(np.uint8)
    height, width = x.shape[0] // size, x.shape[1] // size
    cut = np.asarray(x)[: height * size, : width * size]
    return cut.reshape(height, size, width, size).mean(axis=(1, 3))


@ANSWERS.wrong("a single row left over below large windows is dropped")
def _(x, size=2):
    rows, columns = range(0, x.shape[0], size), range(0, x.shape[1], size)
    if size > 3 and x.shape[0] % size == 1:
        rows = rows[:-1]
    return [[x[i : i + size, j : j + size].mean() for j in columns] for i in rows]
