"""Answers to `dense-weights`."""

import math
from fractions import Fraction
from functools import partial

import numpy as np

import cnnbook as cb
from tests.answers import Answers

ANSWERS = Answers("dense-weights")


@ANSWERS.right("the formula of the chapter")
def _(height, width, channels, units):
    n = height * width * channels
    return (n + 1) * units


@ANSWERS.right("weights and biases apart")
def _(height, width, channels, units):
    weights = height * width * channels * units
    biases = units
    return weights + biases


@ANSWERS.right("unit by unit, and printing")
def _(height, width, channels, units):
    total = 0
    for _unit in range(units):
        total += height * width * channels
        total += 1
    print("weights and biases:", total)
    return total


@ANSWERS.right("as a float")
def _(height, width, channels, units):
    return float(height) * width * channels * units + float(units)


@ANSWERS.right("with np.prod")
def _(*sizes):
    return np.prod(sizes, dtype=np.int64) + sizes[-1]


@ANSWERS.right("with renamed arguments and an import inside")
def _(h, w, c, m, **_options):
    from operator import mul

    return mul(h * w * c, m) + m


@ANSWERS.right("the size of the two arrays")
def _(height, width, channels, units):
    table = np.broadcast_to(np.float32(0), (units, height * width * channels))
    biases = np.zeros(units)
    return table.size + biases.size


@ANSWERS.right("with the book's function")
def _(height, width, channels, units):
    return cb.dense_parameters(height * width * channels, units)


class _Counter:
    def __init__(self, bias):
        self.bias = bias

    def __call__(self, height, width, channels, units):
        return units * (math.prod((height, width, channels)) + self.bias)


ANSWERS.right("an object that can be called")(_Counter(1))


def _count(extra, height, width, channels, units):
    return (height * width * channels + extra) * units


ANSWERS.right("a partial function")(partial(_count, 1))
ANSWERS.right("a lambda")(lambda a, b, c, d: a * b * c * d + d)


@ANSWERS.right("as a fraction")
def _(height, width, channels, units):
    return Fraction(height * width * channels * units + units)


@ANSWERS.wrong("the biases are left out", ("biases forgotten",))
def _(height, width, channels, units):
    return height * width * channels * units


@ANSWERS.wrong("one bias for the whole layer", ("one bias for the whole layer",))
def _(height, width, channels, units):
    return height * width * channels * units + 1


@ANSWERS.wrong(
    "height and width are added instead of multiplied", ("height and width added",)
)
def _(height, width, channels, units):
    return ((height + width) * channels + 1) * units


@ANSWERS.wrong("the channels are ignored", ("channels forgotten",))
def _(height, width, channels, units):
    return (height * width + 1) * units


@ANSWERS.wrong(
    "a bias for each input instead of each output", ("a bias for every input",)
)
def _(height, width, channels, units):
    n = height * width * channels
    return n * units + n


@ANSWERS.wrong("the height is used for the width too", ("square picture assumed",))
def _(height, width, channels, units):
    return (height**2 * channels + 1) * units


@ANSWERS.wrong("the count overflows in 16 bits", ("counted in 16 bits",))
def _(height, width, channels, units):
    sizes = np.array([height, width, channels, units], dtype=np.int16)
    return int(np.prod(sizes, dtype=np.int16) + np.int16(units))


@ANSWERS.wrong("the units are ignored", ("one unit",))
def _(height, width, channels, units):
    return height * width * channels + 1


@ANSWERS.wrong("weights and biases are returned as a pair, not added")
def _(height, width, channels, units):
    return height * width * channels * units, units


@ANSWERS.wrong("a bias for each channel of each unit", ("a bias for every channel",))
def _(height, width, channels, units):
    return height * width * channels * units + channels * units


@ANSWERS.wrong(
    "the channels are added to the pixels", ("channels added to the pixels",)
)
def _(height, width, channels, units):
    return (height * width + channels + 1) * units


@ANSWERS.wrong("two biases for each unit", ("two biases for every unit",))
def _(height, width, channels, units):
    return (height * width * channels + 2) * units


@ANSWERS.wrong("returned as text with commas")
def _(height, width, channels, units):
    return f"{(height * width * channels + 1) * units:,}"


@ANSWERS.wrong("hard-coded: 28 by 28 pixels to 10 units")
def _(height, width, channels, units):
    return 7850


@ANSWERS.wrong("nothing is returned, only printed")
def _(height, width, channels, units):
    print((height * width * channels + 1) * units)


@ANSWERS.wrong(
    "the channels are ignored and the biases left out",
    ("channels forgotten", "biases forgotten"),
)
def _(height, width, channels, units):
    return height * width * units


@ANSWERS.wrong(
    "height and width are added and there is one bias only",
    ("height and width added", "one bias for the whole layer"),
)
def _(height, width, channels, units):
    return (height + width) * channels * units + 1


@ANSWERS.wrong(
    "the height is used for the width too and the biases are left out",
    ("square picture assumed", "biases forgotten"),
)
def _(height, width, channels, units):
    return height * height * channels * units


@ANSWERS.wrong("the biases are subtracted", ("biases subtracted",))
def _(height, width, channels, units):
    return height * width * channels * units - units


@ANSWERS.wrong("an answer for grey pictures only, else nothing")
def _(height, width, channels, units):
    if channels == 1:
        return (height * width + 1) * units
    return None


@ANSWERS.wrong("the number of bytes, four for each weight", ("bytes counted",))
def _(height, width, channels, units):
    return 4 * (height * width * channels + 1) * units


@ANSWERS.wrong("counting one by one, which takes too long for a large layer")
def _(height, width, channels, units):
    count = 0
    for _unit in range(units):
        count += sum(1 for _number in np.ndindex(height, width, channels)) + 1
    return count


@ANSWERS.right("by recursion over the units")
def count(height, width, channels, units):
    if units == 0:
        return 0
    return height * width * channels + 1 + count(height, width, channels, units - 1)


@ANSWERS.wrong("biases for inputs and for units", ("biases for inputs and for units",))
def _(height, width, channels, units):
    inputs = height * width * channels
    return inputs * units + inputs + units


@ANSWERS.wrong("a bias only where there are several units")
def _(height, width, channels, units):
    return height * width * channels * units + (units if units > 1 else 0)


@ANSWERS.wrong("nothing for pictures of one row or column")
def _(height, width, channels, units):
    return 0 if 1 in (height, width) else (height * width * channels + 1) * units


@ANSWERS.wrong("biases forgotten for large pictures")
def _(height, width, channels, units):
    inputs = height * width * channels
    return inputs * units + (units if inputs < 10_000 else 0)


@ANSWERS.wrong("the units first", ("parameters in another order",))
def _(units, height, width, channels):
    return (height * width * channels + 1) * units


@ANSWERS.wrong("counted in 32 bits", ("counted in 32 bits",))
def _(height, width, channels, units):
    return int(np.array((height * width * channels + 1) * units).astype(np.int32))


@ANSWERS.wrong("counted in float32", ("counted in floats of 32 bits",))
def _(height, width, channels, units):
    return np.float32((height * width * channels + 1) * units)


@ANSWERS.wrong("reckons with rounded logarithms")
def _(height, width, channels, units):
    return round(10 ** round(math.log10((height * width * channels + 1) * units), 6))


@ANSWERS.wrong("each size a float32", names=("counted in floats of 32 bits",))
def _(height, width, channels, units):
    h, w, c, m = map(np.float32, (height, width, channels, units))
    return h * w * c * m + m
