"""Answers to `output-size`."""

import functools
import math
from decimal import Decimal
from fractions import Fraction

import numpy as np

import cnnbook as cb
from tests.answers import Answers

ANSWERS = Answers("output-size")


@ANSWERS.right("the formula with floor division")
def _(n, f, p=0, s=1):
    return (n + 2 * p - f) // s + 1


@ANSWERS.right("with divmod, and the arguments changed on the way")
def _(n, f, p=0, s=1):
    n += 2 * p
    n -= f
    steps, _rest = divmod(n, s)
    return steps + 1


@ANSWERS.right("the lecture's way, + 1 inside np.floor, a NumPy float")
def _(n, f, p=0, s=1):
    return np.floor((n + 2 * p - f) / s + 1)


@ANSWERS.right("with math.floor and an import in the body")
def _(n, f, p=0, s=1):
    from math import floor

    return floor((n + p + p - f) / s) + 1


@ANSWERS.right("a loop that moves the window until it falls off")
def _(n, f, p=0, s=1):
    start, count = 0, 0
    while start + f <= n + 2 * p:
        count += 1
        start += s
    return count


@ANSWERS.right("the length of a range")
def _(n, f, p=0, s=1):
    return len(range(0, n + 2 * p - f + 1, s))


@ANSWERS.right("negative padding as the first start, with a comprehension")
def _(n, f, p=0, s=1):
    return sum(start + f <= n + p for start in range(-p, n + p, s))


@ANSWERS.right("recursion, one step fewer each time")
def _(n, f, p=0, s=1):
    def windows(length):
        if length < f:
            return 0
        if length >= f + 100 * s:  # a hundred at a time
            return 100 + windows(length - 100 * s)
        return 1 + windows(length - s)

    return windows(n + 2 * p)


@ANSWERS.right("all arguments renamed, with annotations")
def _(pixels: int, kernel: int, padding: int = 0, stride: int = 1) -> int:
    padded = pixels + 2 * padding
    return int((padded - kernel) / stride) + 1


class _Size:
    def __init__(self, rounding):
        self.rounding = rounding

    def __call__(self, n, f, p=0, s=1):
        return self.rounding((n + 2 * p - f) / s) + 1


ANSWERS.right("an object that is called")(_Size(math.floor))


def _general(first, n, f, p=0, s=1):
    return (n + 2 * p - f) // s + first


ANSWERS.right("functools.partial of a more general function")(
    functools.partial(_general, 1)
)

ANSWERS.right("a lambda")(lambda n, f, p=0, s=1: (n - f + 2 * p + s) // s)

ANSWERS.right("the package's own function")(cb.output_size)


@ANSWERS.right("runs a convolution and looks at the shape")
def _(n, f, p=0, s=1):
    return cb.conv2d(np.zeros((n, n)), np.zeros((f, f)), p, s).shape[0]


@ANSWERS.right("lays out the windows with stride tricks and counts them")
def _(n, f, p=0, s=1):
    row = np.pad(np.zeros(n), p)
    return len(np.lib.stride_tricks.sliding_window_view(row, f)[::s])


@ANSWERS.right("exact with Fraction")
def _(n, f, p=0, s=1):
    return math.floor(Fraction(n + 2 * p - f, s)) + 1


@ANSWERS.right("with Decimal, a Decimal comes back")
def _(n, f, p=0, s=1):
    return Decimal(n + 2 * p - f) // Decimal(s) + 1


@ANSWERS.right("prints what it does and takes more keywords")
def _(n, f, p=0, s=1, **kwargs):
    steps = (n + 2 * p - f) // s
    print("steps:", steps)
    return np.int64(steps + 1)


@ANSWERS.right("reading: where the kernel does not fit there are 0 windows")
def _(n, f, p=0, s=1):
    if f > n + 2 * p:
        return 0
    return (n + 2 * p - f) // s + 1


@ANSWERS.right("reading: where the kernel does not fit it raises an error")
def _(n, f, p=0, s=1):
    if f > n + 2 * p:
        raise ValueError("the kernel does not fit")
    return (n + 2 * p - f) // s + 1


@ANSWERS.wrong(
    "the padding is counted once, it is added on both sides",
    names=("padding counted once",),
)
def _(n, f, p=0, s=1):
    return (n + p - f) // s + 1


@ANSWERS.wrong("the + 1 for the first window is forgotten", names=("missing + 1",))
def _(n, f, p=0, s=1):
    return (n + 2 * p - f) // s


@ANSWERS.wrong("rounded up instead of down", names=("ceiling for floor",))
def _(n, f, p=0, s=1):
    return math.ceil((n + 2 * p - f) / s) + 1


@ANSWERS.wrong(
    "rounded to the nearest instead of down", names=("rounded to the nearest",)
)
def _(n, f, p=0, s=1):
    return round((n + 2 * p - f) / s) + 1


@ANSWERS.wrong(
    "half a step rounded up: int(x + 0.5) instead of the floor",
    names=("rounded to the nearest",),
)
def _(n, f, p=0, s=1):
    return int((n + 2 * p - f) / s + 0.5) + 1


@ANSWERS.wrong("not rounded at all", names=("no floor",))
def _(n, f, p=0, s=1):
    return (n + 2 * p - f) / s + 1


@ANSWERS.wrong("the stride is ignored", names=("stride ignored",))
def _(n, f, p=0, s=1):
    return n + 2 * p - f + 1


@ANSWERS.wrong("the padding is ignored", names=("padding ignored",))
def _(n, f, p=0, s=1):
    return (n - f) // s + 1


@ANSWERS.wrong(
    "parentheses missing: only f is divided by the stride",
    names=("only the kernel size divided",),
)
def _(n, f, p=0, s=1):
    return n + 2 * p - f // s + 1


@ANSWERS.wrong("the 1 is added before dividing", names=("+ 1 before the division",))
def _(n, f, p=0, s=1):
    return (n + 2 * p - f + 1) // s


@ANSWERS.wrong(
    "the kernel size is added instead of subtracted", names=("kernel size added",)
)
def _(n, f, p=0, s=1):
    return (n + 2 * p + f) // s + 1


@ANSWERS.wrong(
    "the padding is subtracted instead of added", names=("padding subtracted",)
)
def _(n, f, p=0, s=1):
    return (n - 2 * p - f) // s + 1


@ANSWERS.wrong("the padding is squared instead of doubled", names=("padding squared",))
def _(n, f, p=0, s=1):
    return (n + p**2 - f) // s + 1


@ANSWERS.wrong(
    "the size of TensorFlow's same, whatever f and p are", names=("TensorFlow's same",)
)
def _(n, f, p=0, s=1):
    return -(-n // s)


@ANSWERS.wrong("padding and stride swapped", names=("padding and stride swapped",))
def _(n, f, p=0, s=1):
    return (n + 2 * s - f) // max(p, 1) + 1


@ANSWERS.wrong("image and kernel size swapped", names=("image and kernel swapped",))
def _(n, f, p=0, s=1):
    return (f + 2 * p - n) // s + 1


@ANSWERS.wrong(
    "takes f // 2 off on each side, which is right for odd kernels only",
    names=("odd kernels only",),
)
def _(n, f, p=0, s=1):
    half = f // 2
    return (n + 2 * p - half - half - 1) // s + 1


@ANSWERS.wrong("the padding is 1 unless given", names=("padding of 1 unless given",))
def _(n, f, p=1, s=1):
    return (n + 2 * p - f) // s + 1


@ANSWERS.wrong("the stride is 2 unless given", names=("stride of 2 unless given",))
def _(n, f, p=0, s=2):
    return (n + 2 * p - f) // s + 1


@ANSWERS.wrong(
    "the number of windows in the whole square, not along one axis",
    names=("the whole map counted",),
)
def _(n, f, p=0, s=1):
    return ((n + 2 * p - f) // s + 1) ** 2


@ANSWERS.wrong("height and width as a pair", names=("both sides of the map",))
def _(n, f, p=0, s=1):
    size = (n + 2 * p - f) // s + 1
    return size, size


@ANSWERS.wrong("the result is printed, None is returned")
def _(n, f, p=0, s=1):
    print((n + 2 * p - f) // s + 1)


@ANSWERS.wrong("the result is a string")
def _(n, f, p=0, s=1):
    return f"{(n + 2 * p - f) // s + 1}"


@ANSWERS.wrong("refuses sizes at which pixels are left over")
def _(n, f, p=0, s=1):
    steps, rest = divmod(n + 2 * p - f, s)
    if rest:
        raise ValueError("does not fit")
    return steps + 1


@ANSWERS.wrong("returns nothing unless the steps come out evenly")
def _(n, f, p=0, s=1):
    if (n + 2 * p - f) % s == 0:
        return (n + 2 * p - f) // s + 1
    return None


@ANSWERS.wrong("knows the rows of the chapter's table only")
def _(n, f, p=0, s=1):
    table = {
        (6, 3, 0, 1): 4,
        (6, 3, 1, 1): 6,
        (28, 5, 2, 1): 28,
        (7, 3, 0, 2): 3,
        (10, 3, 0, 2): 4,
        (39, 3, 0, 1): 37,
        (37, 5, 0, 2): 17,
        (17, 5, 0, 2): 7,
        (224, 7, 3, 2): 112,
        (5, 5, 0, 3): 1,
    }
    return table.get((n, f, p, s), 0)


@ANSWERS.wrong(
    "the loop stops before the last window that fits",
    names=("a window that just fits left out",),
)
def _(n, f, p=0, s=1):
    count, start = 0, 0
    while start + f < n + 2 * p:
        count, start = count + 1, start + s
    return count


@ANSWERS.wrong(
    "the padding is counted once and the + 1 is forgotten",
    names=(
        "missing + 1",
        "padding counted once",
    ),
)
def _(n, f, p=0, s=1):
    return (n + p - f) // s


@ANSWERS.wrong(
    "rounded up and the padding is counted once",
    names=(
        "ceiling for floor",
        "padding counted once",
    ),
)
def _(n, f, p=0, s=1):
    return math.ceil((n + p - f) / s) + 1


@ANSWERS.wrong(
    "the padding is counted once and the stride is ignored",
    names=(
        "padding counted once",
        "stride ignored",
    ),
)
def _(n, f, p=0, s=1):
    return n + p - f + 1


@ANSWERS.wrong(
    "the padding is ignored and half steps are rounded up",
    names=(
        "ceiling for floor",
        "padding ignored",
    ),
)
def _(n, f, p=0, s=1):
    return math.ceil((n - f) / s) + 1


@ANSWERS.wrong(
    "the first window counted twice", names=("first position counted twice",)
)
def _(n, f, p=0, s=1):
    return (n + 2 * p - f + s) // s + 1


@ANSWERS.wrong("the padding is added to the size that comes out")
def _(n, f, p=0, s=1):
    return (n - f) // s + 2 * p + 1


@ANSWERS.wrong(
    "rounded to the nearest, the + 1 inside", names=("rounded to the nearest",)
)
def _(n, f, p=0, s=1):
    return round((n + 2 * p - f) / s + 1)


@ANSWERS.right("rounded up, which comes to the same")
def _(n, f, p=0, s=1):
    return math.ceil((n + 2 * p - f + 1) / s)


def _size(n, f, p=0, s=1):
    return (n + 2 * p - f) // s + 1


@ANSWERS.wrong("cut off at n", names=("never more than n",))
def _(n, f, p=0, s=1):
    return min(n, _size(n, f, p, s))


@ANSWERS.wrong(
    "0 where the kernel does not fit without padding",
    names=("0 where the kernel is larger than the image",),
)
def _(n, f, p=0, s=1):
    return 0 if f > n else _size(n, f, p, s)


@ANSWERS.wrong(
    "the kernel forgotten where s > f",
    names=("the kernel left out at a large stride",),
)
def _(n, f, p=0, s=1):
    return (n + 2 * p) // s if s > f else _size(n, f, p, s)


@ANSWERS.wrong("no padding above 3")
def _(n, f, p=0, s=1):
    return _size(n, f, min(p, 3), s)


@ANSWERS.wrong("no stride above 4")
def _(n, f, p=0, s=1):
    return _size(n, f, p, min(s, 4))


@ANSWERS.wrong("start of the last window", names=("the start of the last window",))
def _(n, f, p=0, s=1):
    return (n + 2 * p - f) // s * s


ANSWERS.wrong("stride before padding")(lambda n, f, s=1, p=0: (n + 2 * p - f) // s + 1)


@ANSWERS.wrong("strides of 10 at most")
def _(n, f, p=0, s=1):
    return (n + 2 * p - f) // min(s, 10) + 1


@ANSWERS.wrong("a padding of 10 at most")
def _(n, f, p=0, s=1):
    return (n + 2 * min(p, 10) - f) // s + 1
