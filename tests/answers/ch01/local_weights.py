"""Answers to `local-weights`."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from tests.answers import Answers

ANSWERS = Answers("local-weights")


@ANSWERS.right("the formula")
def _(height, width, f):
    windows = (height - f + 1) * (width - f + 1)
    return windows * f * f, f * f


@ANSWERS.right("counting the places")
def _(height, width, f):
    windows = 0
    for row in range(height):
        for column in range(width):
            if row + f <= height and column + f <= width:
                windows += 1
    return windows * f**2, f**2


@ANSWERS.right("as a list")
def _(height, width, f):
    own = f * f
    starts = [(i, j) for i in range(height - f + 1) for j in range(width - f + 1)]
    return [own * len(starts), own]


@ANSWERS.right("as an array")
def _(h, w, size):
    down, across = h - size + 1, w - size + 1
    return np.array([down * across, 1]) * size**2


@ANSWERS.right("the size of all windows")
def _(height, width, f):
    windows = sliding_window_view(np.zeros((height, width)), (f, f))
    return windows.size, windows[0, 0].size


@ANSWERS.right("as floats")
def _(height, width, f):
    return float((height - f + 1) * (width - f + 1) * f * f), float(f * f)


@ANSWERS.right("shrinking its own numbers, and printing")
def _(height, width, f):
    height -= f - 1
    width -= f - 1
    shared = f * f
    local = shared * height * width
    print(local, shared)
    return local, shared


@ANSWERS.right("with helper functions inside")
def _(height, width, f, **_options):
    import math

    def starts(n):
        return sum(1 for start in range(n) if start + f <= n)

    return math.prod((starts(height), starts(width), f, f)), math.prod((f, f))


class _Layers:
    def __call__(self, height, width, f):
        shared = np.int64(f) ** 2
        return shared * len(range(f, height + 1)) * len(range(f, width + 1)), shared


ANSWERS.right("an object that can be called")(_Layers())


@ANSWERS.right("the non-zero entries of the table")
def _(height, width, f):
    shared = np.count_nonzero(np.ones((f, f)))
    table = np.ones((height - f + 1, width - f + 1), dtype=np.int8)
    window = np.ones((f, f), dtype=np.int8)
    return np.count_nonzero(np.kron(table, window)), shared


@ANSWERS.wrong(
    "a window at every pixel, also where it hangs over the edge",
    ("one window per pixel",),
)
def _(height, width, f):
    return height * width * f * f, f * f


@ANSWERS.wrong(
    "the last window of each row and column is forgotten", ("last window missing",)
)
def _(height, width, f):
    return (height - f) * (width - f) * f * f, f * f


@ANSWERS.wrong("the shared layer first", ("the two numbers swapped",))
def _(height, width, f):
    return f * f, (height - f + 1) * (width - f + 1) * f * f


@ANSWERS.wrong("the height is used for the width too", ("square picture assumed",))
def _(height, width, f):
    return (height - f + 1) ** 2 * f * f, f * f


@ANSWERS.wrong(
    "a window has f weights instead of f times f", ("a window of f weights",)
)
def _(height, width, f):
    return (height - f + 1) * (width - f + 1) * f, f


@ANSWERS.wrong("the windows do not overlap", ("windows side by side",))
def _(height, width, f):
    return (height // f) * (width // f) * f * f, f * f


@ANSWERS.wrong("one weight for each window", ("windows counted, not weights",))
def _(height, width, f):
    return (height - f + 1) * (width - f + 1), f * f


@ANSWERS.wrong("a bias for each window", ("a bias in every window",))
def _(height, width, f):
    return (height - f + 1) * (width - f + 1) * (f * f + 1), f * f + 1


@ANSWERS.wrong("only the local layer is returned")
def _(height, width, f):
    return (height - f + 1) * (width - f + 1) * f * f


@ANSWERS.wrong("the shared layer has a single weight", ("a single shared weight",))
def _(height, width, f):
    return (height - f + 1) * (width - f + 1) * f * f, 1


@ANSWERS.wrong("windows of 3 by 3, whatever f is", ("windows of one size only",))
def _(height, width, f):
    return (height - 2) * (width - 2) * 9, 9


@ANSWERS.wrong(
    "a dense layer in place of the local one",
    ("every output connected to every pixel",),
)
def _(height, width, f):
    windows = (height - f + 1) * (width - f + 1)
    return height * width * windows, f * f


@ANSWERS.wrong(
    "starts down and starts across are added", ("added instead of multiplied",)
)
def _(height, width, f):
    return (height - f + 1 + width - f + 1) * f * f, f * f


@ANSWERS.wrong(
    "the window is taken off twice, once for each side",
    ("window taken off on both sides",),
)
def _(height, width, f):
    return (height - 2 * f + 1) * (width - 2 * f + 1) * f * f, f * f


@ANSWERS.wrong(
    "the shared layer has a weight for each window",
    ("a shared weight for each window",),
)
def _(height, width, f):
    windows = (height - f + 1) * (width - f + 1)
    return windows * f * f, windows


@ANSWERS.wrong("both layers have the weights of the local one", ("nothing shared",))
def _(height, width, f):
    local = (height - f + 1) * (width - f + 1) * f * f
    return local, local


@ANSWERS.wrong(
    "the last windows are forgotten and the shared layer comes first",
    ("last window missing", "the two numbers swapped"),
)
def _(height, width, f):
    return f * f, (height - f) * (width - f) * f * f


@ANSWERS.wrong(
    "windows over the edge are counted and biases are added",
    ("one window per pixel", "a bias in every window"),
)
def _(height, width, f):
    return height * width * (f * f + 1), f * f + 1


@ANSWERS.wrong(
    "the width is used for the height too and windows have f weights",
    ("square picture assumed", "a window of f weights"),
)
def _(height, width, f):
    return (width - f + 1) ** 2 * f, f


@ANSWERS.wrong(
    "nine weights for each pixel, as in the chapter's example, whatever f is",
    ("windows of one size only", "one window per pixel"),
)
def _(height, width, f):
    return height * width * 9, 9


@ANSWERS.wrong(
    "a step of the half window is taken off: f // 2 on one side only",
    ("half a window taken off",),
)
def _(height, width, f):
    return (height - f // 2) * (width - f // 2) * f * f, f * f


@ANSWERS.wrong("one number too many: the windows come first")
def _(height, width, f):
    windows = (height - f + 1) * (width - f + 1)
    return windows, windows * f * f, f * f


@ANSWERS.wrong("returned as text")
def _(height, width, f):
    return f"{(height - f + 1) * (width - f + 1) * f * f}, {f * f}"


@ANSWERS.wrong("a column of windows", ("a single row of windows",))
def _(height, width, f):
    return (height - f + 1) * f * f, f * f


@ANSWERS.wrong("the last row of windows missing", ("+ 1 missing in the height only",))
def _(height, width, f):
    return (height - f) * (width - f + 1) * f * f, f * f


@ANSWERS.wrong("nothing where the window is the picture")
def _(height, width, f):
    if f == height == width:
        return 0, 0
    return (height - f + 1) * (width - f + 1) * f * f, f * f


@ANSWERS.wrong("the count overflows in 16 bits", ("counted in 16 bits",))
def _(height, width, f):
    count = np.array((height - f + 1) * (width - f + 1) * f * f)
    return int(count.astype(np.int16)), f * f


def _one_off(first, second):
    def answer(height, width, f):
        own = (height - f + 1) * (width - f + 1) * f * f
        return own + first, f * f + second

    return answer


ANSWERS.wrong("a bias in the shared layer only")(_one_off(0, 1))
ANSWERS.wrong("the shared layer one short")(_one_off(0, -1))
ANSWERS.wrong("the local layer one too many")(_one_off(1, 0))
ANSWERS.wrong("the local layer one short")(_one_off(-1, 0))


@ANSWERS.wrong("0 where the window is as high or as wide as the picture")
def _(height, width, f):
    if f >= height or f >= width:
        return 0, f * f
    return (height - f + 1) * (width - f + 1) * f * f, f * f
