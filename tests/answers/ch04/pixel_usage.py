"""Answers to `pixel-usage`."""

import functools

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from scipy.signal import convolve2d

import cnnbook as cb
from tests.answers import Answers

ANSWERS = Answers("pixel-usage")


@ANSWERS.right("adds 1 to each window in turn")
def _(height, width, f, s=1):
    usage = np.zeros((height, width), dtype=int)
    for top in range(0, height - f + 1, s):
        for left in range(0, width - f + 1, s):
            usage[top : top + f, left : left + f] += 1
    return usage


@ANSWERS.right("the outer product of the counts along both axes, in floats")
def _(height, width, f, s=1):
    def along(n):
        counts = np.zeros(n)
        start = 0
        while start + f <= n:
            counts[start : start + f] += 1
            start += s
        return counts

    return np.outer(along(height), along(width))


@ANSWERS.right("asks of every pixel and every window, in one comprehension")
def _(height, width, f, s=1):
    tops, lefts = range(0, height - f + 1, s), range(0, width - f + 1, s)
    return np.array(
        [
            [
                sum(t <= i < t + f and q <= j < q + f for t in tops for q in lefts)
                for j in range(width)
            ]
            for i in range(height)
        ]
    )


@ANSWERS.right("broadcasting and einsum")
def _(rows, columns, kernel, stride=1):
    def inside(n):
        starts = np.arange(0, max(n - kernel + 1, 0), stride)[:, None]
        pixels = np.arange(n)[None, :]
        return ((pixels >= starts) & (pixels < starts + kernel)).astype(int)

    return np.einsum("ai,bj->ij", inside(rows), inside(columns))


@ANSWERS.right("window numbers laid out with stride tricks, then bincount")
def _(height, width, f, s=1):
    numbers = np.arange(height * width).reshape(height, width)
    windows = sliding_window_view(numbers, (f, f))[::s, ::s]
    counts = np.bincount(windows.ravel(), minlength=height * width)
    return counts.reshape(height, width)


@ANSWERS.right("SciPy: a one at every start, convolved with ones")
def _(height, width, f, s=1):
    starts = np.zeros((height - f + 1, width - f + 1), dtype=int)
    starts[::s, ::s] = 1
    return convolve2d(starts, np.ones((f, f), dtype=int))


@ANSWERS.right("np.add.at with all the indices")
def _(height, width, f, s=1):
    usage = np.zeros((height, width), dtype=np.int32)
    i, j = np.mgrid[0 : height - f + 1 : s, 0 : width - f + 1 : s]
    for u in range(f):
        for v in range(f):
            np.add.at(usage, (i + u, j + v), 1)
    return usage


@ANSWERS.right("a formula along each axis")
def _(height, width, f, s=1):
    def along(n):
        last = (n - f) // s
        return [
            max(0, min(i // s, last) - max(0, -((f - 1 - i) // s)) + 1)
            for i in range(n)
        ]

    return np.multiply.outer(along(height), along(width))


@ANSWERS.right("how far the sum of the map moves when one pixel grows")
def _(height, width, f, s=1):
    kernel = np.ones((f, f))
    usage = np.empty((height, width))
    for i in range(height):
        for j in range(width):
            image = np.zeros((height, width))
            image[i, j] = 1
            usage[i, j] = cb.conv2d(image, kernel, stride=s).sum()
    return usage


class _Counter:
    def __init__(self, dtype):
        self.dtype = dtype

    def __call__(self, height, width, f, s=1):
        usage = np.zeros((height, width), dtype=self.dtype)
        rows = (height - f) // s + 1
        columns = (width - f) // s + 1
        for k in range(rows * columns):
            i, j = divmod(k, columns)
            usage[i * s : i * s + f, j * s : j * s + f] += 1
        return usage


ANSWERS.right("an object that is called, in float32")(_Counter(np.float32))


def _fill(start, height, width, f, s=1, **kwargs):
    usage = np.full((height, width), start)
    for i in range(0, height, s):
        for j in range(0, width, s):
            if i + f <= height and j + f <= width:
                print("window at", i, j)
                usage[i : i + f, j : j + f] += 1
    return usage


ANSWERS.right("functools.partial, and it prints")(functools.partial(_fill, 0))


@ANSWERS.right("reading: nested lists instead of an array")
def _(height, width, f, s=1):
    usage = [[0] * width for _ in range(height)]
    for top in range(0, height - f + 1, s):
        for left in range(0, width - f + 1, s):
            for u in range(f):
                for v in range(f):
                    usage[top + u][left + v] += 1
    return usage


@ANSWERS.wrong("the stride is ignored", names=("stride ignored",))
def _(height, width, f, s=1):
    usage = np.zeros((height, width), dtype=int)
    for top in range(height - f + 1):
        for left in range(width - f + 1):
            usage[top : top + f, left : left + f] += 1
    return usage


@ANSWERS.wrong(
    "the last row and column of windows are missing", names=("last window missing",)
)
def _(height, width, f, s=1):
    usage = np.zeros((height, width), dtype=int)
    for top in range(0, height - f, s):
        for left in range(0, width - f, s):
            usage[top : top + f, left : left + f] += 1
    return usage


@ANSWERS.wrong(
    "windows that hang over the border are counted too",
    names=("windows that hang over counted",),
)
def _(height, width, f, s=1):
    usage = np.zeros((height, width), dtype=int)
    for top in range(0, height, s):
        for left in range(0, width, s):
            usage[top : top + f, left : left + f] += 1
    return usage


@ANSWERS.wrong(
    "1 is written instead of added, whether a pixel is used at all",
    names=("used or not used",),
)
def _(height, width, f, s=1):
    usage = np.zeros((height, width), dtype=int)
    for top in range(0, height - f + 1, s):
        for left in range(0, width - f + 1, s):
            usage[top : top + f, left : left + f] = 1
    return usage


@ANSWERS.wrong(
    "adds to overlapping views at once, so overlaps get lost",
    names=("used or not used",),
)
def _(height, width, f, s=1):
    usage = np.zeros((height, width), dtype=int)
    windows = sliding_window_view(usage, (f, f), writeable=True)[::s, ::s]
    windows[...] = windows + 1
    return usage


@ANSWERS.wrong(
    "height and width swapped in the shape", names=("height and width swapped",)
)
def _(height, width, f, s=1):
    usage = np.zeros((width, height), dtype=int)
    for top in range(0, height - f + 1, s):
        for left in range(0, width - f + 1, s):
            usage[left : left + f, top : top + f] += 1
    return usage


@ANSWERS.wrong(
    "height and width swapped in the loops",
    names=("height and width swapped in the loops",),
)
def _(height, width, f, s=1):
    usage = np.zeros((height, width), dtype=int)
    for top in range(0, width - f + 1, s):
        for left in range(0, height - f + 1, s):
            usage[top : top + f, left : left + f] += 1
    return usage


@ANSWERS.wrong(
    "square images only: the width is never used", names=("width never used",)
)
def _(height, width, f, s=1):
    counts = np.zeros(height, dtype=int)
    for start in range(0, height - f + 1, s):
        counts[start : start + f] += 1
    return np.outer(counts, counts)


@ANSWERS.wrong(
    "the counts along the axes are added instead of multiplied",
    names=("counts along the sides added",),
)
def _(height, width, f, s=1):
    def along(n):
        counts = np.zeros(n, dtype=int)
        for start in range(0, n - f + 1, s):
            counts[start : start + f] += 1
        return counts

    return along(height)[:, None] + along(width)[None, :]


@ANSWERS.wrong(
    "the stride is used downwards only", names=("stride in one direction only (down)",)
)
def _(height, width, f, s=1):
    usage = np.zeros((height, width), dtype=int)
    for top in range(0, height - f + 1, s):
        for left in range(0, width - f + 1):
            usage[top : top + f, left : left + f] += 1
    return usage


@ANSWERS.wrong(
    "the stride is used to the right only",
    names=("stride in one direction only (right)",),
)
def _(height, width, f, s=1):
    usage = np.zeros((height, width), dtype=int)
    for top in range(0, height - f + 1):
        for left in range(0, width - f + 1, s):
            usage[top : top + f, left : left + f] += 1
    return usage


@ANSWERS.wrong("the counts with same padding", names=("counted with padding",))
def _(height, width, f, s=1):
    p = f // 2
    usage = np.zeros((height + 2 * p, width + 2 * p), dtype=int)
    for top in range(0, height + 2 * p - f + 1, s):
        for left in range(0, width + 2 * p - f + 1, s):
            usage[top : top + f, left : left + f] += 1
    return usage[p : p + height, p : p + width]


@ANSWERS.wrong(
    "f · f for every pixel, also at the border", names=("every pixel used f × f times",)
)
def _(height, width, f, s=1):
    return np.full((height, width), f * f)


@ANSWERS.wrong(
    "how many windows there are, not how many use each pixel",
    names=("number of windows everywhere",),
)
def _(height, width, f, s=1):
    windows = ((height - f) // s + 1) * ((width - f) // s + 1)
    return np.full((height, width), windows)


@ANSWERS.wrong(
    "only the top left pixel of each window is counted",
    names=("only the first pixel of each window counted",),
)
def _(height, width, f, s=1):
    usage = np.zeros((height, width), dtype=int)
    usage[: height - f + 1 : s, : width - f + 1 : s] = 1
    return usage


@ANSWERS.wrong("the distance to the border without a limit for small images")
def _(height, width, f, s=1):
    def along(n):
        if s == 1:
            return [min(i + 1, f, n - i) for i in range(n)]
        counts = [0] * n
        for start in range(0, n - f + 1, s):
            for i in range(start, start + f):
                counts[i] += 1
        return counts

    return np.outer(along(height), along(width))


@ANSWERS.wrong(
    "counts as shares of the largest one", names=("shares of the largest count",)
)
def _(height, width, f, s=1):
    usage = np.zeros((height, width))
    for top in range(0, height - f + 1, s):
        for left in range(0, width - f + 1, s):
            usage[top : top + f, left : left + f] += 1
    return usage / usage.max()


@ANSWERS.wrong(
    "the map of a convolution of ones, not of the image's size",
    names=("the map instead of the image",),
)
def _(height, width, f, s=1):
    return cb.conv2d(np.ones((height, width), int), np.ones((f, f), int), stride=s)


@ANSWERS.wrong("windows are one pixel too small", names=("windows too small",))
def _(height, width, f, s=1):
    usage = np.zeros((height, width), dtype=int)
    for top in range(0, height - f + 1, s):
        for left in range(0, width - f + 1, s):
            usage[top : top + f - 1, left : left + f - 1] += 1
    return usage


@ANSWERS.wrong(
    "windows start at every pixel, the stride only counts them",
    names=("windows numbered, and started at their numbers",),
)
def _(height, width, f, s=1):
    usage = np.zeros((height, width), dtype=int)
    for i in range((height - f) // s + 1):
        for j in range((width - f) // s + 1):
            usage[i : i + f, j : j + f] += 1
    return usage


@ANSWERS.wrong(
    "the windows move by f, side by side, whatever the stride",
    names=("windows side by side",),
)
def _(height, width, f, s=1):
    usage = np.zeros((height, width), dtype=int)
    for top in range(0, height - f + 1, f):
        for left in range(0, width - f + 1, f):
            usage[top : top + f, left : left + f] += 1
    return usage


@ANSWERS.wrong("leaves the array with its shape as a pair")
def _(height, width, f, s=1):
    usage = np.zeros((height, width), dtype=int)
    for top in range(0, height - f + 1, s):
        for left in range(0, width - f + 1, s):
            usage[top : top + f, left : left + f] += 1
    return usage, usage.shape


@ANSWERS.wrong("the array is filled but not returned")
def _(height, width, f, s=1):
    usage = np.zeros((height, width), dtype=int)
    for top in range(0, height - f + 1, s):
        for left in range(0, width - f + 1, s):
            usage[top : top + f, left : left + f] += 1


@ANSWERS.wrong(
    "returns after the first row of windows", names=("first row of windows alone",)
)
def _(height, width, f, s=1):
    usage = np.zeros((height, width), dtype=int)
    for top in range(0, height - f + 1, s):
        for left in range(0, width - f + 1, s):
            usage[top : top + f, left : left + f] += 1
        return usage
    return usage


@ANSWERS.wrong(
    "the stride is ignored and the last windows are missing",
    names=(
        "stride ignored",
        "last window missing",
    ),
)
def _(height, width, f, s=1):
    usage = np.zeros((height, width), dtype=int)
    for top in range(height - f):
        for left in range(width - f):
            usage[top : top + f, left : left + f] += 1
    return usage


@ANSWERS.wrong(
    "the stride is ignored and the counts are added up along the axes",
    names=(
        "stride ignored",
        "counts along the sides added",
    ),
)
def _(height, width, f, s=1):
    def along(n):
        counts = np.zeros(n, dtype=int)
        for start in range(n - f + 1):
            counts[start : start + f] += 1
        return counts

    return np.add.outer(along(height), along(width))


@ANSWERS.wrong(
    "1 is written instead of added and hanging windows are taken too",
    names=(
        "used or not used",
        "windows that hang over counted",
    ),
)
def _(height, width, f, s=1):
    usage = np.zeros((height, width), dtype=int)
    for top in range(0, height, s):
        for left in range(0, width, s):
            usage[top : top + f, left : left + f] = 1
    return usage


@ANSWERS.wrong("f · f for each pixel that is used at all")
def _(height, width, f, s=1):
    usage = np.zeros((height, width), dtype=int)
    for top in range(0, height - f + 1, s):
        for left in range(0, width - f + 1, s):
            usage[top : top + f, left : left + f] = f * f
    return usage


@ANSWERS.wrong("the counts at stride 1, of which every s-th is kept")
def _(height, width, f, s=1):
    starts = np.ones((height - f + 1, width - f + 1), dtype=int)
    return convolve2d(starts, np.ones((f, f), dtype=int))[::s, ::s]


@ANSWERS.wrong("windows are one pixel too large", names=("windows too large",))
def _(height, width, f, s=1):
    usage = np.zeros((height, width), dtype=int)
    for top in range(0, height - f + 1, s):
        for left in range(0, width - f + 1, s):
            usage[top : top + f + 1, left : left + f + 1] += 1
    return usage


def _usage(height, width, f, s=1, dtype=int, more=0):
    counts = np.zeros((height, width), dtype)
    for top in range(0, height - f + 1, s):
        for left in range(0, width - f + 1, s):
            counts[top : top + f + more, left : left + f + more] += 1
    return counts


@ANSWERS.wrong("counts in bytes", names=("counts of one byte",))
def _(height, width, f, s=1):
    return _usage(height, width, f, s, np.uint8)


@ANSWERS.wrong("counts in bytes with a sign", names=("counts of one byte",))
def _(height, width, f, s=1):
    return _usage(height, width, f, s, np.int8)


@ANSWERS.wrong("wrong for a kernel of one pixel")
def _(height, width, f, s=1):
    counts = _usage(height, width, f, s)
    return counts if f > 1 else counts * 0


@ANSWERS.wrong("no count above 9")
def _(height, width, f, s=1):
    return np.minimum(9, _usage(height, width, f, s))


@ANSWERS.wrong("a stride of 2 by default", names=("stride of 2 unless given",))
def _(height, width, f, s=2):
    return _usage(height, width, f, s)


@ANSWERS.wrong("3×3 whatever f is", names=("always a kernel of three",))
def _(height, width, f, s=1):
    return _usage(height, width, 3, s)


@ANSWERS.wrong("as with full padding", names=("counted with padding",))
def _(height, width, f, s=1):
    p = f - 1
    counts = _usage(height + 2 * p, width + 2 * p, f, s)
    return counts[p : p + height, p : p + width]


@ANSWERS.wrong(
    "one window more in each direction", names=("windows one pixel further",)
)
def _(height, width, f, s=1):
    counts = np.zeros((height, width), int)
    for row in range((height - f) // s + 2):
        for column in range((width - f) // s + 2):
            counts[row * s : row * s + f, column * s : column * s + f] += 1
    return counts


@ANSWERS.wrong("all rows are the same list", names=("the same row many times",))
def _(height, width, f, s=1):
    counts = [[0] * width] * height
    for top in range(0, height - f + 1, s):
        for left in range(0, width - f + 1, s):
            for i in range(f):
                for j in range(f):
                    counts[top + i][left + j] += 1
    return counts


@ANSWERS.wrong("ones, a map large", names=("ones for the map",))
def _(height, width, f, s=1):
    return np.ones(((height - f) // s + 1, (width - f) // s + 1))


def _between(height, width, down, across, f, s):
    counts = np.zeros((height, width))
    for i in range(0, down - f + 1, s):
        for j in range(0, across - f + 1, s):
            counts[i : i + f, j : j + f] += 1
    return counts


ANSWERS.wrong("the height ends both loops", ("height in both loops",))(
    lambda height, width, f, s=1: _between(height, width, height, height, f, s)
)
ANSWERS.wrong("the width ends both loops", ("width in both loops",))(
    lambda height, width, f, s=1: _between(height, width, width, width, f, s)
)


@ANSWERS.wrong("the counts of earlier calls are kept, and returned")
def _(height, width, f, s=1, known={}):  # noqa: B006
    counts = known.setdefault((height, width), np.zeros((height, width)))
    counts += _between(height, width, height, width, f, s)
    return counts


@ANSWERS.wrong("axes of length 1 are lost")
def _(height, width, f, s=1):
    usage = np.zeros((height, width), int)
    for i in range(0, height - f + 1, s):
        for j in range(0, width - f + 1, s):
            usage[i : i + f, j : j + f] += 1
    return usage.squeeze()
