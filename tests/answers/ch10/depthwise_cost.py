"""Answers to `depthwise-cost`."""

import functools
from fractions import Fraction

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("depthwise-cost")


@ANSWERS.right("the formula, a tuple")
def _(height, width, f, c_in, c_out):
    weights = f * f * c_in + c_in * c_out
    return weights, weights * height * width


@ANSWERS.right("factored, a list")
def _(height, width, f, c_in, c_out):
    weights = c_in * (f**2 + c_out)
    return [weights, height * width * weights]


@ANSWERS.right("step by step, with prints")
def _(height, width, f, c_in, c_out):
    depthwise = f * f * c_in
    pointwise = 1 * 1 * c_in * c_out
    print("depthwise", depthwise, "pointwise", pointwise)
    work = height * width * depthwise + height * width * pointwise
    return depthwise + pointwise, work


@ANSWERS.right("an array")
def _(height, width, f, c_in, c_out):
    weights = np.array([f * f, c_out]) * c_in
    return np.array([weights.sum(), weights.sum() * height * width])


@ANSWERS.right("shapes of kernels and np.prod, floats")
def _(height, width, f, c_in, c_out):
    shapes = [(f, f, c_in, 1), (1, 1, c_in, c_out)]
    weights = float(sum(np.prod(shape) for shape in shapes))
    return weights, weights * float(height) * float(width)


@ANSWERS.right("sizes of real arrays")
def _(height, width, f, c_in, c_out):
    weights = np.zeros((f, f, c_in)).size + np.zeros((c_in, c_out)).size
    return np.int64(weights), np.int64(weights) * (height * width)


@ANSWERS.right("counted in loops")
def _(h, w, f, n, m):
    weights = 0
    for _channel in range(n):
        for _row in range(f):
            weights += f
        weights += m
    work = 0
    for _pixel in range(h * w):
        work += weights
    return weights, work


@ANSWERS.right("the share 1/c_out + 1/f² of an ordinary layer")
def _(height, width, f, c_in, c_out):
    ordinary = f * f * c_in * c_out
    share = Fraction(1, c_out) + Fraction(1, f * f)
    weights = ordinary * share
    return weights, weights * height * width


@ANSWERS.right("the parameter counts of the book's package")
def _(height, width, f, c_in, c_out):
    import cnnbook as cb

    weights = c_in * cb.conv_parameters(f, 1, 1, bias=False)
    weights += cb.conv_parameters(1, c_in, c_out, bias=False)
    return weights, weights * height * width


class _Cost:
    def __call__(self, height, width, f, c_in, c_out, **_more):
        self.per_pixel = c_in * f * f + c_in * c_out
        return self.per_pixel, self.per_pixel * height * width


ANSWERS.right("an object with __call__")(_Cost())


def _count(power, height, width, f, c_in, c_out):
    weights = f**power * c_in + c_in * c_out
    return weights, weights * height * width


ANSWERS.right("functools.partial")(functools.partial(_count, 2))
ANSWERS.wrong("the slice has f weights, not f by f", ("kernel size not squared",))(
    functools.partial(_count, 1)
)


@ANSWERS.wrong("an ordinary convolution", ("cost of an ordinary convolution",))
def _(height, width, f, c_in, c_out):
    weights = f * f * c_in * c_out
    return weights, weights * height * width


@ANSWERS.wrong("the depthwise step alone", ("pointwise step forgotten",))
def _(height, width, f, c_in, c_out):
    return f * f * c_in, f * f * c_in * height * width


@ANSWERS.wrong("the pointwise step alone", ("depthwise step forgotten",))
def _(height, width, f, c_in, c_out):
    return c_in * c_out, c_in * c_out * height * width


@ANSWERS.wrong("one slice for all channels", ("one slice for all channels",))
def _(height, width, f, c_in, c_out):
    weights = f * f + c_in * c_out
    return weights, weights * height * width


@ANSWERS.wrong("a bias for every map of both steps", ("biases counted",))
def _(height, width, f, c_in, c_out):
    weights = f * f * c_in + c_in + c_in * c_out + c_out
    return weights, weights * height * width


@ANSWERS.wrong("a bias for every map that goes out", ("biases counted",))
def _(height, width, f, c_in, c_out):
    weights = f * f * c_in + (c_in + 1) * c_out
    return weights, (f * f * c_in + c_in * c_out) * height * width


@ANSWERS.wrong("no padding: fewer windows than pixels", ("without padding",))
def _(height, width, f, c_in, c_out):
    weights = f * f * c_in + c_in * c_out
    return weights, weights * (height - f + 1) * (width - f + 1)


@ANSWERS.wrong(
    "no padding for the depthwise step only", ("without padding in the first step",)
)
def _(height, width, f, c_in, c_out):
    windows = (height - f + 1) * (width - f + 1)
    work = f * f * c_in * windows + c_in * c_out * height * width
    return f * f * c_in + c_in * c_out, work


@ANSWERS.wrong(
    "the work of the depthwise step is counted once, not at every pixel",
    ("work of the depthwise step once only",),
)
def _(height, width, f, c_in, c_out):
    depthwise, pointwise = f * f * c_in, c_in * c_out
    return depthwise + pointwise, depthwise + pointwise * height * width


@ANSWERS.wrong(
    "the work of the pointwise step is left out", ("work of the depthwise step only",)
)
def _(height, width, f, c_in, c_out):
    return f * f * c_in + c_in * c_out, f * f * c_in * height * width


@ANSWERS.wrong(
    "the work is the product of the two steps", ("work of the steps multiplied",)
)
def _(height, width, f, c_in, c_out):
    depthwise, pointwise = f * f * c_in, c_in * c_out
    return depthwise + pointwise, depthwise * pointwise * height * width


@ANSWERS.wrong(
    "depthwise slices for the maps that go out",
    ("one slice for each map that goes out",),
)
def _(height, width, f, c_in, c_out):
    weights = f * f * c_out + c_in * c_out
    return weights, weights * height * width


@ANSWERS.wrong("the work first, then the weights", ("two numbers swapped",))
def _(height, width, f, c_in, c_out):
    weights = f * f * c_in + c_in * c_out
    return weights * height * width, weights


@ANSWERS.wrong("only the weights", ("weights only",))
def _(height, width, f, c_in, c_out):
    return f * f * c_in + c_in * c_out


@ANSWERS.wrong("the weights of each step, no work", ("weights step by step",))
def _(height, width, f, c_in, c_out):
    return f * f * c_in, c_in * c_out


@ANSWERS.wrong("the work for one window, not for the image", ("one window only",))
def _(height, width, f, c_in, c_out):
    weights = f * f * c_in + c_in * c_out
    return weights, weights


@ANSWERS.wrong(
    "multiplications and additions are counted apart: twice the work",
    ("multiplications and additions apart",),
)
def _(height, width, f, c_in, c_out):
    weights = f * f * c_in + c_in * c_out
    return weights, 2 * weights * height * width


@ANSWERS.wrong("the image is taken for a square", ("image taken for a square",))
def _(height, width, f, c_in, c_out):
    weights = f * f * c_in + c_in * c_out
    return weights, weights * height**2


@ANSWERS.wrong(
    "height plus width in place of height times width", ("height and width added",)
)
def _(height, width, f, c_in, c_out):
    weights = f * f * c_in + c_in * c_out
    return weights, weights * (height + width)


@ANSWERS.wrong(
    "the pointwise step has slices of f by f too",
    ("pointwise step with slices of f by f",),
)
def _(height, width, f, c_in, c_out):
    weights = f * f * c_in + f * f * c_in * c_out
    return weights, weights * height * width


@ANSWERS.wrong("nothing is returned, only printed")
def _(height, width, f, c_in, c_out):
    weights = f * f * c_in + c_in * c_out
    print(weights, weights * height * width)


@ANSWERS.wrong("c_in and c_out swapped", ("one slice for each map that goes out",))
def _(height, width, f, c_in, c_out):
    weights = c_out * (f * f + c_in)
    return weights, weights * height * width


@ANSWERS.wrong(
    "an ordinary convolution and no padding",
    ("cost of an ordinary convolution", "without padding"),
)
def _(height, width, f, c_in, c_out):
    weights = f * f * c_in * c_out
    return weights, weights * (height - f + 1) * (width - f + 1)


@ANSWERS.wrong(
    "biases counted and the work for one window only",
    ("biases counted", "one window only"),
)
def _(height, width, f, c_in, c_out):
    weights = (f * f + 1) * c_in + (c_in + 1) * c_out
    return weights, weights


@ANSWERS.wrong(
    "one slice for all channels and the work first",
    ("one slice for all channels", "two numbers swapped"),
)
def _(height, width, f, c_in, c_out):
    weights = f * f + c_in * c_out
    return weights * height * width, weights


@ANSWERS.wrong(
    "depthwise alone and without padding",
    ("pointwise step forgotten", "without padding"),
)
def _(height, width, f, c_in, c_out):
    weights = f * f * c_in
    return weights, weights * (height - f + 1) * (width - f + 1)


@ANSWERS.wrong("a bias for each channel in the weights alone", ("biases counted",))
def _(height, width, f, c_in, c_out):
    weights = f * f * c_in + c_in * c_out
    return weights + c_in, weights * height * width


def _both(height, width, f, c_in, c_out):
    weights = f * f * c_in + c_in * c_out
    return weights, weights * height * width


@ANSWERS.wrong("a kernel no larger than the map")
def _(height, width, f, c_in, c_out):
    return _both(height, width, min(f, height, width), c_in, c_out)


@ANSWERS.wrong("no pointwise step for a single map")
def _(height, width, f, c_in, c_out):
    if c_in == 1:
        return f * f * c_out, f * f * c_out * height * width
    return _both(height, width, f, c_in, c_out)


@ANSWERS.wrong("no pointwise step to a single map")
def _(height, width, f, c_in, c_out):
    return _both(height, width, f, c_in, c_out if c_out > 1 else 0)


@ANSWERS.wrong("counted in floats of 32 bits", ("counted in floats of 32 bits",))
def _(height, width, f, c_in, c_out):
    return [float(np.float32(n)) for n in _both(height, width, f, c_in, c_out)]


@ANSWERS.wrong("counted in whole numbers of 32 bits", ("counted in 32 bits",))
def _(height, width, f, c_in, c_out):
    weights, work = _both(height, width, f, c_in, c_out)
    return weights, int(np.array(work % 2**32, np.uint32).astype(np.int32))


@ANSWERS.wrong("without a sign, in 32 bits", ("counted in 32 bits",))
def _(height, width, f, c_in, c_out):
    weights, work = _both(height, width, f, c_in, c_out)
    return weights, work % 2**32


@ANSWERS.wrong("one weight too many in kernels above 5")
def _(height, width, f, c_in, c_out):
    weights = f * f * c_in + c_in * c_out + (f > 5)
    return weights, weights * height * width


@ANSWERS.wrong(
    "biases among the weights, and f not squared",
    ("biases counted", "kernel size not squared"),
)
def _(height, width, f, c_in, c_out):
    weights = f * c_in + c_in * c_out
    return weights + c_out, weights * height * width


@ANSWERS.wrong("the work in millions", ("multiply-adds in millions",))
def _(height, width, f, c_in, c_out):
    weights, work = _both(height, width, f, c_in, c_out)
    return weights, work / 1e6
