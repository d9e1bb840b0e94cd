"""Answers to `transposed-conv2d`."""

import functools

import numpy as np

import cnnbook as cb
from tests.answers import Answers

ANSWERS = Answers("transposed-conv2d")


def _size(values, kernel, stride):
    return tuple(
        (n - 1) * stride + f for n, f in zip(values.shape, kernel.shape, strict=True)
    )


@ANSWERS.right("two loops and a slice")
def _(values, kernel, stride=1):
    out = np.zeros(_size(values, kernel, stride))
    for i in range(values.shape[0]):
        for j in range(values.shape[1]):
            rows = slice(i * stride, i * stride + kernel.shape[0])
            columns = slice(j * stride, j * stride + kernel.shape[1])
            out[rows, columns] += values[i, j] * kernel
    return out


@ANSWERS.right("four loops, pixel by pixel, as lists")
def _(values, kernel, stride=1):
    height, width = _size(values, kernel, stride)
    out = [[0.0] * width for _ in range(height)]
    for i, row in enumerate(values):
        for j, value in enumerate(row):
            for u, weights in enumerate(kernel):
                for v, weight in enumerate(weights):
                    out[i * stride + u][j * stride + v] += float(value * weight)
    return out


@ANSWERS.right("a loop over the weights, all values at once")
def _(values, kernel, stride=1):
    out = np.zeros(_size(values, kernel, stride))
    h, w = values.shape
    for (u, v), weight in np.ndenumerate(kernel):
        out[u : u + h * stride : stride, v : v + w * stride : stride][:h, :w] += (
            weight * values
        )
    return out


@ANSWERS.right("zeros in between, then a true convolution of full size")
def _(values, kernel, stride=1):
    h, w = values.shape
    apart = np.zeros(((h - 1) * stride + 1, (w - 1) * stride + 1))
    apart[::stride, ::stride] = values
    f_h, f_w = kernel.shape
    padded = np.pad(apart, ((f_h - 1, f_h - 1), (f_w - 1, f_w - 1)))
    return cb.convolve2d(padded, kernel)


@ANSWERS.right("asks the package")
def _(values, kernel, stride=1):
    weights = kernel[:, :, None, None]
    return cb.conv_transpose(values[:, :, None], weights, stride=stride)[:, :, 0]


@ANSWERS.right("the gradient of a convolution")
def _(values, kernel, stride=1):
    image = np.zeros(_size(values, kernel, stride))
    return cb.conv2d_backward(values, image, kernel, stride=stride)[0]


@ANSWERS.right("places as an array of targets, np.add.at")
def _(values, kernel, stride=1):
    out = np.zeros(_size(values, kernel, stride))
    i, j, u, v = np.indices(values.shape + kernel.shape)
    products = values[:, :, None, None] * kernel
    np.add.at(out, (i * stride + u, j * stride + v), products)
    return out


def _with(join, values, kernel, stride=1):
    out = np.zeros(_size(values, kernel, stride))
    for (i, j), value in np.ndenumerate(values):
        place = np.s_[
            i * stride : i * stride + kernel.shape[0],
            j * stride : j * stride + kernel.shape[1],
        ]
        out[place] = join(out[place], value, kernel)
    return out


ANSWERS.right("functools.partial")(
    functools.partial(_with, lambda old, value, kernel: old + value * kernel)
)

ANSWERS.wrong("= for +=", ("overwritten where kernels overlap",))(
    functools.partial(_with, lambda old, value, kernel: value * kernel)
)
ANSWERS.wrong(
    "the larger one where two overlap", ("larger one kept where kernels overlap",)
)(
    functools.partial(
        _with,
        lambda old, value, kernel: np.where(
            old == 0, value * kernel, np.maximum(old, value * kernel)
        ),
    )
)
ANSWERS.wrong("the kernel is turned", ("kernel turned by 180°",))(
    functools.partial(
        _with, lambda old, value, kernel: old + value * kernel[::-1, ::-1]
    )
)
ANSWERS.wrong("value + kernel", ("value added to the weights",))(
    functools.partial(_with, lambda old, value, kernel: old + value + kernel)
)
ANSWERS.wrong("the value is left out", ("kernel pasted without the value",))(
    functools.partial(_with, lambda old, value, kernel: old + kernel)
)


@ANSWERS.wrong("the stride is ignored", ("stride ignored",))
def _(values, kernel, stride=1):
    return _with(lambda old, value, kernel: old + value * kernel, values, kernel)


@ANSWERS.wrong("an ordinary convolution", ("a convolution",))
def _(values, kernel, stride=1):
    return cb.conv2d(values, kernel, stride=stride)


@ANSWERS.wrong("cut to n times stride", ("cut to the stride times the map",))
def _(values, kernel, stride=1):
    out = _with(lambda old, value, kernel: old + value * kernel, values, kernel, stride)
    return out[: values.shape[0] * stride, : values.shape[1] * stride]


@ANSWERS.wrong("collected in whole numbers", ("fractions cut off",))
def _(values, kernel, stride=1):
    out = np.zeros(_size(values, kernel, stride), dtype=int)
    for (i, j), value in np.ndenumerate(values):
        rows = slice(i * stride, i * stride + kernel.shape[0])
        columns = slice(j * stride, j * stride + kernel.shape[1])
        out[rows, columns] += (value * kernel).astype(int)
    return out


@ANSWERS.wrong("one row and one column too many")
def _(values, kernel, stride=1):
    out = _with(lambda old, value, kernel: old + value * kernel, values, kernel, stride)
    return np.pad(out, ((0, 1), (0, 1)))


@ANSWERS.wrong("the last row of values is left out")
def _(values, kernel, stride=1):
    out = np.zeros(_size(values, kernel, stride))
    for i in range(values.shape[0] - 1):
        for j in range(values.shape[1]):
            rows = slice(i * stride, i * stride + kernel.shape[0])
            columns = slice(j * stride, j * stride + kernel.shape[1])
            out[rows, columns] += values[i, j] * kernel
    return out


@ANSWERS.wrong("prints and returns nothing")
def _(values, kernel, stride=1):
    print(_with(lambda old, value, kernel: old + value * kernel, values, kernel))


@ANSWERS.wrong(
    "the transpose of the result", ("rows and columns of the result swapped",)
)
def _(values, kernel, stride=1):
    return _with(
        lambda old, value, kernel: old + value * kernel, values, kernel, stride
    ).T


@ANSWERS.wrong("stride + 1, the stride taken for a gap", ("stride one off",))
def _(values, kernel, stride=1):
    return _with(
        lambda old, value, kernel: old + value * kernel, values, kernel, stride + 1
    )


@ANSWERS.wrong("the kernel transposed throughout", ("kernel transposed",))
def _(values, kernel, stride=1):
    (h, w), (f_w, f_h) = values.shape, kernel.shape
    result = np.zeros(((h - 1) * stride + f_h, (w - 1) * stride + f_w))
    for i, j in np.ndindex(h, w):
        top, left = i * stride, j * stride
        result[top : top + f_h, left : left + f_w] += values[i, j] * kernel.T
    return result
