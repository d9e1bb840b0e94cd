"""Answers to `separable`."""

from functools import partial

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

import cnnbook as cb
from tests.answers import Answers

ANSWERS = Answers("separable")


def conv2d(image, kernel):
    windows = sliding_window_view(np.asarray(image), np.shape(kernel))
    return (windows * kernel).sum(axis=(2, 3))


def _two_passes(image, column, row):
    middle = conv2d(image, np.reshape(column, (-1, 1)))
    return conv2d(middle, np.reshape(row, (1, -1)))


@ANSWERS.right("with a helper and thin kernels")
def _(image, column, row):
    column = np.array(column)[:, None]
    row = np.array(row)[None, :]
    return conv2d(conv2d(image, column), row)


@ANSWERS.right("with the book's conv2d")
def _(image, column, row):
    first = cb.conv2d(image, np.asarray(column).reshape(-1, 1))
    return cb.conv2d(first, np.asarray(row).reshape(1, -1))


@ANSWERS.right("loops")
def _(image, column, row):
    height, width = image.shape
    middle = np.zeros((height - len(column) + 1, width))
    for i in range(middle.shape[0]):
        for j in range(width):
            for u in range(len(column)):
                middle[i, j] += float(image[i + u, j]) * column[u]
    out = np.zeros((middle.shape[0], width - len(row) + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            for v in range(len(row)):
                out[i, j] += middle[i, j + v] * row[v]
    return out


@ANSWERS.right("adding up shifted images")
def _(image, column, row):
    height = image.shape[0] - len(column) + 1
    width = image.shape[1] - len(row) + 1
    middle = sum(float(w) * image[u : u + height] for u, w in enumerate(column))
    return sum(float(w) * middle[:, v : v + width] for v, w in enumerate(row))


@ANSWERS.right("reading: the row may go first")
def _(image, column, row):
    middle = conv2d(image, np.reshape(row, (1, -1)))
    return conv2d(middle, np.reshape(column, (-1, 1)))


@ANSWERS.right("with np.apply_along_axis and np.correlate")
def _(image, column, row):
    def slide(values, weights):
        return np.correlate(values, weights, mode="valid")

    middle = np.apply_along_axis(slide, 0, image.astype(float), np.array(column, float))
    return np.apply_along_axis(slide, 1, middle, np.array(row, float))


@ANSWERS.right("with sliding windows along one axis and a matrix product")
def _(picture, down, across, **_options):
    middle = sliding_window_view(picture, len(down), axis=0) @ np.asarray(down)
    return sliding_window_view(middle, len(across), axis=1) @ np.asarray(across)


@ANSWERS.right("with SciPy")
def _(image, column, row):
    from scipy.signal import correlate2d

    middle = correlate2d(image, np.array([column]).T, mode="valid")
    return correlate2d(middle, np.array([row]), mode="valid")


@ANSWERS.right("with SciPy's convolve and reversed halves")
def _(image, column, row):
    from scipy.signal import convolve2d

    middle = convolve2d(image, np.array(column)[::-1, None], mode="valid")
    return convolve2d(middle, np.array(row)[None, ::-1], mode="valid")


@ANSWERS.right("two banded tables around the image")
def _(image, column, row):
    height, width = image.shape
    left = np.zeros((height - len(column) + 1, height))
    for i in range(len(left)):
        left[i, i : i + len(column)] = column
    right = np.zeros((width, width - len(row) + 1))
    for j in range(right.shape[1]):
        right[j : j + len(row), j] = row
    return left @ image @ right


@ANSWERS.right("lists of lists, transposed between the passes, and printing")
def _(image, column, row):
    def slide(lines, weights):
        return [
            [
                sum(w * line[j + v] for v, w in enumerate(weights))
                for j in range(len(line) - len(weights) + 1)
            ]
            for line in lines
        ]

    columns = slide(np.asarray(image, dtype=float).T.tolist(), list(column))
    lines = [list(line) for line in zip(*columns, strict=True)]
    print(len(lines), "rows after the first pass")
    return slide(lines, list(row))


class _Separable:
    def __call__(self, image, column, row):
        return self.down(self.down(image, column).T, row).T

    @staticmethod
    def down(image, weights):
        windows = sliding_window_view(image, len(weights), axis=0)
        return np.einsum("ijk,k->ij", windows, np.asarray(weights, dtype=float))


ANSWERS.right("an object that works on the transpose")(_Separable())


def _passes(dtype, image, column, row):
    return _two_passes(np.asarray(image).astype(dtype), column, row)


ANSWERS.right("a partial function")(partial(_passes, np.float64))


@ANSWERS.wrong(
    "both halves are reversed: a true convolution", ("column and row flipped",)
)
def _(image, column, row):
    return _two_passes(image, np.array(column)[::-1], np.array(row)[::-1])


@ANSWERS.wrong("column and row are swapped", ("column and row swapped",))
def _(image, column, row):
    return _two_passes(image, row, column)


@ANSWERS.wrong("only the pass with the column", ("only the first pass",))
def _(image, column, row):
    return conv2d(image, np.reshape(column, (-1, 1)))


@ANSWERS.wrong("only the pass with the row", ("only the row's pass",))
def _(image, column, row):
    return conv2d(image, np.reshape(row, (1, -1)))


@ANSWERS.wrong(
    "the two passes over the image are added, not chained",
    ("both passes on the image, then added",),
)
def _(image, column, row):
    down = conv2d(image, np.reshape(column, (-1, 1)))
    across = conv2d(image, np.reshape(row, (1, -1)))
    height, width = down.shape[0], across.shape[1]
    return down[:, :width] + across[:height]


@ANSWERS.wrong(
    "the two passes over the image are multiplied, not chained",
    ("both passes on the image, then multiplied",),
)
def _(image, column, row):
    down = conv2d(image, np.reshape(column, (-1, 1)))
    across = conv2d(image, np.reshape(row, (1, -1)))
    height, width = down.shape[0], across.shape[1]
    return down[:, :width] * across[:height]


@ANSWERS.wrong("the row is used in both passes", ("row used twice",))
def _(image, column, row):
    return _two_passes(image, row, row)


@ANSWERS.wrong("the column is used in both passes", ("column used twice",))
def _(image, column, row):
    return _two_passes(image, column, column)


@ANSWERS.wrong("the row is reversed", ("row flipped",))
def _(image, column, row):
    return _two_passes(image, column, np.array(row)[::-1])


@ANSWERS.wrong("the column is reversed", ("column flipped",))
def _(image, column, row):
    return _two_passes(image, np.array(column)[::-1], row)


@ANSWERS.wrong(
    "the map between the passes is cut to whole numbers",
    ("fractions cut off between the passes",),
)
def _(image, column, row):
    middle = conv2d(image, np.reshape(column, (-1, 1))).astype(int)
    return conv2d(middle, np.reshape(row, (1, -1)))


@ANSWERS.wrong("the result is cut to whole numbers", ("fractions cut off",))
def _(image, column, row):
    return _two_passes(image, column, row).astype(int)


@ANSWERS.wrong("the halves are cut to three numbers", ("cut to three numbers",))
def _(image, column, row):
    return _two_passes(image, column[:3], row[:3])


@ANSWERS.wrong(
    "the last window of each pass is forgotten",
    ("last window missing", "last row and last column of the map missing"),
)
def _(image, column, row):
    middle = conv2d(image, np.reshape(column, (-1, 1)))[:-1]
    return conv2d(middle, np.reshape(row, (1, -1)))[:, :-1]


@ANSWERS.wrong("as large as the image, with zeros around", ("as large as the image",))
def _(image, column, row):
    from scipy.ndimage import correlate1d

    image = image.astype(float)
    middle = correlate1d(image, column, axis=0, mode="constant")
    return correlate1d(middle, row, axis=1, mode="constant")


@ANSWERS.wrong("the result is transposed", ("map transposed",))
def _(image, column, row):
    return _two_passes(image, column, row).T


@ANSWERS.wrong("column and row are taken as equally long")
def _(image, column, row):
    n = len(column)
    middle = conv2d(image, np.reshape(column, (-1, 1)))
    out = np.zeros((middle.shape[0], middle.shape[1] - n + 1))
    for j in range(out.shape[1]):
        for v in range(n):
            out[:, j] += middle[:, j + v] * row[v]
    return out


@ANSWERS.wrong("means instead of sums", ("means instead of sums",))
def _(image, column, row):
    return _two_passes(image, column, row) / (len(column) * len(row))


@ANSWERS.wrong(
    "np.convolve, which reverses, in the pass with the row", ("row flipped",)
)
def _(image, column, row):
    middle = conv2d(image, np.reshape(column, (-1, 1)))
    return np.array([np.convolve(line, row, mode="valid") for line in middle])


@ANSWERS.wrong("the map between the passes is returned too")
def _(image, column, row):
    return _two_passes(image, column, row), conv2d(image, np.reshape(column, (-1, 1)))


@ANSWERS.wrong("Sobel's halves, whatever is given")
def _(image, column, row):
    return _two_passes(image, [1, 2, 1], [1, 0, -1])


@ANSWERS.wrong(
    "the halves swapped and reversed",
    ("column and row swapped", "column and row flipped"),
)
def _(image, column, row):
    return _two_passes(image, np.array(row)[::-1], np.array(column)[::-1])


@ANSWERS.wrong(
    "the row reversed and the last windows forgotten",
    (
        "row flipped",
        "last row and last column of the map missing",
        "last window missing",
    ),
)
def _(image, column, row):
    return _two_passes(image, column, np.array(row)[::-1])[:-1, :-1]


@ANSWERS.wrong(
    "the halves swapped and the result transposed",
    ("column and row swapped", "map transposed"),
)
def _(image, column, row):
    return _two_passes(image, row, column).T


@ANSWERS.wrong(
    "negative values are cut off between the passes",
    ("cut off below 0 between the passes",),
)
def _(image, column, row):
    middle = np.maximum(conv2d(image, np.reshape(column, (-1, 1))), 0)
    return conv2d(middle, np.reshape(row, (1, -1)))


@ANSWERS.right("the whole kernel is built: the same map, with more work")
def _(image, column, row):
    return conv2d(image, np.outer(column, row))


@ANSWERS.wrong("cut out of the full map, which fails for a length of 1")
def _(image, column, row):
    n, m = len(column), len(row)
    padded = np.pad(image, ((n - 1, n - 1), (m - 1, m - 1)))
    full = _two_passes(padded, column, row)
    return full[n - 1 : -(n - 1), m - 1 : -(m - 1)]


@ANSWERS.wrong("a border in each pass", ("a border of zeros, always",))
def _(image, column, row):
    middle = conv2d(np.pad(image, 1), np.reshape(column, (-1, 1)))
    return conv2d(np.pad(middle, 1), np.reshape(row, (1, -1)))


@ANSWERS.wrong("column and row added", ("column and row added instead of multiplied",))
def _(image, column, row):
    return conv2d(image, np.add.outer(column, row))


@ANSWERS.wrong("the kernel alone", ("the kernel returned",))
def _(image, column, row):
    return np.outer(column, row)


@ANSWERS.wrong("bytes between the passes", ("map between the passes of bytes",))
def _(image, column, row):
    middle = conv2d(image, np.reshape(column, (-1, 1))).astype(int).astype(np.uint8)
    return conv2d(middle.astype(float), np.reshape(row, (1, -1)))


@ANSWERS.wrong("nothing where the kernel is the image")
def _(image, column, row):
    if image.shape == (len(column), len(row)):
        return np.zeros((0, 0))
    return _two_passes(image, column, row)


ANSWERS.wrong("in float16", ("numbers of 16 bits",))(
    lambda image, column, row: cb.conv2d(
        cb.conv2d(image, column[:, None]), row[None]
    ).astype(np.float16)
)


@ANSWERS.wrong(
    "column and row exchanged, where both are equally long and longer than 3"
)
def _(image, column, row):
    if len(column) == len(row) > 3:
        column, row = row, column
    return cb.conv2d(image, np.outer(column, row))


@ANSWERS.wrong("divided by the sum of a column that adds up to more than 16")
def _(image, column, row):
    result = cb.conv2d(cb.conv2d(image, column[:, None]), row[None])
    return result / column.sum() if column.sum() > 16 else result


@ANSWERS.right("the row first, with slices and numbers of Python")
def _(image, column, row):
    def slide(rows, weights):
        n = rows.shape[1] - len(weights) + 1
        return sum(w * rows[:, i : i + n] for i, w in enumerate(weights.tolist()))

    return slide(slide(image.astype(float), row).T, column).T


@ANSWERS.wrong("8-bit pixels times numbers of Python")
def _(image, column, row):
    def slide(rows, weights):
        n = rows.shape[1] - len(weights) + 1
        return sum(w * rows[:, i : i + n] for i, w in enumerate(weights.tolist()))

    return slide(slide(image, row).T, column).T
