"""Answers to `multiply-adds`."""

import functools
import math
from fractions import Fraction

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

import cnnbook as cb
from tests.answers import Answers

ANSWERS = Answers("multiply-adds")


@ANSWERS.right("the formula")
def _(height, width, f, c_in, c_out, p=0, s=1):
    rows = (height + 2 * p - f) // s + 1
    columns = (width + 2 * p - f) // s + 1
    return rows * columns * f * f * c_in * c_out


@ANSWERS.right("with the package's output size")
def _(height, width, f, c_in, c_out, p=0, s=1):
    windows = cb.output_size(height, f, p, s) * cb.output_size(width, f, p, s)
    return windows * f**2 * c_in * c_out


@ANSWERS.right("counts window after window")
def _(height, width, f, c_in, c_out, p=0, s=1):
    products = 0
    for _top in range(-p, height + p - f + 1, s):
        for _left in range(-p, width + p - f + 1, s):
            products += f * f * c_in * c_out
    return products


@ANSWERS.right("the sizes of arrays")
def _(height, width, f, c_in, c_out, p=0, s=1):
    image = np.zeros((height + 2 * p, width + 2 * p))
    return sliding_window_view(image, (f, f))[::s, ::s].size * c_in * c_out


@ANSWERS.right("follows the shape with cb.trace")
def _(height, width, f, c_in, c_out, p=0, s=1):
    grown = (height + 2 * p, width + 2 * p, c_in)
    return cb.trace(grown, [cb.Conv(c_out, f, stride=s)]).multiply_adds


@ANSWERS.right("math.prod of a comprehension, all arguments renamed")
def _(h, w, kernel, channels, filters, padding=0, stride=1):
    sizes = [len(range(0, n + 2 * padding - kernel + 1, stride)) for n in (h, w)]
    return math.prod([*sizes, kernel, kernel, channels, filters])


@ANSWERS.right("lambda, recursion for the size")
def _(height, width, f, c_in, c_out, p=0, s=1):
    def places(n):
        jump = 100 if n >= f + 100 * s else 1
        return 0 if n < f else jump + places(n - jump * s)

    return places(height + p + p) * places(width + p + p) * f * f * c_in * c_out


@ANSWERS.right("NumPy, a NumPy integer, and it prints")
def _(height, width, f, c_in, c_out, p=0, s=1, **kwargs):
    out = (np.array([height, width]) + 2 * p - f) // s + 1
    print("output:", out)
    return np.prod(np.append(out, [f, f, c_in, c_out]))


@ANSWERS.right("floors of floats, a float")
def _(height, width, f, c_in, c_out, p=0, s=1):
    rows = np.floor((height + 2 * p - f) / s) + 1
    columns = np.floor((width + 2 * p - f) / s) + 1
    return rows * columns * f * f * c_in * c_out


@ANSWERS.right("Fraction in between, the arguments changed on the way")
def _(height, width, f, c_in, c_out, p=0, s=1):
    height += 2 * p
    width += 2 * p
    steps = math.floor(Fraction(height - f, s)), math.floor(Fraction(width - f, s))
    return (steps[0] + 1) * (steps[1] + 1) * f * f * c_in * c_out


class _Work:
    def __init__(self, size):
        self.size = size

    def __call__(self, height, width, f, c_in, c_out, p=0, s=1):
        one_filter = self.size(height, f, p, s) * self.size(width, f, p, s) * f * f
        return sum(one_filter * c_in for _ in range(c_out))


ANSWERS.right("an object that is called")(_Work(cb.output_size))


def _count(per_window, height, width, f, c_in, c_out, p=0, s=1):
    rows, columns = ((n + 2 * p - f) // s + 1 for n in (height, width))
    return rows * columns * per_window(f, c_in) * c_out


ANSWERS.right("functools.partial")(
    functools.partial(_count, lambda f, c_in: f * f * c_in)
)


def _windows(height, width, f, p, s):
    return ((height + 2 * p - f) // s + 1) * ((width + 2 * p - f) // s + 1)


@ANSWERS.wrong("one product per filter for the bias", ("biases counted",))
def _(height, width, f, c_in, c_out, p=0, s=1):
    return _windows(height, width, f, p, s) * (f * f * c_in + 1) * c_out


@ANSWERS.wrong("the biases are added once each", ("each bias counted once",))
def _(height, width, f, c_in, c_out, p=0, s=1):
    return _windows(height, width, f, p, s) * f * f * c_in * c_out + c_out


@ANSWERS.wrong(
    "products and additions counted separately, twice as many",
    ("products and additions both counted",),
)
def _(height, width, f, c_in, c_out, p=0, s=1):
    return 2 * _windows(height, width, f, p, s) * f * f * c_in * c_out


@ANSWERS.wrong(
    "the parameters, not the products", ("weights counted once", "biases counted")
)
def _(height, width, f, c_in, c_out, p=0, s=1):
    return (f * f * c_in + 1) * c_out


@ANSWERS.wrong("one window only", ("weights counted once",))
def _(height, width, f, c_in, c_out, p=0, s=1):
    return f * f * c_in * c_out


@ANSWERS.wrong("one window for each pixel of the image", ("counted per input pixel",))
def _(height, width, f, c_in, c_out, p=0, s=1):
    return height * width * f * f * c_in * c_out


@ANSWERS.wrong("the stride is ignored", ("stride ignored",))
def _(height, width, f, c_in, c_out, p=0, s=1):
    return _windows(height, width, f, p, 1) * f * f * c_in * c_out


@ANSWERS.wrong("the stride divides once, not along both axes", ("stride counted once",))
def _(height, width, f, c_in, c_out, p=0, s=1):
    return _windows(height, width, f, p, 1) // s * f * f * c_in * c_out


@ANSWERS.wrong(
    "the products without a stride are divided by s squared",
    ("products divided by the stride squared",),
)
def _(height, width, f, c_in, c_out, p=0, s=1):
    return _windows(height, width, f, p, 1) * f * f * c_in * c_out // s**2


@ANSWERS.wrong("the padding is ignored", ("padding ignored",))
def _(height, width, f, c_in, c_out, p=0, s=1):
    return _windows(height, width, f, 0, s) * f * f * c_in * c_out


@ANSWERS.wrong("the padding is counted once", ("padding counted once",))
def _(height, width, f, c_in, c_out, p=0, s=1):
    rows = (height + p - f) // s + 1
    columns = (width + p - f) // s + 1
    return rows * columns * f * f * c_in * c_out


@ANSWERS.wrong(
    "products with padded zeros are left out", ("products with zeros left out",)
)
def _(height, width, f, c_in, c_out, p=0, s=1):
    inside = np.pad(np.ones((height, width), dtype=int), p)
    real = sliding_window_view(inside, (f, f))[::s, ::s].sum()
    return int(real) * c_in * c_out


@ANSWERS.wrong("the + 1 of the output size is forgotten", ("+ 1 missing",))
def _(height, width, f, c_in, c_out, p=0, s=1):
    rows, columns = (height + 2 * p - f) // s, (width + 2 * p - f) // s
    return rows * columns * f * f * c_in * c_out


@ANSWERS.wrong("output sizes rounded up", ("rounded up",))
def _(height, width, f, c_in, c_out, p=0, s=1):
    rows = math.ceil((height + 2 * p - f) / s) + 1
    columns = math.ceil((width + 2 * p - f) / s) + 1
    return rows * columns * f * f * c_in * c_out


@ANSWERS.wrong("output sizes not rounded", ("not rounded",))
def _(height, width, f, c_in, c_out, p=0, s=1):
    rows = (height + 2 * p - f) / s + 1
    columns = (width + 2 * p - f) / s + 1
    return rows * columns * f * f * c_in * c_out


@ANSWERS.wrong("the channels of the input are forgotten", ("depth forgotten",))
def _(height, width, f, c_in, c_out, p=0, s=1):
    return _windows(height, width, f, p, s) * f * f * c_out


@ANSWERS.wrong("the number of filters is forgotten", ("one filter only",))
def _(height, width, f, c_in, c_out, p=0, s=1):
    return _windows(height, width, f, p, s) * f * f * c_in


@ANSWERS.wrong("f instead of f · f", ("kernel size not squared",))
def _(height, width, f, c_in, c_out, p=0, s=1):
    return _windows(height, width, f, p, s) * f * c_in * c_out


@ANSWERS.wrong(
    "channels in and filters are added instead of multiplied",
    ("channels and filters added",),
)
def _(height, width, f, c_in, c_out, p=0, s=1):
    return _windows(height, width, f, p, s) * f * f * (c_in + c_out)


@ANSWERS.wrong(
    "square images only: the height is used for both", ("square image assumed",)
)
def _(height, width, f, c_in, c_out, p=0, s=1):
    return ((height + 2 * p - f) // s + 1) ** 2 * f * f * c_in * c_out


@ANSWERS.wrong("square images only: the width is used for both", ("width used twice",))
def _(height, width, f, c_in, c_out, p=0, s=1):
    return ((width + 2 * p - f) // s + 1) ** 2 * f * f * c_in * c_out


@ANSWERS.wrong("padding and stride swapped", ("padding and stride swapped",))
def _(height, width, f, c_in, c_out, p=0, s=1):
    return _windows(height, width, f, s, p) * f * f * c_in * c_out


@ANSWERS.wrong(
    "the additions, one fewer than products in each sum", ("additions counted",)
)
def _(height, width, f, c_in, c_out, p=0, s=1):
    return _windows(height, width, f, p, s) * (f * f * c_in - 1) * c_out


@ANSWERS.wrong("the number of values that come out", ("one window",))
def _(height, width, f, c_in, c_out, p=0, s=1):
    return _windows(height, width, f, p, s) * c_out


@ANSWERS.wrong("same padding, whatever p is", ("size of same padding",))
def _(height, width, f, c_in, c_out, p=0, s=1):
    return math.ceil(height / s) * math.ceil(width / s) * f * f * c_in * c_out


@ANSWERS.wrong(
    "32-bit arithmetic overflows for large photographs", ("counted in 32 bits",)
)
def _(height, width, f, c_in, c_out, p=0, s=1):
    products = _windows(height, width, f, p, s) * f * f * c_in * c_out
    return int(np.array([products]).astype(np.int32)[0])


@ANSWERS.wrong("a string with commas")
def _(height, width, f, c_in, c_out, p=0, s=1):
    return f"{_windows(height, width, f, p, s) * f * f * c_in * c_out:,}"


@ANSWERS.wrong("the result is printed, None is returned")
def _(height, width, f, c_in, c_out, p=0, s=1):
    print(_windows(height, width, f, p, s) * f * f * c_in * c_out)


@ANSWERS.wrong("products and parameters as a pair")
def _(height, width, f, c_in, c_out, p=0, s=1):
    weights = f * f * c_in * c_out
    return _windows(height, width, f, p, s) * weights, weights


@ANSWERS.wrong("in millions", ("in millions",))
def _(height, width, f, c_in, c_out, p=0, s=1):
    return _windows(height, width, f, p, s) * f * f * c_in * c_out / 1e6


@ANSWERS.wrong(
    "the padding is counted once and the biases are counted",
    ("padding counted once", "biases counted"),
)
def _(height, width, f, c_in, c_out, p=0, s=1):
    return _windows(height + p, width + p, f, 0, s) * (f * f * c_in + 1) * c_out


@ANSWERS.wrong(
    "the stride is ignored and so is the padding", ("padding and stride ignored",)
)
def _(height, width, f, c_in, c_out, p=0, s=1):
    return (height - f + 1) * (width - f + 1) * f * f * c_in * c_out


@ANSWERS.wrong(
    "rounded up and the channels of the input forgotten",
    ("rounded up", "depth forgotten"),
)
def _(height, width, f, c_in, c_out, p=0, s=1):
    rows = math.ceil((height + 2 * p - f) / s) + 1
    columns = math.ceil((width + 2 * p - f) / s) + 1
    return rows * columns * f * f * c_out


@ANSWERS.wrong(
    "one window per pixel and the biases counted",
    ("counted per input pixel", "biases counted"),
)
def _(height, width, f, c_in, c_out, p=0, s=1):
    return height * width * (f * f * c_in + 1) * c_out


@ANSWERS.wrong("f cubed, as if there were f channels", ("kernel cubed",))
def _(height, width, f, c_in, c_out, p=0, s=1):
    return _windows(height, width, f, p, s) * f**3 * c_out


@ANSWERS.wrong(
    "the stride is used downwards only", ("stride in one direction only (down)",)
)
def _(height, width, f, c_in, c_out, p=0, s=1):
    rows = (height + 2 * p - f) // s + 1
    return rows * (width + 2 * p - f + 1) * f * f * c_in * c_out


@ANSWERS.wrong("the answer for the chapter's image, always 4,320")
def _(height, width, f, c_in, c_out, p=0, s=1):
    return 4320


@ANSWERS.wrong("a stranger: windows only", ("windows counted only",))
def _(height, width, f, c_in, c_out, p=0, s=1):
    return ((height + 2 * p - f) // s + 1) * ((width + 2 * p - f) // s + 1)


@ANSWERS.wrong("a stranger: f*2", ("kernel size doubled",))
def _(height, width, f, c_in, c_out, p=0, s=1):
    return (
        ((height + 2 * p - f) // s + 1)
        * ((width + 2 * p - f) // s + 1)
        * f
        * 2
        * c_in
        * c_out
    )


@ANSWERS.wrong("a stranger: swapped p and s", ("order of p and s swapped",))
def _(height, width, f, c_in, c_out, s=1, p=0):
    return (
        ((height + 2 * p - f) // s + 1)
        * ((width + 2 * p - f) // s + 1)
        * f
        * f
        * c_in
        * c_out
    )


@ANSWERS.wrong(
    "a stranger: p shadowed by same padding", ("padding of same convolution",)
)
def _(height, width, f, c_in, c_out, p=0, s=1):
    p = f // 2
    return (
        ((height + 2 * p - f) // s + 1)
        * ((width + 2 * p - f) // s + 1)
        * f
        * f
        * c_in
        * c_out
    )


@ANSWERS.wrong(
    "a stranger: only wrong when image fits exactly once (0 windows when f==n)",
    ("no window as large as the image",),
)
def _(height, width, f, c_in, c_out, p=0, s=1):
    if f >= height or f >= width:
        return 0
    return (
        ((height + 2 * p - f) // s + 1)
        * ((width + 2 * p - f) // s + 1)
        * f
        * f
        * c_in
        * c_out
    )


@ANSWERS.wrong(
    "a stranger: stride greater than f treated as f",
    ("stride at most the kernel size",),
)
def _(height, width, f, c_in, c_out, p=0, s=1):
    s = min(s, f)
    return (
        ((height + 2 * p - f) // s + 1)
        * ((width + 2 * p - f) // s + 1)
        * f
        * f
        * c_in
        * c_out
    )


def _along(n, f, p, s):
    return (n + 2 * p - f) // s + 1


@ANSWERS.wrong("stride for the rows only", ("stride in one direction only (down)",))
def _(height, width, f, c_in, c_out, p=0, s=1):
    return _along(height, f, p, s) * _along(width, f, p, 1) * f * f * c_in * c_out


@ANSWERS.wrong("stride for the columns only", ("stride in one direction only (right)",))
def _(height, width, f, c_in, c_out, p=0, s=1):
    return _along(height, f, p, 1) * _along(width, f, p, s) * f * f * c_in * c_out


@ANSWERS.wrong("in float32", ("counted in floats of 32 bits",))
def _(height, width, f, c_in, c_out, p=0, s=1):
    windows = _along(height, f, p, s) * _along(width, f, p, s)
    return np.float32(windows * f * f * c_in * c_out)


@ANSWERS.wrong("strides of 3 at most")
def _(height, width, f, c_in, c_out, p=0, s=1):
    s = min(s, 3)
    places = ((height + 2 * p - f) // s + 1) * ((width + 2 * p - f) // s + 1)
    return places * f * f * c_in * c_out
