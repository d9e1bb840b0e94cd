"""Answers to `catastrophic-rate`."""

import functools
import math

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("catastrophic-rate")


def _size(kernel):
    return np.sqrt(np.mean(np.square(kernel)))


@ANSWERS.right("the smallest size")
def _(kernels, steps, share):
    return min(np.sqrt(np.mean(k**2)) for k in kernels) * share / steps


@ANSWERS.right("the smallest of the rates, in a loop")
def _(kernels, steps, share):
    highest = float("inf")
    for kernel in kernels:
        size = (kernel * kernel).mean() ** 0.5
        rate = share * size / steps
        if rate < highest:
            highest = rate
    return highest


@ANSWERS.right("a norm over the root of the number of weights")
def _(kernels, steps, share):
    sizes = [np.linalg.norm(np.ravel(k)) / np.sqrt(np.size(k)) for k in kernels]
    return float(share * np.min(sizes) / steps)


@ANSWERS.right("with math, number by number")
def _(kernels, steps, share):
    rates = []
    for kernel in kernels:
        weights = np.asarray(kernel).ravel().tolist()
        size = math.sqrt(math.fsum(w * w for w in weights) / len(weights))
        rates.append(size * share / steps)
    print(rates)
    return sorted(rates)[0]


@ANSWERS.right("mean² plus variance under the root")
def _(kernels, steps, share):
    sizes = [np.hypot(np.mean(k), np.std(k)) for k in kernels]
    return np.multiply(sizes, share / steps).min()


@ANSWERS.right("pops the kernels from the list")
def _(kernels, steps, share):
    smallest = _size(kernels.pop())
    while kernels:
        smallest = min(smallest, _size(kernels.pop()))
    return share / steps * smallest


@ANSWERS.right("recursive")
def _(kernels, steps, share):
    def highest(rest):
        size = np.sqrt(np.average(np.abs(rest[0]) ** 2))
        rate = size * share / steps
        return rate if len(rest) == 1 else min(rate, highest(rest[1:]))

    return highest(kernels)


@ANSWERS.right("the root at the very end")
def _(arrays, n, part, **_more):
    least = min(float(np.vdot(a, a)) / a.size for a in arrays)
    return (part / n) * least**0.5


@ANSWERS.right("einsum for the squares, an array of sizes")
def _(kernels, steps, share):
    flat = [np.asarray(k, dtype=float).reshape(-1) for k in kernels]
    sizes = np.array([np.sqrt(np.einsum("i,i->", k, k) / len(k)) for k in flat])
    return np.float64(sizes.min() * share / steps)


class _Rate:
    def __call__(self, kernels, steps, share):
        return min(map(self.of, kernels)) * share / steps

    def of(self, kernel):
        return np.mean(kernel**2) ** 0.5


ANSWERS.right("an object with __call__")(_Rate())


def _rate(size, choose, kernels, steps, share):
    return choose([size(k) for k in kernels]) * share / steps


ANSWERS.right("functools.partial")(functools.partial(_rate, _size, min))
ANSWERS.wrong(
    "the largest layer decides, not the smallest", ("layer with the largest weights",)
)(functools.partial(_rate, _size, max))
ANSWERS.wrong("the mean of the sizes of all layers", ("mean over the layers",))(
    functools.partial(_rate, _size, np.mean)
)
ANSWERS.wrong("the median of the sizes of all layers", ("median over the layers",))(
    functools.partial(_rate, _size, np.median)
)
ANSWERS.wrong("the sum of the sizes of all layers", ("sizes of all layers added",))(
    functools.partial(_rate, _size, np.sum)
)
ANSWERS.wrong("the first layer only", ("first layer only",))(
    functools.partial(_rate, _size, lambda sizes: sizes[0])
)
ANSWERS.wrong("the last layer only", ("last layer only",))(
    functools.partial(_rate, _size, lambda sizes: sizes[-1])
)
ANSWERS.wrong("the root is missing", ("square root forgotten",))(
    functools.partial(_rate, lambda k: np.mean(k**2), min)
)
ANSWERS.wrong(
    "the norm: the root of the sum of the squares, not of their mean",
    ("sum instead of the mean",),
)(functools.partial(_rate, np.linalg.norm, min))
ANSWERS.wrong(
    "the mean of the absolute values in place of the root mean square",
    ("absolute values for the squares",),
)(functools.partial(_rate, lambda k: np.mean(np.abs(k)), min))
ANSWERS.wrong(
    "the standard deviation: the mean is subtracted", ("standard deviation",)
)(functools.partial(_rate, np.std, min))
ANSWERS.wrong(
    "the absolute value of the mean", ("mean instead of the root mean square",)
)(functools.partial(_rate, lambda k: abs(np.mean(k)), min))
ANSWERS.wrong(
    "the largest weight of a layer as its size", ("largest weight of a layer",)
)(functools.partial(_rate, lambda k: np.abs(k).max(), min))
ANSWERS.wrong(
    "the smallest weight of a layer as its size", ("smallest weight of a layer",)
)(functools.partial(_rate, lambda k: np.abs(k).min(), min))
ANSWERS.wrong(
    "the mean of the roots of the squares of each row of the kernel",
    ("one row at a time",),
)(functools.partial(_rate, lambda k: np.sqrt((k**2).mean(axis=-1)).mean(), min))
ANSWERS.wrong("a list with a rate for each layer")(
    functools.partial(_rate, _size, np.array)
)
ANSWERS.wrong(
    "the sum of the absolute values and the largest layer",
    ("sum of the absolute values", "layer with the largest weights"),
)(functools.partial(_rate, lambda k: np.abs(k).sum(), max))
ANSWERS.wrong(
    "the norm and the mean of all layers",
    ("sum instead of the mean", "mean over the layers"),
)(functools.partial(_rate, np.linalg.norm, np.mean))
ANSWERS.wrong(
    "the root missing and the largest layer",
    ("square root forgotten", "layer with the largest weights"),
)(functools.partial(_rate, lambda k: np.mean(k**2), max))


@ANSWERS.wrong("all weights of all layers in one mean", ("all layers as one",))
def _(kernels, steps, share):
    flat = np.concatenate([k.ravel() for k in kernels])
    return share * np.sqrt(np.mean(flat**2)) / steps


@ANSWERS.wrong("not divided by the steps", ("steps forgotten",))
def _(kernels, steps, share):
    return share * min(map(_size, kernels))


@ANSWERS.wrong("multiplied by the steps", ("steps multiplied",))
def _(kernels, steps, share):
    return share * min(map(_size, kernels)) * steps


@ANSWERS.wrong("the share is forgotten", ("share forgotten",))
def _(kernels, steps, share):
    return min(map(_size, kernels)) / steps


@ANSWERS.wrong("divided by the share", ("divided by the share",))
def _(kernels, steps, share):
    return min(map(_size, kernels)) / (steps * share)


@ANSWERS.wrong(
    "the share that may stay, 1 − share, in place of the share moved",
    ("share that stays",),
)
def _(kernels, steps, share):
    return min(map(_size, kernels)) * (1 - share) / steps


@ANSWERS.wrong(
    "upside down: steps over the way that is allowed", ("quotient upside down",)
)
def _(kernels, steps, share):
    return steps / (share * min(map(_size, kernels)))


@ANSWERS.wrong("the steps are shared out among the layers")
def _(kernels, steps, share):
    return share * min(map(_size, kernels)) * len(kernels) / steps


@ANSWERS.wrong(
    "the root of the steps, as if they were a random walk", ("root of the steps",)
)
def _(kernels, steps, share):
    return share * min(map(_size, kernels)) / np.sqrt(steps)


@ANSWERS.wrong("rounded to six decimals", ("rounded",))
def _(kernels, steps, share):
    return round(float(share * min(map(_size, kernels)) / steps), 6)


@ANSWERS.wrong("never more than 0.0001, whatever the weights are")
def _(kernels, steps, share):
    return min(1e-4, *(share * _size(k) / steps for k in kernels))


@ANSWERS.wrong(
    "the steps are forgotten and the share divides",
    ("steps forgotten", "divided by the share"),
)
def _(kernels, steps, share):
    return min(map(_size, kernels)) / share


@ANSWERS.wrong(
    "all weights in one mean and the root missing",
    ("square root forgotten", "all layers as one"),
)
def _(kernels, steps, share):
    flat = np.concatenate([k.ravel() for k in kernels])
    return share * np.mean(flat**2) / steps


@ANSWERS.wrong("the median of the absolute values", ("median of the absolute values",))
def _(kernels, steps, share):
    return min(share * np.median(np.abs(k)) / steps for k in kernels)


@ANSWERS.wrong("the mean of the absolute values", ("absolute values for the squares",))
def _(kernels, steps, share):
    return min(share * np.mean(np.abs(k)) / steps for k in kernels)


def _sizes(kernels):
    return [np.sqrt(np.mean(np.square(kernel, dtype=float))) for kernel in kernels]


@ANSWERS.wrong("layers of one shape taken together")
def _(kernels, steps, share):
    if len({kernel.shape for kernel in kernels}) == 1:
        kernels = [np.array(kernels)]
    return share * min(_sizes(kernels)) / steps


@ANSWERS.wrong("a rate of at most 1")
def _(kernels, steps, share):
    return min(share * min(_sizes(kernels)) / steps, 1)


@ANSWERS.wrong("the sign kept of a single weight")
def _(kernels, steps, share):
    sizes = [
        kernel.sum() if kernel.size == 1 else size
        for kernel, size in zip(kernels, _sizes(kernels), strict=True)
    ]
    return share * min(sizes) / steps


@ANSWERS.wrong("the size of whole weights cut to a whole number")
def _(kernels, steps, share):
    sizes = [
        size if kernel.dtype.kind == "f" else int(size)
        for kernel, size in zip(kernels, _sizes(kernels), strict=True)
    ]
    return share * min(sizes) / steps


@ANSWERS.wrong("each layer is compared with the one before it")
def _(kernels, steps, share):
    sizes = [float(np.sqrt(np.mean(np.square(kernel)))) for kernel in kernels]
    smallest = before = sizes[0]
    for size in sizes[1:]:
        if size < before:
            smallest = size
        before = size
    return share * smallest / steps


@ANSWERS.wrong("whole weights in 8 bits, in which squares are lost")
def _(kernels, steps, share):
    small = [k.astype(np.int8) if k.dtype.kind == "i" else k for k in kernels]
    with np.errstate(all="ignore"):
        return min(share * np.sqrt(abs(np.mean(k * k))) / steps for k in small)
