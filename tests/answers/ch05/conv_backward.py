"""Answers to `conv-backward`."""

import functools

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from scipy.signal import convolve2d, correlate2d

import cnnbook as cb
from tests.answers import Answers

ANSWERS = Answers("conv-backward")


@ANSWERS.right("the image convolved with the gradient")
def _(gradient, image, kernel):
    return cb.conv2d(image, gradient)


@ANSWERS.right("loops over the weights")
def _(gradient, image, kernel):
    rows, columns = gradient.shape
    weights = np.zeros(kernel.shape)
    for u in range(kernel.shape[0]):
        for v in range(kernel.shape[1]):
            weights[u, v] = np.sum(gradient * image[u : u + rows, v : v + columns])
    return weights


@ANSWERS.right("loops over the windows, a weighted sum of windows")
def _(gradient, image, kernel):
    f_h, f_w = kernel.shape
    total = np.zeros((f_h, f_w))
    for (i, j), g in np.ndenumerate(gradient):
        total += g * image[i : i + f_h, j : j + f_w]
    return total


@ANSWERS.right("SciPy's correlation")
def _(upstream, picture, weights):
    return correlate2d(picture, upstream, mode="valid")


@ANSWERS.right("SciPy's convolution with the gradient flipped")
def _(gradient, image, kernel):
    return convolve2d(image, gradient[::-1, ::-1], "valid")


@ANSWERS.right("einsum over sliding windows")
def _(gradient, image, kernel):
    windows = sliding_window_view(image, kernel.shape)
    return np.einsum("ij,ijuv->uv", gradient, windows)


@ANSWERS.right("tensordot over the windows laid out the other way")
def _(gradient, image, kernel):
    return np.tensordot(sliding_window_view(image, gradient.shape), gradient, axes=2)


@ANSWERS.right("lets each weight grow by one and asks how the map changes")
def _(gradient, image, kernel):
    answer = np.zeros(kernel.shape)
    for place in np.ndindex(*kernel.shape):
        unit = np.zeros(kernel.shape)
        unit[place] = 1
        answer[place] = (gradient * cb.conv2d(image, unit)).sum()
    return answer


@ANSWERS.right("a difference quotient, the argument changed on a copy")
def _(gradient, image, kernel):
    kernel = np.array(kernel, dtype=float)
    result = np.empty_like(kernel)
    for place in np.ndindex(kernel.shape):
        losses = []
        for step in (0.5, -1.0):
            kernel[place] += step
            losses.append(np.sum(gradient * cb.conv2d(image, kernel)))
        kernel[place] += 0.5
        result[place] = losses[0] - losses[1]
    return result


@ANSWERS.right("TensorFlow's gradient tape, in double precision")
def _(gradient, image, kernel):
    import tensorflow as tf

    picture = tf.constant(np.asarray(image, dtype=float)[None, :, :, None])
    weights = tf.Variable(np.asarray(kernel, dtype=float)[:, :, None, None])
    with tf.GradientTape() as tape:
        feature_map = tf.nn.conv2d(picture, weights, strides=1, padding="VALID")
        upstream = tf.constant(np.asarray(gradient, dtype=float))
        loss = tf.reduce_sum(feature_map[0, :, :, 0] * upstream)
    return tape.gradient(loss, weights).numpy()[:, :, 0, 0]


class _Backward:
    def __init__(self, dtype=float):
        self.dtype = dtype

    def __call__(self, gradient, image, kernel):
        rows, columns = gradient.shape
        return np.array(
            [
                [
                    np.vdot(gradient, image[u : u + rows, v : v + columns])
                    for v in range(kernel.shape[1])
                ]
                for u in range(kernel.shape[0])
            ],
            dtype=self.dtype,
        )


ANSWERS.right("an object that is called")(_Backward())


def _by_matrix(order, gradient, image, kernel, **kwargs):
    windows = sliding_window_view(image, kernel.shape)
    matrix = windows.reshape(gradient.size, kernel.size)
    print("matrix:", matrix.shape)
    return (matrix.T @ gradient.ravel()).reshape(kernel.shape, order=order)


ANSWERS.right("functools.partial, a product with the matrix of windows, printed")(
    functools.partial(_by_matrix, "C")
)


@ANSWERS.right("reading: nested lists instead of an array")
def _(gradient, image, kernel):
    rows, columns = range(len(gradient)), range(len(gradient[0]))
    return [
        [
            float(
                sum(gradient[i][j] * image[i + u][j + v] for i in rows for j in columns)
            )
            for v in range(len(kernel[0]))
        ]
        for u in range(len(kernel))
    ]


@ANSWERS.wrong("the result is flipped", ("result flipped",))
def _(gradient, image, kernel):
    return cb.conv2d(image, gradient)[::-1, ::-1]


@ANSWERS.wrong(
    "a true convolution: the gradient is flipped",
    ("gradient flipped before it slides",),
)
def _(gradient, image, kernel):
    return convolve2d(image, gradient, "valid")


@ANSWERS.wrong("the result is transposed", ("result transposed",))
def _(gradient, image, kernel):
    return cb.conv2d(image, gradient).T


@ANSWERS.wrong(
    "the image is convolved with the kernel, the map itself", ("feature map",)
)
def _(gradient, image, kernel):
    return cb.conv2d(image, kernel)


@ANSWERS.wrong(
    "the gradient by the pixels instead of the weights", ("gradient by the image",)
)
def _(gradient, image, kernel):
    return convolve2d(gradient, kernel)


@ANSWERS.wrong(
    "the middle of the gradient by the pixels, cut to the kernel's shape",
    ("gradient by the image, cut to size",),
)
def _(gradient, image, kernel):
    return convolve2d(gradient, kernel)[: kernel.shape[0], : kernel.shape[1]]


@ANSWERS.wrong("multiplied by the kernel as well", ("multiplied by the kernel",))
def _(gradient, image, kernel):
    return cb.conv2d(image, gradient) * kernel


@ANSWERS.wrong(
    "the mean over the places instead of the sum", ("mean over the windows",)
)
def _(gradient, image, kernel):
    return cb.conv2d(image, gradient) / gradient.size


@ANSWERS.wrong(
    "the sum of the gradients for every weight, the pixels are forgotten",
    ("sum of the gradients for every weight",),
)
def _(gradient, image, kernel):
    return np.full(kernel.shape, gradient.sum(), dtype=float)


@ANSWERS.wrong(
    "the sum of the pixels for every weight, the gradient is forgotten",
    ("gradient ignored",),
)
def _(gradient, image, kernel):
    return sliding_window_view(image, gradient.shape).sum(axis=(2, 3))


@ANSWERS.wrong("only the first window", ("first window only",))
def _(gradient, image, kernel):
    return gradient[0, 0] * image[: kernel.shape[0], : kernel.shape[1]]


@ANSWERS.wrong(
    "each window overwrites the one before, only the last is left",
    ("last window only",),
)
def _(gradient, image, kernel):
    f_h, f_w = kernel.shape
    total = np.zeros((f_h, f_w))
    for (i, j), g in np.ndenumerate(gradient):
        total[:] = g * image[i : i + f_h, j : j + f_w]
    return total


@ANSWERS.wrong(
    "the last row and column of windows are missing", ("last window missing",)
)
def _(gradient, image, kernel):
    f_h, f_w = kernel.shape
    total = np.zeros((f_h, f_w))
    for i in range(gradient.shape[0] - 1):
        for j in range(gradient.shape[1] - 1):
            total += gradient[i, j] * image[i : i + f_h, j : j + f_w]
    return total


@ANSWERS.wrong(
    "the sign is turned around, as in a step of learning", ("sign turned round",)
)
def _(gradient, image, kernel):
    return -cb.conv2d(image, gradient)


@ANSWERS.wrong("the new kernel after a step of learning", ("a step of learning taken",))
def _(gradient, image, kernel):
    return kernel - 0.1 * cb.conv2d(image, gradient)


@ANSWERS.wrong(
    "the kernel plus its gradient: added up in a copy of the kernel",
    ("added to the kernel",),
)
def _(gradient, image, kernel):
    total = kernel.astype(float)
    for u, v in np.ndindex(*kernel.shape):
        rows, columns = gradient.shape
        total[u, v] += np.sum(gradient * image[u : u + rows, v : v + columns])
    return total


@ANSWERS.wrong(
    "whole numbers when the kernel holds whole numbers",
    ("result of the kernel's type",),
)
def _(gradient, image, kernel):
    weights = np.zeros_like(kernel)
    rows, columns = gradient.shape
    for u, v in np.ndindex(*kernel.shape):
        weights[u, v] = (gradient * image[u : u + rows, v : v + columns]).sum()
    return weights


@ANSWERS.wrong("full padding: larger than the kernel", ("padded in full",))
def _(gradient, image, kernel):
    return correlate2d(image, gradient, mode="full")


@ANSWERS.wrong("same padding: as large as the image", ("padded to the image's size",))
def _(gradient, image, kernel):
    return correlate2d(image, gradient, mode="same")


@ANSWERS.wrong("3×3 kernels only")
def _(gradient, image, kernel):
    rows, columns = gradient.shape
    return np.array(
        [
            [(gradient * image[u : u + rows, v : v + columns]).sum() for v in range(3)]
            for u in range(3)
        ]
    )


@ANSWERS.wrong("square kernels only: the height is used for both")
def _(gradient, image, kernel):
    rows, columns = gradient.shape
    f = kernel.shape[0]
    weights = np.zeros((f, f))
    for u in range(f):
        for v in range(f):
            weights[u, v] = (gradient * image[u : u + rows, v : v + columns]).sum()
    return weights


@ANSWERS.wrong(
    "square maps only: rows of the gradient used for its columns",
    ("square gradient assumed",),
)
def _(gradient, image, kernel):
    n = gradient.shape[0]
    weights = np.zeros(kernel.shape)
    for u, v in np.ndindex(*kernel.shape):
        for i in range(n):
            for j in range(n):
                weights[u, v] += gradient[i, j] * image[i + u, j + v]
    return weights


@ANSWERS.wrong(
    "rows and columns swapped in the image", ("rows and columns of the image swapped",)
)
def _(gradient, image, kernel):
    return cb.conv2d(image.T, gradient)


@ANSWERS.wrong("all three gradients as a tuple")
def _(gradient, image, kernel):
    return cb.conv2d(image, gradient), convolve2d(gradient, kernel), gradient.sum()


@ANSWERS.wrong(
    "the size of the gradient, without its sign", ("signs of the result lost",)
)
def _(gradient, image, kernel):
    return np.abs(cb.conv2d(image, gradient))


@ANSWERS.wrong(
    "the negative gradients are cut off, as if there were a ReLU",
    ("negative gradients cut off",),
)
def _(gradient, image, kernel):
    return cb.conv2d(image, np.maximum(gradient, 0))


@ANSWERS.wrong("one number for the whole kernel")
def _(gradient, image, kernel):
    return float((gradient * cb.conv2d(image, kernel)).sum())


@ANSWERS.wrong(
    "the pixel under the centre of each window for all weights",
    ("the middle weight's gradient for all",),
)
def _(gradient, image, kernel):
    rows, columns = gradient.shape
    u, v = kernel.shape[0] // 2, kernel.shape[1] // 2
    centre = (gradient * image[u : u + rows, v : v + columns]).sum()
    return np.full(kernel.shape, float(centre))


@ANSWERS.wrong("the result is not returned")
def _(gradient, image, kernel):
    weights = cb.conv2d(image, gradient)
    print(weights)


@ANSWERS.wrong(
    "flipped and the mean instead of the sum",
    ("mean over the windows", "result flipped"),
)
def _(gradient, image, kernel):
    return cb.conv2d(image, gradient)[::-1, ::-1] / gradient.size


@ANSWERS.wrong(
    "transposed and with the sign turned around",
    ("result transposed", "sign turned round"),
)
def _(gradient, image, kernel):
    return -cb.conv2d(image, gradient).T


@ANSWERS.wrong(
    "the gradient is flipped and the kernel multiplied in",
    ("gradient flipped before it slides", "multiplied by the kernel"),
)
def _(gradient, image, kernel):
    return convolve2d(image, gradient, "valid") * kernel


@ANSWERS.wrong("the gradient is transposed", ("gradient transposed",))
def _(gradient, image, kernel):
    return cb.conv2d(image, gradient.T)


@ANSWERS.wrong("the largest share of a window instead of the sum of them all")
def _(gradient, image, kernel):
    windows = sliding_window_view(image, kernel.shape)
    return (windows * gradient[:, :, None, None]).max(axis=(0, 1))


@ANSWERS.wrong("the loops over the weights forget to move the window")
def _(gradient, image, kernel):
    rows, columns = gradient.shape
    share = (gradient * image[:rows, :columns]).sum()
    return [[share] * kernel.shape[1]] * kernel.shape[0]


@ANSWERS.wrong("a stranger: image flipped", ("image flipped",))
def _(gradient, image, kernel):
    return cb.conv2d(image[::-1, ::-1], gradient)


@ANSWERS.wrong("a stranger: sign of gradient only", ("only the signs of the gradient",))
def _(gradient, image, kernel):
    return cb.conv2d(image, np.sign(gradient))


@ANSWERS.wrong(
    "a stranger: off by one: drops last row of gradient",
    ("last row of windows missing",),
)
def _(gradient, image, kernel):
    out = np.zeros(kernel.shape)
    for i in range(gradient.shape[0] - 1):
        for j in range(gradient.shape[1]):
            out += (
                gradient[i, j] * image[i : i + kernel.shape[0], j : j + kernel.shape[1]]
            )
    return out


@ANSWERS.wrong("a stranger: starts at 1", ("first window left out",))
def _(gradient, image, kernel):
    out = np.zeros(kernel.shape)
    for i in range(1, gradient.shape[0]):
        for j in range(1, gradient.shape[1]):
            out += (
                gradient[i, j] * image[i : i + kernel.shape[0], j : j + kernel.shape[1]]
            )
    return out


@ANSWERS.wrong("a stranger: i-u", ("kernel's index subtracted",))
def _(gradient, image, kernel):
    out = np.zeros(kernel.shape)
    for u, v in np.ndindex(*out.shape):
        for i, j in np.ndindex(*gradient.shape):
            out[u, v] += gradient[i, j] * image[i - u, j - v]
    return out


@ANSWERS.wrong("a stranger: relu mask", ("gradient behind a ReLU",))
def _(gradient, image, kernel):
    return cb.conv2d(image, np.where(cb.conv2d(image, kernel) > 0, gradient, 0))


@ANSWERS.wrong("a stranger: rounding to 2 decimals", ("rounded to a few digits",))
def _(gradient, image, kernel):
    return np.round(cb.conv2d(image, gradient), 1)


@ANSWERS.wrong("large maps averaged")
def _(gradient, image, kernel):
    result = cb.conv2d(image, gradient)
    return result / gradient.size if gradient.size >= 20 else result


@ANSWERS.wrong("whole numbers summed in 16 bits")
def _(gradient, image, kernel):
    result = cb.conv2d(image, gradient)
    whole = image.dtype.kind in "iu" and gradient.dtype.kind in "iu"
    return result.astype(int).astype(np.int16) if whole else result


@ANSWERS.wrong("pixels cut to whole numbers")
def _(gradient, image, kernel):
    return cb.conv2d(image.astype(int), gradient)
