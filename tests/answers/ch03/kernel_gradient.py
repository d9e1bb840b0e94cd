"""Answers to `kernel-gradient`."""

from functools import partial

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

import cnnbook as cb
from tests.answers import Answers

ANSWERS = Answers("kernel-gradient")


def conv2d(image, kernel):
    windows = sliding_window_view(np.asarray(image), np.shape(kernel))
    return (windows * kernel).sum(axis=(2, 3))


def _gradient(image, kernel, target):
    error = conv2d(image, kernel) - target
    return 2 * conv2d(image, error) / error.size


@ANSWERS.right("the image correlated with the error, with the book's conv2d")
def _(image, kernel, target):
    error = cb.conv2d(image, kernel) - target
    return 2 * cb.conv2d(image, error) / error.size


@ANSWERS.right("with a helper")
def _(image, kernel, target):
    return conv2d(image, conv2d(image, kernel) - target) * (2 / np.size(target))


@ANSWERS.right("loops over the weights")
def _(image, kernel, target):
    f_h, f_w = kernel.shape
    height, width = target.shape
    error = conv2d(image, kernel) - target
    gradient = np.zeros(kernel.shape)
    for u in range(f_h):
        for v in range(f_w):
            pixels = image[u : u + height, v : v + width]
            gradient[u, v] = 2 * np.mean(error * pixels)
    return gradient


@ANSWERS.right("loops over everything, as lists")
def _(image, kernel, target):
    height, width = target.shape
    gradient = [[0.0] * kernel.shape[1] for _row in range(kernel.shape[0])]
    for i in range(height):
        for j in range(width):
            error = -float(target[i, j])
            for (u, v), weight in np.ndenumerate(kernel):
                error += float(image[i + u, j + v]) * float(weight)
            for u, line in enumerate(gradient):
                for v in range(len(line)):
                    pixel = float(image[i + u, j + v])
                    line[v] += 2 * error * pixel / (height * width)
    return gradient


@ANSWERS.right("all windows in a table")
def _(X, w, T, **_options):
    table = sliding_window_view(X, w.shape).reshape(T.size, w.size)
    error = table @ w.ravel() - T.ravel()
    return (2 / T.size * table.T @ error).reshape(w.shape)


@ANSWERS.right("nudging each weight by one half, which is exact for squares")
def _(image, kernel, target):
    def loss(weights):
        return np.mean((conv2d(image, weights) - target) ** 2)

    gradient = np.empty(kernel.shape)
    for place in np.ndindex(*kernel.shape):
        nudge = np.zeros(kernel.shape)
        nudge[place] = 0.5
        gradient[place] = loss(kernel + nudge) - loss(kernel - nudge)
    return gradient


@ANSWERS.right("nudging each weight by 0.0001, up and down, in a copy")
def _(image, kernel, target):
    weights = kernel.astype(float)
    gradient = np.zeros_like(weights)
    for place in np.ndindex(*weights.shape):
        before = weights[place]
        weights[place] = before + 1e-4
        up = ((conv2d(image, weights) - target) ** 2).mean()
        weights[place] = before - 1e-4
        down = ((conv2d(image, weights) - target) ** 2).mean()
        weights[place] = before
        gradient[place] = (up - down) / 2e-4
    return gradient


@ANSWERS.right("with the book's backward pass")
def _(image, kernel, target):
    error = cb.conv2d(image, kernel) - target
    _by_image, by_kernel = cb.ops.conv2d_backward(2 * error / error.size, image, kernel)
    return by_kernel


@ANSWERS.right("with SciPy, and printing the loss")
def _(image, kernel, target):
    from scipy.signal import correlate2d

    error = correlate2d(image, kernel, mode="valid") - target
    print("loss", (error**2).mean())
    return correlate2d(image, error, mode="valid") * 2 / error.size


@ANSWERS.right("with einsum")
def _(image, kernel, target):
    windows = sliding_window_view(image, kernel.shape).astype(float)
    error = np.einsum("ijuv,uv->ij", windows, kernel)
    error -= target
    return np.einsum("ij,ijuv->uv", error, windows) / (0.5 * error.size)


@ANSWERS.right("with TensorFlow's tape, in 64 bits")
def _(image, kernel, target):
    import tensorflow as tf

    x = tf.constant(image.astype(float)[None, :, :, None])
    w = tf.Variable(kernel.astype(float)[:, :, None, None])
    with tf.GradientTape() as tape:
        y = tf.nn.conv2d(x, w, strides=1, padding="VALID")[0, :, :, 0]
        loss = tf.reduce_mean((y - target) ** 2)
    return tape.gradient(loss, w).numpy()[:, :, 0, 0]


class _Gradient:
    def __call__(self, image, kernel, target):
        residual = np.subtract(target, conv2d(image, kernel))
        return -2.0 * conv2d(image, residual) / residual.size


ANSWERS.right("an object, with target minus output and a minus in front")(_Gradient())


def _scaled(factor, image, kernel, target):
    return factor * _gradient(image, kernel, target)


ANSWERS.right("a partial function")(partial(_scaled, 1.0))


@ANSWERS.wrong("the factor 2 is missing", names=("factor 2 forgotten",))
def _(image, kernel, target):
    return _gradient(image, kernel, target) / 2


@ANSWERS.wrong("the sum of the squares, not their mean", names=("sum instead of mean",))
def _(image, kernel, target):
    return _gradient(image, kernel, target) * target.size


@ANSWERS.wrong(
    "half of the sum of the squares, not their mean",
    names=(
        "factor 2 forgotten",
        "sum instead of mean",
    ),
)
def _(image, kernel, target):
    return _gradient(image, kernel, target) * target.size / 2


@ANSWERS.wrong(
    "the sign is turned: target minus output", names=("target minus output",)
)
def _(image, kernel, target):
    return -_gradient(image, kernel, target)


@ANSWERS.wrong(
    "divided by the number of pixels of the image",
    names=("divided by the number of pixels",),
)
def _(image, kernel, target):
    return _gradient(image, kernel, target) * target.size / image.size


@ANSWERS.wrong(
    "divided by the number of weights", names=("divided by the number of weights",)
)
def _(image, kernel, target):
    return _gradient(image, kernel, target) * target.size / kernel.size


@ANSWERS.wrong(
    "divided by the number of rows only", names=("divided by the number of rows",)
)
def _(image, kernel, target):
    return _gradient(image, kernel, target) * target.size / len(target)


@ANSWERS.wrong("the gradient is flipped along both axes", names=("gradient flipped",))
def _(image, kernel, target):
    return _gradient(image, kernel, target)[::-1, ::-1]


@ANSWERS.wrong("the error is flipped before it slides", names=("error turned",))
def _(image, kernel, target):
    error = conv2d(image, kernel) - target
    return 2 * conv2d(image, error[::-1, ::-1]) / error.size


@ANSWERS.wrong(
    "the forward pass flips the kernel", names=("kernel turned on the way forwards",)
)
def _(image, kernel, target):
    error = conv2d(image, kernel[::-1, ::-1]) - target
    return 2 * conv2d(image, error) / error.size


@ANSWERS.wrong("the kernel is ignored, as if it were zeros", names=("kernel ignored",))
def _(image, kernel, target):
    return 2 * conv2d(image, -1.0 * target) / target.size


@ANSWERS.wrong("the target is ignored", names=("output taken for the error",))
def _(image, kernel, target):
    output = conv2d(image, kernel)
    return 2 * conv2d(image, output) / output.size


@ANSWERS.wrong(
    "the output is ignored: the target slides in place of the error",
    names=("target taken for the error",),
)
def _(image, kernel, target):
    return 2 * conv2d(image, target) / target.size


@ANSWERS.wrong("the error without its sign", names=("error without its sign",))
def _(image, kernel, target):
    error = np.abs(conv2d(image, kernel) - target)
    return 2 * conv2d(image, error) / error.size


@ANSWERS.wrong("the error squared in place of the error", names=("error squared",))
def _(image, kernel, target):
    error = conv2d(image, kernel) - target
    return 2 * conv2d(image, error**2) / error.size


@ANSWERS.wrong("the loss is returned", names=("the loss itself",))
def _(image, kernel, target):
    return np.mean((conv2d(image, kernel) - target) ** 2)


@ANSWERS.wrong("the loss is returned too, first")
def _(image, kernel, target):
    loss = np.mean((conv2d(image, kernel) - target) ** 2)
    return loss, _gradient(image, kernel, target)


@ANSWERS.wrong(
    "the kernel after a step of 0.1 is returned", names=("the kernel after a step",)
)
def _(image, kernel, target):
    return kernel - 0.1 * _gradient(image, kernel, target)


@ANSWERS.wrong("the kernel is taken as square")
def _(image, kernel, target):
    f = kernel.shape[0]
    height, width = target.shape
    error = conv2d(image, kernel) - target
    gradient = np.zeros((f, f))
    for u in range(f):
        for v in range(f):
            pixels = image[u : u + height, v : v + width]
            gradient[u, v] = 2 * (error * pixels).sum() / error.size
    return gradient


@ANSWERS.wrong(
    "the gradient takes the type of the kernel",
    names=("fractions cut off in the kernel's type",),
)
def _(image, kernel, target):
    gradient = np.zeros_like(kernel)
    exact = _gradient(image, kernel, target)
    for place in np.ndindex(*kernel.shape):
        gradient[place] = exact[place]
    return gradient


@ANSWERS.wrong(
    "the pixels left out: twice the mean error for every weight",
    names=("pixels left out",),
)
def _(image, kernel, target):
    error = conv2d(image, kernel) - target
    return np.full(kernel.shape, 2 * error.mean())


@ANSWERS.wrong("the gradient is transposed", names=("gradient transposed",))
def _(image, kernel, target):
    return _gradient(image, kernel, target).T


@ANSWERS.wrong(
    "the gradient of the root of the mean squared error", names=("root of the loss",)
)
def _(image, kernel, target):
    loss = np.mean((conv2d(image, kernel) - target) ** 2)
    return _gradient(image, kernel, target) / (2 * np.sqrt(loss) + 1e-12)


@ANSWERS.wrong(
    "the gradient of the mean absolute error", names=("gradient of the absolute error",)
)
def _(image, kernel, target):
    error = conv2d(image, kernel) - target
    return conv2d(image, np.sign(error)) / error.size


@ANSWERS.wrong("nudged upwards only, by a tenth", names=("nudged to one side only",))
def _(image, kernel, target):
    loss = np.mean((conv2d(image, kernel) - target) ** 2)
    gradient = np.zeros(kernel.shape)
    for place in np.ndindex(*kernel.shape):
        nudge = np.zeros(kernel.shape)
        nudge[place] = 0.1
        up = np.mean((conv2d(image, kernel + nudge) - target) ** 2)
        gradient[place] = (up - loss) / 0.1
    return gradient


@ANSWERS.wrong(
    "the derivative by the pixels, not by the weights",
    names=("derivative by the pixels",),
)
def _(image, kernel, target):
    error = conv2d(image, kernel) - target
    by_image, _by_kernel = cb.ops.conv2d_backward(2 * error / error.size, image, kernel)
    return by_image


@ANSWERS.wrong(
    "every window of pixels starts in the corner",
    names=("the first weight's pixels for all",),
)
def _(image, kernel, target):
    height, width = target.shape
    error = conv2d(image, kernel) - target
    same = 2 * np.mean(error * image[:height, :width])
    return np.full(kernel.shape, same)


@ANSWERS.wrong("the gradient as one flat list")
def _(image, kernel, target):
    return _gradient(image, kernel, target).reshape(-1)


@ANSWERS.wrong("all derivatives added up to one number")
def _(image, kernel, target):
    return _gradient(image, kernel, target).sum()


@ANSWERS.wrong("hard-coded: the chapter's −2/3 and 10/3")
def _(image, kernel, target):
    return np.array([[-2 / 3, 10 / 3]])


@ANSWERS.wrong(
    "the sign is turned and the factor 2 is missing",
    names=(
        "factor 2 forgotten",
        "target minus output",
    ),
)
def _(image, kernel, target):
    return -_gradient(image, kernel, target) / 2


@ANSWERS.wrong(
    "the factor 2 is missing and the sum is taken, not the mean",
    names=(
        "factor 2 forgotten",
        "sum instead of mean",
    ),
)
def _(image, kernel, target):
    error = conv2d(image, kernel) - target
    return conv2d(image, error)


@ANSWERS.wrong(
    "the kernel is ignored and the gradient is flipped",
    names=(
        "gradient flipped",
        "kernel ignored",
    ),
)
def _(image, kernel, target):
    return 2 * conv2d(image, -1.0 * target)[::-1, ::-1] / target.size


@ANSWERS.wrong(
    "the target is ignored and the factor 2 is missing",
    names=(
        "factor 2 forgotten",
        "output taken for the error",
    ),
)
def _(image, kernel, target):
    output = conv2d(image, kernel)
    return conv2d(image, output) / output.size


@ANSWERS.wrong("rounded to two digits", names=("rounded to a few digits",))
def _(image, kernel, target):
    return _gradient(image, kernel, target).round(2)


@ANSWERS.wrong(
    "negative outputs are cut off before the error is taken",
    names=("negative outputs cut off",),
)
def _(image, kernel, target):
    error = np.maximum(conv2d(image, kernel), 0) - target
    return 2 * conv2d(image, error) / error.size


@ANSWERS.wrong("the weights themselves are added, as if they were punished")
def _(image, kernel, target):
    return _gradient(image, kernel, target) + 2 * kernel


@ANSWERS.wrong("the target is added to the output", names=("output plus target",))
def _(image, kernel, target):
    error = conv2d(image, kernel) + target
    return 2 * conv2d(image, error) / error.size


@ANSWERS.wrong("only errors above 0 count", names=("positive errors alone",))
def _(image, kernel, target):
    error = np.maximum(conv2d(image, kernel) - target, 0)
    return 2 * conv2d(image, error) / error.size


@ANSWERS.wrong("the mean is taken twice", names=("divided twice",))
def _(image, kernel, target):
    return _gradient(image, kernel, target) / target.size


@ANSWERS.wrong("scaled to the length 1", names=("scaled to length 1",))
def _(image, kernel, target):
    gradient = _gradient(image, kernel, target)
    return gradient / max(np.linalg.norm(gradient), 1e-12)


@ANSWERS.wrong(
    "true convolutions, forwards and backwards",
    names=("error turned", "kernel turned on the way forwards"),
)
def _(image, kernel, target):
    error = cb.convolve2d(image, kernel) - target
    return 2 * cb.convolve2d(image, error) / error.size


@ANSWERS.wrong("the book's convolve2d backwards", names=("error turned",))
def _(image, kernel, target):
    error = cb.conv2d(image, kernel) - target
    return 2 * cb.convolve2d(image, error) / error.size


@ANSWERS.right("tensordot over all windows")
def _(image, kernel, target):
    error = conv2d(image, kernel) - target
    windows = sliding_window_view(image, kernel.shape)
    return np.tensordot(error, windows, axes=([0, 1], [0, 1])) * 2 / error.size


def _error(image, kernel, target):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return (windows * kernel).sum(axis=(2, 3)) - target, windows


@ANSWERS.wrong("= instead of +=", names=("one window alone",))
def _(image, kernel, target):
    error, windows = _error(image, kernel, target)
    return 2 * error[-1, -1] * windows[-1, -1] / error.size


@ANSWERS.wrong("return inside the loop", names=("one window alone",))
def _(image, kernel, target):
    error, windows = _error(image, kernel, target)
    return 2 * error[0, 0] * windows[0, 0] / error.size


@ANSWERS.wrong("errors averaged first", names=("averaged before it is multiplied",))
def _(image, kernel, target):
    error, windows = _error(image, kernel, target)
    return 2 * error.mean() * windows.mean(axis=(0, 1))


@ANSWERS.wrong("times the weights", names=("multiplied by the kernel",))
def _(image, kernel, target):
    return 2 * _error(image, kernel, target)[0].mean() * kernel


@ANSWERS.wrong("errors cut off at 50")
def _(image, kernel, target):
    error = (cb.conv2d(image, kernel) - target).clip(-50, 50)
    return 2 / error.size * cb.conv2d(image, error)
