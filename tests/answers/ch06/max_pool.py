"""Answers to `max-pool`."""

import functools
import itertools

import numpy as np
from numpy.lib.stride_tricks import as_strided, sliding_window_view
from scipy.ndimage import maximum_filter

import cnnbook as cb
from tests.answers import Answers

ANSWERS = Answers("max-pool")


@ANSWERS.right("sliding windows, every stride-th kept")
def _(x, size=2, stride=2):
    windows = sliding_window_view(x, (size, size))
    return windows[::stride, ::stride].max(axis=(2, 3))


@ANSWERS.right("loops over the windows, in floats")
def _(x, size=2, stride=2):
    rows = (x.shape[0] - size) // stride + 1
    columns = (x.shape[1] - size) // stride + 1
    pooled = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            pooled[i, j] = x[top : top + size, left : left + size].max()
    return pooled


@ANSWERS.right("loops over all pixels, starting at minus infinity")
def _(x, size=2, stride=2):
    height, width = x.shape
    pooled = []
    for top in range(0, height - size + 1, stride):
        row = []
        for left in range(0, width - size + 1, stride):
            best = float("-inf")
            for i in range(size):
                for j in range(size):
                    best = max(best, x[top + i, left + j])
            row.append(best)
        pooled.append(row)
    return np.array(pooled)


@ANSWERS.right("one comprehension")
def _(feature_map, f=2, s=2):
    h, w = feature_map.shape
    return np.array(
        [
            [np.max(feature_map[i : i + f, j : j + f]) for j in range(0, w - f + 1, s)]
            for i in range(0, h - f + 1, s)
        ]
    )


@ANSWERS.right("first the rows, then the columns")
def _(x, size=2, stride=2):
    x = sliding_window_view(x, size, axis=0)[::stride].max(axis=-1)
    return sliding_window_view(x, size, axis=1)[:, ::stride].max(axis=-1)


@ANSWERS.right("the maximum of shifted copies")
def _(x, size=2, stride=2):
    rows = len(range(0, x.shape[0] - size + 1, stride))
    columns = len(range(0, x.shape[1] - size + 1, stride))
    best = x[::stride, ::stride][:rows, :columns].copy()
    for u, v in itertools.product(range(size), repeat=2):
        np.maximum(best, x[u::stride, v::stride][:rows, :columns], out=best)
    return best


@ANSWERS.right("as_strided")
def _(x, size=2, stride=2):
    x = np.ascontiguousarray(x)
    rows = (x.shape[0] - size) // stride + 1
    columns = (x.shape[1] - size) // stride + 1
    dy, dx = x.strides
    windows = as_strided(
        x,
        shape=(rows, columns, size, size),
        strides=(stride * dy, stride * dx, dy, dx),
        writeable=False,
    )
    return windows.reshape(rows, columns, -1).max(axis=-1)


@ANSWERS.right("SciPy's maximum filter, cut to whole windows")
def _(x, size=2, stride=2):
    before = size // 2
    everywhere = maximum_filter(x, size=size)
    last_row, last_column = x.shape[0] - size, x.shape[1] - size
    inside = everywhere[before : before + last_row + 1, before:]
    return inside[::stride, : last_column + 1 : stride]


@ANSWERS.right("the package's own function")
def _(x, size=2, stride=2):
    return cb.pool2d(x, size, stride)


@ANSWERS.right("Keras, in float32")
def _(x, size=2, stride=2):
    import keras

    layer = keras.layers.MaxPooling2D(size, strides=stride)
    pooled = layer(np.asarray(x, dtype="float32")[None, :, :, None])
    return keras.ops.convert_to_numpy(pooled)[0, :, :, 0]


class _MaxPool:
    def __init__(self, largest=max):
        self.largest = largest

    def __call__(self, x, size=2, stride=2):
        x = np.asarray(x).tolist()
        return np.array(
            [
                [
                    self.largest(
                        self.largest(row[left : left + size])
                        for row in x[top : top + size]
                    )
                    for left in range(0, len(x[0]) - size + 1, stride)
                ]
                for top in range(0, len(x) - size + 1, stride)
            ]
        )


ANSWERS.right("an object that is called, with Python's max")(_MaxPool())


def _pool(function, x, size=2, stride=2, **kwargs):
    windows = sliding_window_view(x, (size, size))[::stride, ::stride]
    print("windows:", windows.shape)
    return function(windows.reshape(*windows.shape[:2], size * size))


ANSWERS.right("functools.partial, the last after sorting, and it prints")(
    functools.partial(_pool, lambda windows: np.sort(windows, axis=-1)[..., -1])
)


@ANSWERS.right("reading: nested lists instead of an array")
def _(x, size=2, stride=2):
    return sliding_window_view(x, (size, size))[::stride, ::stride].max((2, 3)).tolist()


def _windows(x, size, stride):
    return sliding_window_view(x, (size, size))[::stride, ::stride]


@ANSWERS.wrong(
    "starts at 0, which is larger than negative values", ("never below zero",)
)
def _(x, size=2, stride=2):
    windows = _windows(x, size, stride)
    return windows.max(axis=(2, 3), initial=0)


@ANSWERS.wrong("the maximum of the sizes, without the sign", ("signs lost",))
def _(x, size=2, stride=2):
    return np.abs(_windows(x, size, stride)).max(axis=(2, 3))


@ANSWERS.wrong("the value of the largest magnitude", ("largest magnitude",))
def _(x, size=2, stride=2):
    windows = _windows(x, size, stride)
    flat = windows.reshape(*windows.shape[:2], -1)
    where = np.abs(flat).argmax(axis=2)
    return np.take_along_axis(flat, where[..., None], axis=2)[..., 0]


@ANSWERS.wrong("the smallest value", ("smallest instead of largest",))
def _(x, size=2, stride=2):
    return _windows(x, size, stride).min(axis=(2, 3))


@ANSWERS.wrong("the mean", ("average instead of maximum",))
def _(x, size=2, stride=2):
    return _windows(x, size, stride).mean(axis=(2, 3))


@ANSWERS.wrong("the stride is always the size", ("stride equal to the size",))
def _(x, size=2, stride=2):
    return _windows(x, size, size).max(axis=(2, 3))


@ANSWERS.wrong("the size is always the stride", ("size equal to the stride",))
def _(x, size=2, stride=2):
    return _windows(x, stride, stride).max(axis=(2, 3))


@ANSWERS.wrong("the stride is ignored, the windows move by 1", ("stride 1",))
def _(x, size=2, stride=2):
    return _windows(x, size, 1).max(axis=(2, 3))


@ANSWERS.wrong("2×2 at stride 2, whatever is asked for", ("size and stride ignored",))
def _(x, size=2, stride=2):
    return _windows(x, 2, 2).max(axis=(2, 3))


@ANSWERS.wrong("size and stride swapped", ("size and stride swapped",))
def _(x, size=2, stride=2):
    return _windows(x, stride, size).max(axis=(2, 3))


@ANSWERS.wrong(
    "the stride is used downwards only", ("stride in one direction only (down)",)
)
def _(x, size=2, stride=2):
    return sliding_window_view(x, (size, size))[::stride].max(axis=(2, 3))


@ANSWERS.wrong(
    "the windows move by 1, the stride only counts them", ("stride counted, not taken",)
)
def _(x, size=2, stride=2):
    rows = (x.shape[0] - size) // stride + 1
    columns = (x.shape[1] - size) // stride + 1
    return _windows(x, size, 1)[:rows, :columns].max(axis=(2, 3))


@ANSWERS.wrong(
    "the size of the output is H // stride, too large or cut off",
    ("as many windows as steps",),
)
def _(x, size=2, stride=2):
    rows, columns = x.shape[0] // stride, x.shape[1] // stride
    pooled = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            pooled[i, j] = x[top : top + size, left : left + size].max()
    return pooled


@ANSWERS.wrong("windows that hang over the border are kept", ("windows over the edge",))
def _(x, size=2, stride=2):
    height, width = x.shape
    return np.array(
        [
            [x[i : i + size, j : j + size].max() for j in range(0, width, stride)]
            for i in range(0, height, stride)
        ]
    )


@ANSWERS.wrong(
    "the last row and column of windows are missing", ("last window missing",)
)
def _(x, size=2, stride=2):
    height, width = x.shape
    return np.array(
        [
            [
                x[i : i + size, j : j + size].max()
                for j in range(0, width - size, stride)
            ]
            for i in range(0, height - size, stride)
        ]
    )


@ANSWERS.wrong(
    "padded with zeros, as same does for convolutions", ("padded with zeros",)
)
def _(x, size=2, stride=2):
    (a, b), (c, d) = (cb.same_padding(n, size, stride) for n in x.shape)
    return _windows(np.pad(x, ((a, b), (c, d))), size, stride).max(axis=(2, 3))


@ANSWERS.wrong("same padding with minus infinity: too many values", ("padded",))
def _(x, size=2, stride=2):
    return cb.pool2d(x, size, stride, padding="same")


@ANSWERS.wrong("the + 1 of the output size is forgotten", ("+ 1 missing",))
def _(x, size=2, stride=2):
    rows, columns = (x.shape[0] - size) // stride, (x.shape[1] - size) // stride
    return _windows(x, size, stride)[:rows, :columns].max(axis=(2, 3))


@ANSWERS.wrong("square maps only: the height is used for both")
def _(x, size=2, stride=2):
    n = (x.shape[0] - size) // stride + 1
    pooled = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            top, left = i * stride, j * stride
            pooled[i, j] = x[top : top + size, left : left + size].max()
    return pooled


@ANSWERS.wrong("rows and columns swapped in the output", ("rows and columns swapped",))
def _(x, size=2, stride=2):
    return _windows(x, size, stride).max(axis=(2, 3)).T


@ANSWERS.wrong(
    "rows and columns swapped in the loops", ("row and column of the windows swapped",)
)
def _(x, size=2, stride=2):
    rows = (x.shape[0] - size) // stride + 1
    columns = (x.shape[1] - size) // stride + 1
    pooled = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            top, left = j * stride, i * stride
            pooled[i, j] = x[top : top + size, left : left + size].max()
    return pooled


@ANSWERS.wrong("windows are one pixel too small", ("window one pixel too small",))
def _(x, size=2, stride=2):
    pooled = _windows(x, size, stride)[:, :, : max(size - 1, 1), : max(size - 1, 1)]
    return pooled.max(axis=(2, 3))


@ANSWERS.wrong("windows are one pixel too large", ("window one pixel too large",))
def _(x, size=2, stride=2):
    rows = (x.shape[0] - size) // stride + 1
    columns = (x.shape[1] - size) // stride + 1
    pooled = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            pooled[i, j] = x[top : top + size + 1, left : left + size + 1].max()
    return pooled


@ANSWERS.wrong("only the first row of each window", ("first row of the window only",))
def _(x, size=2, stride=2):
    return _windows(x, size, stride)[:, :, 0].max(axis=2)


@ANSWERS.wrong(
    "only the corner of each window: every stride-th pixel", ("corner of the window",)
)
def _(x, size=2, stride=2):
    return _windows(x, size, stride)[:, :, 0, 0]


@ANSWERS.wrong("whole numbers: fractions are cut off", ("fractions cut off",))
def _(x, size=2, stride=2):
    windows = _windows(x, size, stride)
    pooled = np.zeros(windows.shape[:2], dtype=int)
    for i, j in np.ndindex(*pooled.shape):
        pooled[i, j] = int(windows[i, j].max())
    return pooled


@ANSWERS.wrong("reshape, which needs stride = size", ("stride equal to the size",))
def _(x, size=2, stride=2):
    rows, columns = x.shape[0] // size, x.shape[1] // size
    x = x[: rows * size, : columns * size]
    return x.reshape(rows, size, columns, size).max(axis=(1, 3))


@ANSWERS.wrong(
    "the place of the maximum instead of its value", ("place instead of value",)
)
def _(x, size=2, stride=2):
    windows = _windows(x, size, stride)
    return windows.reshape(*windows.shape[:2], -1).argmax(axis=2)


@ANSWERS.wrong(
    "the largest value of the whole map", ("largest value of the whole map",)
)
def _(x, size=2, stride=2):
    return x.max()


@ANSWERS.wrong("the maxima and their places as a pair")
def _(x, size=2, stride=2):
    windows = _windows(x, size, stride)
    flat = windows.reshape(*windows.shape[:2], -1)
    return flat.max(axis=2), flat.argmax(axis=2)


@ANSWERS.wrong("the result is not returned")
def _(x, size=2, stride=2):
    pooled = _windows(x, size, stride).max(axis=(2, 3))
    print(pooled)


@ANSWERS.wrong("the stride is 1 unless given", ("stride is 1 unless given",))
def _(x, size=2, stride=1):
    return _windows(x, size, stride).max(axis=(2, 3))


@ANSWERS.wrong(
    "the stride is the size unless it is given, also for size 3",
    ("stride is the size unless given",),
)
def _(x, size=2, stride=None):
    return _windows(x, size, size if stride is None else stride).max(axis=(2, 3))


@ANSWERS.wrong(
    "starts at 0 and the stride is always the size",
    ("never below zero", "stride equal to the size"),
)
def _(x, size=2, stride=2):
    return _windows(x, size, size).max(axis=(2, 3), initial=0)


@ANSWERS.wrong(
    "the mean of windows that move by 1 and not by the stride",
    ("average instead of maximum", "stride 1"),
)
def _(x, size=2, stride=2):
    return _windows(x, size, 1).mean(axis=(2, 3))


@ANSWERS.wrong(
    "hanging windows are kept and the maximum starts at 0",
    (
        "never below zero",
        "windows over the edge",
        "windows over the edge, filled with zeros",
    ),
)
def _(x, size=2, stride=2):
    height, width = x.shape
    return np.array(
        [
            [
                max(0, x[i : i + size, j : j + size].max())
                for j in range(0, width, stride)
            ]
            for i in range(0, height, stride)
        ]
    )


@ANSWERS.wrong(
    "size and stride swapped and the sign lost",
    ("signs lost", "size and stride swapped"),
)
def _(x, size=2, stride=2):
    return np.abs(_windows(x, stride, size)).max(axis=(2, 3))


@ANSWERS.wrong(
    "the maximum is not started anew for each window", ("maximum not started anew",)
)
def _(x, size=2, stride=2):
    best, pooled = -np.inf, []
    for i in range(0, x.shape[0] - size + 1, stride):
        pooled.append([])
        for j in range(0, x.shape[1] - size + 1, stride):
            best = max(best, x[i : i + size, j : j + size].max())
            pooled[-1].append(best)
    return np.array(pooled)


@ANSWERS.wrong("starts at −100", ("maxima start at a fixed number",))
def _(x, size=2, stride=2):
    return _windows(x, size, stride).max(axis=(2, 3), initial=-100)


@ANSWERS.wrong("starts at −9999", ("maxima start at a fixed number",))
def _(x, size=2, stride=2):
    return np.maximum(_windows(x, size, stride).max(axis=(2, 3)), -9999.0)


@ANSWERS.wrong("the last value of each window", ("last value of the window",))
def _(x, size=2, stride=2):
    return _windows(x, size, stride)[:, :, -1, -1]


@ANSWERS.wrong("the output holds bytes")
def _(x, size=2, stride=2):
    return _windows(x, size, stride).max(axis=(2, 3)).astype(int).astype(np.uint8)


@ANSWERS.wrong("the second largest value", ("second largest",))
def _(x, size=2, stride=2):
    windows = _windows(x, size, stride)
    flat = np.sort(windows.reshape(*windows.shape[:2], -1), axis=2)
    return flat[:, :, max(size * size - 2, 0)]


@ANSWERS.wrong("the stride counts to the right, the size downwards")
def _(x, size=2, stride=2):
    windows = sliding_window_view(x, (size, size))[::size, ::stride]
    return windows.max(axis=(2, 3))


@ANSWERS.wrong("a stranger: starts at -1e9", ("maxima start at a fixed number",))
def _(x, size=2, stride=2):
    return np.maximum(cb.pool2d(x, size, stride), -1e9)


@ANSWERS.wrong(
    "a stranger: size 2 fixed, shape from size",
    ("window always 2 by 2, size used for the count only",),
)
def _(x, size=2, stride=2):
    return np.array(
        [
            [
                x[i : i + 2, j : j + 2].max()
                for j in range(0, x.shape[1] - size + 1, stride)
            ]
            for i in range(0, x.shape[0] - size + 1, stride)
        ]
    )


@ANSWERS.wrong(
    "a stranger: windows of stride width, positions right",
    ("windows as large as the stride",),
)
def _(x, size=2, stride=2):
    return np.array(
        [
            [
                x[i : i + stride, j : j + stride].max()
                for j in range(0, x.shape[1] - size + 1, stride)
            ]
            for i in range(0, x.shape[0] - size + 1, stride)
        ]
    )


@ANSWERS.wrong("a stranger: position times size", ("places multiplied by the size",))
def _(x, size=2, stride=2):
    h, w = [(n - size) // stride + 1 for n in x.shape]
    o = np.zeros((h, w))
    for i in range(h):
        for j in range(w):
            a = x[i * size : i * size + size, j * size : j * size + size]
            o[i, j] = a.max() if a.size else 0
    return o


@ANSWERS.wrong("a stranger: reset per row only", ("maximum not started anew in a row",))
def _(x, size=2, stride=2):
    return np.maximum.accumulate(cb.pool2d(x, size, stride), axis=1)


@ANSWERS.wrong("a stranger: early return", ("first row of windows only",))
def _(x, size=2, stride=2):
    o = np.zeros([(n - size) // stride + 1 for n in x.shape])
    for i in range(o.shape[0]):
        for j in range(o.shape[1]):
            o[i, j] = x[
                i * stride : i * stride + size, j * stride : j * stride + size
            ].max()
        return o
    return None


@ANSWERS.wrong("a stranger: relu first", ("never below zero",))
def _(x, size=2, stride=2):
    return cb.pool2d(cb.relu(x), size, stride)


@ANSWERS.wrong(
    "a stranger: from the bottom right", ("windows counted from the bottom right",)
)
def _(x, size=2, stride=2):
    return cb.pool2d(x[::-1, ::-1], size, stride)[::-1, ::-1]


def _largest(x, size=2, stride=2, start=-np.inf):
    rows = range(0, x.shape[0] - size + 1, stride)
    columns = range(0, x.shape[1] - size + 1, stride)
    return np.array(
        [
            [max(start, *x[i : i + size, j : j + size].flat) for j in columns]
            for i in rows
        ]
    )


ANSWERS.wrong("rounded", ("rounded",))(
    lambda x, size=2, stride=2: np.round(_largest(x, size, stride))
)
ANSWERS.wrong("a start at −9999999999", ("maxima start at a fixed number",))(
    lambda x, size=2, stride=2: _largest(x, size, stride, -9999999999)
)
ANSWERS.wrong("a start at −10¹²", ("maxima start at a fixed number",))(
    lambda x, size=2, stride=2: _largest(x, size, stride, -(10**12))
)
ANSWERS.wrong("stride before size")(
    lambda x, stride=2, size=2: _largest(x, size, stride)
)


@ANSWERS.wrong("no value above a million")
def _(x, size=2, stride=2):
    return np.minimum(cb.pool2d(x, size, stride), 1e6)


@ANSWERS.wrong("the smallest of the negatives, which bytes do not have")
def _(x, size=2, stride=2):
    rows = range(0, x.shape[0] - size + 1, stride)
    columns = range(0, x.shape[1] - size + 1, stride)
    y = -x
    return [[-y[i : i + size, j : j + size].min() for j in columns] for i in rows]


@ANSWERS.wrong("strides of 4 at most")
def _(x, size=2, stride=2):
    return cb.pool2d(x, size, min(stride, 4))


@ANSWERS.wrong("the stride cut to the size", ("stride at most the size",))
def _(x, size=2, stride=2):
    return cb.pool2d(x, size, min(stride, size))


@ANSWERS.wrong("the stride raised to the size", ("windows never overlap",))
def _(x, size=2, stride=2):
    return cb.pool2d(x, size, max(stride, size))


@ANSWERS.wrong("right, but with other defaults")
def _(x, size=3, stride=3):
    return cb.pool2d(x, size, stride)
