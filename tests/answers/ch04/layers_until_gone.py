"""Answers to `layers-until-gone`."""

import functools
import itertools
import math

import numpy as np

import cnnbook as cb
from tests.answers import Answers

ANSWERS = Answers("layers-until-gone")


@ANSWERS.right("a loop, layer by layer")
def _(n, f):
    layers = 0
    while n >= f:
        n = n - f + 1
        layers += 1
    return layers


@ANSWERS.right("the formula: each layer costs f − 1, one pixel must be left")
def _(n, f):
    return (n - 1) // (f - 1)


@ANSWERS.right("recursion")
def _(n, f):
    def layers(size):
        if size < f:
            return 0
        jump = 100 if size >= 100 * f else 1
        return jump + layers(size - jump * (f - 1))

    return layers(n)


@ANSWERS.right("a for loop with break")
def _(n, f):
    k = 0
    for k in range(n + 1):
        if n - k * (f - 1) < f:
            break
    return k


@ANSWERS.right("the length of a range of sizes")
def _(size, kernel):
    return len(range(size, kernel - 1, 1 - kernel))


@ANSWERS.right("itertools")
def _(n, f):
    sizes = itertools.count(n, -(f - 1))
    return sum(1 for _ in itertools.takewhile(lambda size: size >= f, sizes))


@ANSWERS.right("NumPy, a NumPy integer")
def _(n, f):
    sizes = n - (f - 1) * np.arange(n + 1)
    return np.count_nonzero(sizes >= f)


@ANSWERS.right("floor of a float quotient, a NumPy float")
def _(n, f):
    return np.floor((n - 1) / (f - 1))


@ANSWERS.right("the package's formula until it refuses")
def _(n, f):
    layers = 0
    try:
        while True:
            n = cb.output_size(n, f)
            layers += 1
    except ValueError:
        return layers


@ANSWERS.right("convolves an image until nothing fits")
def _(n, f):
    image, kernel, layers = np.zeros((n, n)), np.zeros((f, f)), 0
    while image.shape[0] >= f:
        image = cb.conv2d(image, kernel)
        layers += 1
    return layers


@ANSWERS.right("the largest k for which one pixel comes out, by max")
def _(n, f):
    return max(k for k in range(n + 1) if n - k * (f - 1) >= 1)


class _Stack:
    def __init__(self):
        self.layers = 0

    def __call__(self, n, f):
        self.layers = 0
        while n - f + 1 > 0:
            n += 1 - f
            self.layers += 1
        return self.layers


ANSWERS.right("an object that is called")(_Stack())


def _with_padding(p, n, f):
    lost = f - 1 - 2 * p
    return (n + 2 * p - 1) // lost


ANSWERS.right("functools.partial with padding 0")(functools.partial(_with_padding, 0))


@ANSWERS.right("small images first, then the first layer plus the rest, printed")
def _(n, f, **kwargs):
    if n < f:
        return 0
    answer = 1 + (n - f) // (f - 1)
    print(answer, "layers")
    return answer


@ANSWERS.wrong(
    "n // (f − 1), one too many when it comes out evenly",
    names=("down to zero pixels",),
)
def _(n, f):
    return n // (f - 1)


@ANSWERS.wrong("the first layer is forgotten", names=("one layer too few",))
def _(n, f):
    return max(0, (n - f) // (f - 1))


@ANSWERS.wrong("rounded up instead of down", names=("rounded up",))
def _(n, f):
    return math.ceil((n - 1) / (f - 1))


@ANSWERS.wrong("not rounded", names=("with a fraction",))
def _(n, f):
    return (n - 1) / (f - 1)


@ANSWERS.wrong("rounded to the nearest", names=("rounded to the nearest",))
def _(n, f):
    return round((n - 1) / (f - 1))


@ANSWERS.wrong("each layer costs f pixels", names=("shrinks by f",))
def _(n, f):
    return n // f


@ANSWERS.wrong("each layer costs f pixels, in a loop", names=("shrinks by f",))
def _(n, f):
    layers = 0
    while n >= f:
        n -= f
        layers += 1
    return layers


@ANSWERS.wrong(
    "stops when the image is just as large as the kernel",
    names=("equal sizes left out",),
)
def _(n, f):
    layers = 0
    while n > f:
        n -= f - 1
        layers += 1
    return layers


@ANSWERS.wrong(
    "one layer too many, the one that does not fit is counted",
    names=("until no pixel is left",),
)
def _(n, f):
    layers = 0
    while n > 0:
        n -= f - 1
        layers += 1
    return layers


@ANSWERS.wrong(
    "the size after one layer instead of the number of layers",
    names=("the size after one layer",),
)
def _(n, f):
    return n - f + 1


@ANSWERS.wrong(
    "the size that is left instead of the number of layers",
    names=("the size that is left",),
)
def _(n, f):
    while n >= f:
        n -= f - 1
    return n


@ANSWERS.wrong("the list of sizes instead of their number")
def _(n, f):
    sizes = []
    while n >= f:
        n -= f - 1
        sizes.append(n)
    return sizes


@ANSWERS.wrong(
    "right for 3×3 only: each layer costs 2 pixels", names=("always a kernel of three",)
)
def _(n, f):
    return max(0, (n - 1) // 2)


@ANSWERS.wrong(
    "a frame of f // 2 on each side is lost: odd kernels only",
    names=("odd kernels only",),
)
def _(n, f):
    layers = 0
    while n >= f:
        n -= 2 * (f // 2)
        layers += 1
    return layers


@ANSWERS.wrong("only one side of f // 2 is lost per layer", names=("one side only",))
def _(n, f):
    layers = 0
    while n >= f:
        n -= f // 2
        layers += 1
    return layers


@ANSWERS.wrong("each layer halves the image", names=("halved",))
def _(n, f):
    layers = 0
    while n >= f:
        n //= 2
        layers += 1
    return layers


@ANSWERS.wrong(
    "one layer even where the kernel does not fit at all", names=("at least one layer",)
)
def _(n, f):
    return max(1, (n - 1) // (f - 1))


@ANSWERS.wrong("None where the kernel does not fit at all")
def _(n, f):
    if n >= f:
        return (n - 1) // (f - 1)
    return None


@ANSWERS.wrong("an error where the kernel does not fit at all")
def _(n, f):
    if n < f:
        raise ValueError("the kernel does not fit")
    return (n - 1) // (f - 1)


@ANSWERS.wrong(
    "stops one layer early, while more than f pixels would be left",
    names=("one layer too few",),
)
def _(n, f):
    layers = 0
    while n - (f - 1) >= f:
        n -= f - 1
        layers += 1
    return layers


@ANSWERS.wrong("each layer costs f + 1 pixels", names=("shrinks by f + 1",))
def _(n, f):
    return (n + 1) // (f + 1)


@ANSWERS.wrong("the result is printed, None is returned")
def _(n, f):
    print((n - 1) // (f - 1))


@ANSWERS.wrong("a string")
def _(n, f):
    return f"{(n - 1) // (f - 1)} layers"


@ANSWERS.wrong(
    "returns within the loop, after the first layer",
    names=("never more than one layer",),
)
def _(n, f):
    layers = 0
    while n >= f:
        n -= f - 1
        layers += 1
        return layers
    return layers


@ANSWERS.wrong("the chapter's example: always 13")
def _(n, f):
    return 13


@ANSWERS.wrong(
    "each layer costs f pixels and the last one is not counted",
    names=(
        "shrinks by f",
        "one layer too few",
    ),
)
def _(n, f):
    return max(0, n // f - 1)


@ANSWERS.wrong(
    "each layer costs f pixels and rounded up",
    names=(
        "shrinks by f",
        "until no pixel is left",
    ),
)
def _(n, f):
    return math.ceil(n / f)


@ANSWERS.wrong(
    "each layer costs f pixels and equal sizes do not fit",
    names=(
        "shrinks by f",
        "equal sizes left out",
    ),
)
def _(n, f):
    layers = 0
    while n > f:
        n -= f
        layers += 1
    return layers


@ANSWERS.wrong("the difference of the sizes", names=("the difference of the sizes",))
def _(n, f):
    return n - f


@ANSWERS.wrong(
    "true or false: whether there is a layer at all",
    names=("never more than one layer",),
)
def _(n, f):
    return n >= f


@ANSWERS.right("rounded up from the other side")
def _(n, f):
    return max(0, math.ceil((n - f + 1) / (f - 1)))


@ANSWERS.wrong("wrong for kernels above 7")
def _(n, f):
    return (n - 1) // (f - 1) if f < 8 else 0


@ANSWERS.wrong("no more than 30 layers")
def _(n, f):
    return min(30, (n - 1) // (f - 1))


@ANSWERS.wrong("no layers above 100 pixels")
def _(n, f):
    return (n - 1) // (f - 1) if n <= 100 else 0


@ANSWERS.wrong("divides by f, rounded up", ("shrinks by f", "until no pixel is left"))
def _(n, f):
    return -(-n // f)


@ANSWERS.wrong("rounded up, and 0 where nothing fits", ("rounded up",))
def _(n, f):
    return int(np.ceil((n - 1) / (f - 1))) if n >= f else 0


@ANSWERS.wrong("rounded, and 0 where nothing fits", ("rounded to the nearest",))
def _(n, f):
    return round((n - 1) / (f - 1)) if n >= f else 0


@ANSWERS.wrong("n // (f - 1), and 0 where nothing fits", ("down to zero pixels",))
def _(n, f):
    return n // (f - 1) if n >= f else 0


@ANSWERS.wrong("one too few from two layers on, where a single pixel is left")
def _(n, f):
    layers = max(0, (n - 1) // (f - 1))
    return layers - 1 if layers > 1 and (n - 1) % (f - 1) == 0 else layers
