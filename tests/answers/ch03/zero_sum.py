"""Answers to `zero-sum`."""

from fractions import Fraction
from functools import partial

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("zero-sum")


@ANSWERS.right("the mean is taken away")
def _(kernel):
    return kernel - kernel.mean()


@ANSWERS.right("sum and size, as a list comprehension")
def _(k):
    share = k.sum() / k.size
    return [[w - share for w in row] for row in k]


@ANSWERS.right("in place, in a copy of floats")
def _(kernel):
    balanced = np.array(kernel, dtype=float)
    balanced -= np.average(balanced)
    return balanced


@ANSWERS.right("a little at a time, until the sum is nothing")
def _(kernel):
    kernel = kernel.astype(float)
    while abs(kernel.sum()) > 1e-9:
        kernel -= kernel.sum() / kernel.size
    return kernel


@ANSWERS.right("exact, with fractions")
def _(kernel):
    rows, columns = kernel.shape
    exact = [[Fraction(float(w)) for w in row] for row in kernel]
    share = sum(map(sum, exact)) / (rows * columns)
    return [[w - share for w in row] for row in exact]


@ANSWERS.right("the part along the even surface is taken away")
def _(kernel):
    surface = np.ones(kernel.shape)
    part = np.vdot(kernel, surface) / np.vdot(surface, surface)
    return kernel - part * surface


@ANSWERS.right("with statistics, and printing")
def _(kernel, **_options):
    from statistics import fmean

    number = fmean(kernel.ravel().tolist())
    print("take away", number)
    return np.subtract(kernel, number)


ANSWERS.right("a partial function in float32")(
    partial(lambda dtype, k: (k - k.mean()).astype(dtype), np.float32)
)


@ANSWERS.wrong("the whole sum is taken away", names=("the whole sum taken away",))
def _(kernel):
    return kernel - kernel.sum()


@ANSWERS.wrong("divided by len, the rows", names=("sum divided by the number of rows",))
def _(kernel):
    return kernel - kernel.sum() / len(kernel)


@ANSWERS.wrong("divided by 9", names=("nine weights taken for granted",))
def _(kernel):
    return kernel - kernel.sum() / 9


@ANSWERS.wrong("the mean is added", names=("mean added",))
def _(kernel):
    return kernel + kernel.mean()


@ANSWERS.wrong("the mean of each row", names=("every row by itself",))
def _(kernel):
    return kernel - kernel.mean(axis=1)[:, None]


@ANSWERS.wrong("the mean of each column", names=("every column by itself",))
def _(kernel):
    return kernel - kernel.mean(0)


@ANSWERS.wrong("the centre takes all", names=("one weight pays for all",))
def _(kernel):
    kernel = kernel.astype(float)
    kernel[kernel.shape[0] // 2, kernel.shape[1] // 2] -= kernel.sum()
    return kernel


@ANSWERS.wrong("the first weight takes all", names=("one weight pays for all",))
def _(kernel):
    kernel = kernel.astype(float)
    kernel[0, 0] -= kernel.sum()
    return kernel


@ANSWERS.wrong("made to add up to 1", names=("divided by the sum",))
def _(kernel):
    return kernel / kernel.sum()


@ANSWERS.wrong("times the number of weights", names=("multiplied to whole numbers",))
def _(kernel):
    return kernel.size * kernel - kernel.sum()


@ANSWERS.wrong("times 3, as the chapter's line detector")
def _(kernel):
    return 3 * kernel - 1


@ANSWERS.wrong(
    "always a third, as for the line detector", names=("always the same number",)
)
def _(kernel):
    return kernel - 1 / 3


@ANSWERS.wrong("always 1", names=("always the same number",))
def _(kernel):
    return kernel - 1


@ANSWERS.wrong("whole division", names=("fractions cut off",))
def _(kernel):
    return kernel - kernel.sum() // kernel.size


@ANSWERS.wrong("an array of the kernel's type", names=("whole numbers only",))
def _(kernel):
    out = np.zeros(kernel.shape, dtype=int)
    out[:] = kernel - kernel.mean()
    return out


@ANSWERS.wrong("in place, with the kernel's type")
def _(kernel):
    kernel -= kernel.mean()
    return kernel


@ANSWERS.wrong("the weights that are 0 stay 0", names=("weights of 0 left alone",))
def _(kernel):
    return np.where(kernel == 0, 0, kernel - kernel.mean())


@ANSWERS.wrong("the mean of the absolute values", names=("signs lost",))
def _(kernel):
    return kernel - np.abs(kernel).mean()


@ANSWERS.wrong("the median", names=("median instead of mean",))
def _(kernel):
    return kernel - np.median(kernel)


@ANSWERS.wrong("scaled to a spread of 1", names=("divided by the spread",))
def _(kernel):
    return (kernel - kernel.mean()) / kernel.std()


@ANSWERS.wrong("the mean is returned", names=("the number alone",))
def _(kernel):
    return kernel.mean()


@ANSWERS.wrong("the sum of the new kernel is returned")
def _(kernel):
    return (kernel - kernel.mean()).sum()


@ANSWERS.wrong("nothing is returned")
def _(kernel):
    kernel = kernel - kernel.mean()


@ANSWERS.wrong("a kernel of zeros, which adds up to 0 too", names=("nothing left",))
def _(kernel):
    return np.zeros(kernel.shape)


@ANSWERS.wrong(
    "the mean of the absolute values, added", names=("signs lost", "mean added")
)
def _(kernel):
    return kernel + abs(kernel).mean()


@ANSWERS.wrong("flattened")
def _(kernel):
    return (kernel - kernel.mean()).ravel()


@ANSWERS.wrong("the second half turned negative")
def _(kernel):
    half = kernel.copy()
    half[len(half) // 2 :] *= -1
    return half


@ANSWERS.wrong("turned round: the mean less the kernel")
def _(kernel):
    return kernel.mean() - kernel


@ANSWERS.wrong("half of the mean")
def _(kernel):
    return kernel - kernel.mean() / 2


@ANSWERS.wrong(
    "the middle between the smallest and the largest weight",
    names=("middle between smallest and largest",),
)
def _(kernel):
    return kernel - (kernel.max() + kernel.min()) / 2


@ANSWERS.wrong("large kernels left alone")
def _(kernel):
    return kernel - kernel.mean() if kernel.size <= 25 else kernel


@ANSWERS.wrong("a small mean taken for 0")
def _(kernel):
    return kernel - kernel.mean() if abs(kernel.mean()) > 0.1 else kernel


@ANSWERS.wrong("a kernel of one weight left alone")
def _(kernel):
    return kernel if kernel.size == 1 else kernel - kernel.mean()


@ANSWERS.wrong("return in the loop", names=("first row alone changed",))
def _(kernel):
    changed, mean = kernel.astype(float), kernel.mean()
    for row in changed:
        row -= mean
        return changed
    return None


@ANSWERS.wrong("centred in both directions", names=("rows and columns balanced",))
def _(kernel):
    rows = kernel.mean(axis=1, keepdims=True)
    return kernel - kernel.mean(axis=0) - rows + kernel.mean()


@ANSWERS.wrong("the centre of a 3×3 kernel pays", ("one weight pays for all",))
def _(kernel):
    kernel = kernel.astype(float)
    kernel[1, 1] -= kernel.sum()
    return kernel


@ANSWERS.wrong("divided by the spread, if there is any", ("divided by the spread",))
def _(kernel):
    spread = kernel.std()
    return (kernel - kernel.mean()) / (spread if spread else 1)


@ANSWERS.wrong("a small sum is taken for none")
def _(kernel):
    return kernel if abs(kernel.sum()) < 0.5 else kernel - kernel.mean()


@ANSWERS.wrong("whole weights summed in 8 bits")
def _(kernel):
    kind = np.int8 if kernel.dtype.kind in "iu" else float
    return kernel - kernel.sum(dtype=kind) / kernel.size
