"""Answers to `conv-backward-image`."""

import functools

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from scipy.signal import convolve2d, correlate2d

import cnnbook as cb
from tests.answers import Answers

ANSWERS = Answers("conv-backward-image")


@ANSWERS.right("every output value sends a share to its window")
def _(gradient, image, kernel):
    f_h, f_w = kernel.shape
    pixels = np.zeros(image.shape)
    for i in range(gradient.shape[0]):
        for j in range(gradient.shape[1]):
            pixels[i : i + f_h, j : j + f_w] += gradient[i, j] * kernel
    return pixels


@ANSWERS.right("SciPy's full convolution")
def _(gradient, image, kernel):
    return convolve2d(gradient, kernel)


@ANSWERS.right("SciPy's full correlation with the kernel turned")
def _(upstream, picture, weights):
    return correlate2d(upstream, np.rot90(weights, 2), mode="full")


@ANSWERS.right("the package's true convolution with full padding")
def _(gradient, image, kernel):
    f_h, f_w = kernel.shape
    return cb.convolve2d(gradient, kernel, padding=(f_h - 1, f_w - 1))


@ANSWERS.right("padded by hand, flipped, cb.conv2d")
def _(gradient, image, kernel):
    a, b = kernel.shape[0] - 1, kernel.shape[1] - 1
    padded = np.pad(gradient, ((a, a), (b, b)))
    return cb.conv2d(padded, np.flip(kernel))


@ANSWERS.right("every weight sends the whole gradient to its place")
def _(gradient, image, kernel):
    rows, columns = gradient.shape
    pixels = np.zeros_like(image, dtype=float)
    for (u, v), weight in np.ndenumerate(kernel):
        pixels[u : u + rows, v : v + columns] += weight * gradient
    return pixels


@ANSWERS.right("asks of each pixel which windows hold it")
def _(gradient, image, kernel):
    result = []
    for y in range(image.shape[0]):
        row = []
        for x in range(image.shape[1]):
            total = 0.0
            for u in range(kernel.shape[0]):
                for v in range(kernel.shape[1]):
                    i, j = y - u, x - v
                    if 0 <= i < gradient.shape[0] and 0 <= j < gradient.shape[1]:
                        total += gradient[i, j] * kernel[u, v]
            row.append(total)
        result.append(row)
    return np.array(result)


@ANSWERS.right("np.add.at with an outer product")
def _(gradient, image, kernel):
    numbers = np.arange(image.size).reshape(image.shape)
    windows = sliding_window_view(numbers, kernel.shape)
    shares = np.einsum("ij,uv->ijuv", gradient, kernel)
    return np.bincount(
        windows.ravel(), weights=shares.ravel(), minlength=image.size
    ).reshape(image.shape)


@ANSWERS.right("lets each pixel grow by one and asks how the map changes")
def _(gradient, image, kernel):
    answer = np.zeros(image.shape)
    for place in np.ndindex(*image.shape):
        unit = np.zeros(image.shape)
        unit[place] = 1
        answer[place] = (gradient * cb.conv2d(unit, kernel)).sum()
    return answer


@ANSWERS.right("TensorFlow's gradient tape, in double precision")
def _(gradient, image, kernel):
    import tensorflow as tf

    picture = tf.Variable(np.asarray(image, dtype=float)[None, :, :, None])
    weights = tf.constant(np.asarray(kernel, dtype=float)[:, :, None, None])
    with tf.GradientTape() as tape:
        feature_map = tf.nn.conv2d(picture, weights, strides=1, padding="VALID")
        upstream = tf.constant(np.asarray(gradient, dtype=float))
        loss = tf.reduce_sum(feature_map[0, :, :, 0] * upstream)
    return tape.gradient(loss, picture).numpy()[0, :, :, 0]


class _Backward:
    def __init__(self, start=0.0):
        self.start = start

    def __call__(self, gradient, image, kernel):
        pixels = np.full(np.shape(image), self.start)
        for i, j in np.ndindex(*gradient.shape):
            for u, v in np.ndindex(*kernel.shape):
                pixels[i + u, j + v] += float(gradient[i, j]) * float(kernel[u, v])
        return pixels


ANSWERS.right("an object that is called")(_Backward())


def _by_matrix(dtype, gradient, image, kernel, **kwargs):
    matrix = np.zeros((gradient.size, image.size), dtype=dtype)
    numbers = np.arange(image.size).reshape(image.shape)
    windows = sliding_window_view(numbers, kernel.shape)
    for k, window in enumerate(windows.reshape(gradient.size, -1)):
        matrix[k, window] = kernel.ravel()
    print("matrix:", matrix.shape)
    return (gradient.ravel() @ matrix).reshape(image.shape)


ANSWERS.right("functools.partial, the layer as one matrix, transposed, printed")(
    functools.partial(_by_matrix, float)
)


@ANSWERS.right("reading: nested lists instead of an array")
def _(gradient, image, kernel):
    return convolve2d(gradient, kernel).tolist()


@ANSWERS.wrong("the kernel is not flipped", ("kernel not flipped",))
def _(gradient, image, kernel):
    return correlate2d(gradient, kernel, mode="full")


@ANSWERS.wrong(
    "the kernel is flipped from left to right only",
    ("kernel flipped left to right only",),
)
def _(gradient, image, kernel):
    return correlate2d(gradient, kernel[:, ::-1], mode="full")


@ANSWERS.wrong(
    "the kernel is flipped upside down only", ("kernel flipped along one axis",)
)
def _(gradient, image, kernel):
    return correlate2d(gradient, kernel[::-1], mode="full")


@ANSWERS.wrong("the kernel is transposed instead of flipped", ("kernel transposed",))
def _(gradient, image, kernel):
    f_h, f_w = kernel.shape
    return cb.conv2d(gradient, kernel.T, padding=(f_w - 1, f_h - 1))


@ANSWERS.wrong(
    "overlaps are overwritten instead of added", ("overwritten instead of added up",)
)
def _(gradient, image, kernel):
    f_h, f_w = kernel.shape
    pixels = np.zeros(image.shape)
    for (i, j), g in np.ndenumerate(gradient):
        pixels[i : i + f_h, j : j + f_w] = g * kernel
    return pixels


@ANSWERS.wrong(
    "the mean over the windows of a pixel instead of the sum", ("mean of the shares",)
)
def _(gradient, image, kernel):
    uses = convolve2d(np.ones(gradient.shape), np.ones(kernel.shape))
    return convolve2d(gradient, kernel) / uses


@ANSWERS.wrong(
    "padding f − 1 on square kernels only", ("kernel's height used for both",)
)
def _(gradient, image, kernel):
    return cb.convolve2d(gradient, kernel, padding=kernel.shape[0] - 1)


@ANSWERS.wrong("padding 2, for 3×3 kernels only", ("padding always 2",))
def _(gradient, image, kernel):
    return cb.convolve2d(gradient, kernel, padding=2)


@ANSWERS.wrong(
    "all padding goes below and to the right", ("padding below and on the right only",)
)
def _(gradient, image, kernel):
    below, right = 2 * (kernel.shape[0] - 1), 2 * (kernel.shape[1] - 1)
    return cb.convolve2d(np.pad(gradient, ((0, below), (0, right))), kernel)


@ANSWERS.wrong(
    "same padding: as large as the map", ("padded to the size of the gradient",)
)
def _(gradient, image, kernel):
    return convolve2d(gradient, kernel, mode="same")


@ANSWERS.wrong(
    "the map's size filled up with zeros to the image's",
    ("gradient put into a corner",),
)
def _(gradient, image, kernel):
    pixels = np.zeros(image.shape)
    pixels[: gradient.shape[0], : gradient.shape[1]] = gradient
    return pixels


@ANSWERS.wrong(
    "the gradient by the weights instead of the pixels", ("gradient by the kernel",)
)
def _(gradient, image, kernel):
    return cb.conv2d(image, gradient)


@ANSWERS.wrong("multiplied by the image as well", ("multiplied by the image",))
def _(gradient, image, kernel):
    return convolve2d(gradient, kernel) * image


@ANSWERS.wrong(
    "the weights are forgotten, each gradient goes to the whole window",
    ("weights forgotten",),
)
def _(gradient, image, kernel):
    return convolve2d(gradient, np.ones(kernel.shape))


@ANSWERS.wrong(
    "the gradients are forgotten, the weights are spread", ("gradient ignored",)
)
def _(gradient, image, kernel):
    return convolve2d(np.ones(gradient.shape), kernel)


@ANSWERS.wrong(
    "each gradient goes to the centre of its window only",
    ("middle of the window only",),
)
def _(gradient, image, kernel):
    u, v = kernel.shape[0] // 2, kernel.shape[1] // 2
    pixels = np.zeros(image.shape)
    rows, columns = gradient.shape
    pixels[u : u + rows, v : v + columns] = gradient * kernel[u, v]
    return pixels


@ANSWERS.wrong(
    "the last row and column of windows are missing", ("last window missing",)
)
def _(gradient, image, kernel):
    f_h, f_w = kernel.shape
    pixels = np.zeros(image.shape)
    for i in range(gradient.shape[0] - 1):
        for j in range(gradient.shape[1] - 1):
            pixels[i : i + f_h, j : j + f_w] += gradient[i, j] * kernel
    return pixels


@ANSWERS.wrong(
    "windows side by side: they move by their own size", ("windows side by side",)
)
def _(gradient, image, kernel):
    f_h, f_w = kernel.shape
    pixels = np.zeros(image.shape)
    for i in range(0, gradient.shape[0], f_h):
        for j in range(0, gradient.shape[1], f_w):
            pixels[i : i + f_h, j : j + f_w] += gradient[i, j] * kernel
    return pixels


@ANSWERS.wrong(
    "whole numbers when the image holds whole numbers",
    ("shares cut to the image's type",),
)
def _(gradient, image, kernel):
    pixels = np.zeros_like(image)
    f_h, f_w = kernel.shape
    for (i, j), g in np.ndenumerate(gradient):
        share = (g * kernel).astype(image.dtype)
        pixels[i : i + f_h, j : j + f_w] += share
    return pixels


@ANSWERS.wrong(
    "added to the pixels of the image instead of zeros", ("added to the image",)
)
def _(gradient, image, kernel):
    return image + convolve2d(gradient, kernel)


@ANSWERS.wrong(
    "the sign is turned around, as in a step of learning", ("sign turned round",)
)
def _(gradient, image, kernel):
    return -convolve2d(gradient, kernel)


@ANSWERS.wrong("the result is flipped", ("result flipped",))
def _(gradient, image, kernel):
    return convolve2d(gradient, kernel)[::-1, ::-1]


@ANSWERS.wrong("the result is transposed", ("result transposed",))
def _(gradient, image, kernel):
    return convolve2d(gradient, kernel).T


@ANSWERS.wrong(
    "square maps only: rows of the gradient used for its columns",
    ("square gradient assumed",),
)
def _(gradient, image, kernel):
    n = gradient.shape[0]
    f_h, f_w = kernel.shape
    pixels = np.zeros(image.shape)
    for i in range(n):
        for j in range(n):
            pixels[i : i + f_h, j : j + f_w] += gradient[i, j] * kernel
    return pixels


@ANSWERS.wrong(
    "shares added with np.roll, but of the kernel turned round", ("kernel not flipped",)
)
def _(gradient, image, kernel):
    grown = np.zeros(image.shape)
    grown[: gradient.shape[0], : gradient.shape[1]] = gradient
    pixels = np.zeros(image.shape)
    for (u, v), weight in np.ndenumerate(kernel[::-1, ::-1]):
        pixels += weight * np.roll(grown, (u, v), axis=(0, 1))
    return pixels


@ANSWERS.wrong("both gradients as a pair")
def _(gradient, image, kernel):
    return convolve2d(gradient, kernel), cb.conv2d(image, gradient)


@ANSWERS.wrong("the result is not returned")
def _(gradient, image, kernel):
    pixels = convolve2d(gradient, kernel)
    print(pixels)


@ANSWERS.wrong("pixels of value 0 get no gradient", ("pixels of value 0 left out",))
def _(gradient, image, kernel):
    return convolve2d(gradient, kernel) * (image != 0)


@ANSWERS.wrong(
    "pixels that are negative get no gradient, as if there were a ReLU",
    ("dark pixels left out",),
)
def _(gradient, image, kernel):
    return convolve2d(gradient, kernel) * (image > 0)


@ANSWERS.wrong(
    "the kernel is not flipped and the mean is taken over the weights",
    ("kernel not flipped", "divided by the number of weights"),
)
def _(gradient, image, kernel):
    return correlate2d(gradient, kernel, mode="full") / kernel.size


@ANSWERS.wrong(
    "overlaps are overwritten and the kernel is flipped",
    ("kernel not flipped", "overwritten instead of added up"),
)
def _(gradient, image, kernel):
    f_h, f_w = kernel.shape
    pixels = np.zeros(image.shape)
    for (i, j), g in np.ndenumerate(gradient):
        pixels[i : i + f_h, j : j + f_w] = g * kernel[::-1, ::-1]
    return pixels


@ANSWERS.wrong("the kernel is not flipped and same padding makes it too small")
def _(gradient, image, kernel):
    return correlate2d(gradient, kernel, mode="same")


@ANSWERS.wrong(
    "the weights are forgotten and the last windows are missing",
    ("weights forgotten", "last window missing"),
)
def _(gradient, image, kernel):
    f_h, f_w = kernel.shape
    pixels = np.zeros(image.shape)
    for i in range(gradient.shape[0] - 1):
        for j in range(gradient.shape[1] - 1):
            pixels[i : i + f_h, j : j + f_w] += gradient[i, j]
    return pixels


@ANSWERS.wrong("a stranger: starts at 1", ("first window left out",))
def _(gradient, image, kernel):
    out = np.zeros(image.shape)
    h, w = kernel.shape
    for i in range(1, gradient.shape[0]):
        for j in range(1, gradient.shape[1]):
            out[i : i + h, j : j + w] += gradient[i, j] * kernel
    return out


@ANSWERS.wrong(
    "a stranger: top left pixel only", ("top left pixel of the window only",)
)
def _(gradient, image, kernel):
    out = np.zeros(image.shape)
    out[: gradient.shape[0], : gradient.shape[1]] = gradient * kernel[0, 0]
    return out


@ANSWERS.wrong(
    "a stranger: side by side windows (no overlap)", ("windows written side by side",)
)
def _(gradient, image, kernel):
    out = np.zeros(image.shape)
    h, w = kernel.shape
    for (i, j), g in np.ndenumerate(gradient):
        part = out[i * h : i * h + h, j * w : j * w + w]
        part += g * kernel[: part.shape[0], : part.shape[1]]
    return out


def _sent_back(gradient, image, kernel, rows=0, columns=0):
    total = np.zeros(image.shape)
    f_h, f_w = kernel.shape
    for i in range(gradient.shape[0] - rows):
        for j in range(gradient.shape[1] - columns):
            total[i : i + f_h, j : j + f_w] += gradient[i, j] * kernel
    return total


ANSWERS.wrong("rounded to two digits", ("rounded to a few digits",))(
    lambda gradient, image, kernel: _sent_back(gradient, image, kernel).round(2)
)
ANSWERS.wrong("last row of windows forgotten", ("last row of windows missing",))(
    lambda gradient, image, kernel: _sent_back(gradient, image, kernel, 1)
)
ANSWERS.wrong("last column of windows forgotten", ("last column of windows missing",))(
    lambda gradient, image, kernel: _sent_back(gradient, image, kernel, 0, 1)
)


@ANSWERS.wrong("gradients cut off below −20")
def _(gradient, image, kernel):
    result = np.zeros(image.shape)
    for i, j in np.ndindex(gradient.shape):
        window = result[i : i + kernel.shape[0], j : j + kernel.shape[1]]
        window += max(gradient[i, j], -20) * kernel
    return result


@ANSWERS.wrong("every gradient counted twice")
def _(gradient, image, kernel):
    return 2 * convolve2d(np.asarray(gradient, float), kernel)


@ANSWERS.wrong("the last column of pixels gets nothing")
def _(gradient, image, kernel):
    result = convolve2d(np.asarray(gradient, float), kernel)
    result[:, -1] = 0
    return result


@ANSWERS.wrong("each share made a whole number", ("shares cut to whole numbers",))
def _(gradient, image, kernel):
    result = np.zeros(image.shape, dtype=int)
    for i, j in np.ndindex(gradient.shape):
        window = result[i : i + kernel.shape[0], j : j + kernel.shape[1]]
        window += (gradient[i, j] * kernel).astype(int)
    return result
