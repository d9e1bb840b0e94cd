"""Answers to `max-pool-backward`."""

import functools

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

import cnnbook as cb
from tests.answers import Answers

ANSWERS = Answers("max-pool-backward")


@ANSWERS.right("loops, argmax and unravel_index")
def _(gradient, x):
    result = np.zeros(x.shape)
    for i in range(gradient.shape[0]):
        for j in range(gradient.shape[1]):
            window = x[2 * i : 2 * i + 2, 2 * j : 2 * j + 2]
            u, v = np.unravel_index(window.argmax(), (2, 2))
            result[2 * i + u, 2 * j + v] = gradient[i, j]
    return result


@ANSWERS.right("a mask in each window")
def _(gradient, x):
    result = np.zeros_like(x, dtype=float)
    for (i, j), g in np.ndenumerate(gradient):
        rows, columns = slice(2 * i, 2 * i + 2), slice(2 * j, 2 * j + 2)
        window = x[rows, columns]
        result[rows, columns] = np.where(window == window.max(), g, 0)
    return result


@ANSWERS.right("maxima and gradients blown up with repeat")
def _(upstream, pooled_map):
    height, width = (2 * n for n in upstream.shape)
    x = pooled_map[:height, :width]
    largest = cb.pool2d(x).repeat(2, axis=0).repeat(2, axis=1)
    spread = upstream.repeat(2, axis=0).repeat(2, axis=1)
    result = np.zeros(pooled_map.shape)
    result[:height, :width] = spread * (x == largest)
    return result


@ANSWERS.right("np.kron and padding")
def _(gradient, x):
    rows, columns = 2 * gradient.shape[0], 2 * gradient.shape[1]
    inner = x[:rows, :columns]
    blocks = inner.reshape(rows // 2, 2, columns // 2, 2)
    mask = (blocks == blocks.max(axis=(1, 3), keepdims=True)).reshape(rows, columns)
    full = np.kron(gradient, np.ones((2, 2))) * mask
    return np.pad(full, ((0, x.shape[0] - rows), (0, x.shape[1] - columns)))


@ANSWERS.right("einsum on blocks")
def _(gradient, x):
    rows, columns = gradient.shape
    blocks = x[: 2 * rows, : 2 * columns].reshape(rows, 2, columns, 2)
    winners = (blocks == blocks.max(axis=(1, 3), keepdims=True)).astype(float)
    result = np.zeros(x.shape, dtype=np.float64)
    sent = np.einsum("ij,iujv->iujv", gradient, winners)
    result[: 2 * rows, : 2 * columns] = sent.reshape(2 * rows, 2 * columns)
    return result


@ANSWERS.right("indices of the winners, all at once")
def _(gradient, x):
    windows = sliding_window_view(x, (2, 2))[::2, ::2].reshape(*gradient.shape, 4)
    winner = windows.argmax(axis=-1)
    i, j = np.indices(gradient.shape)
    result = np.zeros(x.shape)
    result[2 * i + winner // 2, 2 * j + winner % 2] = gradient
    return result


@ANSWERS.right("nudges every pixel a tiny bit, down and up")
def _(gradient, x):
    x = np.array(x, dtype=float)
    result, step = np.zeros(x.shape), 1e-6
    for place in np.ndindex(*x.shape):
        up, down = x.copy(), x.copy()
        up[place] += step
        down[place] -= step
        change = cb.pool2d(up) - cb.pool2d(down)
        result[place] = (gradient * change).sum() / (2 * step)
    return result


@ANSWERS.right("asks of every pixel whether it is the largest of its window")
def _(gradient, x):
    height, width = x.shape
    result = []
    for r in range(height):
        row = []
        for c in range(width):
            i, j = r // 2, c // 2
            inside = i < height // 2 and j < width // 2
            window = x[2 * i : 2 * i + 2, 2 * j : 2 * j + 2]
            wins = inside and x[r, c] >= window.max()
            row.append(float(gradient[i, j]) if wins else 0.0)
        result.append(row)
    return np.array(result)


@ANSWERS.right("a dictionary of winners, and it prints")
def _(gradient, x, **kwargs):
    winners = {}
    for r in range(x.shape[0] // 2 * 2):
        for c in range(x.shape[1] // 2 * 2):
            key = r // 2, c // 2
            if key not in winners or x[r, c] > x[winners[key]]:
                winners[key] = (r, c)
    print(len(winners), "winners")
    result = np.zeros(x.shape)
    for key, place in winners.items():
        result[place] += gradient[key]
    return result


@ANSWERS.right("TensorFlow's gradient tape, in double precision")
def _(gradient, x):
    import tensorflow as tf

    volume = tf.Variable(np.asarray(x, dtype=float)[None, :, :, None])
    with tf.GradientTape() as tape:
        pooled = tf.nn.max_pool2d(volume, 2, 2, "VALID")
        upstream = tf.constant(np.asarray(gradient, dtype=float))
        loss = tf.reduce_sum(pooled[0, :, :, 0] * upstream)
    return tape.gradient(loss, volume).numpy()[0, :, :, 0]


class _Backward:
    def __init__(self, size):
        self.size = size

    def __call__(self, gradient, x):
        f = self.size
        result = np.full(x.shape, 0.0)
        for k, g in enumerate(np.ravel(gradient)):
            i, j = divmod(k, gradient.shape[1])
            window = x[f * i : f * i + f, f * j : f * j + f]
            part = result[f * i : f * i + f, f * j : f * j + f]
            part.flat[np.argmax(window)] = g
        return result


ANSWERS.right("an object that is called")(_Backward(2))


def _scatter(size, gradient, x):
    numbers = np.arange(x.size).reshape(x.shape)
    values = sliding_window_view(x, (size, size))[::size, ::size]
    places = sliding_window_view(numbers, (size, size))[::size, ::size]
    best = values.reshape(gradient.size, -1).argmax(axis=1)
    chosen = places.reshape(gradient.size, -1)[np.arange(gradient.size), best]
    sums = np.bincount(chosen, weights=gradient.ravel(), minlength=x.size)
    return sums.reshape(x.shape)


ANSWERS.right("functools.partial, bincount over flat places")(
    functools.partial(_scatter, 2)
)


@ANSWERS.right("four strided slices")
def _(gradient, x):
    rows, columns = gradient.shape
    largest = cb.pool2d(x)
    result = np.zeros(x.shape)
    for u in (0, 1):
        for v in (0, 1):
            corner = x[u::2, v::2][:rows, :columns]
            result[u : 2 * rows : 2, v : 2 * columns : 2] = gradient * (
                corner == largest
            )
    return result


@ANSWERS.right("reading: nested lists instead of an array")
def _(gradient, x):
    result = [[0.0] * x.shape[1] for _ in range(x.shape[0])]
    for (i, j), g in np.ndenumerate(gradient):
        window = x[2 * i : 2 * i + 2, 2 * j : 2 * j + 2]
        u, v = divmod(int(window.argmax()), 2)
        result[2 * i + u][2 * j + v] = float(g)
    return result


def _right(gradient, x):
    result = np.zeros(x.shape)
    for i, j in np.ndindex(*gradient.shape):
        window = x[2 * i : 2 * i + 2, 2 * j : 2 * j + 2]
        u, v = divmod(int(window.argmax()), 2)
        result[2 * i + u, 2 * j + v] = gradient[i, j]
    return result


def _spread(gradient, x):
    result = np.zeros(x.shape)
    rows, columns = gradient.shape
    result[: 2 * rows, : 2 * columns] = np.kron(gradient, np.ones((2, 2)))
    return result


@ANSWERS.wrong("the gradient goes to all four pixels of the window", ("sent to all",))
def _(gradient, x):
    return _spread(gradient, x)


@ANSWERS.wrong("a quarter for each pixel, as for average pooling", ("spread evenly",))
def _(gradient, x):
    return _spread(gradient, x) / 4


@ANSWERS.wrong(
    "always to the top left pixel of the window", ("sent to the top left corner",)
)
def _(gradient, x):
    result = np.zeros(x.shape)
    rows, columns = gradient.shape
    result[: 2 * rows : 2, : 2 * columns : 2] = gradient
    return result


@ANSWERS.wrong(
    "the largest value of the window instead of the gradient",
    ("value instead of gradient",),
)
def _(gradient, x):
    return _right(cb.pool2d(x), x)


@ANSWERS.wrong("ones instead of the gradient", ("gradient left out",))
def _(gradient, x):
    return _right(np.ones(gradient.shape), x)


@ANSWERS.wrong("the gradient times the largest value", ("multiplied by the pixel",))
def _(gradient, x):
    return _right(gradient * cb.pool2d(x), x)


@ANSWERS.wrong("to the smallest pixel of the window", ("sent to the smallest",))
def _(gradient, x):
    return _right(gradient, -1.0 * x)


@ANSWERS.wrong(
    "to the pixel of the largest magnitude", ("sent to the largest magnitude",)
)
def _(gradient, x):
    return _right(gradient, np.abs(x))


@ANSWERS.wrong("whole numbers when x holds whole numbers", ("output of the type of x",))
def _(gradient, x):
    result = np.zeros_like(x)
    result[:] = _right(gradient, x).astype(x.dtype)
    return result


@ANSWERS.wrong(
    "whole numbers: fractions of the gradient are cut off", ("fractions cut off",)
)
def _(gradient, x):
    return _right(gradient, x).astype(int)


@ANSWERS.wrong(
    "x where it is not the largest, instead of 0", ("losers keep their value",)
)
def _(gradient, x):
    result = x.astype(float)
    for i, j in np.ndindex(*gradient.shape):
        window = result[2 * i : 2 * i + 2, 2 * j : 2 * j + 2]
        window.flat[window.argmax()] = gradient[i, j]
    return result


@ANSWERS.wrong(
    "x is kept in the rows and columns that lie in no window",
    ("pixels in no window kept",),
)
def _(gradient, x):
    result = x.astype(float)
    rows, columns = gradient.shape
    inner = _right(gradient, x)[: 2 * rows, : 2 * columns]
    result[: 2 * rows, : 2 * columns] = inner
    return result


@ANSWERS.wrong("the gradient is added to x", ("added to x",))
def _(gradient, x):
    return x + _right(gradient, x)


@ANSWERS.wrong(
    "too small: rows and columns that lie in no window are left out",
    ("pixels in no window left out",),
)
def _(gradient, x):
    rows, columns = gradient.shape
    return _right(gradient, x)[: 2 * rows, : 2 * columns]


@ANSWERS.wrong("even sizes only: fails or spills where something is left over")
def _(gradient, x):
    spread = gradient.repeat(2, axis=0).repeat(2, axis=1)
    largest = cb.pool2d(x).repeat(2, axis=0).repeat(2, axis=1)
    return spread * (x == largest)


@ANSWERS.wrong(
    "leftover pixels get the gradient of the nearest window",
    ("pixels in no window get their neighbours' gradient",),
)
def _(gradient, x):
    result = _right(gradient, x)
    if x.shape[0] % 2:
        result[-1] = result[-2]
    if x.shape[1] % 2:
        result[:, -1] = result[:, -2]
    return result


@ANSWERS.wrong(
    "every pixel that equals the maximum of any window, anywhere in x",
    ("every pixel of that value",),
)
def _(gradient, x):
    result = np.zeros(x.shape)
    for g, largest in zip(gradient.ravel(), cb.pool2d(x).ravel(), strict=True):
        result[x == largest] += g
    return result


@ANSWERS.wrong("the windows move by 1 instead of 2", ("windows move by one pixel",))
def _(gradient, x):
    result = np.zeros(x.shape)
    for i, j in np.ndindex(*gradient.shape):
        u, v = divmod(int(x[i : i + 2, j : j + 2].argmax()), 2)
        result[i + u, j + v] += gradient[i, j]
    return result


@ANSWERS.wrong(
    "rows and columns swapped within the window", ("winner's row and column swapped",)
)
def _(gradient, x):
    result = np.zeros(x.shape)
    for i, j in np.ndindex(*gradient.shape):
        u, v = divmod(int(x[2 * i : 2 * i + 2, 2 * j : 2 * j + 2].argmax()), 2)
        result[2 * i + v, 2 * j + u] = gradient[i, j]
    return result


@ANSWERS.wrong(
    "the window's corner is not doubled where the gradient is written",
    ("corner of the window not doubled in the result",),
)
def _(gradient, x):
    result = np.zeros(x.shape)
    for i, j in np.ndindex(*gradient.shape):
        u, v = divmod(int(x[2 * i : 2 * i + 2, 2 * j : 2 * j + 2].argmax()), 2)
        result[i + u, j + v] += gradient[i, j]
    return result


@ANSWERS.wrong(
    "square maps only: the rows of the gradient are used for its columns",
    ("square gradient assumed",),
)
def _(gradient, x):
    result = np.zeros(x.shape)
    for i in range(gradient.shape[0]):
        for j in range(gradient.shape[0]):
            u, v = divmod(int(x[2 * i : 2 * i + 2, 2 * j : 2 * j + 2].argmax()), 2)
            result[2 * i + u, 2 * j + v] = gradient[i, j]
    return result


@ANSWERS.wrong("the shape of the gradient instead of x's", ("shape of the gradient",))
def _(gradient, x):
    return gradient * cb.pool2d(x)


@ANSWERS.wrong(
    "the sign is turned around, as in a step of learning", ("sign turned round",)
)
def _(gradient, x):
    return -_right(gradient, x)


@ANSWERS.wrong("negative gradients are cut off", ("negative gradients cut off",))
def _(gradient, x):
    return np.maximum(_right(gradient, x), 0)


@ANSWERS.wrong(
    "the size of the gradient, without its sign", ("signs of the gradient lost",)
)
def _(gradient, x):
    return np.abs(_right(gradient, x))


@ANSWERS.wrong(
    "nothing is sent where the largest value is negative",
    ("negative winners left out",),
)
def _(gradient, x):
    return _right(gradient, x) * (x > 0)


@ANSWERS.wrong(
    "the largest values of the gradient are looked for, not of x",
    ("largest gradient looked for",),
)
def _(gradient, x):
    result = np.zeros(x.shape)
    i, j = np.unravel_index(gradient.argmax(), gradient.shape)
    result[2 * i, 2 * j] = gradient.max()
    return result


@ANSWERS.wrong(
    "the mask of the winners instead of the gradient, as True and False",
    ("gradient left out",),
)
def _(gradient, x):
    return _right(np.ones(gradient.shape), x) == 1


@ANSWERS.wrong(
    "the gradient of the first window for all windows",
    ("gradient of the first window everywhere",),
)
def _(gradient, x):
    return _right(np.full(gradient.shape, gradient[0, 0], dtype=float), x)


@ANSWERS.wrong(
    "only the largest pixel of the whole map gets the sum",
    ("one winner for the whole map",),
)
def _(gradient, x):
    result = np.zeros(x.shape)
    result[np.unravel_index(x.argmax(), x.shape)] = gradient.sum()
    return result


@ANSWERS.wrong(
    "the last row and column of windows are missing", ("last window missing",)
)
def _(gradient, x):
    result = np.zeros(x.shape)
    for i in range(gradient.shape[0] - 1):
        for j in range(gradient.shape[1] - 1):
            u, v = divmod(int(x[2 * i : 2 * i + 2, 2 * j : 2 * j + 2].argmax()), 2)
            result[2 * i + u, 2 * j + v] = gradient[i, j]
    return result


@ANSWERS.wrong("a pair of the gradient and the places of the winners")
def _(gradient, x):
    result = _right(gradient, x)
    return result, np.argwhere(result)


@ANSWERS.wrong("the result is not returned")
def _(gradient, x):
    print(_right(gradient, x))


@ANSWERS.wrong("spread to all four and the shape is too small")
def _(gradient, x):
    return np.kron(gradient, np.ones((2, 2)))[: x.shape[0] - 1, : x.shape[1] - 1]


@ANSWERS.wrong(
    "to the smallest pixel and with the sign turned around",
    ("sent to the smallest", "sign turned round"),
)
def _(gradient, x):
    return -_right(gradient, -1.0 * x)


@ANSWERS.wrong("ones instead of the gradient and whole numbers", ("gradient left out",))
def _(gradient, x):
    return _right(np.ones(gradient.shape), x).astype(int)


@ANSWERS.wrong(
    "by magnitude and negative gradients are cut off",
    ("sent to the largest magnitude", "negative gradients cut off"),
)
def _(gradient, x):
    return np.maximum(_right(gradient, np.abs(x)), 0)


@ANSWERS.wrong("to the second largest pixel", ("second largest",))
def _(gradient, x):
    without = np.where(_right(np.ones(gradient.shape), x) > 0, x.min() - 1.0, x)
    return _right(gradient, without)


@ANSWERS.wrong("the result is transposed", ("rows and columns swapped",))
def _(gradient, x):
    return _right(gradient, x).T


@ANSWERS.wrong("the sign of the winner is multiplied in")
def _(gradient, x):
    return _right(gradient, x) * np.sign(x)


@ANSWERS.wrong(
    "a stranger: equality with any max value of the map (isin)",
    ("every winner's value, wherever it stands",),
)
def _(gradient, x):
    out = np.zeros(x.shape)
    h, w = gradient.shape
    big = np.kron(gradient, np.ones((2, 2)))
    out[: 2 * h, : 2 * w] = np.where(np.isin(x[: 2 * h, : 2 * w], cb.pool2d(x)), big, 0)
    return out


@ANSWERS.wrong(
    "a stranger: output index not doubled",
    ("corner of the window not doubled in the result",),
)
def _(gradient, x):
    out = np.zeros(x.shape)
    for (i, j), g in np.ndenumerate(gradient):
        u, v = np.unravel_index(
            x[2 * i : 2 * i + 2, 2 * j : 2 * j + 2].argmax(), (2, 2)
        )
        out[i + u, j + v] += g
    return out


@ANSWERS.wrong("a stranger: first window only (early return)", ("first window only",))
def _(gradient, x):
    out = np.zeros(x.shape)
    for (i, j), g in np.ndenumerate(gradient):
        w = x[2 * i : 2 * i + 2, 2 * j : 2 * j + 2]
        out[2 * i : 2 * i + 2, 2 * j : 2 * j + 2] = (w == w.max()) * g
        return out
    return None


@ANSWERS.wrong("a stranger: two winners (max of each row)", ("a winner in each row",))
def _(gradient, x):
    out = np.zeros(x.shape)
    for (i, j), g in np.ndenumerate(gradient):
        for a in (0, 1):
            out[
                2 * i + a, 2 * j + int(x[2 * i + a, 2 * j + 1] > x[2 * i + a, 2 * j])
            ] = g
    return out


@ANSWERS.wrong("a stranger: softmax shares", ("shared by softmax",))
def _(gradient, x):
    out = np.zeros(x.shape)
    for (i, j), g in np.ndenumerate(gradient):
        w = x[2 * i : 2 * i + 2, 2 * j : 2 * j + 2].astype(float)
        e = np.exp(w - w.max())
        out[2 * i : 2 * i + 2, 2 * j : 2 * j + 2] = g * e / e.sum()
    return out


@ANSWERS.wrong(
    "a stranger: a winner of value 0 gets nothing", ("winners of value 0 left out",)
)
def _(gradient, x):
    rows, columns = (2 * n for n in gradient.shape)
    inside = x[:rows, :columns]
    largest = np.kron(cb.pool2d(x), np.ones((2, 2)))
    win = np.where(inside == largest, inside, 0)
    result = np.zeros(x.shape)
    result[:rows, :columns] = np.where(win != 0, np.kron(gradient, np.ones((2, 2))), 0)
    return result


@ANSWERS.wrong(
    "a stranger: all windows write into the first one",
    ("place in the window not added to its corner",),
)
def _(gradient, x):
    result = np.zeros(x.shape)
    for (i, j), g in np.ndenumerate(gradient):
        window = x[2 * i : 2 * i + 2, 2 * j : 2 * j + 2]
        u, v = np.unravel_index(window.argmax(), (2, 2))
        result[u, v] += g
    return result


def _back(gradient, x, winners):
    total = np.zeros(x.shape)
    for i, j in np.ndindex(gradient.shape):
        place = slice(2 * i, 2 * i + 2), slice(2 * j, 2 * j + 2)
        total[place] = gradient[i, j] * winners(x[place])
    return total


def _first_largest(window):
    return np.arange(4).reshape(2, 2) == window.argmax()


ANSWERS.wrong("fractions cut off first", ("winners looked for without the fractions",))(
    lambda gradient, x: _back(gradient, x, lambda w: _first_largest(w.astype(int)))
)
ANSWERS.wrong("winners by isclose", ("every pixel close to the largest",))(
    lambda gradient, x: _back(gradient, x, lambda w: np.isclose(w, w.max()))
)
ANSWERS.wrong("rounded to one digit", ("rounded to a few digits",))(
    lambda gradient, x: _back(gradient, x, _first_largest).round(1)
)
ANSWERS.wrong("rounded to halves")(
    lambda gradient, x: np.round(2 * _back(gradient, x, _first_largest)) / 2
)


def _to_the_largest_of(change):
    def back(gradient, x):
        result = np.zeros(x.shape)
        for i, j in np.ndindex(gradient.shape):
            window = change(x[2 * i : 2 * i + 2, 2 * j : 2 * j + 2])
            row, column = np.unravel_index(window.argmax(), (2, 2))
            result[2 * i + row, 2 * j + column] = gradient[i, j]
        return result

    return back


ANSWERS.wrong("maxima start at −1000")(
    _to_the_largest_of(lambda window: np.maximum(window, -1000))
)
ANSWERS.wrong("bytes with a sign")(
    _to_the_largest_of(
        lambda window: window.astype(np.int8) if window.dtype == np.uint8 else window
    )
)
ANSWERS.wrong("whole numbers of 16 bits")(
    _to_the_largest_of(
        lambda window: window.astype(np.int16) if window.dtype.kind == "i" else window
    )
)
