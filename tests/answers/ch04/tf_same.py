"""Answers to `tf-same`."""

import functools
import math

import numpy as np

import cnnbook as cb
from tests.answers import Answers

ANSWERS = Answers("tf-same")


@ANSWERS.right("the chapter's formula")
def _(n, f, s):
    out = math.ceil(n / s)
    total = max((out - 1) * s + f - n, 0)
    return total // 2, total - total // 2


@ANSWERS.right("by the remainder of n and s")
def _(n, f, s):
    total = max(f - (n % s or s), 0)
    return (total // 2, (total + 1) // 2)


@ANSWERS.right("by cases, as a list")
def _(pixels, kernel, stride):
    missing = kernel - pixels % stride
    if pixels % stride == 0:
        missing = kernel - stride
    if missing <= 0:
        return [0, 0]
    if missing % 2:
        return [missing // 2, missing // 2 + 1]
    return [missing // 2, missing // 2]


@ANSWERS.right("adds pixels in turn, after first, until enough windows fit")
def _(n, f, s):
    before = after = 0
    wanted = -(-n // s)
    while len(range(0, before + n + after - f + 1, s)) < wanted:
        if after == before:
            after += 1
        else:
            before += 1
    return before, after


@ANSWERS.right("as an array, with NumPy's ceil")
def _(n, f, s):
    total = max((np.ceil(n / s) - 1) * s + f - n, 0)
    return np.array([np.floor(total / 2), np.ceil(total / 2)]).astype(int)


@ANSWERS.right("as floats")
def _(n, f, s):
    total = max(0.0, (np.ceil(n / s) - 1) * s + f - n)
    before = total // 2
    return before, total - before


@ANSWERS.right("the package's own function")
def _(n, f, s):
    return cb.same_padding(n, f, s)


@ANSWERS.right("divmod and NumPy integers")
def _(n, f, s):
    whole, rest = divmod(n, s)
    windows = whole + (rest > 0)
    end = (windows - 1) * s + f
    before, odd = divmod(np.maximum(end - n, 0), 2)
    return before, before + odd


@ANSWERS.right("recursion over the windows")
def _(n, f, s):
    def last_start(start):
        if start + 100 * s < n:
            return last_start(start + 100 * s)
        return start if start + s >= n else last_start(start + s)

    lacking = last_start(0) + f - n
    return (0, 0) if lacking < 0 else (lacking // 2, -(-lacking // 2))


@ANSWERS.right("a list that is shortened on the way")
def _(n, f, s, **kwargs):
    starts = list(range(0, n, s))
    after = list(range(n, starts.pop() + f))
    before = []
    while len(after) > len(before) + 1:
        before.append(after.pop())
    print(before, after)
    return len(before), len(after)


class _Same:
    def __init__(self, first):
        self.first = first

    def __call__(self, n, f, s):
        total = max((math.ceil(n / s) - 1) * s + f - n, 0)
        more, less = (total + 1) // 2, total // 2
        return (more, less) if self.first == "before" else (less, more)


ANSWERS.right("an object that is called")(_Same("after"))


def _split(rule, n, f, s):
    total = rule((-(-n // s) - 1) * s + f - n)
    return total // 2, total - total // 2


ANSWERS.right("functools.partial")(functools.partial(_split, lambda t: max(t, 0)))


@ANSWERS.wrong(
    "negative where the stride is larger than the kernel", names=("negative padding",)
)
def _(n, f, s):
    total = (math.ceil(n / s) - 1) * s + f - n
    return total // 2, total - total // 2


@ANSWERS.wrong("the odd pixel goes before", names=("extra pixel before",))
def _(n, f, s):
    total = max((math.ceil(n / s) - 1) * s + f - n, 0)
    return total - total // 2, total // 2


@ANSWERS.wrong(
    "the number of windows is rounded down", names=("output size rounded down",)
)
def _(n, f, s):
    total = max((n // s - 1) * s + f - n, 0)
    return total // 2, total - total // 2


@ANSWERS.wrong(
    "one window too many where n is a multiple of s",
    names=("one window too many where the stride divides n",),
)
def _(n, f, s):
    total = max((n // s + 1 - 1) * s + f - n, 0)
    return total // 2, total - total // 2


@ANSWERS.wrong("the stride is ignored", names=("stride ignored",))
def _(n, f, s):
    return (f - 1) // 2, f - 1 - (f - 1) // 2


@ANSWERS.wrong("(f − 1)/2 on each side", names=("(f − 1)/2 on both sides",))
def _(n, f, s):
    return (f - 1) // 2, (f - 1) // 2


@ANSWERS.wrong(
    "keeps the size n in spite of the stride", names=("kept at the input size",)
)
def _(n, f, s):
    total = max((n - 1) * s + f - n, 0)
    return total // 2, total - total // 2


@ANSWERS.wrong("the total instead of two numbers", names=("the total alone",))
def _(n, f, s):
    return max((math.ceil(n / s) - 1) * s + f - n, 0)


@ANSWERS.wrong("everything goes after", names=("all on one side",))
def _(n, f, s):
    return 0, max((math.ceil(n / s) - 1) * s + f - n, 0)


@ANSWERS.wrong(
    "both halves rounded down, the odd pixel is lost", names=("both sides alike",)
)
def _(n, f, s):
    total = max((math.ceil(n / s) - 1) * s + f - n, 0)
    return total // 2, total // 2


@ANSWERS.wrong("both halves rounded up", names=("both sides rounded up",))
def _(n, f, s):
    total = max((math.ceil(n / s) - 1) * s + f - n, 0)
    return math.ceil(total / 2), math.ceil(total / 2)


@ANSWERS.wrong("halves that are not whole numbers", names=("half pixels",))
def _(n, f, s):
    total = max((math.ceil(n / s) - 1) * s + f - n, 0)
    return total / 2, total / 2


@ANSWERS.wrong(
    "the − 1 for the first window is forgotten", names=("first window forgotten",)
)
def _(n, f, s):
    total = max(math.ceil(n / s) * s + f - n, 0)
    return total // 2, total - total // 2


@ANSWERS.wrong(
    "kernel size and stride swapped", names=("kernel size and stride swapped",)
)
def _(n, f, s):
    total = max((math.ceil(n / f) - 1) * f + s - n, 0)
    return total // 2, total - total // 2


@ANSWERS.wrong(
    "the size of a negative total instead of 0",
    names=("negative padding made positive",),
)
def _(n, f, s):
    total = abs((math.ceil(n / s) - 1) * s + f - n)
    return total // 2, total - total // 2


@ANSWERS.wrong("None where the stride is larger than the kernel")
def _(n, f, s):
    if s > f:
        return None
    total = max((math.ceil(n / s) - 1) * s + f - n, 0)
    return total // 2, total - total // 2


@ANSWERS.wrong("no padding wherever the stride is larger than the kernel's half")
def _(n, f, s):
    if 2 * s > f:
        return 0, 0
    total = max((math.ceil(n / s) - 1) * s + f - n, 0)
    return total // 2, total - total // 2


@ANSWERS.wrong(
    "the case n % s == 0 is forgotten",
    names=("one window too many where the stride divides n",),
)
def _(n, f, s):
    total = max(f - n % s, 0)
    return total // 2, total - total // 2


@ANSWERS.wrong(
    "treats every n as a multiple of s",
    names=("every n taken for a multiple of the stride",),
)
def _(n, f, s):
    total = max(f - s, 0)
    return total // 2, total - total // 2


@ANSWERS.wrong(
    "the number of outputs comes along as a third number",
    names=("the output size as well",),
)
def _(n, f, s):
    out = math.ceil(n / s)
    total = max((out - 1) * s + f - n, 0)
    return out, total // 2, total - total // 2


@ANSWERS.wrong(
    "the sizes before and after padding instead of the padding",
    names=("sizes instead of padding",),
)
def _(n, f, s):
    total = max((math.ceil(n / s) - 1) * s + f - n, 0)
    return n, n + total


@ANSWERS.wrong(
    "negative numbers are cut to 0 after halving, on one side only",
    names=("negative padding on one side",),
)
def _(n, f, s):
    total = (math.ceil(n / s) - 1) * s + f - n
    return max(total // 2, 0), total - total // 2


@ANSWERS.wrong("two strings")
def _(n, f, s):
    before, after = cb.same_padding(n, f, s)
    return str(before), str(after)


@ANSWERS.wrong("the result is printed, None is returned")
def _(n, f, s):
    total = max((math.ceil(n / s) - 1) * s + f - n, 0)
    print(total // 2, total - total // 2)


@ANSWERS.wrong("the chapter's examples only")
def _(n, f, s):
    known = {(10, 3, 2): (0, 1), (224, 7, 2): (2, 3), (6, 2, 1): (0, 1)}
    return known.get((n, f, s), (1, 1))


@ANSWERS.wrong(
    "the number of windows is rounded down and the odd pixel goes before",
    names=(
        "extra pixel before",
        "output size rounded down",
    ),
)
def _(n, f, s):
    total = max((n // s - 1) * s + f - n, 0)
    return (total + 1) // 2, total // 2


@ANSWERS.wrong(
    "not cut at 0 and the odd pixel goes before",
    names=(
        "extra pixel before",
        "negative padding",
    ),
)
def _(n, f, s):
    total = (math.ceil(n / s) - 1) * s + f - n
    return total - total // 2, total // 2


@ANSWERS.wrong(
    "the stride is ignored and the odd pixel goes before",
    names=(
        "a kernel's own padding, without the stride",
        "stride ignored",
        "extra pixel before",
    ),
)
def _(n, f, s):
    return f // 2, (f - 1) // 2


@ANSWERS.wrong(
    "rounded to the nearest number of windows and both halves down",
    names=(
        "both sides alike",
        "output size rounded to the nearest",
    ),
)
def _(n, f, s):
    total = max((round(n / s) - 1) * s + f - n, 0)
    return total // 2, total // 2


@ANSWERS.wrong("nothing is padded", names=("nothing padded",))
def _(n, f, s):
    return 0, 0


@ANSWERS.wrong(
    "half of the total rounded, which Python does to the nearest even number",
    names=("half of the total rounded to the nearest",),
)
def _(n, f, s):
    total = max((math.ceil(n / s) - 1) * s + f - n, 0)
    return round(total / 2), total - round(total / 2)


@ANSWERS.wrong("the extra pixel is added whether the total is odd or not")
def _(n, f, s):
    total = max((math.ceil(n / s) - 1) * s + f - n, 0)
    return total // 2, total // 2 + 1


@ANSWERS.right("both numbers are cut off at 0 in the end")
def _(n, f, s):
    total = (math.ceil(n / s) - 1) * s + f - n
    return max(total // 2, 0), max(-(-total // 2), 0)


def _total(n, f, s):
    return max((math.ceil(n / s) - 1) * s + f - n, 0)


def _shared(n, f, s):
    return _total(n, f, s) // 2, (_total(n, f, s) + 1) // 2


@ANSWERS.wrong("nothing where s > f", names=("nothing padded at a large stride",))
def _(n, f, s):
    return (0, 0) if s > f else _shared(n, f, s)


@ANSWERS.wrong(
    "nothing where n is a multiple of s",
    names=("nothing padded where the stride divides n",),
)
def _(n, f, s):
    return (0, 0) if n % s == 0 else _shared(n, f, s)


@ANSWERS.wrong("f // 2 on both sides", names=("half the kernel on both sides",))
def _(n, f, s):
    return f // 2, f // 2


@ANSWERS.wrong("n and f exchanged", names=("image and kernel swapped",))
def _(n, f, s):
    return _shared(f, n, s)


@ANSWERS.wrong(
    "n / s not rounded at all",
    names=("every n taken for a multiple of the stride",),
)
def _(n, f, s):
    total = max((n / s - 1) * s + f - n, 0)
    return total // 2, total - total // 2


@ANSWERS.wrong("never more than n on a side")
def _(n, f, s):
    return tuple(min(pixels, n) for pixels in _shared(n, f, s))


@ANSWERS.right("each share cut off at 0, not the total")
def _(n, f, s):
    total = (math.ceil(n / s) - 1) * s + f - n
    return max(total // 2, 0), max(total - total // 2, 0)


@ANSWERS.wrong("strides of 10 at most")
def _(n, f, s):
    s = min(s, 10)
    total = max((-(-n // s) - 1) * s + f - n, 0)
    return total // 2, total - total // 2
