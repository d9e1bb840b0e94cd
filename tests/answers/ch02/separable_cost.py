"""Answers to `separable-cost`."""

from fractions import Fraction
from functools import partial

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("separable-cost")


@ANSWERS.right("the formula")
def _(height, width, f):
    one = (height - f + 1) * (width - f + 1) * f * f
    two = (height - f + 1) * width * f + (height - f + 1) * (width - f + 1) * f
    return one, two


@ANSWERS.right("as a list, with the sizes named")
def _(height, width, f):
    map_height, map_width = height - f + 1, width - f + 1
    after_column = map_height * width
    after_row = map_height * map_width
    return [after_row * f**2, (after_column + after_row) * f]


@ANSWERS.right("counting window by window")
def _(height, width, f):
    one = two = 0
    for _top in range(height - f + 1):
        for _left in range(width - f + 1):
            one += f * f
            two += f
        for _left in range(width):
            two += f
    return one, two


@ANSWERS.right("factored, as an array")
def _(h, w, f):
    return np.array([(w - f + 1) * f, 2 * w - f + 1]) * f * (h - f + 1)


@ANSWERS.right("as floats")
def _(height, width, f):
    rows, columns = float(height - f + 1), float(width - f + 1)
    return rows * columns * f**2, rows * f * (width + columns)


@ANSWERS.right("with the shapes of real maps")
def _(height, width, f, **_options):
    from scipy.signal import correlate2d

    image = np.zeros((height, width))
    down = correlate2d(image, np.ones((f, 1)), mode="valid")
    both = correlate2d(down, np.ones((1, f)), mode="valid")
    return both.size * f * f, down.size * f + both.size * f


@ANSWERS.right("a helper for any kernel, printing")
def _(height, width, f):
    def cost(h, w, f_h, f_w):
        return (h - f_h + 1) * (w - f_w + 1) * f_h * f_w

    one = cost(height, width, f, f)
    height, two = height - f + 1, cost(height, width, f, 1)
    two += cost(height, width, 1, f)
    print(f"{one} against {two}")
    return one, two


class _Cost:
    def __call__(self, height, width, f):
        rows, columns = len(range(f, height + 1)), len(range(f, width + 1))
        return np.int64(rows * columns * f * f), np.int64(rows * f * (width + columns))


ANSWERS.right("an object that can be called")(_Cost())


def _costs(one, height, width, f):
    rows = one * (height - f + 1)
    return rows * (width - f + 1) * f * f, rows * (2 * width - f + 1) * f


ANSWERS.right("a partial function of fractions")(partial(_costs, Fraction(1)))


@ANSWERS.wrong(
    "the map between the passes is taken as large as the image",
    ("map between the passes as large as the image",),
)
def _(height, width, f):
    rows, columns = height - f + 1, width - f + 1
    return rows * columns * f * f, height * width * f + rows * columns * f


@ANSWERS.wrong(
    "the map between the passes is taken as small as the last one",
    ("both passes counted at the final size",),
)
def _(height, width, f):
    windows = (height - f + 1) * (width - f + 1)
    return windows * f * f, 2 * windows * f


@ANSWERS.wrong("the row goes first", ("row first, or height and width exchanged",))
def _(height, width, f):
    rows, columns = height - f + 1, width - f + 1
    return rows * columns * f * f, height * columns * f + rows * columns * f


@ANSWERS.wrong("two passes first", ("the two numbers swapped",))
def _(height, width, f):
    rows, columns = height - f + 1, width - f + 1
    return rows * width * f + rows * columns * f, rows * columns * f * f


@ANSWERS.wrong("the second pass is forgotten", ("second pass forgotten",))
def _(height, width, f):
    rows, columns = height - f + 1, width - f + 1
    return rows * columns * f * f, rows * width * f


@ANSWERS.wrong("the first pass is forgotten", ("first pass forgotten",))
def _(height, width, f):
    windows = (height - f + 1) * (width - f + 1)
    return windows * f * f, windows * f


@ANSWERS.wrong("the last windows are forgotten", ("last window missing",))
def _(height, width, f):
    rows, columns = height - f, width - f
    return rows * columns * f * f, rows * width * f + rows * columns * f


@ANSWERS.wrong("a window at every pixel, in all passes", ("one window per pixel",))
def _(height, width, f):
    return height * width * f * f, 2 * height * width * f


@ANSWERS.wrong(
    "the image is taken as square, height by height", ("square image assumed",)
)
def _(height, width, f):
    n = height - f + 1
    return n * n * f * f, n * height * f + n * n * f


@ANSWERS.wrong("the additions are counted", ("additions counted",))
def _(height, width, f):
    rows, columns = height - f + 1, width - f + 1
    return rows * columns * (f * f - 1), rows * (width + columns) * (f - 1)


@ANSWERS.wrong(
    "multiplications and additions are both counted",
    ("multiplications and additions counted",),
)
def _(height, width, f):
    rows, columns = height - f + 1, width - f + 1
    return rows * columns * (2 * f * f - 1), rows * (width + columns) * (2 * f - 1)


@ANSWERS.wrong(
    "the windows are counted, not the multiplications",
    ("windows counted, not multiplications",),
)
def _(height, width, f):
    rows, columns = height - f + 1, width - f + 1
    return rows * columns, rows * width + rows * columns


@ANSWERS.wrong("one window only: f · f against 2 · f", ("one window counted",))
def _(height, width, f):
    return f * f, 2 * f


@ANSWERS.wrong("the two passes are returned apart, three numbers")
def _(height, width, f):
    rows, columns = height - f + 1, width - f + 1
    return rows * columns * f * f, rows * width * f, rows * columns * f


@ANSWERS.wrong(
    "the second number is what is saved", ("what is saved, instead of the cost",)
)
def _(height, width, f):
    rows, columns = height - f + 1, width - f + 1
    one = rows * columns * f * f
    return one, one - rows * width * f - rows * columns * f


@ANSWERS.wrong(
    "the second number is the ratio", ("what is saved, instead of the cost",)
)
def _(height, width, f):
    rows, columns = height - f + 1, width - f + 1
    one = rows * columns * f * f
    return one, one / (rows * width * f + rows * columns * f)


@ANSWERS.wrong(
    "the costs of the two passes are multiplied", ("costs of the passes multiplied",)
)
def _(height, width, f):
    rows, columns = height - f + 1, width - f + 1
    return rows * columns * f * f, rows * width * f * rows * columns * f


@ANSWERS.wrong(
    "each thin pass has f · f multiplications a window",
    ("f · f products in a thin pass",),
)
def _(height, width, f):
    rows, columns = height - f + 1, width - f + 1
    return rows * columns * f * f, (rows * width + rows * columns) * f * f


@ANSWERS.wrong("a kernel of 3 by 3, whatever f is", ("kernel of one size only",))
def _(height, width, f):
    rows, columns = height - 2, width - 2
    return rows * columns * 9, rows * width * 3 + rows * columns * 3


@ANSWERS.wrong(
    "the row goes first and the two passes are returned first",
    ("row first, or height and width exchanged", "the two numbers swapped"),
)
def _(height, width, f):
    rows, columns = height - f + 1, width - f + 1
    return height * columns * f + rows * columns * f, rows * columns * f * f


@ANSWERS.wrong(
    "the map between is taken as large as the image and + 1 is forgotten",
    ("map between the passes as large as the image", "last window missing"),
)
def _(height, width, f):
    rows, columns = height - f, width - f
    return rows * columns * f * f, height * width * f + rows * columns * f


@ANSWERS.wrong(
    "the second pass is forgotten and the row goes first",
    ("the row's pass over the whole image alone",),
)
def _(height, width, f):
    rows, columns = height - f + 1, width - f + 1
    return rows * columns * f * f, height * columns * f


@ANSWERS.wrong("only the second number")
def _(height, width, f):
    rows, columns = height - f + 1, width - f + 1
    return rows * width * f + rows * columns * f


@ANSWERS.wrong("counted in thousands, rounded", ("counted in thousands",))
def _(height, width, f):
    rows, columns = height - f + 1, width - f + 1
    one, two = rows * columns * f * f, rows * width * f + rows * columns * f
    return round(one / 1000), round(two / 1000)


@ANSWERS.wrong(
    "the parameters the other way round",
    ("row first, or height and width exchanged",),
)
def _(width, height, f):
    rows, columns = height - f + 1, width - f + 1
    return rows * columns * f * f, rows * width * f + rows * columns * f


@ANSWERS.wrong(
    "both passes over the whole image", ("both passes over the whole image",)
)
def _(height, width, f):
    rows, columns = height - f + 1, width - f + 1
    return rows * columns * f * f, rows * width * f + height * columns * f


@ANSWERS.wrong("nothing where the kernel is the image")
def _(height, width, f):
    rows, columns = height - f + 1, width - f + 1
    if f == height == width:
        return 0, 0
    return rows * columns * f * f, rows * width * f + rows * columns * f


@ANSWERS.wrong("counted in 16 bits", names=("counted in 16 bits",))
def _(height, width, f):
    rows, columns = height - f + 1, width - f + 1
    both = rows * columns * f * f, rows * width * f + rows * columns * f
    return np.array(both).astype(np.int16)


@ANSWERS.wrong("a single pass counted twice for a kernel of one pixel")
def _(height, width, f):
    rows, columns = height - f + 1, width - f + 1
    once = rows * columns * f * f
    return (once, once) if f == 1 else (once, f * rows * (width + columns))


@ANSWERS.wrong("counted in floats of 32 bits", ("counted in floats of 32 bits",))
def _(height, width, f):
    rows, columns = np.float32(height - f + 1), np.float32(width - f + 1)
    return rows * columns * f * f, f * rows * (width + columns)
