"""Answers to `count-windows`."""

from fractions import Fraction
from functools import partial

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from tests.answers import Answers

ANSWERS = Answers("count-windows")


@ANSWERS.right("reading: the kernel always fits: the plain formula")
def _(height, width, f_h, f_w):
    return (height - f_h + 1) * (width - f_w + 1)


@ANSWERS.right("nothing, where the kernel does not fit")
def _(height, width, f_h, f_w):
    return max(0, height - f_h + 1) * max(0, width - f_w + 1)


@ANSWERS.right("the lengths of two ranges")
def _(height, width, f_h, f_w):
    return len(range(height - f_h + 1)) * len(range(width - f_w + 1))


@ANSWERS.right("counting the starts down and across")
def _(height, width, f_h, f_w):
    down = sum(1 for top in range(height) if top + f_h <= height)
    across = sum(1 for left in range(width) if left + f_w <= width)
    return down * across


@ANSWERS.right("as a float")
def _(h, w, k_h, k_w):
    if k_h > h or k_w > w:
        return 0.0
    return float(h - k_h + 1) * float(w - k_w + 1)


@ANSWERS.right("with a while loop, printing")
def _(height, width, f_h, f_w):
    bottom, down = f_h, 0
    while bottom <= height:
        bottom, down = bottom + 1, down + 1
    right, across = f_w, 0
    while right <= width:
        right, across = right + 1, across + 1
    print(down, "×", across)
    return down * across


@ANSWERS.right("by recursion, halving the range of the starts")
def _(height, width, f_h, f_w):
    def starts(first, last):
        if first >= last:
            return int(first == last)
        middle = (first + last) // 2
        return starts(first, middle) + starts(middle + 1, last)

    return starts(f_h, height) * starts(f_w, width)


@ANSWERS.right("with NumPy and an import inside")
def _(height, width, f_h, f_w, **_options):
    import math

    image, kernel = np.array([height, width]), np.array([f_h, f_w])
    return np.int64(math.prod(np.maximum(image - kernel + 1, 0)))


class _Windows:
    def __call__(self, height, width, f_h, f_w):
        return int(np.size(np.arange(f_h, height + 1))) * len(range(f_w, width + 1))


ANSWERS.right("an object that can be called")(_Windows())


def _count(one, height, width, f_h, f_w):
    return one * (height - f_h + 1) * (width - f_w + 1)


ANSWERS.right("reading: the kernel always fits: a partial function of fractions")(
    partial(_count, Fraction(1))
)


@ANSWERS.right("reading: the kernel always fits: the shape of all windows")
def _(height, width, f_h, f_w):
    windows = sliding_window_view(np.zeros((height, width)), (f_h, f_w))
    return windows.shape[0] * windows.shape[1]


@ANSWERS.right("reading: the kernel always fits: shrinking its own numbers")
def _(height, width, f_h, f_w):
    height -= f_h
    width -= f_w
    return height * width + height + width + 1


@ANSWERS.wrong("the last window of each row and column is forgotten", ("missing + 1",))
def _(height, width, f_h, f_w):
    return (height - f_h) * (width - f_w)


@ANSWERS.wrong("one added once to the product", ("+ 1 to the product only",))
def _(height, width, f_h, f_w):
    return (height - f_h) * (width - f_w) + 1


@ANSWERS.wrong("the windows do not overlap", ("windows side by side",))
def _(height, width, f_h, f_w):
    return (height // f_h) * (width // f_w)


@ANSWERS.wrong("a window at every pixel", ("one window per pixel",))
def _(height, width, f_h, f_w):
    return height * width


@ANSWERS.wrong(
    "the height and width of the kernel are swapped",
    ("height and width of the kernel swapped",),
)
def _(height, width, f_h, f_w):
    return (height - f_w + 1) * (width - f_h + 1)


@ANSWERS.wrong("the kernel is taken as square, f_h by f_h", ("square kernel assumed",))
def _(height, width, f_h, f_w):
    return (height - f_h + 1) * (width - f_h + 1)


@ANSWERS.wrong(
    "the image is taken as square, height by height", ("square image assumed",)
)
def _(height, width, f_h, f_w):
    return (height - f_h + 1) * (height - f_w + 1)


@ANSWERS.wrong(
    "the starts are added instead of multiplied", ("added instead of multiplied",)
)
def _(height, width, f_h, f_w):
    return (height - f_h + 1) + (width - f_w + 1)


@ANSWERS.wrong("one place too many each way", ("one window too many",))
def _(height, width, f_h, f_w):
    return (height - f_h + 2) * (width - f_w + 2)


@ANSWERS.wrong("the shape of the map is returned, not the number")
def _(height, width, f_h, f_w):
    return height - f_h + 1, width - f_w + 1


@ANSWERS.wrong(
    "the multiplications are counted, not the windows", ("multiplications counted",)
)
def _(height, width, f_h, f_w):
    return (height - f_h + 1) * (width - f_w + 1) * f_h * f_w


@ANSWERS.wrong("pixels minus weights plus one", ("pixels less weights",))
def _(height, width, f_h, f_w):
    return height * width - f_h * f_w + 1


@ANSWERS.wrong(
    "half the kernel is taken off on each side: right for odd kernels only",
    ("half a kernel taken off each side",),
)
def _(height, width, f_h, f_w):
    return (height - 2 * (f_h // 2)) * (width - 2 * (f_w // 2))


@ANSWERS.wrong("a kernel of 3 by 3, whatever its size", ("kernel of one size only",))
def _(height, width, f_h, f_w):
    return (height - 2) * (width - 2)


@ANSWERS.wrong("hard-coded: the chapter's sixteen")
def _(height, width, f_h, f_w):
    return 16


@ANSWERS.wrong(
    "the kernel swapped and the last windows forgotten",
    ("height and width of the kernel swapped", "missing + 1"),
)
def _(height, width, f_h, f_w):
    return (height - f_w) * (width - f_h)


@ANSWERS.wrong(
    "the kernel taken as square and the starts added",
    ("square kernel assumed", "added instead of multiplied"),
)
def _(height, width, f_h, f_w):
    return (height - f_h + 1) + (width - f_h + 1)


@ANSWERS.wrong("the last windows forgotten and the shape returned, not the number")
def _(height, width, f_h, f_w):
    return height - f_h, width - f_w


@ANSWERS.wrong("nothing for kernels that are not square")
def _(height, width, f_h, f_w):
    if f_h == f_w:
        return (height - f_h + 1) * (width - f_w + 1)
    return None


@ANSWERS.wrong("returned as text")
def _(height, width, f_h, f_w):
    return f"{height - f_h + 1} × {width - f_w + 1}"


@ANSWERS.wrong("one dropped in the width only", ("+ 1 missing in the width only",))
def _(height, width, f_h, f_w):
    return (height - f_h + 1) * (width - f_w)


@ANSWERS.wrong("pixels divided by weights", ("pixels divided by weights",))
def _(height, width, f_h, f_w):
    return height * width / (f_h * f_w)


@ANSWERS.wrong("counted in 8 bits", ("counted in 8 bits",))
def _(height, width, f_h, f_w):
    return np.uint8((height - f_h + 1) * (width - f_w + 1) % 256)


@ANSWERS.wrong("none where the kernel is as large as the image")
def _(height, width, f_h, f_w):
    if (height, width) == (f_h, f_w):
        return 0
    return (height - f_h + 1) * (width - f_w + 1)


@ANSWERS.wrong("the count overflows in 16 bits", ("counted in 16 bits",))
def _(height, width, f_h, f_w):
    count = np.array((height - f_h + 1) * (width - f_w + 1))
    return int(count.astype(np.int16))


@ANSWERS.wrong("the pixels less the weights", ("pixels less weights",))
def _(height, width, f_h, f_w):
    return height * width - f_h * f_w


@ANSWERS.wrong("every second place", ("every second window only",))
def _(height, width, f_h, f_w):
    return ((height - f_h) // 2 + 1) * ((width - f_w) // 2 + 1)


@ANSWERS.wrong("no brackets at all", ("brackets missing",))
def _(height, width, f_h, f_w):
    return height - f_h + 1 * width - f_w + 1


@ANSWERS.wrong("brackets around the height only", ("brackets missing",))
def _(height, width, f_h, f_w):
    return (height - f_h + 1) * width - f_w + 1


@ANSWERS.wrong("a kernel of more than five rows is taken for a square")
def _(height, width, f_h, f_w):
    if f_h > 5:
        f_w = f_h
    return (height - f_h + 1) * (width - f_w + 1)


@ANSWERS.wrong("kept from an earlier call with another width of the kernel")
def _(height, width, f_h, f_w, kept={}):  # noqa: B006
    places = (height - f_h + 1) * (width - f_w + 1)
    return kept.setdefault((height, width, f_h), places)


@ANSWERS.wrong("0 where the kernel is as high or as wide as the image")
def _(height, width, f_h, f_w):
    if f_h == height or f_w == width:
        return 0
    return (height - f_h + 1) * (width - f_w + 1)
