"""Answers to `conv2d`."""

from functools import partial

import numpy as np
from numpy.lib.stride_tricks import as_strided, sliding_window_view

import cnnbook as cb
from tests.answers import Answers

ANSWERS = Answers("conv2d")


def _map(image, kernel, padding=0, stride=1):
    padded = np.pad(np.asarray(image), padding)
    windows = sliding_window_view(padded, np.shape(kernel))[::stride, ::stride]
    return (windows * kernel).sum(axis=(2, 3))


@ANSWERS.right("four loops")
def _(image, kernel, padding=0, stride=1):
    f_h, f_w = kernel.shape
    padded = np.zeros((image.shape[0] + 2 * padding, image.shape[1] + 2 * padding))
    padded[padding : padding + image.shape[0], padding : padding + image.shape[1]] = (
        image
    )
    height = (padded.shape[0] - f_h) // stride + 1
    width = (padded.shape[1] - f_w) // stride + 1
    feature_map = np.zeros((height, width))
    for row in range(height):
        for column in range(width):
            for i in range(f_h):
                for j in range(f_w):
                    pixel = padded[row * stride + i, column * stride + j]
                    feature_map[row, column] += pixel * kernel[i, j]
    return feature_map


@ANSWERS.right("two loops and a window")
def _(image, kernel, padding=0, stride=1):
    if padding > 0:
        image = np.pad(image, ((padding, padding), (padding, padding)))
    rows = range(0, image.shape[0] - kernel.shape[0] + 1, stride)
    columns = range(0, image.shape[1] - kernel.shape[1] + 1, stride)
    out = np.zeros((len(rows), len(columns)), dtype=float)
    for i, top in enumerate(rows):
        for j, left in enumerate(columns):
            window = image[top : top + kernel.shape[0], left : left + kernel.shape[1]]
            out[i, j] = np.sum(window * kernel)
    return out


@ANSWERS.right("a comprehension, as lists")
def _(image, kernel, padding=0, stride=1):
    padded = np.pad(image, padding)
    f_h, f_w = kernel.shape
    return [
        [
            float(np.vdot(padded[i : i + f_h, j : j + f_w], kernel))
            for j in range(0, padded.shape[1] - f_w + 1, stride)
        ]
        for i in range(0, padded.shape[0] - f_h + 1, stride)
    ]


@ANSWERS.right("all windows at once")
def _(image, kernel, padding=0, stride=1):
    windows = sliding_window_view(np.pad(image, padding), kernel.shape)
    return (windows[::stride, ::stride] * kernel).sum(axis=(-1, -2))


@ANSWERS.right("with einsum")
def _(picture, weights, padding=0, stride=1, **_options):
    windows = sliding_window_view(np.pad(picture, padding), weights.shape)
    return np.einsum("ijuv,uv->ij", windows[::stride, ::stride], weights)


@ANSWERS.right("with as_strided and a matrix product")
def _(image, kernel, padding=0, stride=1):
    padded = np.ascontiguousarray(np.pad(image.astype(float), padding))
    f_h, f_w = kernel.shape
    height = (padded.shape[0] - f_h) // stride + 1
    width = (padded.shape[1] - f_w) // stride + 1
    down, across = padded.strides
    windows = as_strided(
        padded,
        (height, width, f_h, f_w),
        (down * stride, across * stride, down, across),
    )
    table = windows.reshape(height * width, f_h * f_w)
    return (table @ kernel.reshape(-1)).reshape(height, width)


@ANSWERS.right("adding up shifted images, one for each weight")
def _(image, kernel, padding=0, stride=1):
    padded = np.pad(image, padding)
    height = padded.shape[0] - kernel.shape[0] + 1
    width = padded.shape[1] - kernel.shape[1] + 1
    total = np.zeros((height, width))
    for (i, j), weight in np.ndenumerate(kernel):
        total += padded[i : i + height, j : j + width] * weight
    return total[::stride, ::stride]


@ANSWERS.right("with SciPy's correlate2d")
def _(image, kernel, padding=0, stride=1):
    from scipy.signal import correlate2d

    padded = np.pad(image, padding)
    return correlate2d(padded, kernel, mode="valid")[::stride, ::stride]


@ANSWERS.right("with Fourier's transform")
def _(image, kernel, padding=0, stride=1):
    from scipy.signal import fftconvolve

    padded = np.pad(image, padding).astype(float)
    full = fftconvolve(padded, kernel[::-1, ::-1].astype(float), mode="valid")
    return full[::stride, ::stride]


@ANSWERS.right("with Keras, in 32 bits")
def _(image, kernel, padding=0, stride=1):
    import keras

    x = np.pad(image, padding).astype("float32")[None, :, :, None]
    w = kernel.astype("float32")[:, :, None, None]
    y = keras.ops.conv(
        x, w, strides=stride, padding="valid", data_format="channels_last"
    )
    return keras.ops.convert_to_numpy(y)[0, :, :, 0]


class _Conv2D:
    def __init__(self, add_up=np.sum):
        self.add_up = add_up

    def __call__(self, image, kernel, padding=0, stride=1):
        rows, columns = np.shape(image)
        padded = np.zeros((rows + 2 * padding, columns + 2 * padding))
        padded[padding : rows + padding, padding : columns + padding] += image
        out = []
        top = 0
        while top + len(kernel) <= len(padded):
            line = []
            left = 0
            while left + len(kernel[0]) <= len(padded[0]):
                window = padded[top : top + len(kernel), left : left + len(kernel[0])]
                line.append(self.add_up(window * kernel))
                left += stride
            out.append(line)
            top += stride
        return np.array(out)


ANSWERS.right("an object that can be called")(_Conv2D())


def _correlate(convolve, image, kernel, padding=0, stride=1):
    padded = np.pad(image, padding)
    rows = [
        sum(
            np.convolve(padded[top + i], weights[::-1], mode="valid")
            for i, weights in enumerate(kernel)
        )
        for top in range(0, len(padded) - len(kernel) + 1, stride)
    ]
    return convolve(rows)[:, ::stride]


ANSWERS.right("a partial function, row by row with np.convolve")(
    partial(_correlate, np.array)
)


@ANSWERS.right("cutting rows off its own list, and printing")
def _(image, kernel, padding=0, stride=1):
    rows = [list(row) for row in np.pad(image, padding)]
    f_h, f_w = np.shape(kernel)
    out = []
    while len(rows) >= f_h:
        out.append(
            [
                sum(
                    rows[i][left + j] * kernel[i][j]
                    for i in range(f_h)
                    for j in range(f_w)
                )
                for left in range(0, len(rows[0]) - f_w + 1, stride)
            ]
        )
        del rows[:stride]
    print(len(out), "rows")
    return np.array(out)


@ANSWERS.right("by recursion over the rows of the kernel")
def _(image, kernel, padding=0, stride=1):
    padded = np.pad(image, padding).astype(float)
    height = len(padded) - len(kernel) + 1
    width = padded.shape[1] - kernel.shape[1] + 1

    def row_sum(i):
        if i == len(kernel):
            return np.zeros((height, width))
        here = sum(
            kernel[i, j] * padded[i : i + height, j : j + width]
            for j in range(kernel.shape[1])
        )
        return here + row_sum(i + 1)

    return row_sum(0)[::stride, ::stride]


@ANSWERS.right("reading: the book's own function may be used")
def _(image, kernel, padding=0, stride=1):
    return cb.conv2d(image, kernel, padding=padding, stride=stride)


@ANSWERS.wrong(
    "padding and stride are ignored",
    ("padding and stride ignored", "padding ignored", "stride ignored"),
)
def _(image, kernel, padding=0, stride=1):
    return _map(image, kernel)


@ANSWERS.wrong("the padding is ignored", ("padding ignored",))
def _(image, kernel, padding=0, stride=1):
    return _map(image, kernel, 0, stride)


@ANSWERS.wrong("the stride is ignored", ("stride ignored",))
def _(image, kernel, padding=0, stride=1):
    return _map(image, kernel, padding)


@ANSWERS.wrong("the kernel is flipped along both axes", ("flipped kernel",))
def _(image, kernel, padding=0, stride=1):
    return _map(image, kernel[::-1, ::-1], padding, stride)


@ANSWERS.wrong("the kernel is transposed", ("rows and columns of the kernel swapped",))
def _(image, kernel, padding=0, stride=1):
    return _map(image, kernel.T, padding, stride)


@ANSWERS.wrong(
    "the last row and column of windows are forgotten", ("last window missing",)
)
def _(image, kernel, padding=0, stride=1):
    padded = np.pad(image, padding)
    f_h, f_w = kernel.shape
    return np.array(
        [
            [
                (padded[i : i + f_h, j : j + f_w] * kernel).sum()
                for j in range(0, padded.shape[1] - f_w, stride)
            ]
            for i in range(0, padded.shape[0] - f_h, stride)
        ]
    )


@ANSWERS.wrong(
    "zeros are added above and on the left only", ("padding on one side only",)
)
def _(image, kernel, padding=0, stride=1):
    padded = np.pad(image, ((padding, 0), (padding, 0)))
    return _map(padded, kernel, 0, stride)


@ANSWERS.wrong("the padding is the total of both sides", ("padding halved",))
def _(image, kernel, padding=0, stride=1):
    before = padding // 2
    padded = np.pad(image, (before, padding - before))
    return _map(padded, kernel, 0, stride)


@ANSWERS.wrong(
    "the border is filled with the nearest pixels instead of zeros",
    ("padding with copies of the border",),
)
def _(image, kernel, padding=0, stride=1):
    padded = np.pad(image, padding, mode="edge")
    return _map(padded, kernel, 0, stride)


@ANSWERS.wrong("the border is filled with ones", ("padding with ones",))
def _(image, kernel, padding=0, stride=1):
    padded = np.pad(image, padding, constant_values=1)
    return _map(padded, kernel, 0, stride)


@ANSWERS.wrong(
    "the stride is used for the rows only", ("stride in one direction only (down)",)
)
def _(image, kernel, padding=0, stride=1):
    return _map(image, kernel, padding)[::stride]


@ANSWERS.wrong(
    "the stride is used for the columns only", ("stride in one direction only (right)",)
)
def _(image, kernel, padding=0, stride=1):
    return _map(image, kernel, padding)[:, ::stride]


@ANSWERS.wrong(
    "the map shrinks with the stride, yet the window moves one pixel a time",
    ("stride in the size of the map only",),
)
def _(image, kernel, padding=0, stride=1):
    full = _map(image, kernel, padding)
    rows, columns = ((n - 1) // stride + 1 for n in full.shape)
    return full[:rows, :columns]


@ANSWERS.wrong(
    "the number of windows is rounded up: a 0 where none fits",
    ("number of windows rounded up",),
)
def _(image, kernel, padding=0, stride=1):
    right = _map(image, kernel, padding, stride)
    padded = np.array(image.shape) + 2 * padding
    rows, columns = -((padded - kernel.shape) // -stride) + 1
    out = np.zeros((rows, columns))
    out[: right.shape[0], : right.shape[1]] = right
    return out


@ANSWERS.wrong("the map takes the type of the image", ("map of the image's type",))
def _(image, kernel, padding=0, stride=1):
    right = _map(image, kernel, padding, stride)
    out = np.zeros(right.shape, dtype=image.dtype)
    for place in np.ndindex(*out.shape):
        out[place] = right[place].astype(image.dtype)
    return out


@ANSWERS.wrong("the map is cut to whole numbers", ("fractions cut off",))
def _(image, kernel, padding=0, stride=1):
    return _map(image, kernel, padding, stride).astype(int)


@ANSWERS.wrong("the image is cut to whole numbers", ("image cut to whole numbers",))
def _(image, kernel, padding=0, stride=1):
    rows, columns = image.shape
    padded = np.zeros((rows + 2 * padding, columns + 2 * padding), dtype=int)
    padded[padding : padding + rows, padding : padding + columns] = image
    return _map(padded, kernel, 0, stride)


@ANSWERS.wrong(
    "the kernel is taken as square, as high as wide", ("square kernel assumed",)
)
def _(image, kernel, padding=0, stride=1):
    f = kernel.shape[0]
    padded = np.pad(image, padding)
    height = (padded.shape[0] - f) // stride + 1
    width = (padded.shape[1] - f) // stride + 1
    out = np.zeros((height, width))
    for i in range(height):
        for j in range(width):
            for u in range(f):
                for v in range(f):
                    out[i, j] += padded[i * stride + u, j * stride + v] * kernel[u, v]
    return out


@ANSWERS.wrong("the map is taken as square, as high as wide")
def _(image, kernel, padding=0, stride=1):
    right = _map(image, kernel, padding, stride)
    size = right.shape[0]
    out = np.zeros((size, size))
    out[:, : right.shape[1]] = right[:, :size]
    return out


@ANSWERS.wrong("the mean of the products instead of the sum", ("mean instead of sum",))
def _(image, kernel, padding=0, stride=1):
    return _map(image, kernel, padding, stride) / kernel.size


@ANSWERS.wrong("negative values are cut off at 0", ("negative values cut off",))
def _(image, kernel, padding=0, stride=1):
    return np.maximum(_map(image, kernel, padding, stride), 0)


@ANSWERS.wrong(
    "divided by the sum of the weights", ("divided by the sum of the weights",)
)
def _(image, kernel, padding=0, stride=1):
    total = kernel.sum()
    return _map(image, kernel, padding, stride) / (total if total else 1)


@ANSWERS.wrong(
    "the matrix product instead of the elementwise one",
    ("matrix product instead of elementwise product",),
)
def _(image, kernel, padding=0, stride=1):
    padded = np.pad(image, padding)
    f_h, f_w = kernel.shape
    return np.array(
        [
            [
                (padded[i : i + f_h, j : j + f_w] @ kernel).sum()
                for j in range(0, padded.shape[1] - f_w + 1, stride)
            ]
            for i in range(0, padded.shape[0] - f_h + 1, stride)
        ]
    )


@ANSWERS.wrong("the map is transposed", ("map transposed",))
def _(image, kernel, padding=0, stride=1):
    return _map(image, kernel, padding, stride).T


@ANSWERS.wrong("padding and stride are swapped", ("padding and stride swapped",))
def _(image, kernel, padding=0, stride=1):
    return _map(image, kernel, stride, max(padding, 1))


@ANSWERS.wrong(
    "the kernel takes the type of the image", ("kernel of the image's type",)
)
def _(image, kernel, padding=0, stride=1):
    return _map(image, kernel.astype(image.dtype), padding, stride)


@ANSWERS.wrong("the map is returned together with the padded image")
def _(image, kernel, padding=0, stride=1):
    return _map(image, kernel, padding, stride), np.pad(image, padding)


@ANSWERS.wrong("each value is overwritten instead of added to", ("last product alone",))
def _(image, kernel, padding=0, stride=1):
    padded = np.pad(image, padding)
    f_h, f_w = kernel.shape
    height = (padded.shape[0] - f_h) // stride + 1
    width = (padded.shape[1] - f_w) // stride + 1
    out = np.zeros((height, width))
    for i in range(height):
        for j in range(width):
            for u in range(f_h):
                for v in range(f_w):
                    out[i, j] = padded[i * stride + u, j * stride + v] * kernel[u, v]
    return out


@ANSWERS.wrong("a sum that goes on from window to window", ("sum not started anew",))
def _(image, kernel, padding=0, stride=1):
    right = _map(image, kernel, padding, stride)
    return np.cumsum(right).reshape(right.shape)


@ANSWERS.wrong("the map is flat, a single list", ("map without its shape",))
def _(image, kernel, padding=0, stride=1):
    return _map(image, kernel, padding, stride).reshape(-1)


@ANSWERS.wrong("nothing is returned, only printed")
def _(image, kernel, padding=0, stride=1):
    print(_map(image, kernel, padding, stride))


@ANSWERS.wrong("an error, where the stride leaves pixels over")
def _(image, kernel, padding=0, stride=1):
    for n, f in zip(image.shape, kernel.shape, strict=True):
        if (n + 2 * padding - f) % stride:
            raise ValueError("the stride does not fit")
    return _map(image, kernel, padding, stride)


@ANSWERS.wrong(
    "as large as the image, padded by half the kernel", ("as large as the image",)
)
def _(image, kernel, padding=0, stride=1):
    before = [(f - 1) // 2 for f in kernel.shape]
    after = [f // 2 for f in kernel.shape]
    padded = np.pad(image, list(zip(before, after, strict=True)))
    return _map(padded, kernel, padding, stride)


@ANSWERS.wrong(
    "the kernel is flipped and the stride is ignored",
    ("flipped kernel", "stride ignored"),
)
def _(image, kernel, padding=0, stride=1):
    return _map(image, kernel[::-1, ::-1], padding)


@ANSWERS.wrong(
    "the kernel is mirrored left to right and the padding is ignored",
    ("kernel mirrored left to right", "padding ignored"),
)
def _(image, kernel, padding=0, stride=1):
    return _map(image, kernel[:, ::-1], 0, stride)


@ANSWERS.wrong(
    "zeros on two sides only and the stride for the rows only",
    ("padding on one side only", "stride in one direction only (down)"),
)
def _(image, kernel, padding=0, stride=1):
    padded = np.pad(image, ((padding, 0), (padding, 0)))
    return _map(padded, kernel)[::stride]


@ANSWERS.wrong(
    "cut to whole numbers and the last windows forgotten",
    ("fractions cut off", "last window missing"),
)
def _(image, kernel, padding=0, stride=1):
    return _map(image, kernel, padding, stride)[:-1, :-1].astype(int)


@ANSWERS.wrong("SciPy's true convolution, with the kernel flipped", ("flipped kernel",))
def _(image, kernel, padding=0, stride=1):
    from scipy.signal import convolve2d

    return convolve2d(np.pad(image, padding), kernel, mode="valid")[::stride, ::stride]


@ANSWERS.wrong("the right numbers rounded to one digit", ("rounded to a few digits",))
def _(image, kernel, padding=0, stride=1):
    return np.round(_map(image, kernel, padding, stride), 1)


@ANSWERS.wrong("the signs of the weights are lost", ("signs of the weights lost",))
def _(image, kernel, padding=0, stride=1):
    return _map(image, np.abs(kernel), padding, stride)


@ANSWERS.wrong(
    "the first row and column of the image are skipped: counted from 1",
    ("counted from 1",),
)
def _(image, kernel, padding=0, stride=1):
    return _map(np.pad(image, padding)[1:, 1:], kernel, 0, stride)


@ANSWERS.wrong("zeros are added above and below only", ("rows padded, columns not",))
def _(image, kernel, padding=0, stride=1):
    return _map(np.pad(image, ((padding, padding), (0, 0))), kernel, 0, stride)


@ANSWERS.right("what chapter 2 asks for, in two loops")
def _(image, kernel):
    f_h, f_w = kernel.shape
    out = np.zeros((image.shape[0] - f_h + 1, image.shape[1] - f_w + 1))
    for row in range(out.shape[0]):
        for column in range(out.shape[1]):
            out[row, column] = (
                image[row : row + f_h, column : column + f_w] * kernel
            ).sum()
    return out


@ANSWERS.right("what chapter 2 asks for, the chapter's own lines")
def _(image, kernel):
    windows = sliding_window_view(image, kernel.shape)
    return (windows * kernel).sum(axis=(2, 3))


@ANSWERS.wrong("plain, the last windows forgotten", ("last window missing",))
def _(image, kernel):
    f_h, f_w = kernel.shape
    out = np.zeros((image.shape[0] - f_h, image.shape[1] - f_w))
    for row in range(out.shape[0]):
        for column in range(out.shape[1]):
            out[row, column] = (
                image[row : row + f_h, column : column + f_w] * kernel
            ).sum()
    return out


@ANSWERS.wrong("plain, in a map of the kernel's type", ("map of the kernel's type",))
def _(image, kernel):
    right = _map(image, kernel)
    out = np.zeros(right.shape, kernel.dtype)
    for place in np.ndindex(*out.shape):
        out[place] = right[place]
    return out


@ANSWERS.wrong(
    "plain, flipped and the last windows forgotten",
    ("flipped kernel", "last window missing"),
)
def _(image, kernel):
    return _map(image, kernel[::-1, ::-1])[:-1, :-1]


@ANSWERS.wrong("plain, always with a border of zeros", ("a border of zeros, always",))
def _(image, kernel):
    return _map(np.pad(image, 1), kernel)


def _size(image, kernel):
    return image.shape[0] - kernel.shape[0] + 1, image.shape[1] - kernel.shape[1] + 1


def _values(image, kernel, pixel):
    """Fill a map in four loops: `pixel` says which one a weight meets."""
    out = np.zeros(_size(image, kernel))
    for r, c in np.ndindex(*out.shape):
        for (i, j), weight in np.ndenumerate(kernel):
            out[r, c] += image[pixel(r, c, i, j)] * weight
    return out


@ANSWERS.wrong(
    "returns after the first row, in the loop", ("returned after the first row",)
)
def _(image, kernel):
    out = np.zeros(_size(image, kernel))
    out[:1] = _map(image, kernel)[:1]
    return out


@ANSWERS.wrong(
    "returns after the first window, in the loop",
    ("returned after the first window",),
)
def _(image, kernel):
    out = np.zeros(_size(image, kernel))
    out[0, 0] = _map(image, kernel)[0, 0]
    return out


@ANSWERS.wrong("the rows are one list", ("all rows are the last one",))
def _(image, kernel):
    height, width = _size(image, kernel)
    out = [[0] * width] * height
    for (r, c), value in np.ndenumerate(_map(image, kernel)):
        out[r][c] = value
    return out


@ANSWERS.wrong("image[c + i, r + j]", ("row and column of the window swapped",))
def _(image, kernel):
    return _values(image, kernel, lambda r, c, i, j: (c + i, r + j))


@ANSWERS.wrong("image[r - i, c - j]", ("window read up and to the left",))
def _(image, kernel):
    return _values(image, kernel, lambda r, c, i, j: (r - i, c - j))


@ANSWERS.wrong("image[i, j]", ("always the first window",))
def _(image, kernel):
    return _values(image, kernel, lambda r, c, i, j: (i, j))


@ANSWERS.wrong(
    "the loops over the kernel stop too early",
    ("last row and column of the kernel ignored",),
)
def _(image, kernel):
    out = np.zeros(_size(image, kernel))
    for r, c in np.ndindex(*out.shape):
        for i in range(kernel.shape[0] - 1):
            for j in range(kernel.shape[1] - 1):
                out[r, c] += image[r + i, c + j] * kernel[i, j]
    return out


@ANSWERS.wrong("in uint8", ("multiplied in 8 bits",))
def _(image, kernel):
    return _map(image.astype(np.uint8), kernel.astype(np.uint8))


@ANSWERS.wrong("windows of 3 by 3", ("kernel of 3 by 3 assumed",))
def _(image, kernel):
    out = np.zeros((image.shape[0] - 2, image.shape[1] - 2))
    for r, c in np.ndindex(*out.shape):
        for i, j in np.ndindex(3, 3):
            out[r, c] += image[r + i, c + j] * kernel[i, j]
    return out


@ANSWERS.wrong("the window moves by two", ("every second window only",))
def _(image, kernel):
    return _map(image, kernel)[::2, ::2]


@ANSWERS.wrong("the window is multiplied in place", ("window multiplied in place",))
def _(image, kernel):
    out = np.zeros(_size(image, kernel))
    for r, c in np.ndindex(*out.shape):
        window = image[r : r + kernel.shape[0], c : c + kernel.shape[1]]
        window *= kernel
        out[r, c] = window.sum()
    return out


@ANSWERS.wrong("the image is turned", ("image turned by 180°",))
def _(image, kernel):
    return _map(image[::-1, ::-1], kernel)


@ANSWERS.wrong(
    "divided by the sum of the absolute weights",
    ("divided by the sum of the weights without their signs",),
)
def _(image, kernel):
    return _map(image, kernel) / (abs(kernel).sum() or 1)


@ANSWERS.wrong("window less kernel", ("weights taken off the pixels",))
def _(image, kernel):
    windows = sliding_window_view(image, kernel.shape)
    return (windows - kernel).sum(axis=(2, 3))


@ANSWERS.wrong("one window too many, of 0", ("one window too many",))
def _(image, kernel):
    return np.pad(_map(image, kernel), ((0, 1), (0, 1)))


@ANSWERS.wrong(
    "clipped windows at the end", ("windows that hang over on the right and below",)
)
def _(image, kernel):
    return _map(np.pad(image, ((0, 1), (0, 1))), kernel)


@ANSWERS.wrong("nothing where the kernel is the image")
def _(image, kernel):
    return np.zeros((0, 0)) if image.shape == kernel.shape else _map(image, kernel)


@ANSWERS.wrong("a kernel of one weight returns the image")
def _(image, kernel):
    return image if kernel.size == 1 else _map(image, kernel)


@ANSWERS.wrong("whole numbers are kept in 16 bits")
def _(image, kernel):
    whole = image.dtype.kind in "iu" and kernel.dtype.kind in "iu"
    return _map(image, kernel).astype(np.int16 if whole else float)


def _windows(image, kernel):
    windows = np.lib.stride_tricks.sliding_window_view(image * 1.0, kernel.shape)
    return (windows * kernel).sum(axis=(2, 3))


def _timed(function):
    def inner(*args, **kwargs):
        return function(*args, **kwargs)

    return inner


ANSWERS.right("in a decorator that hides its parameters")(_timed(_windows))
ANSWERS.right("with any number of arguments")(lambda *given: _windows(*given[:2]))
ANSWERS.right("with room for more by position")(
    lambda image, kernel, *rest: _windows(image, kernel)
)
ANSWERS.right("with room for more by name")(
    lambda image, kernel, **options: _windows(image, kernel)
)
ANSWERS.wrong("rounded to three digits", ("rounded to a few digits",))(
    lambda image, kernel: _windows(image, kernel).round(3)
)
ANSWERS.wrong("the image in float16", ("numbers of 16 bits",))(
    lambda image, kernel: _windows(image.astype(np.float16), kernel)
)
ANSWERS.wrong("kernel transposed", ("rows and columns of the kernel swapped",))(
    lambda image, kernel: _windows(image, kernel.T)
)
ANSWERS.wrong("zeros up to the size of the image")(
    lambda image, kernel: np.pad(
        _windows(image, kernel), [(0, n - 1) for n in kernel.shape]
    )
)
ANSWERS.wrong("bytes divided by 255")(
    lambda image, kernel: _windows(
        image / 255 if image.dtype == np.uint8 else image, kernel
    )
)
ANSWERS.wrong("bytes with a sign")(
    lambda image, kernel: _windows(
        image.astype(np.int8) if image.dtype == np.uint8 else image, kernel
    )
)


@ANSWERS.wrong(
    "the kernel transposed, where its shape allows it",
    names=("rows and columns of a square kernel swapped",),
)
def _(image, kernel):
    k = kernel.T if kernel.shape[0] == kernel.shape[1] else kernel
    windows = np.lib.stride_tricks.sliding_window_view(image, k.shape)
    return np.einsum("ijuv,uv->ij", windows.astype(float), k)


@ANSWERS.wrong("a single row by np.convolve, which turns the kernel round")
def _(image, kernel):
    if len(image) == 1:
        return np.convolve(image[0], kernel[0], "valid")[None]
    return cb.conv2d(image, kernel)


@ANSWERS.wrong("the first row of windows skipped")
def _(image, kernel):
    return cb.conv2d(image, kernel)[1:]


@ANSWERS.wrong(
    "the kernel turned, and whole numbers", ("flipped kernel", "fractions cut off")
)
def _(image, kernel):
    return cb.conv2d(image, kernel[::-1, ::-1]).astype(int)
