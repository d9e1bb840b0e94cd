"""Answers to `same-padding`."""

import functools
import math
from fractions import Fraction

import numpy as np

import cnnbook as cb
from tests.answers import Answers

ANSWERS = Answers("same-padding")


@ANSWERS.right("the formula with floor division")
def _(f):
    return (f - 1) // 2


@ANSWERS.right("half of f, rounded down")
def _(kernel_size):
    return kernel_size // 2


@ANSWERS.right("int of the quotient")
def _(f):
    return int((f - 1) / 2)


@ANSWERS.right("a bit shift")
def _(f, **kwargs):
    return f >> 1


@ANSWERS.right("tries one padding after the other")
def _(f):
    n, p = 100, 0
    while n + 2 * p - f + 1 != n:
        p += 1
    return p


@ANSWERS.right("searches with a comprehension, and the package's formula")
def _(f):
    return next(p for p in range(f) if cb.output_size(50 + f, f, p) == 50 + f)


@ANSWERS.right("recursion, two pixels of the kernel at a time")
def _(f):
    def around(size):
        return 0 if size <= 1 else 1 + around(size - 2)

    return around(f)


@ANSWERS.right("what the package says for a long row")
def _(f):
    before, _after = cb.same_padding(10 * f, f)
    return before


@ANSWERS.right("the index of the centre, a NumPy integer")
def _(f):
    return np.argmax(np.arange(f) == np.median(np.arange(f)))


@ANSWERS.right("Fraction, turned into a whole number")
def _(f):
    p = Fraction(f - 1, 2)
    print("p =", p)
    return int(p)


class _Padding:
    def __call__(self, f):
        return sum(1 for place in range(f) if place < f // 2)


ANSWERS.right("an object that is called")(_Padding())

ANSWERS.right("functools.partial of the formula for any change of size")(
    functools.partial(lambda lost, f: (f - 1 - lost) // 2, 0)
)


@ANSWERS.right("math.floor")
def _(f):
    return math.floor(f / 2)


@ANSWERS.right("reading: a whole number of type float")
def _(f):
    return (f - 1) / 2


@ANSWERS.right("reading: a whole number as a NumPy float")
def _(f):
    return np.floor(f / 2)


@ANSWERS.right("reading: refuses even kernels")
def _(f):
    if f % 2 == 0:
        raise ValueError("f must be odd")
    return f // 2


@ANSWERS.wrong("the padding of both sides together", names=("padding on one side",))
def _(f):
    return f - 1


@ANSWERS.wrong(
    "1 is added to f instead of subtracted", names=("half the kernel, rounded up",)
)
def _(f):
    return (f + 1) // 2


@ANSWERS.wrong("half of f rounded up", names=("half the kernel, rounded up",))
def _(f):
    return math.ceil(f / 2)


@ANSWERS.wrong("half of f, not rounded", names=("half the kernel, with a fraction",))
def _(f):
    return f / 2


@ANSWERS.wrong("always 1, as for 3×3", names=("always 1",))
def _(f):
    return 1


@ANSWERS.wrong("f − 2, which is right for 3 only", names=("right for 3 only",))
def _(f):
    return f - 2


@ANSWERS.wrong(
    "a third of f, which is right for 1 and 3 only", names=("a third of the kernel",)
)
def _(f):
    return f // 3


@ANSWERS.wrong("one less than it should be", names=("one too little",))
def _(f):
    return f // 2 - 1


@ANSWERS.wrong("the sign is lost")
def _(f):
    return (1 - f) // 2


@ANSWERS.wrong("a pair, before and after", names=("both sides given",))
def _(f):
    return (f - 1) // 2, (f - 1) // 2


@ANSWERS.wrong("the word same instead of a number")
def _(f):
    return "same"


@ANSWERS.wrong("the number as a string")
def _(f):
    return str((f - 1) // 2)


@ANSWERS.wrong("the result is printed, None is returned")
def _(f):
    print((f - 1) // 2)


@ANSWERS.wrong(
    "the pixels of the whole kernel instead of its size",
    names=("pixels of the whole kernel",),
)
def _(f):
    return (f * f - 1) // 2


@ANSWERS.wrong("knows the chapter's table only, None for larger kernels")
def _(f):
    return {1: 0, 3: 1, 5: 2, 7: 3}.get(f)


@ANSWERS.wrong("nothing is returned for a kernel of one pixel")
def _(f):
    if f > 1:
        return (f - 1) // 2
    return None


@ANSWERS.wrong("at least 1, also for a kernel of one pixel", names=("at least 1",))
def _(f):
    return max(1, (f - 1) // 2)


@ANSWERS.wrong(
    "the size that comes out without padding", names=("the size that is left",)
)
def _(f):
    return 28 - f + 1


@ANSWERS.wrong("divided by 2 once too often", names=("halved once too often",))
def _(f):
    return (f - 1) // 4


@ANSWERS.wrong("true for any size, whether the padding works", names=("always 1",))
def _(f):
    return (f - 1) % 2 == 0


@ANSWERS.wrong("the logarithm: right for 1, 3 and 5 but for no larger kernel")
def _(f):
    return int(math.log2(f))


@ANSWERS.wrong(
    "1 is added instead of subtracted and not halved",
    names=("1 added instead of subtracted, and not halved",),
)
def _(f):
    return f + 1


@ANSWERS.wrong(
    "both sides together and 1 not subtracted",
    names=("the whole kernel as padding, or brackets missing",),
)
def _(f):
    return f


@ANSWERS.wrong(
    "rounded up and given as a pair",
    names=("half the kernel, rounded up", "both sides given"),
)
def _(f):
    return math.ceil(f / 2), math.ceil(f / 2)


@ANSWERS.wrong("wrong for 13, 17 and 19")
def _(f):
    return 6 if f in (13, 17, 19) else (f - 1) // 2


@ANSWERS.wrong("no more than 10")
def _(f):
    return min(10, (f - 1) // 2)


ANSWERS.wrong(
    "f - 1//2, without brackets", ("the whole kernel as padding, or brackets missing",)
)(lambda f: f - 1 // 2)
ANSWERS.wrong("f - 1/2, without brackets", ("brackets missing",))(lambda f: f - 1 / 2)


@ANSWERS.right("a number of NumPy of 8 bits")
def _(f):
    return np.int8(np.arange(f).mean())
