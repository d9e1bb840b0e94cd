"""Answers to `learn-a-kernel`."""

from functools import partial, reduce

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

import cnnbook as cb
from tests.answers import Answers

ANSWERS = Answers("learn-a-kernel")


def conv2d(image, kernel):
    windows = sliding_window_view(np.asarray(image), np.shape(kernel))
    return (windows * kernel).sum(axis=(2, 3))


def kernel_gradient(image, kernel, target):
    error = conv2d(image, kernel) - target
    return 2 * conv2d(image, error) / error.size


def _descend(image, target, size, rate, steps, start=0.0):
    kernel = np.full((size, size), float(start))
    for _step in range(steps):
        kernel = kernel - rate * kernel_gradient(image, kernel, target)
    return kernel


@ANSWERS.right("with kernel_gradient")
def _(image, target, size, rate, steps):
    kernel = np.zeros((size, size))
    for _step in range(steps):
        kernel = kernel - rate * kernel_gradient(image, kernel, target)
    return kernel


@ANSWERS.right("with the book's conv2d, in place")
def _(image, target, size, rate, steps):
    kernel = np.zeros((size, size))
    for _step in range(steps):
        error = cb.conv2d(image, kernel) - target
        kernel -= rate * 2 / error.size * cb.conv2d(image, error)
    return kernel


@ANSWERS.right("all windows in a table")
def _(image, target, size, rate, steps):
    table = sliding_window_view(image, (size, size)).reshape(-1, size * size)
    wanted = target.reshape(-1)
    weights = np.zeros(size * size)
    for _step in range(steps):
        error = table @ weights - wanted
        weights -= rate * 2 * (table.T @ error) / len(wanted)
    return weights.reshape(size, size)


@ANSWERS.right("sums computed once, and a while loop that uses up its steps")
def _(image, target, size, rate, steps):
    table = sliding_window_view(image, (size, size)).reshape(-1, size * size)
    table = table.astype(float)
    square, cross = table.T @ table, table.T @ target.ravel()
    weights = np.zeros(size**2)
    while steps > 0:
        weights = weights - 2 * rate / target.size * (square @ weights - cross)
        steps -= 1
    return weights.reshape(size, size).tolist()


@ANSWERS.right("a formula for all steps at once, with eigenvalues")
def _(image, target, size, rate, steps):
    table = sliding_window_view(image, (size, size)).reshape(-1, size * size)
    table = table.astype(float)
    values, vectors = np.linalg.eigh(2 / target.size * table.T @ table)
    cross = vectors.T @ (2 / target.size * table.T @ target.ravel())
    factor = [rate * sum((1 - rate * v) ** k for k in range(steps)) for v in values]
    return (vectors @ (np.array(factor) * cross)).reshape(size, size)


@ANSWERS.right("with the book's backward pass")
def _(X, T, f, rate, steps, **_options):
    w = np.zeros((f, f))
    for _step in range(steps):
        error = cb.conv2d(X, w) - T
        _by_image, by_kernel = cb.ops.conv2d_backward(2 * error / error.size, X, w)
        w = w - rate * by_kernel
    return w


@ANSWERS.right("with reduce")
def _(image, target, size, rate, steps):
    def step(kernel, _number):
        return kernel - rate * kernel_gradient(image, kernel, target)

    return reduce(step, range(steps), np.zeros((size, size)))


@ANSWERS.right("every kernel in a list, the last one returned, and printing")
def _(image, target, size, rate, steps):
    kernels = [np.zeros((size, size))]
    while len(kernels) <= steps:
        kernels.append(kernels[-1] - rate * kernel_gradient(image, kernels[-1], target))
    print(len(kernels) - 1, "steps")
    return kernels.pop()


@ANSWERS.right("with SciPy")
def _(image, target, size, rate, steps):
    from scipy.signal import correlate2d

    kernel = np.zeros((size, size))
    for _step in range(steps):
        error = correlate2d(image, kernel, mode="valid") - target
        kernel -= 2 * rate * correlate2d(image, error, mode="valid") / error.size
    return kernel


@ANSWERS.right("with slices for each weight")
def _(image, target, size, rate, steps):
    height, width = target.shape
    places = [(u, v) for u in range(size) for v in range(size)]
    pixels = {(u, v): image[u : u + height, v : v + width] for u, v in places}
    kernel = dict.fromkeys(places, 0.0)
    for _step in range(steps):
        error = sum(kernel[place] * pixels[place] for place in places) - target
        for place in places:
            kernel[place] -= rate * 2 * (error * pixels[place]).mean()
    return np.array([[kernel[u, v] for v in range(size)] for u in range(size)])


class _Learner:
    def __init__(self):
        self.kernel = None

    def __call__(self, image, target, size, rate, steps):
        self.kernel = np.zeros((size, size))
        for _step in range(steps):
            self.move(image, target, rate)
        return self.kernel

    def move(self, image, target, rate):
        residual = target - conv2d(image, self.kernel)
        self.kernel = self.kernel + 2 * rate * conv2d(image, residual) / residual.size


ANSWERS.right("an object that learns")(_Learner())
ANSWERS.right("a partial function")(partial(_descend, start=0.0))


@ANSWERS.right("with Keras as in the chapter, in 32 bits")
def _(image, target, size, rate, steps):
    if steps == 0:
        return np.zeros((size, size))
    import keras

    layer = keras.layers.Conv2D(
        1, kernel_size=size, use_bias=False, kernel_initializer="zeros"
    )
    model = keras.Sequential([keras.Input((*image.shape, 1)), layer])
    model.compile(optimizer=keras.optimizers.SGD(rate), loss="mse")
    x, y = (
        np.stack([a[:, :, None].astype("float32")] * steps) for a in (image, target)
    )
    model.fit(x, y, batch_size=1, shuffle=False, verbose=0)
    return layer.get_weights()[0][:, :, 0, 0]


@ANSWERS.wrong("uphill: the gradient is added", names=("uphill",))
def _(image, target, size, rate, steps):
    return _descend(image, target, size, -rate, steps)


@ANSWERS.wrong("one step too few", names=("one step too few",))
def _(image, target, size, rate, steps):
    return _descend(image, target, size, rate, max(steps - 1, 0))


@ANSWERS.wrong("one step too many", names=("one step too many",))
def _(image, target, size, rate, steps):
    return _descend(image, target, size, rate, steps + 1)


@ANSWERS.wrong("the start is ones", names=("started from ones",))
def _(image, target, size, rate, steps):
    return _descend(image, target, size, rate, steps, start=1.0)


@ANSWERS.wrong("the start is random")
def _(image, target, size, rate, steps):
    kernel = np.random.default_rng(0).normal(scale=0.5, size=(size, size))
    for _step in range(steps):
        kernel = kernel - rate * kernel_gradient(image, kernel, target)
    return kernel


@ANSWERS.wrong("the factor 2 of the gradient is missing", names=("factor 2 forgotten",))
def _(image, target, size, rate, steps):
    return _descend(image, target, size, rate / 2, steps)


@ANSWERS.wrong("the sum of the squares, not their mean", names=("sum instead of mean",))
def _(image, target, size, rate, steps):
    with np.errstate(all="ignore"):
        return _descend(image, target, size, rate * target.size, steps)


@ANSWERS.wrong("the kernel is 3×3, whatever the size")
def _(image, target, size, rate, steps):
    rows, columns = image.shape[0] - 2, image.shape[1] - 2
    wanted = np.zeros((rows, columns))
    part = target[:rows, :columns]
    wanted[: part.shape[0], : part.shape[1]] = part
    return _descend(image, wanted, 3, rate, steps)


@ANSWERS.wrong("the rate is fixed at 0.1", names=("rate ignored",))
def _(image, target, size, rate, steps):
    return _descend(image, target, size, 0.1, steps)


@ANSWERS.wrong("the steps are fixed at 200", names=("the number of steps ignored",))
def _(image, target, size, rate, steps):
    return _descend(image, target, size, rate, 200)


@ANSWERS.wrong(
    "a single step, whatever the number of steps",
    names=("the number of steps ignored",),
)
def _(image, target, size, rate, steps):
    return _descend(image, target, size, rate, 1)


@ANSWERS.wrong(
    "the gradient of the first kernel is used in every step",
    names=("error not computed anew",),
)
def _(image, target, size, rate, steps):
    start = np.zeros((size, size))
    return start - steps * rate * kernel_gradient(image, start, target)


@ANSWERS.wrong("the gradient is flipped", names=("gradient flipped",))
def _(image, target, size, rate, steps):
    kernel = np.zeros((size, size))
    for _step in range(steps):
        kernel = kernel - rate * kernel_gradient(image, kernel, target)[::-1, ::-1]
    return kernel


@ANSWERS.wrong(
    "the kernel of a true convolution is learnt, which is flipped",
    names=("kernel turned in the end",),
)
def _(image, target, size, rate, steps):
    return _descend(image, target, size, rate, steps)[::-1, ::-1]


@ANSWERS.wrong(
    "the best kernel at once, by least squares", names=("the best kernel at once",)
)
def _(image, target, size, rate, steps):
    table = sliding_window_view(image, (size, size)).reshape(-1, size * size)
    best, *_rest = np.linalg.lstsq(table.astype(float), target.ravel(), rcond=None)
    return best.reshape(size, size)


@ANSWERS.wrong(
    "the weights move one after the other, each with a new error",
    names=("weights moved one after the other",),
)
def _(image, target, size, rate, steps):
    kernel = np.zeros((size, size))
    for _step in range(steps):
        for place in np.ndindex(size, size):
            kernel[place] -= rate * kernel_gradient(image, kernel, target)[place]
    return kernel


@ANSWERS.wrong("the rate shrinks from step to step", names=("a rate that shrinks",))
def _(image, target, size, rate, steps):
    kernel = np.zeros((size, size))
    for step in range(steps):
        now = rate / (1 + step)
        kernel = kernel - now * kernel_gradient(image, kernel, target)
    return kernel


@ANSWERS.wrong("with momentum", names=("with momentum",))
def _(image, target, size, rate, steps):
    kernel, speed = np.zeros((size, size)), np.zeros((size, size))
    for _step in range(steps):
        speed = 0.5 * speed - rate * kernel_gradient(image, kernel, target)
        kernel = kernel + speed
    return kernel


@ANSWERS.wrong(
    "only the sign of the gradient counts",
    names=("only the signs of the gradient used",),
)
def _(image, target, size, rate, steps):
    kernel = np.zeros((size, size))
    for _step in range(steps):
        kernel = kernel - rate * np.sign(kernel_gradient(image, kernel, target))
    return kernel


@ANSWERS.wrong("all the kernels on the way are returned")
def _(image, target, size, rate, steps):
    return [_descend(image, target, size, rate, step) for step in range(steps + 1)]


@ANSWERS.wrong("the loss is returned too")
def _(image, target, size, rate, steps):
    kernel = _descend(image, target, size, rate, steps)
    return kernel, np.mean((conv2d(image, kernel) - target) ** 2)


@ANSWERS.wrong(
    "the last gradient is returned, not the kernel", names=("the last gradient",)
)
def _(image, target, size, rate, steps):
    return kernel_gradient(image, _descend(image, target, size, rate, steps), target)


@ANSWERS.wrong(
    "the kernel holds whole numbers, so each step is cut",
    names=("cut to whole numbers",),
)
def _(image, target, size, rate, steps):
    kernel = np.zeros((size, size), dtype=int)
    for _step in range(steps):
        kernel[:] = (kernel - rate * kernel_gradient(image, kernel, target)).astype(int)
    return kernel


@ANSWERS.wrong("the kernel is rounded to two digits at the end", names=("rounded",))
def _(image, target, size, rate, steps):
    return _descend(image, target, size, rate, steps).round(2)


@ANSWERS.wrong("stopped when the loss is below 0.1")
def _(image, target, size, rate, steps):
    kernel = np.zeros((size, size))
    for _step in range(steps):
        if np.mean((conv2d(image, kernel) - target) ** 2) < 0.1:
            break
        kernel = kernel - rate * kernel_gradient(image, kernel, target)
    return kernel


@ANSWERS.wrong("the rate is left out", names=("rate ignored",))
def _(image, target, size, rate, steps):
    with np.errstate(all="ignore"):
        return _descend(image, target, size, 1.0, steps)


@ANSWERS.wrong("the image is shifted and scaled first")
def _(image, target, size, rate, steps):
    scaled = (image - image.mean()) / (image.std() or 1)
    return _descend(scaled, target, size, rate, steps)


@ANSWERS.wrong(
    "the kernel is made to add up to 0 at the end", names=("made to add up to 0",)
)
def _(image, target, size, rate, steps):
    kernel = _descend(image, target, size, rate, steps)
    return kernel - kernel.mean()


@ANSWERS.wrong(
    "the kernel is transposed at the end", names=("kernel transposed in the end",)
)
def _(image, target, size, rate, steps):
    return _descend(image, target, size, rate, steps).T


@ANSWERS.wrong("a bias is learnt too, and not returned", names=("with a bias",))
def _(image, target, size, rate, steps):
    kernel, bias = np.zeros((size, size)), 0.0
    for _step in range(steps):
        error = conv2d(image, kernel) + bias - target
        kernel = kernel - rate * 2 * conv2d(image, error) / error.size
        bias -= rate * 2 * error.mean()
    return kernel


@ANSWERS.wrong(
    "the output of the kernel is returned, not the kernel",
    names=("the output of the kernel",),
)
def _(image, target, size, rate, steps):
    return conv2d(image, _descend(image, target, size, rate, steps))


@ANSWERS.wrong(
    "the steps return within the loop, after the first one", names=("a single step",)
)
def _(image, target, size, rate, steps):
    kernel = np.zeros((size, size))
    for _step in range(steps):
        return kernel - rate * kernel_gradient(image, kernel, target)
    return kernel


@ANSWERS.wrong(
    "the start is ones and the factor 2 is missing",
    names=(
        "factor 2 forgotten",
        "started from ones",
    ),
)
def _(image, target, size, rate, steps):
    return _descend(image, target, size, rate / 2, steps, start=1.0)


@ANSWERS.wrong(
    "uphill and one step too many",
    names=(
        "uphill",
        "one step too many",
    ),
)
def _(image, target, size, rate, steps):
    return _descend(image, target, size, -rate, steps + 1)


@ANSWERS.wrong(
    "the factor 2 is missing and one step too few",
    names=(
        "factor 2 forgotten",
        "one step too few",
    ),
)
def _(image, target, size, rate, steps):
    return _descend(image, target, size, rate / 2, max(steps - 1, 0))


@ANSWERS.wrong(
    "one step too many and a kernel that is flipped",
    names=(
        "one step too many",
        "kernel turned in the end",
    ),
)
def _(image, target, size, rate, steps):
    return _descend(image, target, size, rate, steps + 1)[::-1, ::-1]


@ANSWERS.wrong("the start is a half", names=("not started from zeros",))
def _(image, target, size, rate, steps):
    return _descend(image, target, size, rate, steps, start=0.5)


@ANSWERS.wrong("two steps for one", names=("twice as many steps",))
def _(image, target, size, rate, steps):
    return _descend(image, target, size, rate, 2 * steps)


@ANSWERS.wrong("the factor 2 twice", names=("steps twice as long",))
def _(image, target, size, rate, steps):
    return _descend(image, target, size, 2 * rate, steps)


@ANSWERS.wrong(
    "neither the factor 2 nor the mean",
    names=("factor 2 forgotten, and sum instead of mean",),
)
def _(image, target, size, rate, steps):
    return _descend(image, target, size, rate * target.size / 2, steps)


@ANSWERS.wrong("the weights are pulled towards 0")
def _(image, target, size, rate, steps):
    kernel = np.zeros((size, size))
    for _step in range(steps):
        kernel = kernel - rate * (kernel_gradient(image, kernel, target) + kernel / 10)
    return kernel


@ANSWERS.wrong("the loss is returned, not the kernel")
def _(image, target, size, rate, steps):
    kernel = _descend(image, target, size, rate, steps)
    return np.mean((conv2d(image, kernel) - target) ** 2)


def _slope(image, kernel, target):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    error = np.einsum("ijuv,uv->ij", windows, kernel) - target
    return 2 * np.einsum("ij,ijuv->uv", error, windows) / error.size


def _learned(image, target, size, rate, steps, change=lambda slope: slope):
    kernel = np.zeros((size, size))
    for _ in range(steps):
        kernel = kernel - rate * change(_slope(image, kernel, target))
    return kernel


@ANSWERS.wrong("rate or 0.1", names=("a rate of 0 replaced",))
def _(image, target, size, rate, steps):
    return _learned(image, target, size, rate or 0.1, steps)


@ANSWERS.wrong("no size above 3")
def _(image, target, size, rate, steps):
    return _learned(image, target, min(size, 3), rate, steps)


@ANSWERS.wrong("no more than 100 steps")
def _(image, target, size, rate, steps):
    return _learned(image, target, size, rate, min(steps, 100))


@ANSWERS.wrong("no rate above 0.1")
def _(image, target, size, rate, steps):
    return _learned(image, target, size, min(rate, 0.1), steps)


@ANSWERS.wrong("a steep gradient cut off", names=("gradient cut off",))
def _(image, target, size, rate, steps):
    return _learned(
        image, target, size, rate, steps, lambda slope: np.clip(slope, -100, 100)
    )


@ANSWERS.wrong(
    "the kernel is turned on the way forwards",
    names=("kernel turned on the way forwards",),
)
def _(image, target, size, rate, steps):
    kernel = np.zeros((size, size))
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    for _ in range(steps):
        error = np.einsum("ijuv,uv->ij", windows, kernel[::-1, ::-1]) - target
        kernel -= rate * 2 * np.einsum("ij,ijuv->uv", error, windows) / error.size
    return kernel


@ANSWERS.wrong("all zeros", names=("the kernel never moves",))
def _(image, target, size, rate, steps):
    return np.zeros((size, size))


@ANSWERS.wrong("kept from an earlier call with another image of that size")
def _(image, target, size, rate, steps, kept={}):  # noqa: B006
    settings = image.shape, size, rate, steps
    return kept.setdefault(settings, _descend(image, target, size, rate, steps))


@ANSWERS.wrong("bright images divided by 255")
def _(image, target, size, rate, steps):
    image = image / 255 if image.max() > 100 else image
    return _descend(image, target, size, rate, steps)


@ANSWERS.wrong("the rate halved after every step")
def _(image, target, size, rate, steps):
    kernel = np.zeros((size, size))
    for _step in range(steps):
        error = cb.conv2d(image, kernel) - target
        kernel = kernel - rate * 2 * cb.conv2d(image, error) / error.size
        rate /= 2
    return kernel
