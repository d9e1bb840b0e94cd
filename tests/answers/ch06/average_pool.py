"""Answers to `average-pool`."""

import functools
from statistics import fmean

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from scipy.signal import correlate2d

import cnnbook as cb
from tests.answers import Answers

ANSWERS = Answers("average-pool")


@ANSWERS.right("reshape and mean")
def _(x, size=2):
    rows, columns = x.shape[0] // size, x.shape[1] // size
    x = x[: rows * size, : columns * size]
    return x.reshape(rows, size, columns, size).mean(axis=(1, 3))


@ANSWERS.right("loops over the windows")
def _(x, size=2):
    rows, columns = x.shape[0] // size, x.shape[1] // size
    pooled = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            top, left = i * size, j * size
            pooled[i, j] = x[top : top + size, left : left + size].mean()
    return pooled


@ANSWERS.right("plain loops in Python numbers")
def _(x, size=2):
    height, width = x.shape
    pooled = []
    for top in range(0, height - size + 1, size):
        row = []
        for left in range(0, width - size + 1, size):
            total = 0.0
            for i in range(top, top + size):
                for j in range(left, left + size):
                    total += float(x[i, j])
            row.append(total / size**2)
        pooled.append(row)
    return np.array(pooled)


@ANSWERS.right("sliding windows, every size-th kept")
def _(feature_map, f=2):
    windows = sliding_window_view(feature_map, (f, f))[::f, ::f]
    return windows.mean(axis=(-2, -1))


@ANSWERS.right("a convolution with equal weights")
def _(x, size=2):
    kernel = np.full((size, size), 1 / size**2)
    return cb.conv2d(x, kernel, stride=size)


@ANSWERS.right("SciPy's correlation in floats, every size-th kept")
def _(x, size=2):
    x = x.astype(float)
    return correlate2d(x, np.ones((size, size)), "valid")[::size, ::size] / size**2


@ANSWERS.right("the package's own function")
def _(x, size=2):
    return cb.pool2d(x, size, mode="average")


@ANSWERS.right("sums of strided slices in floats")
def _(x, size=2):
    rows, columns = (n - n % size for n in x.shape)
    total = 0.0
    for u in range(size):
        for v in range(size):
            total = total + x[u:rows:size, v:columns:size].astype(np.float64)
    return total / (size * size)


@ANSWERS.right("two products with matrices")
def _(x, size=2):
    def average(n):
        return np.kron(np.eye(n // size), np.ones(size) / size)

    rows, columns = (n // size * size for n in x.shape)
    return average(rows) @ x[:rows, :columns] @ average(columns).T


@ANSWERS.right("Keras, in float32")
def _(x, size=2):
    import keras

    layer = keras.layers.AveragePooling2D(size)
    pooled = layer(np.asarray(x, dtype="float32")[None, :, :, None])
    return keras.ops.convert_to_numpy(pooled)[0, :, :, 0]


class _Pool:
    def __init__(self, of_window):
        self.of_window = of_window

    def __call__(self, x, size=2):
        tops = range(0, len(x) - size + 1, size)
        lefts = range(0, len(x[0]) - size + 1, size)
        return np.array(
            [
                [self.of_window(x[t : t + size, q : q + size]) for q in lefts]
                for t in tops
            ]
        )


ANSWERS.right("an object that is called, with fmean of the statistics module")(
    _Pool(lambda window: fmean(window.ravel().tolist()))
)


def _pool(function, x, size=2, **kwargs):
    pieces = np.array_split(x, range(size, len(x), size))
    print(len(pieces), "bands")
    result = []
    for band in pieces:
        if len(band) == size:
            starts = range(0, x.shape[1] - size + 1, size)
            result.append([function(band[:, c : c + size]) for c in starts])
    return np.array(result)


ANSWERS.right("functools.partial of a pooling with any function, and it prints")(
    functools.partial(_pool, np.mean)
)


@ANSWERS.right("the sum in place on a float copy, by np.add.reduceat")
def _(x, size=2):
    x = np.array(x, dtype=float)
    rows, columns = (n // size * size for n in x.shape)
    x = np.add.reduceat(x[:rows, :columns], range(0, rows, size), axis=0)
    x = np.add.reduceat(x, range(0, columns, size), axis=1)
    x /= size**2
    return x


@ANSWERS.right("reading: nested lists instead of an array")
def _(x, size=2):
    return [
        [float(np.mean(x[i : i + size, j : j + size])) for j in starts]
        for starts in [range(0, x.shape[1] - size + 1, size)]
        for i in range(0, x.shape[0] - size + 1, size)
    ]


def _blocks(x, size):
    rows, columns = x.shape[0] // size, x.shape[1] // size
    x = x[: rows * size, : columns * size]
    return x.reshape(rows, size, columns, size).swapaxes(1, 2)


@ANSWERS.wrong("the largest value instead of the mean")
def _(x, size=2):
    return _blocks(x, size).max(axis=(2, 3))


@ANSWERS.wrong("the sum instead of the mean")
def _(x, size=2):
    return _blocks(x, size).sum(axis=(2, 3))


@ANSWERS.wrong("the median instead of the mean")
def _(x, size=2):
    return np.median(_blocks(x, size), axis=(2, 3))


@ANSWERS.wrong("whole numbers: the output has the type of the map")
def _(x, size=2):
    rows, columns = x.shape[0] // size, x.shape[1] // size
    pooled = np.zeros((rows, columns), dtype=x.dtype)
    for i in range(rows):
        for j in range(columns):
            window = x[i * size : (i + 1) * size, j * size : (j + 1) * size]
            pooled[i, j] = window.mean().astype(x.dtype)
    return pooled


@ANSWERS.wrong("divided with //, rounded down")
def _(x, size=2):
    return _blocks(x, size).sum(axis=(2, 3)) // size**2


@ANSWERS.wrong("rounded to whole numbers")
def _(x, size=2):
    return np.round(_blocks(x, size).mean(axis=(2, 3)))


@ANSWERS.wrong("rounded to one digit, as on the slide")
def _(x, size=2):
    return np.round(_blocks(x, size).mean(axis=(2, 3)), 1)


@ANSWERS.wrong("8-bit sums overflow")
def _(x, size=2):
    rows, columns = (n - n % size for n in x.shape)
    total = x[0:rows:size, 0:columns:size].copy()
    for u in range(size):
        for v in range(size):
            if u or v:
                total = total + x[u:rows:size, v:columns:size]
    return total / size**2


@ANSWERS.wrong("divided by size instead of size²")
def _(x, size=2):
    return _blocks(x, size).sum(axis=(2, 3)) / size


@ANSWERS.wrong("divided by 4, whatever the size")
def _(x, size=2):
    return _blocks(x, size).sum(axis=(2, 3)) / 4


@ANSWERS.wrong("the size is ignored, always 2")
def _(x, size=2):
    return _blocks(x, 2).mean(axis=(2, 3))


@ANSWERS.wrong("stride 2, whatever the size")
def _(x, size=2):
    return sliding_window_view(x, (size, size))[::2, ::2].mean(axis=(2, 3))


@ANSWERS.wrong("stride 1: the windows overlap")
def _(x, size=2):
    return sliding_window_view(x, (size, size)).mean(axis=(2, 3))


@ANSWERS.wrong("windows that are not whole are kept too")
def _(x, size=2):
    height, width = x.shape
    return np.array(
        [
            [x[i : i + size, j : j + size].mean() for j in range(0, width, size)]
            for i in range(0, height, size)
        ]
    )


@ANSWERS.wrong("zeros are filled in for the missing rows and columns")
def _(x, size=2):
    below, right = -x.shape[0] % size, -x.shape[1] % size
    return _blocks(np.pad(x, ((0, below), (0, right))), size).mean(axis=(2, 3))


@ANSWERS.wrong("leftover rows and columns are dropped at the top and the left")
def _(x, size=2):
    x = x[x.shape[0] % size :, x.shape[1] % size :]
    return _blocks(x, size).mean(axis=(2, 3))


@ANSWERS.wrong("fails where something is left over")
def _(x, size=2):
    height, width = x.shape
    blocks = x.reshape(height // size, size, width // size, size)
    return blocks.mean(axis=(1, 3))


@ANSWERS.wrong("reshaped with the axes in the wrong order")
def _(x, size=2):
    rows, columns = x.shape[0] // size, x.shape[1] // size
    x = x[: rows * size, : columns * size]
    return x.reshape(rows, columns, size, size).mean(axis=(2, 3))


@ANSWERS.wrong("the mean over the wrong axes")
def _(x, size=2):
    rows, columns = x.shape[0] // size, x.shape[1] // size
    x = x[: rows * size, : columns * size]
    return x.reshape(rows, size, columns, size).mean(axis=(0, 2))


@ANSWERS.wrong("the last row and column of windows are missing")
def _(x, size=2):
    height, width = x.shape
    return np.array(
        [
            [x[i : i + size, j : j + size].mean() for j in range(0, width - size, size)]
            for i in range(0, height - size, size)
        ]
    )


@ANSWERS.wrong("square maps only: the height is used for both")
def _(x, size=2):
    n = x.shape[0] // size
    pooled = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            window = x[i * size : (i + 1) * size, j * size : (j + 1) * size]
            pooled[i, j] = window.mean() if window.size else 0
    return pooled


@ANSWERS.wrong("the result is transposed")
def _(x, size=2):
    return _blocks(x, size).mean(axis=(2, 3)).T


@ANSWERS.wrong("half of the smallest plus the largest value")
def _(x, size=2):
    blocks = _blocks(x, size).astype(float)
    return (blocks.min(axis=(2, 3)) + blocks.max(axis=(2, 3))) / 2


@ANSWERS.wrong("zeros are not counted in the mean")
def _(x, size=2):
    blocks = _blocks(x, size).astype(float)
    counted = np.maximum((blocks != 0).sum(axis=(2, 3)), 1)
    return blocks.sum(axis=(2, 3)) / counted


@ANSWERS.wrong("negative values count as zero")
def _(x, size=2):
    return np.maximum(_blocks(x, size), 0).mean(axis=(2, 3))


@ANSWERS.wrong("only the first row of each window")
def _(x, size=2):
    return _blocks(x, size)[:, :, 0].mean(axis=2)


@ANSWERS.wrong("one mean for the whole map")
def _(x, size=2):
    return float(x.mean())


@ANSWERS.wrong("the result is not returned")
def _(x, size=2):
    print(_blocks(x, size).mean(axis=(2, 3)))


@ANSWERS.wrong("the means and the shape as a pair")
def _(x, size=2):
    pooled = _blocks(x, size).mean(axis=(2, 3))
    return pooled, pooled.shape


@ANSWERS.wrong("the size is 3 unless given")
def _(x, size=3):
    return _blocks(x, size).mean(axis=(2, 3))


@ANSWERS.wrong("divided with // and stride 1")
def _(x, size=2):
    return sliding_window_view(x, (size, size)).sum(axis=(2, 3)) // size**2


@ANSWERS.wrong("the sum instead of the mean and not whole windows kept")
def _(x, size=2):
    height, width = x.shape
    return np.array(
        [
            [x[i : i + size, j : j + size].sum() for j in range(0, width, size)]
            for i in range(0, height, size)
        ]
    )


@ANSWERS.wrong("the size is ignored and the means are cut to whole numbers")
def _(x, size=2):
    return _blocks(x, 2).mean(axis=(2, 3)).astype(int)


@ANSWERS.wrong("zeros are filled in and the largest value is taken")
def _(x, size=2):
    below, right = -x.shape[0] % size, -x.shape[1] % size
    return _blocks(np.pad(x, ((0, below), (0, right))), size).max(axis=(2, 3))
